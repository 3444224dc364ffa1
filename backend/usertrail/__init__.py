"""User tracking for LLM applications."""
