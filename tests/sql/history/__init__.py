"""Tests of the daily tables."""
