"""Documents that were read before: parsed, compared to the schema, and with what they may cost."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, specified_rules
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from usertrail.errors import AppError
from usertrail.query.cost import Bill, bills_of
from usertrail.query.outline import check_outline, check_text
from usertrail.query.values import UsableValues

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


@lru_cache(maxsize=MOST)
def read_document(schema: GraphQLSchema, text: str) -> Known:
    document = None
    try:
        check_text(text)
        document = parse(text)
        check_outline(document)
    except AppError as error:
        return Known(document, (GraphQLError(str(error), original_error=error),), {})
    except GraphQLError as error:
        return Known(None, (error,), {})
    errors = validate_document(schema, document, RULES)
    return Known(document, tuple(errors), {} if errors else bills_of(schema, document))


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
