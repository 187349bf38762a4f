"""The steps of a monthly review: look back, judge, preview, share, sign or see it differently."""

from dataclasses import asdict
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Visit, reads
from handlers.reviews.views import as_both_see, as_the_rep_sees
from messages.blocks import Message
from messages.reviews import forms
from messages.reviews import steps as messages
from messages.reviews.overview import REFLECT, WRITE
from models.delivery.outbox import post
from models.maturity.practice import chosen_of
from models.maturity.recommended import Depth
from models.period import month_of
from models.private_notes.notes import own_note
from models.refusal import Refusal
from models.reviews import actions
from models.reviews.actions import Judgement, SelfReview
from models.reviews.due import month_due
from models.reviews.month import figures_of_month
from models.reviews.queries import is_shared, person_with, rep_of, review_to_answer, review_to_write
from models.reviews.records import Review
from models.reviews.reviewer import reviewer_of
from models.scorecard.kpis import KPIS
from models.team.calendar import Calendar
from models.team.records import Person

KEPT_FOR = timedelta(days=14)
"""How long news about a review waits for somebody who is away."""


def reflect(visit: Visit, press: Press) -> Answers:
    """Open the questions: five, or three where a leader chose for short reviews."""
    review = _own_review(visit, press.value)
    if is_shared(review):
        raise Refusal("reviews.already_shared", month=review.month)
    figures = figures_of_month(visit.session, visit.workspace, visit.person, review.month, visit.now)
    end_of_month = month_of(visit.today).last_day
    is_short = chosen_of(visit.session, visit.workspace.workspace_id).depth is Depth.SHORT
    shown = as_the_rep_sees(visit, review)
    return OpenModal(forms.self_review(visit.language, shown, figures, end_of_month, is_short=is_short))


def hand_in(visit: Visit, form: Form) -> Answers:
    """Store the answers, and tell the manager."""
    kpi = form.text("commitment_kpi")
    answers = SelfReview(
        went_well=form.text("went_well"),
        in_the_way=form.text("in_the_way"),
        rating=_rating(form, "self_rating"),
        help_needed=form.text("help_needed"),
        commitment=form.text("commitment"),
        commitment_kpi=kpi if kpi in KPIS else None,
        commitment_by=_day(visit, form, "commitment_by"),
    )
    review = actions.reflect(visit.session, visit.person, form.metadata, answers, visit.today)
    manager = reviewer_of(visit.session, visit.person, visit.today)
    if manager is not None:
        _tell_that_it_is_in(visit, manager)
    return Whisper(
        messages.handed_in(visit.language, as_the_rep_sees(visit, review), manager.name if manager else "")
    )


@reads
def write(visit: Visit, press: Press) -> Answers:
    """Open the manager's half, with the numbers as they are now and one's own private notes."""
    review = review_to_write(visit.session, visit.person, press.value, visit.today)
    if is_shared(review):
        raise Refusal("reviews.already_shared", month=review.month)
    rep = rep_of(visit.session, review)
    figures = figures_of_month(visit.session, visit.workspace, rep, review.month, visit.now)
    notes = own_note(visit.session, visit.secrets, visit.person, review.id)
    return OpenModal(forms.manager_review(visit.language, as_both_see(visit, review), figures, notes))


def preview(visit: Visit, form: Form) -> Answers:
    """Store the manager's half as a draft, and show what the rep will see."""
    to_write = review_to_write(visit.session, visit.person, form.metadata, visit.today)
    rep = rep_of(visit.session, to_write)
    judgement = Judgement(
        rating=_rating(form, "rating"),
        comment=form.text("comment"),
        strengths=form.text("strengths"),
        focus=form.text("focus"),
        agreed=form.text("agreed"),
        private_notes=form.text("private_notes"),
    )
    figures = figures_of_month(visit.session, visit.workspace, rep, to_write.month, visit.now)
    review = actions.judge(
        visit.session, visit.secrets, visit.person, form.metadata, judgement, figures, visit.now, visit.today
    )
    return Whisper(messages.preview(visit.language, as_both_see(visit, review), _language(visit, rep)))


def share(visit: Visit, press: Press) -> Answers:
    """Show it to the rep."""
    review = actions.share(visit.session, visit.person, press.value, visit.now, visit.today)
    rep = rep_of(visit.session, review)
    shown = as_both_see(visit, review)
    _tell(visit, rep, "review.shared", review, messages.shared(_language(visit, rep), shown))
    return Replace(messages.shared_now(visit.language, shown))


def sign(visit: Visit, press: Press) -> Answers:
    """The rep signs; the manager hears it."""
    review = actions.sign(visit.session, visit.person, press.value, visit.now)
    _tell_the_manager(visit, review)
    shown = as_both_see(visit, review)
    signed = messages.read(visit.language, shown, by_rep=True)
    return [Replace(signed), Whisper(messages.signed_now(visit.language, shown))]


@reads
def disagree(visit: Visit, press: Press) -> Answers:
    """Ask the rep how they see it."""
    review = review_to_answer(visit.session, visit.person, press.value)
    return OpenModal(forms.disagree(visit.language, as_the_rep_sees(visit, review)))


def answer(visit: Visit, form: Form) -> Answers:
    """The rep's view stands beside the review; the manager hears it."""
    review = actions.disagree(visit.session, visit.person, form.metadata, form.text("answer"), visit.now)
    _tell_the_manager(visit, review)
    return Whisper(messages.disagreed_now(visit.language, as_both_see(visit, review)))


def _own_review(visit: Visit, value: str) -> Review:
    """The review that a button names by its id, or, before it was asked for, by its month."""
    try:
        month = date.fromisoformat(value) if len(value) == len("2026-10-01") else None
    except ValueError:
        month = None
    if month is None:
        return review_to_answer(visit.session, visit.person, value)
    due = month_due(visit.person, Calendar.of(visit.session, visit.person, visit.workspace), visit.today)
    if due is None or due.start != month:
        raise Refusal("reviews.no_month_to_review")
    return actions.open_review(visit.session, visit.person, month, visit.today)


def _tell_that_it_is_in(visit: Visit, manager: Person) -> None:
    """One message a day to the manager, composed when it goes out: a team of twelve is one list, not twelve messages."""
    today = visit.now.astimezone(ZoneInfo(manager.zone or visit.workspace.zone)).date()
    post(
        visit.session, visit.workspace.workspace_id, recipient=manager.id, cadence="review.write",
        slot=today.isoformat(), now=visit.now, useful_for=KEPT_FOR,
    )  # fmt: skip


def _tell_the_manager(visit: Visit, review: Review) -> None:
    writer = person_with(visit.session, review.workspace_id, review.reviewer_id)
    if writer is not None:
        news = messages.was_answered(_language(visit, writer), as_both_see(visit, review))
        _tell(visit, writer, "review.answered", review, news)


def _tell(visit: Visit, person: Person, cadence: str, review: Review, message: Message) -> None:
    post(
        visit.session, visit.workspace.workspace_id, recipient=person.id, cadence=cadence, slot=review.id,
        now=visit.now, message=asdict(message), useful_for=KEPT_FOR,
    )  # fmt: skip


def _language(visit: Visit, person: Person) -> str:
    return person.language or visit.workspace.language


def _rating(form: Form, name: str) -> int:
    text = form.text(name)
    if text not in {"1", "2", "3", "4", "5"}:
        raise Refusal("reviews.rating_out_of_range", field=name)
    return int(text)


def _day(visit: Visit, form: Form, name: str) -> date:
    try:
        return date.fromisoformat(form.text(name))
    except ValueError:
        raise Refusal("reviews.commitment_date", today=visit.today, field=name) from None


PRESSES: dict[str, OnPress] = {
    REFLECT: reflect,
    WRITE: write,
    messages.SHARE: share,
    messages.SIGN: sign,
    messages.DISAGREE: disagree,
}
FORMS: dict[str, OnForm] = {
    forms.SELF_FORM: hand_in,
    forms.MANAGER_FORM: preview,
    forms.DISAGREE_FORM: answer,
}
