"""Record the steps of a run and their times, for the log and the manifest."""

import logging
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

LOG = logging.getLogger("groupspam")
# Without a configured handler, a run started from Python logs nothing.
LOG.addHandler(logging.NullHandler())


@dataclass
class Step:
    """One step of a run; the code inside the step sets `rows`."""

    name: str
    rows: int | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def values(self) -> dict[str, Any]:
        """The step as a dictionary of plain values."""
        return {
            "name": self.name,
            "rows": self.rows,
            "seconds": round(self.seconds, 3),
            "cpu_seconds": round(self.cpu_seconds, 3),
        }


@dataclass
class Progress:
    """The steps of a run, with one log line each, and its warnings."""

    steps: list[Step] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Time the block; log the step at its end."""
        step = Step(name)
        started, started_cpu = time.perf_counter(), time.process_time()
        yield step
        step.seconds = time.perf_counter() - started
        step.cpu_seconds = time.process_time() - started_cpu
        self.steps.append(step)
        LOG.info("%s", name, extra={"step": step.values})

    def warn(self, text: str) -> None:
        """Log a warning and store it for the manifest."""
        self.warnings.append(text)
        LOG.warning("%s", text)


def peak_memory_bytes() -> int:
    """Return the peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
