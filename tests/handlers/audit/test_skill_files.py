"""The skills as files: whose sheets somebody gets, and that nobody gets another's."""

import csv
from datetime import timedelta

import pytest
from sqlmodel import Session

from handlers.audit import command as audit
from handlers.audit import feature
from handlers.door.answers import Answers, SendFile
from handlers.door.request import Press, Request
from messages.audit import results
from models.audit.ballots.ballot import NOT_MY_JOB
from models.audit.campaigns import campaign_numbered
from models.audit.closing import close_by_itself
from models.audit.questions import Part
from models.audit.rating import keep_remark
from models.audit.ready_made_changes import switch
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS, acting
from tests.messages.pdf_reading import lines_of
from tests.models.audit.company import CARLA, FEMKE, JORIS, Company, company_in

pytestmark = pytest.mark.once


@pytest.fixture
def company(session: Session) -> Company:
    """Two surveys on skills: Anna 4, and in the second Carla gives her a 2 where it was a 3."""
    found = company_in(session)
    for person in found.people.values():
        person.language = "en"
    for level, now in ((3, NOW - timedelta(days=180)), (2, NOW)):
        today = now.date()
        campaign = found.starts(Part.SKILLS, now=now, deadline=today + timedelta(days=14))
        found.answers(campaign, "Anna", 4, {"closing": "I find it hard"}, today=today)
        found.answers(campaign, CARLA, level, today=today)
        anna = found["Anna"].id
        keep_remark(session, SECRETS, campaign, found[CARLA], anna, "More room for new business.", today)
        close_by_itself(session, SECRETS, campaign, now)
    session.commit()
    return found


def at(company: Company, name: str) -> Request:
    return Request(company.session, company.workspace, company[name], NOW, SECRETS, "D1")


def file_of(answers: Answers) -> SendFile:
    [file] = list(answers) if isinstance(answers, list | tuple) else [answers]  # type: ignore[list-item]
    assert isinstance(file, SendFile)
    return file


def told(file: SendFile) -> str:
    return " ".join(lines_of(file.content).split())


def test_a_rep_gets_their_own_sheet_and_no_other(company: Company) -> None:
    sheet = told(file_of(audit.command(at(company, "Anna"), "results pdf")))
    assert sheet.startswith("Anna Noordzee Systems · North · survey 2 on skills · 12 November 2026")
    assert "Every skill got the same: 2." in sheet
    assert "Since survey 1 of" in sheet
    assert "▼ Prospecting 3 → 2" in sheet
    assert "I find it hard" in sheet
    assert "Bram" not in sheet
    assert "In general: “More room for new business.”" in sheet
    with pytest.raises(Refusal, match=r"access\."):
        audit.command(at(company, "Anna"), "results pdf @bram")


def test_a_manager_gets_the_map_of_their_people_and_the_sheet_of_one(company: Company) -> None:
    team = told(file_of(audit.command(at(company, CARLA), "results pdf")))
    assert "Skills: who is how far" in team
    assert "Anna" in team
    assert "Bram" in team
    assert "Fleur" not in team
    for file in (
        file_of(audit.command(at(company, CARLA), "results 2 pdf @anna")),
        file_of(press(company, CARLA, f"{_id(company)}:{company['Anna'].id}")),
    ):
        assert told(file).startswith("Anna Noordzee Systems")
        assert "Bram" not in told(file)


@pytest.mark.parametrize("name", [JORIS, "Bram"])
def test_another_manager_and_a_colleague_get_no_sheet_of_hers(company: Company, name: str) -> None:
    with pytest.raises(Refusal, match=r"access\."):
        press(company, name, f"{_id(company)}:{company['Anna'].id}")


def test_ones_own_ratings_are_a_table_with_the_survey_and_the_comments(company: Company) -> None:
    file = file_of(audit.command(at(company, "Anna"), "results csv"))
    rows = list(csv.DictReader(file.content.decode("utf-8-sig").splitlines()))
    [closing] = [row for row in rows if row["Skill"] == "Closing"]
    assert {row["Person"] for row in rows} == {"Anna"}
    assert (closing["Survey"], closing["Date"], closing["Team"]) == ("2", NOW.date().isoformat(), "North")
    assert (closing["Self"], closing["Manager"], closing["Gap"]) == ("4.0", "2.0", "2.5")
    assert closing["Own comment"] == "I find it hard"


def test_a_ready_made_skill_has_its_name_and_what_is_said_in_general_a_row(company: Company) -> None:
    """Anna gives her listening a 4, 0.5 below 4.5, and nothing else a level."""
    switch(acting(company.session, company[FEMKE]), "listening", on=True)
    later = NOW + timedelta(days=1)
    campaign = company.starts(Part.SKILLS, now=later, deadline=later.date() + timedelta(days=14))
    company.answers(campaign, "Anna", {"listening": 4, "closing": NOT_MY_JOB}, today=later.date())
    keep_remark(company.session, SECRETS, campaign, company["Anna"], "", "A busy year", later.date())
    close_by_itself(company.session, SECRETS, campaign, later)
    rows = {row["Skill"]: row for row in _rows_of(audit.command(at(company, "Anna"), "results 3 csv"))}
    assert rows["Listening"]["Self"] == "4.0"
    assert rows["Closing"]["Why empty"] == "Not part of the job"
    assert (rows["In general"]["Own comment"], rows["In general"]["Manager's comment"]) == ("A busy year", "")
    sheet = told(file_of(audit.command(at(company, "Anna"), "results 3 pdf")))
    assert "Furthest from best in class: Listening (0.5 below)." in sheet
    assert "Not part of the job, so not counted: Closing." in sheet


def _rows_of(answers: Answers) -> list[dict[str, str]]:
    return list(csv.DictReader(file_of(answers).content.decode("utf-8-sig").splitlines()))


def test_the_leader_gets_everybody(company: Company) -> None:
    team = told(file_of(audit.command(at(company, FEMKE), "results pdf")))
    assert "Anna" in team
    assert "Fleur" in team


def _id(company: Company) -> str:
    return campaign_numbered(company.session, "T1", 2).id


def press(company: Company, name: str, value: str) -> Answers:
    return feature.presses[results.PDF](at(company, name), Press(results.PDF, value))
