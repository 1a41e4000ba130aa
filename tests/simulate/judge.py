"""The rules of the night, counted by brute force from their definition, for small logs only."""

import datetime as dt
from collections import defaultdict
from pathlib import Path

from graph.scoring.proportion import wilson_interval

from .counts import Row, Target, max_at_once, max_distinct, read_log

MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


class Judge:
    """What the rules of one night say of each account."""

    def __init__(self, folder: Path, date: dt.date) -> None:
        self.date = date
        self.midnight = dt.datetime.combine(date, dt.time(), dt.UTC)
        self.never = self.midnight + 2 * DAY
        self.changes = read_log(folder, "membership_events", date)
        self.messages = read_log(folder, "message_edges", date)
        self.reports = read_log(folder, "reports", date)
        self.accounts = {row["account_id"]: row for row in read_log(folder, "accounts", date)}
        self.listed: set[tuple[str, str]] = set()
        self.owners: set[str] = set()
        for row in read_log(folder, "contacts", date):
            self.owners.add(row["owner_id"])
            pair = (row["owner_id"], row["contact_id"])
            if row.get("change") == "remove" and row["date"] < date:
                self.listed.discard(pair)
            elif row.get("change") != "remove":
                self.listed.add(pair)
        self.sent: dict[str, list[Row]] = defaultdict(list)
        self.done: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in sorted(self.messages, key=lambda row: row["sent_at"]):
            self.sent[row["sender_id"]].append(row)
        for row in sorted(self.changes, key=lambda row: row["event_at"]):
            self.done[row["actor_id"], row["action"]].append(row)

    def decisions(self) -> dict[str, dict[str, str]]:
        """Return for each flagged account its rules and what each decides."""
        makers, adders = self.relays()
        found: dict[str, dict[str, str]] = {}
        for account in sorted({*self.sent, *(actor for actor, _ in self.done if actor)}):
            rules = {
                "fresh_burst": self.fresh_burst(account),
                "group_creation_burst": self.group_creation_burst(account),
                "stranger_add_burst": self.stranger_add_burst(account),
                "relay": "ban" if account in adders else "",
                "relay_maker": "ban" if account in makers else "",
                "stranger_add": self.stranger_add(account),
                "patient_stranger_add": self.patient_stranger_add(account),
                "invite_burst": self.invite_burst(account),
                "patient_stranger_invite": self.patient_stranger_invite(account),
                "fresh_stranger_messages": self.fresh_stranger_messages(account),
                "api_rate": self.api_rate(account),
                "forward_fanout": self.forward_fanout(account),
            }
            if fired := {rule: decision for rule, decision in rules.items() if decision}:
                found[account] = fired
        return found

    def age(self, account: str, at: dt.datetime) -> dt.timedelta | None:
        """Return how long the account has been registered, None if that is not known."""
        row = self.accounts.get(account)
        return at - row["registered_at"] if row and at >= row["registered_at"] else None

    def targets(self, account: str, action: str, *, certain: bool) -> list[Target]:
        """Return those who don't list the account; the unknown only where not certain."""
        return [
            Target(row["event_at"], row["account_id"], row["group_id"])
            for row in self.done[account, action]
            if (row["account_id"], account) not in self.listed
            and (row["account_id"] in self.owners or not certain)
        ]

    def one_to_one(self, account: str) -> list[Row]:
        return [row for row in self.sent[account] if row["recipient_id"]]

    def added_at(self, account: str) -> dict[tuple[str, str], dt.datetime]:
        """Return when the account first added each member; what he did before says nothing."""
        first: dict[tuple[str, str], dt.datetime] = {}
        for row in self.done[account, "add"]:
            first.setdefault((row["group_id"], row["account_id"]), row["event_at"])
        return first

    def gone_share(self, account: str) -> float:
        added = self.added_at(account)
        gone = {
            row["account_id"]
            for row in self.changes
            if row["action"] in ("leave", "remove", "decline")
            and row["event_at"] >= added.get((row["group_id"], row["account_id"]), self.never)
        }
        gone |= {row["reporter_id"] for row in self.reports if row["reported_id"] == account}
        everyone = {member for _, member in added}
        return len(gone & everyone) / max(len(everyone), 1)

    def wrote_share(self, account: str) -> float:
        added = self.added_at(account)
        wrote = {
            row["sender_id"]
            for row in self.messages
            if row["sent_at"] >= added.get((row["group_id"], row["sender_id"]), self.never)
            or row["recipient_id"] == account
        }
        everyone = {member for _, member in added}
        return len(wrote & everyone) / max(len(everyone), 1)

    def fresh_burst(self, account: str) -> str:
        row = self.accounts.get(account)
        if not row or row["account_type"] == "api":
            return ""
        times = [message["sent_at"] for message in self.one_to_one(account)]
        for end in (at for at in times if at >= self.midnight):
            window = [at for at in times if end - dt.timedelta(seconds=15) < at <= end]
            age = self.age(account, window[0])
            if len(window) >= 100 and age is not None and age <= HOUR:
                return "ban"
        return ""

    def group_creation_burst(self, account: str) -> str:
        made = self.done[account, "create"]
        if max_at_once([row["event_at"] for row in made], HOUR, self.midnight) < 24:
            return ""
        groups = {row["group_id"] for row in made}
        added = {r["account_id"] for r in self.done[account, "add"] if r["group_id"] in groups}
        if not added:
            age = self.age(account, made[0]["event_at"])
            return "ban" if age is not None and age < 7 * DAY else "review"
        listing = sum((member, account) in self.listed for member in added)
        return "" if listing >= len(added) / 2 else "ban"

    def stranger_add_burst(self, account: str) -> str:
        targets = self.targets(account, "add", certain=True)
        if max_distinct(targets, DAY, self.midnight) < 1000:
            return ""
        age = self.age(account, targets[0].at)
        spared = age is not None and age >= 30 * DAY and self.gone_share(account) < 0.2
        return "review" if spared else "ban"

    def stranger_add(self, account: str) -> str:
        targets = self.targets(account, "add", certain=False)
        if max_distinct(targets, DAY, self.midnight) < 200:
            return ""
        stayed = self.gone_share(account) < 0.05 and self.wrote_share(account) >= 0.2
        return "watch" if stayed else "review"

    def patient_stranger_add(self, account: str) -> str:
        targets = self.targets(account, "add", certain=False)
        first_on: dict[str, dt.date] = {}
        for target in targets:
            first_on.setdefault(target.account, target.at.date())
        is_going_on = any(target.at >= self.midnight for target in targets)
        if not is_going_on or len(first_on) < 200 or len(set(first_on.values())) < 3:
            return ""
        stayed = self.gone_share(account) < 0.1 and self.wrote_share(account) >= 0.2
        return "watch" if stayed else "review"

    def invite_burst(self, account: str) -> str:
        targets = self.targets(account, "invite", certain=False)
        if max_distinct(targets, DAY, self.midnight) < 200:
            return ""
        invited = {(target.group, target.account) for target in targets}
        return "" if len(invited & self.accepted()) >= 0.3 * len(invited) else "review"

    def patient_stranger_invite(self, account: str) -> str:
        invites = self.done.get((account, "invite"), [])
        strangers = self.targets(account, "invite", certain=False)
        today = [row for row in invites if row["event_at"] >= self.midnight]
        new = [target for target in strangers if target.at >= self.midnight]
        days = {row["event_at"].date() for row in invites}
        if len(invites) < 200 or len(days) < 3 or not today or len(new) < 0.5 * len(today):
            return ""
        lately = {
            (target.group, target.account)
            for target in strangers
            if target.at >= self.midnight - DAY
        }
        people = {who for _, who in lately}
        accepting = {who for _, who in lately & self.accepted()}
        return "" if wilson_interval(len(accepting), len(people))[1] >= 0.3 else "review"

    def accepted(self) -> set[tuple[str | None, str]]:
        """Return the groups and accounts of all invites that were accepted."""
        rows = (row for row in self.changes if row["action"] == "accept")
        return {(row["group_id"], row["account_id"]) for row in rows}

    def relays(self) -> tuple[set[str], set[str]]:
        """Return the makers and the adders."""
        makers: set[str] = set()
        adders: set[str] = set()
        for maker, action in list(self.done):
            promotions = self.done.get((maker, "promote"), [])
            made = self.done.get((maker, "create"), [])
            times = [row["event_at"] for row in made]
            if action != "create" or max_at_once(times, HOUR, self.midnight) < 24:
                continue
            groups = {row["group_id"] for row in made}
            for adder in {
                row["account_id"] for row in promotions if row["event_at"] <= times[0] + HOUR
            }:
                targets = [
                    target
                    for target in self.targets(adder, "add", certain=True)
                    if target.group in groups
                ]
                if max_distinct(targets, DAY, self.midnight) >= 200:
                    makers.add(maker)
                    adders.add(adder)
        return makers, adders

    def fresh_stranger_messages(self, account: str) -> str:
        targets = [
            Target(row["sent_at"], row["recipient_id"])
            for row in self.one_to_one(account)
            if (row["recipient_id"], account) not in self.listed
        ]
        if not targets or max_distinct(targets, DAY, self.midnight) < 24:
            return ""
        age = self.age(account, targets[0].at)
        if age is None or age >= 3 * DAY:
            return ""
        strangers = {target.account for target in targets}
        replied = {row["sender_id"] for row in self.messages if row["recipient_id"] == account}
        if len(replied & strangers) >= 0.2 * len(strangers):
            return ""
        return "review" if self.history_against(account) else "watch"

    def history_against(self, account: str) -> bool:
        row = self.accounts[account]
        at = row["registered_at"]
        shares = [
            sum(
                other[column] == row[column] and abs(other["registered_at"] - at) < HOUR
                for other in self.accounts.values()
            )
            for column in ("device_id", "network_id")
        ]
        reporters = {r["reporter_id"] for r in self.reports if r["reported_id"] == account}
        return (
            row["registration_risk"] >= 0.7
            or row["network_country"] != row["phone_country"]
            or max(shares) > 5
            or len(reporters) >= 2
        )

    def api_rate(self, account: str) -> str:
        if self.accounts.get(account, {}).get("account_type") != "api":
            return ""
        times = [row["sent_at"] for row in self.sent[account]]
        fastest = max_at_once(times, dt.timedelta(seconds=10), self.midnight)
        return "review" if fastest > 200 else ""

    def forward_fanout(self, account: str) -> str:
        forwards = [
            Target(row["sent_at"], row["recipient_id"] or row["group_id"])
            for row in self.sent[account]
            if row.get("is_forward")
        ]
        wide = [
            target.at
            for end, target in enumerate(forwards)
            if target.at >= self.midnight
            and max_distinct([*forwards[:end], target], MINUTE, target.at) > 5
        ]
        # A run without a gap of a minute counts once for each minute that it has begun.
        begun: list[list[dt.datetime]] = []
        for at in wide:
            if begun and at - begun[-1][-1] < MINUTE:
                begun[-1].append(at)
            else:
                begun.append([at])
        count = sum(1 + (run[-1] - run[0]) // MINUTE for run in begun)
        return "watch" if count >= 3 else ""
