"""The modals of `/coach`: plan, move, record, a topic, an action, private notes."""

from datetime import UTC, date, datetime, time, timedelta

from handlers.coaching.news import tell_planned, tell_recorded
from handlers.coaching.views import action_line, talk_shown
from handlers.door.answers import Answers, OpenModal, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Visit, reads
from messages.blocks import View
from messages.coaching import answers as messages
from messages.coaching import forms, parts
from models.coaching import open_items, talks
from models.coaching.agenda import ActionLine
from models.coaching.pair import Pair, own_pair, pair_with
from models.coaching.queries import coached_by
from models.private_notes.notes import keep_note, own_note
from models.refusal import Refusal
from models.scorecard.kpis import KPIS
from models.team.calendar import Calendar
from models.team.records import Person

USUAL_TIME = "10:00"


@reads
def plan(visit: Visit, press: Press) -> Answers:
    """The button that plans a talk with somebody."""
    return OpenModal(plan_view(visit, press.value))


def plan_view(visit: Visit, chosen: str) -> View:
    """The modal, with the chosen one first: who coaches picks a rep, a rep their coach."""
    people = [(rep.id, rep.name) for rep in coached_by(visit.session, visit.person, visit.today)]
    own = own_pair(visit.session, visit.person, visit.today) if visit.person.is_rep else None
    if own is not None:
        people.append((own.coach.id, own.coach.name))
    known = {person_id for person_id, _ in people}
    if chosen and chosen not in known:
        pair = pair_with(visit.session, visit.person, _person(visit, chosen), visit.today)
        people.append((chosen, pair.other(visit.person).name))
    if not people:
        raise Refusal("coaching.no_coach")
    people.sort(key=lambda one: (one[0] != chosen, one[1]))
    calendar = Calendar.of(visit.session, visit.person, visit.workspace)
    day = calendar.next_working_day(visit.today + timedelta(days=2))
    return forms.plan(visit.language, people, chosen or people[0][0], day, USUAL_TIME)


def planned(visit: Visit, form: Form) -> Answers:
    """Plan it; the other one hears it."""
    pair = pair_with(visit.session, visit.person, _person(visit, form.text("with")), visit.today)
    talk = talks.plan_talk(visit.session, pair, _moment(visit, form), visit.now)
    tell_planned(visit, talk)
    return Whisper(messages.planned(visit.language, talk_shown(visit, talk)))


@reads
def move(visit: Visit, press: Press) -> Answers:
    """The button that moves a talk."""
    talk = talks.talk_of(visit.session, visit.person, press.value)
    local = talk.planned_at.astimezone(visit.zone)
    return OpenModal(forms.move(visit.language, talk_shown(visit, talk), local.date(), f"{local:%H:%M}"))


def moved(visit: Visit, form: Form) -> Answers:
    """Move it; the other one hears it."""
    talk = talks.move_talk(visit.session, visit.person, form.metadata, _moment(visit, form), visit.now)
    tell_planned(visit, talk, moved=True)
    return Whisper(messages.planned(visit.language, talk_shown(visit, talk)))


@reads
def record(visit: Visit, press: Press) -> Answers:
    """The button that records what came of a talk."""
    talk = talks.talk_of(visit.session, visit.person, press.value)
    if talk.coach_id != visit.person.id:
        raise Refusal("coaching.coach_records")
    planned_on = talk.planned_at.astimezone(visit.zone).date()
    held_on = talk.held_on or min(planned_on, visit.today)
    notes = own_note(visit.session, visit.secrets, visit.person, talk.id)
    return OpenModal(forms.record(visit.language, talk_shown(visit, talk), held_on, notes))


def recorded(visit: Visit, form: Form) -> Answers:
    """Store it; the rep is asked to confirm."""
    outcome = talks.Outcome(
        held_on=_day(form, "held_on") or visit.today,
        agreed=form.text("agreed"),
        private_notes=form.text("private_notes"),
    )
    talk = talks.record_talk(
        visit.session, visit.secrets, visit.person, form.metadata, outcome, visit.now, visit.today
    )
    pair = talks.pair_of(visit.session, talk)
    if form.text("action"):
        _add_action(visit, pair, form)
    tell_recorded(visit, talk)
    return Whisper(messages.recorded(visit.language, talk_shown(visit, talk), pair.rep.id))


@reads
def topic(visit: Visit, press: Press) -> Answers:
    """The button that adds a topic, in a talk's message or between two people."""
    return OpenModal(forms.topic(visit.language, _other_in(visit, press.value).id))


def topic_added(visit: Visit, form: Form) -> Answers:
    """Put it on the agenda."""
    pair = pair_with(visit.session, visit.person, _person(visit, form.metadata), visit.today)
    added = open_items.add_topic(visit.session, pair, visit.person, form.text("topic"), visit.now)
    return Whisper(messages.topic_added(visit.language, added.text, pair.other(visit.person).name))


@reads
def action(visit: Visit, press: Press) -> Answers:
    """The button that adds an action."""
    return OpenModal(forms.action(visit.language, _other_in(visit, press.value).id))


def action_added(visit: Visit, form: Form) -> Answers:
    """Note it for the pair."""
    pair = pair_with(visit.session, visit.person, _person(visit, form.metadata), visit.today)
    added = _add_action(visit, pair, form)
    return Whisper(messages.action_added(visit.language, added, pair.other(visit.person).name))


@reads
def notes(visit: Visit, press: Press) -> Answers:
    """The button that opens one's own notes on a talk."""
    talk = talks.talk_of(visit.session, visit.person, press.value)
    own = own_note(visit.session, visit.secrets, visit.person, talk.id)
    return OpenModal(forms.notes(visit.language, talk_shown(visit, talk), own))


def notes_kept(visit: Visit, form: Form) -> Answers:
    """Keep them; what they say is not repeated."""
    talk = talks.talk_of(visit.session, visit.person, form.metadata)
    keep_note(visit.session, visit.secrets, visit.person, talk.id, form.text("private_notes"), visit.now)
    return Whisper(messages.notes_kept(visit.language, talk_shown(visit, talk).other))


def _add_action(visit: Visit, pair: Pair, form: Form) -> ActionLine:
    kpi = form.text("kpi")
    added = open_items.add_action(
        visit.session, pair, visit.person, form.text("action"), kpi if kpi in KPIS else None,
        _day(form, "check_on"), visit.today,
    )  # fmt: skip
    return action_line(added)


def _other_in(visit: Visit, value: str) -> Person:
    """The other person of a talk (`talk:<id>`), or the person with this id."""
    if value.startswith("talk:"):
        talk = talks.talk_of(visit.session, visit.person, value.removeprefix("talk:"))
        return talks.pair_of(visit.session, talk).other(visit.person)
    other = _person(visit, value)
    return pair_with(visit.session, visit.person, other, visit.today).other(visit.person)


def _person(visit: Visit, person_id: str) -> Person:
    person = visit.session.get(Person, (visit.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("coaching.not_yours")
    return person


def _moment(visit: Visit, form: Form) -> datetime:
    day = _day(form, "day")
    if day is None:
        raise Refusal("coaching.in_the_past", field="day")
    try:
        at = time.fromisoformat(form.text("time"))
    except ValueError:
        raise Refusal("coaching.in_the_past", field="time") from None
    return datetime.combine(day, at, tzinfo=visit.zone).astimezone(UTC)


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
