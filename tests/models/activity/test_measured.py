"""What a calendar and a CRM tell of a logged meeting: counted once, measured, each rep's part, and back again."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.activity.corrections import count_apart, edit_entry, mean_event, put_back, undo_entry
from models.activity.entry import NewActivity
from models.activity.matching import events_meant
from models.activity.measuring import as_told_of
from models.activity.records import Activity, ActivityChange, CreditShare
from models.activity.settling import settle
from models.database import new_id
from models.period import month_of
from models.references import links
from models.references.links import add_link, name_event
from models.references.records import Fact
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person, scope_of_team
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person
from tests.conftest import NOW, Cast, acting

DAY = date(2026, 11, 10)
NINE, FOUR = (datetime(2026, 11, 10, hour, tzinfo=UTC) for hour in (9, 16))


@pytest.fixture
def acme(session: Session, cast: Cast) -> str:
    session.add(Account(workspace_id="T1", id="acme", name="Acme", key="acme", opened_on=DAY, created_at=NOW))
    session.flush()
    return "acme"


def tell(session: Session, person: Person, source: str = "slack", event: str = "", **more: Any) -> Activity:
    """An entry as its source stores it, with its links, and settled."""
    values = {"account_id": "acme", "kind": "meeting", "happened_on": DAY, "created_at": NOW} | more
    row = Activity(workspace_id="T1", id=new_id(), person_id=person.id, source=source, **values)
    session.add(row)
    session.flush()
    if source != "slack":
        add_link(session, "T1", source, Fact.ACTIVITY, row.id, row.id, NOW)
    if event:
        name_event(session, "T1", source, event, row.id, NOW)
    settle(session, "T1", [row], now=NOW)
    session.flush()
    return row


def meetings(session: Session, cast: Cast, *people: Person) -> list[float]:
    """All meetings of November: of each, and of their team."""
    scopes = [scope_of_person(session, cast.workspace, person) for person in people]
    scopes.append(scope_of_team(session, cast.workspace, cast.team))
    cards = [scorecard_of(session, cast.workspace, scope, month_of(DAY), NOW).lines for scope in scopes]
    return [(card["first_meetings"].figure.value or 0) + (card["follow_ups"].figure.value or 0) for card in cards]


def shares(session: Session, row: Activity) -> list[tuple[str, int]]:
    found = select(CreditShare.person_id, CreditShare.percent).where(CreditShare.activity_id == row.id)
    return sorted(session.exec(found).all())


def history(session: Session, row: Activity) -> Sequence[ActivityChange]:
    changes = select(ActivityChange).where(ActivityChange.activity_id == row.id, ActivityChange.what == "measured")
    return session.exec(changes.order_by(col(ActivityChange.id))).all()


TOLD: list[tuple[str, dict[str, Any]]] = [
    ("slack", {"minutes": 60, "note": "went well"}),
    ("crm", {"kind": "visit", "happened_at": NINE, "minutes": 45}),
    ("calendar", {"happened_at": NINE, "minutes": 30}),
]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_one_meeting_however_its_three_sources_come(
    session: Session, cast: Cast, acme: str, order: tuple[int, ...]
) -> None:
    rows = {TOLD[at][0]: tell(session, cast.anna, TOLD[at][0], **TOLD[at][1]) for at in order}
    kept = rows["slack"]
    assert {source: row.same_as for source, row in rows.items()} == {"slack": None, "crm": kept.id, "calendar": kept.id}
    # The kind and the note are hers; when it was and how long it took is the calendar's.
    assert (kept.kind, kept.note, kept.happened_at, kept.minutes) == ("meeting", "went well", NINE, 30)
    assert (rows["crm"].minutes, rows["calendar"].minutes) == (45, 30)
    assert meetings(session, cast, cast.anna) == [1, 1]
    assert history(session, kept)[-1].old["duration"] == 60


def test_what_is_split_or_undone_says_what_it_said_itself(session: Session, cast: Cast, acme: str) -> None:
    kept = tell(session, cast.anna, minutes=60)
    other = tell(session, cast.anna, "calendar", happened_at=NINE, minutes=30)
    by = acting(session, cast.anna)
    count_apart(by, other.id, is_apart=True)
    assert (kept.minutes, kept.happened_at, other.same_as) == (60, None, None)
    count_apart(by, other.id, is_apart=False)
    assert (kept.minutes, kept.happened_at, other.same_as) == (30, NINE, kept.id)
    undo_entry(by, other.id)
    assert (kept.minutes, kept.happened_at) == (60, None)
    put_back(by, [other.id])
    assert kept.minutes == 30
    # Another account by hand: it is another event, and what the calendar told stays with Acme.
    edit_entry(by, kept.id, NewActivity("meeting", DAY, "Globex", is_new_account=True, minutes=30))
    assert (kept.happened_at, kept.minutes, other.same_as) == (None, 60, None)


def test_settling_again_changes_nothing(session: Session, cast: Cast, acme: str) -> None:
    kept = tell(session, cast.anna, minutes=60)
    tell(session, cast.anna, "calendar", happened_at=NINE, minutes=30)
    before = len(history(session, kept))
    for _ in range(3):
        settle(session, "T1", [kept], now=NOW)
    assert len(history(session, kept)) == before == 1


@pytest.mark.parametrize("both_log", [False, True])
def test_one_meeting_of_two_reps_is_one_of_the_team_and_a_part_of_each(
    session: Session, cast: Cast, acme: str, both_log: bool
) -> None:
    own = [tell(session, person) for person in (cast.anna, cast.bram)] if both_log else []
    first = tell(session, cast.anna, "crm", "https://calendar/e/1", happened_at=NINE)
    second = tell(session, cast.bram, "crm", "https://calendar/e/1", happened_at=NINE)
    counting = [row for row in (*own, first, second) if row.same_as is None]
    assert len(counting) == 1
    assert shares(session, counting[0]) == sorted([(cast.anna.id, 50), (cast.bram.id, 50)])
    assert meetings(session, cast, cast.anna, cast.bram) == [0.5, 0.5, 1]
    # Bram was not there: Anna's is hers again.
    for row in (row for row in (*own, second) if row.person_id == cast.bram.id):
        undo_entry(acting(session, cast.bram), row.id)
    if counting[0].person_id == cast.anna.id:
        assert shares(session, counting[0]) == []
    assert meetings(session, cast, cast.anna, cast.bram) == [1, 0, 1]


def test_which_of_two_is_asked_and_the_answer_changes_no_figure(session: Session, cast: Cast, acme: str) -> None:
    nine = tell(session, cast.anna, "calendar", happened_at=NINE, minutes=30)
    four = tell(session, cast.anna, "calendar", happened_at=FOUR, minutes=45)
    logged = tell(session, cast.anna)
    assert meetings(session, cast, cast.anna) == [2, 2]
    assert (events_meant(session, logged), logged.happened_at) == ([nine, four], None)
    mean_event(acting(session, cast.anna), logged.id, four.id)
    assert (four.same_as, nine.same_as, logged.happened_at, logged.minutes) == (logged.id, None, FOUR, 45)
    assert (meetings(session, cast, cast.anna), events_meant(session, logged)) == ([2, 2], [])
    with pytest.raises(Refusal, match="told_once"):
        mean_event(acting(session, cast.anna), logged.id, nine.id)


def test_it_may_have_been_a_third_one(session: Session, cast: Cast, acme: str) -> None:
    for at in (NINE, FOUR):
        tell(session, cast.anna, "calendar", happened_at=at, minutes=30)
    logged = tell(session, cast.anna)
    mean_event(acting(session, cast.anna), logged.id, None)
    assert (meetings(session, cast, cast.anna), events_meant(session, logged)) == ([3, 3], [])
    # Taken back: as it was before, asked about again and bound to neither.
    count_apart(acting(session, cast.anna), logged.id, is_apart=False)
    assert (meetings(session, cast, cast.anna), len(events_meant(session, logged))) == ([2, 2], 2)
    assert logged.happened_at is None
    with pytest.raises(Refusal, match="told_once"):
        count_apart(acting(session, cast.anna), logged.id, is_apart=False)


def test_days_that_hang_together_are_looked_at_together(session: Session, cast: Cast, acme: str) -> None:
    """Slack on Monday and Wednesday, the CRM on Tuesday and Thursday: two meetings, whoever comes first."""
    days = {"slack": (9, 11), "crm": (10, 12)}
    told = [(source, day) for source in days for day in days[source]]
    found = set()
    for order in list(permutations(told))[::5]:
        rows = [tell(session, cast.anna, source, happened_on=date(2026, 11, day), kind="call") for source, day in order]
        found.add(tuple(sorted((row.source, row.happened_on.day) for row in rows if row.same_as is None)))
        for row in rows:
            session.delete(row)
        session.flush()
    assert found == {(("slack", 9), ("slack", 11))}


def test_what_was_said_last_of_two_is_right_however_many_are_asked_about(
    session: Session, cast: Cast, acme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parted from the one's side, then joined from the other's: they are one, also where the two are looked up apart."""
    one, other = tell(session, cast.anna), tell(session, cast.anna, "crm", minutes=45)
    monkeypatch.setattr(links, "AT_ONCE", 1)
    first, last = sorted((one, other), key=lambda row: row.id)
    for minute, (row, with_, what) in enumerate([(last, first, "split"), (first, last, "join")]):
        when = NOW + timedelta(minutes=minute)
        about = {"workspace_id": "T1", "activity_id": row.id, "changed_at": when, "new": {"with": [with_.id]}}
        session.add(ActivityChange(**about, what=what))
    session.flush()
    settle(session, "T1", [one], now=NOW)
    assert sorted((one.same_as or "", other.same_as or "")) == ["", one.id]


def test_what_was_measured_is_dated_by_when_it_was(session: Session, cast: Cast, acme: str) -> None:
    row = tell(session, cast.anna, minutes=60)
    later = NOW + timedelta(days=3)
    crm = Activity(workspace_id="T1", id=new_id(), person_id=cast.anna.id, source="crm", account_id="acme", kind="meeting", happened_on=DAY, minutes=45, created_at=NOW)  # fmt: skip
    session.add(crm)
    session.flush()
    add_link(session, "T1", "crm", Fact.ACTIVITY, crm.id, crm.id, NOW)
    settle(session, "T1", [row], now=later)
    assert [change.changed_at for change in history(session, row)] == [later]


def test_another_split_does_not_hide_what_was_measured_before(session: Session, cast: Cast, acme: str) -> None:
    """Said 60 minutes, measured 45; then its source says another split: it still said 60 itself."""
    row = tell(session, cast.anna, minutes=60)
    tell(session, cast.anna, "crm", minutes=45)
    half = [[cast.anna.id, 50], [cast.bram.id, 50]]
    about = {"workspace_id": "T1", "activity_id": row.id, "changed_at": NOW}
    session.add(ActivityChange(**about, what="measured", old={"shares": half}, new={"shares": half}))
    session.flush()
    assert as_told_of(session, "T1", [row]).own[row.id] == {"minutes": 60}
