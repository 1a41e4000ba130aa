"""What a made-up population does on its days: chatter, groups, forwards, grudges."""

from dataclasses import dataclass

import numpy as np

from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, delays
from jobs.simulate.ledger import NOBODY, Ledger
from jobs.simulate.life import converse, day_rhythm
from jobs.simulate.population import Population

_PEOPLE_PER_OLD_GROUP = 6
_PEOPLE_PER_NEW_GROUP = 60
_SYSTEM_REMOVES_SHARE = 0.2
_ALBUM_SHARE = 0.04


@dataclass(frozen=True)
class Everyday:
    """The everyday life of one population."""

    ledger: Ledger
    rng: np.random.Generator
    population: Population

    def pass_day(self, midnight: int, old_groups: tuple[Ints, ...]) -> None:
        """Record one day of it."""
        self._chat(midnight)
        self._approach(midnight)
        self._forward(midnight)
        self._write_in(midnight, old_groups)
        for members in self._draw_groups(_PEOPLE_PER_NEW_GROUP):
            self._found(midnight, members)
        self._grumble(midnight)

    def old_groups(self) -> tuple[Ints, ...]:
        """Return the members of the groups made long ago; a group's number is its position."""
        groups = self._draw_groups(_PEOPLE_PER_OLD_GROUP)
        self.ledger.numbers("group", len(groups))
        return groups

    def _draw_groups(self, people_per_group: int) -> tuple[Ints, ...]:
        accounts = self.population.accounts
        count = self.rng.poisson(len(accounts) / people_per_group)
        sizes = np.clip(np.exp(self.rng.normal(np.log(7), 0.9, size=count)), 2, 200)
        return tuple(self._some_of_a_community(int(size)) for size in sizes)

    def _some_of_a_community(self, size: int) -> Ints:
        community = self.population.community
        chosen = community[self.rng.integers(len(community))]
        first, end = np.searchsorted(community, [chosen, chosen + 1])
        people = self.population.accounts[first:end]
        return self.rng.choice(people, size=min(size, len(people)), replace=False)

    def _chat(self, midnight: int) -> None:
        """Conversations with those one lists, a few of them far more often than the rest."""
        people = self.population
        rate = np.exp(self.rng.normal(-0.4, 1.0, size=len(people.accounts)))
        talks = np.minimum(self.rng.poisson(rate), 25)
        starters = np.repeat(people.accounts, talks)
        degree = np.bincount(people.owners, minlength=len(people.accounts))
        starters = starters[degree[starters] > 0]
        book = np.searchsorted(people.owners, starters)
        place = np.floor(degree[starters] * self.rng.random(len(starters)) ** 2.2)
        partners = people.contacts[book + place.astype(np.int64)]
        self._converse(midnight, starters, partners)

    def _approach(self, midnight: int) -> None:
        """Sellers, buyers, lost phones: some write to people who don't know them."""
        accounts = self.population.accounts
        sellers = self.rng.choice(accounts, size=len(accounts) // 50, replace=False)
        starters = np.repeat(sellers, self.rng.integers(1, 9, size=len(sellers)))
        partners = self.rng.choice(accounts, size=len(starters))
        self._converse(midnight, starters, partners)

    def _converse(self, midnight: int, first: Ints, second: Ints) -> None:
        people = self.population
        rhythm = day_rhythm(self.rng, len(first), people.hours_from_utc[first])
        starts = midnight + rhythm
        registered_at = np.maximum(people.registered_at[first], people.registered_at[second])
        able = (starts > registered_at + MINUTE) & (first != second)
        converse(self.ledger, self.rng, first[able], second[able], starts[able])

    def _forward(self, midnight: int) -> None:
        """Now and then somebody forwards a thing to many chats at once."""
        people = self.population
        old = people.accounts[people.registered_at < midnight]
        for sender in self.rng.choice(old, size=len(old) // 40, replace=False):
            first, end = np.searchsorted(people.owners, [sender, sender + 1])
            book = people.contacts[first:end]
            book = book[people.registered_at[book] < midnight]
            chosen = self.rng.permutation(book)[: int(self.rng.integers(1, 8))]
            start = midnight + int(self.rng.uniform(8, 22) * HOUR)
            self.ledger.record(
                "message_edges",
                sent_at=start + np.cumsum(self.rng.integers(SECOND, 9 * SECOND, len(chosen))),
                sender_id=sender,
                recipient_id=chosen,
                is_forward=True,
            )

    def _write_in(self, midnight: int, groups: tuple[Ints, ...]) -> None:
        people = self.population
        for group, members in enumerate(groups):
            present = members[people.registered_at[members] < midnight]
            posts = min(int(self.rng.poisson(np.exp(self.rng.normal(0.0, 1.2)))), 80)
            if not len(present):
                continue
            writers = self.rng.choice(present, size=posts)
            rhythm = day_rhythm(self.rng, posts, people.hours_from_utc[writers])
            self._post(group, writers, midnight + rhythm)

    def _post(self, group: int, writers: Ints, sent_at: Ints) -> None:
        pictures = self.rng.random(len(writers)) < _ALBUM_SHARE
        self.ledger.record(
            "message_edges",
            sent_at=sent_at,
            sender_id=writers,
            group_id=group,
            message_count=np.where(pictures, self.rng.integers(2, 7, size=len(writers)), 1),
        )

    def _found(self, midnight: int, members: Ints) -> None:
        """Somebody makes a group: most are added, some invited, some join by link."""
        people = self.population
        members = members[people.registered_at[members] < midnight]
        if len(members) < 2:
            return
        maker, others = members[0], members[1:]
        group = int(self.ledger.numbers("group", 1)[0])
        made_at = midnight + int(self.rng.uniform(6, 22) * HOUR)
        self._change("create", np.array([made_at]), group, maker, maker)
        at = made_at + np.cumsum(self.rng.integers(2 * SECOND, 40 * SECOND, len(others)))
        way = self.rng.choice(3, size=len(others), p=[0.8, 0.1, 0.1])
        self._change("add", at[way == 0], group, maker, others[way == 0])
        self._invite(midnight, group, maker, others[way == 1], at[way == 1])
        self._change(
            "join", self._later(at[way == 2], midnight), group, others[way == 2], others[way == 2]
        )
        self._part(midnight, group, maker, others[way == 0], at[way == 0])
        writers = self.rng.choice(np.append(others[way == 0], maker), size=len(others))
        self._post(group, writers, self._later(np.full(len(writers), at[-1]), midnight))

    def _invite(self, midnight: int, group: int, maker: int, invited: Ints, at: Ints) -> None:
        self._change("invite", at, group, maker, invited)
        answer = self.rng.choice(["accept", "decline", ""], size=len(invited), p=[0.6, 0.15, 0.25])
        for action in ("accept", "decline"):
            who = answer == action
            answered_at = self._later(at[who], midnight)
            self._change(action, answered_at, group, invited[who], invited[who])

    def _part(self, midnight: int, group: int, maker: int, added: Ints, at: Ints) -> None:
        fate = self.rng.choice(
            ["stay", "leave", "remove", "promote"], size=len(added), p=[0.9, 0.05, 0.02, 0.03]
        )
        for action in ("leave", "remove", "promote"):
            who = fate == action
            accounts = added[who]
            actor = accounts if action == "leave" else np.full(len(accounts), maker)
            if action == "remove":
                actor[self.rng.random(len(actor)) < _SYSTEM_REMOVES_SHARE] = NOBODY
            self._change(action, self._later(at[who], midnight), group, actor, accounts)

    def _later(self, since: Ints, midnight: int) -> Ints:
        return delays(self.rng, since + SECOND, midnight + DAY, median=HOUR)

    def _change(
        self, action: str, at: Ints, group: int, actor: Ints | int, accounts: Ints | int
    ) -> None:
        self.ledger.record(
            "membership_events",
            event_at=at,
            group_id=group,
            actor_id=actor,
            account_id=accounts,
            action=action,
        )

    def decide(self, midnight: int) -> None:
        """A few verdicts that people have come to, as after appeals."""
        count = max(len(self.population.accounts) // 700, 1)
        self.ledger.record(
            "verdicts",
            account_id=self.rng.choice(self.population.settled(midnight), size=count),
            verdict="legitimate",
            decided_at=midnight + self.rng.integers(9 * HOUR, 17 * HOUR, size=count),
            source="appeal",
        )

    def _grumble(self, midnight: int) -> None:
        """Quarrels: people report and block each other without any spam."""
        people = self.population
        old = people.accounts[people.registered_at < midnight]
        pairs = self.rng.choice(old, size=(len(old) // 150, 2))
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        self.ledger.record(
            "reports",
            reported_at=midnight + day_rhythm(self.rng, len(pairs), 0.0),
            reporter_id=pairs[:, 0],
            reported_id=pairs[:, 1],
            kind=self.rng.choice(["report", "block"], size=len(pairs)),
        )
