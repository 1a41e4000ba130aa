"""Define the six input logs: their columns, the kinds of their columns, and their keys."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The kind of value in a column of a log."""

    ACCOUNT = "account"
    GROUP = "group"
    TEXT = "text"
    INSTANT = "instant"
    COUNT = "count"
    FLAG = "flag"
    SHARE = "share"


@dataclass(frozen=True)
class LogColumn:
    """A column of a log; a file that lacks a required column is rejected."""

    name: str
    kind: Kind
    required: bool = False


@dataclass(frozen=True)
class Log:
    """A log: `name` is its folder, `noun` its table, `instant` its event time column, if any."""

    name: str
    noun: str
    columns: tuple[LogColumn, ...]
    needed: bool = False
    instant: str = ""
    sliding: bool = False

    @property
    def has_event_id(self) -> bool:
        """Whether the log has an event_id, by which duplicates are found."""
        return any(column.name == "event_id" for column in self.columns)


def _column(name: str, kind: Kind) -> LogColumn:
    return LogColumn(name.rstrip("?"), kind, required=not name.endswith("?"))


LOGS = (
    Log(
        "membership_events",
        "membership_event",
        (
            _column("event_at", Kind.INSTANT),
            _column("group_id", Kind.GROUP),
            _column("actor_id?", Kind.ACCOUNT),
            _column("account_id", Kind.ACCOUNT),
            _column("action", Kind.TEXT),
            _column("event_id?", Kind.TEXT),
        ),
        needed=True,
        instant="event_at",
        sliding=True,
    ),
    Log(
        "message_edges",
        "message_edge",
        (
            _column("sent_at", Kind.INSTANT),
            _column("sender_id", Kind.ACCOUNT),
            _column("recipient_id?", Kind.ACCOUNT),
            _column("group_id?", Kind.GROUP),
            _column("message_count?", Kind.COUNT),
            _column("is_forward?", Kind.FLAG),
            _column("event_id?", Kind.TEXT),
        ),
        needed=True,
        instant="sent_at",
        sliding=True,
    ),
    Log(
        "accounts",
        "account",
        (
            _column("account_id", Kind.ACCOUNT),
            _column("registered_at", Kind.INSTANT),
            _column("account_type?", Kind.TEXT),
            _column("phone_country?", Kind.TEXT),
            _column("network_country?", Kind.TEXT),
            _column("phone_prefix?", Kind.TEXT),
            _column("device_id?", Kind.TEXT),
            _column("network_id?", Kind.TEXT),
            _column("registration_risk?", Kind.SHARE),
        ),
    ),
    Log(
        "contacts",
        "contact",
        (
            _column("owner_id", Kind.ACCOUNT),
            _column("contact_id", Kind.ACCOUNT),
            _column("change?", Kind.TEXT),
        ),
    ),
    Log(
        "reports",
        "report",
        (
            _column("reported_at", Kind.INSTANT),
            _column("reporter_id", Kind.ACCOUNT),
            _column("reported_id", Kind.ACCOUNT),
            _column("kind?", Kind.TEXT),
            _column("group_id?", Kind.GROUP),
        ),
        instant="reported_at",
    ),
    Log(
        "verdicts",
        "verdict",
        (
            _column("account_id", Kind.ACCOUNT),
            _column("verdict", Kind.TEXT),
            _column("decided_at", Kind.INSTANT),
            _column("source?", Kind.TEXT),
        ),
    ),
)
