"""Lazy references to types whose modules import each other."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from usertrail.schema.types.feedback import Feedback
    from usertrail.schema.types.session import Session
    from usertrail.schema.types.span import Span
    from usertrail.schema.types.trace import Trace
    from usertrail.schema.types.user import User

FeedbackRef = Annotated["Feedback", strawberry.lazy("usertrail.schema.types.feedback")]
SessionRef = Annotated["Session", strawberry.lazy("usertrail.schema.types.session")]
SpanRef = Annotated["Span", strawberry.lazy("usertrail.schema.types.span")]
TraceRef = Annotated["Trace", strawberry.lazy("usertrail.schema.types.trace")]
UserRef = Annotated["User", strawberry.lazy("usertrail.schema.types.user")]
