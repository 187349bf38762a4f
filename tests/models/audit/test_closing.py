"""The end of a campaign: results once, frozen; a week to open it again; then single answers exist nowhere."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from models.audit.ballots.ballot import Ballot
from models.audit.ballots.box import Box
from models.audit.campaigns import (
    campaign_numbered,
    campaigns_seen_by,
    close_by_itself,
    close_campaign,
    count_finished,
    due_to_close,
    forget_answers,
    form_seen_by,
    may_be_reopened,
    open_campaigns_of,
    reopen_campaign,
    share_results,
    stop_campaign,
)
from models.audit.conversation import begin, comment_on, give, turn_of
from models.audit.questions import Part
from models.audit.records import AuditBox, AuditCampaign, CampaignStatus, ShareForm, SkillProgress, SkillRating
from models.audit.results.freezing import frozen
from models.audit.results.functions import Results, results_of
from models.audit.results.suppression import TOO_FEW, TOO_FEW_OF_A_GROUP
from models.audit.starting import Named
from models.refusal import Refusal
from tests.conftest import NOW, SECRETS, acting
from tests.models.audit.company import CARLA, DEADLINE, FEMKE, FUNCTION_KEYS, GRACE, JORIS, NORTH, SOUTH, TODAY, Company

pytestmark = pytest.mark.long(seconds=10)

EVERYBODY = (FEMKE, CARLA, JORIS, GRACE, *NORTH, *SOUTH, "Kim")


def closed(company: Company, campaign: AuditCampaign, by: str = FEMKE) -> Results:
    results = results_of(company.session, close_campaign(acting(company.session, company[by]), SECRETS, campaign))
    assert results is not None
    return results


def test_twelve_of_fifteen_answer_and_the_sums_are_right(company: Company) -> None:
    campaign = company.starts()
    for name in (*NORTH, *SOUTH):
        company.answers(campaign, name, {"strategy_growth": 4, "strategy_followed": 2, "people_right": 5})
    for name in (FEMKE, CARLA):
        company.answers(campaign, name, {"strategy_growth": 1, "strategy_followed": 1})
    results = closed(company, campaign)
    strategy = results.functions["strategy"]
    # ten give 4 and 2, two give 1 and 1: (10 × 6 + 2 × 2) / 24 = 64 / 24
    assert (strategy.mean, strategy.n) == (2.67, 12)
    assert (results.functions["people"].mean, results.functions["people"].n) == (5.0, 10)
    assert strategy.statements["strategy_growth"].mean == 3.5  # (40 + 2) / 12
    assert strategy.reps.reason == TOO_FEW_OF_A_GROUP
    assert results.functions["process"].reason == TOO_FEW
    assert (results.answered, results.finished, results.invited) == (12, 12, 15)
    assert tuple(results.functions) == FUNCTION_KEYS
    assert [one.key for one in results.lowest] == ["strategy", "people"]
    assert [one.key for one in results.strengths] == ["people"]


def test_four_answers_when_five_are_needed_show_nothing(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH[:4]:
        company.answers(campaign, name, 4, {"strategy_growth": "Nobody told us."})
    results = closed(company, campaign)
    assert results.is_suppressed
    assert {one.n for one in results.functions.values()} == {None}
    assert "Nobody told us" not in str(campaign.results)
    assert results.functions["strategy"].comments == ()
    as_before = {**results.to_json(), "functions": {}}
    for key, row in results.to_json()["functions"].items():
        as_before["functions"][key] = {**row, "comments_reason": "audit.comments_need_more"}
    assert Results.from_json(as_before) == results, "results that were frozen with a reason are read as ever"


def test_comments_come_word_for_word_of_nobody_once_five_have_finished(company: Company) -> None:
    campaign = company.starts()
    for number, name in enumerate(NORTH):
        company.answers(campaign, name, 4, {"people_right": f"Word {number}"})
    people = closed(company, campaign).functions["people"]
    assert sorted(people.comments) == [f"Word {number}" for number in range(5)]


def test_who_stops_halfway_is_counted_and_whoever_leaves_too(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH:
        begin(company.session, SECRETS, campaign, company[name], TODAY)
        give(company.session, SECRETS, campaign, company[name], "strategy_growth", 3, TODAY)
    company["Anna"].ends_on = TODAY
    results = closed(company, campaign)
    assert (results.functions["strategy"].n, results.answered, results.finished) == (5, 5, 0)
    assert results.functions["strategy"].comments == ()


def test_closing_ends_the_conversations(company: Company) -> None:
    campaign = company.starts()
    begin(company.session, SECRETS, campaign, company["Anna"], TODAY)
    closed(company, campaign)
    assert turn_of(company.session, SECRETS, company["Anna"]) is None
    assert open_campaigns_of(company.session, company["Anna"]) == []
    with pytest.raises(Refusal, match="not_open"):
        close_by_itself(company.session, SECRETS, campaign, NOW)


def test_only_leaders_and_who_started_it_close_stop_or_reopen(company: Company) -> None:
    campaign = company.starts(by=CARLA)
    for by in ("Anna", JORIS):
        with pytest.raises(Refusal, match="not_yours"):
            close_campaign(acting(company.session, company[by]), SECRETS, campaign)
        with pytest.raises(Refusal, match="not_yours"):
            stop_campaign(acting(company.session, company[by]), SECRETS, campaign)
    closed(company, campaign, by=CARLA)


def test_it_is_due_to_close_when_its_last_day_is_over_in_the_workspace(company: Company) -> None:
    company.starts()
    last_night = NOW.replace(day=26, hour=22, minute=59)  # 23:59 in Amsterdam
    assert due_to_close(company.session, "T1", last_night) == []
    assert len(due_to_close(company.session, "T1", last_night + timedelta(minutes=1))) == 1


def test_the_count_is_of_the_start_of_the_day_in_steps_and_says_nothing_below_five(company: Company) -> None:
    campaign = company.starts()
    shown = []
    for day, names in enumerate((NORTH[:4], NORTH[4:], SOUTH[:4], EVERYBODY)):
        for name in names:
            company.answers(campaign, name)
        today = TODAY + timedelta(days=day)
        count_finished(company.session, SECRETS, "T1", today)
        company.answers(campaign, "Kim")
        count_finished(company.session, SECRETS, "T1", today)  # the same day: not looked at again
        shown.append(campaign.finished_count)
    assert shown == [None, 5, 10, 15]


def test_stopping_destroys_the_answers_at_once(company: Company) -> None:
    campaign = company.starts()
    company.answers(campaign, "Anna")
    stop_campaign(acting(company.session, company[FEMKE]), SECRETS, campaign)
    assert company.session.exec(select(AuditBox)).all() == []
    assert (campaign.status, campaign.results) == (CampaignStatus.STOPPED, None)


def test_stopping_a_survey_on_skills_destroys_its_ratings_and_those_of_no_other(company: Company) -> None:
    kept = company.starts(Part.SKILLS, Named(company.named("Bram")))
    stopped = company.starts(Part.SKILLS, Named(company.named("Anna")))
    for campaign, name in ((kept, "Bram"), (stopped, "Anna")):
        begin(company.session, SECRETS, campaign, company[name], TODAY)
        give(company.session, SECRETS, campaign, company[name], "prospecting", 2, TODAY)
    stop_campaign(acting(company.session, company[FEMKE]), SECRETS, stopped)
    assert [row.campaign_id for row in company.session.exec(select(SkillRating))] == [kept.id]
    assert [row.campaign_id for row in company.session.exec(select(SkillProgress))] == [kept.id]


def test_answers_are_forgotten_a_week_after_closing_and_when_a_new_campaign_starts(company: Company) -> None:
    first = company.starts()
    closed(company, first)
    assert forget_answers(company.session, "T1", TODAY + timedelta(days=7)) == 0
    assert may_be_reopened(company.session, first, TODAY + timedelta(days=7))
    assert forget_answers(company.session, "T1", TODAY + timedelta(days=8)) == 1
    assert not may_be_reopened(company.session, first, TODAY + timedelta(days=7))
    second = company.starts()
    closed(company, second)
    third = company.starts()
    boxes = company.session.exec(select(AuditBox.campaign_id)).all()
    assert boxes == [third.id]


def test_a_running_campaign_is_never_forgotten(company: Company) -> None:
    company.starts(audience=Named(company.named(*NORTH)))
    company.starts()
    assert forget_answers(company.session, "T1", TODAY + timedelta(days=500)) == 0
    assert len(company.session.exec(select(AuditBox)).all()) == 2


def test_opened_again_it_hides_its_results_and_takes_answers(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 2)
    closed(company, campaign)
    share_results(acting(company.session, company[FEMKE]), campaign, ShareForm.FULL)
    reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
    assert results_of(company.session, campaign) is None
    assert form_seen_by(company.session, campaign, company[FEMKE], TODAY) is None
    for name in SOUTH:
        company.answers(campaign, name, 4)
    again = closed(company, campaign)
    assert (again.functions["people"].mean, again.functions["people"].n, again.kept) == (3.0, 10, ())


def test_one_who_answers_after_the_reopening_changes_nothing_that_is_shown(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 2)
    before = closed(company, campaign)
    reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
    company.answers(campaign, "Fleur", 5, {"people_right": "Me too"})
    after = closed(company, campaign)
    assert (after.functions, after.answered, after.finished) == (before.functions, 5, 5)
    assert after.kept == FUNCTION_KEYS


def test_those_who_waited_are_counted_when_there_are_five_of_them(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 2)
    closed(company, campaign)
    for names in (SOUTH[:3], SOUTH[3:]):
        reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
        for name in names:
            company.answers(campaign, name, 4)
        results = closed(company, campaign)
        assert results.functions["people"].n == (5 if names == SOUTH[:3] else 10)


def test_five_who_changed_renew_only_the_functions_that_all_five_changed(company: Company) -> None:
    """Five come in, of whom one says something of strategy: that one could be subtracted."""
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 2)
    closed(company, campaign)
    reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
    for name in SOUTH:
        company.answers(campaign, name, {"people_right": 4, "people_reviewed": 4})
    begin(company.session, SECRETS, campaign, company["Fleur"], TODAY)
    give(company.session, SECRETS, campaign, company["Fleur"], "strategy_growth", 5, TODAY)
    results = closed(company, campaign)
    assert (results.functions["people"].n, results.functions["strategy"].n) == (10, 5)
    assert "strategy" in results.kept
    assert "people" not in results.kept


def test_nothing_new_is_told_apart_by_the_second_results(company: Company) -> None:
    """First only the total (four managers are too few); with five the groups would give the first four away."""
    keys = {"people_right": "people", "people_reviewed": "people"}
    reps = {f"r{n}": Ballot("rep", dict.fromkeys(keys, 4)) for n in range(6)}
    managers = {f"m{n}": Ballot("manager", dict.fromkeys(keys, n % 5 + 1)) for n in range(4)}
    box = Box(5, keys, {**reps, **managers})
    first = frozen(box, 5, 15, ["rep", "manager"], None)
    assert first.functions["people"].reps.mean is None
    box.ballots["m4"] = Ballot("manager", dict.fromkeys(keys, 5))
    for n in range(5):  # all five have another answer now
        changed = box.ballots[f"m{n}"]
        changed.levels = {key: 6 - level for key, level in changed.levels.items()}
    second = frozen(box, 5, 15, ["rep", "manager"], first)
    assert second.functions["people"] == first.functions["people"]


def test_what_nobody_has_seen_yet_is_shown_when_there_are_enough(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH[:4]:
        company.answers(campaign, name, 2)
    assert closed(company, campaign).is_suppressed
    reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
    company.answers(campaign, "Eva", 2)
    results = closed(company, campaign)
    assert (results.functions["people"].n, results.answered, results.kept) == (5, 5, ())


def test_a_comment_after_the_reopening_waits_for_five_who_change_something(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 2)
    closed(company, campaign)
    reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
    comment_on(company.session, SECRETS, campaign, company["Anna"], "people_right", "Late word", TODAY)
    assert "Late word" not in str(closed(company, campaign).to_json())


@pytest.mark.parametrize("days", [8, 30])
def test_after_a_week_it_stays_closed(company: Company, days: int) -> None:
    campaign = company.starts()
    closed(company, campaign)
    later = NOW + timedelta(days=days)
    with pytest.raises(Refusal, match="too_late_to_reopen"):
        reopen_campaign(acting(company.session, company[FEMKE], later), campaign, later.date())
    with pytest.raises(Refusal, match="deadline_passed"):
        reopen_campaign(acting(company.session, company[FEMKE]), campaign, date(2026, 11, 1))


def test_a_lower_k_written_into_the_table_lowers_nothing(company: Company) -> None:
    campaign = company.starts()
    company.answers(campaign, "Anna", 2)
    campaign.k = 1
    company.session.flush()
    assert closed(company, campaign).is_suppressed


def test_a_second_campaign_is_compared_with_the_first_where_both_are_shown(company: Company) -> None:
    first = company.starts()
    for name in NORTH:
        company.answers(first, name, {"people_right": 2, "people_reviewed": 2})
    assert closed(company, first).before is None
    second = company.starts()
    for name in SOUTH:
        company.answers(second, name, 3)
    results = closed(company, second)
    assert results.before is not None
    assert results.before.number == 1
    assert (results.since_before("people"), results.since_before("strategy")) == (1.0, None)


def test_a_manager_is_not_compared_with_what_a_leader_measured(company: Company) -> None:
    closed(company, company.starts(audience=Named(company.named(CARLA, *NORTH))))
    own = company.starts(by=CARLA)
    assert closed(company, own, by=CARLA).before is None


def test_who_sees_which_campaign_and_what_of_its_results(company: Company) -> None:
    campaign = company.starts(by=CARLA)
    for name in NORTH:
        company.answers(campaign, name)
    session = company.session
    closed(company, campaign)
    assert [one.number for one in campaigns_seen_by(session, company["Anna"], TODAY)] == [1]
    assert campaigns_seen_by(session, company["Fleur"], TODAY) == []
    assert form_seen_by(session, campaign, company["Anna"], TODAY) is None
    for status, reason in ((CampaignStatus.OPEN, "still_open"), (CampaignStatus.STOPPED, "audit.stopped")):
        campaign.status = status
        with pytest.raises(Refusal, match=reason):
            share_results(acting(session, company[CARLA]), campaign, ShareForm.SUMMARY)
    campaign.status = CampaignStatus.CLOSED
    share_results(acting(session, company[CARLA]), campaign, ShareForm.SUMMARY)
    seen = {name: form_seen_by(session, campaign, company[name], TODAY) for name in ("Anna", "Fleur", CARLA, FEMKE)}
    assert seen == {"Anna": "summary", "Fleur": None, CARLA: "full", FEMKE: "full"}
    with pytest.raises(Refusal, match="not_there"):
        campaign_numbered(session, "T2", 1)


def test_results_survive_the_database_in_the_order_of_the_domain(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 3, {"people_right": "ook in het Nederlands: één"})
    results = closed(company, campaign)
    company.session.commit()
    company.session.expire_all()
    again = results_of(company.session, campaign_numbered(company.session, "T1", 1))
    assert again == results
    assert tuple(again.functions) == FUNCTION_KEYS


def test_skills_close_without_results_of_functions(company: Company) -> None:
    campaign = company.starts(Part.SKILLS, Named(company.named("Anna", "Bram")))
    company.answers(campaign, "Anna", 3)
    close_by_itself(company.session, SECRETS, campaign, NOW)
    assert (results_of(company.session, campaign), campaign.finished_count) == (None, 1)


def test_four_who_press_something_and_take_it_back_hide_nobody(company: Company) -> None:
    """Only what adds something else to a sum counts as a change."""
    campaign = company.starts()
    for name in (*NORTH, *SOUTH):
        company.answers(campaign, name, 2)
    before = closed(company, campaign)
    reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
    for name in NORTH[:4]:
        company.answers(campaign, name, 5)
        company.answers(campaign, name, 2)
    company.answers(campaign, "Jet", 5)
    assert closed(company, campaign).functions == before.functions
