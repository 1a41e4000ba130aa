"""The entries of address books that are valid on the date."""

import pytest

from tests.sql.tables import Bench


@pytest.mark.parametrize(
    ("changes", "is_valid"),
    [
        ([("add", "-90d")], True),
        ([("add", "-0d")], True),
        ([("add", "-9d"), ("remove", "-1d")], False),
        ([("add", "-9d"), ("remove", "-0d")], True),
        ([("add", "-0d"), ("remove", "-0d")], True),
        ([("add", "-9d"), ("remove", "-5d"), ("add", "-1d")], True),
        ([("add", "-9d"), ("remove", "-5d"), ("add", "-2d"), ("remove", "-1d")], False),
        ([("remove", "-1d"), ("add", "-0d")], True),
        ([("remove", "-9d")], False),
    ],
)
def test_an_entry_is_valid_if_it_exists_when_the_date_begins_or_is_added_on_it(
    bench: Bench, changes: list[tuple[str, str]], is_valid: bool
) -> None:
    rows = [
        {"owner_id": "bob", "contact_id": "al", "change": change, "date": day}
        for change, day in changes
    ]
    bench.stage(contact=rows)
    assert len(bench.build("acts.address_book")) == int(is_valid)


def test_an_entry_that_is_exported_every_day_is_one_and_goes_from_owner_to_contact(
    bench: Bench,
) -> None:
    bench.stage(
        contact="""
            owner_id  contact_id  change  date
            bob       al          add     -9d
            bob       al          add     -1d
            bob       al          add     -1d
            bob       cleo        add     -9d
            bob       cleo        remove  -1d
            al        bob         remove  -1d
        """
    )
    assert bench.build("acts.address_book") == [{"owner_id": "bob", "contact_id": "al"}]


def test_without_a_contacts_log_there_is_no_entry(bench: Bench) -> None:
    bench.stage(message_edge="sent_at  sender_id  recipient_id\n10:00  bob  al")
    assert bench.build("acts.address_book") == []
