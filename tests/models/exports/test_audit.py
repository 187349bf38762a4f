"""Audits as data: frozen results, whatever is asked for, and never an answer."""

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from models.audit.ballots.ballot import NOT_MY_JOB
from models.audit.closing import close_by_itself, reopen_campaign, stop_campaign
from models.audit.questions import FUNCTIONS, Part
from models.audit.rating import keep_remark
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


def with_skills(company: Company) -> None:
    """Two surveys of the North on skills: Anna rates her closing 2 and then 4, Carla gives her a 3 and then a 5."""
    for own, given, now in ((2, 3, NOW), (4, 5, NOW + timedelta(days=180))):
        today = now.date()
        campaign = company.starts(
            Part.SKILLS, OneTeam(company.teams["North"].id), now=now, deadline=today + timedelta(days=14)
        )
        company.answers(campaign, "Anna", {"closing": own}, {"closing": "=Hard"}, today=today)
        company.answers(campaign, CARLA, {f"closing@{company['Anna'].id}": given}, today=today)
        close_by_itself(company.session, SECRETS, campaign, now)


def test_ratings_of_skills_are_in_it_with_who_may_see_them_and_what_moved(
    company: Company, exported: Callable[..., list[dict[str, Any]]]
) -> None:
    with_skills(company)
    newest, first = exported()
    [closing] = [one for one in newest["skills"] if one["person"] == "Anna" and one["skill"] == "closing"]
    assert list(closing)[:6] == ["person", "skill", "self", "manager", "standard", "gap"]
    assert (closing["self"], closing["manager"], closing["standard"]) == (4, 5.0, 4.5)
    assert (closing["before"], closing["change"], closing["compared_with"]) == (3.0, 2.0, 1)
    assert closing["seen_by"] == ["Anna", CARLA, FEMKE]
    assert newest["trends"] == [
        {"key": "closing", "before": 3.0, "now": 5.0, "change": 2.0, "n": 1, "compared_with": 1}
    ]
    assert first["trends"] == []


def test_who_has_left_may_see_nothing_any_more(company: Company, exported: Callable[..., list[dict[str, Any]]]) -> None:
    with_skills(company)
    company["Anna"].ends_on = NOW.date() - timedelta(days=1)
    company.session.flush()
    assert exported()[0]["skills"][0]["seen_by"] == [CARLA, FEMKE]


def test_what_is_no_part_of_the_job_is_told_apart_and_a_remark_in_general_has_a_row(company: Company) -> None:
    """Anna rates her closing 3 and says that prospecting is no part of her job; nobody says anything of the rest."""
    campaign = company.starts(Part.SKILLS, OneTeam(company.teams["North"].id))
    anna = company["Anna"]
    company.answers(campaign, "Anna", {"closing": 3, "prospecting": NOT_MY_JOB})
    keep_remark(company.session, SECRETS, campaign, company[CARLA], anna.id, "More room.", TODAY)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    whole = scope_of_workspace(company.session, company.workspace)
    text = "".join(export(company.session, company.workspace, "audit", whole, None, None, "csv", NOW))
    rows = [row for row in csv.DictReader(text.splitlines()) if row["person"] == "Anna"]
    assert {row["key"] for row in rows if row["no_part"] == "yes"} == {"prospecting"}
    [remark] = [row for row in rows if row["what"] == "remark"]
    assert (remark["key"], remark["team"], remark["own_comment"]) == ("in_general", "North", "")
    assert (remark["manager_comment"], remark["seen_by"]) == ("More room.", f"Anna, {CARLA}, {FEMKE}")
    [row] = json.loads("".join(export(company.session, company.workspace, "audit", whole, None, None, "json", NOW)))
    assert row["remarks"] == [
        {
            "person": "Anna",
            "team": "North",
            "own_comment": None,
            "manager_comment": "More room.",
            "seen_by": ["Anna", CARLA, FEMKE],
        }
    ]


def test_a_function_that_was_asked_in_other_words_has_no_change(
    company: Company, exported: Callable[..., list[dict[str, Any]]]
) -> None:
    """3 and then 4 everywhere; the first survey asked about people in words that are not asked any more."""
    for level, now in ((3, NOW), (4, NOW + timedelta(days=180))):
        today = now.date()
        campaign = company.starts(now=now, deadline=today + timedelta(days=14))
        for name in (*NORTH, *SOUTH):
            company.answers(campaign, name, level, today=today)
        close_by_itself(company.session, SECRETS, campaign, now)
        if level == 3:
            campaign.versions = {
                key: version + 10 if key.startswith("people_") else version
                for key, version in campaign.versions.items()
            }
    company.session.flush()
    trends = exported()[0]["trends"]
    assert [one["key"] for one in trends] == [key for key in FUNCTIONS if key != "people"]
    assert {(one["before"], one["now"], one["change"], one["compared_with"]) for one in trends} == {(3.0, 4.0, 1.0, 1)}


def test_of_one_person_it_has_their_ratings_alone_also_in_everything(
    company: Company, exported: Callable[..., Any]
) -> None:
    with_skills(company)
    scope = scope_of_person(company.session, company.workspace, company["Anna"])
    for rows in (exported(scope), exported(scope, what="everything")["audit"]):
        assert {one["person"] for one in rows[0]["skills"]} == {"Anna"}
    assert exported(scope_of_team(company.session, company.workspace, company.teams["South"])) == []


def test_while_it_runs_no_rating_is_in_it(company: Company, exported: Callable[..., list[dict[str, Any]]]) -> None:
    campaign = company.starts(Part.SKILLS)
    company.answers(campaign, "Anna", 3)
    assert exported()[0]["skills"] is None


def test_as_csv_each_figure_has_a_row_and_no_cell_has_json_in_it(company: Company) -> None:
    with_skills(company)
    functions = company.starts()
    for name in (*NORTH, *SOUTH):
        company.answers(functions, name, 4)
    close_by_itself(company.session, SECRETS, functions, NOW)
    session, workspace = company.session, company.workspace
    whole = scope_of_workspace(session, workspace)
    text = "".join(export(session, workspace, "audit", whole, None, None, "csv", NOW))
    assert "{" not in text
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["key"] for row in rows if row["what"] == "function"] == list(FUNCTIONS)
    assert [row["mean"] for row in rows if row["what"] == "stage"] == ["4"]
    [closing] = [row for row in rows if row["person"] == "Anna" and row["key"] == "closing" and row["number"] == "2"]
    assert (closing["self"], closing["manager"], closing["change"], closing["team"]) == ("4", "5.0", "2.0", "North")
    assert closing["own_comment"] == "'=Hard", "a text is no formula"
    assert "# audit\nnumber,part,status" in "".join(
        export(session, workspace, "everything", whole, None, None, "csv", NOW)
    )
