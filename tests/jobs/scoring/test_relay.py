"""What both sides of a relay are told: who made the groups, who filled them, and how many."""

import pytest

from tests.worlds import DAY, Row, World, at, membership

MADE, FILLED, ADDED = 57, 40, 240


def made_by(maker: str, count: int = MADE) -> list[Row]:
    """Return the groups that one makes, one a minute, the first of which it gives to the adder."""
    made = [
        membership(
            number, event_at=at(f"10:{number:02}"), actor_id=maker, account_id=maker,
            group_id=f"{maker}{number}", action="create", event_id=f"{maker}-made{number}",
        )
        for number in range(count)
    ]  # fmt: skip
    promoted = membership(
        0, event_at=at("10:58"), actor_id=maker, account_id="adder",
        group_id=f"{maker}0", action="promote", event_id=f"{maker}-promoted",
    )  # fmt: skip
    return [*made, promoted]


def added_by(adder: str, maker: str, count: int, groups: int) -> list[Row]:
    """Return the adds of one to some of the groups of another."""
    start = at("12:00")
    return [
        membership(
            number, event_at=start + number * DAY / 86_400, actor_id=adder,
            account_id=f"victim{number}", group_id=f"{maker}{number % groups}",
            event_id=f"{maker}-added{number}",
        )
        for number in range(count)
    ]  # fmt: skip


@pytest.fixture(scope="module", name="texts")
def _texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Return what the relay's rules say of each account, by account and rule."""
    world = World(tmp_path_factory.mktemp("relay")).fill()
    rows = [
        *made_by("maker"),
        *added_by("adder", "maker", ADDED, FILLED),
        *made_by("other{maker}", 30),
        *added_by("adder", "other{maker}", 200, 5),
    ]
    world.write("membership_events", rows, "relay.parquet")
    contacts = [{"owner_id": f"victim{number}", "contact_id": "mother"} for number in range(ADDED)]
    world.write("contacts", contacts)
    assert world.run().code == 0
    return {
        flag["account_id"]: {
            reason["rule"]: reason["text"]
            for reason in reversed(flag["reasons"])
            if reason["rule"].startswith("relay")
        }
        for flag in world.published("flags")
    }


def test_the_maker_is_told_what_it_made_and_who_filled_how_many_of_it(
    texts: dict[str, dict[str, str]],
) -> None:
    ((rule, text),) = texts["maker"].items()
    assert rule == "relay_maker"
    assert text.startswith(
        "created 57 groups (57 within 1 hour); adder then added 240 accounts that do not have "
        "adder as a contact, within 24 hours, to 40 of them;"
    )


def test_the_adder_is_told_what_it_filled_of_what_its_fullest_partner_made(
    texts: dict[str, dict[str, str]],
) -> None:
    ((rule, text),) = texts["adder"].items()
    assert rule == "relay"
    assert text.startswith(
        "added 240 accounts that do not have it as a contact, within 24 hours, to 40 of 57 "
        "groups that maker had created (57 within 1 hour);"
    )


def test_another_partner_is_told_of_its_own_groups_whatever_its_name(
    texts: dict[str, dict[str, str]],
) -> None:
    assert texts["other{maker}"]["relay_maker"].startswith(
        "created 30 groups (30 within 1 hour); adder then added 200 accounts that do not have "
        "adder as a contact, within 24 hours, to 5 of them;"
    )
