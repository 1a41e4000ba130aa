"""Makers of many groups and those whom they promote to fill them."""

from typing import Any

CONTACT = [{"owner_id": f"victim{n}", "contact_id": "someone", "date": "-3d"} for n in range(40)]


def world(
    groups: int = 24, promoted: str = "10:40", day: str = "", adds: int = 30, filled: int = 24
) -> list[dict[str, Any]]:
    """A maker makes groups a minute apart from 10:00, promotes, and the adder fills some of them."""
    made = [
        {
            "event_at": f"{day}10:{n:02}",
            "group_id": f"g{n}",
            "actor_id": "maker",
            "account_id": "maker",
            "action": "create",
        }
        for n in range(groups)
    ]
    promotion = [
        {
            "event_at": f"{day}{promoted}",
            "group_id": "g3",
            "actor_id": "maker",
            "account_id": "adder",
            "action": "promote",
        }
    ]
    added = [
        {
            "event_at": f"12:{n:02}",
            "group_id": f"g{n % filled}",
            "actor_id": "adder",
            "account_id": f"victim{n}",
        }
        for n in range(adds)
    ]
    return [*made, *promotion, *added]


def renamed(events: list[dict[str, Any]], prefix: str, **names: str) -> list[dict[str, Any]]:
    """Return events with some accounts under another name, in groups under a prefix."""
    return [
        {
            **event,
            "group_id": f"{prefix}{event['group_id']}",
            "actor_id": names.get(event["actor_id"], event["actor_id"]),
            "account_id": names.get(event["account_id"], event["account_id"]),
        }
        for event in events
    ]
