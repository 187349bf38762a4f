"""What a leader switched off does not come; and half a year after an audit leaders are asked once."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from jobs.cadence import Cadence, Occasion, Window, at_instants, to_people, to_team_channels
from jobs.prompts.digest import to_manager
from jobs.prompts.plan import AUDIT_AGAIN, ask
from messages.blocks import Message
from models.delivery.planning import Due
from models.delivery.preferences import come_every, turn_off
from models.delivery.records import Delivery
from models.delivery.recurrence import weekly
from models.maturity.practice import Chosen, confirm
from models.maturity.recommended import Depth
from models.plan.actions import Terms, add_own
from tests.conftest import NOW, Cast, acting
from tests.models.plan.audits import closed_audit

MONDAY_NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def nothing(occasion: Occasion) -> Message | None:
    return None


def window(session: Session, cast: Cast, now: datetime = MONDAY_NOON) -> Window:
    return Window(session, cast.workspace, now - timedelta(hours=26), now)


def only_reviews(session: Session, cast: Cast) -> None:
    confirm(acting(session, cast.dirk), Chosen(("csat",), ("review",), Depth.FULL))


def names(cast: Cast, dues: list[Due]) -> list[str]:
    known = {person.id: person.name.split()[0] for person in (cast.anna, cast.bram, cast.carla, cast.dirk)}
    return sorted(known[due.recipient] for due in dues)


def weekly_for(preference: str) -> Cadence:
    return Cadence("some", to_people(weekly(0, time(8, 30)), lambda window: window.people, preference), nothing)


def test_what_is_switched_off_comes_only_to_who_has_a_wish_of_their_own(session: Session, cast: Cast) -> None:
    assert len(list(weekly_for("digest").due(window(session, cast)))) == 4
    only_reviews(session, cast)
    assert list(weekly_for("digest").due(window(session, cast))) == []
    assert len(list(weekly_for("review").due(window(session, cast)))) == 4
    come_every(session, cast.carla, "digest", 1, date(2026, 11, 13))
    turn_off(session, cast.anna, "digest")
    assert names(cast, list(weekly_for("digest").due(window(session, cast)))) == ["Carla"]


def test_what_no_leader_can_switch_off_comes_all_the_same(session: Session, cast: Cast) -> None:
    only_reviews(session, cast)
    assert len(list(weekly_for("something else").due(window(session, cast)))) == 4


def test_a_talk_is_not_announced_where_coaching_is_switched_off(session: Session, cast: Cast) -> None:
    tomorrow = MONDAY_NOON - timedelta(hours=1)
    due = at_instants(lambda _: [(cast.anna, "talk", tomorrow, {}), (cast.bram, "talk", tomorrow, {})], "coaching")
    assert names(cast, list(due(window(session, cast)))) == ["Anna", "Bram"]
    only_reviews(session, cast)
    assert list(due(window(session, cast))) == []
    come_every(session, cast.bram, "coaching", 1, date(2026, 11, 13))
    assert names(cast, list(due(window(session, cast)))) == ["Bram"]


def test_a_team_channel_gets_no_digest_that_is_switched_off(session: Session, cast: Cast) -> None:
    cast.team.channel_id = "C1"
    session.add(cast.team)
    due = to_team_channels(weekly(0, time(9)), "digest")
    assert len(list(due(window(session, cast)))) == 1
    only_reviews(session, cast)
    assert list(due(window(session, cast))) == []


def test_the_digest_of_a_manager_has_a_line_about_the_plan(session: Session, cast: Cast) -> None:
    def digest() -> str:
        delivery = Delivery(
            workspace_id="T1",
            recipient=cast.carla.id,
            cadence="digest.manager",
            slot="2026-11-16",
            due_at=MONDAY_NOON,
            expires_at=MONDAY_NOON,
            created_at=NOW,
        )
        message = to_manager(Occasion(session, cast.workspace, delivery, MONDAY_NOON, cast.carla))
        assert message is not None
        return str(message.blocks)

    assert "Improvement plan" not in digest()
    add_own(acting(session, cast.carla, today=date(2026, 10, 1)), "Twenty names", Terms(cast.anna, 30, None))
    add_own(acting(session, cast.carla, today=date(2026, 11, 12)), "Same-day logging", Terms(cast.bram, 60, None))
    assert "Improvement plan: 0 of 2 done, 1 overdue · next: Same-day logging, " in digest(), "what is late is not next"


AGAIN = datetime(2027, 5, 10, 7, 30, tzinfo=UTC)
"""Monday 10 May, 09:30 in Amsterdam; the audit closed on 9 November, and 9 May is a Sunday."""


def asked(session: Session, cast: Cast, now: datetime = AGAIN) -> list[Due]:
    return list(AUDIT_AGAIN.due(window(session, cast, now)))


def composed(session: Session, cast: Cast, due: Due) -> Message | None:
    delivery = Delivery(
        workspace_id="T1",
        recipient=due.recipient,
        cadence="audit.again",
        slot=due.slot,
        due_at=due.at,
        expires_at=due.at,
        about=due.about,
        created_at=NOW,
    )
    return ask(Occasion(session, cast.workspace, delivery, AGAIN, cast.dirk))


def test_leaders_are_asked_on_the_first_working_morning_after_six_months(session: Session, cast: Cast) -> None:
    assert asked(session, cast) == []
    closed_audit(session, cast.dirk)
    [due] = asked(session, cast)
    assert (due.recipient, due.slot) == (cast.dirk.id, "audit 1")
    assert asked(session, cast, AGAIN - timedelta(days=1)) == []
    message = composed(session, cast, due)
    assert message is not None
    assert "Survey 1 was 6 months ago" in message.text


def test_nobody_is_asked_while_an_audit_runs_or_when_one_came_in_between(session: Session, cast: Cast) -> None:
    closed_audit(session, cast.dirk)
    [due] = asked(session, cast)
    running = closed_audit(session, cast.dirk, 2)
    running.status, running.results, running.closed_on = "open", None, None
    session.flush()
    assert asked(session, cast) == []
    assert composed(session, cast, due) is None
    running.status = "stopped"
    session.flush()
    assert len(asked(session, cast)) == 1
    closed_audit(session, cast.dirk, 3, closed_on=date(2027, 4, 1))
    assert asked(session, cast) == []
    assert composed(session, cast, due) is None


def test_the_same_audit_is_asked_about_in_the_same_slot_whatever_the_zone(session: Session, cast: Cast) -> None:
    closed_audit(session, cast.dirk)
    [first] = asked(session, cast)
    cast.dirk.zone = "America/New_York"
    session.add(cast.dirk)
    session.flush()
    [second] = asked(session, cast, AGAIN + timedelta(hours=6))
    assert (first.recipient, first.slot) == (second.recipient, second.slot)
