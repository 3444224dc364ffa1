"""Common attribute names that no convention defines."""

from usertrail.normalise.conventions.kinds import CACHE_READ, CACHE_WRITE, INPUT, OUTPUT, TOTAL
from usertrail.normalise.conventions.shape import ContentNames, Convention

GENERIC = Convention(
    user_id=("user_id", "userId"),
    session_id=(
        "session_id",
        "sessionId",
        "conversation.id",
        "conversation_id",
        "conversationId",
        "thread_id",
        "threadId",
    ),
    model_marks=("model",),
    model=("model",),
    usage={
        INPUT: ("prompt_tokens", "input_tokens", "prompt", INPUT),
        OUTPUT: ("completion_tokens", "output_tokens", "completion", OUTPUT),
        TOTAL: ("total_tokens", "total"),
        CACHE_READ: (CACHE_READ,),
        CACHE_WRITE: (CACHE_WRITE,),
    },
    content=(ContentNames(("input",), ("output",)),),
)
