"""The user is named in the metadata of a span, as the SDK's own integrations do."""

import sys

from langfuse import Langfuse

langfuse = Langfuse()
metadata = {
    "langfuse_user_id": "integrated",
    "langfuse_session_id": "by-metadata",
    "langfuse_tags": ["one", "two"],
    "text": "123",
    "number": 123,
}
with langfuse.start_as_current_observation(name=sys.argv[1], metadata=metadata):
    pass
langfuse.flush()
