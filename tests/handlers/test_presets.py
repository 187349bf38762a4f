"""`/koers presets`: an admin says what is usual for a role; a period that is over keeps its target."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, col, select

from handlers import presets
from handlers.door.answers import FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.scorecard.command import command as scorecard
from handlers.settings import command as settings
from handlers.targets import command as target
from messages.presets import OPEN
from models.activity.role_kinds import kinds_of_role
from models.delivery.preferences import turn_off
from models.delivery.role_prompts import comes_by_role, prompts_of_role
from models.digest.own import own_week
from models.period import Period, PeriodType, month_of, week_of
from models.refusal import Refusal
from models.scorecard.role_kpis import KPIS_OF, kpis_of_role
from models.scorecard.running import running_lines
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.scorecard.standing import standing_of
from models.scorecard.targets.usual import Usual, usual_of
from models.team.records import Person
from models.workspace.records import SettingChange
from tests.conftest import NOW, Cast

AsRequest = Callable[..., Request]
TODAY = date(2026, 11, 12)
THIS_WEEK, NEXT_WEEK = week_of(TODAY), week_of(date(2026, 11, 16))


def asked(session: Session, cast: Cast, period: Period, kpi: str = "first_meetings") -> float | None:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    found = scorecard_of(session, cast.workspace, scope, period, NOW).lines[kpi].target
    return found.value if found else None


def press(answer: object) -> Press:
    answer = one_of(answer) if isinstance(answer, list) else answer
    assert isinstance(answer, Whisper)
    first, *_, last = answer.message.blocks
    button = first.get("accessory") or last["elements"][0]
    return Press(button["action_id"], button["value"])


def one_of(answers: object) -> object:
    """The only answer."""
    assert isinstance(answers, list)
    [answer] = answers
    return answer


def said(answer: object) -> str:
    if isinstance(answer, list):
        answer = one_of(answer)
    assert isinstance(answer, Whisper)
    return str(answer.message.blocks)


def test_it_holds_from_the_next_period_and_says_whom_it_concerns(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    target(request_of(cast.carla), "first_meetings 9/week @bram")
    answer = presets.command(request_of(cast.dirk), "account first_meetings=6/week")
    assert "First sales meetings: 6 a week, from 16 Nov 2026" in said(answer)
    assert "They apply to Anna de Vries." in said(answer)
    assert asked(session, cast, THIS_WEEK) == 2
    assert asked(session, cast, NEXT_WEEK) == 6
    # November: the weeks before the 16th ask 2 a week (10 working days), the others 6 (11 working days).
    assert asked(session, cast, month_of(TODAY)) == pytest.approx(10 * 2 / 5 + 11 * 6 / 5)


def test_from_now_and_from_a_day(session: Session, cast: Cast, request_of: AsRequest) -> None:
    presets.command(request_of(cast.dirk), "account follow_ups=10/week from now")
    assert asked(session, cast, THIS_WEEK, "follow_ups") == 10
    presets.command(request_of(cast.dirk), "account follow_ups=12/week from 2026-12-14")
    assert asked(session, cast, week_of(date(2026, 12, 7)), "follow_ups") == 10
    assert asked(session, cast, week_of(date(2026, 12, 14)), "follow_ups") == 12


def test_none_and_default_and_reset(session: Session, cast: Cast, request_of: AsRequest) -> None:
    answer = presets.command(request_of(cast.dirk), "account first_meetings=none from now")
    assert "no usual target any more" in said(answer)
    assert asked(session, cast, THIS_WEEK) is None
    assert standing_of(session, cast.anna, "first_meetings", NOW, only_with_target=True) is None
    presets.command(request_of(cast.dirk), "account reset from now")
    assert asked(session, cast, THIS_WEEK) == 2
    presets.command(request_of(cast.dirk), "account first_meetings=7/week from now")
    presets.command(request_of(cast.dirk), "account first_meetings=default from now")
    assert asked(session, cast, THIS_WEEK) == 2


def test_what_is_usual_for_all_is_below_the_role(session: Session, cast: Cast, request_of: AsRequest) -> None:
    presets.command(request_of(cast.dirk), "all new_customers=3/month first_meetings=9/week")
    assert asked(session, cast, month_of(TODAY), "new_customers") == 3
    assert asked(session, cast, NEXT_WEEK) == 2
    standing = standing_of(session, cast.anna, "new_customers", NOW)
    assert standing is not None
    assert standing.target == 3


def test_each_change_is_kept_and_can_be_undone(session: Session, cast: Cast, request_of: AsRequest) -> None:
    first = presets.command(request_of(cast.dirk), "account first_meetings=6/week")
    second = presets.command(request_of(cast.dirk), "account first_meetings=8/week")
    changes = session.exec(select(SettingChange).order_by(col(SettingChange.id))).all()
    assert [(one.key, one.about, one.old["value"], one.new["value"]) for one in changes] == [
        ("presets", "account", "first_meetings 2/week", "first_meetings 6/week"),
        ("presets", "account", "first_meetings 2/week", "first_meetings 8/week"),
    ]
    with pytest.raises(Refusal, match="changed_since"):
        presets.undo(request_of(cast.dirk), press(first))
    assert isinstance(presets.undo(request_of(cast.dirk), press(second)), Replace)
    assert asked(session, cast, NEXT_WEEK) == 6
    presets.undo(request_of(cast.dirk), press(first))
    assert asked(session, cast, NEXT_WEEK) == 2


def test_the_form_changes_only_what_was_changed(session: Session, cast: Cast, request_of: AsRequest) -> None:
    opened = presets.open_form(request_of(cast.dirk), Press(OPEN, "account"))
    assert isinstance(opened, OpenModal)
    fields = {
        block["block_id"]: block["element"].get("initial_value", "")
        for block in opened.view.json["blocks"]
        if block["type"] == "input"
    }
    assert (fields["first_meetings"], fields["close_rate"], fields["pipeline"]) == ("2/week", "0.3/quarter", "")
    meta = opened.view.json["private_metadata"]
    wrong = presets.save(request_of(cast.dirk), Form({**fields, "proposals": "many"}, meta))
    assert isinstance(wrong, FormErrors)
    assert list(wrong.errors) == ["proposals"]
    lists = {name: json.loads(meta)[name] for name in ("kinds", "kpis", "prompts")}
    filled = {**fields, **lists, "proposals": "9/month", "renewals": "", "close_rate": "35%"}
    answer = presets.save(request_of(cast.dirk), Form(filled, meta))
    assert "Qualified proposals: 9 a month, from 1 Dec 2026" in said(answer)
    assert "Close rate: 35%, from 1 Jan 2027" in said(answer)
    assert {row[1] for row in cast.workspace.role_presets} == {"proposals", "renewals", "close_rate"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("first_meetings=6/week", "which_role"),
        ("account first_meetings=0/week", "not_positive"),
        ("account reps_on_track=3/month", "team_figure"),
        ("account sales_by_channel=$10k/month", "other_currency"),
        ("account first_meetings=6/week from 2026-01-05", "in_the_past"),
        ("account reset", "is_usual"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, request_of: AsRequest, line: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        presets.command(request_of(cast.dirk), line)
    assert cast.workspace.role_presets == []


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("account first_meetngs=6/week", "first"),
        ("account close_rate=soon", "soon"),
        ("acount close_rate=3", "account"),
    ],
)
def test_what_cannot_be_read_is_answered_with_an_example(
    cast: Cast, request_of: AsRequest, line: str, meant: str
) -> None:
    answer = presets.command(request_of(cast.dirk), line)
    assert meant in said(answer)
    assert "/koers presets account first_meetings=6/week" in said(answer)
    assert cast.workspace.role_presets == []


def test_only_leaders_and_admins_set_them_and_everybody_sees_them(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    with pytest.raises(Refusal, match="leaders_only"):
        presets.command(request_of(cast.anna), "account first_meetings=6/week")
    assert "Eerste gesprekken: 2 per week" in said(presets.command(request_of(cast.bram), ""))
    presets.command(request_of(cast.dirk), "account first_meetings=6/week from now")
    assert "Eerste gesprekken: 6 per week" in said(presets.command(request_of(cast.bram), ""))
    assert "Eerste gesprekken: 6 per week" in said(target(request_of(cast.bram), "list"))
    assert session.exec(select(Person).where(Person.sales_role == "sdr")).all() == []
    assert "Het geldt nu voor niemand" not in said(presets.command(request_of(cast.bram), "sdr"))


# --- what a role logs with one tap ------------------------------------------------------------------------


def kinds_on(cast: Cast, day: date) -> list[str]:
    return list(kinds_of_role(cast.workspace, "sdr", day))


def test_the_kinds_of_a_role_hold_from_next_monday_and_can_be_undone(request_of: AsRequest, cast: Cast) -> None:
    sunday, monday = date(2026, 11, 15), date(2026, 11, 16)
    usual = ["lead", "call", "email", "meeting"]
    assert kinds_on(cast, monday) == usual
    answer = one_of(presets.command(request_of(cast.dirk), "sdr soorten=telefoontje,demo,lead"))
    assert isinstance(answer, Whisper)
    told = str(answer.message.blocks)
    assert "from Mon 16 Nov" in told
    assert "*One tap on Home*: Call, Demo and" in told
    assert (kinds_on(cast, sunday), kinds_on(cast, monday)) == (usual, ["call", "demo", "lead"])
    assert presets.command(request_of(cast.dirk), "sdr").message.text  # type: ignore[union-attr]
    presets.undo(request_of(cast.dirk), press(answer))
    assert kinds_on(cast, monday) == usual
    presets.command(request_of(cast.dirk), "sdr kinds=demo from now")
    assert kinds_on(cast, date(2026, 11, 12)) == ["demo"]
    presets.command(request_of(cast.dirk), "sdr kinds=default")
    assert kinds_on(cast, monday) == usual


def test_a_leader_may_and_a_manager_may_not(request_of: AsRequest, cast: Cast) -> None:
    cast.dirk.is_admin = False
    presets.command(request_of(cast.dirk), "sdr kinds=demo")
    presets.command(request_of(cast.dirk), "sdr first_meetings=9/week")
    for line in ("sdr kinds=demo", "sdr first_meetings=9/week"):
        with pytest.raises(Refusal, match="leaders_only"):
            presets.command(request_of(cast.carla), line)


@pytest.mark.parametrize(
    ("line", "why"), [("sdr kinds=dancing", "unknown_kind"), ("sdr kinds=call,lead,demo,email,visit", "too_many_kinds")]
)
def test_kinds_that_cannot_be_are_refused(request_of: AsRequest, cast: Cast, line: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        presets.command(request_of(cast.dirk), line)


def test_the_form_changes_kinds_beside_targets(request_of: AsRequest, cast: Cast) -> None:
    dirk = request_of(cast.dirk)
    opened = presets.open_form(dirk, Press(OPEN, "sdr"))
    assert isinstance(opened, OpenModal)
    known = json.loads(opened.view.json["private_metadata"])
    fields = {**known["seen"], "kinds": ["demo", "call"]}
    fields |= {"kpis": known["kpis"], "prompts": known["prompts"]}
    assert "One tap on Home" in said(presets.save(dirk, Form(fields, opened.view.json["private_metadata"])))
    assert kinds_on(cast, date(2026, 11, 16)) == ["demo", "call"]
    as_it_comes = Usual().held("sdr", date(2026, 11, 16))
    assert usual_of(cast.workspace).held("sdr", date(2026, 11, 16)) == as_it_comes


def test_the_history_of_the_settings_tells_of_it(request_of: AsRequest, cast: Cast) -> None:
    presets.command(request_of(cast.dirk), "sdr kinds=demo,call")
    told = said(settings.command(request_of(cast.dirk), "history"))
    assert "One tap on Home for SDR: lead, call, email, meeting → *demo, call*" in told


# --- which KPIs a role sees first -------------------------------------------------------------------------


def test_the_kpis_of_a_role_come_first_on_its_scorecard_from_next_monday(
    session: Session, request_of: AsRequest, cast: Cast
) -> None:
    """Anna is an account manager: renewals, follow-ups and satisfaction stand first, so Grow comes before the others."""
    told = said(scorecard(request_of(cast.anna), "my"))
    assert told.index("*Grow*") < told.index("*Close*")
    assert told.index("Follow-up meetings") < told.index("Qualified proposals")
    answer = presets.command(request_of(cast.dirk), "account kpis=proposals,first_meetings")
    assert "from Mon 16 Nov" in said(one_of(answer))
    assert "*First on scorecard, Home and Monday*: Qualified proposals and First sales meetings" in said(one_of(answer))
    assert kpis_of_role(cast.workspace, "account", date(2026, 11, 15))[0] == "renewals"
    assert kpis_of_role(cast.workspace, "account", date(2026, 11, 16)) == ("proposals", "first_meetings")
    presets.command(request_of(cast.dirk), "account kpis=proposals,first_meetings from now")
    told = said(scorecard(request_of(cast.anna), "my"))
    assert told.index("*Close*") < told.index("*Find*") < told.index("*Grow*")
    assert told.index("Qualified proposals") < told.index("Follow-up meetings")
    assert "Customer satisfaction" in told, "what has a target is never hidden"


def test_they_lead_home_and_monday_too(session: Session, request_of: AsRequest, cast: Cast) -> None:
    presets.command(request_of(cast.dirk), "account kpis=renewals,csat from now")
    week = own_week(session, cast.workspace, cast.anna, TODAY, NOW)
    assert week is not None
    # Satisfaction does not add up over days, so Monday asks nothing of it; then the usual ones.
    assert [line.kpi.key for line in week.lines] == ["renewals", "first_meetings", "follow_ups", "proposals"]
    month = running_lines(session, cast.workspace, cast.anna, NOW)[PeriodType.MONTH]
    assert next(line.kpi.key for line in month) == "renewals"
    presets.command(request_of(cast.dirk), "account kpis=proposals from now")
    month = running_lines(session, cast.workspace, cast.anna, NOW)[PeriodType.MONTH]
    assert next(line.kpi.key for line in month) == "proposals"


def test_a_list_is_undone_and_goes_back_to_what_koers_brings(request_of: AsRequest, cast: Cast) -> None:
    monday, dirk = date(2026, 11, 16), request_of(cast.dirk)
    answer = presets.command(dirk, "sdr kpi's=scoringspercentage")
    assert kpis_of_role(cast.workspace, "sdr", monday) == ("close_rate",)
    presets.undo(dirk, press(one_of(answer)))
    assert kpis_of_role(cast.workspace, "sdr", monday) == KPIS_OF["sdr"]
    presets.command(dirk, "sdr kpis=close_rate")
    presets.command(dirk, "sdr kpis=default")
    assert kpis_of_role(cast.workspace, "sdr", monday) == KPIS_OF["sdr"]
    assert "First on scorecard, Home and Monday for SDR: close_rate → *–*" in said(settings.command(dirk, "history"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("account kpis=reps_on_track", "no_kpi_of_a_rep"),
        ("all kpis=proposals", "which_role"),
        ("kpis=proposals", "which_role"),
        ("field prompts=digest", "unknown_prompt"),
        ("field prompts=pigeon", "unknown_prompt"),
    ],
)
def test_lists_that_cannot_be_are_refused(request_of: AsRequest, cast: Cast, line: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        presets.command(request_of(cast.dirk), line)
    assert cast.workspace.role_lists == []


def test_an_unknown_kpi_is_answered_with_an_example_and_only_leaders_set_lists(
    request_of: AsRequest, cast: Cast
) -> None:
    assert "/koers presets account" in said(presets.command(request_of(cast.dirk), "account kpis=proposls"))
    for line in ("account kpis=proposals", "account prompts=none"):
        with pytest.raises(Refusal, match="leaders_only"):
            presets.command(request_of(cast.carla), line)
    assert cast.workspace.role_lists == []


def test_one_line_sets_lists_and_targets_and_nothing_is_lost(request_of: AsRequest, cast: Cast) -> None:
    line = "sdr kinds=lead,call kpis=close_rate prompts=week first_meetings=9/week from now"
    answers = presets.command(request_of(cast.dirk), line)
    assert isinstance(answers, list)
    assert len(answers) == 4
    assert kinds_on(cast, TODAY) == ["lead", "call"]
    assert kpis_of_role(cast.workspace, "sdr", TODAY) == ("close_rate",)
    assert usual_of(cast.workspace).held("sdr", TODAY)["first_meetings"].value == 9


# --- what comes by itself to a role -----------------------------------------------------------------------


def test_a_leader_gives_a_role_what_is_opt_in_and_is_told_to_whom(request_of: AsRequest, cast: Cast) -> None:
    turn_off(request_of(cast.bram).session, cast.bram, "morning")
    cast.bram.sales_role = "account"
    answer = presets.command(request_of(cast.dirk), "account prompts=week,morning")
    assert "*Comes by itself*: Your Monday and Morning list" in said(one_of(answer))
    assert "“Morning list” otherwise comes only to who asks for it. It will now come to Anna de Vries." in said(
        one_of(answer)
    )
    sunday, monday = date(2026, 11, 15), date(2026, 11, 16)
    assert not comes_by_role(cast.workspace, cast.anna, "morning", sunday)
    assert comes_by_role(cast.workspace, cast.anna, "morning", monday)
    assert not comes_by_role(cast.workspace, cast.anna, "day", monday)
    presets.undo(request_of(cast.dirk), press(one_of(answer)))
    assert not comes_by_role(cast.workspace, cast.anna, "morning", monday)


def test_nothing_may_come_and_the_usual_again(request_of: AsRequest, cast: Cast) -> None:
    friday = date(2026, 11, 13)  # from now: from tomorrow on
    assert comes_by_role(cast.workspace, cast.anna, "week", friday)
    presets.command(request_of(cast.dirk), "account berichten=geen vanaf nu")
    assert comes_by_role(cast.workspace, cast.anna, "week", TODAY)
    assert not comes_by_role(cast.workspace, cast.anna, "week", friday)
    presets.command(request_of(cast.dirk), "account prompts=default from now")
    assert comes_by_role(cast.workspace, cast.anna, "week", friday)


def test_the_form_changes_the_lists_that_were_changed(request_of: AsRequest, cast: Cast) -> None:
    dirk, monday = request_of(cast.dirk), date(2026, 11, 16)
    opened = presets.open_form(dirk, Press(OPEN, "field"))
    assert isinstance(opened, OpenModal)
    meta = opened.view.json["private_metadata"]
    known = json.loads(meta)
    same = {**known["seen"], **{name: known[name] for name in ("kinds", "kpis", "prompts")}}
    presets.save(dirk, Form(same, meta))
    assert (cast.workspace.role_lists, cast.workspace.role_presets) == ([], [])
    presets.save(dirk, Form({**same, "kpis": ["proposals", "first_meetings"], "prompts": []}, meta))
    assert kpis_of_role(cast.workspace, "field", monday) == ("proposals", "first_meetings")
    assert prompts_of_role(cast.workspace, "field", monday) == ()
    assert [row[1] for row in cast.workspace.role_lists] == ["@kpis", "@prompts"]
