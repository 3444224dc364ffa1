"""A cache of documents that were parsed and validated, with the costs of their operations."""

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

# Like graphql-core's, with the rules that Strawberry's own types need.
from strawberry.schema.schema import validate_document

from usertrail.errors import AppError
from usertrail.graphql.cost import OperationCost, costs_of
from usertrail.graphql.document_size import check_outline, check_text
from usertrail.graphql.field_cost import Sizes
from usertrail.graphql.input_checks import UsableValues
from usertrail.worker_threads import WorkerThreads

# A document of the maximum size takes several megabytes of memory.
MAX_DOCUMENTS = 100
RULES = (*specified_rules, UsableValues)


class CachedDocument(NamedTuple):
    """A parsed document, or its errors."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    costs: Mapping[str | None, OperationCost]

    def cost_of(self, operation_name: str | None) -> OperationCost:
        """The cost of the operation to execute, per GetOperation() in the GraphQL specification.

        Raises AppError if the operation is ambiguous or unknown.
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


_workers = WorkerThreads("documents", thread_count=2)


class DocumentCache:
    """A least-recently-used cache of the documents of one schema."""

    def __init__(self, schema: GraphQLSchema, sizes: Sizes) -> None:
        self._schema = schema
        self._sizes = sizes
        # In order of use, the most recent one last.
        self._documents: dict[str, CachedDocument] = {}

    def read(self, text: str) -> CachedDocument:
        cached = self._documents.pop(text, None)
        return self._keep(text, cached or self._read(text))

    async def read_in_thread(self, text: str, owner: str) -> CachedDocument:
        """Like `read`, in a worker thread. Documents of one owner are read one at a time.

        Raises TooBusy once the server is shutting down.
        """
        cached = self._documents.pop(text, None)
        if cached is None:
            cached = await _workers.run(partial(self._read, text), owner)
        return self._keep(text, cached)

    def _keep(self, text: str, cached: CachedDocument) -> CachedDocument:
        while len(self._documents) >= MAX_DOCUMENTS:
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
    """Executes the document from the cache, which has been validated."""

    def on_operation(self) -> Iterator[None]:
        context = self.execution_context
        if context.query:
            documents = cast(HasDocuments, context.schema).documents
            context.graphql_document = documents.read(context.query).document
            context.pre_execution_errors = []
        yield


def is_hash_alone(query: object, extensions: object) -> bool:
    """Whether a request names its document only by a hash, as Apollo's clients try first."""
    named = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    return not query and named is not None


def _validate(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """The errors that the rules report. Breaks reference cycles afterwards."""
    ruling: list[ASTValidationRule] = []

    def noted(rule: type[ASTValidationRule], context: ValidationContext) -> ASTValidationRule:
        ruling.append(rule(context))
        return ruling[-1]

    # The signature says classes, but graphql-core only calls them.
    noting = cast(tuple[type[ASTValidationRule], ...], tuple(partial(noted, it) for it in RULES))
    try:
        return validate_document(schema, document, noting)
    finally:
        for rule in ruling:
            vars(rule.context).clear()
            vars(rule).clear()


def _unchained(document: DocumentNode) -> DocumentNode:
    """Unlinks its tokens from each other, so that no garbage collection is needed to free them."""
    token = document.loc.start_token if document.loc else None
    while token:
        following = token.next
        token.prev = token.next = None
        token = following
    return document
