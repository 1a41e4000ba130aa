"""The places that accounts share: devices, networks, phone prefixes, and groups they came to."""

from tests.sql.tables import Bench


def test_an_account_has_a_place_of_each_kind_that_its_logs_tell(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at  device_id  network_id  phone_prefix
            a           -9d 10:00      phone      net         49
            b           -9d 10:00      -          -           33
        """,
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            09:00     g         b         b           join
            09:01     g         b         b           leave
            09:02     g         a         b           add
            09:03     h         a         a           create
            09:04     i         a         c           invite
        """,
    )
    rows = bench.build("acts.place")
    assert [(row["account_id"], row["kind"], row["name"]) for row in rows] == [
        ("a", "device", "phone"),
        ("a", "network", "net"),
        ("a", "prefix", "49"),
        ("b", "group", "g"),
        ("b", "prefix", "33"),
    ]
