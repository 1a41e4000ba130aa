"""Write published files atomically, read them, and keep the access log.

Defines layout and manifest; contains no detection logic.
"""
