"""The steps of a monthly review: look back, judge, preview, share, sign or see it differently."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from handlers.door.answers import Answers, OpenModal, Replace, Tell, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Request, reads
from handlers.reviews.opening import asks, own_review
from handlers.reviews.views import as_both_see, as_the_manager_writes, as_the_rep_sees, as_the_rep_writes
from messages.blocks import Message
from messages.reviews import forms
from messages.reviews import steps as messages
from messages.reviews.overview import REFLECT, WRITE
from models.delivery.outbox import post
from models.period import month_of
from models.permissions import Right
from models.privacy.reading import Thing
from models.private_notes.notes import own_note
from models.refusal import Refusal
from models.reviews import actions
from models.reviews import conversation as actions_of_talk
from models.reviews.actions import Judgement, SelfReview
from models.reviews.conversation import TEXTS
from models.reviews.figures import MonthFigures
from models.reviews.month import figures_of_month
from models.reviews.promised import action_of
from models.reviews.queries import is_shared, rep_of, review_to_answer, review_to_write, who_hears
from models.reviews.rating import rating_range
from models.reviews.records import Asks, Review, ReviewState
from models.reviews.states import Step, require_step
from models.scorecard.kpis import KPIS
from models.scorecard.own_kpis import own_kpis_of, own_kpis_on
from models.team.deputy import will_write
from models.team.records import Person
from models.team.reporting_line import reviewer_of
from models.zones import zone_named

KEPT_FOR = timedelta(days=14)
"""How long news about a review waits for somebody who is away."""


def reflect(request: Request, press: Press) -> Answers:
    """Open the questions: five, three where a leader chose for short reviews, one where the manager keeps it short."""
    review = own_review(request, press.value)
    refused_late(review)
    figures = figures_of_month(request.session, request.workspace, request.person, review.month, request.now)
    end_of_month = month_of(request.today).last_day
    view = as_the_rep_writes(request, review, figures)
    own = list(own_kpis_on(request.workspace, request.today).values())
    is_short = asks(request) is Asks.SHORT
    return OpenModal(forms.self_review(request.language, view, figures, end_of_month, is_short=is_short, own_kpis=own))


def keep(request: Request, press: Press) -> Answers:
    """Something was pressed in the form: what stands in it is kept, for who loses it."""
    if not is_shared(review_to_answer(request.session, request.person, press.metadata)):
        actions_of_talk.keep(request.acting, press.metadata, _texts(press.fields))
    return None


def hand_in(request: Request, form: Form) -> Answers:
    """Store the answers, and tell the manager. What came too late is handed back: nothing that was typed is lost."""
    review = review_to_answer(request.session, request.person, form.metadata)
    if review.state == ReviewState.SHARED:
        typed = [form.text(name) for name in TEXTS]
        return Tell(messages.shared_without_it(request.language, as_the_rep_sees(request, review), typed))
    kpi = form.text("commitment_kpi")
    answers = SelfReview(
        went_well=form.text("went_well"),
        in_the_way=form.text("in_the_way"),
        rating=_rating(form, "self_rating"),
        help_needed=form.text("help_needed"),
        commitment=form.text("commitment"),
        commitment_kpi=kpi if kpi in KPIS or kpi in own_kpis_of(request.workspace) else None,
        commitment_by=_day(request, form, "commitment_by"),
        kept=form.text("kept"),
    )
    return Whisper(handed_in(request, form.metadata, answers))


def handed_in(request: Request, review_id: str, answers: SelfReview) -> Message:
    """Hand in, from the form or the conversation; the manager hears of it in one message a day."""
    review = actions.reflect(request.acting, review_id, answers)
    manager = reviewer_of(request.session, request.person, request.today)
    if manager is not None:
        _tell_that_it_is_in(request, manager)
    writer = will_write(request.session, request.workspace, request.person, request.today, request.today)
    return messages.handed_in(request.language, as_the_rep_sees(request, review), writer.name if writer else "")


def refused_late(review: Review) -> None:
    """Refuses what was shared or closed: it cannot be changed any more."""
    require_step(Step.ANSWER, review)


@reads
def write(request: Request, press: Press) -> Answers:
    """Open the manager's half, with the numbers as they are now and one's own private notes."""
    review = review_to_write(request.session, request.person, press.value, request.today)
    refused_late(review)
    figures = _figures(request, review)
    request.note_reading(Thing.REVIEW, [review.person_id])
    notes = own_note(request.session, request.secrets, request.person, review.id)
    view = as_the_manager_writes(request, review, figures)
    return OpenModal(forms.manager_review(request.language, view, figures, notes))


def keep_judgement(request: Request, press: Press) -> Answers:
    """Something was pressed in the manager's form: what stands in it is kept, for who loses it."""
    if not is_shared(review_to_write(request.session, request.person, press.metadata, request.today)):
        actions.keep_judgement(request.acting, request.secrets, press.metadata, _texts(press.fields))
    return None


def preview(request: Request, form: Form) -> Answers:
    """Store the manager's half as a draft, and show what the rep will see."""
    to_write = review_to_write(request.session, request.person, form.metadata, request.today)
    rep = rep_of(request.session, to_write)
    figures = _figures(request, to_write)
    no_rating = not form.text("rating") and rating_range(figures.status) is None
    judgement = Judgement(
        rating=None if no_rating else _rating(form, "rating"),
        comment=form.text("comment"),
        strengths=form.text("strengths"),
        focus=form.text("focus"),
        agreed=form.text("agreed"),
        private_notes=form.text("private_notes"),
    )
    request.note_reading(Thing.REVIEW, [rep])
    review = actions.judge(request.acting, request.secrets, form.metadata, judgement, figures)
    return Whisper(messages.preview(request.language, as_both_see(request, review), request.language_of(rep)))


def share(request: Request, press: Press) -> Answers:
    """Show it to the rep."""
    review = actions.share(request.acting, press.value)
    rep = rep_of(request.session, review)
    view = as_both_see(request, review)
    _tell(request, rep, "review.shared", review, messages.shared(request.language_of(rep), view))
    return Replace(messages.shared_now(request.language, view))


def sign(request: Request, press: Press) -> Answers:
    """The rep signs; the manager hears it, and the commitment stands among what the two keep an eye on."""
    review = actions.sign(request.acting, press.value)
    _tell_the_manager(request, review)
    view = as_both_see(request, review)
    action = action_of(request.session, review)
    signed = messages.read(request.language, view, by_rep=True, may_export=True)
    by = action.check_on if action else None
    return [Replace(signed), Whisper(messages.signed_now(request.language, view, action.text if action else "", by))]


@reads
def disagree(request: Request, press: Press) -> Answers:
    """Ask the rep how they see it."""
    review = review_to_answer(request.session, request.person, press.value)
    return OpenModal(forms.disagree(request.language, as_the_rep_sees(request, review)))


def answer(request: Request, form: Form) -> Answers:
    """The rep's view stands beside the review; the manager hears it."""
    review = actions.disagree(request.acting, form.metadata, form.text("answer"))
    _tell_the_manager(request, review)
    return Whisper(messages.disagreed_now(request.language, as_both_see(request, review)))


def _tell_that_it_is_in(request: Request, manager: Person) -> None:
    """One message a day to the manager, composed when it goes out: a team of twelve is one list, not twelve messages."""
    today = request.now.astimezone(zone_named(manager.zone, request.workspace.zone)).date()
    post(
        request.session,
        request.workspace.workspace_id,
        recipient=manager.id,
        cadence="review.write",
        slot=today.isoformat(),
        now=request.now,
        useful_for=KEPT_FOR,
    )


def _tell_the_manager(request: Request, review: Review) -> None:
    rep = rep_of(request.session, review)
    hears = who_hears(request.session, review.reviewer_id, rep, Right.READ_SHARED_REVIEW, request.today)
    if hears is not None:
        news = messages.was_answered(request.language_of(hears), as_both_see(request, review))
        _tell(request, hears, "review.answered", review, news)


def _tell(request: Request, person: Person, cadence: str, review: Review, message: Message) -> None:
    post(
        request.session,
        request.workspace.workspace_id,
        recipient=person.id,
        cadence=cadence,
        slot=review.id,
        now=request.now,
        message=message,
        useful_for=KEPT_FOR,
    )


def _figures(request: Request, review: Review) -> MonthFigures:
    rep = rep_of(request.session, review)
    return figures_of_month(request.session, request.workspace, rep, review.month, request.now)


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a form by name; what is empty is an empty text."""
    return {
        name: value if isinstance(value, str) else "" for name, value in fields.items() if not isinstance(value, list)
    }


def _rating(form: Form, name: str) -> int:
    text = form.text(name)
    if text not in {"1", "2", "3", "4", "5"}:
        raise Refusal("reviews.rating_out_of_range", field=name)
    return int(text)


def _day(request: Request, form: Form, name: str) -> date:
    try:
        return date.fromisoformat(form.text(name))
    except ValueError:
        raise Refusal("reviews.commitment_date", today=request.today, field=name) from None


PRESSES: dict[str, OnPress] = {
    REFLECT: reflect,
    WRITE: write,
    messages.SHARE: share,
    messages.SIGN: sign,
    messages.DISAGREE: disagree,
    forms.KEEP_SELF: keep,
    forms.KEEP_MANAGER: keep_judgement,
}
FORMS: dict[str, OnForm] = {forms.SELF_FORM: hand_in, forms.MANAGER_FORM: preview, forms.DISAGREE_FORM: answer}
