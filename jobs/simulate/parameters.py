"""Define the parameters of a population; scenario.toml explains each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WorldParameters:
    """The values of [world] in a scenario."""

    newcomer_share: float
    oldest_days: float
    dormant_share: float
    community_median: float
    community_sigma: float
    bookless_share: float
    book_median: float
    book_sigma: float
    book_most: float
    far_share: float
    mutual_share: float
    late_entry_share: float
    family_share: float
    carrier_skew: float
    shop_phones: float
    people_per_shop: float
    abroad_share: float
    unrated_share: float
    risk_alpha: float
    risk_beta: float
    talk_median: float
    talk_sigma: float
    talk_most: float
    talk_end_share: float
    turn_share: float
    day_sigma: float
    favourite_power: float
    canvasser_share: float
    canvassed_median: float
    canvassed_sigma: float
    canvassed_most: float
    answer_alpha: float
    answer_beta: float
    listing_share: float
    complaint_share: float
    people_per_old_group: float
    people_per_new_group: float
    group_median: float
    group_sigma: float
    group_most: float
    outsider_alpha: float
    outsider_beta: float
    leaver_alpha: float
    leaver_beta: float
    post_median: float
    post_sigma: float
    post_most: float
    group_end_share: float
    later_add_share: float
    later_add_median: float
    later_add_sigma: float
    invited_share: float
    joined_share: float
    forwarder_share: float
    forwarded_median: float
    forwarded_sigma: float
    quarrel_share: float
    grudge_share: float
    people_per_appeal: float
    people_per_wrong_spam: float
    reviewed_share: float
    wrong_review_share: float
