"""Define the command line: parse options, call one function, print its result."""

from jobs.cli.main import main

__all__ = ["main"]
