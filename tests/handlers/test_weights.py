"""`/koers weights`: an admin says how much each KPI counts; a period that is over keeps its score."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from handlers import weights
from handlers.door.answers import FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.scorecard.command import command as scorecard
from handlers.scorecard.command import open_why
from messages.weights import OPEN
from models.activity.records import Activity
from models.period import month_of, week_of
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import Scorecard, scorecard_of
from models.scorecard.weights import counted_keys, weight_of, weights_on
from models.workspace.records import SettingChange, Workspace
from tests.conftest import NOW, Cast

AsRequest = Callable[..., Request]
TODAY = date(2026, 11, 12)


def card(session: Session, cast: Cast, day: date = TODAY) -> Scorecard:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    return scorecard_of(session, cast.workspace, scope, month_of(day), NOW)


def log(session: Session, cast: Cast, kind: str, day: date, times: int = 1) -> None:
    for _ in range(times):
        session.add(
            Activity(
                workspace_id="T1",
                person_id=cast.anna.id,
                kind=kind,
                is_first=True if kind == "meeting" else None,
                happened_on=day,
                created_at=NOW,
                minutes=60 if kind == "training" else None,
            )
        )
    session.flush()


def press(answer: object) -> Press:
    assert isinstance(answer, Whisper)
    button = answer.message.blocks[0]["accessory"]
    return Press(button["action_id"], button["value"])


def test_another_weight_changes_the_running_score_and_not_a_closed_one(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    for day in (date(2026, 10, 14), TODAY):
        log(session, cast, "proposal", day, 3)
    october, november = card(session, cast, date(2026, 10, 31)), card(session, cast)
    # In Close only proposals and follow-ups have a target and a figure, weight 3 each. Proposals 3 of 6 a month = 50 %,
    # follow-ups 0 %: (3 × 0.5 + 3 × 0) / 6 = 25 %. With follow-ups at 0: 50 %.
    assert november.score.quadrants["close"].score == pytest.approx(0.25)  # type: ignore[index]
    weights.command(request_of(cast.dirk), "account follow_ups=0")
    assert card(session, cast).score.quadrants["close"].score == pytest.approx(0.5)  # type: ignore[index]
    assert card(session, cast).weights["follow_ups"] == 0
    assert card(session, cast, date(2026, 10, 31)).score == october.score
    last_week = week_of(TODAY - timedelta(days=7))
    scope = scope_of_person(session, cast.workspace, cast.anna)
    assert scorecard_of(session, cast.workspace, scope, last_week, NOW).weights["follow_ups"] == 3


def test_it_holds_for_that_role_and_from_that_day(session: Session, cast: Cast, request_of: AsRequest) -> None:
    answer = weights.command(request_of(cast.dirk), "accountmanager omzet=5 trainingsuren=½ vanaf 2026-12-01")
    assert isinstance(answer, Whisper)
    assert answer.message.text.startswith("Noted for account manager, from 1 Dec 2026: Sales by channel *5*")
    assert weights_on(cast.workspace, TODAY) == {}
    later = weights_on(cast.workspace, date(2026, 12, 1))
    assert (weight_of("account", "sales_by_channel", later), weight_of("sdr", "sales_by_channel", later)) == (5, 4)


def test_each_change_is_kept_and_can_be_undone(session: Session, cast: Cast, request_of: AsRequest) -> None:
    first = weights.command(request_of(cast.dirk), "account pipeline=1")
    second = weights.command(request_of(cast.dirk), "account pipeline=0,5")
    changes = session.exec(select(SettingChange).order_by(col(SettingChange.id))).all()
    assert [(one.about, one.old["value"], one.new["value"], one.changed_by) for one in changes] == [
        ("account", "pipeline –", "pipeline 1", cast.dirk.id),
        ("account", "pipeline 1", "pipeline 0.5", cast.dirk.id),
    ]
    with pytest.raises(Refusal, match="changed_since"):
        weights.undo(request_of(cast.dirk), press(first))
    assert isinstance(weights.undo(request_of(cast.dirk), press(second)), Replace)
    assert weights_on(cast.workspace, TODAY) == {"account": {"pipeline": 1}}
    weights.undo(request_of(cast.dirk), press(first))
    assert weights_on(cast.workspace, TODAY) == {}
    with pytest.raises(Refusal, match="undone_already"):
        weights.undo(request_of(cast.dirk), press(first))


def test_reset_gives_the_usual_ones(session: Session, cast: Cast, request_of: AsRequest) -> None:
    weights.command(request_of(cast.dirk), "account pipeline=1 proposals=9")
    weights.command(request_of(cast.dirk), "account reset")
    assert weights_on(cast.workspace, TODAY) == {}
    with pytest.raises(Refusal, match="is_usual"):
        weights.command(request_of(cast.dirk), "account reset")


def test_the_form_changes_only_what_was_changed(session: Session, cast: Cast, request_of: AsRequest) -> None:
    opened = weights.open_form(request_of(cast.dirk), Press(OPEN, "account"))
    assert isinstance(opened, OpenModal)
    filled = {
        block["block_id"]: block["element"]["initial_value"]
        for block in opened.view.json["blocks"]
        if block["type"] == "input"
    }
    assert (filled["sales_by_channel"], filled["training_hours"]) == ("4", "0.5")
    meta = opened.view.json["private_metadata"]
    answer = weights.save(request_of(cast.dirk), Form({**filled, "pipeline": "0"}, meta))
    assert isinstance(answer, Whisper)
    assert weights_on(cast.workspace, TODAY) == {"account": {"pipeline": 0}}
    wrong = weights.save(request_of(cast.dirk), Form({**filled, "pipeline": "much"}, meta))
    assert isinstance(wrong, FormErrors)
    assert list(wrong.errors) == ["pipeline"]


def test_a_weight_that_the_form_shows_rounded_stays_and_an_emptied_one_is_the_usual_one(
    cast: Cast, request_of: AsRequest
) -> None:
    weights.command(request_of(cast.dirk), "account pipeline=0.125 proposals=9")
    opened = weights.open_form(request_of(cast.dirk), Press(OPEN, "account"))
    assert isinstance(opened, OpenModal)
    fields = {block["block_id"]: block for block in opened.view.json["blocks"] if block["type"] == "input"}
    assert {name for name, block in fields.items() if block.get("optional")} == {"pipeline", "proposals"}
    filled = {name: block["element"]["initial_value"] for name, block in fields.items()}
    weights.save(request_of(cast.dirk), Form({**filled, "proposals": ""}, opened.view.json["private_metadata"]))
    assert weights_on(cast.workspace, TODAY) == {"account": {"pipeline": 0.125}}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("account pipeline=-1", "weight_out_of_range"),
        ("account pipeline=101", "weight_out_of_range"),
        ("account coaching=2", "in_no_score"),
        ("account turnover=2", "in_no_score"),
        ("account pipeline=1 from 2026-01-01", "in_the_past"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, request_of: AsRequest, line: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        weights.command(request_of(cast.dirk), line)
    assert cast.workspace.kpi_weights == []


def test_all_zero_is_refused_for_one_role_and_for_all(cast: Cast, request_of: AsRequest) -> None:
    nothing = " ".join(f"{key}=0" for key in counted_keys(cast.workspace, TODAY))
    for whose in ("account", "all"):
        with pytest.raises(Refusal, match="no_weights"):
            weights.command(request_of(cast.dirk), f"{whose} {nothing}")
    assert cast.workspace.kpi_weights == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("account pipline=2", "pipeline"),
        ("acount pipeline=2", "account"),
        ("account pipeline=much", "much"),
        ("account pipeline", "pipeline"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_was_meant(
    cast: Cast, request_of: AsRequest, line: str, said: str
) -> None:
    answer = weights.command(request_of(cast.dirk), line)
    assert isinstance(answer, Whisper)
    assert said in str(answer.message.blocks)
    assert "/koers weights account" in str(answer.message.blocks)
    assert cast.workspace.kpi_weights == []


def test_only_an_admin_sets_them_and_everybody_sees_them(cast: Cast, request_of: AsRequest) -> None:
    with pytest.raises(Refusal, match="admins_only"):
        weights.command(request_of(cast.anna), "account pipeline=1")
    answer = weights.command(request_of(cast.anna), "")
    assert isinstance(answer, Whisper)
    assert "Pipeline value *2*" in answer.message.blocks[0]["text"]["text"]
    assert "actions" not in [block["type"] for block in answer.message.blocks]


def test_why_this_score_shows_the_weights(session: Session, cast: Cast, request_of: AsRequest) -> None:
    log(session, cast, "meeting", TODAY, 2)
    answer = scorecard(request_of(cast.anna), "")
    assert isinstance(answer, Whisper)
    menus = [
        element for block in answer.message.blocks for element in block.get("elements", ()) if "options" in element
    ]
    first = menus[0]["options"][0]
    assert first["text"]["text"] == "Why this score?"
    modal = open_why(request_of(cast.anna), Press(menus[0]["action_id"], first["value"]))
    assert isinstance(modal, OpenModal)
    assert "First sales meetings: " in str(modal.view.json)
    assert "counts 3×" in str(modal.view.json)


def test_a_workspace_that_set_nothing_has_nothing_stored(session: Session, cast: Cast) -> None:
    stored = session.exec(select(Workspace.kpi_weights)).all()
    assert stored == [[], []]
