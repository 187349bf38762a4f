"""What `/log` says of a meeting that a CRM and a calendar have too, and what it asks."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers.activity import command as log_command
from handlers.activity import feature
from handlers.activity.views import entry_views
from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from handlers.scorecard.views import why
from messages.activity import listing
from models.accounts.records import Account
from models.activity.queries import Noted
from models.activity.records import Activity
from models.calendar.records import Suggestion, SuggestionState
from models.connections.records import Connection
from models.database import new_id
from models.period import month_of
from models.references.links import add_link
from models.references.records import Fact
from models.scorecard.evidence.explain import explain
from models.scorecard.kpis import KPIS
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]
DAY = date(2026, 11, 10)


@pytest.fixture
def tell(session: Session, cast: Cast) -> Callable[..., Activity]:
    """An entry of Anna's with Acme that another source told of; `hour` in UTC."""
    session.add(Account(workspace_id="T1", id="acme", name="Acme", key="acme", opened_on=DAY, created_at=NOW))
    session.add(Connection(workspace_id="T1", id="c1", vendor="hubspot", name="HubSpot", created_at=NOW))
    session.flush()

    def run(source: str, origin: str, hour: int, **more: Any) -> Activity:
        at = datetime(2026, 11, 10, hour, tzinfo=UTC)
        values = {"account_id": "acme", "kind": "meeting", "happened_on": DAY, "happened_at": at, "minutes": 45} | more
        row = Activity(workspace_id="T1", id=new_id(), person_id=cast.anna.id, source=source, created_at=NOW, **values)
        session.add(row)
        session.flush()
        add_link(session, "T1", origin, Fact.ACTIVITY, row.id, row.id, NOW)
        session.commit()
        return row

    return run


def logged(request: Request, line: str = "meeting Acme 2026-11-10") -> str:
    answer = log_command.command(request, line)
    request.session.commit()
    assert isinstance(answer, Whisper)
    return str(answer.message.blocks)


def recent(request: Request, entry: Activity) -> object:
    """The entry as a line of a list that this reader sees."""
    return listing.recent(request.language, entry_views(request, [Noted(entry, None)]), request.today).blocks


def own(session: Session) -> Activity:
    return session.exec(select(Activity).where(Activity.source == "slack")).one()


@pytest.mark.parametrize(
    ("language", "also"), [("en", "_also in HubSpot and the calendar_"), ("nl", "_staat ook in HubSpot en de agenda_")]
)
def test_the_answer_says_who_has_it_too_and_can_split_it(
    tell: Callable[..., Activity], session: Session, cast: Cast, request_of: AtTheDoor, language: str, also: str
) -> None:
    cast.anna.language = language
    told = [tell("crm", "c1", 8), tell("calendar", "mine", 8)]
    request = request_of(cast.anna)
    answer = logged(request)
    assert also in answer
    assert f"'activity.split', 'value': '{own(session).id}'" in answer
    assert also in logged(request, "list")
    assert also not in str(feature.presses["activity.split"](request, Press("activity.split", own(session).id)))
    session.commit()
    assert (own(session).happened_at, {one.same_as for one in told[:1]}) == (None, {None})
    assert also in str(feature.presses["activity.join"](request, Press("activity.join", own(session).id)))


def test_a_file_is_named_by_whose_it_is_and_the_figure_says_it(
    tell: Callable[..., Activity], session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    tell("csv", "csv:pipedrive", 8)
    request = request_of(cast.anna)
    assert "_also in Pipedrive_" in logged(request)
    anna, november = scope_of_person(session, cast.workspace, cast.anna), month_of(DAY)
    explanation = explain(session, cast.workspace, anna, november, NOW.date(), KPIS["first_meetings"])
    card = scorecard_of(session, cast.workspace, anna, november, NOW)
    shown = why(request, card, card.lines["first_meetings"], explanation, "ref")
    assert [record.also for record in shown.records] == [["Pipedrive"]]


def test_which_of_two_is_asked_with_its_times_and_the_answer_is_kept(
    tell: Callable[..., Activity], session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    nine, four = tell("calendar", "mine", 8), tell("calendar", "mine", 15)  # 09:00 and 16:00 in Amsterdam
    request = request_of(cast.anna)
    answer = logged(request)
    assert "You had more than one with Acme: 09:00 and 16:00. Which one did you log?" in answer
    value = f"{own(session).id}:{four.id}"
    assert value in answer
    listed = log_command.command(request, "list")
    assert isinstance(listed, Whisper)
    assert f"which:{own(session).id}" in str(listed.message.blocks)
    asked = feature.presses["activity.more"](request, Press("activity.more", f"which:{own(session).id}"))
    assert value in str(asked)
    chosen = feature.presses["activity.which_event"](request, Press("activity.which_event:1", value))
    session.commit()
    assert isinstance(chosen, Replace)
    assert "It was this one" in chosen.message.text
    assert (four.same_as, nine.same_as, own(session).minutes) == (own(session).id, None, 45)
    history = log_command.command(request, "history")
    assert "filled in from another source" in str(history)
    assert "start time: Tue 10 Nov, 16:00 (was empty)" in str(history)


def test_it_was_another_one(tell: Callable[..., Activity], session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    told = [tell("calendar", "mine", hour) for hour in (8, 15)]
    request = request_of(cast.anna)
    logged(request)
    press = Press("activity.which_event:another", f"{own(session).id}:another")
    answer = feature.presses["activity.which_event"](request, press)
    session.commit()
    assert "Now counted separately" in str(answer)
    assert [one.same_as for one in told] == [None, None]


def test_the_answer_knows_no_meeting_before_it_but_real_ones(
    tell: Callable[..., Activity], session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    told = tell("crm", "c1", 8, is_first=True)
    answer = logged(request_of(cast.anna), "meeting Acme 2026-11-09")
    # The CRM's of the 10th is the same one: nothing before it, and nothing that it turned into a follow-up.
    assert "*First meeting with Acme*" in answer
    assert "ollow-up" not in answer
    assert (told.same_as, own(session).is_first) == (own(session).id, True)


def test_what_one_logs_twice_oneself_is_still_asked_about(
    tell: Callable[..., Activity], session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    tell("crm", "c1", 8)
    request = request_of(cast.anna)
    logged(request)
    assert "activity.log_again" in logged(request)


def test_ones_own_calendar_is_named_as_well_and_nobody_elses(
    session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    logged(request_of(cast.anna))
    values: dict[str, Any] = {
        "key": "k",
        "series": "s",
        "starts_at": NOW,
        "state": SuggestionState.ALREADY_LOGGED,
        "created_at": NOW,
    }
    session.add(
        Suggestion(workspace_id="T1", id=new_id(), person_id=cast.anna.id, activity_id=own(session).id, **values)
    )
    session.commit()
    hers, his = (str(recent(request_of(person), own(session))) for person in (cast.anna, cast.bram))
    assert "also in your calendar" in hers
    assert "calendar" not in his
