"""Praise in the channel of somebody's team: by whom, whom, and taken back while it can be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.acting import Acting
from models.delivery.content import Content
from models.delivery.outbox import post
from models.delivery.records import Delivery
from models.delivery.withdrawing import withdraw
from models.permissions import Right, rights_of
from models.refusal import Refusal
from models.team.records import Person, Team
from models.team.reporting_line import is_at_work
from models.workspace.queries import workspace_of

CADENCE = "reply:praise"
"""It answers a form, so that it does not wait for the morning."""


@dataclass(frozen=True)
class Praise:
    """What the channel reads."""

    language: str
    by: str
    name: str
    slack_user_id: str | None
    words: str


@dataclass(frozen=True)
class Sent:
    """Where it went, and the delivery that carries it."""

    channel_id: str
    delivery_id: str


def who_can_be_praised(session: Session, manager: Person, today: date) -> list[tuple[Person, Team]]:
    """Everybody below who sells and whose team has a channel, by name; for a leader everybody who sells."""
    found = select(Person, Team).where(
        Person.workspace_id == manager.workspace_id,
        col(Person.is_rep).is_(True),
        Team.workspace_id == manager.workspace_id,
        Team.id == Person.team_id,
        col(Team.channel_id).is_not(None),
        col(Person.ends_on).is_(None),
        Person.id != manager.id,
    )
    rights = rights_of(session, manager, today)
    rows = session.exec(found.order_by(col(Person.name), col(Person.id)))
    return [(person, team) for person, team in rows if rights.may(Right.PRAISE, person)]


def praise(acting: Acting, person: Person, words: str, message_of: Callable[[Praise], Content], once: str) -> Sent:
    """Put it into the outbox for the channel of the person's team. `once` names the form: sent twice it goes out once.

    Refuses who does not lead them, an empty text, who left, and a team without a channel.
    """
    session, workspace_id = acting.session, acting.by.workspace_id
    acting.rights.require(Right.PRAISE, person, person=person.name)
    if not words.strip():
        raise Refusal("digest.say_why", field="words")
    team = session.get(Team, (workspace_id, person.team_id)) if person.team_id else None
    if team is None or not team.channel_id or not is_at_work(person, acting.today):
        raise Refusal("digest.no_channel_to_praise_in", name=person.name, field="who")
    language = team.language or workspace_of(session, workspace_id).language
    message = message_of(Praise(language, acting.by.name, person.name, person.slack_user_id, words.strip()))
    delivery = post(
        session,
        workspace_id,
        recipient=f"channel:{team.channel_id}",
        cadence=CADENCE,
        slot=once[:60] or acting.now.isoformat(),
        now=acting.now,
        message=message,
        about={"by": acting.by.id, "of": person.id},
        useful_for=timedelta(hours=12),
    )
    if delivery is None:
        raise Refusal("digest.praised_already", name=person.name)
    return Sent(team.channel_id, delivery.id)


def take_back(acting: Acting, delivery_id: str) -> tuple[str, str] | None:
    """Who wrote it wants it gone. Returns channel and timestamp of the message in Slack; None when it never got there.

    Refuses somebody else's, and one that is being sent at this moment.
    """
    delivery = acting.session.get(Delivery, (acting.by.workspace_id, delivery_id))
    if delivery is None or delivery.cadence != CADENCE or delivery.about.get("by") != acting.by.id:
        raise Refusal("digest.praise_not_yours")
    return withdraw(delivery, acting.now, "taken back by who wrote it", "digest.praise_under_way")
