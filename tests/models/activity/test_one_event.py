"""One event that Slack and a file both tell of counts once, with the reason in sight and a way to split it again."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, col, select

from handlers.activity import command as log_command
from handlers.activity import feature
from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from models.accounts.merging import merge_accounts
from models.accounts.queries import accounts_named
from models.activity.actions import log_activities
from models.activity.corrections import count_apart, put_back, undo_entry
from models.activity.entry import NewActivity, Share
from models.activity.records import Activity, ActivityChange
from models.activity.sources import Told, events_of
from models.activity.storing import Logged
from models.exports.run import export
from models.money import Money
from models.period import month_of
from models.refusal import Refusal
from models.scorecard.evidence.explain import explain
from models.scorecard.kpis import KPIS
from models.scorecard.scope import scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from models.team.joining import join_people, part_people
from models.team.records import Person
from models.workspace.queries import workspace_of
from tests.conftest import NOW, Cast, acting
from tests.models.imports.conftest import imports as imports  # the fixture
from tests.models.imports.files import Import

AtTheDoor = Callable[..., Request]
HEAD = "id,person,kind,account,date"
CRM = f"{HEAD}\ncrm-77,Anna de Vries,meeting,Acme,2026-11-10\n"
NOVEMBER = month_of(date(2026, 11, 10))
MONTHS = [month_of(date(2026, month, 1)) for month in (9, 10, 11)]


def figures(session: Session, cast: Cast) -> list[dict[str, Any]]:
    """Every figure of everybody in three months."""
    session.commit()
    workspace = workspace_of(session, "T1")
    scopes = [scope_of_person(session, workspace, person) for person in (cast.anna, cast.bram)]
    scopes += [scope_of_team(session, workspace, cast.team), scope_of_workspace(session, workspace)]
    cards = [scorecard_of(session, workspace, scope, month, NOW) for scope in scopes for month in MONTHS]
    return [{key: line.figure for key, line in card.lines.items()} for card in cards]


def meetings(session: Session, cast: Cast) -> tuple[float | None, float | None]:
    """Anna's first meetings and follow-ups of November."""
    session.commit()
    workspace = workspace_of(session, "T1")
    lines = scorecard_of(session, workspace, scope_of_person(session, workspace, cast.anna), NOVEMBER, NOW).lines
    return lines["first_meetings"].figure.value, lines["follow_ups"].figure.value


def told(session: Session, source: str) -> Activity:
    session.commit()
    return session.exec(select(Activity).where(Activity.source == source)).one()


def log(request_of: AtTheDoor, person: Person, line: str) -> Request:
    request = request_of(person)
    log_command.command(request, line)
    request.session.commit()
    return request


def test_a_meeting_in_slack_and_in_the_crm_is_one_meeting(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    assert meetings(session, cast) == (1, 0)
    report = imports("activities", CRM)
    # D3: the same person, kind, account and day: one first meeting, and no follow-up of itself.
    assert meetings(session, cast) == (1, 0)
    assert [(note.reason, note.values, note.lines) for note in report.notes] == [
        ("same_event", {"source": "slack"}, (2,))
    ]
    assert (report.taken, told(session, "csv").same_as) == (1, told(session, "slack").id)


def test_another_file_is_another_telling_only_once(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    imports("activities", CRM)
    again = imports("activities", CRM)
    assert (again.taken, again.changed, again.unchanged, again.notes) == (0, 0, 1, [])
    # A second row of that day in the CRM is a second meeting: Slack told of one, the CRM of two.
    imports("activities", CRM + "crm-78,Anna de Vries,meeting,Acme,2026-11-10\n")
    assert meetings(session, cast) == (1, 1)


@pytest.mark.parametrize(
    "row",
    [
        "crm-77,Bram Bakker,meeting,Acme,2026-11-10",
        "crm-77,Anna de Vries,call,Acme,2026-11-10",
        "crm-77,Anna de Vries,meeting,Globex,2026-11-10",
        "crm-77,Anna de Vries,meeting,Acme,2026-11-08",
    ],
)
def test_another_person_kind_account_or_day_is_another_event(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor, row: str
) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    imports("activities", f"{HEAD}\n{row}\n")
    assert told(session, "csv").same_as is None


def test_when_the_first_is_undone_the_second_counts_and_the_other_way_round(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    imports("activities", CRM)
    first = told(session, "slack")
    undo_entry(acting(session, cast.anna), first.id)
    assert (meetings(session, cast), told(session, "csv").same_as) == ((1, 0), None)
    assert told(session, "csv").is_first is True
    put_back(acting(session, cast.anna), [first.id])
    assert (meetings(session, cast), told(session, "csv").same_as) == ((1, 0), first.id)


def test_undo_says_what_counts_instead(imports: Import, session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    imports("activities", CRM)
    session.commit()
    answer = log_command.command(request_of(cast.anna), "undo")
    assert isinstance(answer, Whisper)
    assert "Another source has it too, and that one counts now: *First meeting with Acme*" in str(answer.message.blocks)
    again = log_command.command(log(request_of, cast.anna, "call Globex"), "undo")
    assert isinstance(again, Whisper)
    assert "Another source" not in str(again.message.blocks)


def test_its_owner_and_their_manager_can_count_it_apart_and_undo_that(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    imports("activities", CRM)
    second = told(session, "csv").id
    with pytest.raises(Refusal, match="not_yours"):
        count_apart(acting(session, cast.bram), second, is_apart=True)
    session.rollback()
    count_apart(acting(session, cast.carla), second, is_apart=True)
    assert meetings(session, cast) == (1, 1)
    report = imports("activities", CRM)
    assert (report.unchanged, meetings(session, cast)) == (1, (1, 1))
    count_apart(acting(session, cast.anna), second, is_apart=False)
    assert meetings(session, cast) == (1, 0)
    changes = session.exec(select(ActivityChange.what).order_by(col(ActivityChange.id))).all()
    assert changes == ["split", "join"]


def test_the_list_says_so_and_has_the_button(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    imports("activities", CRM)
    session.commit()
    request = request_of(cast.anna)
    listed = log_command.command(request, "list")
    assert isinstance(listed, Whisper)
    assert str(listed.message.blocks).count("not counted: Slack has the same") == 1
    value = f"split:{told(session, 'csv').id}"
    assert value in str(listed.message.blocks)
    apart = feature.presses["activity.more"](request, Press("activity.more", value))
    assert isinstance(apart, Whisper)
    assert "counted separately" in apart.message.text
    assert meetings(session, cast) == (1, 1)
    once = feature.presses["activity.join"](request, Press("activity.join", value.removeprefix("split:")))
    assert isinstance(once, Replace)
    assert "count as one again" in once.message.text
    assert meetings(session, cast) == (1, 0)


def test_why_this_number_says_what_another_source_told_too(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    imports("activities", CRM)
    session.commit()
    workspace = workspace_of(session, "T1")
    anna = scope_of_person(session, workspace, cast.anna)
    why = explain(session, workspace, anna, NOVEMBER, NOW.date(), KPIS["first_meetings"])
    assert (len(why.records), why.told_twice) == (1, 1)
    assert explain(session, workspace, anna, NOVEMBER, NOW.date(), KPIS["follow_ups"]).told_twice == 0


def test_the_export_names_the_entry_that_counts_in_its_place(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    imports("activities", CRM)
    rows = exported(session, "activities", "json")
    first = told(session, "slack").id
    assert f'"same_as": "{first}"' in rows
    assert rows.count('"same_as": null') == 1


def test_when_the_file_came_first_it_counts_once_too_and_can_be_split(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    imports("activities", CRM)
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    # Her own word stands, whoever came first.
    assert (meetings(session, cast), told(session, "csv").same_as) == ((1, 0), told(session, "slack").id)
    count_apart(acting(session, cast.anna), told(session, "slack").id, is_apart=True)
    assert meetings(session, cast) == (1, 1)
    assert (imports("activities", CRM).unchanged, meetings(session, cast)) == (1, (1, 1))
    count_apart(acting(session, cast.anna), told(session, "slack").id, is_apart=False)
    assert meetings(session, cast) == (1, 0)


def test_hours_of_training_that_a_file_told_of_are_not_doubled_by_slack(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    imports("activities", "id,person,kind,account,date,minutes\n9,Anna de Vries,training,,2026-11-10,120\n")
    session.commit()
    request = request_of(cast.anna)
    answer = log_command.command(request, "training 2h 2026-11-10")
    assert isinstance(answer, Whisper)
    assert "*Training* · 2 h · Tue 10 Nov · _also in an imported file_" in answer.message.text
    assert told(session, "csv").same_as == told(session, "slack").id
    assert figures(session, cast)[2]["training_hours"].value == 2  # Anna's November


def test_accounts_that_turn_out_to_be_one_and_people_too(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    log(request_of, cast.anna, "meeting Acme 2026-11-10")
    imports("activities", CRM.replace("Acme", "Acme Holding"))
    assert meetings(session, cast) == (2, 0)
    named = accounts_named(session, "T1", ["Acme Holding", "Acme"])
    merge_accounts(acting(session, cast.dirk), named["acmeholding"], named["acme"])
    assert meetings(session, cast) == (1, 0)
    imports("activities", f"{HEAD}\ncrm-90,A. de Vries,call,Acme,2026-11-10\n")
    session.commit()
    log(request_of, cast.anna, "call Acme 2026-11-10")
    other = session.exec(select(Person).where(Person.name == "A. de Vries")).one()
    what = join_people(acting(session, cast.dirk), other, cast.anna)
    calls = select(Activity.same_as).where(Activity.kind == "call").order_by(col(Activity.id))
    assert [same is not None for same in session.exec(calls)] == [True, False]  # Slack's word stands
    part_people(acting(session, cast.dirk), what)
    assert [same is not None for same in session.exec(calls)] == [False, False]


@pytest.mark.parametrize(
    ("entries", "same"),
    [
        # Three calls in one line of Slack are the CRM's three rows of one call.
        ([("a", "slack", 3), ("b", "csv", 1), ("c", "csv", 1), ("d", "csv", 1)], {"b": "a", "c": "a", "d": "a"}),
        # A fourth row is a fourth call.
        ([("a", "slack", 2), ("b", "csv", 1), ("c", "csv", 1), ("d", "csv", 1)], {"b": "a", "c": "a"}),
        # What two other sources tell is the same event twice over.
        ([("a", "slack", 1), ("b", "csv", 1), ("c", "calendar", 1)], {"b": "a", "c": "a"}),
        # Two of one source are two.
        ([("a", "slack", 1), ("b", "slack", 1)], {}),
        ([("a", "slack", 1), ("b", "slack", 1), ("c", "csv", 1), ("d", "csv", 1)], {"c": "a", "d": "b"}),
    ],
)
def test_what_another_source_tells_is_the_same_as_far_as_it_goes(
    entries: list[tuple[str, str, int]], same: dict[str, str]
) -> None:
    place = ("slack", "csv", "calendar")
    told = [
        Told(id_, frozenset({by}), ("anna",), "call", NOVEMBER.start, place.index(by), units=units)
        for id_, by, units in reversed(entries)
    ]
    assert {id_: first for id_, first in events_of(told).same_as.items() if first} == same


def exported(session: Session, what: str, format_: str = "csv") -> str:
    session.commit()
    workspace = workspace_of(session, "T1")
    return "".join(export(session, workspace, what, scope_of_workspace(session, workspace), None, None, format_, NOW))


@pytest.mark.parametrize("seed", range(6))
def test_a_file_of_everything_that_slack_has_changes_no_figure(
    imports: Import, session: Session, cast: Cast, seed: int
) -> None:
    chance = random.Random(seed)
    names = ["Acme", "Globex", "Initech"]
    for step in range(40):
        kind = chance.choice(["meeting", "meeting", "visit", "proposal", "call", "renewal", "csat", "training", "lead"])
        entry = NewActivity(
            kind,
            NOW.date() - timedelta(days=chance.choice([0, 1, 2, 9, 20, 33, 40])),
            None
            if kind == "training" or (kind in ("call", "lead") and chance.random() < 0.3)
            else chance.choice(names),
            is_new_account=True,
            is_first=chance.choice([None, None, True, False]) if kind in ("meeting", "visit") else None,
            quantity=chance.choice([1, 1, 2]) if kind in ("call", "lead", "meeting") else 1,
            minutes=chance.choice([60, 90]) if kind == "training" else None,
            score=chance.choice([3, 4, 5]) if kind == "csat" else None,
            amount=Money.of(Decimal(1000), "EUR") if kind in ("proposal", "renewal") else None,
            shares=(Share(cast.anna.id, 60), Share(cast.bram.id, 40)) if chance.random() < 0.2 else (),
        )
        by = acting(session, chance.choice([cast.anna, cast.bram]), NOW + timedelta(seconds=step))
        assert isinstance(log_activities(by, [entry], is_no_duplicate=True), Logged)
    before = figures(session, cast)
    text = exported(session, "activities")
    report = imports("activities", text)
    assert (report.skipped, report.taken) == ([], len(text.splitlines()) - 1)
    assert figures(session, cast) == before
    imports("activities", text)
    assert figures(session, cast) == before
