"""One span of each kind, and one that an exception leaves."""

import sys

from langfuse import Langfuse

name, *kinds = sys.argv[1:]
langfuse = Langfuse()
with langfuse.start_as_current_observation(name=name):
    for kind in kinds:
        langfuse.start_observation(name=kind, as_type=kind).end()
    try:
        with langfuse.start_as_current_observation(name="raises"):
            raise ValueError("no such table")
    except ValueError:
        pass
langfuse.flush()
