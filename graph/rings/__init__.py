"""Kernels that find sets of accounts which share their work, and decide who is a member."""
