"""Names for types that are defined in modules which refer to each other."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from usertrail.query.types.feedback import Feedback
    from usertrail.query.types.session import Session
    from usertrail.query.types.span import Span
    from usertrail.query.types.trace import Trace
    from usertrail.query.types.user import User

AFeedback = Annotated["Feedback", strawberry.lazy("usertrail.query.types.feedback")]
ASession = Annotated["Session", strawberry.lazy("usertrail.query.types.session")]
ASpan = Annotated["Span", strawberry.lazy("usertrail.query.types.span")]
ATrace = Annotated["Trace", strawberry.lazy("usertrail.query.types.trace")]
AUser = Annotated["User", strawberry.lazy("usertrail.query.types.user")]
