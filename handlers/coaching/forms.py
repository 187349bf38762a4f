"""The modals of `/coach`: plan, move, record, a topic, an action, private notes."""

from datetime import UTC, date, datetime, time, timedelta

from handlers.coaching import planning
from handlers.coaching.news import tell_planned, tell_recorded
from handlers.coaching.views import action_line, talk_view
from handlers.door.answers import Answers, OpenModal, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Request, reads
from messages.blocks import View
from messages.coaching import afterwards as said
from messages.coaching import answers as messages
from messages.coaching import forms, parts
from models.coaching import open_items, outcomes, talks
from models.coaching.agenda import ActionLine
from models.coaching.pair import Pair, own_pair, pair_with
from models.coaching.queries import coached_by
from models.coaching.records import Talk
from models.coaching.series import Series
from models.private_notes.notes import keep_note, own_note
from models.refusal import Refusal
from models.scorecard.kpis import KPIS
from models.team.calendar import Calendar
from models.team.records import Person

USUAL_TIME = "10:00"
UNPLANNED = "unplanned:"
"""Before a rep's id and the moment, where the talk that is recorded has no row yet."""


@reads
def plan(request: Request, press: Press) -> Answers:
    """The button that plans a talk with somebody."""
    return OpenModal(plan_view(request, press.value))


def plan_view(request: Request, chosen: str) -> View:
    """The modal, with the chosen one first: who coaches picks a rep, a rep their coach."""
    people = [(rep.id, rep.name) for rep in coached_by(request.session, request.person, request.today)]
    own = own_pair(request.session, request.person, request.today) if request.person.is_rep else None
    if own is not None:
        people.append((own.coach.id, own.coach.name))
    known = {person_id for person_id, _ in people}
    if chosen and chosen not in known:
        pair = pair_with(request.session, request.person, _person(request, chosen), request.today)
        people.append((chosen, pair.other(request.person).name))
    if not people:
        raise Refusal("coaching.no_coach")
    people.sort(key=lambda one: (one[0] != chosen, one[1]))
    calendar = Calendar.of(request.session, request.person, request.workspace)
    day = calendar.next_working_day(request.today + timedelta(days=2))
    return forms.plan(request.language, people, chosen or people[0][0], day, USUAL_TIME)


def planned(request: Request, form: Form) -> Answers:
    """Plan it; the other one hears it."""
    pair = pair_with(request.session, request.person, _person(request, form.text("with")), request.today)
    if form.text("repeat") not in ("", "0"):
        return planning.series(request, pair, _series(request, form))
    talk = talks.plan_talk(request.acting, pair, _moment(request, form))
    tell_planned(request, talk)
    return Whisper(messages.planned(request.language, talk_view(request, talk)))


@reads
def move(request: Request, press: Press) -> Answers:
    """The button that moves a talk."""
    talk = talks.talk_of(request.session, request.person, press.value)
    local = talk.planned_at.astimezone(request.zone)
    return OpenModal(forms.move(request.language, talk_view(request, talk), local.date(), f"{local:%H:%M}"))


def moved(request: Request, form: Form) -> Answers:
    """Move it; the other one hears it."""
    talk = talks.move_talk(request.acting, form.metadata, _moment(request, form))
    tell_planned(request, talk, moved=True)
    return Whisper(messages.planned(request.language, talk_view(request, talk)))


@reads
def record(request: Request, press: Press) -> Answers:
    """The button that records what came of a talk."""
    talk = talks.talk_of(request.session, request.person, press.value)
    if talk.coach_id != request.person.id:
        raise Refusal("coaching.coach_records")
    planned_on = talk.planned_at.astimezone(request.zone).date()
    held_on = talk.held_on or min(planned_on, request.today)
    notes = own_note(request.session, request.secrets, request.person, talk.id)
    return OpenModal(forms.record(request.language, talk_view(request, talk), held_on, notes))


def record_unplanned(request: Request, pair: Pair, took_place_at: datetime) -> Answers:
    """The form for a talk that took place unplanned; nothing is stored before it comes back."""
    talk = talks.talk_that_was(request.acting, pair, took_place_at)
    talk.id = f"{UNPLANNED}{pair.rep.id}@{took_place_at.isoformat()}"
    held_on = took_place_at.astimezone(request.zone).date()
    return OpenModal(forms.record(request.language, talk_view(request, talk), held_on, ""))


def recorded(request: Request, form: Form) -> Answers:
    """Store it; the rep is asked to confirm."""
    outcome = outcomes.Outcome(
        held_on=_day(form, "held_on") or request.today,
        agreed=form.text("agreed"),
        private_notes=form.text("private_notes"),
    )
    talk = outcomes.record_talk(request.acting, request.secrets, _talk_recorded(request, form.metadata), outcome)
    pair = talks.pair_of(request.session, talk)
    if form.text("action"):
        _add_action(request, pair, form, talk)
    tell_recorded(request, talk)
    return Whisper(said.recorded(request.language, talk_view(request, talk), pair.rep.id))


@reads
def topic(request: Request, press: Press) -> Answers:
    """The button that adds a topic, in a talk's message or between two people."""
    return OpenModal(forms.topic(request.language, _other_in(request, press.value).id))


def topic_added(request: Request, form: Form) -> Answers:
    """Put it on the agenda."""
    pair = pair_with(request.session, request.person, _person(request, form.metadata), request.today)
    added = open_items.add_topic(request.acting, pair, form.text("topic"))
    return Whisper(messages.topic_added(request.language, added.text, pair.other(request.person).name))


@reads
def action(request: Request, press: Press) -> Answers:
    """The button that adds an action."""
    return OpenModal(forms.action(request.language, _other_in(request, press.value).id))


def action_added(request: Request, form: Form) -> Answers:
    """Note it for the pair."""
    pair = pair_with(request.session, request.person, _person(request, form.metadata), request.today)
    added = _add_action(request, pair, form)
    return Whisper(said.action_added(request.language, added, pair.other(request.person).name))


@reads
def notes(request: Request, press: Press) -> Answers:
    """The button that opens one's own notes on a talk."""
    talk = talks.talk_of(request.session, request.person, press.value)
    own = own_note(request.session, request.secrets, request.person, talk.id)
    return OpenModal(forms.notes(request.language, talk_view(request, talk), own))


def notes_kept(request: Request, form: Form) -> Answers:
    """Keep them; what they say is not repeated."""
    talk = talks.talk_of(request.session, request.person, form.metadata)
    keep_note(request.acting, request.secrets, talk.id, form.text("private_notes"))
    return Whisper(messages.notes_kept(request.language, talk_view(request, talk).other))


def _talk_recorded(request: Request, metadata: str) -> str:
    """The id of the talk; of one that was not planned, which is stored now."""
    if not metadata.startswith(UNPLANNED):
        return metadata
    rep_id, _, moment = metadata.removeprefix(UNPLANNED).partition("@")
    pair = pair_with(request.session, request.person, _person(request, rep_id), request.today)
    talk = talks.talk_that_was(request.acting, pair, datetime.fromisoformat(moment))
    request.session.add(talk)
    request.session.flush()
    return talk.id


def _add_action(request: Request, pair: Pair, form: Form, talk: Talk | None = None) -> ActionLine:
    kpi = form.text("kpi")
    added = open_items.add_action(
        request.acting, pair, form.text("action"), kpi if kpi in KPIS else None, _day(form, "check_on"), talk
    )
    return action_line(added)


def _other_in(request: Request, value: str) -> Person:
    """The other person of a talk (`talk:<id>`), or the person with this id."""
    if value.startswith("talk:"):
        talk = talks.talk_of(request.session, request.person, value.removeprefix("talk:"))
        return talks.pair_of(request.session, talk).other(request.person)
    other = _person(request, value)
    return pair_with(request.session, request.person, other, request.today).other(request.person)


def _person(request: Request, person_id: str) -> Person:
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("coaching.not_yours")
    return person


def _moment(request: Request, form: Form) -> datetime:
    day = _day(form, "day")
    if day is None:
        raise Refusal("coaching.in_the_past", field="day")
    try:
        at = time.fromisoformat(form.text("time"))
    except ValueError:
        raise Refusal("coaching.in_the_past", field="time") from None
    return datetime.combine(day, at, tzinfo=request.zone).astimezone(UTC)


def _series(request: Request, form: Form) -> Series:
    moment = _moment(request, form).astimezone(request.zone)
    weeks = form.text("repeat")
    until = _day(form, "until") or moment.date() + planning.USUAL_SERIES
    return Series(moment.date(), moment.time(), request.zone, int(weeks) if weeks.isdecimal() else 0, until)


def _day(form: Form, name: str) -> date | None:
    try:
        return date.fromisoformat(form.text(name))
    except ValueError:
        return None


PRESSES: dict[str, OnPress] = {
    parts.PLAN: plan,
    parts.MOVE: move,
    parts.RECORD: record,
    parts.TOPIC: topic,
    parts.ACTION: action,
    parts.NOTES: notes,
}
FORMS: dict[str, OnForm] = {
    forms.PLAN_FORM: planned,
    forms.MOVE_FORM: moved,
    forms.RECORD_FORM: recorded,
    forms.TOPIC_FORM: topic_added,
    forms.ACTION_FORM: action_added,
    forms.NOTES_FORM: notes_kept,
}
