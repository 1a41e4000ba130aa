"""Targets that refuse many accounts at once."""

from tests.sql.tables import Bench


def refusals(actors: int, target: str = "victim", answer: str = "decline") -> list[str]:
    """Return an attempt of each of so many accounts that the target refuses."""
    action = "invite" if answer == "decline" else "add"
    lines = []
    for n in range(actors):
        lines.append(f"10:00  {target}{n}  a{n}  {target}  {action}")
        lines.append(f"10:01  {target}{n}  {target}  {target}  {answer}")
    return lines


def staged(bench: Bench, *lines: str, contact: str = "owner_id  contact_id\nx  y") -> None:
    header = "event_at  group_id  actor_id  account_id  action"
    bench.stage(membership_event="\n".join([header, *lines]), contact=contact)


def test_five_refused_accounts_press_a_target_and_four_do_not(bench: Bench) -> None:
    staged(bench, *refusals(5, "victim"), *refusals(5, "other", "leave"), *refusals(4, "third"))
    rows = {
        r["account_id"]: r["pressed_target_24h_max_count"]
        for r in bench.build("signals.pressed_target")
    }
    assert rows == {f"a{n}": 2 for n in range(5)}


def test_friends_of_the_target_do_not_press_it(bench: Bench) -> None:
    staged(bench, *refusals(5), contact="owner_id  contact_id\nvictim  a0")
    assert bench.build("signals.pressed_target") == []
