"""Documents that were read before: parsed, compared to the schema, and with what they may cost."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple, Protocol, cast

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    ValidationContext,
    parse,
    specified_rules,
)
from strawberry.extensions import SchemaExtension

# As graphql-core's, with the rules that Strawberry's own types need.
from strawberry.schema.schema import validate_document

from usertrail.errors import AppError
from usertrail.graphql.cost import OperationCost, costs_of
from usertrail.graphql.document_size import check_outline, check_text
from usertrail.graphql.field_cost import Sizes
from usertrail.graphql.input_checks import UsableValues
from usertrail.worker_threads import WorkerThreads

# Each holds up to some megabytes when it is as large as it may be.
MOST = 100
RULES = (*specified_rules, UsableValues)


class CachedDocument(NamedTuple):
    """A document, or what is wrong with it."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    costs: Mapping[str | None, OperationCost]

    def cost_of(self, operation_name: str | None) -> OperationCost:
        """Of the operation to execute, as GetOperation() of the GraphQL specification finds it.

        Raises AppError where the request does not say which, or one that is not there.
        """
        if operation_name is None:
            if len(self.costs) != 1:
                raise AppError(
                    "operationName is required when the document has several operations."
                )
            (operation_name,) = self.costs
        elif operation_name not in self.costs:
            raise AppError(f'Unknown operation named "{operation_name}".')
        return self.costs[operation_name]


_reading = WorkerThreads("documents", thread_count=2)


class DocumentCache:
    """Of one schema."""

    def __init__(self, schema: GraphQLSchema, sizes: Sizes) -> None:
        self._schema = schema
        self._sizes = sizes
        # The last one asked for comes last.
        self._documents: dict[str, CachedDocument] = {}

    def read(self, text: str) -> CachedDocument:
        cached = self._documents.pop(text, None)
        return self._keep(text, cached or self._read(text))

    async def read_beside(self, text: str, owner: str) -> CachedDocument:
        """The same, without holding up the event loop. An owner has one read at once.

        Raises TooBusy once the server stops.
        """
        cached = self._documents.pop(text, None)
        if cached is None:
            cached = await _reading.run(partial(self._read, text), owner)
        return self._keep(text, cached)

    def _keep(self, text: str, cached: CachedDocument) -> CachedDocument:
        while len(self._documents) >= MOST:
            del self._documents[next(iter(self._documents))]
        self._documents[text] = cached
        return cached

    def _read(self, text: str) -> CachedDocument:
        document = None
        try:
            check_text(text)
            document = _unchained(parse(text))
            check_outline(document)
        except AppError as error:
            return CachedDocument(document, (GraphQLError(str(error), original_error=error),), {})
        except GraphQLError as error:
            return CachedDocument(None, (error,), {})
        errors = _validate(self._schema, document)
        costs = {} if errors else costs_of(self._schema, document, self._sizes)
        return CachedDocument(document, tuple(errors), costs)


class HasDocuments(Protocol):
    documents: DocumentCache


class UseDocumentCache(SchemaExtension):
    """Executes the document as the cache has it, which found nothing wrong with it."""

    def on_operation(self) -> Iterator[None]:
        context = self.execution_context
        if context.query:
            documents = cast(HasDocuments, context.schema).documents
            context.graphql_document = documents.read(context.query).document
            context.pre_execution_errors = []
        yield


def is_hash_alone(query: object, extensions: object) -> bool:
    """Whether a request names its document by a hash only, as Apollo's clients try at first."""
    named = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    return not query and named is not None


def _validate(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What the rules find. They know themselves and the document, and are made to forget both."""
    ruling: list[ASTValidationRule] = []

    def noted(rule: type[ASTValidationRule], context: ValidationContext) -> ASTValidationRule:
        ruling.append(rule(context))
        return ruling[-1]

    # Rules are classes, but graphql-core only calls them.
    noting = cast(tuple[type[ASTValidationRule], ...], tuple(partial(noted, it) for it in RULES))
    try:
        return validate_document(schema, document, noting)
    finally:
        for rule in ruling:
            vars(rule.context).clear()
            vars(rule).clear()


def _unchained(document: DocumentNode) -> DocumentNode:
    """Its tokens know each other no longer, so that it needs no search to be let go of."""
    token = document.loc.start_token if document.loc else None
    while token:
        following = token.next
        token.prev = token.next = None
        token = following
    return document
