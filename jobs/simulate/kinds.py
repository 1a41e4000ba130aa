"""List the kinds of planted accounts, in the order in which they are planted."""

from collections.abc import Callable
from dataclasses import dataclass

from jobs.simulate import (
    admins,
    coordinated,
    disguised_spam,
    innocents,
    joiners,
    posters,
    pressing,
    services,
    sleepers,
    spam_groups,
    spam_messages,
    throngs,
)
from jobs.simulate.draws import Draws
from jobs.simulate.world import World


@dataclass(frozen=True)
class Kind:
    """A behaviour: `name` is its table in scenario.toml; `plant` plants it once.

    It needs a world of at least `min_days` days.
    """

    name: str
    plant: Callable[[World, Draws], None]
    min_days: int = 1


KINDS = (
    Kind("fresh_burst", spam_messages.plant_fresh_burst),
    Kind("fresh_burst_midnight", spam_messages.plant_fresh_burst_midnight),
    Kind("group_maker", spam_groups.plant_group_maker),
    Kind("group_maker_empty", spam_groups.plant_group_maker_empty),
    Kind("mass_adder", spam_groups.plant_mass_adder),
    Kind("mass_adder_midnight", spam_groups.plant_mass_adder_midnight),
    Kind("relay", spam_groups.plant_relay),
    Kind("stranger_adder", spam_groups.plant_stranger_adder),
    Kind("inviter", spam_groups.plant_inviter),
    Kind("slow_adder", spam_groups.plant_slow_adder, min_days=3),
    Kind("slow_inviter", spam_groups.plant_slow_inviter, min_days=3),
    Kind("cold_risky", spam_messages.plant_cold_risky),
    Kind("cold_abroad", spam_messages.plant_cold_abroad),
    Kind("cold_device", spam_messages.plant_cold_device),
    Kind("cold_network", spam_messages.plant_cold_network),
    Kind("cold_blocked", spam_messages.plant_cold_blocked),
    Kind("cold_clean", spam_messages.plant_cold_clean),
    Kind("api_flood", spam_messages.plant_api_flood),
    Kind("forwarder", spam_messages.plant_forwarder),
    Kind("hijacked", disguised_spam.plant_hijacked),
    Kind("warm_up_adder", disguised_spam.plant_warm_up_adder, min_days=2),
    Kind("scraped_adder", disguised_spam.plant_scraped_adder),
    Kind("registration_farm", disguised_spam.plant_registration_farm),
    Kind("school_admin", innocents.plant_school_admin),
    Kind("community_leader", innocents.plant_community_leader),
    Kind("wedding_host", innocents.plant_wedding_host),
    Kind("flood_neighbour", innocents.plant_flood_neighbour),
    Kind("club_secretary", innocents.plant_club_secretary, min_days=3),
    Kind("campaigner", innocents.plant_campaigner),
    Kind("new_number", innocents.plant_new_number),
    Kind("support_desk", innocents.plant_support_desk),
    Kind("api_sender", innocents.plant_api_sender),
    Kind("chatterbox", innocents.plant_chatterbox),
    Kind("group_migration", innocents.plant_group_migration),
    Kind("newcomer_in_town", innocents.plant_newcomer_in_town),
    Kind("bookless", innocents.plant_bookless),
    Kind("seller", innocents.plant_seller),
    Kind("conference_bot", innocents.plant_conference_bot),
    Kind("report_brigade", disguised_spam.plant_report_brigade),
    Kind("ring", coordinated.plant_ring),
    Kind("teachers", coordinated.plant_teachers),
    Kind("rollout", coordinated.plant_rollout),
    Kind("fan_club", coordinated.plant_fan_club),
    Kind("family", coordinated.plant_family),
    Kind("receipt_sender", services.plant_receipt_sender),
    Kind("notice_sender", services.plant_notice_sender),
    Kind("ticket_bot", services.plant_ticket_bot),
    Kind("event_bot", services.plant_event_bot),
    Kind("registrar", services.plant_registrar),
    Kind("organisation_move", services.plant_organisation_move),
    Kind("broadcaster", services.plant_broadcaster),
    Kind("large_leader", services.plant_large_leader),
    Kind("growing_service", services.plant_growing_service, min_days=3),
    Kind("service_spammer", services.plant_service_spammer),
    Kind("hijacked_service", services.plant_hijacked_service, min_days=3),
    Kind("link_joiner", joiners.plant_link_joiner),
    Kind("slow_link_joiner", joiners.plant_slow_link_joiner, min_days=3),
    Kind("hit_and_leave", joiners.plant_hit_and_leave),
    Kind("term_student", joiners.plant_term_student),
    Kind("conference_visitor", joiners.plant_conference_visitor),
    Kind("neighbour_appeal", joiners.plant_neighbour_appeal),
    Kind("rule_breaker", joiners.plant_rule_breaker),
    Kind("scraper", joiners.plant_scraper),
    Kind("newcomer_in_city", joiners.plant_newcomer_in_city),
    Kind("hijacked_poster", posters.plant_hijacked_poster),
    Kind("announcer", posters.plant_announcer),
    Kind("helper_bot", posters.plant_helper_bot),
    Kind("news_channel", posters.plant_news_channel),
    Kind("raid", throngs.plant_raid),
    Kind("quiet_raid", throngs.plant_quiet_raid),
    Kind("spam_lead", throngs.plant_spam_lead),
    Kind("class_speaker", throngs.plant_class_speaker),
    Kind("event_guests", throngs.plant_event_guests),
    Kind("campus_group", throngs.plant_campus_group),
    Kind("takeover", admins.plant_takeover),
    Kind("closing_owner", admins.plant_closing_owner),
    Kind("group_move", admins.plant_group_move),
    Kind("handover", admins.plant_handover),
    Kind("moderator", admins.plant_moderator),
    Kind("invite_harasser", pressing.plant_invite_harasser),
    Kind("invite_campaign", pressing.plant_invite_campaign),
    Kind("insistent_friend", pressing.plant_insistent_friend),
    Kind("committee", pressing.plant_committee),
    Kind("readder", pressing.plant_readder),
    Kind("family_readder", pressing.plant_family_readder),
    Kind("number_farm", sleepers.plant_number_farm),
    Kind("branch_office", sleepers.plant_branch_office),
    Kind("sleeper_adders", sleepers.plant_sleeper_adders),
    Kind("party_hosts", sleepers.plant_party_hosts),
    Kind("sleeper_writers", sleepers.plant_sleeper_writers),
    Kind("returners", sleepers.plant_returners),
)
