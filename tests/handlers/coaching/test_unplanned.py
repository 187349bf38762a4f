"""D16: a talk that took place without having been planned is noted afterwards, by who coaches."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from handlers.coaching import afterwards, forms
from handlers.coaching import command as coaching
from handlers.door.answers import OpenModal
from handlers.door.request import Form, Press, Request
from models.coaching.records import Talk, TalkState
from models.period import month_of
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]
OCTOBER, NOVEMBER = month_of(date(2026, 10, 1)), month_of(date(2026, 11, 1))


def opened(request: Request, typed: str) -> OpenModal:
    answer = coaching.command(request, typed)
    assert isinstance(answer, OpenModal)
    return answer


def sent(request: Request, form: OpenModal) -> Talk:
    """The form as it stands, with what was agreed."""
    blocks = {block["block_id"]: block["element"] for block in form.view.json["blocks"] if "element" in block}
    held_on = blocks["held_on"]["initial_date"]
    forms.recorded(request, Form({"held_on": held_on, "agreed": "Budget first"}, form.view.json["private_metadata"]))
    return request.session.exec(select(Talk)).one()


def talks_of(session: Session, cast: Cast, person: Person, month: object) -> float | None:
    scope = scope_of_person(session, cast.workspace, person)
    return scorecard_of(session, cast.workspace, scope, month, NOW).lines["coaching"].figure.value  # type: ignore[arg-type]


def test_it_is_recorded_confirmed_and_counts_on_its_day(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    by_carla = request_of(cast.carla)
    form = opened(by_carla, "@anna yesterday 14:00")
    assert session.exec(select(Talk)).all() == [], "nothing is stored before the form comes back"
    talk = sent(by_carla, form)
    assert (talk.coach_id, talk.rep_id, talk.held_on) == (cast.carla.id, cast.anna.id, date(2026, 11, 11))
    assert talk.planned_at == datetime(2026, 11, 11, 13, tzinfo=UTC)  # 14:00 in Amsterdam
    assert talk.state == TalkState.RECORDED
    assert talks_of(session, cast, cast.anna, NOVEMBER) == 0, "not before Anna says so"
    afterwards.confirm(request_of(cast.anna), Press("coaching.confirm", talk.id))
    assert [talks_of(session, cast, one, NOVEMBER) for one in (cast.anna, cast.bram)] == [1, 0]


def test_one_of_a_month_before_the_first_makes_no_zero_of_the_others(
    request_of: AtTheDoor, session: Session, cast: Cast
) -> None:
    # Koers hears of talks since November; that of 28 October is Anna's one, and of Bram's October nothing is known.
    talk = sent(request_of(cast.carla), opened(request_of(cast.carla), "@anna 2026-10-28 14:00"))
    afterwards.confirm(request_of(cast.anna), Press("coaching.confirm", talk.id))
    assert [talks_of(session, cast, one, OCTOBER) for one in (cast.anna, cast.bram)] == [1, None]


def test_who_is_coached_cannot_and_a_planned_one_is_not_noted_twice(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match="in_the_past"):
        coaching.command(request_of(cast.anna), "@carla yesterday 14:00")
    coaching.command(request_of(cast.carla), "@anna 2026-11-12 14:00")
    later = request_of(cast.carla, now=NOW.replace(hour=16))
    with pytest.raises(Refusal, match="planned_already"):
        coaching.command(later, "@anna 2026-11-12 14:30")
