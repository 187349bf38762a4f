"""The table of rights against the access levels of the business: each right asked by everybody there is."""

import ast
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from models.permissions import Right
from models.private_notes.notes import keep_note, own_note
from models.refusal import Refusal
from models.rights import About, Rights, rights_of
from models.team.records import Person, Team
from tests.conftest import NOW, SECRETS, Cast, acting

TODAY = date(2026, 11, 12)

MAY = [
    # A rep sees their own data and the total of their own team; a manager everybody below; a leader everything;
    # an admin settings, roster and imports, and nothing of what people do.
    (Right.USE_KOERS, "company", "Anna Bram Carla Dirk Ada"),
    (Right.SEE_FIGURES, "Anna", "Anna Carla Dirk"),
    (Right.SEE_FIGURES, "Carla", "Carla Dirk"),
    (Right.SEE_FIGURES, "Dirk", "Dirk"),
    (Right.SEE_FIGURES, "Ada", "Ada Dirk"),
    (Right.SEE_MANAGING, "Carla", "Carla Dirk"),
    (Right.SEE_MANAGING, "Anna", "Anna Carla"),
    (Right.SEE_MANAGING, "Dirk", "Dirk"),
    (Right.SEE_MANAGING, "Ada", "Ada"),
    (Right.SEE_TEAM, "North", "Anna Bram Carla Dirk"),
    (Right.SEE_TEAM, "South", "Dirk"),
    (Right.SEE_COMPANY, "company", "Dirk"),
    (Right.SEE_AS_ROW, "Anna", "Carla Dirk"),
    (Right.SEE_GOAL_OF_COMPANY, "company", "Anna Bram Carla Dirk Ada"),
    (Right.CORRECT_ENTRY, "Anna", "Anna Carla Dirk"),
    (Right.SEE_HISTORY, "Anna", "Anna Carla Dirk"),
    (Right.SAY_KINDLY, "Anna", "Anna Bram Carla Dirk Ada"),
    (Right.RUN_CONTEST, "North", "Carla Dirk"),
    (Right.RUN_CONTEST, "South", "Dirk"),
    (Right.ANSWER_CORRECTION, "Anna", "Anna Carla Dirk"),
    (Right.ANSWER_CORRECTION, "Ada's, shared with Anna", "Anna Dirk Ada"),
    (Right.CHANGE_DEAL, "Anna", "Anna Carla Dirk"),
    (Right.CHANGE_DEAL, "Anna's, shared with Ada", "Anna Carla Dirk Ada"),
    (Right.CHANGE_DEAL, "Ada's, shared with Anna", "Anna Dirk Ada"),
    (Right.GIVE_DEAL, "Anna", "Anna Carla Dirk"),
    (Right.CHANGE_ACCOUNT, "Anna", "Anna Carla Dirk"),
    (Right.CHANGE_ACCOUNT, "company", "Dirk"),
    (Right.SET_TARGET, "Anna", "Carla Dirk"),
    (Right.SET_TARGET, "Carla", "Dirk"),
    (Right.SET_TARGET, "Dirk", "Dirk"),
    (Right.SET_TARGET_OF_TEAM, "North", "Carla Dirk"),
    (Right.SET_TARGET_OF_TEAM, "South", "Dirk"),
    (Right.SET_TARGET_OF_COMPANY, "company", "Dirk"),
    (Right.SET_GOAL, "Anna", "Anna Carla Dirk"),
    (Right.SET_GOAL_OF_TEAM, "North", "Carla Dirk"),
    (Right.SET_GOAL_OF_TEAM, "South", "Dirk"),
    (Right.SET_GOAL_OF_COMPANY, "company", "Dirk"),
    (Right.CHANGE_GOAL, "Anna", "Anna Carla Dirk"),
    (Right.CHANGE_GOAL, "company", "Dirk"),
    # Reviews and coaching are the line's; who has no manager is reviewed by a leader.
    (Right.WRITE_REVIEW, "Anna", "Carla Dirk"),
    (Right.WRITE_REVIEW, "Carla", "Dirk"),
    (Right.WRITE_REVIEW, "Ada", "Dirk"),
    (Right.WRITE_REVIEW, "Dirk", ""),
    (Right.READ_REVIEW, "Anna", "Anna Carla Dirk"),
    (Right.READ_SHARED_REVIEW, "Anna", "Anna Carla Dirk"),
    (Right.READ_SHARED_REVIEW, "Dirk", "Dirk"),
    (Right.WRITE_QBR, "Anna", "Carla Dirk"),
    (Right.WRITE_QBR, "Carla", "Dirk"),
    (Right.WRITE_QBR, "Dirk", ""),
    (Right.READ_QBR, "Anna", "Anna Carla Dirk"),
    (Right.READ_SHARED_QBR, "Anna", "Anna Carla Dirk"),
    (Right.READ_SHARED_QBR, "Carla", "Carla Dirk"),
    (Right.SEE_QBRS, "company", "Carla Dirk"),
    (Right.SEE_REVIEWS, "company", "Carla Dirk"),
    (Right.COACH, "Anna", "Carla Dirk"),
    # How somebody likes to be told things is between them and who manages them: nobody above, no admin.
    (Right.SEE_STYLE, "Anna", "Anna Carla"),
    (Right.SEE_STYLE, "Carla", "Carla Dirk"),
    (Right.SEE_STYLE, "Ada", "Ada"),
    (Right.PLAN_NEWCOMER, "Anna", "Carla Dirk"),
    (Right.PLAN_NEWCOMER, "Carla", "Dirk"),
    (Right.PLAN_NEWCOMER, "Ada", "Dirk"),
    (Right.READ_NEWCOMER, "Anna", "Anna Carla Dirk"),
    # A survey is led by who started it and by leaders; what it says is for the same until they share it.
    (Right.START_SURVEY, "company", "Carla Dirk"),
    (Right.ASK_ANYBODY, "company", "Dirk"),
    (Right.LEAD_SURVEY, "Carla", "Carla Dirk"),
    (Right.LEAD_SURVEY, "Anna", "Anna Dirk"),
    (Right.SEE_RESULTS, "Carla", "Carla Dirk"),
    (Right.SEE_SHARED_RESULTS, "company", "Anna Bram Carla Dirk Ada"),
    (Right.SET_UP_SURVEYS, "company", "Dirk"),
    (Right.SEE_PLAN, "company", "Anna Bram Carla Dirk Ada"),
    (Right.CHANGE_PLAN, "company", "Carla Dirk"),
    (Right.FINISH_ACTION, "Anna", "Anna Carla Dirk"),
    (Right.LEAD_COMPANY, "company", "Dirk"),
    (Right.CHANGE_ROSTER, "company", "Dirk Ada"),
    (Right.CHANGE_SETTINGS, "company", "Ada"),
    (Right.CONNECT_CRM, "company", "Ada"),
    (Right.IMPORT_FILES, "company", "Ada"),
    (Right.CHANGE_PRESETS, "company", "Dirk Ada"),
    (Right.ENTER_LEAVE, "Anna", "Anna Carla Dirk Ada"),
    (Right.ENTER_COST, "company", "Carla Dirk"),
    (Right.MANAGE_TERRITORIES, "company", "Carla Dirk"),
    (Right.NAME_ACCOUNT, "Anna", "Anna Carla Dirk"),
    (Right.SET_CADENCE, "company", "Dirk Ada"),
    (Right.SEE_ANALYSES, "company", "Carla Dirk"),
    (Right.SEE_COSTS, "company", "Carla Dirk"),
    (Right.PLAN_TRAINING, "company", "Carla Dirk"),
    (Right.PUT_ON_TRAINING, "Anna", "Anna Carla Dirk"),
    (Right.PUT_ON_TRAINING, "Carla", "Carla Dirk"),
    (Right.KEEP_TOOLS, "company", "Carla Dirk"),
    (Right.POLL_ABOUT_TOOLS, "company", "Dirk"),
    (Right.NAME_DEPUTY, "Carla", "Carla Dirk"),
    (Right.NAME_DEPUTY, "Anna", "Anna Carla Dirk"),
    (Right.PRAISE, "Anna", "Carla Dirk"),
    (Right.PRAISE, "Dirk", "Dirk"),
    # Who read somebody is listed for that person: not for who leads them, nor for who looks after Koers.
    (Right.SEE_READERS, "Anna", "Anna"),
    (Right.SEE_READERS, "Ada", "Ada"),
    (Right.GET_DIGEST, "company", "Carla Dirk"),
    (Right.MANAGE, "company", "Carla Dirk"),
    (Right.ADMINISTER, "company", "Ada"),
]
"""A right, whose thing it is asked about, and who may; of Anna the rep, her colleague Bram, Carla above them, Dirk the
leader above her, and Ada the admin, who leads nothing and has no manager."""


@pytest.fixture
def people(session: Session, cast: Cast) -> dict[str, Person]:
    """Everybody by first name; Dirk is no admin here, so that each level is asked alone."""
    cast.dirk.is_admin = False
    ada = Person(workspace_id="T1", name="Ada Admin", is_admin=True, is_rep=False, created_at=NOW)
    session.add_all([ada, Team(workspace_id="T1", id="south", name="South")])
    session.flush()
    return {"Anna": cast.anna, "Bram": cast.bram, "Carla": cast.carla, "Dirk": cast.dirk, "Ada": ada}


def thing(people: dict[str, Person], of: str) -> About | Person:
    """What a row is about."""
    anna, ada = people["Anna"], people["Ada"]
    things = {
        "company": About("T1"),
        "North": About("T1", team_id=anna.team_id),
        "South": About("T1", team_id="south"),
        "Anna's, shared with Ada": About("T1", anna.id, also_of=frozenset({ada.id})),
        "Ada's, shared with Anna": About("T1", ada.id, also_of=frozenset({anna.id})),
    }
    return things.get(of) or people[of]


def refused(rights: Rights, right: Right, about: About | Person) -> str | None:
    """The reason with which it is refused; None when it is not."""
    try:
        rights.require(right, about)
    except Refusal as refusal:
        return refusal.reason
    return None


def answers(session: Session, people: dict[str, Person], today: date) -> list[tuple[str, str, str, bool, str | None]]:
    """To each row for each of these people: right, whose, who asks, whether they may, and how it is refused."""
    found = []
    for name, person in people.items():
        rights = rights_of(session, person, today)
        for right, of, _ in MAY:
            may = rights.may(right, about := thing(people, of))
            asks_why = may or right.value.refusal
            found.append((right.name, of, name, may, refused(rights, right, about) if asks_why else None))
    return found


def expected(name: str) -> list[tuple[str, str, str, bool, str | None]]:
    """What the table says of one of them."""
    found = []
    for right, of, who in MAY:
        to_oneself = right.value.refusal_to_owner if name == of else ""
        may = name in who.split()
        found.append((right.name, of, name, may, None if may else to_oneself or right.value.refusal or None))
    return found


def test_the_table_says_who_may(session: Session, people: dict[str, Person]) -> None:
    assert answers(session, people, TODAY) == [row for name in people for row in expected(name)]


def test_every_right_is_asked() -> None:
    assert {right for right, _, _ in MAY} == set(Right)


def test_nobody_may_anything_in_another_workspace(session: Session, cast: Cast, people: dict[str, Person]) -> None:
    rival = cast.rival
    session.add(Person(workspace_id="T2", name="Rik", manager_id=rival.id, created_at=NOW))
    rival.is_leader = rival.is_admin = True
    session.flush()
    rights, of_dirk = rights_of(session, rival, TODAY), rights_of(session, people["Dirk"], TODAY)
    assert rights.may(Right.SEE_COMPANY)
    assert rights.may(Right.CHANGE_PLAN)
    wrong = []
    for right, of, _ in MAY:
        about = thing(people, of)
        is_refused = not right.value.refusal or refused(rights, right, about)
        if rights.may(right, about) or not is_refused or of_dirk.may(right, rival):
            wrong.append((right.name, of))
    assert wrong == []


def test_whoever_has_left_may_nothing_from_the_day_after_their_last(
    session: Session, people: dict[str, Person]
) -> None:
    wrong = []
    for name, person in people.items():
        person.ends_on = TODAY
        session.flush()
        last_day, gone = rights_of(session, person, TODAY), rights_of(session, person, TODAY + timedelta(days=1))
        assert gone.people_seen() == frozenset()
        for right, of, who in MAY:
            about = thing(people, of)
            is_refused = not right.value.refusal or refused(gone, right, about) == "access.has_left"
            if last_day.may(right, about) != (name in who.split()) or gone.may(right, about) or not is_refused:
                wrong.append((name, right.name, of))
        person.ends_on = None
    assert wrong == []


def test_the_people_seen_together_are_those_seen_one_by_one(session: Session, people: dict[str, Person]) -> None:
    for person in people.values():
        rights = rights_of(session, person, TODAY)
        together = rights.people_seen()
        one_by_one = {other.id for other in people.values() if rights.may(Right.SEE_FIGURES, other)}
        assert one_by_one == (together if together is not None else {other.id for other in people.values()})


def test_a_private_note_is_for_its_author_alone(session: Session, people: dict[str, Person]) -> None:
    keep_note(acting(session, people["Carla"]), SECRETS, "a review of Anna", "wants to lead")
    read = {name: own_note(session, SECRETS, person, "a review of Anna") for name, person in people.items()}
    assert {name for name, note in read.items() if note} == {"Carla"}


def test_a_refusal_says_who_could_help(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"access\.not_below") as no:
        rights_of(session, cast.anna, TODAY).require(Right.SEE_FIGURES, cast.bram, person=cast.bram.name)
    assert no.value.values == {"person": "Bram Bakker", "helpers": ["Carla Mulder"]}
    with pytest.raises(Refusal, match=r"access\.leaders_only") as no:
        rights_of(session, cast.carla, TODAY).require(Right.SEE_COMPANY)
    assert no.value.values == {"helpers": ["Dirk Visser"]}


def test_a_rep_does_not_set_their_own_targets(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"access\.not_yourself"):
        rights_of(session, cast.anna, TODAY).require(Right.SET_TARGET, cast.anna, person=cast.anna.name)


def test_a_manager_who_has_not_started_reviews_nobody_yet(session: Session, cast: Cast) -> None:
    cast.carla.starts_on = TODAY + timedelta(days=1)
    assert not rights_of(session, cast.carla, TODAY).may(Right.WRITE_REVIEW, cast.anna)
    assert rights_of(session, cast.carla, TODAY + timedelta(days=1)).may(Right.WRITE_REVIEW, cast.anna)


# --- nobody asks past the table ----------------------------------------------------------------------------

ROOT = Path(__file__).parents[2]
DATA = {
    "models/rights.py": "the table is asked here",
    "models/team/actions.py": "the roster stores who is what, and keeps one admin",
    "models/team/joining.py": "whether two who were one had other rights, for the trail",
    "models/team/compared.py": "what two have who may be one, shown",
    "models/team/enrolment.py": "whoever installs Koers is admin and leader",
    "models/team/reporting_line.py": "which leader stands in, and which could help",
    "models/team/home_tabs.py": "whose Home shows the figures of everybody, in one question",
    "models/reviews/queries.py": "whose reviews a leader writes, in one question",
    "models/qbr/waiting.py": "whose quarterly reviews a leader writes, in one question",
    "models/audit/audience.py": "in which group an answer counts",
    "models/audit/results/functions.py": "whether two surveys were both started by leaders",
    "models/privacy/erasure.py": "who is erased is nothing any more",
    "models/exports/people.py": "the roster as a file",
    "models/demo/history.py": "the people of the demo",
    "models/demo/audit.py": "the people of the demo",
    "models/demo/skills.py": "the people of the demo",
    "handlers/program/demo.py": "the people of the demo",
    "handlers/team.py": "the roster, shown",
}
"""Where it is read or written what somebody is, and why that asks for no permission."""


def test_what_somebody_is_is_read_in_the_table_of_rights_alone() -> None:
    found = {str(path.relative_to(ROOT)) for path in _files() if _reads_a_level(path)}
    assert found == set(DATA)


def _files() -> list[Path]:
    ours = [path for room in ("handlers", "jobs", "models") for path in (ROOT / room).rglob("*.py")]
    return [ROOT / "bot.py", *(path for path in ours if "local_slack" not in path.parts)]


def _reads_a_level(path: Path) -> bool:
    text = path.read_text()
    if "is_leader" not in text and "is_admin" not in text:
        return False  # to parse a file takes a hundred times as long
    nodes: list[Any] = list(ast.walk(ast.parse(text)))
    return any(isinstance(node, ast.Attribute) and node.attr in ("is_leader", "is_admin") for node in nodes)
