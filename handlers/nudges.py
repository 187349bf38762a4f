"""The answers to a nudge: what somebody did, by thumb or typed; nothing; not at work; remind me."""

from datetime import date, time, timedelta

from handlers.activity import command as log
from handlers.activity.asking import lacks_account
from handlers.activity.partly import with_whom
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Feature, Press, Request
from handlers.door.typed_line import Typed, read_typed
from handlers.phrases.kinds import KindWord
from handlers.phrases.wishes import read_wish, reminder_in, thing_in
from handlers.preferences import ALSO, ME, preference_view
from handlers.preferences import command as wishes
from messages import delivery
from messages import leave as leave_messages
from messages import nudges as messages
from messages.activity.quick import kind_name
from models.activity.kinds import rules_of
from models.activity.queries import names_of_own_kinds
from models.delivery.nudging import DAY_CADENCE, day_nudged, day_of_message
from models.delivery.preferences import DAILY, turn_on
from models.team.leave import take_leave
from models.vocabulary import vocabulary

NIGHT_ENDS = time(5)
"""Until then what is typed without a day is of the evening before, when it was asked about."""
_WORDS = {word: answer for answer, words in vocabulary().section("nudge_words").items() for word in words}


def did(request: Request, press: Press) -> Answers:
    """A kind was pressed: logged at once, or asked with whom, for the day of the nudge."""
    kind, _, day = press.value.partition("|")
    own = names_of_own_kinds(request.session, request.workspace.workspace_id, request.language)
    name = kind_name(request.words, kind, own.get(kind))
    typed = Typed(name, date.fromisoformat(day), {0: {"kind": KindWord(kind, rules_of(kind).sums), "held": "1"}})
    reading, book = read_typed(request, typed)
    [part, *_] = reading.parts
    if lacks_account(part):
        return with_whom(request, typed, part)
    return log.store_or_ask(request, typed, reading, book)


def nothing(request: Request, press: Press) -> Answers:
    """“Nothing today”: no question more about it."""
    return Replace(messages.nothing_today(request.language, date.fromisoformat(press.value)))


def away(request: Request, press: Press) -> Answers:
    """“Not at work today”: a day off, which one press takes back."""
    return Replace(_away(request, date.fromisoformat(press.value)).message)


def remind(request: Request, press: Press) -> Answers:
    """“Remind me on empty days” or “Send me the morning list”, under Monday's line; an older button said nothing."""
    cadence = press.value if press.value in DAILY else "day"
    preference = turn_on(request.session, request.person, cadence, request.now)
    return Whisper(delivery.noted(request.language, preference_view(request, preference)))


def reply(request: Request, text: str) -> Answers:
    """`niks vandaag`, `not at work` after a nudge; `remind me at 17:00`, `me day off`; None when it is something else."""
    if (wish := reminder_in(text)) is not None:
        return wishes(request, f"day {wish}")
    first, _, rest = text.strip().partition(" ")
    if first.lower() in (ME, *ALSO) and (named := thing_in(rest)) and read_wish(named[1]):
        return wishes(request, rest)
    answer = _WORDS.get(" ".join(text.lower().strip(" .!").split()))
    if answer is None:
        return None
    day = day_meant(request)
    if not day_nudged(request.session, request.person, day):
        return None
    if answer == "away":
        return _away(request, day)
    return Whisper(messages.nothing_today(request.language, day))


def day_meant(request: Request) -> date:
    """The day that a line without one is about: that of the nudge which it answers, in its thread or before the
    night is over; else today."""
    if request.thread and (day := day_of_message(request.session, request.person, request.thread)):
        return day
    yesterday = request.today - timedelta(days=1)
    is_night = request.now.astimezone(request.zone).time() < NIGHT_ENDS
    return yesterday if is_night and day_nudged(request.session, request.person, yesterday) else request.today


def _away(request: Request, day: date) -> Whisper:
    leave = take_leave(request.session, request.person, day, day, request.now)
    away = leave_messages.Away(leave.id, leave.first_day, leave.last_day, leave.part)
    return Whisper(leave_messages.noted(request.language, away))


feature = Feature(
    "nudges",
    prompts=(DAY_CADENCE, "nudge.week", "nudge.morning"),
    presses={messages.DID: did, messages.NOTHING: nothing, messages.AWAY: away, messages.REMIND: remind},
)
