"""Simulate the groups of a population: creation, adds, messages, later adds, departures."""

from dataclasses import dataclass, field

import numpy as np

from jobs.simulate.account_history import times_of_day
from jobs.simulate.clock import DAY, HOUR, SECOND, Ints, delays
from jobs.simulate.distinct import among, distinct
from jobs.simulate.population import Population, lognormal
from jobs.simulate.simulated_logs import NO_ID, SimulatedLogs

_SYSTEM_REMOVES_SHARE = 0.2
_ALBUM_SHARE = 0.04
_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Memberships:
    """Groups and their members, the creator first; a group's members are adjacent."""

    groups: Ints
    sizes: Ints
    members: Ints

    @property
    def first(self) -> Ints:
        """The place of each group's first member."""
        return np.cumsum(self.sizes) - self.sizes

    def kept(self, chosen: Ints) -> "Memberships":
        """Return the chosen groups (ascending places) only."""
        is_kept = np.zeros(len(self.groups), dtype=np.bool_)
        is_kept[chosen] = True
        return Memberships(
            self.groups[chosen],
            self.sizes[chosen],
            self.members[np.repeat(is_kept, self.sizes)],
        )


@dataclass
class GroupActivity:
    """The active groups, and the contacts that ordinary activity has added."""

    logs: SimulatedLogs
    rng: np.random.Generator
    population: Population
    active: Memberships = field(default_factory=lambda: Memberships(_NONE, _NONE, _NONE))
    _contact_keys: Ints = field(default_factory=lambda: _NONE)

    def start(self, midnight: int) -> None:
        """Draw the groups that exist before the first day."""
        self.active = self._draw_groups(self.population.parameters.people_per_old_group, midnight)

    def record_day(self, midnight: int) -> None:
        """Record one day of all groups."""
        parameters = self.population.parameters
        self._write(midnight)
        self._add_later(midnight)
        new = self._draw_groups(parameters.people_per_new_group, midnight)
        added = self._create_groups(new, midnight)
        is_active = self.rng.random(len(self.active.groups)) >= parameters.group_end_share
        old = self.active.kept(np.flatnonzero(is_active))
        # Accounts that were only invited do not write: the members of a new group are those added.
        self.active = Memberships(
            np.concatenate([old.groups, added.groups]),
            np.concatenate([old.sizes, added.sizes]),
            np.concatenate([old.members, added.members]),
        )

    def note_contacts(self, owners: Ints, contacts: Ints) -> None:
        """Remember contacts that were recorded elsewhere, so that they are not recorded twice."""
        count = len(self.population.accounts)
        inside = (owners < count) & (contacts < count)
        made = owners[inside] * count + contacts[inside]
        self._contact_keys = np.sort(np.append(self._contact_keys, made))

    def add_contacts(self, owners: Ints, contacts: Ints, midnight: int) -> None:
        """Record contacts of owners from this day on, except those that exist already."""
        count = len(self.population.accounts)
        keys = distinct(owners * count + contacts)
        keys = keys[
            ~self.population.has_contact(*np.divmod(keys, count)) & ~among(self._contact_keys, keys)
        ]
        self._contact_keys = np.sort(np.append(self._contact_keys, keys))
        owners, contacts = np.divmod(keys, count)
        self.logs.record("contacts", day=midnight // DAY, owner_id=owners, contact_id=contacts)

    def _draw_groups(self, people_per_group: float, midnight: int) -> Memberships:
        """Return new groups: each of one community, with its own share of outsiders."""
        people, parameters = self.population, self.population.parameters
        old = people.accounts[people.registered_at < midnight]
        count = self.rng.poisson(len(people.accounts) / max(people_per_group, 1.0))
        makers = self.rng.choice(old, size=count)
        drawn = lognormal(self.rng, parameters.group_median, parameters.group_sigma, count)
        sizes = np.clip(drawn, 2, parameters.group_most).astype(np.int64)
        outsiders = self.rng.beta(parameters.outsider_alpha, parameters.outsider_beta, size=count)
        group = np.repeat(np.arange(count), sizes)
        mates = people.community_members(self.rng, np.repeat(makers, sizes))
        far = self.rng.choice(old, size=len(group))
        members = np.where(self.rng.random(len(group)) < outsiders[group], far, mates)
        able = (people.registered_at[members] < midnight) & (members != makers[group])
        keys = distinct(group[able] * len(people.accounts) + members[able])
        # In the order of their numbers, members would be sorted by community.
        keys = keys[np.argsort(self.rng.random(len(keys)) + keys // len(people.accounts))]
        group, members = np.divmod(keys, len(people.accounts))
        filled, sizes = np.unique(group, return_counts=True)
        first = np.cumsum(sizes) - sizes
        return Memberships(
            self.logs.new_numbers("group", len(filled)),
            sizes + 1,
            np.insert(members, first, makers[filled]),
        )

    def _write(self, midnight: int) -> None:
        """Record messages in groups: few in most, very many in some."""
        parameters, active = self.population.parameters, self.active
        rates = lognormal(
            self.rng, parameters.post_median, parameters.post_sigma, len(active.groups)
        )
        posts = self.rng.poisson(np.minimum(rates, parameters.post_most))
        group = np.repeat(np.arange(len(posts)), posts)
        # The first members write most.
        place = active.sizes[group] * self.rng.random(len(group)) ** 1.5
        writers = active.members[active.first[group] + place.astype(np.int64)]
        rhythm = times_of_day(self.rng, len(group), self.population.hours_from_utc[writers])
        self._post(active.groups[group], writers, midnight + rhythm)

    def _post(self, groups: Ints, writers: Ints, sent_at: Ints) -> None:
        pictures = self.rng.random(len(writers)) < _ALBUM_SHARE
        self.logs.record(
            "message_edges",
            sent_at=sent_at,
            sender_id=writers,
            group_id=groups,
            message_count=np.where(pictures, self.rng.integers(2, 7, size=len(writers)), 1),
        )

    def _create_groups(self, new: Memberships, midnight: int) -> Memberships:
        """Record that groups are created; return them with the members added at once."""
        parameters, count = self.population.parameters, len(new.groups)
        group = np.repeat(np.arange(count), new.sizes)
        rank = np.arange(len(group)) - new.first[group]
        makers = new.members[new.first]
        made_at = midnight + (self.rng.uniform(6, 22, size=count) * HOUR).astype(np.int64)
        # A pasted list takes seconds; picking people one by one may take half an hour.
        pace = np.exp(self.rng.uniform(np.log(0.5), np.log(20), size=count))
        pace = np.minimum(pace, 5400.0 / new.sizes) * SECOND
        at = made_at[group] + SECOND + (rank * pace[group]).astype(np.int64)
        self._record("create", made_at, new.groups, makers, makers)
        entry_draw = self.rng.random(len(group))
        invited = (rank > 0) & (entry_draw < parameters.invited_share)
        joined = (
            (rank > 0)
            & ~invited
            & (entry_draw < parameters.invited_share + parameters.joined_share)
        )
        added = (rank > 0) & ~invited & ~joined
        actor, number = makers[group], new.groups[group]
        self._record("add", at[added], number[added], actor[added], new.members[added])
        self._invite(midnight, number[invited], actor[invited], new.members[invited], at[invited])
        joined_at = self._later(at[joined], midnight)
        self._record("join", joined_at, number[joined], new.members[joined], new.members[joined])
        self._record_departures(
            midnight, group[added], number[added], actor[added], new.members[added], at[added]
        )
        inside = (rank == 0) | added
        writes = inside & (self.rng.random(len(group)) < 0.3)
        self._post(number[writes], new.members[writes], self._later(at[writes], midnight))
        sizes = np.bincount(group[inside], minlength=count)
        return Memberships(new.groups, sizes, new.members[inside])

    def _add_later(self, midnight: int) -> None:
        """Record that members of old groups add others, now and then a whole list of strangers."""
        people, parameters, active = self.population, self.population.parameters, self.active
        chosen = np.flatnonzero(self.rng.random(len(active.groups)) < parameters.later_add_share)
        drawn = lognormal(
            self.rng, parameters.later_add_median, parameters.later_add_sigma, len(chosen)
        )
        counts = np.clip(drawn, 1, parameters.group_most).astype(np.int64)
        place = (active.sizes[chosen] * self.rng.random(len(chosen)) ** 3).astype(np.int64)
        actors = active.members[active.first[chosen] + place]
        group = np.repeat(np.arange(len(chosen)), counts)
        actor = actors[group]
        near = people.community_members(self.rng, actor)
        far = self.rng.integers(len(people.accounts), size=len(group))
        outsiders = self.rng.beta(
            parameters.outsider_alpha, parameters.outsider_beta, size=len(chosen)
        )
        targets = np.where(self.rng.random(len(group)) < outsiders[group], far, near)
        keys = group * len(people.accounts) + targets
        unique = np.unique(keys, return_index=True)[1]
        kept = unique[
            (targets != actor)[unique] & (people.registered_at[targets] < midnight)[unique]
        ]
        group, actor, targets = group[kept], actor[kept], targets[kept]
        starts = midnight + times_of_day(self.rng, len(chosen), people.hours_from_utc[actors])
        starts = np.minimum(starts, midnight + 22 * HOUR)
        passed = self.rng.integers(SECOND, HOUR, size=len(group))
        at, number = starts[group] + passed, active.groups[chosen][group]
        self._record("add", at, number, actor, targets)
        self._record_departures(midnight, group, number, actor, targets, at)
        writes = self.rng.random(len(group)) < 0.2
        self._post(number[writes], targets[writes], self._later(at[writes], midnight))

    def _invite(self, midnight: int, groups: Ints, actors: Ints, invited: Ints, at: Ints) -> None:
        self._record("invite", at, groups, actors, invited)
        answer = self.rng.choice(3, size=len(invited), p=[0.6, 0.15, 0.25])
        for code, action in enumerate(("accept", "decline")):
            is_chosen = answer == code
            answered_at = self._later(at[is_chosen], midnight)
            self._record(
                action, answered_at, groups[is_chosen], invited[is_chosen], invited[is_chosen]
            )

    def _record_departures(
        self, midnight: int, group: Ints, numbers: Ints, actors: Ints, added: Ints, at: Ints
    ) -> None:
        """Record that added members leave, are removed or promoted; the share differs by group."""
        parameters = self.population.parameters
        count = int(group.max(initial=-1)) + 1
        leavers = self.rng.beta(parameters.leaver_alpha, parameters.leaver_beta, size=count)[group]
        outcome = self.rng.random(len(added))
        for action, low, high in (
            ("leave", np.zeros(len(added)), leavers),
            ("remove", leavers, leavers + 0.02),
            ("promote", leavers + 0.02, leavers + 0.05),
        ):
            is_chosen = (outcome >= low) & (outcome < high)
            actor = added[is_chosen] if action == "leave" else actors[is_chosen]
            if action == "remove":
                by_system = self.rng.random(len(actor)) < _SYSTEM_REMOVES_SHARE
                actor = np.where(by_system, NO_ID, actor)
            self._record(
                action,
                self._later(at[is_chosen], midnight),
                numbers[is_chosen],
                actor,
                added[is_chosen],
            )

    def _later(self, since: Ints, midnight: int) -> Ints:
        return delays(self.rng, since + SECOND, midnight + DAY, median=HOUR)

    def _record(self, action: str, at: Ints, groups: Ints, actors: Ints, accounts: Ints) -> None:
        self.logs.record(
            "membership_events",
            event_at=at,
            group_id=groups,
            actor_id=actors,
            account_id=accounts,
            action=action,
        )
