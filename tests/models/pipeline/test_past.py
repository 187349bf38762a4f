"""What was open on several days, read once, is what the database says of each of them."""

from datetime import date, timedelta
from random import Random

from sqlmodel import Session

from models.deals.records import Deal, DealChange, DealShare, StageChange
from models.pipeline.expected import date_moves
from models.pipeline.open_deals import open_deals_on
from models.pipeline.past import past_of
from models.scorecard.scope import Scope, scope_of_person, scope_of_workspace
from tests.conftest import NOW, Cast
from tests.models.pipeline.deals import TODAY, at, expected, opened

STAGES = ("qualified", "discovery", "proposal", "negotiation", "elsewhere", "won", "lost")


def company(session: Session, cast: Cast, dice: Random) -> None:
    """Eighty deals with steps told late, taken back and on days before each other, some of them shared."""
    for n in range(80):
        owner, first = dice.choice([cast.anna, cast.bram]), TODAY - timedelta(days=dice.randrange(300))
        outcome, closed = dice.choice([None, None, "won", "lost"]), TODAY - timedelta(days=dice.randrange(150))
        about = {
            "workspace_id": "T1",
            "number": 500 + n,
            "owner_id": owner.id,
            "currency": "EUR",
            "created_at": at(first),
        }
        close = dice.choice([None, TODAY + timedelta(days=dice.randrange(-120, 90))])
        deal = Deal(
            **about, stage="proposal", outcome=outcome, closed_on=closed if outcome else None, expected_close=close
        )
        session.add(deal)
        session.flush()
        for _ in range(dice.randrange(6)):
            day = first + timedelta(days=dice.randrange(200))
            step = StageChange(
                workspace_id="T1", deal_id=deal.id, stage=dice.choice(STAGES), happened_on=day, changed_at=NOW
            )
            step.changed_at, step.reporting_minor = (
                at(day + timedelta(days=dice.randrange(20))),
                dice.choice([None, 5_000]),
            )
            step.value_minor, step.undone_at = step.reporting_minor, dice.choice([None] * 9 + [NOW])
            session.add(step)
        for _ in range(dice.randrange(3)):
            moved = at(TODAY - timedelta(days=dice.randrange(150)))
            old, new = ({"expected_close": str(TODAY - timedelta(days=dice.randrange(99)))} for _ in range(2))
            session.add(DealChange(workspace_id="T1", deal_id=deal.id, changed_at=moved, what="edit", old=old, new=new))
        if not n % 7:
            for person, percent in ((cast.anna, 30), (cast.bram, 70)):
                session.add(DealShare(workspace_id="T1", deal_id=deal.id, person_id=person.id, percent=percent))
    session.flush()


def test_every_day_is_as_the_database_says_it(session: Session, cast: Cast) -> None:
    company(session, cast, Random(7))
    since, seen = date(2026, 7, 31), 0
    scopes: list[Scope] = [scope_of_workspace(session, cast.workspace)]
    scopes.append(scope_of_person(session, cast.workspace, cast.anna))
    for scope in scopes:
        past = past_of(session, cast.workspace, scope, TODAY, since)
        for day in (since, date(2026, 9, 30), date(2026, 10, 31), TODAY):
            found = past.open_on(day)
            assert found == open_deals_on(session, cast.workspace, scope, day)
            seen += len(found)
    assert seen > 100


def test_a_change_that_only_names_the_date_says_nothing_of_it(session: Session, cast: Cast) -> None:
    deal = opened(session, cast.anna, date(2026, 9, 1), expected_close=date(2026, 12, 1))
    expected(session, cast.anna, deal, date(2026, 12, 20), date(2026, 10, 1))
    for words in ("expected_close", '"expected_close": "2026-01-01"'):
        change = DealChange(workspace_id="T1", deal_id=deal.id, changed_at=NOW, what="edit", new={"title": words})
        session.add(change)
    session.flush()
    zone = scope_of_workspace(session, cast.workspace).zone
    [move] = date_moves(session, "T1", zone, TODAY)[deal.id]
    assert (move.old, move.new, move.is_push) == (date(2026, 12, 1), date(2026, 12, 20), True)
