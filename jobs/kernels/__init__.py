"""Connect tables and `graph/`: read rows, call the kernel, store what it returns.

Algorithms are in `graph/`, thresholds in the policy.
"""
