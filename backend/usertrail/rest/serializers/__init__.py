"""Rows -> JSON items in the shapes of Langfuse's API."""
