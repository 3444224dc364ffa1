# --- before the snippet ---
from langfuse import get_client

langfuse = get_client()
# --- the snippet, as printed ---
with langfuse.start_as_current_span(name="handle-user-interaction"):
    # Add user_id to current trace
    langfuse.update_current_trace(user_id="user_12345")
# --- after the snippet ---
get_client().flush()
