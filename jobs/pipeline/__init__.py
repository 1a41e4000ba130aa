"""The nightly run from beginning to end, its dry run, its manifest and the check before it.

Puts the other packages in order; has no logic of detection.
"""
