"""An entry while it is read: what has been understood so far of one part of a line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.phrases.accounts import AccountRef
from handlers.phrases.amounts import Amount
from handlers.phrases.kinds import KindWord
from handlers.phrases.log.spans import Line, Role, Span
from handlers.phrases.shares import Share
from handlers.phrases.unreadable import Label, Reason, Understood
from models.activity.kinds import rules_of
from models.vocabulary import vocabulary

_THEM = vocabulary().words("around", "them")
_EXAMPLE_FOR: dict[Reason, str] = {
    Reason.SPLIT_NOT_100: "activity.split",
    Reason.SPLIT_WITHOUT_PERSON: "activity.split",
    Reason.PERSON_WITHOUT_SHARE: "activity.split",
    Reason.QUANTITY_OUT_OF_RANGE: "activity.quantity",
    Reason.NOT_A_DATE: "activity.date",
    Reason.DATE_AMBIGUOUS: "activity.date",
    Reason.DATE_IMPOSSIBLE: "activity.date",
    Reason.DATE_IS_A_PERIOD: "activity.date",
    Reason.DATE_CONTRADICTS: "activity.date",
}


@dataclass(frozen=True, slots=True)
class LogPhrase:
    """What somebody says has happened."""

    kind: str
    day: date
    """The person's own day; today when none was said (then `day_is_said` is False)."""
    day_is_said: bool = False
    is_first: bool | None = None
    """First (True) or follow-up (False) when the person said so; None leaves it to the rule."""
    quantity: int = 1
    """For each account; with several accounts there is one entry per account."""
    accounts: tuple[AccountRef, ...] = ()
    contact: str | None = None
    minutes: int | None = None
    amount: Amount | None = None
    score: int | None = None
    topic: str | None = None
    note: str = ""
    shares: tuple[Share, ...] = ()
    """Empty: the person has all the credit; else they sum to 100 and may name MYSELF."""
    due_on: date | None = None
    deal: int | None = None
    mended: tuple[tuple[str, str | date], ...] = ()
    """Slips of the pen: what was typed, and the kind or day that it was read as."""


@dataclass(slots=True)
class Draft:
    """One part of a line, from token `first` up to `last`, and what has been understood of it."""

    line: Line
    first: int
    last: int
    choices: Mapping[str, object] = field(default_factory=dict)
    """What the person chose since, by pressing a button: `kind`, `day`, `score`, `minutes`, `amount`, `share`."""
    inherited: KindWord | None = None
    """The kind of the part before, for a part that names another account and its own amount."""
    heir_of: tuple[AccountRef, ...] = ()
    """The accounts of the part before: `and sent them a quote` is about those."""
    day_before: date | None = None
    """The day of the part before."""
    kind: KindWord | None = None
    kind_span: Span | None = None
    kind_is_seen: bool = False
    kind_is_later: bool = False
    is_first: bool | None = None
    quantity: int | None = None
    accounts: list[AccountRef] = field(default_factory=list)
    contact: AccountRef | None = None
    day: date | None = None
    is_future: bool = False
    is_internal: bool = False
    is_named: bool = False
    """Somebody new is named behind `with`: the account, as far as one can tell."""
    minutes: int | None = None
    amount: Amount | None = None
    score: int | None = None
    topic: str | None = None
    note: str = ""
    shares: tuple[Share, ...] = ()
    due_on: date | None = None
    deal: int | None = None
    doubted: str = ""
    """Words that name the kind, or perhaps only what it was about."""
    note_at: int | None = None
    """The token where the note begins."""
    passed_over: int = 0
    """Words before the kind that nothing is known of."""
    mended: list[tuple[str, str | date]] = field(default_factory=list)

    @property
    def may_have_account(self) -> bool:
        """A training is with nobody."""
        return self.kind is None or self.kind.kind != "training"

    @property
    def wants_account(self) -> bool:
        """Whether it is something that was sent to somebody, for an amount."""
        return self.kind is not None and self.kind.sums == "amount"

    @property
    def scores(self) -> range | None:
        """What a score may be; None where the kind has none."""
        return rules_of(self.kind.kind).scores if self.kind is not None and self.kind.sums == "score" else None

    @property
    def out_of_range(self) -> Reason:
        """Why a score cannot be right."""
        return Reason.NPS_OUT_OF_RANGE if self.scores and 10 in self.scores else Reason.SCORE_OUT_OF_RANGE

    @property
    def is_about_them(self) -> bool:
        """`and called them`: whom the part before names."""
        return any(self.low(at) in _THEM for at in range(self.first, self.last))

    @property
    def is_done_too(self) -> bool:
        """`and mailed`, `mail gestuurd`: nothing but what else was done."""
        only = (Role.KIND, Role.VERB, Role.FILLER, Role.ARTICLE, Role.DATE, Role.DAY_PART, Role.AND, Role.COMMA)
        return bool(self.heir_of) and all(span.role in only for span in self.line.between(self.first, self.last))

    @property
    def names_somebody(self) -> bool:
        """Whether an account or somebody new is named in it."""
        named = (Role.ACCOUNT, Role.NEAR, Role.NAME)
        return any(span.role in named for span in self.line.between(self.first, self.last))

    @property
    def is_written(self) -> bool:
        """Whether something was written: what comes with it is a thing rather than somebody."""
        return self.kind is not None and (self.kind.kind == "email" or self.wants_account)

    @property
    def wants_amount(self) -> bool:
        """Whether a number is money that is still missing."""
        return self.kind is not None and self.kind.sums == "amount" and self.amount is None

    @property
    def is_complete(self) -> bool:
        """Kind and account are known: what means nothing now begins the note."""
        return self.kind_is_seen and bool(self.accounts or self.is_named or not self.may_have_account)

    def span(self, at: int) -> Span:
        """The span that starts at a token, cut where the part ends."""
        if at >= self.last:
            return Span(Role.WORD, self.last, self.last)
        return self.line.at(at)

    def low(self, at: int) -> str:
        """The table word at a position; empty past the part's end."""
        return self.line.words.low(at) if at < self.last else ""

    def text(self, first: int, last: int) -> str:
        """The text of tokens as typed."""
        return self.line.words.between(first, min(last, self.last))

    def clause_end(self, at: int) -> int:
        """Where the clause that a token stands in ends: at the next comma, dash, new line or end of a sentence."""
        while at < self.last:
            span = self.span(at)
            if span.role in (Role.COMMA, Role.DASH, Role.NEWLINE):
                return at
            at = max(span.end, at + 1)
            if self.line.ends_sentence(at - 1):
                return at
        return self.last

    def account_ahead(self, at: int, most: int = 9) -> Span | None:
        """A known account further on in the same clause."""
        end = self.clause_end(at)
        for _ in range(most):
            if at >= end:
                return None
            span = self.span(at)
            if span.role in (Role.ACCOUNT, Role.NEAR):
                return span
            if span.role is Role.CLAUSE and span.value == "clause" and self.kind_is_seen:
                return None
            at = max(span.end, at + 1)
        return None

    def understood(self) -> list[Understood]:
        """The parts that were read, in the order in which they are told."""
        parts: list[tuple[Label, object]] = [
            (Label.KIND, self.kind.kind if self.kind else None),
            (Label.ORDER, None if self.is_first is None else ("first" if self.is_first else "follow_up")),
            (Label.QUANTITY, self.quantity),
            *((Label.ACCOUNT, account.name) for account in self.accounts),
            (Label.CONTACT, self.contact.name if self.contact else None),
            (Label.DATE, self.day),
            (Label.DURATION, self.minutes),
            (Label.AMOUNT, self.amount),
            (Label.SCORE, self.score),
            (Label.TOPIC, self.topic),
            *((Label.SPLIT, share) for share in self.shares),
            (Label.DUE, self.due_on),
            (Label.DEAL, self.deal),
        ]
        return [(label, value) for label, value in parts if value is not None]

    def example(self, reason: Reason) -> str:
        """Which example helps with this problem."""
        return _EXAMPLE_FOR.get(reason) or (f"activity.{self.kind.kind}" if self.kind else "activity")
