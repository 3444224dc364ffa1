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

    def bill(self, operation_name: str | None) -> Bill | None:
        """Of the operation of this name, or of the only one; None where there is no such."""
        if operation_name is None and len(self.bills) == 1:
            (operation_name,) = self.bills
        return self.bills.get(operation_name)


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


class KnownDocument(SchemaExtension):
    """Executes the document as it was read before, which found nothing wrong with it."""

    def on_operation(self) -> Iterator[None]:
        context = self.execution_context
        if context.query:
            context.graphql_document = read_document(context.schema._schema, context.query).document
            context.pre_execution_errors = []
        yield
