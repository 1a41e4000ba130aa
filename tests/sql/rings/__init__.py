"""Tests of the rings that SQL makes of sets."""
