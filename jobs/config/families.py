"""Define the families of signals: only the strongest evidence of each family and sign counts."""

from types import MappingProxyType

# The family name, as in brackets in a signal's comment, and what its signals measure. The evidence
# of different families adds up, so signals that measure the same thing must share a family.
FAMILIES = MappingProxyType(
    {
        "adds": "How many accounts it adds to groups, how fast, and how many are strangers.",
        "age": "How old an account is and how long it has been active.",
        "answers": "How many of those it writes to first answer.",
        "burst": "How many one-to-one messages a newly registered account sends within seconds.",
        "cohort": "How many accounts of the same place or hour approach strangers as it does.",
        "consent": "How many of all accounts that it approached consented or refused.",
        "control": "What an admin does to the members and the other admins of a group.",
        "early": "Which targets a young account chooses first, and how they respond.",
        "expulsions": "How many groups remove an account, or those it added, after their messages.",
        "forwards": "How many chats an account forwards messages to, and how fast.",
        "groups": "How many groups an account makes, how fast, and what becomes of them.",
        "history": "What an account did on earlier days, and how much the date differs from them.",
        "invites": "How many accounts an account invites to groups, and how they respond.",
        "joins": "How many groups an account joins by itself, how fast, and what it does there.",
        "messages": "How many messages an account sends, to how many others, and how fast.",
        "outcomes": "What the targets of an account's adds do afterwards: stay, leave or complain.",
        "rate": "How far an api account exceeds its permitted rate of messages.",
        "registration": "Under which circumstances an account was registered.",
        "relay": "How far two accounts share the work: one makes groups, the other fills them.",
        "repeats": "How often an account approaches others that have already refused.",
        "reports": "How many accounts block or report an account, and how credible they are.",
        "rings": "Whether an account belongs to a ring, and how close it is to known spam.",
        "standing": "How many address books list an account, and how many contacts it has.",
        "surge": "How improbable the volume of the date is, given the account's earlier days.",
        "target": "How often others that an account does not list add it to groups.",
        "verdicts": "What people and earlier nights decided on an account.",
    }
)
