"""The schema that is served: Query, Mutation and Subscription, and what guards them."""

from strawberry.schema.config import StrawberryConfig

from usertrail.graphql.document_cache import KnownDocument
from usertrail.graphql.executor import InlineLeaves
from usertrail.graphql.guarded_schema import SafeSchema
from usertrail.schema.mutation import Mutation
from usertrail.schema.query import Query
from usertrail.schema.scalars import SCALARS
from usertrail.schema.subscription import Subscription

schema = SafeSchema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    extensions=[KnownDocument],
    execution_context_class=InlineLeaves,
    config=StrawberryConfig(scalar_map=SCALARS),
)
