"""`/coach`: talks, topics and actions of a pair. The modals are in `forms.py`."""

from datetime import UTC, date, datetime, time

from handlers.coaching import afterwards, planning
from handlers.coaching import forms as modals
from handlers.coaching.news import tell_called_off, tell_planned
from handlers.coaching.views import action_line, pair_view, talk_view
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.who import found
from handlers.phrases.coaching import CoachPhrase, read_coach
from messages.audit.skill_sheets import skill_labels
from messages.coaching import afterwards as said
from messages.coaching import answers as messages
from messages.coaching import forms, parts
from models.audit.custom_statements import skill_questions
from models.coaching import open_items, talks
from models.coaching.card import card_of
from models.coaching.pair import Pair, own_pair, pair_with
from models.coaching.queries import coached_by, month_of_coaching, to_confirm, to_record
from models.coaching.series import Series
from models.coaching.talks import DEFAULT_A_MONTH, RECORDED_UP_TO
from models.period import month_of
from models.refusal import Refusal
from models.team.records import Person


def command(request: Request, text: str) -> Answers:
    """Everything that can be typed after `/coach`."""
    phrase = read_coach(text, request.today, request.language)
    match phrase.verb:
        case "help":
            return Whisper(messages.help_text(request.language))
        case "overview":
            return overview(request)
        case "unclear":
            reason = "coaching.no_time" if phrase.person else "coaching.not_understood"
            raise Refusal(reason, typed=phrase.text[:80])
        case "topic":
            return _topic(request, phrase)
        case "action":
            return _action(request, phrase)
        case "done" | "drop":
            return _done_or_dropped(request, phrase)
        case "month":
            return Whisper(planning.month_message(request, phrase.day))
    if phrase.person is None:
        return OpenModal(modals.plan_view(request, ""))
    pair = pair_with(request.session, request.person, found(request, phrase.person), request.today)
    if phrase.day is None or phrase.at is None:
        return Whisper(messages.pair_overview(request.language, pair_view(request, pair)))
    if phrase.weeks:
        until = phrase.until or phrase.day + planning.USUAL_SERIES
        return planning.series(request, pair, Series(phrase.day, phrase.at, request.zone, phrase.weeks, until))
    return plan(request, pair, phrase.day, phrase.at)


def overview(request: Request) -> Answers:
    """What waits for the person, the month of those they coach, and their own next talk."""
    person, session = request.person, request.session
    reps = coached_by(session, person, request.today)
    month = month_of(request.today)
    start, end = month.instants(request.zone)
    lines = [
        parts.RepLine(
            one.rep.id,
            one.rep.name,
            one.arranged,
            DEFAULT_A_MONTH,
            one.held,
            one.next_talk.planned_at if one.next_talk else None,
        )
        for one in month_of_coaching(session, person, reps, start, end, request.now)
    ]
    waiting = to_record(session, person, request.now, request.now - RECORDED_UP_TO)
    own = own_pair(session, person, request.today) if person.is_rep else None
    return Whisper(
        messages.overview(
            request.language,
            month.start,
            request.zone.key,
            lines,
            [talk_view(request, talk) for talk in waiting],
            [talk_view(request, talk) for talk in to_confirm(session, person)],
            pair_view(request, own) if own else None,
        )
    )


def plan(request: Request, pair: Pair, day: date, at: time) -> Answers:
    """Plan a talk at a wall time of the caller; the other one hears it. The coach notes one that took place."""
    planned_at = datetime.combine(day, at, tzinfo=request.zone).astimezone(UTC)
    if planned_at <= request.now and pair.coach.id == request.person.id:
        return modals.record_unplanned(request, pair, planned_at)
    talk = talks.plan_talk(request.acting, pair, planned_at)
    tell_planned(request, talk)
    return Whisper(messages.planned(request.language, talk_view(request, talk)))


@reads
def open_pair(request: Request, press: Press) -> Answers:
    """Everything between the caller and somebody."""
    other = request.session.get(Person, (request.workspace.workspace_id, press.value))
    if other is None:
        raise Refusal("coaching.not_yours")
    pair = pair_with(request.session, request.person, other, request.today)
    return Whisper(messages.pair_overview(request.language, pair_view(request, pair)))


def call_off(request: Request, press: Press) -> Answers:
    """The talk does not take place; the other one hears it."""
    talk = talks.cancel_talk(request.acting, press.value)
    tell_called_off(request, talk)
    return Replace(messages.called_off(request.language, talk_view(request, talk)))


def restore(request: Request, press: Press) -> Answers:
    """The talk takes place after all; the other one hears it."""
    talk = talks.restore_talk(request.acting, press.value)
    tell_planned(request, talk)
    return Replace(messages.planned(request.language, talk_view(request, talk)))


def gap(request: Request, press: Press) -> Answers:
    """A skill of the survey becomes a topic of the next talk."""
    other_id, _, skill = press.value.partition("|")
    other = request.session.get(Person, (request.workspace.workspace_id, other_id))
    if other is None:
        raise Refusal("coaching.not_yours")
    pair = pair_with(request.session, request.person, other, request.today)
    card = card_of(request.session, pair, request.person, request.today)
    if skill not in (*card.gaps, *(one.skill for one in card.open_gaps)):
        raise Refusal("coaching.not_yours")
    language = request.language_of(pair.rep)
    labels = skill_labels(language, skill_questions(request.session, pair.rep.workspace_id))
    text = messages.gap_topic(language, labels[skill])
    topic = open_items.add_topic(request.acting, pair, text, skill)
    return Whisper(messages.topic_added(request.language, topic.text, pair.other(request.person).name, undo=topic.id))


def topic_back(request: Request, press: Press) -> Answers:
    """Undo of that."""
    open_items.remove_topic(request.acting, press.value)
    return Replace(messages.topic_removed(request.language))


def _topic(request: Request, phrase: CoachPhrase) -> Answers:
    pair = _pair_meant(request, phrase)
    if not phrase.text:
        return OpenModal(forms.topic(request.language, pair.other(request.person).id))
    topic = open_items.add_topic(request.acting, pair, phrase.text)
    return Whisper(messages.topic_added(request.language, topic.text, pair.other(request.person).name))


def _action(request: Request, phrase: CoachPhrase) -> Answers:
    pair = _pair_meant(request, phrase)
    if not phrase.text:
        return OpenModal(forms.action(request.language, pair.other(request.person).id))
    action = open_items.add_action(request.acting, pair, phrase.text)
    return Whisper(said.action_added(request.language, action_line(action), pair.other(request.person).name))


def _done_or_dropped(request: Request, phrase: CoachPhrase) -> Answers:
    still_open = open_items.open_actions(request.session, _pair_meant(request, phrase))
    number = int(phrase.text) if phrase.text.isdecimal() and len(phrase.text) < 4 else 0
    if not 1 <= number <= len(still_open):
        raise Refusal("coaching.action_not_there")
    press = Press("", still_open[number - 1].id)
    return afterwards.done(request, press) if phrase.verb == "done" else afterwards.let_go(request, press)


def _pair_meant(request: Request, phrase: CoachPhrase) -> Pair:
    """The pair with the named person; without a name a rep's own, and a coach's only one."""
    if phrase.person is not None:
        return pair_with(request.session, request.person, found(request, phrase.person), request.today)
    reps = coached_by(request.session, request.person, request.today)
    if request.person.is_rep and (own := own_pair(request.session, request.person, request.today)):
        return own
    if len(reps) == 1:
        return Pair(request.person, reps[0])
    if reps:
        raise Refusal("coaching.whose", reps=[rep.name.split()[0].lower() for rep in reps])
    raise Refusal("coaching.no_coach")
