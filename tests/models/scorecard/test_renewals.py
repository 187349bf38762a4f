"""The renewal rate: renewed / due in the period, whenever they were renewed; it adds up over people and over time."""

from datetime import date

import pytest
from sqlmodel import Session

from models.period import Period, month_of, quarter_of, week_of, year_of
from models.scorecard.evidence.explain import explain
from models.scorecard.kpis import KPIS
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from models.team.moves import move_at
from models.team.records import Team
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import account, decided, entry

JUNE, JULY = month_of(date(2026, 6, 1)), month_of(date(2026, 7, 1))
YEAR = year_of(JUNE.start)
TODAY = NOW.date()


def told(session: Session, cast: Cast, scope: Scope, period: Period, at: date | None = None) -> tuple[float, ...]:
    """How many renewals the period has, how many of what was due are renewed, and how many were due."""
    figure = scorecard_of(session, cast.workspace, scope, period, NOW, at).lines["renewals"].figure
    due = figure.beside.get("renewals_due", 0)
    return figure.value or 0, round(figure.beside.get("renewal_rate", 0) * due, 4), due


@pytest.fixture
def summer(session: Session, cast: Cast) -> None:
    """Three contracts and a lost one: A renewed on 3 June, due on the 20th; B renewed late, on 3 July, due on 25 June; C
    renewed early, on 4 June, due on 25 July; a renewal deal was lost on 26 June."""
    for name, happened, due in (("A", (6, 3), (6, 20)), ("B", (7, 3), (6, 25)), ("C", (6, 4), (7, 25))):
        of = account(session, name).id
        entry(session, cast.anna, "renewal", date(2026, *happened), due_on=date(2026, *due), account_id=of)
    decided(session, cast.anna, date(2026, 6, 26), 1000, "lost", deal_type="renewal")


@pytest.mark.usefixtures("summer")
@pytest.mark.parametrize("whose", ["Anna", "the team", "the company"])
@pytest.mark.parametrize(
    ("period", "at", "expected"),
    [
        # A is renewed, and due in June though not yet on the 10th; what will be renewed or lost later is not known.
        (JUNE, date(2026, 6, 10), (2, 1, 1)),
        # The lost one has come: 1 of 2. That B was due is told by its entry of 3 July, so not on 30 June …
        (JUNE, date(2026, 6, 30), (2, 1, 2)),
        # … and from 3 July on it is: A and B renewed, of A, B and the lost one. The count of June stays: A and C.
        (JUNE, date(2026, 7, 3), (2, 2, 3)),
        (JUNE, None, (2, 2, 3)),
        # C, renewed in June, is all that is due in July: 1 of 1, from its first day. The one renewal of July is B's.
        (JULY, date(2026, 7, 1), (0, 1, 1)),
        (JULY, None, (1, 1, 1)),
        (month_of(date(2026, 8, 1)), None, (0, 0, 0)),
    ],
)
def test_what_was_due_is_renewed_whenever_that_was(
    session: Session, cast: Cast, whose: str, period: Period, at: date | None, expected: tuple[float, ...]
) -> None:
    assert told(session, cast, scopes(session, cast)[whose], period, at) == expected


@pytest.mark.usefixtures("summer")
def test_weeks_months_and_quarters_add_up_to_the_year(session: Session, cast: Cast) -> None:
    # Due: A in the week of 15 June; B and the lost one in that of the 22nd; C in that of 20 July.
    scope = scope_of_team(session, cast.workspace, cast.team)
    weeks = [told(session, cast, scope, week_of(date(2026, *day)))[1:] for day in ((6, 15), (6, 22), (7, 20))]
    assert weeks == [(1, 1), (1, 2), (1, 1)]
    quarters = [told(session, cast, scope, quarter_of(date(2026, month, 1))) for month in (1, 4, 7, 10)]
    assert quarters == [(0, 0, 0), (2, 2, 3), (1, 1, 1), (0, 0, 0)]
    assert told(session, cast, scope, YEAR) == (3, 3, 4)


@pytest.mark.usefixtures("summer")
@pytest.mark.parametrize("whose", ["Anna", "the team", "the company"])
def test_why_this_number_lists_what_was_due(session: Session, cast: Cast, whose: str) -> None:
    def due(period: Period, last_day: date = TODAY) -> list[tuple[str | None, str]]:
        scope = scopes(session, cast)[whose]
        found = explain(session, cast.workspace, scope, period, last_day, KPIS["renewals"])
        return [(record.account, record.kind) for record in found.due]

    assert due(JUNE) == [("B", "renewal"), (None, "lost"), ("A", "renewal")], "2 of 3, the latest first"
    assert due(JUNE, date(2026, 6, 30)) == [(None, "lost"), ("A", "renewal")], "1 of 2"
    assert due(JULY) == [("C", "renewal")]


def test_one_that_is_undone_or_told_twice_was_neither_renewed_nor_due(session: Session, cast: Cast) -> None:
    both = {"account_id": account(session, "A").id, "due_on": date(2026, 7, 20)}
    first = entry(session, cast.anna, "renewal", date(2026, 6, 3), **both)
    entry(session, cast.anna, "renewal", date(2026, 6, 3), source="crm", same_as=first.id, **both)
    entry(session, cast.anna, "renewal", date(2026, 6, 4), undone_at=NOW, **both)
    scope = scopes(session, cast)["Anna"]
    assert told(session, cast, scope, JUNE) == (1, 0, 0)
    assert told(session, cast, scope, JULY) == (0, 1, 1)


def test_of_a_shared_one_each_has_their_part(session: Session, cast: Cast) -> None:
    # Three contracts in one entry, 60 % Anna's and 40 % Bram's: 1.8 and 1.2, together 3.
    split = [(cast.anna, 60), (cast.bram, 40)]
    entry(session, cast.anna, "renewal", date(2026, 6, 3), quantity=3, due_on=date(2026, 7, 20), split=split)
    found = {whose: told(session, cast, scope, JULY)[1:] for whose, scope in scopes(session, cast).items()}
    assert found == {"Anna": (1.8, 1.8), "Bram": (1.2, 1.2), "the team": (3, 3), "the company": (3, 3)}


def test_what_was_due_is_of_the_team_where_somebody_was_on_that_day(session: Session, cast: Cast) -> None:
    # Bram moves to South on 1 July. Renewed late, on 3 July, but due in June, when he was in North: it is North's June.
    # Renewed early, on 4 June, but due on 25 July: South's July. As activities they are of where he was when he did it.
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    for happened, due in (((7, 3), (6, 25)), ((6, 4), (7, 25))):
        entry(session, cast.bram, "renewal", date(2026, *happened), due_on=date(2026, *due))
    move_at(session, cast.bram, {"team_id": south.id}, JULY.start, (NOW, None, TODAY))
    session.flush()
    north, there = (scope_of_team(session, cast.workspace, team) for team in (cast.team, south))
    assert [told(session, cast, north, period) for period in (JUNE, JULY)] == [(1, 1, 1), (0, 0, 0)]
    assert [told(session, cast, there, period) for period in (JUNE, JULY)] == [(0, 0, 0), (1, 1, 1)]
    bram = scope_of_person(session, cast.workspace, cast.bram)
    assert [told(session, cast, bram, period) for period in (JUNE, JULY)] == [(1, 1, 1), (1, 1, 1)]
    listed = [explain(session, cast.workspace, north, p, TODAY, KPIS["renewals"]).due for p in (JUNE, JULY)]
    assert list(map(len, listed)) == [1, 0]


@pytest.mark.parametrize(
    ("due_on", "months"),
    [
        # The entry of 28 June and the deal that was won on 3 July are one renewal of June. When it was due says the entry …
        (date(2026, 6, 25), [(1, 1, 1), (0, 0, 0)]),
        (date(2026, 8, 1), [(1, 0, 0), (0, 0, 0)]),
        # … and where it does not, the day on which the deal was won: never "0 of 0" beside a lost one.
        (None, [(1, 0, 0), (0, 1, 1)]),
    ],
)
def test_a_deal_was_due_when_it_was_won_unless_an_entry_says_when(
    session: Session, cast: Cast, due_on: date | None, months: list[tuple[float, ...]]
) -> None:
    acme = account(session, "Acme").id
    entry(session, cast.anna, "renewal", date(2026, 6, 28), account_id=acme, due_on=due_on)
    decided(session, cast.anna, date(2026, 7, 3), account_id=acme, deal_type="renewal")
    scope = scopes(session, cast)["the team"]
    assert [told(session, cast, scope, period) for period in (JUNE, JULY)] == months
    for period, (_, renewed, _) in zip((JUNE, JULY), months, strict=True):
        listed = explain(session, cast.workspace, scope, period, TODAY, KPIS["renewals"]).due
        assert len(listed) == renewed


def scopes(session: Session, cast: Cast) -> dict[str, Scope]:
    return {
        "Anna": scope_of_person(session, cast.workspace, cast.anna),
        "Bram": scope_of_person(session, cast.workspace, cast.bram),
        "the team": scope_of_team(session, cast.workspace, cast.team),
        "the company": scope_of_workspace(session, cast.workspace),
    }


def test_one_entry_tells_of_one_deal_and_an_entry_of_two_of_two(session: Session, cast: Cast) -> None:
    # A: an entry of 10 June and deals won on the 10th and the 20th: the entry is the first of these, so 2 renewals.
    # B: an entry of two on 12 June and deals won on 30 May, 15 June and 1 July: the nearest two (3 and 13 days) are told by
    # it, and the third (19 days) counts for itself. June: 1 + 1 of A, 2 of B; July: 1.
    one, two = account(session, "A").id, account(session, "B").id
    entry(session, cast.anna, "renewal", date(2026, 6, 10), account_id=one)
    entry(session, cast.anna, "renewal", date(2026, 6, 12), account_id=two, quantity=2)
    for day, of in (((6, 10), one), ((6, 20), one), ((5, 30), two), ((6, 15), two), ((7, 1), two)):
        decided(session, cast.anna, date(2026, *day), 1000, deal_type="renewal", account_id=of)
    scope = scope_of_workspace(session, cast.workspace)
    assert [told(session, cast, scope, period)[0] for period in (month_of(date(2026, 5, 1)), JUNE, JULY)] == [0, 4, 1]
    assert told(session, cast, scope, YEAR)[0] == 5
