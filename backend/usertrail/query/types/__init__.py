"""GraphQL types, each built whole from one row.

Types that refer to each other do so through this package, which holds them all.
"""

from usertrail.query.types.api_key import ApiKey
from usertrail.query.types.arrivals import ArrivalCounts, ArrivalMinute, Arrivals, Refusal
from usertrail.query.types.browser_session import BrowserSession
from usertrail.query.types.change import (
    MetricsChange,
    OverviewChange,
    PreviousMetrics,
    PreviousOverview,
)
from usertrail.query.types.feedback import Feedback
from usertrail.query.types.feedback_summary import FeedbackBucket, FeedbackPoint, FeedbackSummary
from usertrail.query.types.measures import ActivityPoint, Latency, Metrics, ModelUsage
from usertrail.query.types.names import AttributeName, NamesApplication
from usertrail.query.types.node import Node
from usertrail.query.types.overview import Overview, OverviewPoint
from usertrail.query.types.paged import Connection, Edge, PageInfo
from usertrail.query.types.prices import ModelPrices, PriceInForce, TokenPrice
from usertrail.query.types.project import Project, ProjectName
from usertrail.query.types.series import EnvironmentActivity, ModelActivity, ModelPoint
from usertrail.query.types.session import Session
from usertrail.query.types.span import Span
from usertrail.query.types.trace import Trace
from usertrail.query.types.user import User
from usertrail.query.types.worth_a_look import WorthALook, WorthALookKind

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
    "WorthALook",
    "WorthALookKind",
]
