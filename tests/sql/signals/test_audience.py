"""Whether a service still writes to those who have it as a contact."""

from typing import Any

import pytest

from tests.sql.tables import Bench

ACCOUNT = """
    account_id  registered_at  account_type
    bank        -300d 10:00    api
    shop        -300d 10:00    business
    ann         -300d 10:00    consumer
"""


def written(day: str, sender: str, prefix: str, count: int) -> list[dict[str, Any]]:
    """Return messages of a sender on a day to so many others."""
    return [
        {"sent_at": f"{day} 10:00".strip(), "sender_id": sender, "recipient_id": f"{prefix}{n}"}
        for n in range(count)
    ]


def books(prefix: str, count: int, listed: int, contact: str = "bank") -> list[dict[str, Any]]:
    """Return the books of so many people, of whom the first ones have the account as a contact."""
    return [
        {"owner_id": f"{prefix}{n}", "contact_id": contact if n < listed else "somebody"}
        for n in range(count)
    ]


def row_of(bench: Bench, **settings: Any) -> dict[str, Any]:
    (row,) = bench.build("signals.audience", **settings)
    return row


def test_the_drop_lies_between_the_two_intervals(bench: Bench) -> None:
    bench.stage(
        account=ACCOUNT,
        message_edge=written("-1d", "bank", "old", 80) + written("", "bank", "new", 50),
        contact=books("old", 80, 60) + books("new", 50, 5),
    )
    row = row_of(bench)
    assert row["audience_former_listed_share"] == 0.75
    assert row["audience_listed_share"] == 0.1
    # Wilson, by hand: 60 of 80 is 0.6451 or more, 5 of 50 at most 0.2136.
    assert row["audience_listed_drop_share"] == pytest.approx(0.6451 - 0.2136, abs=1e-4)


@pytest.mark.parametrize("sender", ["bank", "shop", "ann"])
def test_services_alone_have_an_audience(bench: Bench, sender: str) -> None:
    bench.stage(
        account=ACCOUNT,
        message_edge=written("-1d", sender, "old", 40) + written("", sender, "new", 40),
        contact=books("old", 40, 40, sender) + books("new", 40, 0),
    )
    found = [row["audience_listed_drop_share"] > 0.5 for row in bench.build("signals.audience")]
    assert found == ([] if sender == "ann" else [True])


def test_recipients_with_unknown_contacts_count_for_nothing(bench: Bench) -> None:
    bench.stage(
        account=ACCOUNT,
        message_edge=written("-1d", "bank", "old", 40) + written("", "bank", "new", 60),
        contact=books("old", 40, 40) + books("new", 20, 10),
    )
    row = row_of(bench)
    assert row["audience_listed_share"] == 0.5
    assert row["audience_listed_drop_share"] is not None


@pytest.mark.parametrize(("old", "new"), [(19, 40), (40, 19)])
def test_too_few_known_contacts_on_either_side_give_no_drop(
    bench: Bench, old: int, new: int
) -> None:
    bench.stage(
        account=ACCOUNT,
        message_edge=written("-1d", "bank", "old", 40) + written("", "bank", "new", 40),
        contact=books("old", old, old) + books("new", new, 0),
    )
    assert row_of(bench)["audience_listed_drop_share"] is None
    assert row_of(bench, min_known_count=19)["audience_listed_drop_share"] > 0.3


def test_a_customer_of_many_days_counts_once(bench: Bench) -> None:
    daily = [row for day in range(1, 6) for row in written(f"-{day}d", "bank", "regular", 30)]
    bench.stage(
        account=ACCOUNT,
        message_edge=[
            *daily,
            *written("-6d", "bank", "other", 30),
            *written("", "bank", "regular", 30),
        ],
        contact=books("regular", 30, 30) + books("other", 30, 0),
    )
    row = row_of(bench)
    assert row["audience_former_listed_share"] == 0.5
    assert row["audience_listed_drop_share"] < 0
