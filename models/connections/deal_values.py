"""What a deal of a CRM is in our words: days where the workspace is, stage and people by their mapping, money."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.connections.echo import columns_on_their_way
from models.connections.mapping import Mapped
from models.connections.own_writes import OwnWrites
from models.connections.remote import Outcome as Decided
from models.connections.remote import RemoteDeal
from models.connections.rereading import Waits
from models.connections.taking import Taking, fingerprint_of
from models.deals.queries import stages_of
from models.deals.records import Deal, DealType, Outcome
from models.deals.stages import OUTCOMES, UNKNOWN_CHANNEL, UNKNOWN_STAGE
from models.deals.terms import LONGEST_PRODUCT, LONGEST_REASON, LONGEST_TITLE
from models.imports.channels import channel_meant
from models.imports.deals import DEAL_TYPES
from models.imports.fields import folded
from models.money import LARGEST_AMOUNT, Money, known_currencies
from models.references.records import Fact
from models.workspace.rates import to_reporting

Shares = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class DealValues:
    """The columns of a deal, and what else the record says of it."""

    values: dict[str, Any]
    shares: Shares = ()
    silent: frozenset[str] = frozenset()
    """Columns of which the CRM says nothing."""
    own: frozenset[str] = frozenset()
    """Columns that hold what we wrote there ourselves: no news."""
    says_shares: bool = False
    waits_for_owner: bool = False
    is_settled: bool = True
    """False: what it rests on has yet to come, so it is read once more."""
    said: dict[str, Any] = field(default_factory=dict)
    """What the CRM itself says of columns that we know better, or otherwise."""

    @property
    def fingerprint(self) -> str | None:
        """Of what the CRM says; None for what has to be read once more."""
        if not self.is_settled:
            return None
        told = {**self.values, "reporting_minor": None, "shares": self.shares, **self.said}
        return fingerprint_of(told, waits_for_owner=self.waits_for_owner)


@dataclass
class _Said:
    values: dict[str, Any] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)


def values_of(taking: Taking, record: RemoteDeal, known: Deal | None) -> DealValues | Waits:
    """What the record says; or why it is no deal (yet)."""
    owner_id = taking.person(record.owner_id)
    stage, outcome = _stands(taking, record)
    if taking.mappings.is_left_out(Mapped.STAGE, record.stage_id):
        return Waits.LEFT_OUT
    if owner_id is None and known is None:
        return Waits.LEFT_OUT if taking.mappings.is_left_out(Mapped.PERSON, record.owner_id) else Waits.OWNER
    opened_on = taking.day(record.created_at)
    closed_on, is_said, is_final = _closed_on(taking, record, outcome, known)
    if closed_on is not None and closed_on < taking.oldest and known is None:
        return Waits.OLDER
    account_id, is_account_known = taking.account_id(record.account_id)
    shares, all_known = _shares(taking, record)
    said = _Said()
    _texts(record, said)
    said.values |= {
        "account_id": account_id,
        "owner_id": owner_id or (known.owner_id if known else None),
        "stage": stage,
        "outcome": outcome,
        "opened_on": opened_on if opened_on and (closed_on is None or opened_on <= closed_on) else None,
        "closed_on": closed_on,
        "expected_close": None if outcome else taking.day(record.close_date),
        "probability": None if outcome else _probability(taking, record, stage),
        **_worth(taking, record, closed_on or opened_on or taking.today),
    }
    if said.values["opened_on"] is None:
        said.silent.add("opened_on")
    return DealValues(
        said.values,
        shares,
        frozenset(said.silent),
        _own(taking, record, known, said.values),
        bool(record.shares),
        owner_id is None or not all_known,
        is_account_known and is_final,
        {"owner_id": owner_id, "closed_on": closed_on if is_said else None},
    )


def _stands(taking: Taking, record: RemoteDeal) -> tuple[str, str | None]:
    """Stage and outcome. What the CRM says of the deal itself goes before what its stage decides."""
    local = taking.stage(record.stage_id)
    decided = record.outcome
    if decided is None and local is None and (said := taking.mappings.outcome(record.stage_id)):
        decided = Decided(said)
    if decided in (Decided.WON, Decided.LOST):
        outcome = str(decided)
        if decided is Decided.LOST and local == Outcome.RETURNED:
            outcome = local  # what is lost there may be returned to marketing here
        return outcome, outcome
    if decided is None and local in OUTCOMES:
        return local, local
    return (UNKNOWN_STAGE if local is None or local in OUTCOMES else local), None


def _closed_on(
    taking: Taking, record: RemoteDeal, outcome: str | None, known: Deal | None
) -> tuple[date | None, bool, bool]:
    """The day on which it was decided, never one to come; whether the CRM says so, and whether that holds for good.

    When the stage was entered; where the CRM does not say that, the day on which we saw it. What people typed as close date
    counts only where the workspace chose it, or where nothing better is known of a deal that was decided before we came.
    """
    if outcome is None:
        return None, True, True
    typed, entered = taking.day(record.close_date), taking.day(record.decided_at)
    by_typing = taking.connection.settings.get("won_date") == "close_date" and typed is not None
    if by_typing and typed is not None and typed <= taking.today:
        return typed, True, True
    if entered is not None:
        return min(entered, taking.today), True, not by_typing and entered <= taking.today
    if known is not None and known.outcome == outcome and known.closed_on is not None:
        return known.closed_on, False, True
    if known is None and typed is not None and typed <= taking.today:
        return typed, False, True
    return min(taking.day(record.updated_at) or taking.today, taking.today), False, True


def _probability(taking: Taking, record: RemoteDeal, stage: str) -> int | None:
    """Percent where it is another one than our stage has: the deal's own, else that of the CRM's stage."""
    said = record.probability if record.probability is not None else taking.mappings.probability(record.stage_id)
    if said is None or stage == UNKNOWN_STAGE:
        return None
    said = max(0, min(100, said))
    return None if said == stages_of(taking.session, taking.workspace_id).probability(stage, taking.today) else said


def _worth(taking: Taking, record: RemoteDeal, day: date) -> dict[str, Any]:
    """The value in its own currency; one that the CRM leaves out is that of its account, not ours."""
    ours = taking.workspace.currency
    currency = (record.currency or str(taking.connection.settings.get("currency") or "") or ours).upper()
    is_right = record.value is not None and 0 <= record.value <= LARGEST_AMOUNT and currency in known_currencies()
    if not is_right:
        known = currency if currency in known_currencies() else ours
        return {"value_minor": None, "currency": known, "reporting_minor": None}
    assert record.value is not None
    value = Money.of(record.value, currency)
    reporting = to_reporting(taking.session, taking.workspace, value, day)
    return {"value_minor": value.minor, "currency": currency, "reporting_minor": reporting.minor if reporting else None}


def _texts(record: RemoteDeal, said: _Said) -> None:
    deal_type = DEAL_TYPES.get(folded(record.deal_type or ""))
    channel = channel_meant(record.channel or "")
    texts: dict[str, Any] = {
        "title": " ".join(record.title.split())[:LONGEST_TITLE],
        "product": (record.product or "").strip()[:LONGEST_PRODUCT] or None,
        "reason": record.lost_reason.strip()[:LONGEST_REASON],
        "deal_type": deal_type or DealType.NEW,
        "channel": channel or UNKNOWN_CHANNEL,
    }
    said.values |= texts
    said.silent |= {name for name in ("title", "product", "reason") if not texts[name]}
    said.silent |= {name for name, is_said in (("deal_type", deal_type), ("channel", channel)) if not is_said}


def _shares(taking: Taking, record: RemoteDeal) -> tuple[Shares, bool]:
    """The split in whole percents, largest first, and whether everybody in it is known; parts that are no whole are none."""
    if sum((percent for _, percent in record.shares), Decimal(0)) != 100:
        return (), True
    parts: dict[str, Decimal] = {}
    for owner_id, percent in record.shares:
        person_id = taking.person(owner_id)
        if person_id is None:
            return (), False
        parts[person_id] = parts.get(person_id, Decimal(0)) + percent
    return whole_percents(parts), True


def whole_percents(parts: dict[str, Decimal]) -> Shares:
    """Parts of 100 as whole numbers that are 100 together; one part alone is no split."""
    in_order = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
    whole = {person_id: int(percent) for person_id, percent in in_order}
    for person_id, _ in sorted(in_order, key=lambda part: -(part[1] % 1))[: 100 - sum(whole.values())]:
        whole[person_id] += 1
    kept = tuple((person_id, whole[person_id]) for person_id, _ in in_order if whole[person_id] > 0)
    return kept if len(kept) > 1 else ()


def _own(taking: Taking, record: RemoteDeal, known: Deal | None, told: dict[str, Any]) -> frozenset[str]:
    """The columns in which our own write comes back, or is still on its way."""
    if known is None:
        return frozenset()
    wrote = OwnWrites(taking.session, taking.connection, Fact.DEAL, record.id, record.updated_at, taking.now)
    found = set(columns_on_their_way(taking, known.id, told))
    if wrote.is_own("stage_id", record.stage_id) or wrote.is_own("outcome", record.outcome):
        found |= {"stage", "outcome", "closed_on"}
    if "stage" in found:  # what hangs on the stage alone is no news either
        found |= {"probability", "expected_close"} if told["outcome"] else {"probability"}
    if wrote.is_own("value", record.value):
        found |= {"value_minor", "reporting_minor", "currency"}
    if wrote.is_own("lost_reason", record.lost_reason):
        found.add("reason")
    return frozenset(found)
