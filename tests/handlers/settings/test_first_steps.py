"""The first steps: guessed settings are confirmed with one press, a team is set up in one form, and the list ends."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session, select

from handlers import home
from handlers.door.answers import FormErrors, LookAtChannel, OpenModal, Replace, ShowHome, Whisper
from handlers.door.request import Form, Press, Request
from handlers.settings import first_steps
from jobs.cadence import Occasion
from jobs.prompts.settings import first_steps as first_message
from models.deals.actions import add_deal
from models.deals.terms import DealTerms
from models.delivery.records import Delivery
from models.maturity.first_steps import Step, first_steps_of
from models.money import Money
from models.refusal import Refusal
from models.scorecard.records import Target
from models.team.enrolment import Profile, enrol, enrol_installer
from models.team.records import Person, Team
from models.workspace.first_admin import FIRST_STEPS
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from tests.conftest import NOW, SECRETS, Cast, acting

AsRequest = Callable[..., Request]
ON_HOME = Press("home.confirm", view_id="V1")
IN_MESSAGE = Press("home.confirm", message_ts="1.2", channel_id="D1")
ADA = Profile("UADA", "Ada Owner", zone="America/New_York", locale="en-US", language="en", is_owner=True)


@pytest.fixture
def fresh(session: Session) -> Workspace:
    """A workspace that has just installed Koers."""
    workspace = Workspace(workspace_id="T9", name="Lighthouse Inc.", created_at=NOW)
    session.add(workspace)
    session.flush()
    return workspace


@pytest.fixture
def ada(session: Session, fresh: Workspace) -> Person:
    return enrol(session, "T9", ADA, NOW)


@pytest.fixture
def asks(session: Session, fresh: Workspace, ada: Person) -> Callable[[], Request]:
    secrets: Secrets = SECRETS
    return lambda: Request(session, fresh, ada, NOW, secrets, "C1")


def texts(view: dict[str, Any]) -> str:
    return "\n".join(str(block.get("text", {}).get("text", "")) for block in view["blocks"])


def test_the_first_owner_gets_the_list_once_with_what_slack_tells(
    session: Session, fresh: Workspace, ada: Person
) -> None:
    assert (fresh.currency, fresh.country, fresh.zone) == ("USD", "US", "America/New_York")
    [delivery] = session.exec(select(Delivery).where(Delivery.workspace_id == "T9"))
    assert (delivery.cadence, delivery.recipient) == (FIRST_STEPS, ada.id)
    message = first_message(Occasion(session, fresh, delivery, NOW, ada))
    assert message is not None
    assert message.text == "Welcome Ada! Koers is installed. A few steps, and your team can begin."
    assert "My guess, from Slack: United States, America/New_York, English and USD, US Dollar." in str(message.blocks)
    enrol(session, "T9", Profile("UBEN", "Ben", is_owner=True), NOW)
    first = select(Delivery).where(Delivery.workspace_id == "T9", Delivery.cadence == FIRST_STEPS)
    assert len(session.exec(first).all()) == 1


def test_a_currency_is_not_guessed_once_there_are_amounts(session: Session, fresh: Workspace) -> None:
    bo = Person(workspace_id="T9", name="Bo", created_at=NOW)
    session.add(bo)
    session.flush()
    add_deal(acting(session, bo), None, DealTerms(value=Money.of(Decimal(1_000), "EUR")))
    enrol(session, "T9", ADA, NOW)
    # 1,000 was counted in euros: called dollars it would be another amount.
    assert (fresh.currency, fresh.country, fresh.zone) == ("EUR", "US", "America/New_York")
    assert "currency" not in fresh.settled


def test_whoever_installs_it_gets_it_too(session: Session, fresh: Workspace) -> None:
    installer = enrol_installer(session, "T9", Profile("UINA", "Ina", zone="Europe/Amsterdam", locale="nl-NL"), NOW)
    assert (installer.is_admin, fresh.language) == (True, "nl")
    assert len(session.exec(select(Delivery).where(Delivery.workspace_id == "T9")).all()) == 1


def test_one_press_confirms_the_guess_on_home_and_in_the_message(
    session: Session, fresh: Workspace, asks: Callable[[], Request]
) -> None:
    shown = home.show(asks(), "")
    assert isinstance(shown, ShowHome)
    assert ":white_large_square: Country, time zone, language and currency" in texts(shown.view.json)
    again = home.confirm(asks(), ON_HOME)
    assert isinstance(again, ShowHome)
    assert ":white_check_mark: Country, time zone, language and currency" in texts(again.view.json)
    assert isinstance(home.confirm(asks(), IN_MESSAGE), Replace)


TEAM = {
    "name": "West",
    "people": ["UANNA9", "UBRAM9"],
    "role": "account",
    "manager": "UADA",
    "channel": "C5",
    "language": "en",
}


def test_a_team_is_set_up_in_one_form(
    session: Session, fresh: Workspace, ada: Person, asks: Callable[[], Request]
) -> None:
    assert isinstance(first_steps.open_team(asks(), Press("home.team:team", "team")), OpenModal)
    answers = home.save_team(asks(), Form(TEAM, "home"))
    assert isinstance(answers, list)
    assert [type(answer) for answer in answers] == [Whisper, LookAtChannel, ShowHome]
    people = session.exec(select(Person).where(Person.workspace_id == "T9", Person.is_rep)).all()
    team = session.exec(select(Team).where(Team.workspace_id == "T9")).one()
    assert {(one.slack_user_id, one.team_id, one.manager_id, one.sales_role) for one in people} == {
        ("UANNA9", team.id, ada.id, "account"),
        ("UBRAM9", team.id, ada.id, "account"),
    }
    assert (team.channel_id, team.language) == ("C5", "en")
    assert first_steps_of(session, fresh).done == {Step.TEAM, Step.PEOPLE, Step.MANAGER, Step.CHANNEL}


def test_a_manager_whom_nobody_knew_is_added_and_sells_nothing(session: Session, asks: Callable[[], Request]) -> None:
    home.save_team(asks(), Form({**TEAM, "manager": "UCARLA9", "channel": None}))
    carla = session.exec(select(Person).where(Person.slack_user_id == "UCARLA9")).one()
    assert (carla.is_rep, carla.sales_role) == (False, None)


@pytest.mark.parametrize("others", [[], ["UANNA9"]])
def test_a_manager_who_sells_too_is_in_the_team(
    session: Session, ada: Person, asks: Callable[[], Request], others: list[str]
) -> None:
    home.save_team(asks(), Form({**TEAM, "people": [*others, "UADA"]}))
    team = session.exec(select(Team).where(Team.workspace_id == "T9")).one()
    assert (ada.team_id, ada.manager_id, ada.is_rep, ada.sales_role) == (team.id, None, True, "account")
    for user_id in others:
        assert session.exec(select(Person).where(Person.slack_user_id == user_id)).one().manager_id == ada.id


@pytest.mark.parametrize(("field", "reason"), [("name", "no_team_name"), ("people", "no_people")])
def test_what_is_missing_is_said_under_its_field(asks: Callable[[], Request], field: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason) as refused:
        home.save_team(asks(), Form({**TEAM, field: None}))
    assert refused.value.values["field"] == field


def test_the_list_can_be_put_away(session: Session, fresh: Workspace, asks: Callable[[], Request]) -> None:
    closed = home.close_first_steps(asks(), IN_MESSAGE)
    assert isinstance(closed, Replace)
    shown = home.show(asks(), "")
    assert isinstance(shown, ShowHome)
    assert "first steps" not in texts(shown.view.json)


def test_only_an_admin_sees_it_and_may_press(cast: Cast, request_of: AsRequest) -> None:
    assert first_steps.checklist_view(request_of(cast.dirk)) is not None
    assert first_steps.checklist_view(request_of(cast.carla)) is None
    with pytest.raises(Refusal, match="admins_only"):
        home.confirm(request_of(cast.carla), ON_HOME)


def test_an_import_says_how(asks: Callable[[], Request]) -> None:
    assert isinstance(first_steps.how(asks(), Press("home.how:import", "import")), Whisper)


def test_a_first_target_is_set_in_a_form(session: Session, fresh: Workspace, asks: Callable[[], Request]) -> None:
    with pytest.raises(Refusal, match="no_team_yet"):
        first_steps.open_target(asks(), Press("home.target:target", "target"))
    home.save_team(asks(), Form({**TEAM, "name": "West Coast"}))
    assert isinstance(first_steps.open_target(asks(), Press("home.target:target", "target")), OpenModal)
    fields = {"team": "West Coast", "kpi": "sales_by_channel", "value": "100k", "per": "month"}
    wrong = home.save_target(asks(), Form({**fields, "value": "a lot"}, "home"))
    assert isinstance(wrong, list)
    assert isinstance(wrong[0], FormErrors)
    answers = home.save_target(asks(), Form(fields, "home"))
    assert isinstance(answers, list)
    assert [type(answer) for answer in answers] == [Whisper, ShowHome]
    target = session.exec(select(Target)).one()
    assert (target.kpi, target.value, target.period_type, target.scope) == (
        "sales_by_channel",
        "100000",
        "month",
        "team",
    )
    assert Step.TARGET in first_steps_of(session, fresh).done
