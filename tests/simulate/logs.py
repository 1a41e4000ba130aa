"""The sample's real logs as an input, and what a folder of logs holds byte by byte."""

import datetime as dt
import shutil
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
SAMPLE_DATE = dt.date(2001, 10, 29)
SAMPLE_SEED = 1
REAL_LOGS = ("membership_events", "message_edges")


def copy_real_logs(folder: Path) -> Path:
    """Copy the real part of the sample, without anything planted or made up."""
    for log in REAL_LOGS:
        for path in sorted((SAMPLE / log).glob("date=*/part-0.parquet")):
            target = folder / path.relative_to(SAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return folder


def bytes_by_path(folder: Path) -> dict[str, bytes]:
    """Return every file of the folder by its path in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
