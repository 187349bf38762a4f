"""A person's wishes about messages that come by themselves: once more tomorrow, less often, at another time, never."""

from datetime import date, timedelta

from handlers.door.answers import Answers, FormErrors, OpenModal, Whisper
from handlers.door.request import Feature, Form, Press, Request, reads
from messages import delivery as messages
from models.delivery.preferences import (
    USUAL_TIMES,
    come_at,
    come_every,
    next_day,
    preference_of,
    snooze,
    time_of,
    turn_off,
)
from models.delivery.records import DeliveryPreference
from models.digest.recurrence import for_managers
from models.refusal import Refusal
from models.team.calendar import Calendar


def again(request: Request, press: Press) -> Answers:
    """ "Again tomorrow" under a message: it comes once more on the next working day."""
    cadence = _known(press.value)
    calendar = Calendar.of(request.session, request.person, request.workspace)
    day = calendar.next_working_day(request.today + timedelta(days=1))
    snooze(request.session, request.person, cadence, day, request.today)
    return Whisper(messages.again(request.language, cadence, day))


@reads
def change(request: Request, press: Press) -> Answers:
    """ "Change or stop": the modal with how it comes now."""
    preference = preference_of(request.session, request.person, _known(press.value))
    return OpenModal(messages.change_form(request.language, preference_view(request, preference)))


def save(request: Request, form: Form) -> Answers:
    """The modal was submitted."""
    cadence = _known(form.metadata)
    session, person = request.session, request.person
    if form.text("every") == "off":
        return Whisper(messages.noted(request.language, preference_view(request, turn_off(session, person, cadence))))
    until = date.fromisoformat(form.text("snooze")) if form.text("snooze") else None
    was = preference_of(session, person, cadence)
    if until is not None and until != was.snoozed_until:
        try:
            snooze(session, person, cadence, until, request.today)
        except Refusal as refusal:
            return FormErrors({"snooze": request.words(_words_of(refusal), **refusal.values)})
    times = int(form.text("every") or 1)
    if times != was.every or was.is_off:
        come_every(session, person, cadence, times, request.today)
    preference = come_at(session, person, cadence, minute_of(form.text("at")))
    if until is None:
        preference.snoozed_until = None
    return Whisper(messages.noted(request.language, preference_view(request, preference)))


def minute_of(typed: str) -> int:
    """`07:45`, `7.45`, `7` or `7:45u` as minutes after midnight. Refuses what is no time of day."""
    hours, _, minutes = typed.strip().lower().rstrip("uh ").replace(".", ":").partition(":")
    if hours.isdecimal() and (minutes or "0").isdecimal() and int(hours) < 24 and int(minutes or 0) < 60:
        return int(hours) * 60 + int(minutes or 0)
    raise Refusal("delivery.not_a_time", typed=typed.strip()[:40])


def preference_view(request: Request, preference: DeliveryPreference) -> messages.PreferenceView:
    """The wish as a value for the messages."""
    at = time_of(preference, request.workspace)
    next_on = None
    if preference.cadence == "digest":
        calendar = Calendar.of(request.session, request.person, request.workspace)
        local = request.now.astimezone(request.zone)
        since = request.today - timedelta(days=1) if local.time() < at else request.today
        next_on = next_day(preference, for_managers(request.workspace), lambda day: calendar.works_on(day) > 0, since)
    snoozed = (
        preference.snoozed_until if preference.snoozed_until and preference.snoozed_until > request.today else None
    )
    return messages.PreferenceView(
        preference.cadence, f"{at:%H:%M}", preference.every, preference.is_off, snoozed, next_on
    )


def _known(cadence: str) -> str:
    if cadence not in USUAL_TIMES:
        raise Refusal("delivery.no_such_thing")
    return cadence


def _words_of(refusal: Refusal) -> str:
    feature, _, what = refusal.reason.partition(".")
    return f"{feature}.refused_{what}"


feature = Feature("preferences", presses={messages.AGAIN: again, messages.CHANGE: change}, forms={messages.FORM: save})
