"""What reviewers have said of planted accounts: late, of a part of them, and now and then wrong."""

import numpy as np

from jobs.simulate.clock import HOUR
from jobs.simulate.stage import Stage

# Those who have acted on the days before, so that somebody can have looked at them.
_SEEN_BEFORE = {
    "api_sender": "legitimate",
    "campaigner": "legitimate",
    "club_secretary": "legitimate",
    "conference_bot": "legitimate",
    "seller": "legitimate",
    "slow_adder": "spam",
    "slow_inviter": "spam",
    "support_desk": "legitimate",
}
_OTHER = {"legitimate": "spam", "spam": "legitimate"}


def decide(stage: Stage, rng: np.random.Generator) -> None:
    """Record verdicts on days after the first, in working hours."""
    for role in stage.cast:
        if role.archetype not in _SEEN_BEFORE or rng.random() >= stage.world.reviewed_share:
            continue
        right = _SEEN_BEFORE[role.archetype]
        is_wrong = rng.random() < stage.world.wrong_review_share
        day = int(rng.choice(stage.days[1:] or stage.days))
        stage.ledger.record(
            "verdicts",
            account_id=role.account,
            verdict=_OTHER[right] if is_wrong else right,
            decided_at=day + int(rng.uniform(9, 17) * HOUR),
            source="review" if right == "spam" else "appeal",
        )
