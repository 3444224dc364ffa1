"""GraphQL types, each built from a single row.

Types that refer to each other do so through this package, which imports them all.
"""

from usertrail.schema.types.api_key import ApiKey
from usertrail.schema.types.attribute_names import AttributeName, NamesApplication
from usertrail.schema.types.browser_session import BrowserSession
from usertrail.schema.types.change import (
    MetricsChange,
    OverviewChange,
    PreviousMetrics,
    PreviousOverview,
)
from usertrail.schema.types.connection import Connection, Edge, PageInfo
from usertrail.schema.types.feedback import Feedback
from usertrail.schema.types.feedback_summary import FeedbackBucket, FeedbackPoint, FeedbackSummary
from usertrail.schema.types.ingest_stats import ArrivalCounts, ArrivalMinute, Arrivals, Refusal
from usertrail.schema.types.insights import Insight, InsightKind
from usertrail.schema.types.measures import ActivityPoint, Latency, Metrics, ModelUsage
from usertrail.schema.types.node import Node
from usertrail.schema.types.overview import Overview, OverviewPoint
from usertrail.schema.types.prices import ModelPrices, PriceInForce, TokenPrice
from usertrail.schema.types.project import Project, ProjectName
from usertrail.schema.types.series import EnvironmentActivity, ModelActivity, ModelPoint
from usertrail.schema.types.session import Session
from usertrail.schema.types.span import Span
from usertrail.schema.types.trace import Trace
from usertrail.schema.types.user import User
from usertrail.schema.types.user_export import UserExport

__all__ = [
    "ActivityPoint",
    "ApiKey",
    "ArrivalCounts",
    "ArrivalMinute",
    "Arrivals",
    "AttributeName",
    "BrowserSession",
    "Connection",
    "Edge",
    "EnvironmentActivity",
    "Feedback",
    "FeedbackBucket",
    "FeedbackPoint",
    "FeedbackSummary",
    "Insight",
    "InsightKind",
    "Latency",
    "Metrics",
    "MetricsChange",
    "ModelActivity",
    "ModelPoint",
    "ModelPrices",
    "ModelUsage",
    "NamesApplication",
    "Node",
    "Overview",
    "OverviewChange",
    "OverviewPoint",
    "PageInfo",
    "PreviousMetrics",
    "PreviousOverview",
    "PriceInForce",
    "Project",
    "ProjectName",
    "Refusal",
    "Session",
    "Span",
    "TokenPrice",
    "Trace",
    "User",
    "UserExport",
]
