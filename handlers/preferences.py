"""What comes to a person by itself, and their wishes about it: `/koers me`, in a form, by line, by button."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.door.answers import Answers, FormErrors, OpenModal, Whisper
from handlers.door.refusing import refused_at
from handlers.door.request import Command, Feature, Form, Press, Request, reads
from handlers.door.unreadable import unreadable
from handlers.phrases import Direction, Unreadable, read_date
from handlers.phrases.wishes import Wish, minute_of, read_wish, thing_in
from handlers.phrases.words import HELP
from messages import delivery as messages
from messages import preferences as page
from models.delivery.nudging import RECURRENCES
from models.delivery.preferences import (
    DAILY,
    EVERY_DAY,
    NUDGES,
    USUAL_TIMES,
    come_at,
    come_every,
    come_on,
    next_day,
    own_wish,
    preference_of,
    snooze,
    time_of,
    turn_off,
    turn_on,
)
from models.delivery.records import DeliveryPreference
from models.delivery.recurrence import Recurrence, monthly
from models.delivery.role_prompts import wish_by_role
from models.digest.recurrence import for_managers
from models.maturity.practice import chosen_of
from models.maturity.recommended import PROMPTS
from models.permissions import Right
from models.qbr.due import next_asked_on as next_quarter
from models.refusal import Refusal
from models.reviews.due import next_asked_on
from models.style.preference import preference_of as preference_of_style
from models.team.calendar import Calendar

ME, ALSO = "me", ("ik",)
"""How the command is called: in the DM the word begins other sentences too."""


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
    preference = _wish(request, _known(press.value))
    return OpenModal(messages.change_form(request.language, preference_view(request, preference)))


def save(request: Request, form: Form) -> Answers:
    """The modal was submitted."""
    cadence = _known(form.metadata)
    session, person = request.session, request.person
    if form.text("every") == "off":
        return Whisper(messages.noted(request.language, preference_view(request, turn_off(session, person, cadence))))
    minute = minute_of(form.text("at"))
    try:
        come_at(session, person, cadence, minute, request.now)
    except Refusal as refusal:
        return refused_at("at", refusal, request.language)
    if cadence in DAILY:
        chosen = form.many("days")
        if not chosen:
            return FormErrors({"days": request.words.bare("delivery.refused_no_day")})
        come_on(session, person, cadence, "".join("1" if str(day) in chosen else "0" for day in range(7)), request.now)
    until = date.fromisoformat(form.text("snooze")) if form.text("snooze") else None
    was = preference_of(session, person, cadence)
    if until is not None and until != was.snoozed_until:
        try:
            snooze(session, person, cadence, until, request.today)
        except Refusal as refusal:
            return refused_at("snooze", refusal, request.language)
    times = int(form.text("every") or 1)
    if times != was.every or was.is_off:
        come_every(session, person, cadence, times, request.today)
    preference = preference_of(session, person, cadence)
    if until is None:
        preference.snoozed_until = None
    return Whisper(messages.noted(request.language, preference_view(request, preference)))


def wished(request: Request, cadence: str, wish: Wish) -> Answers:
    """A wish that was typed is stored; the answer says how it comes from now on."""
    session, person = request.session, request.person
    day = None
    if wish.until is not None:
        try:
            day = _coming(request, wish.until)
        except Unreadable as error:
            return unreadable(request, error, "digest")
    minute = None if wish.at is None else minute_of(wish.at)
    if wish.is_on:
        turn_on(session, person, cadence, request.now)
    if wish.every is not None:
        come_every(session, person, cadence, wish.every, request.today)
    if minute is not None:
        come_at(session, person, cadence, minute, request.now)
    if wish.days is not None and (cadence in DAILY or "0" in wish.days):
        come_on(session, person, cadence, wish.days, request.now)
    if day is not None:
        snooze(session, person, cadence, day, request.today)
    if wish.is_on is False:
        turn_off(session, person, cadence)
    return Whisper(messages.noted(request.language, preference_view(request, preference_of(session, person, cadence))))


def _coming(request: Request, typed: str) -> date:
    """The day that is meant; on a Friday `until friday` is the next one. Raises Unreadable."""
    day, from_tomorrow = (
        read_date(typed, since, direction=Direction.FUTURE, language=request.language)
        for since in (request.today, request.today + timedelta(days=1))
    )
    is_this_weekday = day == request.today and from_tomorrow == day + timedelta(days=7)
    return from_tomorrow if is_this_weekday else day


def preference_view(request: Request, preference: DeliveryPreference) -> messages.PreferenceView:
    """The wish as a value for the messages."""
    at = time_of(preference, request.workspace)
    snoozed = (
        preference.snoozed_until if preference.snoozed_until and preference.snoozed_until > request.today else None
    )
    return messages.PreferenceView(
        preference.cadence,
        f"{at:%H:%M}",
        preference.every,
        preference.is_off,
        snoozed,
        _next_on(request, preference),
        preference.days if preference.days != EVERY_DAY else None,
    )


def _next_on(request: Request, preference: DeliveryPreference) -> date | None:
    """The day on which it comes next; None for what comes when there is something."""
    if preference.cadence == "qbr":
        return _next_quarter(request, preference)
    recurrence = _recurrence_of(request, preference.cadence)
    if recurrence is None:
        return None
    at, local = time_of(preference, request.workspace), request.now.astimezone(request.zone)
    since = request.today - timedelta(days=1) if local.time() < at else request.today
    calendar = Calendar.of(request.session, request.person, request.workspace)
    if preference.cadence == "review":  # who has only just come is not asked about their first days
        first = next_asked_on(request.person, calendar, since)
        if first is None:
            return None
        since = first - timedelta(days=1)
    least = 1 if preference.cadence in NUDGES else 0.5
    return next_day(preference, recurrence, lambda day: calendar.works_on(day) >= least, since)


def _next_quarter(request: Request, preference: DeliveryPreference) -> date | None:
    """When the next quarterly review is asked for, or the last day of a snooze."""
    calendar = Calendar.of(request.session, request.person, request.workspace)
    day = next_quarter(request.person, calendar, request.today, request.workspace.fiscal_start_month)
    until = preference.snoozed_until
    return calendar.next_working_day(until) if day and until and until > day else day


def _recurrence_of(request: Request, cadence: str) -> Recurrence | None:
    if cadence == "digest":
        return for_managers(request.workspace)
    if cadence == "review" and request.person.is_rep:
        return monthly(1, USUAL_TIMES["review"])
    return RECURRENCES.get(cadence)


def _known(cadence: str) -> str:
    if cadence not in USUAL_TIMES:
        raise Refusal("delivery.no_such_thing")
    return cadence


# --- everything that comes to somebody --------------------------------------------------------------------


def command(request: Request, text: str) -> Answers:
    """`/koers me`: everything that comes to me; `/koers me day at 17:00`, `/koers ik ochtend aan`: a wish."""
    typed = text.strip()
    if not typed or typed.lower() in HELP:
        return Whisper(page.everything(request.language, _all(request), preference_of_style(request.person)))
    named = thing_in(typed)
    wish = read_wish(named[1]) if named else None
    if named is None or (wish is None and named[1]):
        raise Refusal("preferences.not_understood", typed=typed[:60])
    if named[0] not in _kinds(request):
        raise Refusal("preferences.does_not_come", cadence=named[0])
    if wish is None:
        return Whisper(messages.noted(request.language, _view(request, named[0])))
    return wished(request, named[0], wish)


def start(request: Request, press: Press) -> Answers:
    """ "Turn on" beside what does not come: with its usual rhythm and time."""
    preference = turn_on(request.session, request.person, _known(press.value), request.now)
    return Whisper(messages.noted(request.language, preference_view(request, preference)))


def _kinds(request: Request) -> list[str]:
    """What can come to this person, by what they are, in the order of a day."""
    is_manager, sells = request.rights.may(Right.GET_DIGEST), request.person.is_rep
    fits = {"digest": is_manager, "week": sells, "day": sells, "morning": True}
    return [cadence for cadence in USUAL_TIMES if fits.get(cadence, sells or is_manager)]


def _all(request: Request) -> list[messages.PreferenceView]:
    return [_view(request, cadence) for cadence in _kinds(request)]


def _view(request: Request, cadence: str) -> messages.PreferenceView:
    """How it comes to this person: not at all where a leader switched it off and they have no wish of their own."""
    own = own_wish(request.session, request.person, cadence)
    preference = own or _wish(request, cadence)
    chosen = chosen_of(request.session, request.workspace.workspace_id).prompts
    is_off = preference.is_off or (own is None and cadence in PROMPTS and cadence not in chosen)
    is_of_role = own is None and cadence in DAILY and not is_off
    return replace(preference_view(request, preference), is_off=is_off, is_of_role=is_of_role)


def _wish(request: Request, cadence: str) -> DeliveryPreference:
    """Their own; as long as they have none what comes to their role."""
    own = own_wish(request.session, request.person, cadence)
    return own or wish_by_role(request.workspace, request.person, cadence, request.today)


feature = Feature(
    "preferences",
    commands=(
        Command(
            ME,
            command,
            does="What comes to me by itself",
            hint="day at 17:00",
            also=ALSO,
            only_in_koers=True,
            alone_in_dm=True,
        ),
    ),
    presses={messages.AGAIN: again, messages.CHANGE: change, page.START: start},
    forms={messages.FORM: save},
)
