"""The kinds of accounts that are planted, in the order in which they are."""

from collections.abc import Callable
from dataclasses import dataclass

from jobs.simulate import innocents, movers, services, spam_groups, spam_messages, together, turned
from jobs.simulate.draws import Draws
from jobs.simulate.stage import Stage


@dataclass(frozen=True)
class Kind:
    """A behaviour: `name` is its table in scenario.toml, `plant` brings it onto a stage once.

    In a world of fewer days than `min_days` it would not be what it is named for.
    """

    name: str
    plant: Callable[[Stage, Draws], None]
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
    Kind("hijacked", turned.plant_hijacked),
    Kind("warm_up_adder", turned.plant_warm_up_adder, min_days=2),
    Kind("scraped_adder", turned.plant_scraped_adder),
    Kind("registration_farm", turned.plant_registration_farm),
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
    Kind("group_migration", movers.plant_group_migration),
    Kind("newcomer_in_town", movers.plant_newcomer_in_town),
    Kind("bookless", movers.plant_bookless),
    Kind("seller", movers.plant_seller),
    Kind("conference_bot", movers.plant_conference_bot),
    Kind("report_brigade", turned.plant_report_brigade),
    Kind("ring", together.plant_ring),
    Kind("teachers", together.plant_teachers),
    Kind("rollout", together.plant_rollout),
    Kind("fan_club", together.plant_fan_club),
    Kind("family", together.plant_family),
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
)
