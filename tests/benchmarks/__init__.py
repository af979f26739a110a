"""Measurements, run by `make bench`: see `python -m tests.benchmarks --help`. Nothing here asserts a time."""
