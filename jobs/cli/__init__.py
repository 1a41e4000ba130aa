"""The command line: options in, one call out."""

from jobs.cli.main import main

__all__ = ["main"]
