"""After a talk: the rep's word, a talk that was none, and what becomes of its actions."""

from handlers.coaching.news import tell_answered, tell_answered_again, tell_not_held, tell_record_gone
from handlers.coaching.views import action_line, talk_view
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request, reads
from messages.blocks import Message
from messages.coaching import afterwards as messages
from models.coaching import open_items, outcomes, taking_over, talks
from models.coaching.pair import own_pair
from models.refusal import Refusal
from models.team.records import Person


def confirm(request: Request, press: Press) -> Answers:
    """The rep: it took place."""
    return _answered(request, press.value, took_place=True)


def deny(request: Request, press: Press) -> Answers:
    """The rep: it did not."""
    return _answered(request, press.value, took_place=False)


def answer_again(request: Request, press: Press) -> Answers:
    """The rep takes the answer back, and is asked anew; the coach hears it."""
    talk = outcomes.take_answer_back(request.acting, press.value)
    tell_answered_again(request, talk)
    return Replace(messages.confirm_request(request.language, talk_view(request, talk)))


def not_held(request: Request, press: Press) -> Answers:
    """Either of the two: there was no talk; the other one hears it."""
    talk = outcomes.not_held(request.acting, press.value)
    pair = talks.pair_of(request.session, talk)
    still_open = len(open_items.open_actions(request.session, pair))
    tell_not_held(request, talk, still_open)
    other = pair.other(request.person).id
    return Replace(messages.not_held(request.language, talk_view(request, talk), other, still_open))


def take_back(request: Request, press: Press) -> Answers:
    """The coach noted a talk that was none; the rep hears that there is nothing to confirm."""
    talk = outcomes.take_record_back(request.acting, press.value)
    tell_record_gone(request, talk)
    return Replace(messages.record_taken_back(request.language, talk_view(request, talk)))


@reads
def keep_all(request: Request, press: Press) -> Answers:
    """What was agreed in a talk that was none stays open."""
    talk = talks.talk_of(request.session, request.person, press.value)
    count = len(outcomes.actions_agreed_in(request.session, talk))
    return Replace(messages.stayed_or_went(request.language, count, stay=True))


def drop_all(request: Request, press: Press) -> Answers:
    """What was agreed in a talk that was none is let go."""
    talk = talks.talk_of(request.session, request.person, press.value)
    agreed = outcomes.actions_agreed_in(request.session, talk)
    for action in agreed:
        open_items.drop_action(request.acting, action.id)
    return Replace(messages.stayed_or_went(request.language, len(agreed), stay=False))


def done(request: Request, press: Press) -> Answers:
    """Tick an action off."""
    action = open_items.finish_action(request.acting, press.value)
    return Whisper(messages.action_done(request.language, action_line(action)))


def not_done(request: Request, press: Press) -> Answers:
    """Take the tick back, or what was let go."""
    action = open_items.reopen_action(request.acting, press.value)
    return Whisper(messages.action_open_again(request.language, action_line(action)))


def let_go(request: Request, press: Press) -> Answers:
    """Let an action go; in the question after a change of manager the rest of that is shown anew."""
    action = open_items.drop_action(request.acting, press.value)
    if press.action_id.endswith(":over"):
        return Replace(_still_to_say(request, messages.settled(request.language, action_line(action), "closed")))
    return Whisper(messages.action_let_go(request.language, action_line(action)))


@reads
def left_behind(request: Request, press: Press) -> Answers:
    """The button for the actions with a former manager."""
    return Whisper(_still_to_say(request, ""))


def take_along(request: Request, press: Press) -> Answers:
    """It goes along to the manager of today."""
    action = taking_over.take_along(request.acting, press.value)
    manager = request.session.get_one(Person, (action.workspace_id, action.coach_id)).name
    done = messages.settled(request.language, action_line(action), "along", manager)
    return Replace(_still_to_say(request, done))


def keep_private(request: Request, press: Press) -> Answers:
    """It stays the rep's alone."""
    action = taking_over.keep_private(request.acting, press.value)
    return Replace(_still_to_say(request, messages.settled(request.language, action_line(action), "private")))


def _still_to_say(request: Request, done: str) -> Message:
    """What still waits for the rep's word."""
    if not request.person.is_rep:
        raise Refusal("coaching.nothing_to_take_over")
    waiting = taking_over.left_behind(request.session, request.person, request.today)
    names = {
        action.coach_id: request.session.get_one(Person, (action.workspace_id, action.coach_id)).name
        for action in waiting
    }
    pair = own_pair(request.session, request.person, request.today)
    lines = [(action_line(action), names[action.coach_id]) for action in waiting]
    return messages.take_over(request.language, pair.coach.name if pair else "", lines, done)


def _answered(request: Request, talk_id: str, *, took_place: bool) -> Answers:
    talk = outcomes.confirm_talk(request.acting, talk_id, took_place)
    tell_answered(request, talk, took_place=took_place)
    return Replace(messages.answered(request.language, talk_view(request, talk), took_place=took_place))
