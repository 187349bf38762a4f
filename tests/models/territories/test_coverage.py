"""Coverage = accounts contacted within their cadence / accounts with one, on any day."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from models.accounts.merging import merge_accounts
from models.accounts.records import Account
from models.activity.records import Activity
from models.team.moves import move_at
from models.team.records import Person, Team
from models.territories.actions import AccountTerms, TerritoryTerms, change_territory, end_territory, name_accounts
from models.territories.cadence import set_cadence
from models.territories.coverage import Book, coverage
from models.territories.records import NamedAccount, Territory
from models.territories.undoing import undo_batch
from models.territories.whose import Sort, Whose, field_of, month_ends
from tests.conftest import LONG_AGO, NOW, Cast, acting
from tests.models.territories.conftest import TODAY, LogIt, NameIt

EVERYBODY = Whose(Sort.ALL)


def told(session: Session, day: date = TODAY, whose: Whose = EVERYBODY) -> tuple[int, int]:
    found = coverage(field_of(session, "T1").standings(whose, day), day)
    return found.contacted, found.of


def test_a_worked_example(session: Session, cast: Cast, name_it: NameIt, log_it: LogIt) -> None:
    """On 12 November 2026:

    Acme    A, 14 days, last visit 29 October: 14 days ago, in time (and due today)
    Globex  A, 14 days, last visit 28 October: 15 days ago, too late
    Initech B, 60 days, last call 13 September: 60 days ago, in time
    Hooli   C, 180 days, last meeting 16 May: 180 days ago, in time
    Umbra   C, 180 days, nobody ever: not contacted
    Vandelay D: no cadence, so not among them; Wayne has no tier at all
    """
    log_it(name_it("Acme", "A", cast.anna), date(2026, 10, 29))
    log_it(name_it("Globex", "A", cast.anna), date(2026, 10, 28))
    log_it(name_it("Initech", "B", cast.anna), date(2026, 9, 13), "call")
    log_it(name_it("Hooli", "C", cast.bram), date(2026, 5, 16), "meeting")
    name_it("Umbra", "C", cast.bram)
    log_it(name_it("Vandelay", "D", cast.bram), TODAY)
    name_it("Wayne", None, cast.bram)
    assert told(session) == (3, 5)
    assert told(session, whose=Whose(Sort.PERSON, cast.anna.id)) == (2, 3)
    assert told(session, whose=Whose(Sort.PERSON, cast.bram.id)) == (1, 2)
    assert told(session, TODAY + timedelta(days=1)) == (0, 5), "a day later three more are too late"


def test_nobody_with_a_cadence_is_no_zero(session: Session, cast: Cast, name_it: NameIt) -> None:
    name_it("Acme", "D", cast.anna)
    assert coverage(field_of(session, "T1").standings(Whose(Sort.ALL), TODAY), TODAY).rate is None


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        *((kind, 1) for kind in ("meeting", "visit", "call", "email", "demo")),
        *((kind, 0) for kind in ("no_show", "note", "lead", "returned", "proposal", "renewal", "csat", "nps", "own")),
    ],
)
def test_what_is_contact(session: Session, cast: Cast, name_it: NameIt, log_it: LogIt, kind: str, counts: int) -> None:
    log_it(name_it("Acme", "A", cast.anna), TODAY, kind)
    assert told(session) == (counts, 1)


def test_anybody_may_have_been_there_and_what_was_undone_or_is_to_come_counts_nowhere(
    session: Session, cast: Cast, name_it: NameIt, log_it: LogIt
) -> None:
    acme = name_it("Acme", "A", cast.anna)
    log_it(acme, TODAY, by=cast.bram, undone_at=NOW)
    log_it(acme, TODAY + timedelta(days=1))
    first = log_it(name_it("Globex", "A", cast.anna), date(2026, 1, 1))
    log_it(acme, TODAY, same_as=first.id)
    assert told(session) == (0, 2)
    log_it(acme, TODAY, by=cast.bram)
    assert told(session) == (1, 2)


def test_one_that_was_never_contacted_is_due_a_cadence_after_it_got_its_tier(
    session: Session, cast: Cast, name_it: NameIt
) -> None:
    acme = name_it("Acme", None, cast.anna)
    name_accounts(acting(session, cast.dirk), [acme], AccountTerms(tier="B"), date(2026, 10, 1))
    [standing] = Book(session, "T1").standings(TODAY)
    assert standing.due_on == date(2026, 11, 30), "60 days after 1 October"
    assert standing.share(TODAY) == pytest.approx(42 / 60)
    name_accounts(acting(session, cast.dirk), [acme], AccountTerms(tier="A"), date(2026, 11, 1))
    [standing] = Book(session, "T1").standings(TODAY)
    assert standing.due_on == date(2026, 10, 15), "14 days after 1 October: another tier is no new beginning"


def test_a_cadence_holds_from_its_day_and_earlier_days_keep_their_coverage(
    session: Session, cast: Cast, name_it: NameIt, log_it: LogIt
) -> None:
    log_it(name_it("Acme", "A", cast.anna), date(2026, 10, 1))
    batch = set_cadence(acting(session, cast.dirk), {"A": 10}, date(2026, 10, 13))
    assert told(session, date(2026, 10, 12)) == (1, 1)
    assert told(session, date(2026, 10, 13)) == (0, 1), "12 days ago, with a cadence of 10"
    undo_batch(acting(session, cast.dirk), batch)
    assert told(session, date(2026, 10, 13)) == (1, 1)
    set_cadence(acting(session, cast.dirk), {"A": None}, TODAY)
    assert told(session, TODAY) == (0, 0)


def test_lists_have_dates(session: Session, cast: Cast, name_it: NameIt, log_it: LogIt, north: Territory) -> None:
    """Acme is in North, which is Anna's until Bram takes it over in November."""
    acme = name_it("Acme", "A", territory_id=north.id)
    log_it(acme, date(2026, 10, 25))
    change_territory(acting(session, cast.dirk), north, TerritoryTerms(owner_id=cast.bram.id), date(2026, 11, 1))
    october, november = date(2026, 10, 31), date(2026, 11, 5)
    assert told(session, october, Whose(Sort.PERSON, cast.anna.id)) == (1, 1)
    assert told(session, november, Whose(Sort.PERSON, cast.anna.id)) == (0, 0)
    assert told(session, november, Whose(Sort.PERSON, cast.bram.id)) == (1, 1)
    assert told(session, november, Whose(Sort.TERRITORY, north.id)) == (1, 1)
    assert told(session, november, Whose(Sort.TEAM, cast.team.id)) == (1, 1)
    assert told(session, november, Whose(Sort.LINE, cast.carla.id)) == (1, 1)
    end_territory(acting(session, cast.dirk), north, TODAY)
    assert told(session, TODAY, Whose(Sort.TERRITORY, north.id)) == (0, 0)
    assert told(session, TODAY, Whose(Sort.ALL)) == (0, 1), "it keeps its tier, on nobody's list"
    assert told(session, date(2025, 12, 31)) == (0, 0), "before it was named"


def test_over_time(session: Session, cast: Cast, name_it: NameIt, log_it: LogIt) -> None:
    """Acme (A) was visited on 25 August and on 30 October; Globex (A) is named from 1 October and was never visited."""
    acme = name_it("Acme", "A", cast.anna, date(2026, 8, 1))
    name_it("Globex", "A", cast.anna, date(2026, 10, 1))
    log_it(acme, date(2026, 8, 25))
    log_it(acme, date(2026, 10, 30))
    months = field_of(session, "T1").over_time(Whose(Sort.PERSON, cast.anna.id), TODAY)
    assert [(day, rate.contacted, rate.of) for day, rate in months] == [
        (date(2026, 8, 31), 1, 1),
        (date(2026, 9, 30), 0, 1),
        (date(2026, 10, 31), 1, 2),
        (TODAY, 1, 2),
    ]


def test_month_ends() -> None:
    assert month_ends(date(2026, 3, 31), 2) == [date(2026, 1, 31), date(2026, 2, 28)]


def test_of_two_accounts_that_are_one_the_one_that_stays_says_the_tier(
    session: Session, cast: Cast, name_it: NameIt, log_it: LogIt
) -> None:
    kept, gone = name_it("Acme", "A", cast.anna), name_it("Acme BV", "C", cast.bram, date(2026, 6, 1))
    log_it(gone, TODAY, by=cast.bram)
    merge_accounts(acting(session, cast.dirk), gone, kept)
    [standing] = Book(session, "T1").standings(TODAY)
    assert (standing.named.tier, standing.named.owner_id, standing.last) == ("A", cast.anna.id, TODAY)


@pytest.mark.parametrize("seed", range(6))
def test_over_a_random_world_it_is_what_a_naive_count_says(session: Session, cast: Cast, seed: int) -> None:
    """Each day and list counted by itself, from plain rows: nothing of ours but the records."""
    random = Random(f"coverage {seed}")
    world = _world(session, cast, random)
    field = field_of(session, "T1")
    for day in [TODAY - timedelta(days=random.randint(0, 400)) for _ in range(6)]:
        for owner in (cast.anna.id, cast.bram.id):
            for book in (field, field_of(session, "T1", owner)):
                found = coverage(book.standings(Whose(Sort.PERSON, owner), day), day)
                assert (found.contacted, found.of) == _naive(session, world, owner, day), (day, owner)
        everybody = coverage(field.book.standings(day), day)
        assert (everybody.contacted, everybody.of) == _naive(session, world, None, day)


def _world(session: Session, cast: Cast, random: Random) -> list[str]:
    """Some accounts, each named a few times for other lists and tiers, with entries of all sorts."""
    ids = []
    for number in range(12):
        account = Account(workspace_id="T1", name=f"Account {number}", key=f"account{number}", created_at=LONG_AGO)
        session.add(account)
        session.flush()
        ids.append(account.id)
        for _ in range(random.randint(0, 3)):
            session.add(
                NamedAccount(
                    workspace_id="T1",
                    account_id=account.id,
                    from_day=TODAY - timedelta(days=random.randint(0, 420)),
                    tier=random.choice(("A", "B", "C", "D", None)),
                    owner_id=random.choice((cast.anna.id, cast.bram.id)),
                    said_at=NOW,
                    batch_id="b",
                    undone_at=random.choice((None, None, NOW)),
                )
            )
            session.flush()
        for _ in range(random.randint(0, 8)):
            session.add(
                Activity(
                    workspace_id="T1",
                    person_id=random.choice((cast.anna.id, cast.bram.id)),
                    account_id=account.id,
                    kind=random.choice(("visit", "call", "note", "lead")),
                    happened_on=TODAY - timedelta(days=random.randint(-20, 600)),
                    created_at=NOW,
                    undone_at=random.choice((None, None, None, NOW)),
                )
            )
    session.flush()
    return ids


def _naive(session: Session, accounts: list[str], owner: str | None, day: date) -> tuple[int, int]:
    days = {"A": 14, "B": 60, "C": 180}
    contacted = of = 0
    for account in accounts:
        rows = session.execute(
            sa.text(
                "SELECT from_day, id, tier, owner_id FROM named_account WHERE account_id = :account AND undone_at IS NULL"
                " AND from_day <= :day ORDER BY from_day, id"
            ),
            {"account": account, "day": day},
        ).all()
        if not rows or rows[-1][2] not in days or (owner and rows[-1][3] != owner):
            continue
        of += 1
        visits = session.execute(
            sa.text(
                "SELECT count(*) FROM activity WHERE account_id = :account AND kind IN ('visit', 'call')"
                " AND undone_at IS NULL AND happened_on <= :day AND happened_on >= :first"
            ),
            {"account": account, "day": day, "first": day - timedelta(days=days[rows[-1][2]])},
        ).scalar_one()
        contacted += visits > 0
    return contacted, of


def test_a_team_counts_who_was_in_it_on_that_day(session: Session, cast: Cast, name_it: NameIt) -> None:
    name_it("Acme", "A", cast.anna)
    south = Team(workspace_id="T1", name="South")
    session.add(south)
    session.flush()
    elsewhere: defaultdict[str, int] = defaultdict(int)
    for team in (cast.team, south):
        elsewhere[team.name] = told(session, TODAY, Whose(Sort.TEAM, team.id))[1]
    assert elsewhere == {"North": 1, "South": 0}
    move_at(session, cast.anna, {"team_id": south.id}, date(2026, 11, 1), (NOW, None, TODAY))
    assert told(session, date(2026, 10, 31), Whose(Sort.TEAM, cast.team.id))[1] == 1
    assert told(session, TODAY, Whose(Sort.TEAM, cast.team.id))[1] == 0
    assert told(session, TODAY, Whose(Sort.TEAM, south.id))[1] == 1


def test_another_company_shows_nothing(session: Session, cast: Cast, name_it: NameIt) -> None:
    name_it("Acme", "A", cast.anna)
    assert field_of(session, "T2").standings(Whose(Sort.ALL), TODAY) == []
    assert isinstance(cast.rival, Person)
