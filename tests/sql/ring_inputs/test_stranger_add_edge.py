"""Which accounts are compared as adders of strangers, and by which targets."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def compared(bench: Bench, strangers: int, known: int = 0, known_from: str = "-") -> dict[str, int]:
    """Return the number of strangers by compared account, where a adds strangers and others."""
    targets = [f"s{number}" for number in range(strangers)] + [f"k{n}" for n in range(known)]
    listing = ["-"] * strangers + [known_from] * known
    give(
        bench,
        acts__bulk_add="\n".join(
            ["account_id  target_id  first_at", *(f"a  {name}  10:00" for name in targets)]
        ),
        acts__acquaintance="\n".join(
            [
                "account_id  other_id  known_from_at  is_known",
                *(f"a  {name}  {at}  yes" for name, at in zip(targets, listing, strict=True)),
            ]
        ),
        staging__account_name="\n".join(
            ["account_id  name", "a  A", *(f"{name}  {name.upper()}" for name in targets)]
        ),
    )
    rows = alone(bench, "ring_inputs.stranger_add_edge")
    assert all(row["account_name"] == row["account_id"].upper() for row in rows)
    assert all(row["target_name"] == row["target_id"].upper() for row in rows)
    assert all(row["target_id"].startswith("s") for row in rows) or known_from == "10:00"
    return {name: len(rows) for name in {row["account_id"] for row in rows}}


def test_who_added_twenty_strangers_is_compared_and_who_added_nineteen_is_not(
    bench: Bench,
) -> None:
    assert compared(bench, 20) == {"a": 20}
    assert compared(bench, 19, 19, known_from="09:00") == {}


def test_adds_of_friends_hide_no_adds_of_strangers(bench: Bench) -> None:
    assert compared(bench, 20, 99, known_from="09:00") == {"a": 20}


def test_who_lists_the_account_only_from_the_add_on_is_a_stranger(bench: Bench) -> None:
    assert compared(bench, 10, 10, known_from="10:00") == {"a": 20}
