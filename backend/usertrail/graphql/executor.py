"""What executes an operation: within bounds, and without work that each row of a list repeats."""

from usertrail.graphql.batched_fields import BatchedFields
from usertrail.graphql.plain_fields import PlainFields


class Executor(PlainFields, BatchedFields):
    """graphql-core's, sped up by two halves, each of which says what it gains."""
