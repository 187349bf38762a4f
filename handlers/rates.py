"""`/koers rate`: what other currencies cost; what waited for a rate is counted at once."""

from datetime import date
from decimal import Decimal

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Command, Feature, Press, Request
from handlers.door.unreadable import unreadable
from handlers.phrases.rates import RatePhrase, read_rate_line
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP, each_of
from messages import rates as messages
from messages.blocks import Message
from models.money import Money
from models.permissions import Right
from models.refusal import Refusal
from models.team.reporting_line import admins_of
from models.workspace.rate_changes import RATE, RateSet, check_rate, rates_in_force, set_rate, undo_rate
from models.workspace.recounting import Recount, first_waiting, waiting
from models.workspace.settings import Author, author_of, latest_change_by

LIST = each_of("list show lijst toon overzicht")
UNDO = each_of("undo ongedaan")


def command(request: Request, text: str) -> Answers:
    """`/koers rate`, `/koers rate USD 0.92 from 2026-11-01`, `/koers rate undo`."""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not typed or typed.lower() in LIST:
        return _overview(request)
    if typed.lower().split()[0] in UNDO:
        change = latest_change_by(author_of(request.acting), RATE)
        if change is None:
            raise Refusal("rates.nothing_to_undo")
        return Whisper(_undone(request, change.id))
    try:
        phrase = read_rate_line(typed, request.today, language=request.language)
    except Unreadable as error:
        return unreadable(request, error, "koers rate")
    return _enter(request, phrase)


def undo(request: Request, press: Press) -> Answers:
    """The button under a rate."""
    return Replace(_undone(request, press.value))


def counted_view(told: Recount, currency: str) -> messages.Counted:
    """What counting anew came to, as the messages tell it."""
    deals, entries, costs = (part.counted for part in told.parts)
    worth = Money(told.counted_minor, currency)
    return messages.Counted(deals, entries, costs, worth, told.changed, told.waiting, sorted(told.waits_for))


def _enter(request: Request, phrase: RatePhrase) -> Answers:
    """From the day that was said; the first rate of a currency from the day on which one was first needed, else from today."""
    author, reporting = author_of(request.acting), request.workspace.currency
    if phrase.into not in (None, reporting):
        raise Refusal("rates.other_reporting", into=phrase.into, reporting=reporting)
    check_rate(phrase.currency, phrase.rate, reporting)
    needed = None if phrase.day else _first_needed(request, author, phrase.currency)
    entered = set_rate(author, phrase.currency, phrase.rate, phrase.day or needed or request.today)
    counted = counted_view(entered.recount, reporting)
    was_needed = needed is not None and needed != request.today
    return Whisper(
        messages.entered(request.language, _rate_view(entered), counted, entered.change.id, was_needed=was_needed)
    )


def _first_needed(request: Request, author: Author, currency: str) -> date | None:
    if any(rate.currency == currency for rate in rates_in_force(author)):
        return None
    return first_waiting(request.session, request.workspace, currency)


def _overview(request: Request) -> Answers:
    author = Author(request.session, request.workspace, request.now)
    rates = [messages.Rate(rate.currency, rate.into, Decimal(rate.rate), rate.day) for rate in rates_in_force(author)]
    waits = list(waiting(request.session, request.workspace).items())
    may_enter = request.rights.may(Right.CHANGE_SETTINGS)
    admins = () if may_enter else admins_of(request.session, request.workspace.workspace_id)
    return Whisper(messages.overview(request.language, rates, waits, request.workspace.currency, admins))


def _undone(request: Request, change_id: str) -> Message:
    undone = undo_rate(author_of(request.acting), change_id)
    counted = counted_view(undone.recount, request.workspace.currency)
    return messages.undone(request.language, _rate_view(undone), counted)


def _rate_view(entered: RateSet) -> messages.Rate:
    return messages.Rate(entered.currency, entered.into, entered.rate, entered.day)


feature = Feature(
    "rates",
    commands=(
        Command(
            "rate",
            command,
            does="Exchange rates",
            hint="USD 0.92 from 1 nov",
            also=("rates", "wisselkoers", "wisselkoersen"),
            only_in_koers=True,
        ),
    ),
    presses={messages.UNDO: undo},
)
