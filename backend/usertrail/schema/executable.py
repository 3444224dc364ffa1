"""The schema that is served: Query, Mutation and Subscription, with the limits around them."""

from strawberry.schema.config import StrawberryConfig

from usertrail.graphql.guarded_schema import GuardedSchema
from usertrail.schema.mutation import Mutation
from usertrail.schema.query import Query
from usertrail.schema.scalars import SCALARS
from usertrail.schema.sizes import SIZES
from usertrail.schema.subscription import Subscription

schema = GuardedSchema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map=SCALARS),
    sizes=SIZES,
)
