# --- before the snippet ---
from langfuse import get_client

langfuse = get_client()
# --- the snippet, as printed ---
# Set user_id via update_trace when creating root span
with langfuse.start_as_current_span(
    name="process-user-request"
) as root_span:
    # Add user_id to trace
    root_span.update_trace(user_id="user_12345")
    # All spans under this trace will be associated with this user
    with root_span.start_as_current_generation(
        name="generate-response",
        model="gpt-4o"
    ) as gen:
        # ... generate response ...
        pass
# --- after the snippet ---
get_client().flush()
