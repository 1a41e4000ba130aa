"""The errors of engines under neutral names, for callers that handle a failed statement."""

import duckdb

# What an engine raises where a statement fails, and where it fails for want of memory.
ENGINE_ERRORS: tuple[type[Exception], ...] = (duckdb.Error,)
OUT_OF_MEMORY: tuple[type[Exception], ...] = (duckdb.OutOfMemoryException,)
