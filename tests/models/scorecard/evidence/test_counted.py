"""Whatever people did: a figure is what its records come to, and rests on nothing that is not among them."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

import pytest
from sqlmodel import Session

from models.activity.kinds import KINDS, MEETINGS, Needs, rules_of
from models.deals.records import DealType, Outcome
from models.period import month_of
from models.scorecard.counted import CountedDeals, CountedEntries
from models.scorecard.evidence.explain import explain
from models.scorecard.evidence.record import MOST_RECORDS, Evidence
from models.scorecard.facts import Facts
from models.scorecard.formulas import FORMULAS
from models.scorecard.kpis import KPIS, Source, kpi_of
from models.scorecard.reading.one_person import _SUMS, OnePerson
from models.scorecard.reading.shared import read_facts
from models.scorecard.scope import Scope, scope_of_person, scope_of_team
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import account, decided, entry, opened

TODAY = date(2026, 11, 12)
NOVEMBER = month_of(TODAY)


def life(session: Session, cast: Cast, seed: int, *, is_shared: bool = True) -> None:
    """A few random entries and deals, in November and before it, some of them shared; never more than are listed."""
    chosen = random.Random(seed)
    accounts = [account(session, f"Account {n}", owner_id=cast.anna.id, opened_on=day(chosen)) for n in range(3)]

    def whose() -> dict[str, object]:
        splits = [[], [], [(cast.anna, 60), (cast.bram, 40)], [(cast.bram, 100)]]
        about = chosen.choice([*accounts, None])
        return {"split": chosen.choice(splits) if is_shared else [], "account_id": about and about.id}

    for _ in range(MOST_RECORDS // 2):
        kind = chosen.choice([kind for kind in KINDS if kind in COUNTED] + ["call"])
        needs = rules_of(kind).needs
        entry(
            session,
            chosen.choice([cast.anna, cast.bram]),
            kind,
            day(chosen),
            is_first=chosen.choice([True, False]) if kind in MEETINGS else None,
            quantity=chosen.choice([1, 1, 3]),
            minutes=chosen.choice([30, 45, 240]) if Needs.DURATION in needs else None,
            score=chosen.choice([1, 3, 4, 5]) if Needs.SCORE in needs else None,
            due_on=chosen.choice([None, TODAY, day(chosen)]),
            undone_at=chosen.choice([None, None, None, NOW]),
            **whose(),
        )
    for _ in range(MOST_RECORDS // 2):
        decided(
            session,
            chosen.choice([cast.anna, cast.bram]),
            closed := day(chosen),
            chosen.choice([None, 700, 1000, 12_345]),
            chosen.choice([*Outcome, Outcome.WON]),
            deal_type=chosen.choice(list(DealType)),
            opened_on=chosen.choice([None, closed - timedelta(days=chosen.randrange(90))]),
            **whose(),
        )
    opened(session, cast.anna, date(2026, 11, 1), 5000)


def day(chosen: random.Random) -> date:
    return date(2026, 11, 20) - timedelta(days=chosen.choice([0, *range(8, 20), *[40, 70] * 3, 100]))


COUNTED = frozenset(
    kind for kpi in KPIS.values() for part in kpi.counts if isinstance(part, CountedEntries) for kind in part.kinds
)

Records = Sequence[Evidence]


def added_up(records: Records) -> float:
    """Each for what it says, else for one; of a shared one the part."""
    return sum((1 if r.value is None else r.value) * r.share for r in records)


def valued(records: Records) -> list[Evidence]:
    return [record for record in records if record.value is not None]


def value(records: Records) -> float | None:
    if records and not valued(records):
        return None
    return added_up(valued(records))


def number(records: Records) -> float:
    """Deals count for one each, whatever they are worth; entries for how many they say they are."""
    return added_up([replace(r, value=None) if r.id.startswith("deal:") else r for r in records])


def share_of_won(records: Records) -> float | None:
    return number([r for r in records if r.kind == "won"]) / number(records) if records else None


def middle(records: Records) -> float | None:
    return median(r.value for r in valued(records)) if valued(records) else None


def mean_score(records: Records) -> float | None:
    weights = sum(r.share for r in records)
    return added_up(records) / weights if records else None


def mean_value(records: Records) -> float | None:
    return added_up(valued(records)) / sum(r.share for r in valued(records)) if valued(records) else None


COMES_TO: dict[str, Callable[[Records], float | None]] = {
    "first_meetings": number,
    "follow_ups": number,
    "proposals": number,
    "new_customers": number,
    "sales_by_channel": value,
    "renewals": number,
    "csat": mean_score,
    "pipeline": value,
    "training_hours": added_up,
    "close_rate": share_of_won,
    "returned_leads": number,
    "cross_upsell": value,
    "sales_cycle": middle,
    "deal_size": mean_value,
    "new_accounts": number,
}
"""What a list of records comes to, reckoned here once more: sum, rate, mean or median."""


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("whose", ["Anna", "the team"])
def test_a_figure_is_what_the_records_behind_it_come_to(session: Session, cast: Cast, whose: str, seed: int) -> None:
    life(session, cast, seed)
    scope = scope_of(session, cast, whose)
    lines = scorecard_of(session, cast.workspace, scope, NOVEMBER, NOW).lines
    for key, comes_to in COMES_TO.items():
        if key == "cross_upsell" and not scope.is_person:
            continue  # a team counts its reps
        kpi = kpi_of(key, of_one_rep=scope.is_person)
        records = explain(session, cast.workspace, scope, NOVEMBER, TODAY, kpi).records
        assert lines[key].figure.value == pytest.approx(comes_to(records), abs=0.006), key


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("whose", ["Anna", "the team"])
def test_the_renewal_rate_is_what_fell_due_and_was_renewed(session: Session, cast: Cast, whose: str, seed: int) -> None:
    life(session, cast, seed)
    for chance in range(4):
        entry(session, cast.bram, "renewal", date(2026, 10, 1 + chance), due_on=day(random.Random(seed + chance)))
    scope = scope_of(session, cast, whose)
    beside = scorecard_of(session, cast.workspace, scope, NOVEMBER, NOW).lines["renewals"].figure.beside
    due = explain(session, cast.workspace, scope, NOVEMBER, TODAY, KPIS["renewals"]).due
    renewed = [record for record in due if record.kind in ("renewal", "won")]
    assert beside.get("renewals_due", 0) == pytest.approx(number(due))
    assert beside.get("renewal_rate", 0) * number(due) == pytest.approx(number(renewed))


def test_every_figure_whose_records_are_listed_is_reckoned_here() -> None:
    listed = {
        key
        for key, kpi in KPIS.items()
        if any(part in (Source.PIPELINE, Source.ACCOUNTS) or not isinstance(part, Source) for part in kpi.counts)
    }
    assert listed == {*COMES_TO, "weighted_pipeline"}  # whose records tell no probability


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("whose", ["Anna", "the team"])
def test_a_figure_rests_on_nothing_that_its_row_does_not_count(
    session: Session, cast: Cast, whose: str, seed: int
) -> None:
    life(session, cast, seed)
    scope = scope_of(session, cast, whose)
    facts = read_facts(session, cast.workspace, scope, NOVEMBER, TODAY).together()
    for key, formula in FORMULAS.items():
        whole, counted_only = formula(facts), formula(only_counted(facts, key))
        assert (counted_only.value, counted_only.n, counted_only.reason) == (whole.value, whole.n, whole.reason), key


def only_counted(facts: Facts, key: str) -> Facts:
    """The facts without the entries and deals that the row of the KPI does not count."""
    counts = KPIS[key].counts
    entries = [part for part in counts if isinstance(part, CountedEntries)]
    deals = [part for part in counts if isinstance(part, CountedDeals)]
    if Source.DEALS in counts:
        deals = [CountedDeals(), CountedDeals(over_three_months=True)]
    wanted = [deal for part in deals for deal in facts.deals_of(part)]
    return replace(
        facts,
        entries={
            (kind, order): entry_sum
            for (kind, order), entry_sum in facts.entries.items()
            if any(part.has(kind, order) for part in entries)
        },
        decided=tuple(deal for deal in facts.decided if deal in wanted),
        decided_recently=tuple(deal for deal in facts.decided_recently if deal in wanted),
        open_deals=facts.open_deals if Source.PIPELINE in counts else (),
        opened_accounts=facts.opened_accounts if Source.ACCOUNTS in counts else {},
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_answer_after_logging_says_the_same_figure(session: Session, cast: Cast, seed: int) -> None:
    life(session, cast, seed, is_shared=False)
    scope = scope_of(session, cast, "Anna")
    facts = read_facts(session, cast.workspace, scope, NOVEMBER, NOVEMBER.last_day).together()
    asked = OnePerson(session, cast.workspace, cast.anna)

    for key in _SUMS:
        assert asked.figure(key, NOVEMBER) == FORMULAS[key](facts), key


def scope_of(session: Session, cast: Cast, whose: str) -> Scope:
    if whose == "Anna":
        return scope_of_person(session, cast.workspace, cast.anna)
    return scope_of_team(session, cast.workspace, cast.team)


def test_a_renewal_that_was_logged_and_won_is_listed_once(session: Session, cast: Cast) -> None:
    acme = account(session, "Acme")
    entry(session, cast.anna, "renewal", date(2026, 11, 3), account_id=acme.id)
    decided(session, cast.anna, date(2026, 11, 5), deal_type="renewal", account_id=acme.id)
    scope = scope_of(session, cast, "Anna")
    [record] = explain(session, cast.workspace, scope, NOVEMBER, TODAY, KPIS["renewals"]).records
    assert (record.kind, record.account) == ("renewal", "Acme")
