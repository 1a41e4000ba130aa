"""Record verdicts of reviewers on planted accounts: late, incomplete and sometimes wrong."""

import numpy as np

from jobs.simulate.clock import HOUR
from jobs.simulate.world import World

# The right verdict on archetypes that act on earlier days, which a reviewer can have seen.
_RIGHT_VERDICTS = {
    "api_sender": "legitimate",
    "campaigner": "legitimate",
    "club_secretary": "legitimate",
    "conference_bot": "legitimate",
    "seller": "legitimate",
    "slow_adder": "spam",
    "slow_inviter": "spam",
    "support_desk": "legitimate",
}
_OPPOSITE = {"legitimate": "spam", "spam": "legitimate"}


def record_verdicts(world: World, rng: np.random.Generator) -> None:
    """Record verdicts on days after the first, in working hours."""
    for role in world.roles:
        if role.archetype not in _RIGHT_VERDICTS or rng.random() >= world.parameters.reviewed_share:
            continue
        right = _RIGHT_VERDICTS[role.archetype]
        is_wrong = rng.random() < world.parameters.wrong_review_share
        day = int(rng.choice(world.days[1:] or world.days))
        world.logs.record(
            "verdicts",
            account_id=role.account,
            verdict=_OPPOSITE[right] if is_wrong else right,
            decided_at=day + int(rng.uniform(9, 17) * HOUR),
            source="review" if right == "spam" else "appeal",
        )
