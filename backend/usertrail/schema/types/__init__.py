"""GraphQL types, each built from a single row.

Those that refer to each other do so through this package.
"""

from usertrail.schema.types.feedback import Feedback
from usertrail.schema.types.session import Session
from usertrail.schema.types.span import Span
from usertrail.schema.types.trace import Trace
from usertrail.schema.types.user import User

__all__ = ["Feedback", "Session", "Span", "Trace", "User"]
