"""LangGraph: the thread of a run, as instrumentations copy it from the run's configuration."""

from usertrail.normalise.conventions.shape import Convention

LANGGRAPH = Convention(session_id=("langgraph.thread_id", "langgraph.thread.id"))
