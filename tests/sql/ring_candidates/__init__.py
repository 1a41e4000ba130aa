"""Tests of the detectors that find candidate sets."""
