"""Builds the base map of the lesson from public packages; see `__main__`."""
