"""Define engine-neutral names for the errors of failed statements."""

import duckdb

# Raised when a statement fails, and when it runs out of memory.
ENGINE_ERRORS: tuple[type[Exception], ...] = (duckdb.Error,)
OUT_OF_MEMORY: tuple[type[Exception], ...] = (duckdb.OutOfMemoryException,)
