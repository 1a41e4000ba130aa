"""Kernels for incoming rows: number strings, find repeated hashes."""
