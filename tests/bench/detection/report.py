"""The tables of the detection bench: what was reached, of what, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.scoring.proportion import average_precision, wilson_interval

BAN, REVIEW = 3, 2
ORDINARY = ("ordinary", "bystander", "brigade_reporter")
BLATANT = frozenset(
    {
        "fresh_burst",
        "fresh_burst_midnight",
        "group_maker",
        "group_maker_empty",
        "mass_adder",
        "mass_adder_midnight",
        "relay",
        "relay_maker",
        "relay_adder",
    }
)
FARM = frozenset({"farm", "registration_farm", "cold_device", "cold_network"})
# Lawful senders that spam, or that somebody else took over.
SERVICES = frozenset({"service_spammer", "hijacked_service"})
# Spam by joining, posting, inviting, re-adding and taking over.
GROUP_SPAM = frozenset(
    {
        "campaign_inviter",
        "farm_number",
        "hijacked_poster",
        "hit_and_leave",
        "invite_harasser",
        "link_joiner",
        "moderated_joiner",
        "quiet_raider",
        "raider",
        "readder",
        "scraper",
        "sleeper_adder",
        "sleeper_writer",
        "slow_link_joiner",
        "spam_follower",
        "spam_lead",
        "takeover",
        "takeover_helper",
    }
)
# Honest people who behave like it.
GROUP_HONEST = frozenset(
    {
        "announcer",
        "branch_number",
        "campus_student",
        "campus_tutor",
        "class_member",
        "class_speaker",
        "closing_owner",
        "conference_visitor",
        "event_guest",
        "event_host",
        "family_readder",
        "group_move",
        "handover",
        "helper_bot",
        "insistent_friend",
        "moderator",
        "neighbour_appeal",
        "newcomer_in_city",
        "news_channel",
        "organiser",
        "party_host",
        "returner",
        "rule_breaker",
        "term_student",
    }
)


@dataclass(frozen=True)
class Seen:
    """Accounts of known truth and what was decided of them."""

    archetypes: npt.NDArray[np.str_]
    is_spam: npt.NDArray[np.bool_]
    ranks: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]

    def groups(self) -> Mapping[str, npt.NDArray[np.bool_]]:
        """Return the groups of accounts that goals are set for."""
        blatant = np.isin(self.archetypes, sorted(BLATANT))
        farm = np.isin(self.archetypes, sorted(FARM))
        services = np.isin(self.archetypes, sorted(SERVICES))
        in_groups = np.isin(self.archetypes, sorted(GROUP_SPAM))
        alike = np.isin(self.archetypes, sorted(GROUP_HONEST))
        ordinary = np.isin(self.archetypes, ORDINARY)
        return {
            "blatant": self.is_spam & blatant,
            "subtle": self.is_spam & ~(blatant | farm | services | in_groups),
            "farm": self.is_spam & farm,
            "services": self.is_spam & services,
            "group spam": self.is_spam & in_groups,
            "innocents": ~self.is_spam & ~ordinary & ~alike,
            "alike": ~self.is_spam & alike,
            "ordinary": ~self.is_spam & ordinary,
        }


def share(hits: int, total: int) -> str:
    """Return a share with the ends of its 95 % interval."""
    if not total:
        return "-"
    low, high = wilson_interval(hits, total)
    return f"{hits / total:.3f} ({low:.3f} to {high:.3f})"


def by_archetype(seen: Seen) -> list[list[str]]:
    """Return a row an archetype: how many, share banned, share banned or reviewed."""
    rows = [["archetype", "truth", "accounts", "ban", "ban or review"]]
    kinds = sorted(
        {(not spam, str(name)) for spam, name in zip(seen.is_spam, seen.archetypes, strict=True)}
    )
    for innocent, name in kinds:
        chosen = (seen.archetypes == name) & (seen.is_spam != innocent)
        total = int(chosen.sum())
        banned = int(np.count_nonzero(chosen & (seen.ranks >= BAN)))
        looked_at = int(np.count_nonzero(chosen & (seen.ranks >= REVIEW)))
        truth = "innocent" if innocent else "spam"
        rows.append([name, truth, f"{total:,}", share(banned, total), share(looked_at, total)])
    return rows


def headline(name: str, seen: Seen) -> list[str]:
    """Return one row: a way's recall, whom it wrongs, and its average precision."""
    groups = seen.groups()
    banned, looked_at = seen.ranks >= BAN, seen.ranks >= REVIEW

    def of(group: str, hits: npt.NDArray[np.bool_]) -> str:
        total = int(groups[group].sum())
        return f"{np.count_nonzero(groups[group] & hits) / total:.3f}" if total else "-"

    wronged = int(np.count_nonzero((groups["innocents"] | groups["alike"]) & banned))
    ordinary = int(groups["ordinary"].sum())
    flags = np.count_nonzero(groups["ordinary"] & looked_at) / max(ordinary, 1) * 100_000
    precision = average_precision(seen.ranks + seen.scores / 2, seen.is_spam)
    return [
        name,
        of("blatant", banned),
        of("subtle", looked_at),
        of("farm", looked_at),
        of("group spam", looked_at),
        f"{wronged:,}",
        of("innocents", looked_at),
        of("alike", looked_at),
        f"{flags:.1f}",
        "-" if precision is None else f"{precision:.3f}",
    ]


HEADLINE = [
    "way",
    "blatant banned",
    "subtle found",
    "farm found",
    "group spam found",
    "innocents banned",
    "innocents reviewed",
    "likenesses reviewed",
    "ordinary in 100,000",
    "average precision",
]


def goals(seen: Seen) -> list[str]:
    """Return a line a goal: what was reached, and whether that is enough."""
    groups = seen.groups()
    banned, looked_at = seen.ranks >= BAN, seen.ranks >= REVIEW
    lines = []

    def tell(what: str, reached: float, goal: float, *, at_least: bool, of: int) -> None:
        is_met = reached >= goal if at_least else reached <= goal
        sign = ">=" if at_least else "<="
        verdict = "met" if is_met else "MISSED"
        lines.append(f"- {what}: {reached:.4g} of {of:,}, to reach {sign} {goal:g}: {verdict}")

    for group, hits, goal in (
        ("blatant", banned, 0.99),
        ("subtle", looked_at, 0.95),
        ("farm", looked_at, 0.9),
        ("services", looked_at, 0.8),
        ("group spam", looked_at, 0.9),
    ):
        total = int(groups[group].sum())
        reached = np.count_nonzero(groups[group] & hits) / max(total, 1)
        tell(f"{group}, recall", reached, goal, at_least=True, of=total)
    for group, who in (("innocents", "innocents"), ("alike", "honest likenesses of group spam")):
        total = int(groups[group].sum())
        wronged = float(np.count_nonzero(groups[group] & banned))
        tell(f"{who} banned", wronged, 0, at_least=False, of=total)
        reviewed = np.count_nonzero(groups[group] & looked_at) / max(total, 1)
        tell(f"{who} at review or ban", reviewed, 0.005, at_least=False, of=total)
    total = int(groups["ordinary"].sum())
    flags = np.count_nonzero(groups["ordinary"] & looked_at) / max(total, 1) * 100_000
    tell("ordinary at review or ban, in 100,000", flags, 2, at_least=False, of=total)
    victims = seen.archetypes == "brigade_victim"
    tell(
        "brigade victims at review or ban",
        float(np.count_nonzero(victims & looked_at)),
        0,
        at_least=False,
        of=int(victims.sum()),
    )
    return lines


def markdown(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as a Markdown table, the first as its head."""
    head, *body = rows
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in body)]
