"""Downloads of everything a list would show: all its rows in one answer, read from a cursor."""
