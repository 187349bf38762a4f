"""`/target` through the handler."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from handlers import targets as handler
from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from models.delivery.records import Delivery
from models.refusal import Refusal
from models.scorecard.records import Target
from tests.conftest import NOW, Cast
from tests.models.scorecard.facts import meeting

AtTheDoor = Callable[..., Request]


def seen(answer: object) -> str:
    assert isinstance(answer, Whisper | Replace), answer
    return answer.message.text + json.dumps(answer.message.blocks, ensure_ascii=False)


def stored(session: Session) -> list[Target]:
    return [target for target in session.exec(select(Target)) if target.withdrawn_at is None]


def test_a_manager_sets_a_target_and_the_rep_hears_of_it(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    meeting(session, cast.bram, date(2026, 11, 3))
    view = seen(handler.command(request_of(cast.carla), "first_meetings 2/week @bram"))
    assert "Set: *first sales meetings* 2 a week for Bram Bakker." in view
    assert "more than twice" not in view
    (told,) = session.exec(select(Delivery)).all()
    assert told.recipient == cast.bram.id
    assert "heeft een target voor je ingesteld: *eerste gesprekken* 2 per week" in json.dumps(
        told.message, ensure_ascii=False
    )


def test_more_than_twice_the_best_is_remarked_on_and_stands(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    for day in (2, 3, 4):
        meeting(session, cast.anna, date(2026, 11, day))
    assert "more than twice" in seen(handler.command(request_of(cast.carla), "first_meetings 7/week @anna"))
    assert "more than twice" not in seen(handler.command(request_of(cast.carla), "first_meetings 6/week @anna"))
    assert len(stored(session)) == 2


def test_a_kpi_without_any_record_is_remarked_on_once_koers_is_here_long_enough(
    request_of: AtTheDoor, cast: Cast
) -> None:
    assert "recording" not in seen(handler.command(request_of(cast.carla), "csat 4.5 @bram"))
    cast.workspace.created_at = NOW - timedelta(days=365)
    assert "set up the recording first" in seen(handler.command(request_of(cast.carla), "csat 4.5 @anna"))


def test_a_change_says_what_it_was_and_undo_brings_it_back(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    handler.command(request_of(cast.carla), "omzet 10k/maand @anna")
    view = seen(handler.command(request_of(cast.carla), "omzet 12.500 per maand @anna"))
    assert "It was €10,000 a month." in view
    newest = max(stored(session), key=lambda target: target.id)
    assert "Undone" in seen(handler.undo(request_of(cast.carla), Press("targets.undo", newest.id)))
    assert [target.value for target in stored(session)] == ["10000"]


def test_the_answer_says_from_when_and_has_a_button_for_the_other(
    request_of: AtTheDoor, cast: Cast, session: Session
) -> None:
    view = seen(handler.command(request_of(cast.carla), "first_meetings 6/week @bram"))
    assert "It holds from 16 November 2026, the next week; this week keeps its own." in view
    assert "From this week" in view
    (target,) = stored(session)
    moved = seen(handler.move(request_of(cast.carla), Press("targets.move", f"{target.id} 2026-11-09")))
    assert "It holds for this whole week already, from 9 November 2026." in moved
    assert "From next week" in moved
    assert [row.effective_from for row in stored(session)] == [date(2026, 11, 9)]
    with pytest.raises(Refusal, match="another_period"):  # a button of before the day was in it
        handler.move(request_of(cast.carla), Press("targets.move", stored(session)[0].id))
    told = [json.dumps(delivery.message, ensure_ascii=False) for delivery in session.exec(select(Delivery))]
    assert ["vanaf 16 november 2026" in text for text in told] == [True, False]  # Bram hears of each start


def test_a_target_for_a_year_and_from_now(request_of: AtTheDoor, cast: Cast, session: Session) -> None:
    view = seen(handler.command(request_of(cast.carla), "omzet 1,2 mln 2027 @anna"))
    assert "€1,200,000 a year" in view
    assert "It holds from 1 January 2027" in view
    handler.command(request_of(cast.carla), "follow_ups 9/week @anna from now")
    assert [(t.period_type, t.effective_from) for t in stored(session)] == [
        ("year", date(2027, 1, 1)),
        ("week", date(2026, 11, 9)),
    ]
    assert "from 1 Jan 2027" in seen(handler.command(request_of(cast.carla), "list"))


def test_a_teams_target_that_differs_from_its_peoples_sum_says_so(request_of: AtTheDoor, cast: Cast) -> None:
    # Manager 7: two account managers usually have two first meetings a week each: four, while the team has nine.
    assert "targets come to 4 in its first period" in seen(
        handler.command(request_of(cast.carla), "first_meetings 9/week team")
    )
    assert "targets come to" not in seen(handler.command(request_of(cast.carla), "first_meetings 4/week team"))


def test_the_companys_target_is_set_against_its_teams(request_of: AtTheDoor, cast: Cast) -> None:
    handler.command(request_of(cast.dirk), "omzet 100k/maand team North")
    assert "come to €100,000 in its first period" in seen(handler.command(request_of(cast.dirk), "omzet 1m/maand all"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sales_by_channel 100k/month team", "for team North"),
        ("close_rate 30% role=account", "30% for every account manager"),
        ("sales 1m/quarter all", "for the whole company"),
        ("training_hours 4 @anna", "4 h a month"),
        ("returned_leads 0/month @anna", "0 a month"),
    ],
)
def test_targets_for_everyone_and_everything(request_of: AtTheDoor, cast: Cast, text: str, said: str) -> None:
    assert said in seen(handler.command(request_of(cast.dirk), text))


@pytest.mark.parametrize(
    "text",
    [
        "first_meetings 0/week @anna",
        "first_meetings 8/week",
        "first_meetings 8/week @nobody",
        "reps_on_track 3 @anna",
        "coca 2000 team",
        "sales 9k usd @anna",
        "remove first_meetings @anna",
        "first_meetings 8/week team Oost",
        "first_meetings 8/week @anna from 2026-01-01",
    ],
)
def test_what_the_rules_forbid_is_refused_and_nothing_stored(
    request_of: AtTheDoor, cast: Cast, session: Session, text: str
) -> None:
    with pytest.raises(Refusal):
        handler.command(request_of(cast.carla), text)
    assert stored(session) == []


@pytest.mark.parametrize(
    "text",
    ["blah 8", "first_meetings", "first_meetings 8/day @anna", "csat 9 @anna", "sales 1e99 @anna", "8/week @anna"],
)
def test_what_cannot_be_read_gets_one_sentence_and_an_example(
    request_of: AtTheDoor, cast: Cast, session: Session, text: str
) -> None:
    view = seen(handler.command(request_of(cast.carla), text))
    assert "/target first_meetings 8/week" in view
    assert stored(session) == []


def test_a_rep_sees_their_targets_and_the_usual_ones(request_of: AtTheDoor, cast: Cast) -> None:
    handler.command(request_of(cast.carla), "omzet 10k/maand @bram")
    handler.command(request_of(cast.carla), "omzet 99k/maand @anna")
    view = seen(handler.command(request_of(cast.bram), "lijst"))
    assert "Omzet per kanaal: €\u00a010.000 per maand" in view
    assert "99.000" not in view
    assert "Eerste gesprekken: 2 per week" in view


def test_a_rep_does_not_list_a_colleagues_targets(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"access\.not_below"):
        handler.command(request_of(cast.bram), "list @anna")
