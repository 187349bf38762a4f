"""Talks and pairs as values for the messages."""

from handlers.door.request import Request
from messages.audit.skill_sheets import skill_labels
from messages.coaching.parts import PairView, TalkView
from models.audit.custom_statements import skill_questions
from models.coaching.agenda import ActionLine, open_items_of
from models.coaching.card import card_of
from models.coaching.outcomes import actions_agreed_in
from models.coaching.pair import Pair
from models.coaching.records import PairAction, Talk
from models.coaching.taking_over import kept_private, left_behind
from models.coaching.talks import RECORDED_UP_TO, pair_of, planned_talks
from models.praise.talks import with_praise
from models.privacy.reading import Thing
from models.qbr.talks import with_decisions
from models.team.records import Person
from models.zones import zone_named


def talk_view(request: Request, talk: Talk, reader: Person | None = None) -> TalkView:
    """A talk for one of its two people (the caller, or `reader`), in their own time zone."""
    reader = reader or request.person
    pair = pair_of(request.session, talk)
    return TalkView(
        talk.id,
        pair.other(reader).name,
        talk.planned_at,
        zone_named(reader.zone, request.workspace.zone).key,
        talk.coach_id == reader.id,
        talk.outcome,
        talk.held_on,
        talk.series_id is not None,
        tuple(action_line(action) for action in actions_agreed_in(request.session, talk)),
    )


def pair_view(request: Request, pair: Pair) -> PairView:
    """Everything between the two, for the caller."""
    planned = planned_talks(request.session, request.workspace.workspace_id, pair)
    coming = [talk for talk in planned if talk.planned_at >= request.now]
    passed = [talk for talk in planned if request.now - RECORDED_UP_TO <= talk.planned_at < request.now]
    other = pair.other(request.person)
    if pair.coach.id == request.person.id:
        request.note_reading(Thing.COACHING, [pair.rep])
    reader, is_rep = request.person, request.person.id == pair.rep.id
    card = card_of(request.session, pair, reader, request.today)
    items = open_items_of(request.session, request.workspace, pair, request.today, request.now)
    return PairView(
        other.id,
        other.name,
        talk_view(request, coming[0]) if coming else None,
        with_decisions(request.session, pair, items),
        with_praise(request.session, pair, card, request.today),
        tuple(action_line(one) for one in kept_private(request.session, reader)) if is_rep else (),
        talk_view(request, passed[-1]) if passed else None,
        len(left_behind(request.session, reader, request.today)) if is_rep else 0,
        skill_labels(request.language, skill_questions(request.session, pair.rep.workspace_id))
        if card.has_gaps
        else {},
    )


def action_line(action: PairAction) -> ActionLine:
    """An action of a pair."""
    return ActionLine(action.id, action.text, action.kpi, action.check_on)
