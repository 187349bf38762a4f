"""`/koers tools`: the list by type, and a poll of which nobody reads who answered what."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from handlers.door.answers import FormErrors, OpenModal, Replace, SendFile, Whisper
from handlers.door.request import Form, Press, Request
from handlers.tools import buttons, command, forms
from handlers.tools.views import evidence_view
from messages.tools.overview import evidence_lines
from models.database import Database
from models.delivery.records import Delivery
from models.plan.records import ActionState, PlanAction
from models.refusal import Refusal
from models.team.records import Person
from models.tools.records import Tool, ToolPoll, ToolVoter
from models.workspace.records import ExchangeRate
from tests.conftest import LONG_AGO, NOW, Cast

AtTheDoor = Callable[..., Request]
OVER = datetime(2026, 11, 20, 9, tzinfo=UTC)
"""The day after a poll of a week."""


def says(answer: object) -> str:
    first = answer[-1] if isinstance(answer, list) else answer
    assert isinstance(first, Whisper | Replace), answer
    return str(first.message.blocks).replace("\\xa0", " ")


def run(request: Request, line: str) -> str:
    return says(command.command(request, line))


@pytest.mark.parametrize(
    ("line", "kind", "name", "cost", "per", "owner", "links"),
    [
        (
            "add crm HubSpot €900/month @carla with Outlook, Exact",
            "crm",
            "HubSpot",
            (90_000, "EUR"),
            "month",
            "Carla",
            ["Outlook", "Exact"],
        ),
        ("toevoegen crm HubSpot 1.200 per jaar", "crm", "HubSpot", (120_000, "EUR"), "year", "", []),
        (
            "add marketing automation Mailchimp 300 USD a quarter me",
            "marketing",
            "Mailchimp",
            (30_000, "USD"),
            "quarter",
            "me",
            [],
        ),
        (
            "voeg toe crm Teamleader € 45,50 per maand eigenaar Carla",
            "crm",
            "Teamleader",
            (4_550, "EUR"),
            "month",
            "Carla",
            [],
        ),
        ("add marketing Mailchimp free", "marketing", "Mailchimp", (0, "EUR"), "month", "", []),
        ('add hr "Personio Pro"', "hr", "Personio Pro", None, "month", "", []),
        ("add business process Exact Online 0", "process", "Exact Online", (0, "EUR"), "month", "", []),
        (
            "add content Seismic linked with HubSpot and Teams 2k per year",
            "content",
            "Seismic",
            (200_000, "EUR"),
            "year",
            "",
            ["HubSpot", "Teams"],
        ),
    ],
)
def test_a_tool_in_one_line(
    session: Session,
    cast: Cast,
    request_of: AtTheDoor,
    line: str,
    kind: str,
    name: str,
    cost: tuple[int, str] | None,
    per: str,
    owner: str,
    links: list[str],
) -> None:
    run(request_of(cast.carla), line)
    tool = session.exec(select(Tool)).one()
    assert (tool.kind, tool.name, tool.per, tool.links) == (kind, name, per, links)
    assert (tool.amount_minor, tool.currency) == (cost or (None, None))
    assert tool.owner_id == (cast.carla.id if owner else None)


@pytest.mark.parametrize(
    ("line", "why"),
    [("add HubSpot", "which_type"), ("5", "not_there"), ("poll 5", "not_there"), ("undo", "nothing_to_undo")],
)
def test_what_cannot_be_is_refused(cast: Cast, request_of: AtTheDoor, line: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        command.command(request_of(cast.carla), line)


def test_the_list_by_type_with_what_it_costs_a_year_by_hand(
    session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    """€900 a month = 10,800; 300 USD a quarter at 0.90 = €270 × 4 = 1,080; £10 a year waits: €11,880."""
    session.add(ExchangeRate(workspace_id="T1", currency="USD", into="EUR", day=date(2026, 11, 1), rate="0.9"))
    heavy = {"title": "One customer file", "state": ActionState.ACCEPTED, "is_heavy": True, "horizon_days": 90}
    days = {"owner_id": cast.dirk.id, "starts_on": date(2026, 11, 1), "ends_on": date(2027, 1, 29)}
    session.add(PlanAction(workspace_id="T1", number=1, impact=3, effort=3, changed_at=NOW, **heavy, **days))
    carla = request_of(cast.carla)
    for line in (
        "add crm HubSpot €900/month",
        "add marketing Mailchimp 300 USD/quarter",
        "add hr Personio 10 GBP/year",
    ):
        run(carla, line)
    told = run(carla, "")
    assert "3 tools; 3 of the five types have one." in told
    assert "*No tool for*: Content and Business process" in told
    assert "*Cost*: €11,880 a year, at today’s rates · one waits for an exchange rate" in told
    assert "*System projects wait*" in told
    assert "One customer file" in told
    to_bram = run(request_of(cast.bram), "")
    assert "HubSpot" in to_bram
    assert "€" not in to_bram
    assert "Kosten" not in to_bram
    with pytest.raises(Refusal, match="managers_only"):
        command.command(request_of(cast.bram), "add crm Salesforce")
    with pytest.raises(Refusal, match="is_there"):
        command.command(carla, "add crm hubspot")


def test_undo_of_each_step(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    carla = request_of(cast.carla)
    run(carla, "add crm HubSpot €900/month")
    tool = session.exec(select(Tool)).one()
    fields = {
        "kind": "process",
        "name": "Exact",
        "cost": "1.200",
        "per": "year",
        "links": "Outlook, ",
        "owner": "UCARLA",
    }
    assert "Changed" in says(forms.save(carla, Form(fields, tool.id)))
    assert (tool.kind, tool.name, tool.amount_minor, tool.links) == ("process", "Exact", 120_000, ["Outlook"])
    run(carla, "undo 1")
    assert (tool.kind, tool.name, tool.amount_minor, tool.links, tool.owner_id) == ("crm", "HubSpot", 90_000, [], None)
    run(carla, "remove 1")
    assert "is there again" in says(buttons.undo(carla, Press("tools.undo", tool.id)))
    assert isinstance(forms.save(carla, Form({**fields, "cost": "much"})), FormErrors)
    assert isinstance(command.command(carla, "add"), OpenModal)


# --- the poll ---------------------------------------------------------------------------------------------


@pytest.fixture
def eight(session: Session, cast: Cast) -> list[Person]:
    """Anna, Bram, Carla, Dirk and four more whom Slack can reach; one who has left."""
    more = [
        Person(workspace_id="T1", name=f"Person {at}", slack_user_id=f"UP{at}", language="en", created_at=LONG_AGO)
        for at in range(4)
    ]
    gone = Person(workspace_id="T1", name="Gone", slack_user_id="UG", ends_on=date(2026, 1, 1), created_at=LONG_AGO)
    session.add_all([*more, gone])
    session.flush()
    return [cast.anna, cast.bram, cast.carla, cast.dirk, *more]


@pytest.fixture
def poll(session: Session, cast: Cast, request_of: AtTheDoor, eight: list[Person]) -> ToolPoll:
    run(request_of(cast.carla), "add crm HubSpot")
    assert "8 people are asked" in run(request_of(cast.dirk), "poll 1")
    return session.exec(select(ToolPoll)).one()


def answers(request: Request, poll: ToolPoll, use: str, helps: str) -> str:
    says(buttons.use(request, Press(f"tools.use:{use}", f"{poll.id} {use}")))
    return says(buttons.helps(request, Press(f"tools.help:{helps}", f"{poll.id} {use} {helps}")))


def test_everybody_at_work_is_asked_once_until_a_week_from_now(
    session: Session, cast: Cast, request_of: AtTheDoor, poll: ToolPoll, eight: list[Person]
) -> None:
    assert (poll.asked, poll.closes_on) == (8, date(2026, 11, 19))
    told = session.exec(select(Delivery).where(Delivery.cadence == "tools.poll")).all()
    assert {one.recipient for one in told} == {person.id for person in eight}
    with pytest.raises(Refusal, match="runs_already"):
        command.command(request_of(cast.dirk), "poll 1 until 4 dec")
    with pytest.raises(Refusal, match="leaders_only"):
        command.command(request_of(cast.carla), "poll 1")


def test_shares_come_when_it_is_over_and_never_a_name(
    session: Session, cast: Cast, request_of: AtTheDoor, poll: ToolPoll, eight: list[Person]
) -> None:
    """Daily 3, weekly 1, rarely 0, never 3 of 7 who answered: 4 of 7 = 57% use it; “weekly” would stand alone, so only
    that share is told. It helps 3 of 7: 43%; the others are 4."""
    given = ("daily yes", "daily yes", "daily yes", "weekly partly", "never no", "never no", "never partly")
    for person, said in zip(eight, given, strict=False):
        assert answers(request_of(person), poll, *said.split())
    assert "A poll runs until" in run(request_of(cast.dirk), "1")
    assert "%" not in run(request_of(cast.dirk), "1")
    told = run(request_of(cast.dirk, OVER), "1")
    assert "57% use it daily or weekly (7 of 8 answered)" in told
    assert "weekly 14" not in told
    assert "It helps 43% (7 answered)" in told
    assert "57%" in run(request_of(cast.anna, OVER), ""), "everybody reads the shares"


def test_an_answer_counts_once_and_late_ones_not(
    session: Session, cast: Cast, request_of: AtTheDoor, poll: ToolPoll
) -> None:
    answers(request_of(cast.anna), poll, "daily", "yes")
    with pytest.raises(Refusal, match="answered_already"):
        answers(request_of(cast.anna), poll, "never", "no")
    with pytest.raises(Refusal, match="poll_over"):
        answers(request_of(cast.bram, OVER), poll, "daily", "yes")
    stranger = Person(workspace_id="T1", name="New", slack_user_id="UNEW", created_at=NOW)
    session.add(stranger)
    session.flush()
    with pytest.raises(Refusal, match="not_asked"):
        answers(request_of(stranger), poll, "daily", "yes")
    for pressed in (f"{poll.id} often", poll.id):
        with pytest.raises(Refusal, match="poll_over"):
            buttons.use(request_of(cast.bram), Press("tools.use", pressed))


def test_nothing_stored_says_who_answered_what(
    database: Database, session: Session, cast: Cast, request_of: AtTheDoor, poll: ToolPoll
) -> None:
    sizes = {len(poll.sealed)}
    answers(request_of(cast.anna), poll, "never", "no")
    sizes.add(len(poll.sealed))
    session.commit()
    with database.engine.connect() as connection:
        rows = [
            str(tuple(row)) for table in database.metadata.sorted_tables for row in connection.execute(table.select())
        ]
    assert not [row for row in rows if "'never'" in row or "use:never" in row]
    assert len(sizes) == 1, "its length does not say that somebody answered"
    voters = session.exec(select(ToolVoter).where(ToolVoter.person_id == cast.anna.id)).one()
    assert set(type(voters).model_fields) == {"workspace_id", "id", "poll_id", "person_id", "has_answered"}


@pytest.mark.parametrize("line", ["poll hubspot until friday", "1 poll until friday", "peil HubSpot tot vrijdag"])
def test_a_poll_is_opened_by_name_or_number(session: Session, cast: Cast, request_of: AtTheDoor, line: str) -> None:
    run(request_of(cast.dirk), "add crm HubSpot")
    assert "4 people are asked whether they use HubSpot" in run(request_of(cast.dirk), line)
    assert session.exec(select(ToolPoll)).one().closes_on == date(2026, 11, 13)


def test_a_poll_about_nothing_is_answered_with_an_example_of_one(cast: Cast, request_of: AtTheDoor) -> None:
    assert "`/koers tools poll 2 until friday`" in run(request_of(cast.dirk), "poll")
    with pytest.raises(Refusal, match="not_there"):
        run(request_of(cast.dirk), "remove Nothing")


def test_undo_of_a_poll_asks_nobody_any_more(
    session: Session, cast: Cast, request_of: AtTheDoor, poll: ToolPoll
) -> None:
    answers(request_of(cast.anna), poll, "daily", "yes")
    assert "what was answered is gone" in says(buttons.withdraw(request_of(cast.dirk), Press("", poll.id)))
    assert poll.sealed == ""
    with pytest.raises(Refusal, match="poll_over"):
        answers(request_of(cast.bram), poll, "daily", "yes")
    assert "8 people" in run(request_of(cast.dirk), "poll 1 until 4 dec")


@pytest.mark.parametrize("line", ["poll 1 until yesterday", "poll 1 until 2027-03-01"])
def test_a_day_that_does_not_work_is_refused(cast: Cast, request_of: AtTheDoor, eight: list[Person], line: str) -> None:
    run(request_of(cast.carla), "add crm HubSpot")
    with pytest.raises(Refusal, match="until_when"):
        command.command(request_of(cast.dirk), line)


def test_of_two_people_somebody_would_stand_alone(session: Session, cast: Cast, request_of: AtTheDoor) -> None:
    run(request_of(cast.carla), "add crm HubSpot")
    for person in (cast.anna, cast.bram):
        person.ends_on = NOW.date() - timedelta(days=1)
    session.flush()
    with pytest.raises(Refusal, match="too_few"):
        command.command(request_of(cast.dirk), "poll 1")


def test_the_table_has_costs_for_managers_alone(cast: Cast, request_of: AtTheDoor) -> None:
    run(request_of(cast.carla), "add crm HubSpot €900/month @carla with Outlook")
    for person, row in (
        (cast.carla, "1,crm,HubSpot,Carla Mulder,900,EUR,month,Outlook"),
        (cast.anna, "1,crm,HubSpot,Carla Mulder,,,,Outlook"),
    ):
        file = command.command(request_of(person), "csv")[0]  # type: ignore[index]
        assert isinstance(file, SendFile)
        assert file.content.decode("utf-8-sig").splitlines()[1] == row


def test_the_survey_has_the_list_as_evidence_for_technology(cast: Cast, request_of: AtTheDoor) -> None:
    """Of the five types two have a tool; of three tools one is linked and two have an owner."""
    carla = request_of(cast.carla)
    for line in ("add crm HubSpot @carla with Outlook", "add crm Pipedrive me", "add hr Personio"):
        run(carla, line)
    found = evidence_view(carla)
    assert (found.tools, found.types, found.linked, found.owned) == (3, 2, 1, 2)
    assert found.missing == ["marketing", "content", "process"]
    [line] = evidence_lines(carla.words, found)
    assert "2 of the five types have a tool. Of 3 tools 1 exchange data with another, and 2 have an owner." in line
