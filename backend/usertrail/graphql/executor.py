"""The executor: enforces limits, and avoids repeated work for each row of a list."""

from usertrail.graphql.batched_fields import BatchedFields
from usertrail.graphql.plain_fields import PlainFields


class Executor(PlainFields, BatchedFields):
    """graphql-core's executor with two optimizations, each of which documents what it gains."""
