"""Kernels with a result an account or a pair: windows, daily counts, surges, trust."""
