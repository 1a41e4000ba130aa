"""Weights of evidence from labelled accounts, and the evaluation of published flags.

Runs by hand, not at night.
"""
