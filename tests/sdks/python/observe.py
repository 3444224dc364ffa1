# --- before the snippet ---
result = "some result"
# --- the snippet, as printed ---
from langfuse import observe, get_client
langfuse = get_client()
@observe()
def process_user_request(user_query):
    # Add user_id to current trace
    langfuse.update_current_trace(user_id="user_12345")
    # ... processing logic ...
    return result        # give `result` a value first
# --- after the snippet ---
process_user_request("hello")
get_client().flush()
