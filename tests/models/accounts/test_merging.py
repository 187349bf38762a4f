"""Two accounts become one and can be parted again: nothing is lost, and every figure is what it was."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import UniqueConstraint
from sqlmodel import Session, col, select

from models.accounts.merging import merge_accounts
from models.accounts.queries import account_with_id, accounts_named, search_accounts
from models.accounts.records import Account
from models.accounts.undoing import undo_change
from models.accounts.use import columns_that_name_accounts
from models.acting import Acting
from models.activity.actions import log_activities
from models.activity.corrections import edit_entry, put_back, undo_entry
from models.activity.entry import NewActivity, Share
from models.activity.kinds import MEETINGS
from models.activity.meeting_order import Held, orders
from models.activity.records import Activity
from models.activity.settling import settle
from models.activity.storing import Logged
from models.database import Database
from models.deals.actions import add_deal, decide_deal
from models.deals.records import Deal, Outcome
from models.deals.terms import DealTerms
from models.money import Money
from models.period import Period, month_of
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person, scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person
from models.workspace.queries import workspace_of
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)
NAMES = ["Acme", "Acme BV", "Globex"]
MONTHS = [month_of(TODAY), month_of(date(2026, 10, 1)), Period(date(2025, 1, 1), date(2026, 1, 1))]


class Life:
    """Random days of Anna and Bram with three companies, told by hand, by file and in deals."""

    def __init__(self, session: Session, cast: Cast, seed: int) -> None:
        self.session, self.cast, self.random = session, cast, random.Random(seed)
        self.steps = 0

    def live(self, steps: int) -> None:
        for _ in range(steps):
            self.steps += 1
            self.step()
            self.session.flush()

    def step(self) -> None:
        match self.random.choice(["log", "log", "log", "import", "deal", "undo", "put back", "edit"]):
            case "log":
                entries = [self.entry() for _ in range(self.random.choice([1, 1, 3]))]
                assert isinstance(log_activities(self.acting(), entries, is_no_duplicate=True), Logged)
            case "import":
                self.imported()
            case "deal":
                self.deal()
            case "undo" if row := self.any_of(undone=False):
                undo_entry(acting(self.session, self.cast.dirk), row.id, "a mistake")
            case "put back" if row := self.any_of(undone=True):
                put_back(acting(self.session, self.cast.dirk), [row.id])
            case "edit" if row := self.any_of(undone=False):
                edit_entry(acting(self.session, self.cast.dirk), row.id, self.entry(), "a mistake")

    def acting(self) -> Acting:
        return acting(self.session, self.somebody(), NOW + timedelta(seconds=self.steps))

    def somebody(self) -> Person:
        return self.random.choice([self.cast.anna, self.cast.bram])

    def day(self) -> date:
        return TODAY - timedelta(days=self.random.choice([0, 1, 5, 20, 40, 200, 364, 365, 366, 400, 700]))

    def entry(self) -> NewActivity:
        kind = self.random.choice(["meeting", "meeting", "visit", "proposal", "call", "renewal"])
        said = self.random.choice([None, None, None, True, False]) if kind in MEETINGS else None
        shares = (Share(self.cast.anna.id, 60), Share(self.cast.bram.id, 40)) if self.random.random() < 0.2 else ()
        name = self.random.choice(NAMES)
        return NewActivity(kind, self.day(), name, is_first=said, is_new_account=True, shares=shares)

    def imported(self) -> None:
        account = accounts_named(self.session, "T1", [self.random.choice(NAMES)])
        for one in account.values():
            row = {"kind": "call", "person_id": self.somebody().id, "account_id": one.id, "happened_on": self.day()}
            row |= {"source": "csv", "created_at": NOW}
            self.session.add(told := Activity(workspace_id="T1", **row))
            settle(self.session, "T1", [told], now=NOW)

    def deal(self) -> None:
        for account in accounts_named(self.session, "T1", [self.random.choice(NAMES)]).values():
            by = self.somebody()
            terms = DealTerms(Money.of(Decimal(1000), "EUR"), opened_on=self.day())
            deal, _ = add_deal(acting(self.session, by), account, terms)
            if self.random.random() < 0.6:
                decide_deal(acting(self.session, by), deal, self.random.choice(list(Outcome)))

    def any_of(self, *, undone: bool) -> Activity | None:
        state = col(Activity.undone_at).is_not(None) if undone else col(Activity.undone_at).is_(None)
        found = self.session.exec(select(Activity).where(state, Activity.source == "slack").order_by(Activity.id)).all()
        return self.random.choice(found) if found else None


def figures(session: Session, cast: Cast) -> list[object]:
    """Every figure of everybody in several months."""
    workspace = workspace_of(session, "T1")
    scopes = [scope_of_person(session, workspace, person) for person in (cast.anna, cast.bram)]
    return [
        {key: line.figure for key, line in scorecard_of(session, workspace, scope, month, NOW).lines.items()}
        for scope in [*scopes, scope_of_workspace(session, workspace)]
        for month in MONTHS
    ]


def everything(session: Session) -> list[object]:
    """Every account, entry and deal as they are stored."""
    session.expire_all()
    rows = [row for table in (Account, Activity, Deal) for row in session.exec(select(table).order_by(table.id))]
    return [row.model_dump() for row in rows]


def the(session: Session, name: str) -> Account:
    return accounts_named(session, "T1", [name])[name.lower().replace(" ", "")]


@pytest.mark.parametrize("seed", range(8))
def test_merged_and_parted_again_everything_is_what_it_was(session: Session, cast: Cast, seed: int) -> None:
    life = Life(session, cast, seed)
    life.live(40)
    dirk = acting(session, cast.dirk)
    before = everything(session), figures(session, cast)
    change = merge_accounts(dirk, the(session, "Acme BV"), the(session, "Acme"))
    assert everything(session) != before[0]
    undo_change(dirk, change.id)
    assert (everything(session), figures(session, cast)) == before


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_in_between_first_and_follow_up_are_those_of_the_rule(
    session: Session, cast: Cast, seed: int
) -> None:
    life = Life(session, cast, seed)
    life.live(25)
    dirk = acting(session, cast.dirk)
    change = merge_accounts(dirk, the(session, "Acme BV"), the(session, "Acme"))
    assert_orders(session)
    life.live(15)
    assert_orders(session)
    undo_change(dirk, change.id)
    assert_orders(session)
    life.live(5)
    assert_orders(session)


def assert_orders(session: Session) -> None:
    session.expire_all()
    met = session.exec(
        select(Activity).where(col(Activity.kind).in_(sorted(MEETINGS)), col(Activity.undone_at).is_(None))
    ).all()
    for account_id in {row.account_id for row in met}:
        rows = [row for row in met if row.account_id == account_id]
        right = orders(Held(r.id, r.happened_on, r.is_first if r.order_is_said else None) for r in rows)
        assert {r.id: r.is_first for r in rows} == {id_: order.is_first for id_, order in right.items()}


def test_the_meetings_of_both_are_those_of_one(session: Session, cast: Cast) -> None:
    log(session, cast.anna, "Acme", TODAY - timedelta(days=9))
    log(session, cast.anna, "Acme BV", TODAY)
    merge_accounts(acting(session, cast.anna), the(session, "Acme BV"), the(session, "Acme"))
    assert [row.is_first for row in session.exec(select(Activity).order_by(Activity.happened_on))] == [True, False]


def test_whoever_says_the_other_name_means_the_one_that_stayed(session: Session, cast: Cast) -> None:
    log(session, cast.anna, "Acme", TODAY)
    gone = log(session, cast.anna, "Acme BV", TODAY).opened[0]
    merge_accounts(acting(session, cast.anna), gone, the(session, "Acme"))
    assert [one.name for one in search_accounts(session, "T1", "acme")] == ["Acme"]
    assert accounts_named(session, "T1", ["ACME b.v."])["acmebv"].name == "Acme"
    pressed_later = account_with_id(session, "T1", gone.id)
    assert pressed_later is not None
    assert pressed_later.name == "Acme"
    assert not log(session, cast.bram, "Acme BV", TODAY).opened


def test_a_word_that_was_no_name_means_nothing_afterwards(session: Session, cast: Cast) -> None:
    log(session, cast.anna, "Compass", TODAY)
    log(session, cast.anna, "yest", TODAY)
    change = merge_accounts(acting(session, cast.anna), the(session, "yest"), the(session, "Compass"))
    assert accounts_named(session, "T1", ["yest"]) == {}
    undo_change(acting(session, cast.anna), change.id)
    assert [one.name for one in search_accounts(session, "T1", "")] == ["Compass", "yest"]


def test_what_the_one_lacks_comes_from_the_other(session: Session, cast: Cast) -> None:
    kept = Account(workspace_id="T1", name="Acme", key="acme", sector="retail", opened_on=TODAY, created_at=NOW)
    other = Account(
        workspace_id="T1",
        name="Acme BV",
        key="acmebv",
        sector="travel",
        segment="gold",
        opened_on=date(2026, 1, 5),
        created_at=NOW,
    )
    session.add_all([kept, other])
    session.flush()
    change = merge_accounts(acting(session, cast.dirk), other, kept)
    assert (kept.sector, kept.segment, kept.opened_on) == ("retail", "gold", date(2026, 1, 5))
    kept.segment = "silver"
    undo_change(acting(session, cast.dirk), change.id)
    assert (kept.sector, kept.segment, kept.opened_on) == ("retail", "silver", TODAY), "what was changed since stays"


def test_an_account_of_which_nobody_knows_since_when_was_there_before(session: Session, cast: Cast) -> None:
    imported = Account(workspace_id="T1", name="Acme BV", key="acmebv", created_at=NOW)
    typed = Account(workspace_id="T1", name="Acme", key="acme", opened_on=TODAY, created_at=NOW)
    session.add_all([imported, typed])
    session.flush()
    merge_accounts(acting(session, cast.dirk), imported, typed)
    assert typed.opened_on is None


def test_a_rep_merges_only_what_is_theirs_and_a_manager_what_is_below(session: Session, cast: Cast) -> None:
    log(session, cast.anna, "Acme", TODAY)
    log(session, cast.bram, "Acme BV", TODAY)
    accounts = the(session, "Acme BV"), the(session, "Acme")
    with pytest.raises(Refusal, match=r"accounts.not_yours") as refused:
        merge_accounts(acting(session, cast.anna), *accounts)
    assert refused.value.values["user"] == "Bram Bakker"
    assert refused.value.values["helpers"] == ["Carla Mulder"]
    merge_accounts(acting(session, cast.carla), *accounts)


def test_whoever_merged_takes_it_back_also_when_somebody_else_used_it_since(session: Session, cast: Cast) -> None:
    for name in ("Acme", "Acme BV"):
        log(session, cast.anna, name, TODAY)
    change = merge_accounts(acting(session, cast.anna), the(session, "Acme BV"), the(session, "Acme"))
    log(session, cast.bram, "Acme BV", TODAY)
    with pytest.raises(Refusal, match=r"accounts.not_yours"):
        undo_change(acting(session, cast.bram), change.id)
    undo_change(acting(session, cast.anna), change.id)
    assert {row.account_id for row in session.exec(select(Activity).where(Activity.person_id == cast.bram.id))} == {
        the(session, "Acme").id
    }, "what came since stays where it was logged"
    with pytest.raises(Refusal, match=r"accounts.undone_before"):
        undo_change(acting(session, cast.anna), change.id)


def test_the_latest_is_taken_back_first(session: Session, cast: Cast) -> None:
    for name in NAMES:
        log(session, cast.anna, name, TODAY)
    anna = acting(session, cast.anna)
    first = merge_accounts(anna, the(session, "Acme BV"), the(session, "Acme"))
    second = merge_accounts(anna, the(session, "Acme"), the(session, "Globex"))
    assert accounts_named(session, "T1", ["Acme BV"])["acmebv"].name == "Globex"
    with pytest.raises(Refusal, match=r"accounts.changed_since"):
        undo_change(anna, first.id)
    undo_change(anna, second.id)
    undo_change(anna, first.id)
    assert [one.name for one in search_accounts(session, "T1", "")] == NAMES


def test_an_account_is_not_merged_with_itself(session: Session, cast: Cast) -> None:
    acme = log(session, cast.anna, "Acme", TODAY).opened[0]
    with pytest.raises(Refusal, match=r"accounts.the_same"):
        merge_accounts(acting(session, cast.anna), acme, acme)


def test_everything_that_names_an_account_can_be_moved() -> None:
    """Two rows of one account that may not both be there would stop a merge: decide then what becomes of them."""
    named = {f"{table.name}.{column.name}" for table, column in columns_that_name_accounts()}
    assert {"activity.account_id", "deal.account_id"} <= named
    for table in Database.metadata.sorted_tables:
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                assert not named & {f"{table.name}.{column.name}" for column in constraint.columns}


def log(session: Session, person: Person, account: str, day: date) -> Logged:
    entry = NewActivity("meeting", day, account, is_new_account=True)
    outcome = log_activities(acting(session, person), [entry], is_no_duplicate=True)
    assert isinstance(outcome, Logged)
    return outcome
