"""Audits as data: frozen results, whatever is asked for, and never an answer."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.audit.closing import close_by_itself, reopen_campaign, stop_campaign
from models.audit.questions import FUNCTIONS, Part
from models.audit.results.counting import count_finished
from models.audit.starting import OneTeam
from models.exports.run import export
from models.scorecard.scope import Scope, scope_of_person, scope_of_team, scope_of_workspace
from tests.conftest import NOW, SECRETS, acting
from tests.models.audit.company import CARLA, DEADLINE, FEMKE, JORIS, NORTH, SOUTH, TODAY, Company, company_in


@pytest.fixture
def company(session: Session) -> Company:
    return company_in(session)


@pytest.fixture
def exported(company: Company) -> Callable[..., list[dict[str, Any]]]:
    def rows(scope: Scope | None = None, at: date | None = None, what: str = "audit") -> Any:
        whose = scope or scope_of_workspace(company.session, company.workspace)
        return json.loads("".join(export(company.session, company.workspace, what, whose, None, at, "json", NOW)))

    return rows


NOTHING_OF_ANY = {key: {"mean": None, "n": None} for key in FUNCTIONS}


def figures(row: dict[str, Any]) -> dict[str, Any]:
    return {key: {"mean": figure["mean"], "n": figure["n"]} for key, figure in row["functions"].items()}


def test_a_closed_audit_has_all_seven_functions_and_its_stage(
    company: Company, exported: Callable[..., list[dict[str, Any]]]
) -> None:
    campaign = company.starts()
    for name in (*NORTH, *SOUTH):
        company.answers(campaign, name, 4)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    [row] = exported()
    assert list(row)[:8] == ["id", "part", "status", "invited", "finished", "anonymous", "functions", "stage"]
    assert (row["part"], row["status"], row["invited"], row["finished"], row["anonymous"]) == (
        "functions",
        "closed",
        15,
        10,
        True,
    )
    assert row["functions"] == {key: {"mean": 4.0, "n": 10, "reason": None} for key in FUNCTIONS}
    assert row["stage"] == {"value": 4, "capped_by": None, "reason": None}


def test_a_suppressed_figure_is_null_with_its_reason_and_without_n(
    company: Company, exported: Callable[..., list[dict[str, Any]]]
) -> None:
    campaign = company.starts()
    for name in NORTH[:4]:
        company.answers(campaign, name, 4)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    [row] = exported()
    assert row["functions"]["people"] == {"mean": None, "n": None, "reason": "too_few_answers"}
    assert row["stage"] == {"value": None, "capped_by": None, "reason": "too_few_answered"}


def test_while_it_runs_there_is_no_figure_and_the_count_is_of_this_morning(
    company: Company, exported: Callable[..., list[dict[str, Any]]]
) -> None:
    campaign = company.starts()
    for name in (*NORTH, "Fleur"):
        company.answers(campaign, name, 4)
    [row] = exported()
    assert (row["status"], row["finished"], figures(row)) == ("open", None, NOTHING_OF_ANY)
    count_finished(company.session, SECRETS, "T1", TODAY)
    [row] = exported()
    assert (row["finished"], row["stage"]["reason"]) == (5, "still_open")


def test_opened_again_or_stopped_there_is_no_figure(
    company: Company, exported: Callable[..., list[dict[str, Any]]]
) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 4)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
    assert figures(exported()[0]) == NOTHING_OF_ANY
    stop_campaign(acting(company.session, company[FEMKE]), SECRETS, campaign)
    [row] = exported()
    assert (row["status"], row["functions"]["people"]["reason"], figures(row)) == ("stopped", "stopped", NOTHING_OF_ANY)


def test_of_a_past_day_it_is_as_it_was(company: Company, exported: Callable[..., list[dict[str, Any]]]) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 4)
    close_by_itself(company.session, SECRETS, campaign, NOW + timedelta(days=3))
    [row] = exported(at=TODAY)
    assert (row["status"], row["finished"], row["closed"], figures(row)) == ("open", None, None, NOTHING_OF_ANY)
    assert exported(at=TODAY - timedelta(days=1)) == []


def test_the_newest_comes_first_and_skills_have_no_functions(
    company: Company, exported: Callable[..., list[dict[str, Any]]]
) -> None:
    company.starts()
    company.starts(Part.SKILLS)
    rows = exported()
    assert [row["part"] for row in rows] == ["skills", "functions"]
    assert (rows[0]["anonymous"], rows[0]["functions"]["people"]["reason"]) == (False, "about_skills")


def test_no_scope_gives_figures_of_fewer_than_were_asked(
    company: Company, exported: Callable[..., list[dict[str, Any]]]
) -> None:
    """A manager who filters gets the same figures, or no campaign at all."""
    campaign = company.starts(audience=OneTeam(company.teams["North"].id))
    for name in (CARLA, *NORTH):
        company.answers(campaign, name, 4 if name != "Anna" else 1)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    session, workspace = company.session, company.workspace
    whole = exported()
    for scope in (
        scope_of_person(session, workspace, company["Anna"]),
        scope_of_team(session, workspace, company.teams["North"]),
    ):
        assert exported(scope) == whole
    for scope in (
        scope_of_person(session, workspace, company[JORIS]),
        scope_of_team(session, workspace, company.teams["South"]),
    ):
        assert exported(scope) == []


def test_everything_holds_the_audits(company: Company, exported: Callable[..., Any]) -> None:
    campaign = company.starts()
    company.answers(campaign, "Anna", 4, {"people_right": "Quibbleworth"})
    everything = exported(what="everything")
    assert [row["number"] for row in everything["audit"]] == [1]
    assert "Quibbleworth" not in str(everything)
