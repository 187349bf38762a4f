"""`/koers kpi`: an admin adds a KPI, and it is on scorecards, in targets, goals, exports and “Why this number?”."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, select

from handlers import home, kpis
from handlers.activity.command import command as log
from handlers.deals.command import command as deal
from handlers.door.answers import FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.goals import command as goals
from handlers.goals.command import command as goal
from handlers.kinds import command as kind
from handlers.presets import command as presets
from handlers.reviews import steps
from handlers.scorecard.command import command as scorecard
from handlers.scorecard.command import open_why
from handlers.targets import command as target
from handlers.weights import command as weights
from messages.blocks import rendered
from messages.kpis import FIELDS
from messages.month_figures import figures_section
from messages.words import words
from models.exports.scorecard import export_scorecard
from models.period import month_of, week_of
from models.refusal import Refusal
from models.reviews.actions import open_review
from models.reviews.figures import MonthFigures
from models.reviews.month import figures_of_month
from models.scorecard.kpis import KPIS
from models.scorecard.line import Line
from models.scorecard.own_kpis import own_kpis_of
from models.scorecard.records import Target
from models.scorecard.scope import scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from models.scorecard.standing import standing_of
from models.scorecard.targets.setting import undo_target
from models.workspace.records import SettingChange
from tests.conftest import NOW, Cast, acting

AsRequest = Callable[..., Request]
TODAY = date(2026, 11, 12)
SURVEYS = 'add "Site surveys" "Locatiebezoeken" count site_survey quadrant=grow target=2/week'


def said(answer: object) -> str:
    assert isinstance(answer, Whisper)
    return str(answer.message.blocks)


def press(answer: object) -> Press:
    assert isinstance(answer, Whisper)
    button = answer.message.blocks[0]["accessory"]
    return Press(button["action_id"], button["value"])


def line(session: Session, cast: Cast, kpi: str) -> Line:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    return scorecard_of(session, cast.workspace, scope, week_of(TODAY), NOW).lines[kpi]


@pytest.fixture
def surveys(cast: Cast, request_of: AsRequest) -> Whisper:
    """Site surveys, counted, 2 a week; Anna did 3 of them this week, and Bram 1."""
    kind(request_of(cast.dirk), 'add site_survey count "Site survey"')
    answer = kpis.command(request_of(cast.dirk), SURVEYS)
    log(request_of(cast.anna), "2 site survey Acme")
    log(request_of(cast.anna), "site survey Globex")
    log(request_of(cast.bram), "site survey Acme")
    assert isinstance(answer, Whisper)
    return answer


def test_it_says_what_it_measures_and_what_is_asked(surveys: Whisper) -> None:
    assert "*Site surveys* (`site_surveys`, Grow): the number of site survey; target 2 a week for every rep" in said(
        surveys
    )


def test_it_is_on_the_scorecards_of_person_team_and_company(
    session: Session, cast: Cast, request_of: AsRequest, surveys: Whisper
) -> None:
    mine = line(session, cast, "site_surveys")
    assert (mine.figure.value, mine.target and mine.target.value) == (3, 2)
    for scope in (scope_of_team(session, cast.workspace, cast.team), scope_of_workspace(session, cast.workspace)):
        whole = scorecard_of(session, cast.workspace, scope, week_of(TODAY), NOW).lines["site_surveys"]
        # 3 of Anna's and 1 of Bram's, of 2 + 2.
        assert (whole.figure.value, whole.target and whole.target.value) == (4, 4)
    text = said(scorecard(request_of(cast.bram), "deze week"))
    assert "Locatiebezoeken: *1* van 2" in text
    assert "Site surveys" in said(scorecard(request_of(cast.anna), "this week site surveys"))


def test_the_answer_to_a_log_says_where_one_stands(cast: Cast, request_of: AsRequest, surveys: Whisper) -> None:
    assert "*2* van 2 locatiebezoeken deze week" in said(log(request_of(cast.bram), "site survey Globex"))


def test_it_weighs_in_the_score(session: Session, cast: Cast, request_of: AsRequest, surveys: Whisper) -> None:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    grow = scorecard_of(session, cast.workspace, scope, week_of(TODAY), NOW).score.quadrants
    # Grow has renewals (4 a month, none: 0 %, weight 1) and site surveys (3 of 2, at most 150 %, weight 1): 75 %.
    assert grow["grow"].score == pytest.approx(0.75)  # type: ignore[index]
    assert "Site surveys *3*" in said(weights(request_of(cast.dirk), "account site_surveys=3 from 2026-11-12"))
    grow = scorecard_of(session, cast.workspace, scope, week_of(TODAY), NOW).score.quadrants
    # (1 × 0 + 3 × 1.5) / 4 = 112.5 %
    assert grow["grow"].score == pytest.approx(1.125)  # type: ignore[index]


def test_why_this_number_lists_its_records(cast: Cast, request_of: AsRequest, surveys: Whisper) -> None:
    answer = scorecard(request_of(cast.anna), "this week")
    assert isinstance(answer, Whisper)
    menus = [one for block in answer.message.blocks for one in block.get("elements", ()) if "options" in one]
    ref = next(one["value"] for one in menus[0]["options"] if one["value"].endswith("|site_surveys"))
    modal = open_why(request_of(cast.anna), Press(menus[0]["action_id"], ref))
    assert isinstance(modal, OpenModal)
    text = str(modal.view.json)
    assert "A KPI of your own: the number of site survey." in text
    assert "site survey" in text
    assert "Globex" in text
    assert "Acme" in text


def test_it_is_among_the_figures_of_the_review_under_its_own_name(
    session: Session, cast: Cast, surveys: Whisper
) -> None:
    figures = figures_of_month(session, cast.workspace, cast.anna, TODAY, NOW)
    assert next(row.value for row in figures.rows if row.kpi == "site_surveys") == 3
    kept = MonthFigures.from_json(json.loads(json.dumps(figures.as_json())))
    for language, name in (("en", "Site surveys: *3* of"), ("nl", "Locatiebezoeken: *3* van")):
        assert name in str(rendered(figures_section(words(language), kept, "November")))


def test_targets_presets_and_goals_are_set_for_it(
    session: Session, cast: Cast, request_of: AsRequest, surveys: Whisper
) -> None:
    assert "site surveys" in said(target(request_of(cast.carla), "site_surveys 4/week @anna from now"))
    assert line(session, cast, "site_surveys").target.value == 4  # type: ignore[union-attr]
    assert "Locatiebezoeken" in said(target(request_of(cast.bram), "list"))
    [noted] = presets(request_of(cast.dirk), "sdr site surveys=3/week")  # type: ignore[misc]
    assert "Site surveys: 3 a week" in said(noted)
    answer = goal(request_of(cast.anna), '"More surveys" 30d site_surveys=12')
    assert "Site surveys" in said(answer)
    assert "3" in said(goal(request_of(cast.anna), "list"))
    standing = standing_of(session, cast.anna, "site_surveys", NOW)
    assert standing is not None
    assert (standing.actual, standing.target) == (3, 4)


def test_the_export_keeps_all_21_and_has_it_under_its_key(session: Session, cast: Cast, surveys: Whisper) -> None:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    data = json.loads(export_scorecard(session, cast.workspace, scope, week_of(TODAY), NOW))["kpis"]
    assert list(data) == [*KPIS, "site_surveys"]
    assert (data["site_surveys"]["value"], data["site_surveys"]["target"], data["site_surveys"]["unit"]) == (
        3,
        2,
        "count",
    )


def test_sums_and_ratios(session: Session, cast: Cast, request_of: AsRequest) -> None:
    for definition in (
        '"Partner sales" sum won channel=partner',
        '"Upsell share" ratio won type=upsell / won',
        '"Proposal money" sum proposal',
        '"Learning" hours training weight=½',
        '"Money per proposal" ratio won_value / proposal',
        '"Lost to returned" ratio lost / deal_returned',
    ):
        kpis.command(request_of(cast.dirk), f"add {definition}")
    deal(request_of(cast.anna), 'add Acme 10k "First" channel=partner')
    deal(request_of(cast.anna), 'add Globex 30k "Second" type=upsell channel=direct')
    for name in ("Acme", "Globex"):
        deal(request_of(cast.anna), f"won {name}")
    log(request_of(cast.anna), "proposal Acme 12.5k")
    log(request_of(cast.anna), "proposal Globex 7.5k")
    log(request_of(cast.anna), "training 90m negotiation")
    found = {key: line(session, cast, key).figure for key in own_kpis_of(cast.workspace)}
    assert found["partner_sales"].value == 10_000
    # One of two deals won; 40,000 over two proposals; 12,500 + 7,500.
    assert (found["upsell_share"].value, found["upsell_share"].numerator, found["upsell_share"].denominator) == (
        0.5,
        1,
        2,
    )
    assert found["money_per_proposal"].value == 20_000
    assert found["proposal_money"].value == 20_000
    assert found["learning"].value == 1.5
    assert (found["lost_to_returned"].value, found["lost_to_returned"].reason) == (None, "nothing_to_divide_by")
    text = said(scorecard(request_of(cast.anna), "lost_to_returned partner_sales"))
    assert "there is nothing to divide by yet" in text


def test_undo_and_retire(session: Session, cast: Cast, request_of: AsRequest, surveys: Whisper) -> None:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    october = month_of(date(2026, 10, 1))
    answer = kpis.command(request_of(cast.dirk), "retire Site surveys")
    assert "site_surveys" not in scorecard_of(session, cast.workspace, scope, week_of(TODAY), NOW).lines
    assert "site_surveys" in scorecard_of(session, cast.workspace, scope, october, NOW).lines
    assert "retired" in said(kpis.command(request_of(cast.dirk), ""))
    with pytest.raises(Refusal, match="not_there"):
        kpis.command(request_of(cast.dirk), "retire site_surveys")
    with pytest.raises(Refusal, match="changed_since"):
        kpis.undo(request_of(cast.dirk), press(surveys))
    assert isinstance(kpis.undo(request_of(cast.dirk), press(answer)), Replace)
    assert line(session, cast, "site_surveys").figure.value == 3
    kpis.undo(request_of(cast.dirk), press(surveys))
    assert (cast.workspace.own_kpis, cast.workspace.role_presets) == ([], [])
    changes = session.exec(select(SettingChange).where(SettingChange.key == "kpi")).all()
    assert [(one.about, one.changed_by, one.undone_at is not None) for one in changes] == [
        ("site_surveys", cast.dirk.id, True)
    ] * 2


def test_undo_is_refused_while_a_target_or_a_goal_asks_for_it(
    session: Session, cast: Cast, request_of: AsRequest, surveys: Whisper
) -> None:
    target(request_of(cast.carla), "site_surveys 4/week @anna")
    with pytest.raises(Refusal, match="is_used"):
        kpis.undo(request_of(cast.dirk), press(surveys))
    undo_target(acting(session, cast.carla), session.exec(select(Target.id)).one())
    goal(request_of(cast.anna), "30d site_surveys=12")
    with pytest.raises(Refusal, match="is_used"):
        kpis.undo(request_of(cast.dirk), press(surveys))


def test_a_goal_outlives_a_kpi_that_is_retired(cast: Cast, request_of: AsRequest, surveys: Whisper) -> None:
    goal(request_of(cast.anna), '"More surveys" 30d site_surveys=12')
    kpis.command(request_of(cast.dirk), "retire site_surveys")
    assert "More surveys" in said(goal(request_of(cast.anna), "list"))


def test_the_form(session: Session, cast: Cast, request_of: AsRequest) -> None:
    opened = kpis.command(request_of(cast.dirk), "add")
    assert isinstance(opened, OpenModal)
    assert [block["block_id"] for block in opened.view.json["blocks"]] == list(FIELDS)
    filled = {
        "name": "Calls",
        "dutch": "Telefoontjes",
        "definition": "count call",
        "quadrant": "find",
        "direction": "up",
    }
    wrong = kpis.save(request_of(cast.dirk), Form({**filled, "target": "many"}))
    assert isinstance(wrong, FormErrors)
    assert list(wrong.errors) == ["target"]
    assert cast.workspace.own_kpis == []
    assert "Calls" in said(kpis.save(request_of(cast.dirk), Form({**filled, "target": "30/week", "weight": "2"})))
    assert line(session, cast, "calls").target.value == 30  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ('add "Mirror" ratio won / won', "over_itself"),
        ('add "Zork" count zork', "unknown_kind"),
        ('add "Close rate" count call', "name_is_there"),
        ('add "omzet" count call', "name_is_there"),
        ('add "Calls" count call key=close_rate', "is_there"),
        ('add "Calls" count call key=3d', "not_a_key"),
        ('add "Calls" count call type=new', "filters_of_deals"),
        ('add "Big" count won type=big', "unknown_type"),
        ('add "Calls" count call/email', "ratio_of_two"),
        ('add "Calls" ratio call', "ratio_of_two"),
        ('add "Calls" count call weigth=2', "unknown_option"),
        ('add "Calls" count call weight=-2', "wrong_weight"),
        ('add "Calls" count call quadrant=up', "unknown_quadrant"),
        ('add "Calls" count call direction=left', "unknown_direction"),
        ('add "Calls" count call target=0/week', "not_positive"),
        ('add "Calls"', "what_to_count"),
        ("add count call", "which_name"),
        ("cheer", "what_to_do"),
        ("retire zork", "not_there"),
        (f'add "{"x" * 41}" count call', "name_too_long"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, request_of: AsRequest, typed: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        kpis.command(request_of(cast.dirk), typed)
    assert (cast.workspace.own_kpis, cast.workspace.role_presets) == ([], [])


def test_an_unknown_kind_is_answered_with_what_was_meant(cast: Cast, request_of: AsRequest) -> None:
    kind(request_of(cast.dirk), "add site_survey count")
    with pytest.raises(Refusal) as refused:
        kpis.command(request_of(cast.dirk), 'add "Surveys" count sight_survey')
    assert refused.value.values["near"] == ["site_survey"]


def test_no_more_than_twenty(cast: Cast, request_of: AsRequest) -> None:
    for number in range(20):
        kpis.command(request_of(cast.dirk), f'add "Calls {number}" count call')
    with pytest.raises(Refusal, match="too_many"):
        kpis.command(request_of(cast.dirk), 'add "One more" count call')
    with pytest.raises(Refusal, match="name_is_there"):
        kpis.command(request_of(cast.dirk), 'add "Calls 3" count call')
    assert isinstance(scorecard(request_of(cast.dirk), "team"), Whisper)


def test_only_an_admin_adds_and_everybody_sees(cast: Cast, request_of: AsRequest, surveys: Whisper) -> None:
    for typed in ('add "Calls" count call', "retire site_surveys", "add"):
        with pytest.raises(Refusal, match="admins_only"):
            kpis.command(request_of(cast.anna), typed)
    assert "Locatiebezoeken" in said(kpis.command(request_of(cast.bram), ""))


def test_home_and_the_month_of_a_review_can_live_with_it(
    session: Session, cast: Cast, request_of: AsRequest, surveys: Whisper
) -> None:
    target(request_of(cast.carla), "site_surveys 90/week @anna from now")
    assert "Site surveys" in str(home.show(request_of(cast.anna), ""))
    month = figures_of_month(session, cast.workspace, cast.anna, TODAY, NOW)
    assert {row.kpi for row in month.rows} - set(KPIS) == {"site_surveys"}


# --- in the forms of others ---------------------------------------------------------------------------------


def test_a_commitment_of_a_review_may_name_it(
    session: Session, cast: Cast, request_of: AsRequest, surveys: Whisper
) -> None:
    review = open_review(session, cast.bram, date(2026, 10, 1), date(2026, 11, 2))
    form = steps.reflect(request_of(cast.bram), Press("reviews.reflect", review.id))
    assert isinstance(form, OpenModal)
    assert "Locatiebezoeken" in str(form.view.json)
    written = {"went_well": "Veel", "self_rating": "4", "commitment": "Tien locaties", "commitment_by": "2026-11-30"}
    steps.hand_in(request_of(cast.bram), Form({**written, "commitment_kpi": "site_surveys"}, review.id))
    assert review.commitment_kpi == "site_surveys"
    to_carla = steps.write(request_of(cast.carla), Press("reviews.write", review.id))
    assert isinstance(to_carla, OpenModal)
    assert "Site surveys" in str(to_carla.view.json), "in the language of who reads it"
    steps.hand_in(request_of(cast.bram), Form({**written, "commitment_kpi": "no_such"}, review.id))
    assert review.commitment_kpi is None


def test_a_goal_may_be_set_on_it_from_the_menu(
    session: Session, cast: Cast, request_of: AsRequest, surveys: Whisper
) -> None:
    bram = request_of(cast.bram)
    form = goals.command(bram, "new")
    assert isinstance(form, OpenModal)
    assert "Locatiebezoeken" in str(form.view.json)
    answer = goals.submit_new(bram, Form({"title": "Meer", "horizon": "60d", "kpi": "site_surveys", "target": "20"}))
    assert "Locatiebezoeken: *1* van 20" in said(answer)
