"""First contacts on the date: between two accounts that had not written and do not know each other."""

import pytest

from tests.sql.tables import Bench, at


def test_a_first_contact_is_one_event_at_the_first_message_to_the_recipient(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at  sender_id  recipient_id  group_id
            00:00    al         bob           -
            10:00    al         bob           -
            10:00    bob        al            -
            10:00    al         al            -
            10:00    al         -             g1
        """
    )
    row = {"account_id": "al", "other_id": "bob", "event_at": at("00:00")}
    assert bench.build("acts.first_contact") == [row]


@pytest.mark.parametrize("entry", ["al  bob", "bob  al"])
def test_a_message_between_contacts_is_none_whoever_has_the_other(bench: Bench, entry: str) -> None:
    bench.stage(
        message_edge="sent_at  sender_id  recipient_id\n10:00  al  bob\n10:00  al  cleo",
        contact=f"owner_id  contact_id\n{entry}",
    )
    assert [row["other_id"] for row in bench.build("acts.first_contact")] == ["cleo"]


@pytest.mark.parametrize(("former", "count"), [("-1d 00:00", 0), ("-2d 23:59:59.999999", 1)])
@pytest.mark.parametrize("pair", ["al  bob", "bob  al"])
def test_a_message_of_either_since_the_day_before_is_remembered(
    bench: Bench, former: str, count: int, pair: str
) -> None:
    bench.stage(message_edge=f"sent_at  sender_id  recipient_id\n{former}  {pair}\n10:00  al  bob")
    assert len(bench.build("acts.first_contact")) == count
