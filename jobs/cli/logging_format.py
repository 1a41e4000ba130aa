"""Format log lines as text or JSON on standard error, with colour only on a terminal."""

import datetime
import json
import logging
import sys
import warnings

from jobs.cli.display import safe


class _JsonLines(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        line: dict[str, object] = {
            "at": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        step = getattr(record, "step", None)
        if step is not None:
            line["step"] = step
        return json.dumps(line)


class _TextLines(logging.Formatter):
    """Time and message; for a step also rows and seconds."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        at = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        step = getattr(record, "step", None)
        text = safe(record.getMessage())
        if step is not None:
            rows = "" if step["rows"] is None else f"{step['rows']:,} rows"
            text = f"{text:<36} {rows:>18} {step['seconds']:>9.2f} s"
        elif record.levelno > logging.INFO:
            text = f"{record.levelname.lower()}: {text}"
        return f"{at:%H:%M:%S} {text}"


def start_logging(log_format: str, *, quiet: bool, debug: bool) -> None:
    """Send the program's log to standard error."""
    logger = logging.getLogger("groupspam")
    # A run logs this once itself; other commands compile little.
    warnings.filterwarnings("ignore", message="compiled kernels cannot be kept")
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines() if log_format == "json" else _TextLines())
    if log_format == "text" and sys.stderr.isatty():
        from rich.logging import RichHandler  # imported late: it costs 80 ms

        handler = RichHandler(show_path=False, omit_repeated_times=False)
        handler.setFormatter(_TextLines())
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(logging.WARNING if quiet else logging.DEBUG if debug else logging.INFO)
