"""A kind word to a colleague: to them alone, or in the channel of their team; taken back by who said it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from models.acting import Acting
from models.delivery.content import Content
from models.delivery.outbox import post
from models.delivery.queries import delivery_with
from models.delivery.records import Delivery, DeliveryState
from models.delivery.withdrawing import withdraw
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person, Team
from models.team.reporting_line import is_at_work

ALONE = "praise.alone"
"""To the person: under the daily cap and outside of quiet hours, like everything that nobody asked for."""
CHANNEL = "reply:praise"
"""It is what somebody just wrote in their own name, so that it does not wait for the morning."""
LONGEST = 600


@dataclass(frozen=True)
class Compliment:
    """What somebody says of a colleague."""

    to: Person
    words: str


def channel_of(acting: Acting, person: Person) -> Team | None:
    """The team in whose channel somebody can be praised; None where it has none."""
    team = acting.session.get(Team, (person.workspace_id, person.team_id)) if person.team_id else None
    return team if team is not None and team.channel_id else None


def say_kindly(acting: Acting, said: Compliment, message: Content) -> Delivery:
    """To the colleague alone. Refuses no words or too many, oneself, who left or is not in Slack, and the same words twice."""
    _require(acting, said)
    if not said.to.slack_user_id:
        raise Refusal("praise.not_in_slack", name=said.to.name, field="who")
    return _posted(acting, said, said.to.id, ALONE, message, timedelta(days=14))


def say_in_channel(acting: Acting, said: Compliment, message_in: Callable[[str], Content]) -> tuple[Delivery, str]:
    """In the channel of the colleague's team, whose id is returned. Refuses as above, and a team without a channel."""
    _require(acting, said)
    team = channel_of(acting, said.to)
    if team is None or team.channel_id is None:
        raise Refusal("praise.no_channel", name=said.to.name, field="who")
    message = message_in(team.language or acting.workspace.language)
    recipient = f"channel:{team.channel_id}"
    return _posted(acting, said, recipient, CHANNEL, message, timedelta(hours=12)), team.channel_id


def words_of(acting: Acting, delivery_id: str) -> Compliment:
    """What was said. Refuses somebody else's."""
    delivery = _own(acting, delivery_id)
    to = acting.session.get_one(Person, (acting.by.workspace_id, str(delivery.about["of"])))
    return Compliment(to, str(delivery.about["words"]))


def unsay(acting: Acting, delivery_id: str) -> tuple[str, str] | None:
    """Returns channel and timestamp of the message to delete; None when it never got there. Refuses somebody else's."""
    return withdraw(_own(acting, delivery_id), acting.now, "undone by who wrote it", "praise.under_way")


def _require(acting: Acting, said: Compliment) -> None:
    acting.rights.require(Right.SAY_KINDLY, said.to)
    if not said.words.strip():
        raise Refusal("praise.say_why", field="words")
    if len(said.words) > LONGEST:
        raise Refusal("praise.too_long", most=LONGEST, length=len(said.words), field="words")
    if said.to.id == acting.by.id:
        raise Refusal("praise.not_oneself", field="who")
    if not is_at_work(said.to, acting.today):
        raise Refusal("praise.not_here", name=said.to.name, field="who")


def _posted(
    acting: Acting, said: Compliment, recipient: str, cadence: str, message: Content, useful_for: timedelta
) -> Delivery:
    """Posted; the same words of the same person on one day are one message."""
    once = hashlib.sha256(f"{acting.by.id}:{said.to.id}:{said.words}".encode()).hexdigest()[:24]
    slot = f"{acting.today}:{once}"
    about = {"by": acting.by.id, "of": said.to.id, "words": said.words}
    for again in ("", ":2", ":3"):  # what was undone may be said again
        posted = post(
            acting.session,
            acting.by.workspace_id,
            recipient=recipient,
            cadence=cadence,
            slot=slot + again,
            now=acting.now,
            message=message,
            about=about,
            useful_for=useful_for,
        )
        if posted is not None:
            return posted
        said_before = delivery_with(acting.session, acting.by.workspace_id, recipient, cadence, slot + again)
        if said_before is not None and _stands(said_before):
            break
    raise Refusal("praise.said_already", name=said.to.name, field="words")


def _stands(said: Delivery) -> bool:
    return not (said.about.get("withdrawn") or said.state == DeliveryState.EXPIRED)


def _own(acting: Acting, delivery_id: str) -> Delivery:
    delivery = acting.session.get(Delivery, (acting.by.workspace_id, delivery_id))
    if delivery is None or delivery.cadence not in (ALONE, CHANNEL) or delivery.about.get("by") != acting.by.id:
        raise Refusal("praise.not_yours")
    return delivery
