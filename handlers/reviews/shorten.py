"""A manager keeps the reviews of a busy month short, for a rep or for all; who was asked already is told."""

from collections.abc import Sequence
from datetime import date, timedelta

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from messages.blocks import Message
from messages.reviews import shorten as messages
from messages.reviews import steps
from messages.reviews.overview import SHORTEN, SHORTEN_ONE
from models.delivery.outbox import post
from models.refusal import Refusal
from models.reviews.queries import is_shared, month_to_review, rep_of, reviewed_by, reviews_of_month
from models.reviews.records import Asks
from models.reviews.short import chosen_short, make_short
from models.team.records import Person

KEPT_FOR = timedelta(days=14)


def by_line(request: Request, month: date | None, whom: Sequence[Person] | None, *, is_short: bool | None) -> Answers:
    """`/review short`, `/review short @anna`, `/review full all`. Without a name the list; without a month the one at hand."""
    reps = _reps(request)
    month = month or _month_at_hand(request, reps)
    if whom is not None and is_short is not None:
        choose(request, whom, month, is_short=is_short)
    return Whisper(_page(request, reps, month, 1))


@reads
def show(request: Request, press: Press) -> Answers:
    """The list, or another page of it."""
    day, _, page = press.value.partition(" ")
    shown = _page(request, _reps(request), _month(day), int(page) if page.isdecimal() else 1)
    return Replace(shown) if page else Whisper(shown)


def press_one(request: Request, press: Press) -> Answers:
    """Short or in full, for one rep or for all."""
    day, page, person_id = [*press.value.split(" "), ""][:3]
    wanted, reps, month = press.action_id.partition(":")[2], _reps(request), _month(day)
    whom = reps if wanted in ("all", "none") else [rep for rep in reps if rep.id == person_id]
    if not whom:
        raise Refusal("reviews.not_yours_to_write")
    choose(request, whom, month, is_short=wanted in ("all", "short"))
    return Replace(_page(request, reps, month, int(page) if page.isdecimal() else 1))


def choose(request: Request, whom: Sequence[Person], month: date, *, is_short: bool) -> None:
    """Choose it, and tell those whose review was asked for already."""
    for review in make_short(request.acting, whom, month, is_short=is_short):
        rep = rep_of(request.session, review)
        told = steps.made_short(request.language_of(rep), request.person.name, review.month, is_short=is_short)
        post(
            request.session,
            request.workspace.workspace_id,
            recipient=rep.id,
            cadence="review.short",
            slot=f"{review.id} {Asks(review.asks).value} {request.now:%H%M%S%f}"[:60],
            now=request.now,
            message=told,
            useful_for=KEPT_FOR,
        )


def _reps(request: Request) -> list[Person]:
    reps = reviewed_by(request.session, request.person, request.today)
    if not reps:
        raise Refusal("reviews.nobody_to_review")
    return reps


def _page(request: Request, reps: Sequence[Person], month: date, page: int) -> Message:
    short, opened = chosen_short(request.session, reps, month), reviews_of_month(request.session, reps, month)
    listed = [
        messages.Choice(rep.id, rep.name, opened[rep.id].asks == Asks.ONE if rep.id in opened else rep.id in short)
        for rep in reps
    ]
    return messages.choices(request.language, month, listed, page)


def _month_at_hand(request: Request, reps: Sequence[Person]) -> date:
    """The month that is looked back on now; the running one when all of it is shared, or nobody was asked."""
    last = month_to_review(request.today).start
    opened = reviews_of_month(request.session, reps, last).values()
    is_running = any(not is_shared(review) for review in opened)
    return last if is_running else request.today.replace(day=1)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(text).replace(day=1)
    except ValueError:
        raise Refusal("reviews.unknown_question") from None


PRESSES: dict[str, OnPress] = {SHORTEN: show, SHORTEN_ONE: press_one}
