"""Downloads of everything a list would show: all its rows in one answer, read from a cursor."""

from usertrail.export.endpoint import export_routes

__all__ = ["export_routes"]
