"""Whoever is erased leaves figures without a name, and not a word."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from handlers import praise
from handlers.deals import command as deals
from handlers.door.request import Request
from messages.blocks import Message
from models.activity.records import Activity, ActivityChange, PlannedVisit
from models.connections.records import Connection, CrmMapping, OwnWrite
from models.database import Database
from models.delivery.outbox import post
from models.delivery.records import Delivery, DeliveryState
from models.goals.records import Goal
from models.privacy.erasure import erase
from models.references.links import add_link
from models.references.records import Fact
from models.scorecard.records import Dispute
from models.team.leave import take_leave
from models.territories.records import CreditClaim
from models.tools.counting import Help, Use, unsealed
from models.tools.polls import answer, open_poll
from models.tools.records import Tool, ToolVoter
from models.training.records import Seat, Training
from tests.conftest import NOW, SECRETS, Cast, acting

SECRET = "Quibbleworth"


def everything_stored(database: Database) -> str:
    with database.engine.connect() as connection:
        return "\n".join(
            str(tuple(row)) for table in database.metadata.sorted_tables for row in connection.execute(table.select())
        )


def test_nothing_that_they_were_or_wrote_is_left_anywhere(database: Database, session: Session, cast: Cast) -> None:
    cast.anna.name, cast.anna.email = f"Anna {SECRET}", f"{SECRET}@example.com"
    entry = Activity(
        workspace_id="T1",
        person_id=cast.anna.id,
        kind="meeting",
        happened_on=date(2026, 11, 10),
        note=SECRET,
        contact=SECRET,
        created_at=NOW,
    )
    goal = Goal(
        workspace_id="T1",
        number=1,
        title=SECRET,
        scope_kind="person",
        scope_id=cast.anna.id,
        horizon="30d",
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 11, 30),
        set_by=cast.anna.id,
        created_at=NOW,
    )
    session.add_all([entry, goal])
    take_leave(session, cast.anna, date(2026, 12, 24), date(2026, 12, 31), NOW)
    for slot, due in (("1", NOW), ("2", NOW + timedelta(days=1))):
        post(
            session, "T1", recipient=cast.anna.id, cadence="x", slot=slot, now=NOW, due_at=due, message=Message(SECRET)
        )
    session.commit()
    assert SECRET in everything_stored(database)

    assert erase(session, cast.anna, NOW) == f"Anna {SECRET}"
    session.commit()

    assert SECRET not in everything_stored(database)
    assert "UANNA" not in everything_stored(database)
    assert len(session.exec(select(Activity)).all()) == 1, "the team's figures stay"


def test_whoever_reported_to_them_reports_to_their_manager(session: Session, cast: Cast) -> None:
    erase(session, cast.carla, NOW)
    assert cast.anna.manager_id == cast.dirk.id


def test_what_others_were_sent_about_them_is_without_words(
    database: Database, session: Session, cast: Cast, request_of: Callable[..., Request]
) -> None:
    """Praise by and of them, a win, a competition, a request for a correction, an unanswered question to their manager."""
    cast.team.channel_id, cast.team.wins = "C0NORTH", "with"
    cast.anna.name = f"Zoë {SECRET}"
    cast.anna.home_opened_at = NOW
    for line in (f"<@UBRAM> {SECRET} taught me", "channel <@UBRAM> well said"):
        praise.command(request_of(cast.anna), line)
    praise.command(request_of(cast.bram), f"channel <@UANNA> {SECRET} was great")
    deals.command(request_of(cast.anna), "won Acme 18k")
    asked = Dispute(
        workspace_id="T1", kpi="first_meetings", scope_kind="person", scope_id=cast.anna.id, period_name="week 46",
        first_day=NOW.date(), end=NOW.date() + timedelta(days=1), record_id="", text=SECRET, asked=[cast.carla.id],
        asked_by=cast.anna.id, asked_at=NOW,
    )  # fmt: skip
    session.add(asked)
    entry = {"kind": "visit", "note": SECRET}
    session.add(
        PlannedVisit(
            workspace_id="T1", person_id=cast.anna.id, planned_on=NOW.date(), entry=entry, batch_id="b", created_at=NOW
        )
    )
    claim = {"person_id": cast.anna.id, "owner_id": cast.bram.id, "answer": "mine", "reason": SECRET}
    session.add(CreditClaim(workspace_id="T1", **claim, created_at=NOW))
    about = {"cadence": "scorecard.correction", "slot": "1", "now": NOW}
    post(session, "T1", recipient=cast.carla.id, message=Message(f"{cast.anna.name} says: {SECRET}"), **about)  # type: ignore[arg-type]
    session.flush()
    first, *others = session.exec(select(Delivery).order_by(Delivery.id)).all()  # type: ignore[arg-type]
    for one in others:
        one.state, one.finished_at = DeliveryState.SENT, NOW
    session.commit()
    erase(session, cast.anna, NOW)
    session.commit()
    session.expire_all()
    assert SECRET not in everything_stored(database)
    assert session.get_one(Delivery, ("T1", first.id)).state == DeliveryState.EXPIRED, "what waits is not sent"
    assert cast.anna.home_opened_at is None


def test_others_keep_what_does_not_name_them(session: Session, cast: Cast) -> None:
    kept = post(session, "T1", recipient=cast.carla.id, cadence="x", slot="1", now=NOW, message=Message("of Bram"))
    erase(session, cast.anna, NOW)
    session.expire_all()
    assert kept is not None
    assert kept.message is not None
    assert kept.state == DeliveryState.PENDING


def test_seats_at_trainings_and_being_asked_about_a_tool_go_and_the_counts_stay(session: Session, cast: Cast) -> None:
    training = Training(workspace_id="T1", number=1, topic="closing", minutes=60, day=NOW.date(), created_at=NOW)
    tool = Tool(workspace_id="T1", number=1, kind="crm", name="HubSpot", entered_by=cast.dirk.id, created_at=NOW)
    session.add_all([training, tool])
    session.flush()
    for person in (cast.anna, cast.bram):
        session.add(Seat(workspace_id="T1", training_id=training.id, person_id=person.id, created_at=NOW))
    poll, _ = open_poll(acting(session, cast.dirk), SECRETS, tool)
    answer(acting(session, cast.anna), SECRETS, poll.id, Use.DAILY, Help.YES)
    session.commit()
    erase(session, cast.anna, NOW)
    session.commit()
    assert [seat.person_id for seat in session.exec(select(Seat))] == [cast.bram.id]
    assert cast.anna.id not in {voter.person_id for voter in session.exec(select(ToolVoter))}
    assert unsealed(SECRETS, "T1", poll.id, poll.sealed) == {"use:daily": 1, "help:yes": 1}


@pytest.mark.once
def test_what_a_crm_and_an_answer_said_of_their_entries_is_of_ids_alone(session: Session, cast: Cast) -> None:
    """What was parted stays parted; what was written to a record of another kind or CRM with the same number stays too."""
    entry = Activity(workspace_id="T1", person_id=cast.anna.id, kind="meeting", happened_on=NOW.date(), created_at=NOW)
    session.add_all(
        [entry, *(Connection(workspace_id="T1", id=id_, vendor="hubspot", name=id_, created_at=NOW) for id_ in "cd")]
    )
    session.flush()
    about = {"workspace_id": "T1", "activity_id": entry.id, "changed_at": NOW}
    session.add_all(
        ActivityChange(**about, what=what, old={"note": SECRET}, new={"with": ["b" * 32]}) for what in ("split", "edit")
    )
    split = session.exec(select(ActivityChange).where(ActivityChange.what == "split")).one()
    split.old = {}
    add_link(session, "T1", "c", Fact.ACTIVITY, "17", entry.id, NOW)
    told = {"workspace_id": "T1", "external_id": "17", "field": "title", "hashed": "x", "written_at": NOW}
    written = [("c", "activity"), ("c", "deal"), ("d", "activity")]
    session.add_all(OwnWrite(**told, connection_id=connection, kind=kind) for connection, kind in written)
    mapping = {"workspace_id": "T1", "connection_id": "c", "what": "person"}
    session.add(CrmMapping(**mapping, remote_id="9", label=SECRET, local=cast.anna.id, facts={"email": SECRET}))
    session.flush()
    erase(session, cast.anna, NOW)
    changes = dict(session.exec(select(ActivityChange.what, ActivityChange.new)).all())
    assert changes == {"split": {"with": ["b" * 32]}, "edit": {}}
    left = session.exec(select(OwnWrite.connection_id, OwnWrite.kind)).all()
    assert sorted(left) == [("c", "deal"), ("d", "activity")]
    [row] = session.exec(select(CrmMapping)).all()
    session.refresh(row)
    assert (row.label, row.facts, row.local, row.is_left_out) == ("", {}, None, True)
