"""Benchmarks: worlds in the contract's layout, the yardstick, and the night timed on them."""
