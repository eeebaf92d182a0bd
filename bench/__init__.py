"""Benchmarks: figures as ratios to a floor of the same run. Never run by the tests."""
