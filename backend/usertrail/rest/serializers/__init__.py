"""Rows -> the items that the SDKs' clients read."""
