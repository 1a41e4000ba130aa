"""Learn weights of evidence from labelled accounts, and evaluate published flags.

Started by hand, not by the nightly run.
"""
