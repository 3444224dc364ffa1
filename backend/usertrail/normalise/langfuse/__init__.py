"""Langfuse events and scores -> records, without network or clock."""

from usertrail.normalise.langfuse.events import Judged, Refused, judge
from usertrail.normalise.langfuse.scores import feedback_of_score, feedback_of_visitor
from usertrail.normalise.langfuse.spans import span_of

__all__ = ["Judged", "Refused", "feedback_of_score", "feedback_of_visitor", "judge", "span_of"]
