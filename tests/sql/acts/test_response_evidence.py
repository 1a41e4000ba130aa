"""The response of each stranger as evidence, in bits."""

from typing import Any

import pytest

from tests.sql.tables import Bench

ADDS = "event_at  group_id  actor_id  account_id  action\n"
MESSAGES = "sent_at  sender_id  recipient_id  group_id\n"


def bits(
    bench: Bench, adds: str = "", messages: str = "", **logs: Any
) -> dict[tuple[str, bool], Any]:
    """Return the bits by target and whether it was added, of an account called al."""
    parameters = {name: logs.pop(name) for name in list(logs) if name.startswith("min_")}
    bench.stage(membership_event=ADDS + adds, message_edge=MESSAGES + messages, **logs)
    rows = bench.build("acts.response_evidence", **parameters)
    own = [row for row in rows if row["account_id"] == "al"]
    found = {(row["other_id"], row["is_add"]): row["bits"] for row in own}
    assert len(found) == len(own)
    return found


def test_each_response_to_an_add_or_a_first_contact_has_its_bits(bench: Bench) -> None:
    found = bits(
        bench,
        """
        10:00  g1  al      silent   add
        10:00  g1  al      answers  add
        10:00  g1  al      leaver   add
        11:00  g1  leaver  leaver   leave
        """,
        """
        11:00  answers  al      -
        11:00  leaver   al      -
        10:00  al       quiet   -
        10:00  al       talker  -
        11:00  talker   al      -
        """,
    )
    assert found == {
        ("silent", True): 0.17,
        ("answers", True): -2.3,
        ("leaver", True): 2.3,
        ("quiet", False): 0.53,
        ("talker", False): -2.5,
    }
    rows = bench.build("acts.response_evidence")
    silent = {row["other_id"] for row in rows if row["account_id"] == "al" and row["is_silent"]}
    assert silent == {"silent", "quiet"}


@pytest.mark.parametrize(("moment", "silent"), [("21:59:59.999999", True), ("22:00", False)])
def test_silence_counts_before_the_deadline_and_a_response_at_any_time(
    bench: Bench, moment: str, silent: bool
) -> None:
    found = bits(
        bench,
        f"{moment}  g1  al  silent  add\n{moment}  g1  al  leaver  add\n23:00  g1  leaver  leaver  leave",
        f"{moment}  al  quiet  -",
    )
    assert found["silent", True] == (0.17 if silent else 0)
    assert found["quiet", False] == (0.53 if silent else 0)
    assert found["leaver", True] == 2.3


def test_silence_of_an_unknown_target_weighs_by_the_strangers_among_the_known_ones(
    bench: Bench,
) -> None:
    contact = "owner_id  contact_id\nfriend  al\npal  al\nstranger  pal\nquiet  pal"
    adds = "\n".join(
        f"10:00  g1  al  {target}  add"
        for target in ("friend", "pal", "stranger", "unknown", "answers")
    )
    adds += "\n10:00  g1  other  pal  add"
    messages = (
        "10:00  al  friend  -\n10:00  al  quiet  -\n10:00  al  unknown  -\n11:00  answers  -  g1"
    )
    found = bits(bench, adds, messages, contact=contact, min_approach_count=1)
    # Of three known targets one is a stranger; two strangers are assumed beside them.
    assert found["unknown", True] == pytest.approx(0.17 * 3 / 5)
    assert found["stranger", True] == 0.17
    assert found["answers", True] == -2.3
    # Of two known recipients of messages one is a stranger.
    assert found["unknown", False] == pytest.approx(0.53 * 3 / 4)
    assert found["quiet", False] == 0.53
    # An account that is not busy has no such share; its unknown targets weigh in full.
    assert bits(bench, adds, messages, contact=contact)["unknown", True] == 0.17
