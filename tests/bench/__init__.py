"""Benchmarks: figures as ratios within one run, printed as a table. Run by hand, never a test."""
