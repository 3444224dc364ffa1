"""Documents that were read before: parsed, compared to the schema, and with what they may cost."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple, cast

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
from strawberry.schema.schema import validate_document

from usertrail.errors import AppError
from usertrail.graphql.cost import Bill, bills_of
from usertrail.graphql.document_size import check_outline, check_text
from usertrail.graphql.input_checks import UsableValues
from usertrail.worker_threads import WorkerThreads

# Each holds up to some megabytes when it is as large as it may be.
MOST = 100
RULES = (*specified_rules, UsableValues)


class Known(NamedTuple):
    """A document, or what is wrong with it."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    bills: Mapping[str | None, Bill]

    def bill(self, operation_name: str | None) -> Bill:
        """Of the operation to execute, as GetOperation() of the GraphQL specification finds it.

        Raises AppError where the request does not say which, or one that is not there.
        """
        if operation_name is None:
            if len(self.bills) != 1:
                raise AppError("operationName must say which of the operations is meant.")
            (operation_name,) = self.bills
        elif operation_name not in self.bills:
            raise AppError(f'Unknown operation named "{operation_name}".')
        return self.bills[operation_name]


_reading = WorkerThreads("documents", thread_count=2)
# The last one asked for comes last.
_known: dict[tuple[GraphQLSchema, str], Known] = {}


def read_document(schema: GraphQLSchema, text: str) -> Known:
    known = _known.pop((schema, text), None) or _read(schema, text)
    return _remembered(schema, text, known)


async def read_document_beside(schema: GraphQLSchema, text: str, owner: str) -> Known:
    """The same, without holding up the event loop. An owner has one read at once.

    Raises TooBusy once the server stops.
    """
    known = _known.pop((schema, text), None)
    if known is None:
        known = await _reading.run(partial(_read, schema, text), owner)
    return _remembered(schema, text, known)


def _remembered(schema: GraphQLSchema, text: str, known: Known) -> Known:
    while len(_known) >= MOST:
        del _known[next(iter(_known))]
    _known[schema, text] = known
    return known


def _read(schema: GraphQLSchema, text: str) -> Known:
    document = None
    try:
        check_text(text)
        document = _unchained(parse(text))
        check_outline(document)
    except AppError as error:
        return Known(document, (GraphQLError(str(error), original_error=error),), {})
    except GraphQLError as error:
        return Known(None, (error,), {})
    errors = _flaws_of(schema, document)
    return Known(document, tuple(errors), {} if errors else bills_of(schema, document))


def _flaws_of(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What the rules find. They know themselves and the document, and are made to forget both."""
    ruling: list[ASTValidationRule] = []

    def noted(rule: type[ASTValidationRule], context: ValidationContext) -> ASTValidationRule:
        ruling.append(rule(context))
        return ruling[-1]

    noting = tuple(partial(noted, rule) for rule in RULES)
    try:
        return validate_document(
            schema, document, cast(tuple[type[ASTValidationRule], ...], noting)
        )
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


def is_hash_alone(query: object, extensions: object) -> bool:
    """Whether a request names its document by a hash only, as Apollo's clients try at first."""
    named = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    return not query and named is not None


class KnownDocument(SchemaExtension):
    """Executes the document as it was read before, which found nothing wrong with it."""

    def on_operation(self) -> Iterator[None]:
        context = self.execution_context
        if context.query:
            context.graphql_document = read_document(context.schema._schema, context.query).document
            context.pre_execution_errors = []
        yield
