"""Kernels for rows that arrive: number strings, find repeated hashes."""
