"""Published files: write them atomically, read them back, and record who looked.

Knows layout and manifest; knows nothing of how a decision was made.
"""
