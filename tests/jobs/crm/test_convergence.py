"""Whatever happens in a CRM and in Slack, in whatever order, and whenever the process is killed: the figures end the same.

They are those of a new workspace that reads the CRM once, as it is at the end, and knows what Slack and files told.
"""

import os
from datetime import date, datetime, timedelta
from difflib import unified_diff
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlmodel import Session

from models.accounts.actions import open_account
from models.accounts.cleaning import rename_account
from models.accounts.merging import merge_accounts
from models.accounts.naming import key_of
from models.accounts.queries import accounts_named
from models.accounts.records import Account
from models.acting import Acting
from models.activity.entry import NewActivity
from models.activity.settling import settle
from models.activity.storing import store
from models.connections.remote import What
from models.database import Database
from models.deals.actions import add_deal, decide_deal
from models.deals.records import Outcome
from models.deals.terms import DealTerms
from models.imports.run import import_file
from models.money import Money
from models.references.links import name_event
from models.team.records import Person
from tests.conftest import Cast, acting
from tests.jobs.crm.world import World

FIRST, LAST = map(int, os.environ.get("KOERS_TEST_HISTORIES", "0-3").split("-"))
"""Seeds: `make converge` runs 0-299."""
STEPS = 14
SLACK_ALSO = ("Initech", "Umbrella")
"""Companies that Slack and files name too; nobody renames or merges them, as a typed name would mean another one then."""
KINDS = {"meeting": "m", "call": "c"}


class History:
    """Random steps, by a seed."""

    def __init__(self, world: World, seed: int, folder: Path) -> None:
        self.world, self.random, self.folder = world, Random(seed), folder
        self.told: list[tuple[str, Any]] = []
        self.count = 0
        self.twins: set[str] = set()
        """Deals of the CRM that Slack or a file tells too: as they were told, so that one look at the end finds the pair."""
        open_accounts(world)
        for number, name in enumerate((*SLACK_ALSO, "Acme", "Globex", "Hooli")):
            world.company(f"7{number}", name)

    def go(self, steps: int) -> None:
        """So many steps, and runs between them."""
        for _ in range(steps):
            step = self.random.choice(STEPS_OF)
            step(self)
            if self.random.random() < 0.5:
                self.world.later(hours=self.random.choice((0.1, 1, 5, 20)))
            if self.random.random() < 0.5:
                self.world.sync(dies_after=self.random.choice((None, None, 3, 4, 5, 6, 8, 11)))

    def new_id(self) -> str:
        """An id that nothing has yet."""
        self.count += 1
        return str(100 + self.count)

    def some(self, what: What, *, merges: bool = False) -> str | None:
        """A record that is there."""
        ids = sorted(set(self.world.crm.records[what]) - (self.twins if what is What.DEAL else set()))
        if what is What.ACCOUNT and merges:
            ids = [id_ for id_ in ids if self.world.crm.get(what, id_).name not in SLACK_ALSO]
        return self.random.choice(ids) if ids else None

    # --- steps ----------------------------------------------------------------------------------------------

    def add_deal(self) -> None:
        owner, stage = self.random.choice(("41", "43")), self.random.choice(("s1", "s2", "s9"))
        more: dict[str, Any] = {"owner_id": owner, "account_id": self.some(What.ACCOUNT)}
        if self.random.random() < 0.3:
            more["shares"] = (("41", 60), ("43", 40))
        created = self.world.now - timedelta(days=self.random.randint(0, 40))
        value = self.random.choice((None, 500, 1000, 2500))
        self.world.deal(self.new_id(), value, stage, created_at=created, **more)

    def edit_deal(self) -> None:
        if (id_ := self.some(What.DEAL)) is not None:
            field, values = self.random.choice(
                (
                    ("value", (None, 700, 900)),
                    ("title", ("A", "B")),
                    ("probability", (None, 20, 80)),
                    ("currency", ("EUR", "USD", None)),
                    ("account_id", (self.some(What.ACCOUNT), None)),
                    ("product", ("Care", None)),
                    ("close_date", (self.world.now.date() + timedelta(days=20), None)),
                )
            )
            self.world.crm.change(What.DEAL, id_, **{field: self.random.choice(values)})

    def move_deal(self) -> None:
        if (id_ := self.some(What.DEAL)) is not None:
            stage = self.random.choice(("s1", "s2", "s9", "lost", "won", "won"))
            decided = self.world.now if stage in ("won", "lost") else None
            if self.world.crm.get(What.DEAL, id_).stage_id != stage:
                self.world.crm.change(What.DEAL, id_, stage_id=stage, decided_at=decided)

    def hand_over(self) -> None:
        """Only open ones: a win stays with whoever had it, which one look at the end cannot know."""
        if (id_ := self.some(What.DEAL)) is not None:
            deal = self.world.crm.get(What.DEAL, id_)
            if deal.stage_id not in ("won", "lost") and not deal.shares:
                self.world.crm.change(What.DEAL, id_, owner_id=self.random.choice(("41", "43")))

    def remove(self) -> None:
        what = self.random.choice((What.DEAL, What.ACTIVITY))
        if (id_ := self.some(what)) is not None:
            self.random.choice((self.world.crm.delete, self.world.crm.archive))(what, id_)

    def restore(self) -> None:
        for what in (What.DEAL, What.ACTIVITY):
            for id_ in sorted(self.world.crm.archived[what])[:1]:
                self.world.crm.restore(what, id_)

    def merge(self) -> None:
        what = self.random.choice(tuple(What))
        one, other = self.some(what, merges=True), self.some(what, merges=True)
        if one is not None and other is not None and one != other:
            self.world.crm.merge(what, one, other)

    def merge_into_a_third(self) -> None:
        """Two deals become one with an id of its own, as in HubSpot."""
        ids = sorted(set(self.world.crm.records[What.DEAL]) - self.twins)
        if len(ids) > 1:
            one, other = self.random.sample(ids, 2)
            deal = self.world.crm.get(What.DEAL, one)
            third = self.new_id()
            self.world.crm.put(type(deal)(**{**_fields(deal), "id": third, "merged_ids": (one, other)}))
            for id_ in (one, other):
                self.world.crm.merge(What.DEAL, id_, third)

    def rename(self) -> None:
        if (id_ := self.some(What.ACCOUNT, merges=True)) is not None:
            name = self.random.choice((f"Company {self.new_id()}", "Soylent", "Acme B.V.", "Acme"))
            self.world.crm.change(What.ACCOUNT, id_, name=name)

    def add_company(self) -> None:
        self.world.company(self.new_id(), self.random.choice(("Acme", "Soylent", "Wonka", "Stark")))

    def hold_activity(self) -> None:
        kind = self.random.choice(("m", "m", "c", "x"))
        at = self.world.now - timedelta(hours=self.random.choice((0, 3, 26, 50)))
        more: dict[str, Any] = {"owner_id": self.random.choice(("41", "43")), "is_held": self.random.random() < 0.9}
        if self.random.random() < 0.3:
            more |= {"event_key": f"event {self.random.randint(1, 3)}"}
        self.world.meeting(self.new_id(), self.some(What.ACCOUNT), kind_id=kind, happened_at=at, **more)

    def edit_activity(self) -> None:
        if (id_ := self.some(What.ACTIVITY)) is not None:
            at = self.world.crm.get(What.ACTIVITY, id_).happened_at
            field, values = self.random.choice(
                (
                    ("minutes", (None, 30, 60)),
                    ("owner_id", ("41", "43")),
                    ("other_owner_ids", ((), ("43",), ("41", "43"))),
                    ("is_held", (True, False)),
                    ("kind_id", ("m", "c")),
                    ("account_id", (self.some(What.ACCOUNT),)),
                    ("happened_at", (at - timedelta(days=1), at + timedelta(minutes=30))),
                )
            )
            self.world.crm.change(What.ACTIVITY, id_, **{field: self.random.choice(values)})

    def log_in_slack(self) -> None:
        kind, name = self.random.choice(tuple(KINDS)), self.random.choice(SLACK_ALSO)
        who = self.random.choice(("anna", "bram"))
        self.tell("slack", (who, kind, name, self.world.now.date() - timedelta(days=self.random.randint(0, 2))))

    def import_file(self) -> None:
        kind, name = self.random.choice(tuple(KINDS)), self.random.choice(SLACK_ALSO)
        day = self.world.now.date() - timedelta(days=self.random.randint(0, 2))
        self.tell("csv", f"id,person,kind,account,date\n{self.new_id()},Anna de Vries,{kind},{name},{day}\n")

    def log_in_slack_what_a_calendar_has(self) -> None:
        """A meeting of which engagements of the CRM may have the key as well."""
        day = self.world.now.date() - timedelta(days=self.random.randint(0, 2))
        who, name = self.random.choice(("anna", "bram")), self.random.choice(SLACK_ALSO)
        self.tell("calendar", (who, "meeting", name, day, f"event {self.random.randint(1, 3)}"))

    def twin(self) -> None:
        """A deal that Slack or a file tells, and that the CRM has too, open or won today; each has a value of its own."""
        number, is_won = self.random.randint(0, 1), self.random.random() < 0.5
        who, owner = self.random.choice((("anna", "41"), ("bram", "43")))
        id_, today = self.new_id(), self.world.now.date()
        value = 20_000 + 1000 * self.count
        if self.random.random() < 0.5:
            self.tell("deal", (who, SLACK_ALSO[number], value, is_won))
        else:
            name = getattr(self.world.cast, who).name
            row = f"{id_},{name},{SLACK_ALSO[number]},{'won' if is_won else 'qualified'},{value},{today}"
            self.tell("deals", f"id,owner,account,stage,value,opened,closed\n{row},{today if is_won else ''}\n")
        if self.random.random() < 0.7:
            decided = self.world.now if is_won else None
            crm_id = f"9{id_}"
            self.twins.add(crm_id)
            stage = "won" if is_won else "s1"
            self.world.deal(crm_id, value, stage, owner_id=owner, account_id=f"7{number}", decided_at=decided)

    def merge_in_koers(self) -> None:
        """Somebody typed a name wrong, and made the two accounts one."""
        self.tell("merge", (self.new_id(), self.random.choice(SLACK_ALSO), self.world.now.date()))

    def rename_in_koers(self) -> None:
        name = self.random.choice(SLACK_ALSO)
        self.tell("rename", (name, self.random.choice((f"{name} B.V.", name.upper(), name))))

    def tell(self, how: str, what: Any) -> None:
        """Something that Slack or a file tells: in this workspace now, in the new one before it reads."""
        self.told.append((how, what, self.world.now))
        told_to(self.world, how, what, self.folder, self.world.now)


STEPS_OF = (
    *(History.add_deal,) * 3,
    *(History.edit_deal,) * 3,
    *(History.move_deal,) * 3,
    History.hand_over,
    *(History.remove,) * 2,
    *(History.restore,) * 2,
    History.merge,
    History.merge_into_a_third,
    History.rename,
    History.add_company,
    *(History.hold_activity,) * 4,
    *(History.edit_activity,) * 2,
    *(History.log_in_slack,) * 2,
    History.import_file,
    *(History.log_in_slack_what_a_calendar_has,) * 2,
    *(History.twin,) * 2,
    History.merge_in_koers,
    History.rename_in_koers,
)


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def told_to(world: World, how: str, what: Any, folder: Path, now: Any) -> None:
    """Log it, or import it."""
    if how in ("csv", "deals"):
        path = folder / "file.csv"
        path.write_text(what)
        kind = "activities" if how == "csv" else how
        said = import_file(world.database, "T1", kind, path, {}, None, False, lambda _, __: None, now, "csv:pipedrive")
        assert said.taken == 1, said
        return
    world.database.write(lambda session: TELLING[how](session, world, what, now))


def _who(session: Session, world: World, who: str, now: datetime) -> Acting:
    return acting(session, session.get_one(Person, ("T1", getattr(world.cast, who).id)), now)


def _known(session: Session, name: str) -> Account | None:
    return accounts_named(session, "T1", [name]).get(key_of(name))


def _log(session: Session, world: World, what: Any, now: datetime) -> None:
    who, kind, name, day, *event = what
    entry = NewActivity(kind=kind, happened_on=day, account=name)
    logged = store(_who(session, world, who, now), [entry], [_known(session, name)])
    for key in event:
        name_event(session, "T1", "calendar", key, logged.entries[0].id, now)
    settle(session, "T1", logged.entries, now=now)


def _add_deal(session: Session, world: World, what: Any, now: datetime) -> None:
    who, name, value, is_won = what
    by = _who(session, world, who, now)
    deal, _ = add_deal(by, _known(session, name), DealTerms(value=Money.of(value, "EUR"), stage="qualified"))
    if is_won:
        decide_deal(by, deal, Outcome.WON)


def _merge(session: Session, world: World, what: Any, now: datetime) -> None:
    number, name, day = what
    wrong = f"Mistaken {number}"
    _log(session, world, ("anna", "meeting", wrong, day), now)
    one, into = _known(session, wrong), _known(session, name)
    assert one is not None
    assert into is not None
    merge_accounts(_who(session, world, "dirk", now), one, into)


def _rename(session: Session, world: World, what: Any, now: datetime) -> None:
    name, new = what
    account = _known(session, name)
    assert account is not None
    if account.name != new:
        rename_account(_who(session, world, "dirk", now), account, new)


TELLING = {"slack": _log, "calendar": _log, "deal": _add_deal, "merge": _merge, "rename": _rename}


@pytest.mark.parametrize("seed", range(FIRST, LAST + 1))
def test_every_history_ends_in_the_figures_of_one_clean_look(
    seed: int, database: Database, cast: Cast, session: Session, tmp_path: Path
) -> None:
    session.close()
    world = World.of(database, cast)
    history = History(world, seed, tmp_path)
    history.go(STEPS)
    world.later(days=1)
    world.full()
    found, rows = world.figures(), world.rows()
    world.full()
    assert world.rows() == rows, "reading it again wrote something"

    database.write(without_facts)
    again = World(database, cast, world.crm, now=world.now)
    open_accounts(again)
    for how, what, now in history.told:
        told_to(again, how, what, tmp_path, now)
    again.connect()
    again.full()
    assert not differences(found, again.figures())


def open_accounts(world: World) -> None:
    """Those that Slack names are known since long: a CRM does not say since when a company is one of ours."""

    def work(session: Session) -> None:
        for name in SLACK_ALSO:
            open_account(session, "T1", name, opened_on=date(2025, 1, 6), now=world.now)

    world.database.write(work)


def differences(found: str, right: str) -> str:
    """Line by line, with what stands around them."""
    return "\n".join(unified_diff(right.splitlines(), found.splitlines(), "clean", "found", n=12, lineterm=""))


def without_facts(session: Session) -> None:
    """As if nothing had ever been told: the cast alone."""
    from sqlalchemy import delete
    from sqlmodel import SQLModel

    kept = {"workspace", "person", "team"}
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table.name not in kept:
            session.execute(delete(table))
