"""Answering: one at a time, saved at once, changed until the deadline, and never mixed up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from models.audit.ballots.ballot import DONT_KNOW, NOT_MY_JOB, SKIPPED
from models.audit.ballots.sheets import sheet_of
from models.audit.conversation import (
    Conversation,
    back,
    begin,
    comment_on,
    conversation_of,
    give,
    go_to,
    pause,
    skip,
    turn_of,
)
from models.audit.questions import Part
from models.audit.rating import rate
from models.audit.records import AuditCampaign, CampaignStatus, OwnStatement, SkillRating
from models.audit.starting import Named
from models.database import Database
from models.refusal import Refusal
from tests.conftest import SECRETS
from tests.models.audit.company import CARLA, DEADLINE, FEMKE, GRACE, NORTH, TODAY, Company


@pytest.fixture
def campaign(company: Company) -> AuditCampaign:
    return company.starts()


@pytest.fixture
def anna(company: Company, campaign: AuditCampaign) -> Callable[..., Conversation]:
    """`anna(give, key, 4)`: Anna does that now."""

    def does(what: Callable[..., Conversation], *values: object, today: date = TODAY) -> Conversation:
        return what(company.session, SECRETS, campaign, company["Anna"], *values, today)

    return does


def test_it_goes_from_the_first_question_to_the_last(anna: Callable[..., Conversation]) -> None:
    talk = anna(conversation_of)
    assert (talk.has_begun, talk.position, talk.total, talk.answered) == (False, 1, 14, 0)
    talk = anna(begin)
    for number in range(14):
        assert (talk.position, talk.answered, talk.is_finished) == (number + 1, number, False)
        talk = anna(give, talk.key, 1 + number % 5)
    assert (talk.is_finished, talk.question, talk.answered, talk.position) == (True, None, 14, 14)


@pytest.mark.parametrize("part", Part)
def test_one_by_one_leaves_what_the_company_of_the_tests_keeps_at_once(company: Company, part: Part) -> None:
    """Other tests answer at once; Grace rates herself and Kim too. She comes back, and says something else."""
    one, other = company.starts(part), company.starts(part, Named(company.named(GRACE, "Kim", *NORTH)))
    keys = [step.key for step in company.answers(other, GRACE, None).steps]
    company.answers_one_by_one(one, GRACE, None)
    again = (({keys[0]: 5, keys[2]: 1}, {keys[1]: "It is busy"}), (3, {keys[1]: "It was", keys[2]: "No"}))
    for levels, comments in again:
        at_once = company.answers(other, GRACE, levels, comments)
        assert replace(company.answers_one_by_one(one, GRACE, levels, comments), campaign=other) == at_once
        by_one, kept = (sheet_of(company.session, SECRETS, each, company[GRACE], TODAY).ballot for each in (one, other))
        assert by_one == kept
        assert kept.levels[keys[0]] == (3 if levels == 3 else 5)
        assert kept.comments == comments
        assert turn_of(company.session, SECRETS, company[GRACE]) is None


def test_dont_know_and_skip_are_not_the_same(anna: Callable[..., Conversation]) -> None:
    talk = anna(begin)
    first, second = talk.steps[0].key, talk.steps[1].key
    anna(give, first, None)
    anna(skip, second)
    assert anna(go_to, first).given == DONT_KNOW
    assert anna(go_to, second).given == SKIPPED


def test_back_shows_the_answer_and_a_new_one_replaces_it(anna: Callable[..., Conversation]) -> None:
    talk = anna(begin)
    first = talk.key
    anna(give, first, 2)
    talk = anna(back)
    assert (talk.key, talk.given) == (first, 2)
    talk = anna(give, first, 5)
    assert talk.position == 2
    assert anna(back).given == 5


def test_back_at_the_first_stays_there_and_from_the_end_is_the_last(anna: Callable[..., Conversation]) -> None:
    talk = anna(begin)
    assert anna(back).position == 1
    for step in talk.steps:
        talk = anna(give, step.key, 3)
    assert talk.is_finished
    assert (anna(back).position, anna(conversation_of).is_finished) == (14, False)


def test_skipping_over_an_answer_keeps_it(anna: Callable[..., Conversation]) -> None:
    first = anna(begin).key
    anna(give, first, 2)
    anna(back)
    anna(skip, first)
    assert anna(go_to, first).given == 2


def test_a_button_of_an_older_message_changes_that_answer_and_leaves_the_screen(
    anna: Callable[..., Conversation],
) -> None:
    talk = anna(begin)
    first = talk.key
    anna(give, first, 2)
    now_at = anna(give, talk.steps[1].key, 2)
    again = anna(give, first, 4)
    assert again.key == now_at.key
    assert anna(go_to, first).given == 4


def test_it_goes_on_after_a_pause_of_days_on_another_process(
    anna: Callable[..., Conversation], company: Company, campaign: AuditCampaign, database: Database
) -> None:
    talk = anna(begin)
    talk = anna(give, talk.key, 2)
    assert anna(pause).is_paused
    company.session.commit()
    with Session(database.engine, expire_on_commit=False) as elsewhere:
        again = begin(elsewhere, SECRETS, campaign, company["Anna"], TODAY + timedelta(days=6))
    assert (again.key, again.is_paused, again.answered) == (talk.key, False, 1)


def test_comments_go_with_any_question_and_can_be_taken_back(anna: Callable[..., Conversation]) -> None:
    first = anna(begin).key
    anna(give, first, 2)
    anna(comment_on, first, " Too many plans. ")
    assert anna(go_to, first).comment == "Too many plans."
    anna(comment_on, first, "")
    assert anna(go_to, first).comment == ""
    with pytest.raises(Refusal, match="comment_too_long"):
        anna(comment_on, first, "x" * 1001)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_only_one_to_five_are_levels(anna: Callable[..., Conversation], level: int) -> None:
    with pytest.raises(Refusal, match="level_out_of_range"):
        anna(give, anna(begin).key, level)


def test_answers_count_until_the_end_of_the_last_day(
    anna: Callable[..., Conversation], campaign: AuditCampaign
) -> None:
    first = anna(begin).key
    anna(give, first, 2, today=DEADLINE)
    with pytest.raises(Refusal, match="closed"):
        anna(give, first, 3, today=DEADLINE + timedelta(days=1))
    campaign.status = CampaignStatus.CLOSED
    with pytest.raises(Refusal, match="closed"):
        anna(give, first, 3)


def test_an_unknown_question_changes_nothing(anna: Callable[..., Conversation]) -> None:
    with pytest.raises(Refusal, match="unknown_question"):
        anna(give, "prospecting", 3)
    assert not anna(conversation_of).has_begun


def test_who_was_not_invited_or_has_left_is_not_asked(company: Company) -> None:
    campaign = company.starts(audience=Named(company.named(*NORTH)))
    with pytest.raises(Refusal, match="not_invited"):
        begin(company.session, SECRETS, campaign, company["Kim"], TODAY)
    begin(company.session, SECRETS, campaign, company["Anna"], TODAY)
    company["Anna"].ends_on = TODAY - timedelta(days=1)
    with pytest.raises(Refusal, match="not_invited"):
        conversation_of(company.session, SECRETS, campaign, company["Anna"], TODAY)


def test_what_is_typed_belongs_to_the_conversation_that_went_on_last(
    company: Company, campaign: AuditCampaign, anna: Callable[..., Conversation]
) -> None:
    session, person = company.session, company["Anna"]

    def turn() -> str | None:
        found = turn_of(session, SECRETS, person)
        return found.part if found else None

    skills = company.starts(Part.SKILLS)
    assert turn() is None
    anna(begin)
    assert turn() == "functions"
    begin(session, SECRETS, skills, person, TODAY)
    assert turn() == "skills"
    begin(session, SECRETS, campaign, company["Bram"], TODAY)
    assert turn() == "skills"
    anna(begin)
    anna(pause)
    assert turn() is None
    company.answers_one_by_one(skills, "Anna", 3)
    assert turn() is None, "finished"


def test_two_surveys_at_once_keep_their_answers_apart(company: Company) -> None:
    one = company.starts(audience=Named(company.named(*NORTH)))
    two = company.starts()
    company.answers_one_by_one(one, "Anna", 1)
    company.answers_one_by_one(two, "Anna", 5)
    for campaign, level in ((one, 1), (two, 5)):
        talk = back(company.session, SECRETS, campaign, company["Anna"], TODAY)
        assert talk.given == level


def test_a_manager_rates_themself_and_then_one_person_after_another(company: Company) -> None:
    skills = company.starts(Part.SKILLS)
    talk = begin(company.session, SECRETS, skills, company[CARLA], TODAY)
    about = list(dict.fromkeys(step.about.name if step.about else None for step in talk.steps))
    assert about == [None, *NORTH]
    assert talk.total == 6 + 5 * 13
    company.answers_one_by_one(skills, CARLA, 3)
    company.answers_one_by_one(skills, "Anna", 5)
    levels = {
        (rating.rater_id == rating.person_id, rating.level)
        for rating in company.session.exec(select(SkillRating).where(SkillRating.person_id == company["Anna"].id))
    }
    assert levels == {(True, 5), (False, 3)}


def test_a_person_who_leaves_is_rated_no_further(company: Company) -> None:
    skills = company.starts(Part.SKILLS)
    talk = begin(company.session, SECRETS, skills, company[CARLA], TODAY)
    of_anna = next(step.key for step in talk.steps if step.about)
    go_to(company.session, SECRETS, skills, company[CARLA], of_anna, TODAY)
    company["Anna"].ends_on = TODAY - timedelta(days=1)
    talk = conversation_of(company.session, SECRETS, skills, company[CARLA], TODAY)
    assert (talk.total, talk.about, talk.position) == (6 + 4 * 13, None, 1)


def test_a_statement_of_the_workspace_is_asked_from_the_next_campaign_on(
    company: Company, campaign: AuditCampaign
) -> None:
    words = dict.fromkeys(("statement", "explain", "one", "five", "recommendation"), "Ours")
    own = OwnStatement(
        workspace_id="T1",
        key="own_1",
        part="functions",
        area="people",
        texts={"en": words, "nl": words},
        added_on=TODAY,
    )
    company.session.add(own)
    company.session.flush()
    assert company.answers_one_by_one(campaign, FEMKE).total == 14
    campaign.status = CampaignStatus.CLOSED
    later = company.starts()
    assert company.answers_one_by_one(later, FEMKE).total == 15
    own.retired_on = TODAY
    assert company.answers_one_by_one(later, CARLA).total == 15, "asked to the end where it was asked at the beginning"


def test_in_a_form_too_how_the_company_sells_is_nobodys_job_to_rate(company: Company) -> None:
    campaign = company.starts()
    kept = rate(company.session, SECRETS, campaign, company["Anna"], {"people_right": NOT_MY_JOB}, TODAY)
    assert kept.conversation.answered == 1
    assert sheet_of(company.session, SECRETS, campaign, company["Anna"], TODAY).ballot.levels == {
        "people_right": DONT_KNOW
    }
