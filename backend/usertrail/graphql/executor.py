"""The executor: enforces limits, and avoids repeated work for each row of a list."""

from usertrail.graphql.batched_fields import BatchedFields
from usertrail.graphql.plain_rows import PlainRows


class Executor(PlainRows, BatchedFields):
    """graphql-core's executor with optimizations, each of which documents what it gains."""
