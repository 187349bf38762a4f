"""How messages that come by themselves come to a person: once more tomorrow, less often, another time, never."""

from datetime import date, timedelta

from handlers.door.answers import Answers, FormErrors, OpenModal, Whisper
from handlers.door.request import Feature, Form, Press, Visit, reads
from messages import delivery as messages
from models.delivery.preferences import (
    USUAL_TIMES,
    come_at,
    come_every,
    next_day,
    snooze,
    time_of,
    turn_off,
    wish_of,
)
from models.delivery.records import DeliveryWish
from models.digest.recurrence import FOR_MANAGERS
from models.refusal import Refusal
from models.team.calendar import Calendar


def again(visit: Visit, press: Press) -> Answers:
    """ "Again tomorrow" under a message: it comes once more on the next working day."""
    cadence = _known(press.value)
    calendar = Calendar.of(visit.session, visit.person, visit.workspace)
    day = calendar.next_working_day(visit.today + timedelta(days=1))
    snooze(visit.session, visit.person, cadence, day, visit.today)
    return Whisper(messages.again(visit.language, cadence, day))


@reads
def change(visit: Visit, press: Press) -> Answers:
    """ "Change or stop": the modal with how it comes now."""
    wish = wish_of(visit.session, visit.person, _known(press.value))
    return OpenModal(messages.change_form(visit.language, wished(visit, wish)))


def save(visit: Visit, form: Form) -> Answers:
    """The modal was submitted."""
    cadence = _known(form.metadata)
    session, person = visit.session, visit.person
    if form.text("every") == "off":
        return Whisper(messages.noted(visit.language, wished(visit, turn_off(session, person, cadence))))
    until = date.fromisoformat(form.text("snooze")) if form.text("snooze") else None
    was = wish_of(session, person, cadence)
    if until is not None and until != was.snoozed_until:
        try:
            snooze(session, person, cadence, until, visit.today)
        except Refusal as refusal:
            return FormErrors({"snooze": visit.words(_words_of(refusal), **refusal.values)})
    times = int(form.text("every") or 1)
    if times != was.every or was.is_off:
        come_every(session, person, cadence, times, visit.today)
    wish = come_at(session, person, cadence, minute_of(form.text("at")))
    if until is None:
        wish.snoozed_until = None
    return Whisper(messages.noted(visit.language, wished(visit, wish)))


def minute_of(typed: str) -> int:
    """`07:45`, `7.45`, `7` or `7:45u` as minutes after midnight. Refuses what is no time of day."""
    hours, _, minutes = typed.strip().lower().rstrip("uh ").replace(".", ":").partition(":")
    if hours.isdecimal() and (minutes or "0").isdecimal() and int(hours) < 24 and int(minutes or 0) < 60:
        return int(hours) * 60 + int(minutes or 0)
    raise Refusal("delivery.not_a_time", typed=typed.strip()[:40])


def wished(visit: Visit, wish: DeliveryWish) -> messages.Wished:
    """The wish as it is shown."""
    at = time_of(wish)
    next_on = None
    if wish.cadence == "digest":
        calendar = Calendar.of(visit.session, visit.person, visit.workspace)
        local = visit.now.astimezone(visit.zone)
        since = visit.today - timedelta(days=1) if local.time() < at else visit.today
        next_on = next_day(wish, FOR_MANAGERS, lambda day: calendar.works_on(day) > 0, since)
    snoozed = wish.snoozed_until if wish.snoozed_until and wish.snoozed_until > visit.today else None
    return messages.Wished(wish.cadence, f"{at:%H:%M}", wish.every, wish.is_off, snoozed, next_on)


def _known(cadence: str) -> str:
    if cadence not in USUAL_TIMES:
        raise Refusal("delivery.no_such_thing")
    return cadence


def _words_of(refusal: Refusal) -> str:
    feature, _, what = refusal.reason.partition(".")
    return f"{feature}.refused_{what}"


feature = Feature(presses={messages.AGAIN: again, messages.CHANGE: change}, forms={messages.FORM: save})
