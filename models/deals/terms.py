"""A deal as somebody wants to note it, and what it may not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.deals.stages import Stages
from models.money import LARGEST_AMOUNT, Money, known_currencies
from models.refusal import Refusal

LONGEST_TITLE = 160
LONGEST_REASON = 300
LONGEST_PRODUCT = 80
FURTHEST_CLOSE = timedelta(days=3653)
OLDEST = timedelta(days=3653)


@dataclass(frozen=True)
class DealTerms:
    """Everything that a person can say of a deal; in an edit, None leaves a thing as it is."""

    value: Money | None = None
    title: str | None = None
    stage: str | None = None
    probability: int | None = None
    """Percent; the person's own estimate instead of the stage's."""
    expected_close: date | None = None
    contract_ends_on: date | None = None
    """The last day of the contract."""
    opened_on: date | None = None
    product: str | None = None
    channel: str | None = None
    deal_type: str | None = None
    reason: str | None = None
    """Why it was lost (or won); for decided deals."""
    emptied: frozenset[str] = frozenset()
    """What an edit takes away: `value`, `expected_close`, `contract_ends_on`, `probability`."""
    shares: tuple[tuple[str, int], ...] = ()
    """Person and percent; empty: the owner has it all."""


def check(terms: DealTerms, stages: Stages, today: date) -> None:
    """Refuses terms that break a rule; the Refusal's `field` is the form field it belongs to."""
    if terms.value is not None:
        check_value(terms.value)
    if terms.stage is not None:
        check_stage(terms.stage, stages)
    _check_lengths(terms)
    check_reason(terms.reason or "")
    if terms.probability is not None and not 0 <= terms.probability <= 100:
        raise Refusal("deals.absurd_probability", field="probability")
    if terms.opened_on is not None and not today - OLDEST <= terms.opened_on <= today:
        raise Refusal("deals.opened_at_another_time", day=terms.opened_on, field="opened")
    if terms.expected_close is not None and not today - OLDEST <= terms.expected_close <= today + FURTHEST_CLOSE:
        raise Refusal("deals.close_too_far", day=terms.expected_close, field="close")
    if terms.contract_ends_on is not None and not today - OLDEST <= terms.contract_ends_on <= today + FURTHEST_CLOSE:
        raise Refusal("deals.contract_too_far", day=terms.contract_ends_on, field="contract")
    check_shares(terms.shares)


def check_value(value: Money) -> None:
    """Refuses a negative or absurd value, and a currency that does not exist."""
    if value.currency not in known_currencies():
        raise Refusal("deals.unknown_currency", currency=value.currency, field="value")
    if value.minor < 0:
        raise Refusal("deals.negative_value", field="value")
    if value.amount > LARGEST_AMOUNT:
        raise Refusal("deals.absurd_value", field="value")


def check_stage(stage: str, stages: Stages) -> None:
    """Refuses a stage that this workspace does not have."""
    if stage not in stages:
        raise Refusal("deals.unknown_stage", stage=stage, stages=stages.keys, field="stage")


def check_reason(reason: str) -> None:
    """Refuses a reason above 300 characters."""
    if len(reason) > LONGEST_REASON:
        raise Refusal("deals.too_long", limit=LONGEST_REASON, length=len(reason), field="reason")


def check_shares(shares: Sequence[tuple[str, int]]) -> None:
    """Refuses a split that is not 100 % in whole, positive parts of different people."""
    if not shares:
        return
    total = sum(percent for _, percent in shares)
    people = {person_id for person_id, _ in shares}
    if total != 100 or len(people) != len(shares) or any(percent < 1 for _, percent in shares):
        raise Refusal("deals.shares_not_100", total=total)


def _check_lengths(terms: DealTerms) -> None:
    limits = (("title", LONGEST_TITLE), ("product", LONGEST_PRODUCT), ("channel", 40))
    for field, limit in limits:
        text = getattr(terms, field) or ""
        if len(text) > limit:
            raise Refusal("deals.too_long", limit=limit, length=len(text), field=field)
