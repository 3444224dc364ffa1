"""A schema that refuses requests over its limits, and hides bugs from callers."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import AbstractAsyncContextManager, aclosing, nullcontext
from typing import Any, NamedTuple

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationType
from strawberry.schema.schema import StreamResult
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError

from usertrail.database.operation import Operation, current_is
from usertrail.errors import AppError, BadInput, PersistedQueryNotSupported
from usertrail.graphql import limits
from usertrail.graphql.context import Context
from usertrail.graphql.document_cache import DocumentCache, UseDocumentCache, is_hash_alone
from usertrail.graphql.error_masking import masked, masked_exception
from usertrail.graphql.executor import Executor
from usertrail.graphql.field_cost import Sizes
from usertrail.graphql.input_checks import check_variables, problem_in

# An operation of at least this cost takes several slots.
EXPENSIVE_COST = 50_000
EXPENSIVE_SLOTS = 4


class GuardedSchema(strawberry.Schema):
    def __init__(self, *, sizes: Sizes, **types_and_config: Any) -> None:
        super().__init__(
            **types_and_config, extensions=[UseDocumentCache], execution_context_class=Executor
        )
        self.documents = DocumentCache(self.core, sizes)

    @property
    def core(self) -> GraphQLSchema:
        """graphql-core's schema, for which Strawberry has no public name (its issue 2590)."""
        return self._schema

    async def execute(self, query: str | None, *args: Any, **kwargs: Any) -> ExecutionResult:
        """Raises TooMany and TooBusy if too many reads are running, and TooSlow."""
        admitted = await self._admit(query, *args, **kwargs)
        if isinstance(admitted, PreExecutionError):
            return admitted
        context: Context | None = kwargs.get("context_value")
        if admitted is None or context is None:
            return await super().execute(query, *args, **kwargs)
        operation = context.operation()
        async with _slots(operation, admitted):
            with current_is(operation):
                return await super().execute(query, *args, **kwargs)

    async def stream(self, query: str | None, *args: Any, **kwargs: Any) -> StreamResult:
        """Like `execute`, with separate loaders for each operation of a WebSocket."""
        admitted = await self._admit(query, *args, **kwargs)
        if isinstance(admitted, PreExecutionError):
            return _once(admitted)
        context: Context | None = kwargs.get("context_value")
        if admitted is None or context is None:
            return await super().stream(query, *args, **kwargs)
        try:
            await context.check_caller()
        except AppError as error:
            return _once(_refused(error))
        context = kwargs["context_value"] = context.fresh()
        return _streamed(context, admitted, await super().stream(query, *args, **kwargs))

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        document = execution_context.graphql_document if execution_context else None
        errors[:] = [masked(error, document) for error in errors]

    async def _admit(
        self,
        query: str | None,
        variable_values: Mapping[str, Any] | None = None,
        context_value: Context | None = None,
        root_value: object = None,
        operation_name: str | None = None,
        *rest: object,
        operation_extensions: Mapping[str, Any] | None = None,
        **others: object,
    ) -> "Admitted | PreExecutionError | None":
        """The operation to execute, or its errors; None if Strawberry reports them."""
        document: DocumentNode | None = None
        try:
            if not query:
                if is_hash_alone(query, operation_extensions):
                    raise PersistedQueryNotSupported
                return None
            owner = context_value.project_id if context_value else ""
            cached = await self.documents.read_in_thread(query, owner)
            document, errors = cached.document, list(cached.errors)
            if not errors:
                variables = variable_values or {}
                if reason := problem_in("operationName", operation_name):
                    raise BadInput(reason)
                check_variables(variables)
                operation = cached.cost_of(operation_name)
                cost = operation.of(variables)
                limits.COST.check(cost)
                return Admitted(operation.kind, cost)
        except Exception as error:
            errors = [GraphQLError(str(error), original_error=error)]
        return PreExecutionError(None, [masked(error, document) for error in errors])


class Admitted(NamedTuple):
    """An operation that passed all checks."""

    kind: OperationType
    cost: int


def _slots(operation: Operation, admitted: Admitted) -> AbstractAsyncContextManager[None]:
    """The slots for its reads. A mutation needs none and has no time limit."""
    if admitted.kind is OperationType.MUTATION:
        return nullcontext()
    return operation.slot(EXPENSIVE_SLOTS if admitted.cost >= EXPENSIVE_COST else 1)


async def _streamed(context: Context, admitted: Admitted, results: StreamResult) -> StreamResult:
    """The results of the operation, or the error that prevents it from starting."""
    operation = context.operation()
    # Each step may run in another task, so the current operation is set again.
    async with aclosing(results):
        try:
            if admitted.kind is OperationType.SUBSCRIPTION:
                async with operation.subscription():
                    while (result := await _next(operation, results)) is not None:
                        yield result
                return
            async with _slots(operation, admitted):
                result = await _next(operation, results)
        except AppError as error:
            result = _refused(error)
        await context.close()
        if result is not None:
            yield result


async def _next(operation: Operation, results: StreamResult) -> Any:
    with current_is(operation):
        return await anext(results, None)


def _refused(error: AppError) -> PreExecutionError:
    return PreExecutionError(None, [masked_exception(error)])


async def _once(refusal: ExecutionResult) -> AsyncGenerator[ExecutionResult, None]:
    yield refusal
