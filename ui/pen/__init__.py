"""The pen: what a teacher draws on the map, and what points at it."""
