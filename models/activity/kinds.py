"""The table of kinds: what each kind of activity is about. A sales manager can read and correct it.

Which figure a kind feeds is said by the figure, in `models/scorecard/kpis.py`: one figure may count several kinds.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of activity that every workspace has."""

    MEETING = "meeting"
    VISIT = "visit"
    CALL = "call"
    EMAIL = "email"
    DEMO = "demo"
    LEAD = "lead"
    RETURNED = "returned"
    PROPOSAL = "proposal"
    RENEWAL = "renewal"
    CSAT = "csat"
    NPS = "nps"
    NO_SHOW = "no_show"
    TRAINING = "training"
    NOTE = "note"


class Field(StrEnum):
    """What an entry may say besides its kind, its day and a note."""

    ACCOUNT = "account"
    ORDER = "order"
    """First or follow-up: this is what makes it a meeting."""
    DURATION = "duration"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    SCORE = "score"
    TOPIC = "topic"
    CONTACT = "contact"
    DUE = "due"
    """The day on which a contract was due."""


class Needs(StrEnum):
    """What an entry cannot do without."""

    ACCOUNT = "account"
    SCORE = "score"
    DURATION = "duration"


class Sums(StrEnum):
    """What is added up of a kind: a number beside it in a typed line, or in an import's column of quantities."""

    COUNT = "count"
    QUANTITY = "quantity"
    """How many, as a workspace says of a kind of its own (`OwnKind.sums`): also above twenty at a time."""
    AMOUNT = "amount"
    SCORE = "score"
    HOURS = "hours"


@dataclass(frozen=True)
class KindRules:
    """One row of the table."""

    fields: tuple[Field, ...]
    """What an entry of this kind may say; a form asks it in this order."""
    needs: frozenset[Needs] = frozenset()
    longest_minutes: int = 24 * 60
    may_be_planned: bool = False
    """Whether it may lie in the future."""
    scores: range = range(1, 6)
    """What a score may be, where there is one."""
    is_contact: bool = False
    """Whether seller and account had to do with each other, so that the account was contacted."""
    is_about_a_deal: bool = False
    """Whether it belongs to the open deal of its account, when there is exactly one."""

    @property
    def is_meeting(self) -> bool:
        """Whether it is first or follow-up, and so feeds the figure of the one or the other."""
        return Field.ORDER in self.fields

    @property
    def sums(self) -> Sums:
        """What a number beside it means."""
        if Field.AMOUNT in self.fields:
            return Sums.AMOUNT
        if Field.SCORE in self.fields:
            return Sums.SCORE
        return Sums.HOURS if Needs.DURATION in self.needs else Sums.COUNT


ACCOUNT, ORDER, DURATION, QUANTITY, AMOUNT, SCORE, TOPIC, CONTACT, DUE = Field
_ACCOUNT, _SCORE, _DURATION = (frozenset({need}) for need in Needs)

KINDS: dict[str, KindRules] = {
    Kind.MEETING: KindRules((ACCOUNT, ORDER, DURATION, CONTACT), _ACCOUNT, is_contact=True),
    Kind.VISIT: KindRules((ACCOUNT, ORDER, DURATION, CONTACT), _ACCOUNT, may_be_planned=True, is_contact=True),
    Kind.CALL: KindRules((ACCOUNT, QUANTITY, DURATION, CONTACT), is_contact=True),
    Kind.EMAIL: KindRules((ACCOUNT, QUANTITY, CONTACT), is_contact=True),
    Kind.DEMO: KindRules((ACCOUNT, QUANTITY, DURATION, CONTACT), is_contact=True),
    Kind.LEAD: KindRules((ACCOUNT, QUANTITY, CONTACT)),
    Kind.RETURNED: KindRules((ACCOUNT, QUANTITY)),
    Kind.PROPOSAL: KindRules((ACCOUNT, AMOUNT, QUANTITY), _ACCOUNT, is_about_a_deal=True),
    Kind.RENEWAL: KindRules((ACCOUNT, AMOUNT, DUE), is_about_a_deal=True),
    Kind.CSAT: KindRules((ACCOUNT, SCORE, CONTACT), _SCORE),
    Kind.NPS: KindRules((ACCOUNT, SCORE, CONTACT), _SCORE, scores=range(11)),
    Kind.NO_SHOW: KindRules((ACCOUNT, CONTACT), _ACCOUNT),
    Kind.TRAINING: KindRules((DURATION, TOPIC), _DURATION),
    Kind.NOTE: KindRules((ACCOUNT, CONTACT)),
}

CONTACTS = frozenset(str(kind) for kind, rules in KINDS.items() if rules.is_contact)
"""Kinds by which an account was contacted. A no-show is none, nor what is only noted about an account: a lead, a proposal,
a renewal, a score."""

OWN_KIND = KindRules((ACCOUNT, QUANTITY, AMOUNT, DURATION, CONTACT))
"""Kinds that a workspace added for itself."""

MEETINGS = frozenset(str(kind) for kind, rules in KINDS.items() if rules.is_meeting)
"""Kinds that are first or follow-up. A visit is a meeting on site."""


def rules_of(kind: str) -> KindRules:
    """The row of a kind; a workspace's own kinds share one."""
    return KINDS.get(kind, OWN_KIND)
