"""What a person said in the input of a trace, and what was answered in its output.

Applications and frameworks write both in many shapes: plain text, one field among others, or the
messages of a provider. Only words are found: no reasoning, calls of tools, images or files.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from usertrail.normalise.text import decoded

# Values are looked at no deeper, and of a long list only the last.
_MAX_DEPTH = 12
_MAX_ITEMS = 1_000
_USERS = frozenset(("user", "human", "humanmessage", "humanmessagechunk", "customer", "end_user"))
_ASSISTANTS = frozenset(
    ("assistant", "ai", "model", "aimessage", "aimessagechunk", "bot", "chatbot", "agent")
)
_OTHERS = frozenset(
    ("system", "developer", "tool", "function", "systemmessage", "toolmessage", "functionmessage")
)
_ROLES = ("role", "sender", "author", "type", "_type", "message_type")
# Where a message, or a part of it, has its words.
_WORDS = ("content", "text", "parts", "value", "output_text", "refusal", "message")
# Types of parts that hold words; a part without a type is one if it has a field of words.
_TEXT_TYPES = frozenset(
    ("text", "input_text", "output_text", "message", "refusal", "markdown", "string")
)
# In the types of what is no words.
_UNSAID_TYPES = ("tool", "function", "reasoning", "thinking", "image", "audio", "file")
# Fields with the messages of a conversation, the whole of it or so far.
_LISTS = ("messages", "contents", "conversation", "turns")
# Fields with one text or message, the most telling first; then those that wrap all else.
_ASKED = (
    *("question", "query", "message", "prompt", "user_message", "userMessage"),
    *("user_input", "userInput", "user_prompt", "userPrompt", "user_query", "userQuery"),
    *("chat_input", "chatInput", "human_input", "input_text", "inputText", "utterance"),
    *("instruction", "request", "task", "topic", "text", "content"),
)
_ANSWERED = (
    *("answer", "response", "reply", "message", "completion", "final_answer"),
    *("finalAnswer", "final_output", "finalOutput", "output_text", "outputText", "generated_text"),
    *("generation", "text", "content", "result", "summary", "replies", "raw"),
)
_AROUND_ASKED = (
    *("input", "inputs", "kwargs", "args", "body", "data"),
    *("payload", "params", "variables", "value"),
)
_AROUND_ANSWERED = (
    *("choices", "candidates", "output", "outputs", "generations", "generation_info"),
    *("response", "data", "body", "value", "result", "messages"),
    *("return", "return_values", "llm", "llm_output"),
)
_HISTORIES = ("chat_history", "chatHistory", "history", "memory", "previous_messages")


class _Side(NamedTuple):
    """Whose words are looked for, and the fields to look in, in this order."""

    roles: frozenset[str]
    names: tuple[str, ...]
    around: tuple[str, ...]


_USER = _Side(_USERS, _ASKED, _AROUND_ASKED)
_ASSISTANT = _Side(_ASSISTANTS, _ANSWERED, _AROUND_ANSWERED)


def user_message(text: str) -> str | None:
    """The last words of the user in an input; all input, where it is no JSON. None if it has none.

    Of a growing history only what came after the last answer.
    """
    return _found(text, _USER)


def assistant_message(text: str) -> str | None:
    """The last words of the assistant in an output; all output, where it is no JSON."""
    return _found(text, _ASSISTANT)


def _found(text: str, side: _Side) -> str | None:
    value = decoded(text)
    words = _search(value, side, 0) if isinstance(value, (str, list, dict)) else text
    return words.strip() or None if words else None


def _search(value: Any, side: _Side, depth: int) -> str | None:
    if isinstance(value, str):
        inner = decoded(value) if depth else value
        return value if isinstance(inner, str) else _search(inner, side, depth + 1)
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, list):
        return _in_list(value[-_MAX_ITEMS:], side, depth)
    return _in_object(value, side, depth) if isinstance(value, dict) else None


def _in_list(values: Sequence[Any], side: _Side, depth: int) -> str | None:
    messages = [_unwrapped(value) for value in values]
    if any(map(_role_of, messages)):
        return _in_messages(messages, side)
    if all(_is_part(value) for value in values) and (words := _words_of(values)):
        return words
    # Whose the words of several are cannot be told: the last that has any counts.
    found = (_search(value, side, depth + 1) for value in reversed(values))
    return next(filter(None, found), None)


def _in_object(value: Mapping[str, Any], side: _Side, depth: int) -> str | None:
    message = _unwrapped(value)
    if role := _role_of(message):
        if role not in side.roles:
            return None
        if (words := _words_of(message)) or message is value:
            return words or None
    if _is_unsaid(value.get("type")):
        return None
    for name in _LISTS:
        if isinstance(value.get(name), list) and (found := _search(value[name], side, depth + 1)):
            return found
    names = (*side.names, *side.around, *_HISTORIES)
    if found := next(_of_fields(value, names, side, depth), None):
        return found
    # Any other field, if it is the only one.
    rest = [name for name in value if value[name] and name not in (*_ROLES, "id")]
    return _search(value[rest[0]], side, depth + 1) if len(rest) == 1 else None


def _of_fields(
    value: Mapping[str, Any], names: Iterable[str], side: _Side, depth: int
) -> Iterator[str]:
    for name in names:
        if (inner := value.get(name)) and (found := _search(inner, side, depth + 1)):
            yield found


def _in_messages(messages: Sequence[Any], side: _Side) -> str | None:
    """The last words of the side: all of its last messages that follow each other."""
    found: list[str] = []
    for message in reversed(messages):
        role = _role_of(message)
        words = _words_of(message) if role else ""
        if role in side.roles:
            if words:
                found.append(words)
        elif found and words and role not in _OTHERS:
            break
    if side is _ASSISTANT:
        found = found[:1]
    return "\n\n".join(reversed(found)) or None


def _unwrapped(value: Any) -> Any:
    """A message without what frameworks put around it; a pair of role and words as a message."""
    if isinstance(value, (list, tuple)) and len(value) == 2 and _is_role(value[0]):
        return {"role": value[0], "content": value[1]}
    while isinstance(value, dict):
        # LangChain's constructors and its dumped messages, then OpenInference and OpenAI's choices.
        kind, inside = value.get("id"), value.get("kwargs")
        if not (isinstance(kind, list) and kind and isinstance(inside, dict)):
            kind, inside = [value.get("type")], value.get("data")
        if isinstance(inside, dict) and _is_role(kind[-1]):
            return {"role": kind[-1], **inside}
        if not isinstance(value.get("message"), dict) or _role_of(value):
            break
        value = value["message"]
    return value


def _role_of(value: Any) -> str:
    """Whose message it is, in small letters; empty if it is none."""
    if not isinstance(value, dict):
        return ""
    for name in _ROLES:
        role = value.get(name)
        role = role.get("role") if isinstance(role, dict) else role
        if _is_role(role) and any(words in value for words in _WORDS):
            return str(role).lower()
    return ""


def _is_role(value: Any) -> bool:
    return isinstance(value, str) and value.lower() in _USERS | _ASSISTANTS | _OTHERS


def _is_unsaid(kind: Any) -> bool:
    return isinstance(kind, str) and any(unsaid in kind for unsaid in _UNSAID_TYPES)


def _is_part(value: Any) -> bool:
    """Whether it is a part of one message."""
    if isinstance(value, dict):
        return isinstance(value.get("type", value.get("text")), str)
    return isinstance(value, str)


def _words_of(value: Any, depth: int = 0) -> str:
    """The words of a message or part, or of several, without what is not said."""
    if isinstance(value, str):
        return value
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, list):
        return "\n\n".join(filter(None, (_words_of(part, depth + 1) for part in value)))
    if not isinstance(value, dict) or value.get("thought") is True:
        return ""
    kind = value.get("type")
    is_said = not isinstance(kind, str) or kind in _TEXT_TYPES or _role_of(value)
    if not is_said:
        return ""
    return next(filter(None, (_words_of(value.get(name), depth + 1) for name in _WORDS)), "")
