"""Programs that the benchmark spawns."""
