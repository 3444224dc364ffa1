"""The Mutation type, with the mutations on feedback and users."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import strawberry

from usertrail import ingest
from usertrail.errors import BadInput, NotFound
from usertrail.normalise import records
from usertrail.normalise.identifiers import MAX_NAME_BYTES, storable_id
from usertrail.normalise.rating import rating_of
from usertrail.normalise.text import TooDeep, storable
from usertrail.responses.raw_json import JSON
from usertrail.schema.browser_session_mutations import BrowserSessions
from usertrail.schema.context import Info
from usertrail.schema.inputs import SubmitFeedbackInput, arguments, given_id
from usertrail.schema.project_mutations import Managing
from usertrail.schema.rule_mutations import Ruling
from usertrail.schema.scalars import Count
from usertrail.schema.types import Feedback, User

SOURCE = "API"


@strawberry.type(description="The result of submitting feedback.")
class SubmitFeedbackPayload:
    feedback: Feedback = strawberry.field(description="The feedback as stored now.")


@strawberry.type(description="The result of deleting feedback.")
class DeleteFeedbackPayload:
    deleted_feedback_id: str = strawberry.field(
        description="The id of the feedback that was deleted."
    )


@strawberry.type(description="The result of identifying a user.")
class IdentifyUserPayload:
    user: User | None = strawberry.field(
        description="The updated user. Null until a trace carries this userId; the details are "
        "stored nevertheless."
    )


@strawberry.type(description="The result of deleting a user.")
class DeleteUserPayload:
    deleted_user_id: str = strawberry.field(description="The identifier of the deleted user.")
    deleted_trace_count: Count = strawberry.field(
        description="The number of traces deleted; 0 if the user had none."
    )


@strawberry.type(description="All write operations. Each responds once its changes are stored.")
class Mutation(Managing, BrowserSessions, Ruling):
    @strawberry.mutation(
        description="Submits feedback on a trace, a span of a trace, or a session, which need "
        "not have arrived yet."
    )
    async def submit_feedback(
        self, info: Info, input: arguments.FeedbackGiven
    ) -> SubmitFeedbackPayload:
        given = _feedback_of(input, datetime.now(UTC))
        context = info.context
        feedback_given = records.Records(feedback=[given])
        unstored = await ingest.ingest(context.connections, context.project_id, feedback_given)
        if unstored.event_count:
            raise NotFound(
                "The target of this feedback was deleted, or this feedback itself "
                "was deleted with its user."
            )
        context.forget()
        feedback = await Feedback.load(info, given.feedback_id)
        if feedback is None:
            raise NotFound(f"Feedback {given.feedback_id!r} was deleted at the same time.")
        return SubmitFeedbackPayload(feedback=feedback)

    @strawberry.mutation(
        description="Deletes feedback and updates all totals. An unknown id is an error with "
        "the code NOT_FOUND."
    )
    async def delete_feedback(
        self, info: Info, input: arguments.FeedbackToDelete
    ) -> DeleteFeedbackPayload:
        feedback_id = given_id("input.feedbackId", input.feedback_id)
        context = info.context
        if not await ingest.delete_feedback(context.connections, context.project_id, feedback_id):
            raise NotFound(f"There is no feedback {input.feedback_id!r}.")
        context.forget()
        return DeleteFeedbackPayload(deleted_feedback_id=feedback_id)

    @strawberry.mutation(
        description="Sets the name, email address and properties that a user is shown and "
        "searched by. Omitted fields stay unchanged; empty values clear the field."
    )
    async def identify_user(
        self, info: Info, input: arguments.UserIdentified
    ) -> IdentifyUserPayload:
        user_id = given_id("input.userId", input.user_id)
        properties = _json_of("input.properties", input.properties)
        if properties is not None and not isinstance(properties, dict):
            raise BadInput("input.properties must be a JSON object.")
        context = info.context
        await ingest.identify_user(
            context.connections, context.project_id, user_id, input.name, input.email, properties
        )
        context.forget()
        return IdentifyUserPayload(user=await User.load(info, user_id))

    @strawberry.mutation(
        description="Deletes a user with all their traces, spans, feedback and totals. For 30 "
        "days, data about their activity until now is also rejected if it arrives "
        "late or is sent again."
    )
    async def delete_user(self, info: Info, input: arguments.UserToDelete) -> DeleteUserPayload:
        user_id = given_id("input.userId", input.user_id)
        context = info.context
        count = await ingest.delete_user(context.connections, context.project_id, user_id)
        context.forget()
        return DeleteUserPayload(deleted_user_id=user_id, deleted_trace_count=Count(count))


def _feedback_of(given: SubmitFeedbackInput, now: datetime) -> records.Feedback:
    """Raises BadInput."""
    if (given.trace_id is None) == (given.session_id is None):
        raise BadInput("input must have exactly one of traceId and sessionId.")
    if given.span_id is not None and given.trace_id is None:
        raise BadInput("input.spanId requires the traceId of its trace.")
    said = (given.value, given.boolean_value, given.category)
    if sum(value is not None for value in said) != 1:
        raise BadInput("input must have exactly one of value, booleanValue and category.")
    if not given.name:
        raise BadInput("input.name must not be empty.")
    data_type, value, text = _value_of(given)
    return records.Feedback(
        feedback_id=(
            uuid4().hex
            if given.feedback_id is None
            else given_id("input.feedbackId", given.feedback_id)
        ),
        trace_id=_optional_id("input.traceId", given.trace_id),
        span_id=_optional_id("input.spanId", given.span_id),
        session_id=_optional_id("input.sessionId", given.session_id),
        name=storable_id(given.name, MAX_NAME_BYTES),
        data_type=data_type,
        value=value,
        string_value=text,
        comment=given.comment or None,
        source=SOURCE,
        metadata=_json_of("input.metadata", given.metadata),
        environment=None,
        created_at=now,
    )


def _value_of(
    given: SubmitFeedbackInput,
) -> tuple[records.FeedbackDataType, Decimal | None, str | None]:
    if given.value is not None:
        return "NUMERIC", rating_of("input.value", given.value), None
    if given.boolean_value is not None:
        return "BOOLEAN", Decimal(given.boolean_value), str(given.boolean_value)
    if not given.category:
        raise BadInput("input.category must not be empty.")
    return "CATEGORICAL", None, given.category


def _optional_id(argument: str, text: str | None) -> str | None:
    return None if text is None else given_id(argument, text)


def _json_of(argument: str, value: JSON | None) -> object:
    """Raises BadInput."""
    try:
        return storable(value)
    except TooDeep as error:
        raise BadInput(f"{argument} cannot be stored: {error}.") from None
