"""A schema that refuses what asks for too much, and that shows no bug to a caller."""

from collections.abc import AsyncGenerator, Mapping
from typing import Any

import strawberry
from graphql import DocumentNode, GraphQLError
from strawberry.schema.schema import StreamResult
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError

from usertrail.errors import AppError, BadInput, PersistedQueryNotSupported
from usertrail.query import limits
from usertrail.query.context import Context
from usertrail.query.documents import is_hash_alone, read_document
from usertrail.query.failures import refusal_of, shown
from usertrail.query.values import flaw_in, refuse_unusable


class SafeSchema(strawberry.Schema):
    async def execute(self, query: str | None, *args: Any, **kwargs: Any) -> ExecutionResult:
        refusal = self._refusal(query, *args, **kwargs)
        return refusal or await super().execute(query, *args, **kwargs)

    async def stream(self, query: str | None, *args: Any, **kwargs: Any) -> StreamResult:
        """As `execute`, with loaders of its own for each operation of a WebSocket."""
        if refusal := self._refusal(query, *args, **kwargs):
            return _once(refusal)
        context = kwargs.get("context_value")
        if isinstance(context, Context):
            try:
                await context.check_caller()
            except AppError as error:
                return _once(_refused(error))
            kwargs["context_value"] = context.fresh()
        return await super().stream(query, *args, **kwargs)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        document = execution_context.graphql_document if execution_context else None
        errors[:] = [shown(error, document) for error in errors]

    def _refusal(
        self,
        query: str | None,
        variable_values: Mapping[str, Any] | None = None,
        context_value: object = None,
        root_value: object = None,
        operation_name: str | None = None,
        *rest: object,
        operation_extensions: Mapping[str, Any] | None = None,
        **others: object,
    ) -> PreExecutionError | None:
        """Why the operation is not executed, if it is not."""
        document: DocumentNode | None = None
        try:
            if not query:
                if is_hash_alone(query, operation_extensions):
                    raise PersistedQueryNotSupported
                # Strawberry has a sentence for it.
                return None
            known = read_document(self._schema, query)
            document, errors = known.document, list(known.errors)
            if not errors:
                variables = variable_values or {}
                if reason := flaw_in("operationName", operation_name):
                    raise BadInput(reason)
                refuse_unusable(variables)
                limits.COST.check(known.bill(operation_name).cost(variables))
                return None
        except Exception as error:
            errors = [GraphQLError(str(error), original_error=error)]
        return PreExecutionError(None, [shown(error, document) for error in errors])


def _refused(error: AppError) -> PreExecutionError:
    return PreExecutionError(None, [refusal_of(error)])


async def _once(refusal: ExecutionResult) -> AsyncGenerator[ExecutionResult, None]:
    yield refusal
