"""What became of the rows of a world where any share of them may be bad."""

import datetime
from pathlib import Path

from tests.worlds import NIGHT, World

HEADER = b"sent_at,sender_id,recipient_id\n"
FORMATS = ("part.parquet", "part.csv", "part.jsonl")


def lenient(folder: Path) -> World:
    """Return an ordinary world whose policy lets every row be bad, or repeat another."""
    shares = ("max_reject_share", "max_conflict_share", "max_duplicate_share")
    lines = "".join(f"{share} = 1.0\n" for share in shares)
    (folder / "policy.toml").write_text(f"[input]\n{lines}")
    return World(folder).fill()


def run(world: World, *options: str, date: datetime.date = NIGHT) -> None:
    """Run a night that must succeed."""
    result = world.run("--policy", str(world.root / "policy.toml"), *options, date=date)
    assert result.code == 0, result.error


def load(world: World, *options: str, date: datetime.date = NIGHT) -> None:
    """Load the input of a night, which must succeed."""
    result = world.load("--policy", str(world.root / "policy.toml"), *options, date=date)
    assert result.code == 0, result.error


def line(number: int, sender: bytes = b"a") -> bytes:
    """Return a line of a CSV file of message_edges."""
    return b"2026-03-10T10:00:%02dZ,%s,b\n" % (number, sender)


def rejects(world: World) -> list[tuple[int, str]]:
    """Return the number and reason of each rejected row, in order."""
    return sorted((row["row_number"], row["reason"]) for row in world.published("rejects"))


def counts(world: World, name: str, log: str = "message_edges") -> tuple[int, int, int, int]:
    """Return how many rows of a file were read, loaded, rejected and duplicate."""
    found = world.file_counts(log)[name]
    return (
        found["row_count"],
        found["loaded_count"],
        found["rejected_count"],
        found["duplicate_count"],
    )
