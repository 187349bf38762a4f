"""Whatever is logged, undone, put back and edited, in whatever order: what is stored is what the rule says of the log."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from models.activity.actions import log_activities
from models.activity.corrections import edit_entry, put_back, undo_entry
from models.activity.entry import NewActivity
from models.activity.kinds import MEETINGS
from models.activity.meeting_order import Held, orders
from models.activity.records import Activity
from models.activity.revisions import Offered, counted
from models.activity.storing import Logged
from models.deals.records import Deal
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)
ACCOUNTS = ["Acme", "Globex"]


class Life:
    """Random days in the life of a log."""

    def __init__(self, session: Session, cast: Cast, seed: int) -> None:
        self.session, self.cast, self.random = session, cast, random.Random(seed)

    def entry(self) -> NewActivity:
        kind = self.random.choice(["meeting", "meeting", "visit", "proposal", "call"])
        day = TODAY - timedelta(days=self.random.choice([0, 1, 5, 100, 200, 300, 364, 365, 366, 400, 700, 900]))
        said = self.random.choice([None, None, None, True, False]) if kind in MEETINGS else None
        return NewActivity(kind, day, self.random.choice(ACCOUNTS), is_first=said)

    def any_of(self, *, undone: bool) -> Activity | None:
        state = col(Activity.undone_at).is_not(None) if undone else col(Activity.undone_at).is_(None)
        found = self.session.exec(select(Activity).where(state).order_by(Activity.id)).all()
        return self.random.choice(found) if found else None

    def step(self) -> None:
        anna = self.cast.anna
        match self.random.choice(["log", "log", "log", "undo", "put back", "edit"]):
            case "log":
                entries = [self.entry() for _ in range(self.random.choice([1, 1, 3]))]
                outcome = log_activities(acting(self.session, anna), entries, is_no_duplicate=True)
                assert isinstance(outcome, Logged)
            case "undo" if row := self.any_of(undone=False):
                undo_entry(acting(self.session, anna), row.id)
            case "put back" if row := self.any_of(undone=True):
                put_back(acting(self.session, anna), [row.id])
            case "edit" if row := self.any_of(undone=False):
                edit_entry(acting(self.session, anna), row.id, self.entry())


def live(session: Session) -> list[Activity]:
    session.expire_all()
    return list(session.exec(select(Activity).where(col(Activity.undone_at).is_(None))))


@pytest.mark.parametrize("seed", range(6))
def test_the_stored_order_is_always_the_order_of_the_rule(session: Session, cast: Cast, seed: int) -> None:
    life = Life(session, cast, seed)
    for _ in range(45):
        life.step()
        session.flush()
        by_account = defaultdict(list)
        for row in live(session):
            if row.kind in MEETINGS:
                by_account[row.account_id].append(row)
        for rows in by_account.values():
            held = [Held(r.id, r.happened_on, r.is_first if r.order_is_said else None) for r in rows]
            right = orders(held)
            assert {r.id: r.is_first for r in rows} == {id_: order.is_first for id_, order in right.items()}


@pytest.mark.parametrize("seed", range(4))
def test_of_the_proposals_on_a_deal_always_one_counts(session: Session, cast: Cast, seed: int) -> None:
    life = Life(session, cast, seed)
    first = log_activities(acting(session, cast.anna), [NewActivity("call", TODAY, "Acme")])
    assert isinstance(first, Logged)
    account_id = first.entries[0].account_id
    session.add(
        Deal(
            workspace_id="T1",
            number=1,
            account_id=account_id,
            owner_id=cast.anna.id,
            currency="EUR",
            stage="proposal",
            created_at=NOW,
        )
    )
    for _ in range(45):
        life.step()
        session.flush()
        proposals = [row for row in live(session) if row.kind == "proposal" and row.deal_id]
        assert {r.id: r.quantity for r in proposals} == counted(
            Offered(r.id, r.happened_on, r.quantity) for r in proposals
        )
        assert all(row.quantity >= 1 for row in live(session) if not (row.kind == "proposal" and row.deal_id))
