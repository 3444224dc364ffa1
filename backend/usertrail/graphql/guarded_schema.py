"""A schema that refuses what asks for too much, and that shows no bug to a caller."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, nullcontext
from typing import Any, NamedTuple

import strawberry
from graphql import DocumentNode, GraphQLError, OperationType
from strawberry.schema.schema import StreamResult
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError

from usertrail.database.operation import Operation, current_is
from usertrail.errors import AppError, BadInput, PersistedQueryNotSupported
from usertrail.graphql import limits
from usertrail.graphql.document_cache import is_hash_alone, read_document_beside
from usertrail.graphql.error_masking import refusal_of, shown
from usertrail.graphql.input_checks import flaw_in, refuse_unusable
from usertrail.schema.context import Context

# One that costs so much counts as several.
DEAR = 50_000
DEAR_SIZE = 4


class SafeSchema(strawberry.Schema):
    async def execute(self, query: str | None, *args: Any, **kwargs: Any) -> ExecutionResult:
        """Raises TooMany and TooBusy where too much is read already, and TooSlow."""
        judged = await self._judge(query, *args, **kwargs)
        if isinstance(judged, PreExecutionError):
            return judged
        context = kwargs.get("context_value")
        if judged is None or not isinstance(context, Context):
            return await super().execute(query, *args, **kwargs)
        asked = Operation(context.connections, context.project_id, context.seconds)
        async with _place(asked, judged):
            with current_is(asked):
                return await super().execute(query, *args, **kwargs)

    async def stream(self, query: str | None, *args: Any, **kwargs: Any) -> StreamResult:
        """As `execute`, with loaders of its own for each operation of a WebSocket."""
        judged = await self._judge(query, *args, **kwargs)
        if isinstance(judged, PreExecutionError):
            return _once(judged)
        context = kwargs.get("context_value")
        if judged is None or not isinstance(context, Context):
            return await super().stream(query, *args, **kwargs)
        try:
            await context.check_caller()
        except AppError as error:
            return _once(_refused(error))
        context = kwargs["context_value"] = context.fresh()
        return _streamed(context, judged, await super().stream(query, *args, **kwargs))

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        document = execution_context.graphql_document if execution_context else None
        errors[:] = [shown(error, document) for error in errors]

    async def _judge(
        self,
        query: str | None,
        variable_values: Mapping[str, Any] | None = None,
        context_value: object = None,
        root_value: object = None,
        operation_name: str | None = None,
        *rest: object,
        operation_extensions: Mapping[str, Any] | None = None,
        **others: object,
    ) -> "Judged | PreExecutionError | None":
        """What is to be executed, or why nothing is; None where Strawberry says it."""
        document: DocumentNode | None = None
        try:
            if not query:
                if is_hash_alone(query, operation_extensions):
                    raise PersistedQueryNotSupported
                return None
            owner = context_value.project_id if isinstance(context_value, Context) else ""
            known = await read_document_beside(self._schema, query, owner)
            document, errors = known.document, list(known.errors)
            if not errors:
                variables = variable_values or {}
                if reason := flaw_in("operationName", operation_name):
                    raise BadInput(reason)
                refuse_unusable(variables)
                bill = known.bill(operation_name)
                cost = bill.cost(variables)
                limits.COST.check(cost)
                return Judged(bill.kind, cost)
        except Exception as error:
            errors = [GraphQLError(str(error), original_error=error)]
        return PreExecutionError(None, [shown(error, document) for error in errors])


class Judged(NamedTuple):
    """An operation that may be executed."""

    kind: OperationType
    cost: int


def _place(asked: Operation, judged: Judged) -> AbstractAsyncContextManager[None]:
    """Its share of what is read at once. A mutation has none, and takes the time it needs."""
    if judged.kind is OperationType.MUTATION:
        return nullcontext()
    return asked.slot(DEAR_SIZE if judged.cost >= DEAR else 1)


async def _streamed(context: Context, judged: Judged, results: StreamResult) -> StreamResult:
    """What it gives, or that it may not begin."""
    asked = Operation(context.connections, context.project_id, context.seconds)
    # Each step may be taken by another task, which knows nothing of the operation.
    async with aclosing(results):
        try:
            if judged.kind is OperationType.SUBSCRIPTION:
                async with context.connections.shares.subscriptions.slot(context.project_id):
                    while (result := await _next(asked, results)) is not None:
                        yield result
                return
            async with _place(asked, judged):
                result = await _next(asked, results)
        except AppError as error:
            result = _refused(error)
        await context.close()
        if result is not None:
            yield result


async def _next(asked: Operation, results: StreamResult) -> Any:
    with current_is(asked):
        return await anext(results, None)


def _refused(error: AppError) -> PreExecutionError:
    return PreExecutionError(None, [refusal_of(error)])


async def _once(refusal: ExecutionResult) -> AsyncGenerator[ExecutionResult, None]:
    yield refusal
