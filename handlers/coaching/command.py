"""`/coach`: talks, topics and actions of a pair. The modals are in `forms.py`."""

from datetime import UTC, date, datetime, time

from handlers.coaching import forms as modals
from handlers.coaching.news import tell_answered, tell_called_off, tell_planned
from handlers.coaching.views import action_line, pair_shown, talk_shown
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Press, Visit, reads
from handlers.door.who import found
from handlers.phrases.coaching import CoachPhrase, read_coach
from messages.coaching import answers as messages
from messages.coaching import forms, parts
from models.coaching import open_items, talks
from models.coaching.pair import Pair, own_pair, pair_with
from models.coaching.queries import coached_by, month_of_coaching, to_confirm, to_record
from models.coaching.talks import DEFAULT_A_MONTH, RECORDED_UP_TO
from models.period import month_of
from models.refusal import Refusal
from models.team.records import Person


def command(visit: Visit, text: str) -> Answers:
    """Everything that can be typed after `/coach`."""
    phrase = read_coach(text, visit.today, visit.language)
    match phrase.verb:
        case "help":
            return Whisper(messages.help_text(visit.language))
        case "overview":
            return overview(visit)
        case "unclear":
            reason = "coaching.no_time" if phrase.person else "coaching.not_understood"
            raise Refusal(reason, typed=phrase.text[:80])
        case "topic":
            return _topic(visit, phrase)
        case "action":
            return _action(visit, phrase)
        case "done":
            return _done(visit, phrase)
    if phrase.person is None:
        return OpenModal(modals.plan_view(visit, ""))
    pair = pair_with(visit.session, visit.person, found(visit, phrase.person), visit.today)
    if phrase.day is None or phrase.at is None:
        return Whisper(messages.pair_overview(visit.language, pair_shown(visit, pair)))
    return plan(visit, pair, phrase.day, phrase.at)


def overview(visit: Visit) -> Answers:
    """What waits for the person, the month of those they coach, and their own next talk."""
    person, session = visit.person, visit.session
    reps = coached_by(session, person, visit.today)
    month = month_of(visit.today)
    start, end = month.instants(visit.zone)
    lines = [
        parts.RepLine(
            one.rep.id, one.rep.name, one.arranged, DEFAULT_A_MONTH, one.held,
            one.next_talk.planned_at if one.next_talk else None,
        )
        for one in month_of_coaching(session, person, reps, start, end, visit.now)
    ]  # fmt: skip
    waiting = to_record(session, person, visit.now, visit.now - RECORDED_UP_TO)
    own = own_pair(session, person, visit.today) if person.is_rep else None
    return Whisper(
        messages.overview(
            visit.language, month.start, visit.zone.key, lines,
            [talk_shown(visit, talk) for talk in waiting],
            [talk_shown(visit, talk) for talk in to_confirm(session, person)],
            pair_shown(visit, own) if own else None,
        )
    )  # fmt: skip


def plan(visit: Visit, pair: Pair, day: date, at: time) -> Answers:
    """Plan a talk at a wall time of the visitor; the other one hears it."""
    planned_at = datetime.combine(day, at, tzinfo=visit.zone).astimezone(UTC)
    talk = talks.plan_talk(visit.session, pair, planned_at, visit.now)
    tell_planned(visit, talk)
    return Whisper(messages.planned(visit.language, talk_shown(visit, talk)))


@reads
def open_pair(visit: Visit, press: Press) -> Answers:
    """Everything between the visitor and somebody."""
    other = visit.session.get(Person, (visit.workspace.workspace_id, press.value))
    if other is None:
        raise Refusal("coaching.not_yours")
    pair = pair_with(visit.session, visit.person, other, visit.today)
    return Whisper(messages.pair_overview(visit.language, pair_shown(visit, pair)))


def call_off(visit: Visit, press: Press) -> Answers:
    """The talk does not take place; the other one hears it."""
    talk = talks.cancel_talk(visit.session, visit.person, press.value)
    tell_called_off(visit, talk)
    return Replace(messages.called_off(visit.language, talk_shown(visit, talk)))


def confirm(visit: Visit, press: Press) -> Answers:
    """The rep: it took place."""
    return _answered(visit, press.value, took_place=True)


def deny(visit: Visit, press: Press) -> Answers:
    """The rep: it did not."""
    return _answered(visit, press.value, took_place=False)


def done(visit: Visit, press: Press) -> Answers:
    """Tick an action off."""
    action = open_items.finish_action(visit.session, visit.person, press.value, visit.today)
    return Whisper(messages.action_done(visit.language, action_line(action)))


def not_done(visit: Visit, press: Press) -> Answers:
    """Take the tick back."""
    action = open_items.reopen_action(visit.session, visit.person, press.value)
    return Whisper(messages.action_open_again(visit.language, action_line(action)))


def _answered(visit: Visit, talk_id: str, *, took_place: bool) -> Answers:
    talk = talks.confirm_talk(visit.session, visit.person, talk_id, took_place, visit.now)
    tell_answered(visit, talk, took_place=took_place)
    return Replace(messages.answered(visit.language, talk_shown(visit, talk), took_place=took_place))


def _topic(visit: Visit, phrase: CoachPhrase) -> Answers:
    pair = _pair_meant(visit, phrase)
    if not phrase.text:
        return OpenModal(forms.topic(visit.language, pair.other(visit.person).id))
    topic = open_items.add_topic(visit.session, pair, visit.person, phrase.text, visit.now)
    return Whisper(messages.topic_added(visit.language, topic.text, pair.other(visit.person).name))


def _action(visit: Visit, phrase: CoachPhrase) -> Answers:
    pair = _pair_meant(visit, phrase)
    if not phrase.text:
        return OpenModal(forms.action(visit.language, pair.other(visit.person).id))
    action = open_items.add_action(visit.session, pair, visit.person, phrase.text, None, None, visit.today)
    return Whisper(messages.action_added(visit.language, action_line(action), pair.other(visit.person).name))


def _done(visit: Visit, phrase: CoachPhrase) -> Answers:
    still_open = open_items.open_actions(visit.session, _pair_meant(visit, phrase))
    number = int(phrase.text) if phrase.text.isdecimal() and len(phrase.text) < 4 else 0
    if not 1 <= number <= len(still_open):
        raise Refusal("coaching.action_not_there")
    action = open_items.finish_action(visit.session, visit.person, still_open[number - 1].id, visit.today)
    return Whisper(messages.action_done(visit.language, action_line(action)))


def _pair_meant(visit: Visit, phrase: CoachPhrase) -> Pair:
    """The pair with the named person; without a name a rep's own, and a coach's only one."""
    if phrase.person is not None:
        return pair_with(visit.session, visit.person, found(visit, phrase.person), visit.today)
    reps = coached_by(visit.session, visit.person, visit.today)
    if visit.person.is_rep and (own := own_pair(visit.session, visit.person, visit.today)):
        return own
    if len(reps) == 1:
        return Pair(visit.person, reps[0])
    if reps:
        raise Refusal("coaching.whose", reps=[rep.name.split()[0].lower() for rep in reps])
    raise Refusal("coaching.no_coach")
