"""The plan of a month through the door: one press plans what is suggested, and the whole of a talk takes few presses."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from handlers.coaching import afterwards, feature, planning
from handlers.coaching import command as coaching
from handlers.coaching import forms as modals
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.phrases.coaching import CoachPhrase, read_coach
from handlers.phrases.people import PersonForm, PersonRef
from models.coaching.records import PairAction, Talk, TalkState, Topic
from models.delivery.records import Delivery
from models.period import month_of
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]
TODAY = date(2026, 11, 12)
ANNA = PersonRef(PersonForm.NAME, "anna")
DECEMBER = datetime(2026, 12, 1, 8, tzinfo=UTC)


def blocks_of(answer: Answers | Delivery | Any) -> list[dict[str, Any]]:
    """What is shown: of an answer, of a modal, or of a message that somebody got."""
    if isinstance(answer, Delivery):
        return list((answer.message or {})["blocks"])
    if isinstance(answer, OpenModal):
        return list(answer.view.json["blocks"])
    message = answer.message if isinstance(answer, Whisper | Replace) else answer
    return list(message.blocks or [])


def buttons_in(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield from block.get("elements", []) if block["type"] == "actions" else []
        if "accessory" in block:
            yield block["accessory"]


class Presses:
    """Somebody who presses what stands in what they see, and counts."""

    def __init__(self, request: Request) -> None:
        self.request, self.count = request, 0

    def press(self, seen: Any, action: str) -> Answers:
        """The first button with this id (the part before a colon); it must stand there."""
        found = next(one for one in buttons_in(blocks_of(seen)) if one["action_id"].partition(":")[0] == action)
        self.count += 1
        press = Press(found["action_id"], found.get("value", ""))
        return feature.presses[action](self.request, press)

    def submit(self, modal: Answers, **typed: Any) -> Answers:
        """Send a form as it stands, with what is typed beside it: one press."""
        assert isinstance(modal, OpenModal)
        fields: dict[str, Any] = {}
        for block in modal.view.json["blocks"]:
            element = block.get("element", {})
            chosen = element.get("initial_option") or {}
            fields[block["block_id"]] = (
                chosen.get("value")
                or element.get("initial_date")
                or element.get("initial_time")
                or element.get("initial_value")
            )
        self.count += 1
        form = Form({**fields, **typed}, modal.view.json.get("private_metadata", ""))
        return feature.forms[modal.view.json["callback_id"]](self.request, form)


def news(session: Session, person: Person) -> list[Delivery]:
    """What is in the outbox for somebody, newest last."""
    rows = select(Delivery).where(Delivery.recipient == person.id).order_by(col(Delivery.created_at), col(Delivery.id))
    return list(session.exec(rows))


def test_a_talk_planned_held_and_confirmed_takes_at_most_five_presses_each(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    month = coaching.command(request_of(cast.carla, now=DECEMBER), "month")
    carla = Presses(request_of(cast.carla, now=DECEMBER))
    carla.press(month, "coaching.plan_at")
    talk = session.exec(select(Talk)).one()
    after = talk.planned_at + timedelta(hours=1)
    carla.request = request_of(cast.carla, now=after)
    waiting = coaching.overview(carla.request)
    form = carla.press(waiting, "coaching.record")
    carla.submit(form, agreed="Ask for the budget first", action="Two demos a week")
    anna = Presses(request_of(cast.anna, now=after))
    asked = next(one for one in news(session, cast.anna) if one.cadence == "coaching.recorded")
    assert "Two demos a week" in repr(blocks_of(asked)), "what was agreed is seen before it is confirmed"
    held = scorecard(session, cast, after)
    assert held == 0
    anna.press(asked, "coaching.confirm")
    assert scorecard(session, cast, after) == 1
    # Carla: Plan, Record, Save. Anna: Yes.
    assert (carla.count, anna.count) == (3, 1)


def scorecard(session: Session, cast: Cast, now: datetime) -> float | None:
    scope = scope_of_person(session, cast.workspace, cast.anna)
    card = scorecard_of(session, cast.workspace, scope, month_of(now.date()), now, kpis=["coaching"])
    return card.lines["coaching"].figure.value


def test_the_plan_shows_a_moment_for_each_and_plans_all_at_once(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    cast.bram.zone = "America/New_York"
    carla = Presses(request_of(cast.carla, now=DECEMBER))
    month = coaching.command(carla.request, "maand")
    assert "Plan Tue 8 Dec, 10:00" in repr(month)
    assert "For Bram Bakker that is Mon 7 Dec, 09:00" in repr(month)
    shown = carla.press(month, "coaching.plan_all")
    assert "4 talks are planned, with 2 people" in repr(shown)
    assert "All your 1-2-1 talks in December 2026 are planned" in repr(shown)
    talks = session.exec(select(Talk).order_by(col(Talk.planned_at))).all()
    assert len(talks) == 4
    assert len({talk.planned_at for talk in talks}) == 4
    assert [len(news(session, one)) for one in (cast.anna, cast.bram)] == [1, 1], "one message each"
    with pytest.raises(Refusal, match="nothing_missing"):
        carla.press(month, "coaching.plan_all")
    with pytest.raises(Refusal, match=r"planned_already|taken"):
        carla.press(month, "coaching.plan_at")
    assert len(session.exec(select(Talk)).all()) == 4, "a second press plans nothing"


def test_another_press_shows_others_and_one_of_them_is_planned(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    carla = Presses(request_of(cast.carla, now=DECEMBER))
    month = coaching.command(carla.request, "plan month")
    others = carla.press(month, "coaching.others")
    offered = [one for one in buttons_in(blocks_of(others)) if one["action_id"].startswith("coaching.plan_at")]
    first = next(one for one in buttons_in(blocks_of(month)) if one["action_id"].startswith("coaching.plan_at"))
    assert len({one["value"] for one in (*offered, first)}) == 4
    assert carla.press(others, "coaching.others")
    carla.press(others, "coaching.plan_at")
    assert session.exec(select(Talk)).one().planned_at.isoformat() == offered[0]["value"].partition("|")[2]


def test_forged_buttons_plan_nothing(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    at = "2026-12-08T10:00:00+00:00"
    for value, who in (
        (f"{cast.rival.id}|{at}", cast.carla),
        (f"{cast.bram.id}|{at}", cast.anna),
        (f"{cast.anna.id}|tomorrow", cast.carla),
        (f"{cast.anna.id}|2026-12-08T10:00:00", cast.carla),
        ("", cast.carla),
    ):
        with pytest.raises(Refusal):
            planning.plan_at(request_of(who), Press("coaching.plan_at", value))
    assert session.exec(select(Talk)).all() == []


def test_a_rep_who_coaches_nobody_has_no_month_to_plan(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match="nobody_to_plan"):
        coaching.command(request_of(cast.anna), "month")


def test_who_coaches_and_is_coached_plans_both(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    cast.carla.is_rep = True
    session.flush()
    assert "Anna de Vries" in repr(coaching.command(request_of(cast.carla), "month"))
    assert "Carla Mulder" in repr(coaching.command(request_of(cast.dirk), "month"))
    coaching.command(request_of(cast.carla), "@dirk 2026-11-26 14:00")
    coaching.command(request_of(cast.carla), "@anna 2026-11-26 16:00")
    talks = session.exec(select(Talk).order_by(col(Talk.planned_at))).all()
    assert [(talk.coach_id, talk.rep_id) for talk in talks] == [
        (cast.dirk.id, cast.carla.id),
        (cast.carla.id, cast.anna.id),
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("month", CoachPhrase("month")),
        ("maand", CoachPhrase("month")),
        ("month next", CoachPhrase("month", day=date(2026, 12, 1))),
        ("volgende maand", CoachPhrase("month", day=date(2026, 12, 1))),
        ("maand december", CoachPhrase("month", day=date(2026, 12, 1))),
        (
            "@anna every 2 weeks thursday 14:00 until 31 march",
            CoachPhrase("plan", ANNA, day=date(2026, 11, 12), at=time(14), weeks=2, until=date(2027, 3, 31)),
        ),
        ("@anna every week friday 9:30", CoachPhrase("plan", ANNA, day=date(2026, 11, 13), at=time(9, 30), weeks=1)),
        ("@anna vrijdag 9:30 om de week", CoachPhrase("plan", ANNA, day=date(2026, 11, 13), at=time(9, 30), weeks=2)),
        (
            "@anna om de week vrijdag om 9:30",
            CoachPhrase("plan", ANNA, day=date(2026, 11, 13), at=time(9, 30), weeks=2),
        ),
        (
            "@anna elke twee weken vrijdag 9.30 tot en met 31 maart",
            CoachPhrase("plan", ANNA, day=date(2026, 11, 13), at=time(9, 30), weeks=2, until=date(2027, 3, 31)),
        ),
        ("agenda Acme's tender", CoachPhrase("topic", text="Acme's tender")),
        ("done 1 @anna", CoachPhrase("done", ANNA, "1")),
        ("vervalt 2", CoachPhrase("drop", text="2")),
    ],
)
def test_coach_understands(typed: str, expected: CoachPhrase) -> None:
    found = read_coach(typed, TODAY, "nl" if any(word in typed for word in ("maand", "week ", "weken")) else "en")
    assert found == expected


def test_a_series_by_line_and_by_form(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    said = coaching.command(request_of(cast.carla), "@anna every 2 weeks friday 14:00 until 2027-01-22")
    assert "Planned: 6 talks with *Anna de Vries*" in repr(said)
    assert len(news(session, cast.anna)) == 1
    carla = Presses(request_of(cast.carla))
    form = modals.plan(request_of(cast.carla), Press("coaching.plan", cast.bram.id))
    carla.submit(form, day="2026-11-20", time="11:00", repeat="4", until="2027-01-20")
    assert len(session.exec(select(Talk).where(Talk.rep_id == cast.bram.id)).all()) == 3
    with pytest.raises(Refusal, match="series_end"):
        carla.submit(form, day="2026-11-20", time="11:00", repeat="4", until="2026-11-19")


def test_a_talk_that_was_none_leaves_everything_for_the_next(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    coaching.command(request_of(cast.carla), "@anna 2026-11-26 14:00")
    coaching.command(request_of(cast.anna), "agenda Acme's tender")
    coaching.command(request_of(cast.carla), "action @anna Two demos a week")
    talk = session.exec(select(Talk)).one()
    with pytest.raises(Refusal, match="still_to_come"):
        afterwards.not_held(request_of(cast.anna), Press("coaching.not_held", talk.id))
    later = datetime(2026, 11, 26, 16, tzinfo=UTC)
    said = afterwards.not_held(request_of(cast.carla, now=later), Press("coaching.not_held", talk.id))
    assert "One open action and all topics wait" in repr(said)
    assert "did not take place" in repr([one.message for one in news(session, cast.anna)][-1])
    assert session.exec(select(Topic)).one().talk_id is None
    Presses(request_of(cast.carla, now=later)).press(said, "coaching.restore")
    assert talk.state == TalkState.PLANNED


def test_of_a_talk_that_the_rep_denies_the_actions_are_asked_about(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    coaching.command(request_of(cast.carla), "@anna 2026-11-26 14:00")
    later = datetime(2026, 11, 26, 16, tzinfo=UTC)
    carla, anna = (Presses(request_of(one, now=later)) for one in (cast.carla, cast.anna))
    carla.submit(carla.press(coaching.overview(carla.request), "coaching.record"), agreed="Budget", action="Two demos")
    denied = anna.press(news(session, cast.anna)[-1], "coaching.deny")
    assert "Does it stay?" in repr(denied)
    assert "Does it stay?" in repr(blocks_of(news(session, cast.carla)[-1]))
    assert "One action stays open" in repr(anna.press(denied, "coaching.keep_all"))
    assert session.exec(select(PairAction)).one().state == "open"
    again = anna.press(denied, "coaching.answer_again")
    assert "Did it take place?" in repr(again)
    assert scorecard(session, cast, later) == 0
    denied = anna.press(again, "coaching.deny")
    assert "One action is let go" in repr(anna.press(denied, "coaching.drop_all"))
    assert session.exec(select(PairAction)).one().state == "dropped"


def test_what_was_noted_by_mistake_is_undone(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    carla = Presses(request_of(cast.carla))
    said = carla.submit(coaching.command(carla.request, "@anna yesterday 14:00"), agreed="Budget first")
    assert "nothing is noted of that talk" in repr(carla.press(said, "coaching.take_back"))
    talk = session.exec(select(Talk)).one()
    assert (talk.state, talk.outcome) == (TalkState.MISSED, "")
    with pytest.raises(Refusal, match="not_recorded"):
        afterwards.confirm(request_of(cast.anna), Press("coaching.confirm", talk.id))
