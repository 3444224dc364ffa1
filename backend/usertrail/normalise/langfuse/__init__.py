"""Langfuse events and scores -> records, without network or clock."""

from usertrail.normalise.langfuse.events import EventRefusal, ParsedBatch, parse_batch
from usertrail.normalise.langfuse.scores import feedback_of_score, feedback_of_visitor
from usertrail.normalise.langfuse.spans import span_of

__all__ = [
    "EventRefusal",
    "ParsedBatch",
    "feedback_of_score",
    "feedback_of_visitor",
    "parse_batch",
    "span_of",
]
