"""An entry as somebody wants to log it, and what it may not say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.accounts.actions import check_name
from models.activity.kinds import MEETINGS, Needs, rules_of
from models.money import LARGEST_AMOUNT, Money, known_currencies
from models.refusal import Refusal

MOST_AT_ONCE = 1000
"""A larger quantity in one entry is a typing error."""
MOST_IN_A_BATCH = 50
"""Entries that one line may stand for."""
LONGEST_NOTE = 2000
LONGEST_TOPIC = 120
"""Characters of a topic, and of a contact's name."""
FURTHEST_PLAN = timedelta(days=366)
OLDEST = timedelta(days=3653)


@dataclass(frozen=True)
class Share:
    """A person's part of the credit, in percent."""

    person_id: str
    percent: int


@dataclass(frozen=True)
class NewActivity:
    """One entry before it is stored. `happened_on` is the day where the person is."""

    kind: str
    happened_on: date
    account: str | None = None
    """The account's name as typed."""
    account_id: str | None = None
    """The account itself, once that is clear: the name is then not looked up."""
    is_new_account: bool = False
    """The person said so: no question whether another account was meant."""
    deal_id: str | None = None
    """The deal that the person named; else the account's only open one."""
    is_first: bool | None = None
    """What the person said; None leaves it to the rule."""
    quantity: int = 1
    minutes: int | None = None
    amount: Money | None = None
    score: int | None = None
    topic: str | None = None
    contact: str | None = None
    due_on: date | None = None
    note: str = ""
    shares: tuple[Share, ...] = ()
    happened_at: datetime | None = None
    """When it began, where a calendar says it."""
    message: str | None = None
    """The message in Slack that says it: `channel:timestamp`."""

    @property
    def names_account(self) -> bool:
        """Whether it says which account it is about."""
        return bool(self.account_id or self.account)


def entries_in(kind: str, quantity: int, *, is_order_said: bool) -> int:
    """As how many entries a quantity is kept: three meetings with one account are three, as one of them may be the first.

    Those of which the person said that they are first, or follow-ups, are one entry, and so is everything else.
    """
    return quantity if kind in MEETINGS and not is_order_said and 1 < quantity <= MOST_IN_A_BATCH else 1


def check(entry: NewActivity, today: date) -> None:
    """Refuses an entry that breaks a rule; the Refusal's `field` is the form field it belongs to."""
    _check_day(entry, today)
    _check_needs(entry)
    if not 1 <= entry.quantity <= MOST_AT_ONCE:
        raise Refusal("activity.absurd_quantity", most=MOST_AT_ONCE, field="quantity")
    longest = rules_of(entry.kind).longest_minutes
    if entry.minutes is not None and not 1 <= entry.minutes <= longest:
        raise Refusal("activity.absurd_duration", hours=longest // 60, field="duration")
    if entry.amount is not None:
        _check_amount(entry.amount)
    scores = rules_of(entry.kind).scores
    if entry.score is not None and entry.score not in scores:
        raise Refusal("activity.score_out_of_range", lowest=scores[0], highest=scores[-1], field="score")
    if len(entry.note) > LONGEST_NOTE:
        raise Refusal("activity.note_too_long", length=len(entry.note), limit=LONGEST_NOTE, field="note")
    for field in ("topic", "contact"):
        if len(getattr(entry, field) or "") > LONGEST_TOPIC:
            raise Refusal("activity.text_too_long", limit=LONGEST_TOPIC, field=field)
    if entry.account is not None and entry.account_id is None:
        check_name(entry.account)
    _check_shares(entry.shares)


def _check_day(entry: NewActivity, today: date) -> None:
    if entry.happened_on > today and not rules_of(entry.kind).may_be_planned:
        raise Refusal("activity.in_the_future", day=entry.happened_on, field="date")
    if entry.happened_on > today + FURTHEST_PLAN:
        raise Refusal("activity.too_far_ahead", day=entry.happened_on, field="date")
    if entry.happened_on < today - OLDEST:
        raise Refusal("activity.too_long_ago", day=entry.happened_on, field="date")


def _check_needs(entry: NewActivity) -> None:
    """A meeting whose order was said counts without an account; else the rule has nothing to go by."""
    needs, scores = rules_of(entry.kind).needs, rules_of(entry.kind).scores
    if Needs.ACCOUNT in needs and not entry.names_account and entry.is_first is None:
        raise Refusal("activity.which_account", kind=entry.kind, field="account")
    if Needs.SCORE in needs and entry.score is None:
        raise Refusal("activity.which_score", lowest=scores[0], highest=scores[-1], field="score")
    if Needs.DURATION in needs and entry.minutes is None:
        raise Refusal("activity.how_long", field="duration")


def _check_amount(amount: Money) -> None:
    if amount.currency not in known_currencies():
        raise Refusal("activity.unknown_currency", currency=amount.currency, field="amount")
    if amount.minor < 0:
        raise Refusal("activity.negative_amount", field="amount")
    if amount.amount > LARGEST_AMOUNT:
        raise Refusal("activity.absurd_amount", field="amount")


def _check_shares(shares: tuple[Share, ...]) -> None:
    if not shares:
        return
    total = sum(share.percent for share in shares)
    people = {share.person_id for share in shares}
    if total != 100 or len(people) != len(shares) or any(share.percent < 1 for share in shares):
        raise Refusal("activity.shares_not_100", total=total)
