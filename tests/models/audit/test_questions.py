"""The questions are complete, short enough, in both languages; a mistake in the file is said where it is."""

from collections import Counter
from pathlib import Path

import pytest

from models.audit import questions
from models.audit.questions import (
    FUNCTIONS,
    LANGUAGES,
    LONGEST,
    QUESTIONS,
    SKILLS_OF,
    Group,
    Part,
    QuestionError,
    questionnaire_from,
    questions_of,
)
from models.audit.ready_made import READY_MADE
from models.scorecard.kpis import KPIS, Timing

EVERY = [*QUESTIONS.values(), *READY_MADE.values()]
FILE = Path(questions.__file__).with_name("questions.toml").read_text(encoding="utf-8")


def test_a_rep_has_thirteen_skills_and_a_manager_six() -> None:
    assert list(SKILLS_OF[Group.REP]) == [
        "prospecting",
        "first_conversation",
        "discovery",
        "solution_value",
        "proposal_writing",
        "objections",
        "negotiation",
        "closing",
        "account_growth",
        "pipeline_discipline",
        "territory_time",
        "product_market",
        "crm_tools",
    ]
    assert list(SKILLS_OF[Group.MANAGER]) == [
        "recruiting",
        "managing_team",
        "training_coaching",
        "setting_strategy",
        "managing_pipeline",
        "planning_analysis",
    ]
    assert len(questions_of(Part.SKILLS, Group.REP)) == 13
    assert len(questions_of(Part.SKILLS, Group.MANAGER)) == 6


def test_seven_functions_have_two_statements_each_the_same_for_reps_and_managers() -> None:
    assert list(FUNCTIONS) == ["strategy", "process", "people", "channels", "technology", "customers", "leadership"]
    asked = questions_of(Part.FUNCTIONS, Group.REP)
    assert asked == questions_of(Part.FUNCTIONS, Group.MANAGER)
    assert Counter(question.area for question in asked) == dict.fromkeys(FUNCTIONS, 2)


@pytest.mark.parametrize("field", [field for field in LONGEST if field != "action"])
def test_no_text_is_used_twice_and_dutch_is_not_the_english(field: str) -> None:
    said = [getattr(question.texts[language], field) for question in EVERY for language in LANGUAGES]
    assert len(said) == 2 * (33 + 11)
    assert [text for text, times in Counter(said).items() if times > 1] == []


def test_every_question_becomes_an_action_of_its_own_in_both_languages() -> None:
    titles = [question.action.title_in(language) for question in EVERY for language in LANGUAGES]
    assert [title for title, times in Counter(titles).items() if times > 1] == []


def test_most_actions_are_followed_by_what_people_do_not_by_what_came_of_it() -> None:
    kpis = [KPIS[question.action.kpi] for question in QUESTIONS.values() if question.action.kpi]
    lead = [kpi for kpi in kpis if kpi.timing is Timing.LEAD]
    assert len(lead) > len(kpis) / 2


def test_only_system_projects_are_heavy() -> None:
    heavy = {question.area for question in QUESTIONS.values() if question.action.is_heavy}
    assert heavy == {"technology"}


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ('kpi = "first_meetings"', 'kpi = "first_meeting"', "rep.prospecting: kpi is 'first_meeting'"),
        ('roles = ["sdr"', 'roles = ["pope"', "rep.prospecting: roles is ['pope'"),
        ("horizon = 30", "horizon = 45", "rep.prospecting: horizon is 45; it is 30, 60 or 90"),
        ("impact = 3", "impact = 4", "rep.prospecting: impact is 4; it is 1, 2 or 3"),
        ("effort = 1", "effort = true", "rep.prospecting: effort is True; it is 1, 2 or 3"),
        ("heavy = false", "heavy = false\nversion = 0", "rep.prospecting: version is 0; it is 1, 2, 3 …"),
        ("heavy = false", 'heavy = "no"', "rep.prospecting: heavy is 'no'; it is true or false"),
        ("heavy = false", "heavy = false\nheavier = 1", "rep.prospecting: nobody reads “heavier”"),
        ('one = "Waits', 'uno = "Waits', "rep.prospecting.en: nobody reads “uno”"),
        ('one = "Waits for leads; prospects only', 'one = ""\n# "', "rep.prospecting.en: one is empty"),
        ('one = "Waits', 'one = "' + "w" * 150 + "Waits", "rep.prospecting.en: one has "),
        ("[rep.prospecting.nl]", "[rep.prospecting.de]", "rep.prospecting: nobody reads “de”"),
        ('nl = "Acquisitie"', 'nl = ""', "rep.prospecting: nl is empty"),
        ("[functions.process]\nname", "[functions.process]\nnames", "functions.process has no name"),
        ("[functions.process]\nname", "functions.process]\nname", "questions.toml cannot be read: "),
    ],
)
def test_a_mistake_is_said_with_its_question_and_field(written: str, instead: str, says: str) -> None:
    assert written in FILE
    with pytest.raises(QuestionError) as mistake:
        questionnaire_from(FILE.replace(written, instead, 1))
    assert says in str(mistake.value)


def test_two_questions_with_one_key_are_refused() -> None:
    with pytest.raises(QuestionError, match="the key closing is used twice"):
        questionnaire_from(FILE.replace("functions.process.process_defined", "functions.process.closing"))
