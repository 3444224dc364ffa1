"""MLflow Tracing: `SpanAttributeKey`, `TraceMetadataKey` and `SpanType` of mlflow.

Most of its values are JSON, texts included: "\\"CHAIN\\"".
"""

from usertrail.normalise.conventions.shape import ContentNames, Convention, JsonUsage, TypeTable
from usertrail.normalise.records import SpanType

_TYPE = "mlflow.spanType"
_MODEL = "mlflow.llm.model"
_PROVIDER = "mlflow.llm.provider"
_USER_ID = "mlflow.trace.user"
_SESSION_ID = "mlflow.trace.session"
_TYPES: dict[str, SpanType] = {
    "LLM": "GENERATION",
    "CHAT_MODEL": "GENERATION",
    "CHAIN": "CHAIN",
    "WORKFLOW": "CHAIN",
    "AGENT": "AGENT",
    "TOOL": "TOOL",
    "RETRIEVER": "RETRIEVER",
    "EMBEDDING": "EMBEDDING",
    "GUARDRAIL": "GUARDRAIL",
    "EVALUATOR": "EVALUATOR",
}

MLFLOW = Convention(
    user_id=(_USER_ID,),
    session_id=(_SESSION_ID,),
    types=(TypeTable(_TYPE, _TYPES),),
    model=(_MODEL,),
    provider=(_PROVIDER,),
    json_usage=(JsonUsage("mlflow.chat.tokenUsage", objects_at=("",)),),
    json_cost=("mlflow.llm.cost",),
    json_texts=(_TYPE, _MODEL, _PROVIDER, _USER_ID, _SESSION_ID),
    content=(ContentNames(("mlflow.spanInputs",), ("mlflow.spanOutputs",)),),
)
