"""How accounts respond to the groups that they were added to or invited into."""

from tests.sql.tables import Bench, at


def test_first_and_last_refusal_and_last_agreement_of_each_asked_account_and_group(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            09:00     g         ann       bob         add
            09:01     g         bob       bob         leave
            09:02     g         ann       bob         invite
            09:03     g         bob       bob         decline
            09:04     g         bob       bob         join
            09:05     g         bob       bob         remove
            09:06     g         ann       bob         remove
            09:00     g         ann       cy          invite
            09:01     g         cy        cy          accept
            09:00     g         ann       eve         invite
            09:01     g         eve       eve         accept
            09:00     h         dan       dan         join
            09:00     g         ann       quiet       add
        """,
        message_edge="""
            sent_at  sender_id  group_id  recipient_id
            09:07    cy         g         -
            09:08    cy         -         ann
            09:09    dan        h         -
            09:09    eve        g         -
        """,
        report="""
            reported_at  reporter_id  reported_id
            09:10        cy           dan
        """,
    )
    rows = bench.build("acts.group_response")
    assert [tuple(row.values()) for row in rows] == [
        ("bob", "g", at("09:01"), at("09:05"), at("09:04")),
        ("cy", "g", None, None, at("09:07")),
    ]
