"""Two rows that are one person: everything moves in one transaction, and comes back by Undo."""

import ast
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, select

from models.accounts.records import Account
from models.acting import Acting
from models.activity.records import Activity, CreditShare
from models.calendar.records import Suggestion
from models.coaching.records import Talk
from models.connections.records import Connection, CrmMapping
from models.database import Database
from models.deals.records import Deal, DealShare
from models.delivery.records import DeliveryPreference
from models.goals.records import Goal
from models.privacy.records import Reading
from models.private_notes.records import PrivateNote
from models.qbr.records import Qbr
from models.references.records import Link
from models.refusal import Refusal
from models.reviews.records import Review
from models.scorecard.records import Target
from models.team.enrolment import Profile, enrol
from models.team.moving import columns_that_name_people, lists_that_name_people
from models.team.proposals import open_proposals, same_person, two_people, undo_decision
from models.team.records import Leave, Person, PersonProposal, ProposalState
from tests.conftest import NOW, Cast, acting

TODAY = NOW.date()
ROOT = Path(__file__).parents[3]


def add(session: Session, *records: SQLModel) -> None:
    session.add_all(records)
    session.flush()


def test_of_two_admins_who_decide_at_once_the_second_is_told(session: Session, cast: Cast, database: Database) -> None:
    _, _, proposal = of(session, cast)
    session.commit()
    session.close()
    decides = Event()

    def decide(one_session: Session, decision: Callable[[Acting, str], object], *, is_first: bool) -> str:
        dirk = one_session.get_one(Person, ("T1", cast.dirk.id))
        try:
            decision(acting(one_session, dirk), proposal.id)
        except Refusal as refusal:
            return refusal.reason
        decides.set()
        sleep(0.3 if is_first else 0)  # the other one presses before this is stored
        return "decided"

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(database.write, lambda one: decide(one, two_people, is_first=True))
        assert decides.wait(10)
        second = database.write(lambda other: decide(other, same_person, is_first=False))
    assert (first.result(), second) == ("decided", "team.decided_already")


def of(session: Session, cast: Cast, **more: Any) -> tuple[Person, Person, PersonProposal]:
    """Whom a file named, with all there can be of them; who came by Slack with that name; and the question."""
    row = Person(
        **{
            "workspace_id": "T1",
            "name": "Jan de Vries",
            "sales_role": "field",
            "team_id": cast.team.id,
            "manager_id": cast.carla.id,
            "working_days": "1111000",
            "starts_on": date(2024, 1, 1),
            "created_at": NOW - timedelta(days=30),
            **more,
        }
    )
    add(session, row)
    new = enrol(session, "T1", Profile("UJAN", "Jan de Vries", email="jan@example.com"), NOW)
    [proposal] = open_proposals(session, "T1")
    return row, new, proposal


def all_of(session: Session, person: Person) -> dict[str, int]:
    """How many rows name the person, by `table.column`."""
    found = {}
    for table, column in columns_that_name_people():
        count = session.scalar(sa.select(sa.func.count()).where(column == person.id, table.c.workspace_id == "T1"))
        if count:
            found[f"{table.name}.{column.name}"] = count
    return found


def give_everything(session: Session, cast: Cast, row: Person) -> None:
    ids = {"workspace_id": "T1", "created_at": NOW}
    acme = Account(**ids, id="acme", name="Acme", key="acme", owner_id=row.id)
    add(session, acme)
    visit = Activity(**ids, id="visit", person_id=row.id, account_id="acme", kind="visit", happened_on=TODAY)
    shared = Activity(**ids, id="call", person_id=cast.anna.id, account_id="acme", kind="call", happened_on=TODAY)
    deal = Deal(
        **ids,
        id="deal",
        number=1,
        account_id="acme",
        owner_id=row.id,
        title="Pumps",
        currency="EUR",
        opened_on=TODAY,
        stage="qualified",
    )
    add(session, visit, shared, deal)
    add(
        session,
        CreditShare(workspace_id="T1", activity_id="call", person_id=row.id, percent=40),
        DealShare(workspace_id="T1", deal_id="deal", person_id=row.id, percent=70),
        Leave(**ids, person_id=row.id, first_day=TODAY, last_day=TODAY),
        Goal(
            **ids,
            number=1,
            title="Win",
            scope_kind="person",
            scope_id=row.id,
            set_by=cast.carla.id,
            horizon="30d",
            starts_on=TODAY,
            ends_on=TODAY + timedelta(days=30),
        ),
        Person(workspace_id="T1", name="Below", manager_id=row.id, created_at=NOW),
    )


def test_everything_of_the_row_is_theirs_and_comes_back(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    give_everything(session, cast, row)
    before, row_id = all_of(session, row), row.id
    said = row.model_dump()
    assert len(before) >= 8, before
    same_person(acting(session, cast.dirk), proposal.id)
    assert session.get(Person, ("T1", row_id)) is None
    assert all_of(session, new) == before
    assert (new.slack_user_id, new.email, new.name) == ("UJAN", "jan@example.com", "Jan de Vries")
    # What was not known of who came by Slack is taken over from the row.
    taken = (new.sales_role, new.team_id, new.manager_id, new.working_days, new.starts_on, new.is_rep)
    assert taken == ("field", cast.team.id, cast.carla.id, "1111000", date(2024, 1, 1), True)

    undo_decision(acting(session, cast.dirk), proposal.id)
    back = session.get(Person, ("T1", row_id))
    assert back is not None
    assert back.model_dump() == said
    assert all_of(session, back) == before
    assert all_of(session, new) == {}
    assert (new.sales_role, new.team_id, new.manager_id, new.is_rep) == (None, None, None, False)
    assert [one.id for one in open_proposals(session, "T1")] == [proposal.id]


def test_whoever_named_the_row_to_stand_in_for_them_has_it_back(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    new.deputy_id = cast.carla.deputy_id = row.id
    same_person(acting(session, cast.dirk), proposal.id)
    assert cast.carla.deputy_id == new.id
    undo_decision(acting(session, cast.dirk), proposal.id)
    assert {new.deputy_id, cast.carla.deputy_id} == {row.id}


def test_whoever_is_named_without_a_foreign_key_moves_too(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    ids = {"workspace_id": "T1", "created_at": NOW}
    connection = Connection(**ids, vendor="hubspot", name="HubSpot")
    acme = Account(**ids, name="Acme", key="acme", owner_id=cast.anna.id)
    add(session, connection, acme)
    mapping = CrmMapping(workspace_id="T1", connection_id=connection.id, what="person", remote_id="7", local=row.id)
    link = Link(**ids, origin="csv", kind="person", external_id="7", fact_id=row.id)
    account = Link(**ids, origin="csv", kind="account", external_id="7", fact_id=acme.id)
    qbr = Qbr(
        workspace_id="T1",
        scope_kind="person",
        scope_id=row.id,
        person_id=row.id,
        quarter=date(2025, 1, 1),
        name="2025-Q1",
        opened_on=TODAY,
    )
    there = {"person_id": cast.anna.id, "starts_at": NOW}
    both = Suggestion(**ids, **there, key="a", series="a", with_ids=[cast.bram.id, row.id])
    other = Suggestion(**ids, **there, key="b", series="b", with_ids=[cast.bram.id])
    read = {"subject_id": cast.anna.id, "reader_id": row.id, "thing": "deals", "way": "list"}
    add(session, mapping, link, account, qbr, both, other, Reading(workspace_id="T1", hour=NOW, **read))
    # Both read the same within the hour: one row is enough.
    add(session, Reading(workspace_id="T1", hour=NOW, **{**read, "reader_id": new.id}))
    row_id = row.id

    def named() -> tuple[object, ...]:
        readers = {one.reader_id for one in session.exec(select(Reading))}
        return mapping.local, link.fact_id, qbr.scope_id, both.with_ids, readers

    same_person(acting(session, cast.dirk), proposal.id)
    assert named() == (new.id, new.id, new.id, [cast.bram.id, new.id], {new.id})
    assert (account.fact_id, other.with_ids) == (acme.id, [cast.bram.id])
    undo_decision(acting(session, cast.dirk), proposal.id)
    assert named() == (row_id, row_id, row_id, [cast.bram.id, row_id], {row_id, new.id})


def test_what_came_since_stays_where_it_is(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    give_everything(session, cast, row)
    same_person(acting(session, cast.dirk), proposal.id)
    later = Activity(
        workspace_id="T1", person_id=new.id, account_id="acme", kind="call", happened_on=TODAY, created_at=NOW
    )
    add(session, later)
    new.sales_role = "sdr"
    undo_decision(acting(session, cast.dirk), proposal.id)
    assert (later.person_id, new.sales_role) == (new.id, "sdr")


def test_two_parts_of_one_deal_are_added_up_and_two_same_leaves_are_one(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    give_everything(session, cast, row)
    ids = {"workspace_id": "T1"}
    add(
        session,
        DealShare(**ids, id="mine", deal_id="deal", person_id=new.id, percent=30),
        Leave(**ids, person_id=new.id, first_day=TODAY, last_day=TODAY, created_at=NOW),
        DeliveryPreference(**ids, person_id=row.id, cadence="digest"),
        DeliveryPreference(**ids, person_id=new.id, cadence="digest", is_off=True),
    )
    same_person(acting(session, cast.dirk), proposal.id)
    # 70 % of the row and 30 % of who came are 100 %.
    assert [share.percent for share in session.exec(select(DealShare))] == [100]
    assert len(session.exec(select(Leave)).all()) == 1
    assert [wish.is_off for wish in session.exec(select(DeliveryPreference))] == [True]
    undo_decision(acting(session, cast.dirk), proposal.id)
    shares = {share.person_id: share.percent for share in session.exec(select(DealShare))}
    assert shares == {row.id: 70, new.id: 30}
    assert len(session.exec(select(Leave)).all()) == 2
    assert len(session.exec(select(DeliveryPreference)).all()) == 2


def test_an_account_in_slack_that_was_made_anew_takes_its_row_back(session: Session, cast: Cast) -> None:
    """Anna left on 1 November, and is back with another Slack user and the same address."""
    cast.anna.ends_on, cast.anna.ended_by_slack = date(2026, 11, 1), True
    new = enrol(session, "T1", Profile("UANNA2", "Anna de Vries", email="anna@example.com"), NOW)
    new_id = new.id
    [proposal] = open_proposals(session, "T1")
    same_person(acting(session, cast.dirk), proposal.id)
    assert (cast.anna.slack_user_id, cast.anna.email, cast.anna.ends_on) == ("UANNA2", "anna@example.com", None)
    assert not cast.anna.ended_by_slack
    assert session.get(Person, ("T1", new_id)) is None
    undo_decision(acting(session, cast.dirk), proposal.id)
    assert (cast.anna.slack_user_id, cast.anna.ends_on) == ("UANNA", date(2026, 11, 1))
    assert cast.anna.ended_by_slack
    back = session.get(Person, ("T1", new_id))
    assert back is not None
    assert back.slack_user_id == "UANNA2"


def test_two_people_stay_two_and_it_is_not_asked_again(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    two_people(acting(session, cast.dirk), proposal.id)
    assert open_proposals(session, "T1") == []
    assert proposal.state == ProposalState.TWO
    assert {row.id, new.id} <= set(session.exec(select(Person.id)))
    with pytest.raises(Refusal, match="decided_already"):
        same_person(acting(session, cast.dirk), proposal.id)


@pytest.mark.parametrize("decide", [same_person, two_people, undo_decision])
def test_only_who_may_change_the_roster_decides(session: Session, cast: Cast, decide: Any) -> None:
    *_, proposal = of(session, cast)
    for person in (cast.anna, cast.carla):
        with pytest.raises(Refusal, match="not_allowed"):
            decide(acting(session, person), proposal.id)
    cast.rival.is_admin = True
    with pytest.raises(Refusal, match="cannot_join"):
        decide(acting(session, cast.rival), proposal.id)


def test_what_a_person_has_only_one_of_is_not_thrown_away(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    month = date(2026, 10, 1)
    for person in (row, new):
        review = Review(workspace_id="T1", person_id=person.id, month=month, opened_on=TODAY)
        add(session, review)
    with pytest.raises(Refusal, match="both_have_one"):
        same_person(acting(session, cast.dirk), proposal.id)


def test_private_notes_are_never_moved(session: Session, cast: Cast) -> None:
    new = enrol(session, "T1", Profile("UANNA2", "Anna de Vries", email="anna@example.com"), NOW)
    add(session, PrivateNote(workspace_id="T1", author_id=new.id, about_id="r", sealed="x", written_at=NOW))
    [proposal] = open_proposals(session, "T1")
    with pytest.raises(Refusal, match="both_have_one"):
        same_person(acting(session, cast.dirk), proposal.id)


def test_who_coaches_the_other_is_not_the_other(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    add(session, Talk(workspace_id="T1", coach_id=new.id, rep_id=row.id, created_at=NOW, planned_at=NOW))
    with pytest.raises(Refusal, match="both_have_one"):
        same_person(acting(session, cast.dirk), proposal.id)


def test_who_stands_above_the_other_is_not_the_other(session: Session, cast: Cast) -> None:
    _, new, proposal = of(session, cast)
    cast.carla.manager_id = new.id
    session.flush()
    with pytest.raises(Refusal, match="above_each_other"):
        same_person(acting(session, cast.dirk), proposal.id)


def test_an_undo_whose_address_is_taken_by_now_is_refused(session: Session, cast: Cast) -> None:
    new = enrol(session, "T1", Profile("UANNA2", "Anna de Vries", email="anna@example.com"), NOW)
    [proposal] = open_proposals(session, "T1")
    same_person(acting(session, cast.dirk), proposal.id)
    cast.bram.slack_user_id = "UX"
    session.flush()
    cast.anna.slack_user_id = "UY"
    session.flush()
    cast.bram.slack_user_id = "UANNA2"
    session.flush()
    with pytest.raises(Refusal, match="cannot_part"):
        undo_decision(acting(session, cast.dirk), proposal.id)
    assert new not in session


NOT_OF_WHO_GOES = """
account.key account_change.moved activity.batch_id anomaly_case.records audit_team_member.team_id calendar_link.claimed_by
calendar_link.sealed_link coaching_talk.series_id connection.claimed_by connection.sealed_key cost.external_id
credit_claim.activity_ids crm_mapping.remote_id crm_write.fact_id delivery.channel_id delivery.comes_with delivery.recipient
delivery.thread_of dispute.record_id handled_request.key installation.app_id installation.bot_id installation.bot_user_id
installation.installed_by link.external_id link.origin named_account.batch_id new_in_slack.slack_user_id
own_write.external_id person.slack_user_id person_proposal.decided_by person_proposal.other_id person_proposal.person_id
planned_visit.batch_id private_note.about_id qbr.goals review.commitment_by sync_cursor.what team.channel_id territory_term.batch_id
training.external_id used_install_state.workspace_id visit_cadence.batch_id workspace.workspace_id
"""
"""Ids of something else, the question whether they are one, and what was sent to whom."""


def columns_with_ids() -> Iterator[str]:
    """Every column without a foreign key that is named as one with ids, or whose docstring speaks of ids."""
    foreign = {column for table in SQLModel.metadata.sorted_tables for column in _with_foreign_key(table)}
    for file in sorted((ROOT / "models").rglob("*.py")):
        for record in ast.parse(file.read_text()).body:
            if not isinstance(record, ast.ClassDef) or not any(one.arg == "table" for one in record.keywords):
                continue
            [name] = [
                ast.literal_eval(one.value)
                for one in record.body
                if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "__tablename__"
            ]
            for field, after in pairwise([*record.body, ast.Pass()]):
                if not isinstance(field, ast.AnnAssign) or f"{name}.{ast.unparse(field.target)}" in foreign:
                    continue
                said = ast.unparse(after) if isinstance(after, ast.Expr) else ""
                if re.search(r"_(id|ids|by)$", ast.unparse(field.target)) or re.search(r"\b[Ii]ds?\b", said):
                    yield f"{name}.{ast.unparse(field.target)}"


def _with_foreign_key(table: sa.Table) -> Iterator[str]:
    for key in table.foreign_key_constraints:
        yield from (f"{table.name}.{column.name}" for column in key.columns)


def test_every_column_that_names_a_person_is_known() -> None:
    """A column that a later feature adds without a foreign key would be left behind."""
    known = {f"{table.name}.{column.name}" for table, column in columns_that_name_people()}
    known |= {f"{column.table.name}.{column.name}" for column in lists_that_name_people()}
    assert sorted(set(columns_with_ids()) - known) == NOT_OF_WHO_GOES.split()


def test_a_target_of_the_row_is_theirs(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    target = Target(
        workspace_id="T1",
        kpi="visits",
        scope="person",
        person_id=row.id,
        period_type="month",
        value=3,
        effective_from=TODAY,
        set_at=NOW,
    )
    add(session, target)
    same_person(acting(session, cast.dirk), proposal.id)
    assert target.person_id == new.id


def test_rows_with_the_same_ids_in_another_workspace_stay_as_they_are(session: Session, cast: Cast) -> None:
    row, new, proposal = of(session, cast)
    give_everything(session, cast, row)
    # A workspace that was copied has the same ids: only the workspace keeps the two apart.
    twin = Person(workspace_id="T2", id=row.id, name="Jan", created_at=NOW)
    other = Person(workspace_id="T2", id=new.id, name="Piet", created_at=NOW)
    add(session, twin, other)
    visit = Activity(workspace_id="T2", id="visit", person_id=row.id, kind="visit", happened_on=TODAY, created_at=NOW)
    add(session, visit)
    session.commit()
    same_person(acting(session, cast.dirk), proposal.id)
    session.refresh(visit)
    assert visit.person_id == row.id
    visit.person_id = new.id
    session.flush()
    undo_decision(acting(session, cast.dirk), proposal.id)
    session.refresh(visit)
    assert visit.person_id == new.id
