"""`bot.py settings`: the same settings from a terminal; `doctor` names what nobody has set or confirmed."""

import json
from datetime import date

import pytest
from sqlmodel import Session, select

from handlers.program import doctor
from handlers.program.set_up import settings_lines, unsettled
from handlers.program.settings import Settings
from handlers.program.terminal import TerminalError
from models.costs.actions import enter_cost
from models.costs.records import CostKind
from models.database import Database
from models.money import Money
from models.refusal import Refusal
from models.workspace.guessing import guess_settings
from models.workspace.records import SettingChange, Workspace
from tests.conftest import NOW, Cast, acting


def run(database: Database, *typed: str, as_json: bool = False, yes: bool = False) -> list[str]:
    return settings_lines(database, "T1", typed, as_json, yes, NOW)


def stored(session: Session) -> Workspace:
    session.expire_all()
    return session.get_one(Workspace, "T1")


def test_several_at_once_and_who_changed_it_is_the_terminal(database: Database, session: Session, cast: Cast) -> None:
    lines = run(database, "currency=USD", "fiscal_start=july", "zone=New York")
    assert lines == [
        "changed: Currency is USD, US Dollar",
        "changed: The year begins in is July",
        "changed: Time zone is America/New_York",
    ]
    assert (stored(session).currency, stored(session).fiscal_start_month) == ("USD", 7)
    assert {change.changed_by for change in session.exec(select(SettingChange))} == {None}


def test_all_of_them_as_json(database: Database, cast: Cast) -> None:
    [text] = run(database, as_json=True)
    told = json.loads(text)
    assert {key: told[key] for key in ("currency", "country", "region", "digest_day", "digest_time", "days_off")} == {
        "currency": "EUR",
        "country": "NL",
        "region": None,
        "digest_day": 0,
        "digest_time": "08:30",
        "days_off": [],
    }
    assert told["origins"]["currency"] == "default"


def test_what_does_not_fit_stores_nothing(database: Database, session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="wrong_month"):
        run(database, "currency=USD", "fiscal_start=13")
    with pytest.raises(TerminalError, match="sets nothing"):
        run(database, "dollars")
    assert stored(session).currency == "EUR"


def test_another_currency_says_what_it_does_before_it_is_done(database: Database, session: Session, cast: Cast) -> None:
    enter_cost(acting(session, cast.carla), CostKind.MARKETING, Money.of(500, "EUR"), date(2026, 11, 3))
    session.commit()
    with pytest.raises(TerminalError, match="1 amount is counted in EUR"):
        run(database, "currency=USD")
    assert run(database, "currency=USD", yes=True)[-1] == "Still without a rate: one amount, in EUR."


def test_doctor_names_what_is_guessed_what_is_a_default_and_what_waits(
    database: Database, session: Session, cast: Cast
) -> None:
    guess_settings(cast.workspace, "America/New_York", None, date(2026, 11, 12))
    enter_cost(acting(session, cast.carla), CostKind.MARKETING, Money.of(500, "EUR"), date(2026, 11, 3))
    session.commit()
    said = "\n".join(line for line in unsettled(database) if "Noordzee" in line)
    assert "only guessed from Slack: country=US, zone=America/New_York, currency=USD" in said
    assert "never set, so a default: language=en" in said
    assert "no channel for North" in said
    assert "1 amount is waiting for a rate of EUR" in said


def test_doctor_is_content_with_what_was_said_at_a_terminal(database: Database, session: Session, cast: Cast) -> None:
    run(database, "currency=EUR", "country=NL", "zone=Europe/Amsterdam", "language=en")
    cast.team.channel_id = "C1"
    session.add(cast.team)
    session.commit()
    assert [line for line in unsettled(database) if "Noordzee" in line] == []


async def test_doctor_names_whom_the_server_is_for_and_who_is_not_on_the_list(database: Database, cast: Cast) -> None:
    def settings(**more: str) -> Settings:
        return Settings(_env_file=None, database_url=database.url, **more)  # type: ignore[call-arg,arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doctor, "is_up_to_date", lambda _: True)
        assert await doctor._listed(settings()) == []
        anybody = await doctor._listed(settings(slack_client_id="1", slack_client_secret="2"))
        assert [well for well, _ in anybody] == [None]
        assert "any may install the app here" in anybody[0][1]
        listed = await doctor._listed(settings(koers_workspaces="T1,T3"))
    assert listed == [
        (True, "workspaces: T1, T3 may use this server"),
        (None, "workspace T2 is not in KOERS_WORKSPACES: it gets no answer. Its data stays."),
    ]
