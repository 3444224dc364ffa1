"""The Mutation type, with the mutations on feedback and users."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

from usertrail import ingest
from usertrail.counted_feedback import ANNOTATION
from usertrail.errors import BadInput, NotFound
from usertrail.normalise import records
from usertrail.normalise.identifiers import MAX_NAME_BYTES, storable_id
from usertrail.normalise.rating import rating_of
from usertrail.normalise.text import TooDeep, storable
from usertrail.request_limits import BODY
from usertrail.responses.raw_json import JSON
from usertrail.schema.context import Info
from usertrail.schema.described import described, object_type
from usertrail.schema.inputs import arguments
from usertrail.schema.inputs.mutations import SubmitFeedbackInput, parse_id
from usertrail.schema.rule_mutations import RuleMutations
from usertrail.schema.scalars import Count
from usertrail.schema.session_mutations import SessionMutations
from usertrail.schema.types.feedback import Feedback
from usertrail.schema.types.user import User


@object_type("The result of submitting feedback.")
class SubmitFeedbackPayload:
    feedback: Feedback = described("The feedback as stored now.")


@object_type("The result of deleting feedback.")
class DeleteFeedbackPayload:
    deleted_feedback_id: str = described("The id of the feedback that was deleted.")


@object_type("The result of identifying a user.")
class IdentifyUserPayload:
    user: User | None = described(
        "The updated user. Null until a trace carries this userId; the details are stored "
        "nevertheless."
    )


@object_type("The result of deleting a user.")
class DeleteUserPayload:
    deleted_user_id: str = described("The identifier of the deleted user.")
    deleted_trace_count: Count = described("The number of traces deleted; 0 if the user had none.")


@object_type("The result of deleting a session.")
class DeleteSessionPayload:
    deleted_session_id: str = described("The identifier of the deleted session.")
    deleted_trace_count: Count = described(
        "The number of traces deleted; 0 if the session had none."
    )


@object_type("All write operations. Each responds once its changes are stored.")
class Mutation(SessionMutations, RuleMutations):
    @described(
        "Submits feedback on a trace, a span of a trace, or a session, which need not have "
        "arrived yet. In a browser session it is an annotation by a reviewer, which counts in no "
        "total; with API keys it is feedback of the user."
    )
    async def submit_feedback(
        self, info: Info, input: arguments.FeedbackToSubmit
    ) -> SubmitFeedbackPayload:
        context = info.context
        # Who is signed in judges what others said.
        source = "API" if context.caller.browser_session_id is None else ANNOTATION
        record = _feedback_of(input, source, datetime.now(UTC))
        batch = ingest.RecordChunks(records.Records(feedback=[record]), BODY.max)
        unstored = await ingest.ingest(context.connections, context.project_id, batch)
        if unstored.event_count:
            raise NotFound(
                "The target of this feedback was deleted, or this feedback itself "
                "was deleted with its user."
            )
        context.forget()
        feedback = await Feedback.load(info, record.feedback_id)
        if feedback is None:
            raise NotFound(f"Feedback {record.feedback_id!r} was deleted at the same time.")
        return SubmitFeedbackPayload(feedback=feedback)

    @described(
        "Deletes feedback and updates all totals. An unknown id is an error with the code "
        "NOT_FOUND."
    )
    async def delete_feedback(
        self, info: Info, input: arguments.FeedbackToDelete
    ) -> DeleteFeedbackPayload:
        feedback_id = parse_id("input.feedbackId", input.feedback_id)
        context = info.context
        if not await ingest.delete_feedback(context.connections, context.project_id, feedback_id):
            raise NotFound(f"There is no feedback {input.feedback_id!r}.")
        context.forget()
        return DeleteFeedbackPayload(deleted_feedback_id=feedback_id)

    @described(
        "Sets the name, email address and properties that a user is shown and searched by. "
        "Omitted fields stay unchanged; empty values clear the field."
    )
    async def identify_user(
        self, info: Info, input: arguments.UserToIdentify
    ) -> IdentifyUserPayload:
        user_id = parse_id("input.userId", input.user_id)
        properties = _json_of("input.properties", input.properties)
        if properties is not None and not isinstance(properties, dict):
            raise BadInput("input.properties must be a JSON object.")
        context = info.context
        await ingest.identify_user(
            context.connections, context.project_id, user_id, input.name, input.email, properties
        )
        context.forget()
        return IdentifyUserPayload(user=await User.load(info, user_id))

    @described(
        "Deletes a user with all their traces, spans, feedback and totals. For 30 days, late or "
        "repeated data about their earlier activity is discarded as well."
    )
    async def delete_user(self, info: Info, input: arguments.UserToDelete) -> DeleteUserPayload:
        user_id = parse_id("input.userId", input.user_id)
        context = info.context
        count = await ingest.delete_user(context.connections, context.project_id, user_id)
        context.forget()
        return DeleteUserPayload(deleted_user_id=user_id, deleted_trace_count=Count(count))

    @described(
        "Deletes a session with all its traces, spans, feedback and totals, whichever users took "
        "part in it. For 30 days, late or repeated data about these traces is discarded as well."
    )
    async def delete_session(
        self, info: Info, input: arguments.SessionToDelete
    ) -> DeleteSessionPayload:
        session_id = parse_id("input.sessionId", input.session_id)
        context = info.context
        count = await ingest.delete_session(context.connections, context.project_id, session_id)
        context.forget()
        return DeleteSessionPayload(deleted_session_id=session_id, deleted_trace_count=Count(count))


def _feedback_of(input: SubmitFeedbackInput, source: str, now: datetime) -> records.Feedback:
    """Raises BadInput."""
    if (input.trace_id is None) == (input.session_id is None):
        raise BadInput("input must have exactly one of traceId and sessionId.")
    if input.span_id is not None and input.trace_id is None:
        raise BadInput("input.spanId requires the traceId of its trace.")
    values = (input.value, input.boolean_value, input.category)
    if sum(value is not None for value in values) != 1:
        raise BadInput("input must have exactly one of value, booleanValue and category.")
    if not input.name:
        raise BadInput("input.name must not be empty.")
    data_type, value, text = _value_of(input)
    return records.Feedback(
        feedback_id=(
            uuid4().hex
            if input.feedback_id is None
            else parse_id("input.feedbackId", input.feedback_id)
        ),
        trace_id=_optional_id("input.traceId", input.trace_id),
        span_id=_optional_id("input.spanId", input.span_id),
        session_id=_optional_id("input.sessionId", input.session_id),
        name=storable_id(input.name, MAX_NAME_BYTES),
        data_type=data_type,
        value=value,
        string_value=text,
        comment=input.comment or None,
        source=source,
        metadata=_json_of("input.metadata", input.metadata),
        environment=None,
        created_at=now,
    )


def _value_of(
    input: SubmitFeedbackInput,
) -> tuple[records.FeedbackDataType, Decimal | None, str | None]:
    if input.value is not None:
        return "NUMERIC", rating_of("input.value", input.value), None
    if input.boolean_value is not None:
        return "BOOLEAN", Decimal(input.boolean_value), str(input.boolean_value)
    if not input.category:
        raise BadInput("input.category must not be empty.")
    return "CATEGORICAL", None, input.category


def _optional_id(argument: str, text: str | None) -> str | None:
    return None if text is None else parse_id(argument, text)


def _json_of(argument: str, value: JSON | None) -> object:
    """Raises BadInput."""
    try:
        return storable(value)
    except TooDeep as error:
        raise BadInput(f"{argument} cannot be stored: {error}.") from None
