"""What is pressed about a calendar: log, choose, not sales; days away; link, show, forget."""

from collections.abc import Sequence

from handlers.activity.views import answer
from handlers.calendar.command import forgotten
from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from messages import leave as leave_messages
from messages.blocks import Message
from messages.calendar import answers as messages
from messages.calendar import forms, prompts
from messages.together import followed_by
from models.calendar.answering import (
    Meant,
    log_meetings,
    open_ones,
    say_not_away,
    say_not_sales,
    say_sales_after_all,
    suggestions_of,
    take_as_leave,
)
from models.calendar.asking import Open, meetings_that_wait, still_open
from models.calendar.domains import name_of_domain
from models.calendar.meetings import meeting_views
from models.calendar.records import Suggestion
from models.calendar.suggesting import Suggested
from models.refusal import Refusal


@reads
def open_form(request: Request, press: Press) -> Answers:
    """The form for a link."""
    return OpenModal(forms.link(request.language))


def forget(request: Request, press: Press) -> Answers:
    """All of it is deleted."""
    return Replace(forgotten(request))


def show(request: Request, press: Press) -> Answers:
    """The meetings that wait."""
    found = meetings_that_wait(request.session, request.person, request.zone, request.now)
    if not found:
        raise Refusal("calendar.answered_before")
    return Whisper(_asked(request, found))


def log_them(request: Request, press: Press) -> Answers:
    """“Log both”: those of which the account is known and that nobody has logged since."""
    rows = open_ones(request.session, request.person, press.value.split(","), request.now)
    left = still_open(request.session, request.person, rows, request.zone, request.now)
    return logged(request, [Meant(one.row, one.whom.account_id) for one in left if isinstance(one.whom, Suggested)])


def logged(request: Request, meant: Sequence[Meant]) -> Answers:
    """As if they had been typed; what was not answered yet stays below."""
    outcome = log_meetings(request.acting, meant, request.zone)
    if outcome is None:
        return Replace(messages.logged_meanwhile(request.language))
    return and_the_rest(request, answer(request, outcome).message, [one.row for one in meant])


def and_the_rest(request: Request, said: Message, rows: Sequence[Suggestion]) -> Replace:
    """What was asked in the same message and still waits comes below what was said."""
    asked_in = {row.asked_in for row in rows}
    waiting = meetings_that_wait(request.session, request.person, request.zone, request.now)
    rest = [one for one in waiting if one.row.asked_in in asked_in]
    if not rest:
        return Replace(said)
    return Replace(followed_by(said, _asked(request, rest), rows[0].id[-8:]))


def _asked(request: Request, found: Sequence[Open]) -> Message:
    views = meeting_views(request.session, request.person, found, request.zone)
    return prompts.meetings(request.language, request.today, views)


def choose(request: Request, press: Press) -> Answers:
    """The form in which each meeting gets its account and kind."""
    return _form(request, press.value.split(","))


def _form(request: Request, ids: Sequence[str]) -> Answers:
    rows = open_ones(request.session, request.person, ids, request.now)
    left = still_open(request.session, request.person, rows, request.zone, request.now)
    if not left:
        return Whisper(messages.logged_meanwhile(request.language))
    return OpenModal(forms.choose(request.language, meeting_views(request.session, request.person, left, request.zone)))


def which(request: Request, press: Press) -> Answers:
    """A choice in the menu of one question."""
    suggestion_id = press.action_id.partition(":")[2]
    rows = open_ones(request.session, request.person, [suggestion_id], request.now)
    what = press.value.partition(":")[0]
    if what == prompts.OTHER:
        return _form(request, [suggestion_id])
    if what == prompts.NO_SALES:
        return _no_sales(request, rows)
    return logged(request, [meant_by(rows[0], press.value)])


def meant_by(row: Suggestion, value: str) -> Meant:
    """What an option of a menu says of a meeting. Refuses what is none of its options."""
    what, _, which_one = value.partition(":")
    if what == prompts.NEW and which_one in row.domains:
        return Meant(row, account=name_of_domain(which_one))
    if what != prompts.ACCOUNT or not which_one:
        raise Refusal("calendar.not_there")
    return Meant(row, account_id=which_one)


def not_sales(request: Request, press: Press) -> Answers:
    """They were nothing to log, and guests of these companies never are."""
    return _no_sales(request, open_ones(request.session, request.person, press.value.split(","), request.now))


def _no_sales(request: Request, rows: Sequence[Suggestion]) -> Answers:
    learned = say_not_sales(request.acting, rows)
    said = messages.nothing_for_me(request.language, [row.id for row in rows], learned)
    return and_the_rest(request, said, rows)


def sales(request: Request, press: Press) -> Answers:
    """Undo of that."""
    rows = suggestions_of(request.session, request.person, press.value.split(","))
    say_sales_after_all(request.acting, rows)
    return and_the_rest(request, messages.after_all(request.language), rows)


def away(request: Request, press: Press) -> Answers:
    """“Note as leave”: as `/leave` does it."""
    leave = take_as_leave(request.acting, press.value)
    noted = leave_messages.Away(leave.id, leave.first_day, leave.last_day, leave.part)
    return Replace(leave_messages.noted(request.language, noted))


def not_away(request: Request, press: Press) -> Answers:
    """“No”: it is not asked again."""
    say_not_away(request.acting, press.value)
    return Replace(messages.not_away(request.language))


PRESSES: dict[str, OnPress] = {
    messages.OPEN_FORM: open_form,
    messages.FORGET: forget,
    messages.SHOW: show,
    messages.SALES_AFTER_ALL: sales,
    prompts.LOG: log_them,
    prompts.CHOOSE: choose,
    prompts.NOT_SALES: not_sales,
    prompts.WHICH: which,
    prompts.AWAY: away,
    prompts.NOT_AWAY: not_away,
}
