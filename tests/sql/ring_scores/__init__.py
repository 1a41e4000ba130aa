"""Tests of the evidence on a set as a whole."""
