"""What the Langfuse SDKs write, and who writes spans for Langfuse by hand."""

from typing import get_args

from usertrail.normalise.conventions.shape import ContentNames, Convention, TypeTable
from usertrail.normalise.records import SpanLevel, SpanType

TYPE = "langfuse.observation.type"
LEVEL = "langfuse.observation.level"
COMPLETION_START = "langfuse.observation.completion_start_time"
USAGE_DETAILS = "langfuse.observation.usage_details"
COST_DETAILS = "langfuse.observation.cost_details"
MODEL = "langfuse.observation.model.name"
INPUT = "langfuse.observation.input"
OUTPUT = "langfuse.observation.output"
# Of the trace itself, as trace events say it; and as OpenTelemetry does.
TRACE_USER_ID = "langfuse.user.id"
TRACE_SESSION_ID = "langfuse.session.id"
USER_ID = "user.id"
SESSION_ID = "session.id"
TRACE_METADATA = "langfuse.trace.metadata"
SPAN_METADATA = "langfuse.observation.metadata"
ANY_METADATA = "langfuse.metadata"
METADATA_FAMILIES = (TRACE_METADATA, SPAN_METADATA, ANY_METADATA)

# The OpenAI wrapper and the LangChain handler write them among the metadata, which is why what
# says it more plainly, the conversation included, comes before.
_WRAPPER_USER_ID = (f"{SPAN_METADATA}.langfuse_user_id", f"{TRACE_METADATA}.langfuse_user_id")
_WRAPPER_SESSION_ID = (
    f"{SPAN_METADATA}.langfuse_session_id",
    f"{TRACE_METADATA}.langfuse_session_id",
)
_WRAPPER_TAGS = (f"{SPAN_METADATA}.langfuse_tags", f"{TRACE_METADATA}.langfuse_tags")

LANGFUSE = Convention(
    user_id=(TRACE_USER_ID, USER_ID, *_WRAPPER_USER_ID),
    session_id=(
        TRACE_SESSION_ID,
        SESSION_ID,
        "gen_ai.conversation.id",
        *_WRAPPER_SESSION_ID,
    ),
    trace_name=("langfuse.trace.name",),
    tags=("langfuse.trace.tags", "langfuse.tags", *_WRAPPER_TAGS),
    public=("langfuse.trace.public", "langfuse.public"),
    environment=("langfuse.environment",),
    version=("langfuse.version",),
    release=("langfuse.release",),
    trace_input=("langfuse.trace.input",),
    trace_output=("langfuse.trace.output",),
    root_marks=("langfuse.internal.as_root", "langfuse.internal.is_app_root"),
    status_message=("langfuse.observation.status_message",),
    types=(TypeTable(TYPE, {kind.lower(): kind for kind in get_args(SpanType)}),),
    model_marks=(MODEL,),
    model=(MODEL,),
    model_parameters=("langfuse.observation.model.parameters",),
    prompt_name=("langfuse.observation.prompt.name", "langfuse.prompt.name"),
    prompt_version=("langfuse.observation.prompt.version", "langfuse.prompt.version"),
    completion_start=(COMPLETION_START,),
    json_cost=(COST_DETAILS,),
    first_content=(ContentNames((INPUT,), (OUTPUT,)),),
)

# The Python SDK up to 3.3 called a generation "span" when it was made by an update.
GENERATION_MARKS = (
    MODEL,
    "langfuse.observation.model.parameters",
    USAGE_DETAILS,
    COST_DETAILS,
    "langfuse.observation.prompt.name",
    "langfuse.observation.prompt.version",
    COMPLETION_START,
)
LEVELS: dict[str, SpanLevel] = {
    **dict.fromkeys(("DEBUG", "TRACE", "VERBOSE"), "DEBUG"),
    **dict.fromkeys(("DEFAULT", "INFO", "LOG", "NOTICE", "OK", "SUCCESS"), "DEFAULT"),
    **dict.fromkeys(("WARNING", "WARN"), "WARNING"),
    **dict.fromkeys(("ERROR", "FATAL", "CRITICAL"), "ERROR"),
}
