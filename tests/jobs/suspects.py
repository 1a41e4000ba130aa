"""A small world with people whom an investigator would look up, and two nights of it."""

from typing import Any

from tests.worlds import DAY, NIGHT, World, at, message

ADDER = "adder"
ESCAPE = "\x1b[31mred\x1b]0;owned\x07\u202e"
QUOTES = "o'brien\"; DROP TABLE flags; --"
PARDONED = "pardoned"
QUIET = "b3"
TARGET_COUNT = 1_200


def adds(actor: str, count: int, prefix: str, clock: str = "10:00") -> list[dict[str, Any]]:
    """Return so many adds of distinct accounts by one, two seconds apart, to one group."""
    start = at(clock)
    return [
        {
            "event_at": start + place * (at("00:00:02") - at("00:00")),
            "group_id": f"group of {actor}",
            "actor_id": actor,
            "account_id": f"{prefix}{place:04}",
            "action": "add",
            "event_id": f"{actor}-{place}",
        }
        for place in range(count)
    ]


def aftermath() -> list[dict[str, Any]]:
    """Return what those whom the adder added did in its group: 3 leave, 1 is removed by the adder."""
    common = {"group_id": f"group of {ADDER}"}
    leaving = [
        {"event_at": at(f"12:0{place}"), "account_id": f"p{place:04}", "action": "leave", **common}
        for place in range(3)
    ]
    removal = {
        "event_at": at("12:30"),
        "actor_id": ADDER,
        "account_id": "p0003",
        "action": "remove",
    }
    return [*leaving, {**removal, **common}]


def suspects(world: World) -> World:
    """Write the logs of two dates and run both nights; return the world."""
    earlier = NIGHT - DAY
    world.fill(earlier).fill()
    world.write(
        "membership_events",
        [
            {**row, "event_at": row["event_at"] - DAY}
            for row in adds(QUOTES, 210, "t")
        ],
        "more.parquet",
        earlier,
    )  # fmt: skip
    world.write(
        "membership_events",
        [
            *adds(ADDER, TARGET_COUNT, "p"),
            *adds(ADDER, 1, "p"),  # the first once more, under the same event_id
            *aftermath(),
            *adds(ESCAPE, 220, "q"),
            *adds(QUOTES, 230, "r"),
            *adds(PARDONED, 1_100, "p", "14:00"),
        ],
        "more.parquet",
    )
    _write_aftermath(world)
    _write_people(world)
    # By rules alone: what evidence says is for other tests, and changes with what is learned.
    policy = world.root / "rules_alone.toml"
    policy.write_text('[score]\nmode = "off"\n')
    for date in (earlier, NIGHT):
        result = world.run("--release-bans", "a test", "--policy", str(policy), date=date)
        assert result.code == 0, result.error
    return world


def _write_aftermath(world: World) -> None:
    world.write(
        "message_edges",
        [
            message(1, sent_at=at("13:00"), sender_id="p0004", recipient_id=ADDER, event_id="w1"),
            message(
                2,
                sent_at=at("13:01"),
                sender_id="p0005",
                recipient_id=None,
                group_id=f"group of {ADDER}",
                event_id="w2",
            ),
            message(3, sent_at=at("09:00"), sender_id="p0006", recipient_id=ADDER, event_id="w3"),
        ],
        "more.parquet",
    )
    complaint = {"reported_id": ADDER, "kind": "block"}
    world.write(
        "reports",
        [
            {"reported_at": at("15:00"), "reporter_id": "p0007", **complaint},
            {"reported_at": at("15:01"), "reporter_id": "p0008", **complaint, "kind": "report"},
        ],
    )


def _write_people(world: World) -> None:
    earlier = NIGHT - DAY
    people = [*(f"p{place:04}" for place in range(TARGET_COUNT)), "b0"]
    world.write(
        "contacts", [{"owner_id": name, "contact_id": "mother"} for name in people], date=earlier
    )
    world.write(
        "accounts",
        [
            {"account_id": name, "registered_at": at("08:00", earlier), "phone_country": "BR"}
            for name in (ADDER, PARDONED)
        ],
        "people.csv",
        earlier,
    )
    world.write(
        "accounts",
        [{"account_id": ADDER, "registered_at": at("08:00", earlier), "phone_country": "DE"}],
        "people.jsonl.gz",
    )
    verdict = {"account_id": PARDONED, "verdict": "legitimate", "decided_at": at("09:00", earlier)}
    world.write("verdicts", [{**verdict, "source": "the desk"}], date=earlier)
