"""Tests of the kernels on account graphs."""
