"""Signs in and says where the trace can be seen."""

import json
import sys

from langfuse import Langfuse

langfuse = Langfuse()
signed_in = langfuse.auth_check()
name = sys.argv[1]
if hasattr(langfuse, "trace"):
    trace = langfuse.trace(name=name)
    url = trace.get_trace_url()
else:
    with langfuse.start_as_current_observation(name=name) as root:
        url = langfuse.get_trace_url(trace_id=root.trace_id)
langfuse.flush()
print(json.dumps({"signedIn": signed_in, "url": url}))
