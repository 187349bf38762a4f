"""Training and tools of the demo company: what was offered and who was there, what is coming, and one poll that is over."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from models.activity.kinds import Kind
from models.activity.records import Activity
from models.demo.company import WORKSPACE_ID
from models.team.records import Person
from models.tools.counting import result_of
from models.tools.records import Tool, ToolPoll, ToolType
from models.training.records import Seat, Training
from models.training.topics import topic_label

TRAININGS = (
    # topic, days from today, minutes, provider, cost in euro, who was there (or is to come), who was not
    ("negotiation", -76, 240, "Mercuri", 1_800, ("U0ANNA", "U0BRAM", "U0MEHDI", "U0PRIYA"), ("U0NOOR",)),
    ("crm_tools", -41, 90, "", 0, ("U0LOTTE", "U0OLIVER", "U0SANNE"), ()),
    ("prospecting", -20, 180, "Noorderlicht Academy", 450, ("U0OLIVER", "U0LOTTE"), ()),
    ("objections", 12, 240, "Mercuri", 1_800, ("U0BRAM", "U0OLIVER", "U0LOTTE"), ()),
    ("training_coaching", 26, 360, "", 2_400, ("U0CARLA", "U0JORIS", "U0GRACE"), ()),
)
"""Weekends move to the Monday after."""
TOOLS: tuple[tuple[ToolType, str, str, int, str, list[str]], ...] = (
    # type, name, owner, cost in euro, each, linked with
    (ToolType.CRM, "Tidemark CRM", "U0CARLA", 1_150, "month", ["Outlook"]),
    (ToolType.MARKETING, "Mailbuoy", "U0MARIJKE", 240, "month", ["Tidemark CRM"]),
    (ToolType.PROCESS, "Ledgerline", "U0FEMKE", 9_600, "year", []),
)
POLLED, POLL_OVER, POLL_LASTED = 1, 16, 7
"""The number of the tool, days since the last day of the poll, and how many days it was open."""
ASKED = 12
ANSWERS = {
    "use:daily": 3,
    "use:weekly": 1,
    "use:rarely": 4,
    "use:never": 3,
    "help:yes": 4,
    "help:partly": 4,
    "help:no": 3,
}
"""Of the eleven who answered: the CRM is what the survey says it is."""


def develop(session: Session, people: dict[str, Person], today: date) -> None:
    """Add trainings with their entries, tools, and the poll, as they stand on `today`."""
    for number, (topic, ahead, minutes, provider, cost, there, missing) in enumerate(TRAININGS, start=1):
        day = _working_day(today + timedelta(days=ahead))
        training = Training(
            workspace_id=WORKSPACE_ID,
            number=number,
            topic=topic,
            minutes=minutes,
            provider=provider,
            day=day,
            amount_minor=cost * 100,
            currency="EUR",
            entered_by=people["U0MARIJKE"].id,
            created_at=_at(min(day, today) - timedelta(days=21)),
        )
        session.add(training)
        session.flush()
        for slack_user_id in (*there, *missing):
            person = people[slack_user_id]
            if (person.starts_on or day) > day:
                continue
            session.add(
                Seat(
                    workspace_id=WORKSPACE_ID,
                    training_id=training.id,
                    person_id=person.id,
                    put_by=person.manager_id,
                    state="missed" if slack_user_id in missing else "planned",
                    created_at=training.created_at,
                )
            )
            if day < today and slack_user_id in there:
                session.add(_entry(person, training))
    _tools(session, people, today)
    session.flush()


def _entry(person: Person, training: Training) -> Activity:
    return Activity(
        workspace_id=WORKSPACE_ID,
        person_id=person.id,
        kind=Kind.TRAINING,
        happened_on=training.day,
        minutes=training.minutes,
        topic=topic_label(training.topic, person.language or "en"),
        created_at=_at(training.day + timedelta(days=1)),
    )


def _tools(session: Session, people: dict[str, Person], today: date) -> None:
    tools = [
        Tool(
            workspace_id=WORKSPACE_ID,
            number=number,
            kind=kind,
            name=name,
            owner_id=people[owner].id,
            amount_minor=cost * 100,
            currency="EUR",
            per=per,
            links=links,
            entered_by=people["U0FEMKE"].id,
            created_at=_at(today - timedelta(days=60)),
        )
        for number, (kind, name, owner, cost, per, links) in enumerate(TOOLS, start=1)
    ]
    session.add_all(tools)
    session.flush()
    last = today - timedelta(days=POLL_OVER)
    opened = last - timedelta(days=POLL_LASTED)
    session.add(
        ToolPoll(
            workspace_id=WORKSPACE_ID,
            tool_id=tools[POLLED - 1].id,
            opened_by=people["U0FEMKE"].id,
            opened_on=opened,
            closes_on=last,
            asked=ASKED,
            sealed="",
            results=result_of(ASKED, ANSWERS).to_json(),
            created_at=_at(opened),
        )
    )


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
