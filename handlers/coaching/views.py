"""Talks and pairs as values to show, from the records."""

from handlers.door.request import Visit
from messages.coaching.parts import PairShown, TalkShown
from models.coaching.agenda import ActionLine, matters_of
from models.coaching.pair import Pair
from models.coaching.records import PairAction, Talk
from models.coaching.talks import pair_of, planned_talks
from models.team.records import Person


def talk_shown(visit: Visit, talk: Talk, reader: Person | None = None) -> TalkShown:
    """A talk for one of its two people (the visitor, or `reader`), in their own time zone."""
    reader = reader or visit.person
    pair = pair_of(visit.session, talk)
    return TalkShown(
        talk.id, pair.other(reader).name, talk.planned_at, reader.zone or visit.workspace.zone,
        talk.coach_id == reader.id, talk.outcome, talk.held_on,
    )  # fmt: skip


def pair_shown(visit: Visit, pair: Pair) -> PairShown:
    """Everything between the two, for the visitor."""
    coming = [
        talk
        for talk in planned_talks(visit.session, visit.workspace.workspace_id, pair)
        if talk.planned_at >= visit.now
    ]
    other = pair.other(visit.person)
    return PairShown(
        other.id,
        other.name,
        talk_shown(visit, coming[0]) if coming else None,
        matters_of(visit.session, visit.workspace, pair, visit.today, visit.now),
    )


def action_line(action: PairAction) -> ActionLine:
    """An action of a pair."""
    return ActionLine(action.id, action.text, action.kpi, action.check_on)
