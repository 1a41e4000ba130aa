"""Adds of strangers as the detectors are given them, by accounts of rings and by others."""

from collections.abc import Callable, Iterable, Sequence

from tests.sql.given import give
from tests.sql.tables import Bench

Pairs = list[tuple[str, str]]

MEMBERS = [f"m{number}" for number in range(8)]
VICTIMS = [f"v{number:02}" for number in range(45)]
OTHERS = 30


def shared(members: Sequence[str], victims: Sequence[str]) -> Pairs:
    """Return adds of two thirds of the victims by each member."""
    return [
        (member, victim)
        for number, member in enumerate(members)
        for place, victim in enumerate(victims)
        if (place + number) % 3
    ]


def bystanders() -> Pairs:
    """Return the adds of others, each of thirty people of its own."""
    return [(f"o{number}", f"o{number}-{n}") for number in range(OTHERS) for n in range(30)]


def stage(bench: Bench, pairs: Pairs, number: Callable[[str], str] = str) -> None:
    """Provide adds as ring_inputs.stranger_add_edge, in their order, each name under an id."""
    rows = [f"{number(actor)}  {number(target)}  {actor}  {target}" for actor, target in pairs]
    header = "account_id  target_id  account_name  target_name"
    give(bench, ring_inputs__stranger_add_edge="\n".join([header, *rows]))


def turned(name: str) -> str:
    """Return an id whose order is not that of the names."""
    return name[::-1]


def sets(rows: Iterable[dict[str, object]]) -> dict[object, set[object]]:
    """Return the accounts of each set, without those in none."""
    found: dict[object, set[object]] = {}
    for row in rows:
        found.setdefault(row["set_number"], set()).add(row["account_id"])
    found.pop(-1, None)
    return found
