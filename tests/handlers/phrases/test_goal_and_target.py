"""`/goal` and `/target` as people type them, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from handlers.phrases import Horizon, KpiValue, Reason, ScopeKind, Unreadable, example_of, read_goal, read_target
from models.period import PeriodType
from tests.handlers.phrases.known import MONDAY


def value(kpi: str, number: str, currency: str | None = None) -> KpiValue:
    return KpiValue(kpi, Decimal(number), currency)


GOALS: list[tuple[str, str, Horizon, list[KpiValue]]] = [
    (
        '"Grow new business" 60d new_customers=5 first_meetings=30',
        "Grow new business",
        Horizon(60),
        [value("new_customers", "5"), value("first_meetings", "30")],
    ),
    ("Q1 sales_by_channel=250k", "", Horizon(quarter=1), [value("sales_by_channel", "250000")]),
    ("“Meer klanten” 90 dagen nieuwe klanten=5", "Meer klanten", Horizon(90), [value("new_customers", "5")]),
    ("‘Sluiten’ 30d slagingspercentage=45%", "Sluiten", Horizon(30), [value("close_rate", "0.45")]),
    ("«Croître» 30d new_customers=5", "Croître", Horizon(30), [value("new_customers", "5")]),
    ("Grow business 60d new_customers=5", "Grow business", Horizon(60), [value("new_customers", "5")]),
    ("Q1 2027 close_rate=45", "", Horizon(quarter=1, year=2027), [value("close_rate", "0.45")]),
    ("2027-Q1 close_rate=0,45", "", Horizon(quarter=1, year=2027), [value("close_rate", "0.45")]),
    ("kwartaal 2 omzet=€ 1,2 mln", "", Horizon(quarter=2), [value("sales_by_channel", "1200000", "EUR")]),
    ("Q2 omzet = 250.000", "", Horizon(quarter=2), [value("sales_by_channel", "250000")]),
    ("first_meetings 30 in 60d", "", Horizon(60), [value("first_meetings", "30")]),
    (
        "Q1 sales_cycle=45d training_hours=10h csat=4.5",
        "",
        Horizon(quarter=1),
        [value("sales_cycle", "45"), value("training_hours", "10"), value("csat", "4.5")],
    ),
    ('"Title alone" 60d', "Title alone", Horizon(60), []),
    ("set Q1 pipeline=1m", "", Horizon(quarter=1), [value("pipeline", "1000000")]),
    (
        '"A" Q1, new_customers=5, coaching=6',
        "A",
        Horizon(quarter=1),
        [value("new_customers", "5"), value("coaching", "6")],
    ),
]


@pytest.mark.parametrize(("text", "title", "horizon", "milestones"), GOALS, ids=[row[0] for row in GOALS])
def test_a_goal_is_set(text: str, title: str, horizon: Horizon, milestones: list[KpiValue]) -> None:
    goal = read_goal(text, MONDAY)
    assert (goal.action, goal.title, goal.horizon, list(goal.milestones)) == ("set", title, horizon, milestones)


@pytest.mark.parametrize(
    ("text", "action", "number"),
    [
        ("list", "list", None),
        ("lijst", "list", None),
        ("close 3", "close", 3),
        ("sluit #4", "close", 4),
        ("close goal 3", "close", 3),
    ],
)
def test_goals_are_listed_and_closed(text: str, action: str, number: int | None) -> None:
    goal = read_goal(text, MONDAY)
    assert (goal.action, goal.number) == (action, number)


def test_a_goal_can_be_for_somebody_or_for_the_team() -> None:
    somebody, team = (read_goal(f"60d new_customers=5 {who}", MONDAY).scope for who in ("@anna", "team"))
    assert somebody is not None
    assert team is not None
    assert (somebody.kind, team.kind) == (ScopeKind.PERSON, ScopeKind.TEAM)


WRONG_GOALS: list[tuple[str, Reason, str]] = [
    ("", Reason.NOTHING_TYPED, ""),
    ("45d new_customers=5", Reason.UNKNOWN_HORIZON, "45d"),
    ("Q7 new_customers=5", Reason.UNKNOWN_HORIZON, "Q7"),
    ("new_customers=5", Reason.HORIZON_MISSING, ""),
    ("60d", Reason.KPI_MISSING, ""),
    ("60d new_customrs=5", Reason.UNKNOWN_KPI, "new_customrs"),
    ("60d new_customers=5 new_customers=6", Reason.SAID_TWICE, "new_customers"),
    ("60d new_customers=many", Reason.NOT_A_NUMBER, "many"),
    ("60d new_customers=", Reason.VALUE_MISSING, ""),
    ("60d new_customers=5.5", Reason.UNIT_DOES_NOT_FIT, "5.5"),
    ("60d new_customers=€5", Reason.UNIT_DOES_NOT_FIT, "€5"),
    ("60d new_customers=45%", Reason.UNIT_DOES_NOT_FIT, "45%"),
    ("60d sales_by_channel=45%", Reason.UNIT_DOES_NOT_FIT, "45%"),
    ("60d close_rate=1", Reason.RATE_UNCLEAR, "1"),
    ("60d close_rate=140%", Reason.RATE_OUT_OF_RANGE, "140%"),
    ("60d csat=6", Reason.SCORE_OUT_OF_RANGE, "6"),
    ("60d sales_by_channel=-5", Reason.AMOUNT_NEGATIVE, "-5"),
    ("close", Reason.NUMBER_MISSING, ""),
    ("close three", Reason.NUMBER_MISSING, "three"),
    ("list foo", Reason.UNKNOWN_WORD, "foo"),
    (f'"{"x" * 161}" 60d', Reason.NAME_TOO_LONG, "x" * 60),
]


@pytest.mark.parametrize(("text", "reason", "rest"), WRONG_GOALS, ids=[row[0][:50] for row in WRONG_GOALS])
def test_a_goal_that_cannot_be_read_is_said(text: str, reason: Reason, rest: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_goal(text, MONDAY)
    assert (caught.value.reason, caught.value.rest) == (reason, rest)


WEEK, MONTH, QUARTER, YEAR = PeriodType

# text, value, period, scope, whose, from
TARGETS: list[tuple[str, KpiValue, PeriodType | None, ScopeKind | None, str | None, date | None]] = [
    ("first_meetings 8/week @anna", value("first_meetings", "8"), WEEK, ScopeKind.PERSON, "anna", None),
    ("sales_by_channel 100k/month team", value("sales_by_channel", "100000"), MONTH, ScopeKind.TEAM, None, None),
    (
        "omzet 100k per maand team Noord vanaf 1 dec",
        value("sales_by_channel", "100000"),
        MONTH,
        ScopeKind.TEAM,
        "Noord",
        date(2026, 12, 1),
    ),
    ("first meetings 8 per week role=field", value("first_meetings", "8"), WEEK, ScopeKind.ROLE, "field", None),
    ("first meetings 8 a week", value("first_meetings", "8"), WEEK, None, None, None),
    ("first_meetings 8 weekly @anna", value("first_meetings", "8"), WEEK, ScopeKind.PERSON, "anna", None),
    ("8/week first_meetings @anna", value("first_meetings", "8"), WEEK, ScopeKind.PERSON, "anna", None),
    ("@anna eerste gesprekken 8/week", value("first_meetings", "8"), WEEK, ScopeKind.PERSON, "anna", None),
    ("close_rate 45% per quarter all", value("close_rate", "0.45"), QUARTER, ScopeKind.WORKSPACE, None, None),
    (
        "slagingspercentage 45% per kwartaal iedereen",
        value("close_rate", "0.45"),
        QUARTER,
        ScopeKind.WORKSPACE,
        None,
        None,
    ),
    (
        "eerste gesprekken 8 per week rol=buitendienst vanaf 2026-12-01",
        value("first_meetings", "8"),
        WEEK,
        ScopeKind.ROLE,
        "field",
        date(2026, 12, 1),
    ),
    ("omzet € 100.000 / maand", value("sales_by_channel", "100000", "EUR"), MONTH, None, None, None),
    (
        "first_meetings 8/week per 1 december @anna",
        value("first_meetings", "8"),
        WEEK,
        ScopeKind.PERSON,
        "anna",
        date(2026, 12, 1),
    ),
    (
        "proposals 3 a week Anna from 2026-12-01",
        value("proposals", "3"),
        WEEK,
        ScopeKind.PERSON,
        "Anna",
        date(2026, 12, 1),
    ),
    ("coaching 2/maand binnendienst", value("coaching", "2"), MONTH, ScopeKind.ROLE, "inside", None),
    ("coaching=2/month", value("coaching", "2"), MONTH, None, None, None),
    ("first_meetings 8 @anna", value("first_meetings", "8"), None, ScopeKind.PERSON, "anna", None),
    ('proposals 8/week team "Noord West"', value("proposals", "8"), WEEK, ScopeKind.TEAM, "Noord West", None),
    ("sales_by_channel 1m/year all", value("sales_by_channel", "1000000"), YEAR, ScopeKind.WORKSPACE, None, None),
    ("omzet 1,2 mln per jaar @anna", value("sales_by_channel", "1200000"), YEAR, ScopeKind.PERSON, "anna", None),
    ("omzet 1,2m 2027 @anna", value("sales_by_channel", "1200000"), YEAR, ScopeKind.PERSON, "anna", date(2027, 1, 1)),
    (
        "sales 300k Q1 2027 all",
        value("sales_by_channel", "300000"),
        QUARTER,
        ScopeKind.WORKSPACE,
        None,
        date(2027, 1, 1),
    ),
    (
        "sales 100k/month all from 2027",
        value("sales_by_channel", "100000"),
        MONTH,
        ScopeKind.WORKSPACE,
        None,
        date(2027, 1, 1),
    ),
]


@pytest.mark.parametrize(
    ("text", "target", "period", "kind", "whose", "starts"), TARGETS, ids=[row[0] for row in TARGETS]
)
def test_a_target_is_set(
    text: str,
    target: KpiValue,
    period: PeriodType | None,
    kind: ScopeKind | None,
    whose: str | None,
    starts: date | None,
) -> None:
    phrase = read_target(text, MONDAY)
    scope = phrase.scope
    assert (phrase.action, phrase.value, phrase.period_type, phrase.starts_on) == ("set", target, period, starts)
    assert (scope.kind if scope else None) == kind
    assert ((scope.person.value if scope.person else scope.role or scope.team) if scope else None) == whose


@pytest.mark.parametrize(
    "text",
    [
        "first_meetings 8/week from now @anna",
        "eerste gesprekken 8/week @anna vanaf nu",
        "first_meetings 8/week @anna per direct",
    ],
)
def test_from_now_is_no_date_but_the_running_period(text: str) -> None:
    phrase = read_target(text, MONDAY)
    assert (phrase.from_now, phrase.starts_on, phrase.period_type) == (True, None, WEEK)


def test_a_year_is_the_fiscal_one() -> None:
    phrase = read_target("sales 1m 2027 all", MONDAY, fiscal_start_month=7)
    assert (phrase.starts_on, phrase.period_type) == (date(2027, 7, 1), YEAR)


WRONG_TARGETS: list[tuple[str, Reason, str]] = [
    ("", Reason.NOTHING_TYPED, ""),
    ("first_meetings", Reason.VALUE_MISSING, "first_meetings"),
    ("8/week", Reason.KPI_MISSING, "8"),
    ("first_metings 8/week", Reason.UNKNOWN_KPI, "first_metings"),
    ("first_meetings 5% @anna", Reason.UNIT_DOES_NOT_FIT, "5%"),
    ("first_meetings 8/week role=foo", Reason.UNKNOWN_ROLE, "foo"),
    ("first_meetings 8/week from soon", Reason.NOT_A_DATE, "soon"),
    ("first_meetings -8/week", Reason.AMOUNT_NEGATIVE, "-8"),
    ("first_meetings 8/week per month", Reason.SAID_TWICE, "per month"),
    ("coaching 2/month from 12/11/2026", Reason.DATE_AMBIGUOUS, "12/11/2026"),
]


@pytest.mark.parametrize(("text", "reason", "rest"), WRONG_TARGETS, ids=[row[0] for row in WRONG_TARGETS])
def test_a_target_that_cannot_be_read_is_said(text: str, reason: Reason, rest: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_target(text, MONDAY)
    assert (caught.value.reason, caught.value.rest) == (reason, rest)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_examples_that_are_shown_can_be_typed(language: str) -> None:
    assert read_goal(example_of("goals", language), MONDAY, language=language).milestones
    assert read_target(example_of("targets", language), MONDAY, language=language).value
