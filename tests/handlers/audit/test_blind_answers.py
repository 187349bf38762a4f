"""`blind_answers.txt`, written by somebody who had not seen the code: every line typed in the conversation itself.

Looked at is what is stored and what is answered, not how the words were read.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session, select

from handlers.audit import conversation as steps
from messages.audit import conversation as talk
from messages.audit import questions
from models.activity.records import Activity
from models.audit import conversation as model
from models.audit.ballots.ballot import DONT_KNOW, NOT_MY_JOB, SKIPPED
from models.audit.questions import Part
from models.audit.records import AuditCampaign
from tests.handlers.audit.test_typed_answers import at, everything, typed
from tests.models.audit.company import Company, company_in

pytestmark = pytest.mark.once
MISREAD_MOST = 0.05
WHO = {("me", "nl"): "Bram", ("me", "en"): "Chris", ("anna", "nl"): "Carla", ("anna", "en"): "Joris"}
WHO |= {("org", "nl"): "Bram", ("org", "en"): "Chris"}
ASKED = "ask"


@dataclass(frozen=True)
class Line:
    """One line of the file."""

    on: str
    language: str
    meant: str
    text: str


def blind_lines() -> list[Line]:
    """The lines, without the words about them."""
    rows = (Path(__file__).parent / "blind_answers.txt").read_text("utf-8").splitlines()
    return [Line(*row.split("\t", 3)) for row in rows if row.strip() and not row.startswith("#")]


@pytest.fixture
def company(session: Session) -> Company:
    found = company_in(session)
    for person in found.people.values():
        person.language = "nl"
    for (_, language), name in WHO.items():
        found[name].language = language
    found["Anna"].manager_id = found["Carla"].id
    session.commit()
    return found


def becomes(company: Company, campaign: AuditCampaign, line: Line) -> str:
    """What the line became: `3`, `3+` (with a comment), `dont_know`, ..., `ask`; `activity`; `nothing`."""
    session, person = company.session, company[WHO[line.on, line.language]]
    request = at(company, WHO[line.on, line.language])
    model.begin(session, request.secrets, campaign, person, steps.today(request))
    own = steps.own_sheet(request, campaign)
    about = [step.key for step in own.steps if (step.about is not None) == (line.on == "anna")]
    model.give(session, request.secrets, campaign, person, about[1], 3, steps.today(request))
    here = model.go_to(session, request.secrets, campaign, person, about[2], steps.today(request))
    assert here.key == about[2]
    shown = everything(typed(request, line.text))
    if session.exec(select(Activity)).all():
        return "activity"
    ballot = steps.own_sheet(request, campaign).ballot
    level, comment = ballot.levels.get(about[2]), ballot.comments.get(about[2], "")
    others = {DONT_KNOW: "dont_know", SKIPPED: "skip", NOT_MY_JOB: "not_my_job"}
    if level is not None:
        return others.get(level) or f"{level}{'+' if comment else ''}"
    if comment:
        return "comment"
    if any(f"'{action}" in shown for action in (questions.TAKE, questions.KEEP)):
        return " ".join([ASKED, *(str(n) for n in range(1, 6) if f"{questions.TAKE}:{n}" in shown)])
    if ballot.is_paused:
        return "pause"
    if ballot.at == about[1]:
        return "back" if about[1] in ballot.levels else "undo"
    standing = talk.anonymity(request.words, steps.views.standing(here))
    if standing.splitlines()[0] in shown:
        return "who"
    return "help" if talk.MARK in shown else "nothing"


def is_as_meant(meant: str, became: str) -> bool:
    """`+` asks that the words are kept with the level; words kept that say nothing do no harm."""
    if meant in ("comment", "log"):
        return became == "comment"
    same = {"undo": ("undo", "back"), "back": ("back",)}
    return became in same.get(meant, (meant, f"{meant}+"))


def read_all(company: Company) -> list[tuple[Line, str]]:
    campaigns = {part: company.starts(part) for part in Part}
    company.session.commit()
    found = []
    for line in blind_lines():
        found.append((line, becomes(company, campaigns[Part.FUNCTIONS if line.on == "org" else Part.SKILLS], line)))
        company.session.rollback()
    return found


def test_what_somebody_types_who_has_not_seen_the_code(company: Company) -> None:
    read = read_all(company)
    assert len(read) >= 120
    misread = [
        (line, became) for line, became in read if not became.startswith(ASKED) and not is_as_meant(line.meant, became)
    ]
    assert [line.text for line, became in read if became in ("activity", "nothing")] == []
    assert [line.text for line, became in misread if became[0].isdecimal()] == []
    assert len(misread) <= MISREAD_MOST * len(read), misread


@pytest.mark.parametrize(
    ("text", "became"),
    [
        ("3, nee 4", "ask 3 4"),  # was a 3 with the comment “nee 4”
        ("3 wait no 4", "ask 3 4"),
        ("3, maar een 4 haal ik nog", "3+"),  # two numbers without taking the first one back
        ("4 nee, 3 klanten", "ask"),
        ("ok", "ask 3"),  # was a 3; it may be “all right”
        ("gaat wel", "ask 3"),
        ("Ziet kansen die anderen missen", "ask"),  # a remark, no question about who sees it
        ("ik vraag nooit door, volgende", "ask"),  # its words would be lost
        ("te druk met klanten, later", "pause"),
        ("niet elke week, dus geen 4", "ask"),
        ("het lukt meestal, dus een 4", "4+"),
        ("next please", "skip"),
        ("fivr", "ask 5"),
    ],
)
def test_kinds_of_answers_that_were_misread_or_only_asked_about(company: Company, text: str, became: str) -> None:
    assert becomes(company, company.starts(Part.SKILLS), Line("me", "nl", "", text)) == became
