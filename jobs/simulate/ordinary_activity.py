"""Simulate a population's days: conversations, messages to strangers, forwards, reports."""

from dataclasses import dataclass

import numpy as np

from jobs.simulate.account_history import record_conversations, times_of_day
from jobs.simulate.clock import HOUR, MINUTE, SECOND, Ints
from jobs.simulate.group_activity import GroupActivity
from jobs.simulate.population import Population, lognormal
from jobs.simulate.registration import Floats
from jobs.simulate.simulated_logs import SimulatedLogs


@dataclass(frozen=True)
class OrdinaryActivity:
    """The ordinary activity of one population."""

    logs: SimulatedLogs
    rng: np.random.Generator
    population: Population
    group_activity: GroupActivity

    def record_day(self, midnight: int) -> None:
        """Record one day of activity."""
        self._chat(midnight)
        self._approach(midnight)
        self._forward(midnight)
        self.group_activity.record_day(midnight)
        self._report_unjustly(midnight)
        self._record_verdicts(midnight)

    def _drawn(self, rates: Floats) -> Ints:
        """Return accounts, each repeated by a Poisson count; its mean varies from day to day."""
        busy = lognormal(self.rng, 1.0, self.population.parameters.day_sigma, len(rates))
        return np.repeat(self.population.accounts, self.rng.poisson(rates * busy))

    def _chat(self, midnight: int) -> None:
        """Record conversations with contacts, with a few of them far more often."""
        people = self.population
        starters = self._drawn(people.conversation_rates)
        degree = np.bincount(people.owners, minlength=len(people.accounts))
        starters = starters[degree[starters] > 0]
        book = np.searchsorted(people.owners, starters)
        power = people.parameters.favourite_power
        place = np.floor(degree[starters] * self.rng.random(len(starters)) ** power)
        partners = people.contacts[book + place.astype(np.int64)]
        first, second, starts = self._registered_pairs(midnight, starters, partners)
        record_conversations(self.logs, self.rng, people.parameters, first, second, starts)

    def _registered_pairs(
        self, midnight: int, first: Ints, second: Ints
    ) -> tuple[Ints, Ints, Ints]:
        """Return the pairs of which both have registered, with the start of each conversation."""
        people = self.population
        starts = midnight + times_of_day(self.rng, len(first), people.hours_from_utc[first])
        registered_at = np.maximum(people.registered_at[first], people.registered_at[second])
        able = (starts > registered_at + MINUTE) & (first != second)
        return first[able], second[able], starts[able]

    def _approach(self, midnight: int) -> None:
        """Record messages to strangers, by sellers, canvassers and owners of new phones.

        Some strangers answer, fewer add the sender as a contact, and a few report or block it.
        """
        people, parameters = self.population, self.population.parameters
        starters = self._drawn(people.canvass_rates)
        # Half of the messages go to one foreign community, the others anywhere.
        anchors = self.rng.integers(len(people.accounts), size=len(people.accounts))[starters]
        anywhere = self.rng.integers(len(people.accounts), size=len(starters))
        near = people.community_members(self.rng, anchors)
        targets = np.where(starters % 2 == 0, near, anywhere)
        first, second, starts = self._registered_pairs(midnight, starters, targets)
        answers = self.rng.random(len(first)) < people.answer_shares[first]
        record_conversations(
            self.logs, self.rng, parameters, first[answers], second[answers], starts[answers]
        )
        self.logs.record(
            "message_edges",
            sent_at=starts[~answers],
            sender_id=first[~answers],
            recipient_id=second[~answers],
        )
        likes = answers & (self.rng.random(len(first)) < parameters.listing_share)
        self.group_activity.add_contacts(second[likes], first[likes], midnight)
        complains = self.rng.random(len(first)) < parameters.complaint_share
        self._complain(second[complains], first[complains], starts[complains] + MINUTE)

    def _complain(self, reporters: Ints, reported: Ints, at: Ints) -> None:
        self.logs.record(
            "reports",
            reported_at=at,
            reporter_id=reporters,
            reported_id=reported,
            kind=self.rng.choice(["report", "block"], size=len(at), p=[0.4, 0.6]),
        )

    def _forward(self, midnight: int) -> None:
        """Record forwards to several contacts at once."""
        people, parameters = self.population, self.population.parameters
        degree = np.bincount(people.owners, minlength=len(people.accounts))
        able = people.accounts[(people.registered_at < midnight) & (degree > 0)]
        senders = able[self.rng.random(len(able)) < parameters.forwarder_share]
        wanted = lognormal(
            self.rng, parameters.forwarded_median, parameters.forwarded_sigma, len(senders)
        )
        chats = np.minimum(np.maximum(wanted.astype(np.int64), 1), degree[senders])
        sender = np.repeat(senders, chats)
        first = np.cumsum(chats) - chats
        rank = np.arange(len(sender)) - np.repeat(first, chats)
        # A cyclic range of the address book with a random start, so that no contact is drawn twice.
        begin = np.repeat(self.rng.integers(2**31, size=len(senders)), chats)
        book = np.searchsorted(people.owners, sender)
        recipients = people.contacts[book + (begin + rank) % degree[sender]]
        starts = midnight + (self.rng.uniform(8, 22, size=len(senders)) * HOUR).astype(np.int64)
        pace = self.rng.integers(SECOND, 9 * SECOND, size=len(senders))
        sent_at = np.repeat(starts, chats) + rank * np.repeat(pace, chats)
        known = people.registered_at[recipients] < midnight
        self.logs.record(
            "message_edges",
            sent_at=sent_at[known],
            sender_id=sender[known],
            recipient_id=recipients[known],
            is_forward=True,
        )

    def _report_unjustly(self, midnight: int) -> None:
        """Record reports and blocks without spam, some of them repeated."""
        people, parameters = self.population, self.population.parameters
        old = people.accounts[people.registered_at < midnight]
        first = old[self.rng.random(len(old)) < parameters.quarrel_share]
        again = 1 + 2 * (self.rng.random(len(first)) < parameters.grudge_share)
        first = np.repeat(first, again)
        second = np.repeat(people.community_members(self.rng, first[np.cumsum(again) - 1]), again)
        kept = (first != second) & (people.registered_at[second] < midnight)
        at = midnight + times_of_day(self.rng, int(kept.sum()), 0.0)
        self._complain(first[kept], second[kept], at)

    def _record_verdicts(self, midnight: int) -> None:
        """Record a few verdicts: granted appeals, and ordinary canvassers judged as spam."""
        people, parameters = self.population, self.population.parameters
        old = people.accounts[people.registered_at < midnight]
        loud = old[people.canvass_rates[old] > 0]
        for verdict, source, chosen, each in (
            ("legitimate", "appeal", old, parameters.people_per_appeal),
            ("spam", "review", loud, parameters.people_per_wrong_spam),
        ):
            count = min(self.rng.poisson(len(old) / max(each, 1.0)), len(chosen))
            self.logs.record(
                "verdicts",
                account_id=self.rng.choice(chosen, size=count, replace=False),
                verdict=verdict,
                decided_at=midnight + self.rng.integers(9 * HOUR, 17 * HOUR, size=count),
                source=source,
            )
