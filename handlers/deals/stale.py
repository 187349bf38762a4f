"""`/deal stale`: the deals that stand still; *Still alive · New date · Lost*, and the message shows each answer.

Nothing is kept of the message: its buttons carry whose list it is and which deals stand in it, and what became of each is
read again from the database. So it is right after a restart, and when somebody else has answered meanwhile.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.deals import forms
from handlers.deals.pipeline import name_of, subject_meant
from handlers.deals.views import answer, deal_view
from handlers.door.answers import Answers, FormErrors, OpenModal, Refresh, Replace, Whisper
from handlers.door.request import Form, Press, Request, reads
from handlers.door.unreadable import unreadable
from handlers.phrases.examples import example_of
from handlers.phrases.unreadable import Unreadable
from handlers.scorecard.subject import Subject
from messages.blocks import Message
from messages.deals import stale as messages
from messages.deals.answers import REASONS
from models.deals.actions import decide_deal, edit_deal
from models.deals.history import latest_change, undo
from models.deals.queries import about_deal, deal_numbered, require_deal_change
from models.deals.records import Deal, DealChange, Outcome
from models.deals.terms import DealTerms
from models.period import PeriodType, month_of, period_of
from models.permissions import Right
from models.pipeline.confirming import confirm, confirmation_of, take_back
from models.pipeline.signs import Signs, signs_now
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.scorecard.scope import ScopeKind
from models.team.records import Person

TWO_WEEKS = timedelta(days=14)


@dataclass(frozen=True)
class Place:
    """The deal of a button, and the list in which it stands: `12~person:abc~12,15`."""

    number: int
    subject: Subject
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, request: Request, text: str) -> "Place":
        """What a button or a form carries. Refuses one that is older than the program."""
        try:
            number, whose, numbers = text.split("~")
            return cls(int(number), _subject(request, whose), tuple(map(int, numbers.split(","))))
        except ValueError:
            raise Refusal("scorecard.gone") from None

    def deal(self, request: Request) -> Deal:
        """The deal of the button. Refuses somebody else's, before anything of it is shown."""
        deal = deal_numbered(request.session, request.workspace.workspace_id, self.number)
        if deal is None:
            raise Refusal("deals.no_such_number", number=self.number)
        require_deal_change(request.session, request.rights, deal)
        return deal


def stale(request: Request, text: str) -> Answers:
    """`/deal stale`, `… @bram`, `… team`, `… my line`, `… all`."""
    try:
        subject = subject_meant(request, text)
    except Unreadable as error:
        return unreadable(request, error.within(error.understood, example_of("deals.stale", request.language)), "deal")
    return Whisper(_message(request, subject))


@reads
def open_stale(request: Request, press: Press) -> Answers:
    """The button below a pipeline, or on Home."""
    return Whisper(_message(request, Subject.read(press.value))) if press.value else stale(request, "")


@reads
def show_next(request: Request, press: Press) -> Answers:
    """Those that still wait for an answer, in the place of the others: first who did not stand there."""
    whose, _, numbers = press.value.partition("~")
    return Replace(_message(request, _subject(request, whose), after=numbers.split(",")))


def say_alive(request: Request, press: Press) -> Answers:
    """“Still alive”: for fourteen days nobody asks again."""
    place = _place(request, press)
    confirm(request.acting, place.deal(request))
    return _answered(request, place)


def set_date(request: Request, press: Press) -> Answers:
    """A new expected close with one tap; another day is asked in a form."""
    place = _place(request, press)
    deal = place.deal(request)
    if press.value == messages.OTHER:
        view, carried = deal_view(request, deal), press.action_id.partition(":")[2]
        return OpenModal(messages.date_form(request.language, view, request.today, carried))
    _expect(request, deal, _day(press.value))
    return _answered(request, place)


def save_date(request: Request, form: Form) -> Answers:
    """The form of another day: the list from which it was opened shows it."""
    place = Place.of(request, form.metadata)
    _expect(request, place.deal(request), _day(form.text("day")))
    return Refresh(_answered(request, place).message)


def save_loss(request: Request, form: Form) -> Answers:
    """The form of another reason: the list shows it; what cannot be read stays with the form."""
    decision, _, carried = form.metadata.partition("|")
    place = Place.of(request, carried)
    told = forms.decided(request, replace(form, metadata=decision))
    return told if isinstance(told, FormErrors) else Refresh(_answered(request, place).message)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("scorecard.gone", field="day") from None


def _expect(request: Request, deal: Deal, day: date) -> None:
    """The deal is expected on another day: it is alive, too."""
    if day < request.today:
        raise Refusal("deals.date_has_passed", day=day, field="day")
    before = deal_view(request, deal)
    change = edit_deal(request.acting, deal, DealTerms(expected_close=day))
    confirm(request.acting, deal)
    answer(request, deal, change, before)  # the owner hears it, when somebody else did it


def lose(request: Request, press: Press) -> Answers:
    """Lost, by one of the usual reasons; another one is asked in the form."""
    place = _place(request, press)
    deal = place.deal(request)
    if press.value == messages.OTHER:
        return forms.open_decision(request, deal, Outcome.LOST, press.action_id.partition(":")[2])
    if press.value not in REASONS:
        raise Refusal("scorecard.gone")
    before = deal_view(request, deal)
    reason = request.words.bare(f"deals.because_{press.value}")
    change = decide_deal(request.acting, deal, Outcome.LOST, DealTerms(reason=reason))
    answer(request, deal, change, before)
    return _answered(request, place)


def take_answer_back(request: Request, press: Press) -> Answers:
    """Undo of an answer: `confirmation`, or `change` with the confirmation that came with it."""
    place = _place(request, press)
    for which in press.value.split("+"):
        kind, _, id_ = which.partition(":")
        _ = take_back(request.acting, id_) if kind == "said" else undo(request.acting, id_)
    return _answered(request, place)


def _place(request: Request, press: Press) -> Place:
    return Place.of(request, press.action_id.partition(":")[2])


def _answered(request: Request, place: Place) -> Replace:
    request.session.flush()
    return Replace(_message(request, place.subject, place.numbers))


def _message(request: Request, subject: Subject, numbers: Sequence[int] = (), after: Sequence[str] = ()) -> Message:
    """The list: the worst that wait (those of `after` last), or with `numbers` these deals, whatever became of them.

    A deal that went to somebody else meanwhile, whose deals the reader does not see, is out of it.
    """
    scope = subject.scope(request)
    day, seen = scope.today(request.now), request.rights.people_seen()
    signs = [
        one
        for one in signs_now(request.session, request.workspace, scope, request.now)
        if seen is None or any(stay.partition("@")[0] in seen for stay, _ in one.open.deal.shares)
    ]
    waiting = {one.open.deal.number: one for one in signs if one.asks(day)}
    shown = list(numbers) or sorted(waiting, key=lambda number: str(number) in after)[: messages.LISTED]
    listed = messages.StaleList(
        name=name_of(request, scope),
        deals=[_view(request, deal, waiting.get(deal.number)) for deal in _theirs(request, shown)],
        count=len(waiting),
        open_deals=len(signs),
        today=request.today,
        dates=_dates(request),
        ref=f"{subject.kind}:{subject.id}~{','.join(map(str, shown))}",
    )
    return messages.listed(request.language, listed)


def _theirs(request: Request, numbers: Sequence[int]) -> Iterator[Deal]:
    """Those of these deals that are theirs to answer about."""
    deals = (deal_numbered(request.session, request.workspace.workspace_id, number) for number in numbers)
    return (deal for deal in deals if deal and request.rights.may(Right.CHANGE_DEAL, about_deal(request.session, deal)))


def _view(request: Request, deal: Deal, signs: Signs | None) -> messages.StaleView:
    request.note_reading(Thing.DEALS, [deal.owner_id])
    if signs is None:
        return _with_answer(request, deal)
    is_stuck = signs.is_stuck and signs.stage_days is not None and signs.usual_days is not None
    return messages.StaleView(
        deal_view(request, deal),
        signs.overdue_days,
        signs.pushes,
        signs.pushed_days,
        signs.silent_days if signs.is_silent else 0,
        signs.stage_days or 0 if is_stuck else 0,
        signs.usual_days or 0 if is_stuck else 0,
    )


def _with_answer(request: Request, deal: Deal) -> messages.StaleView:
    """What became of a deal that no longer waits, and what takes that back."""
    view, change = deal_view(request, deal), latest_change(request.session, deal)
    if deal.outcome is not None:
        return messages.StaleView(view, answer=deal.outcome, undo=f"change:{change.id}" if change else "")
    said = confirmation_of(request.session, deal)
    if said is None or (request.today - said.confirmed_on).days >= TWO_WEEKS.days:
        return messages.StaleView(view, answer="changed")
    by = request.session.get_one(Person, (deal.workspace_id, said.confirmed_by))
    name = "" if by.id == request.person.id else by.name
    if change is not None and _is_new_date(change) and change.changed_at >= said.confirmed_at:
        undoes = f"change:{change.id}+said:{said.id}"
        return messages.StaleView(view, answer="date", undo=undoes, answered_by=name)
    return messages.StaleView(view, answer="alive", undo=f"said:{said.id}", answered_by=name)


def _is_new_date(change: DealChange) -> bool:
    return change.what == "edit" and "expected_close" in change.new


def _dates(request: Request) -> list[tuple[str, date]]:
    """What a date can be moved to with one tap; each day once, none that is today."""
    today, fiscal = request.today, request.workspace.fiscal_start_month
    days = {
        "two_weeks": today + TWO_WEEKS,
        "end_of_month": month_of(today).last_day,
        "end_of_quarter": period_of(PeriodType.QUARTER, today, fiscal).last_day,
    }
    once = {day: which for which, day in reversed(days.items())}
    return [(which, day) for which, day in days.items() if day > today and once[day] == which]


def _subject(request: Request, text: str) -> Subject:
    """Whose list it is; the period says nothing here."""
    kind, _, id_ = text.partition(":")
    try:
        period = period_of(PeriodType.QUARTER, request.today, request.workspace.fiscal_start_month)
        return Subject(ScopeKind(kind), id_, period)
    except ValueError:
        raise Refusal("scorecard.gone") from None
