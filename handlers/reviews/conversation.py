"""One step of the self-review by conversation: save the answer, shrink its question to one line, put the next question."""

from datetime import date, timedelta

from handlers.activity.command import log
from handlers.door.answers import Answer, Answers, OpenModal, Replace, Settle, Tell, Whisper, listed
from handlers.door.request import Form, OnForm, OnPress, Press, Request, reads
from handlers.reviews.opening import own_review
from handlers.reviews.steps import handed_in, refused_late
from handlers.reviews.views import answered_line, as_the_rep_writes
from messages.blocks import Message
from messages.qbr import conversation as shared
from messages.reviews import conversation as messages
from messages.reviews import forms
from messages.reviews.overview import TALK
from models.period import month_of, months_after
from models.refusal import Refusal
from models.reviews import conversation as model
from models.reviews.actions import SelfReview
from models.reviews.conversation import BY, COMMITMENT, KEPT, KPI, RATING, TEXTS, Talk
from models.reviews.figures import MonthFigures
from models.reviews.month import figures_of_month
from models.reviews.promised import promised_of
from models.reviews.queries import review_to_answer
from models.reviews.questions import comes_next
from models.reviews.records import Review
from models.scorecard.kpis import KPIS
from models.scorecard.own_kpis import own_kpis_of, own_kpis_on

IN_TWO_WEEKS = timedelta(days=14)


def begin(request: Request, press: Press) -> Answers:
    """Start, or go on where it stopped."""
    return go_on(request, own_review(request, press.value))


def go_on(request: Request, review: Review) -> list[Answer]:
    """The question on screen is put at the end of the conversation."""
    talk = model.begin(request.acting, review.id)
    where = [] if request.channel_id.startswith("D") else [Whisper(shared.in_person(request.language))]
    return [*ask(request, talk, again=True), *where]


def given(
    request: Request, review_id: str, key: str, text: str, *, by_word: bool = False, by_form: bool = False
) -> Answers:
    """Keep the answer, and put the next question. `by_word`: it was typed, and could be for the log."""
    return dealt_with(request, model.give(request.acting, review_id, key, text), key, by_word=by_word, by_form=by_form)


def dealt_with(request: Request, after: Talk, key: str, *, by_word: bool = False, by_form: bool = False) -> Answers:
    """The question becomes one line, and the next one is put."""
    line = messages.answered(request.language, answered_line(request, after, key), by_word=by_word)
    as_line: Answer = settled(after.review, key, line) if by_word or by_form else Replace(line)
    return [as_line, *ask(request, after, again=not comes_next(after.keys, key, after.key))]


def ask(request: Request, talk: Talk, *, again: bool) -> list[Answer]:
    """Put the question on screen, or show what can be handed in. `again`: it may stand further up already."""
    if talk.key is None:
        return [Tell(summary(request, talk))]
    question = Tell(question_of(request, talk))
    if not again:
        return [question]
    return [settled(talk.review, talk.key, shared.moved(request.language)), question]


def question_of(request: Request, talk: Talk) -> Message:
    """The question on screen as a message."""
    review, key = talk.review, talk.key or talk.keys[0]
    today = request.today
    this, following = month_of(today).last_day, month_of(months_after(today.replace(day=1), 1)).last_day
    own = own_kpis_on(request.workspace, today).values() if key == KPI else ()
    asked = messages.Asked(
        ref=f"{review.id}|{key}",
        key=key,
        month=review.month,
        position=talk.position,
        total=len(talk.keys),
        given=talk.answers.get(key, ""),
        promised=promised_of(request.session, review, _figures(request, review)) if key == KEPT else None,
        own_kpis=tuple(own),
        days=tuple(sorted({today + IN_TWO_WEEKS, this, following})) if key == BY else (),
    )
    return messages.question(request.language, asked)


def summary(request: Request, talk: Talk) -> Message:
    """What will be handed in, and what is missing."""
    lines = [answered_line(request, talk, key) for key in talk.keys]
    return messages.summary(request.language, as_the_rep_writes(request, talk.review), lines, talk.missing)


def pause(request: Request, talk: Talk) -> list[Answer]:
    """Stop for now, and say how to go on."""
    model.pause(request.acting, talk.review.id)
    paused: list[Answer] = [Tell(messages.paused(request.language, talk.review.id, talk.review.month))]
    return [settled(talk.review, talk.key, shared.paused_here(request.language)), *paused] if talk.key else paused


def settled(review: Review, key: str, message: Message) -> Settle:
    """Whatever still stands in the conversation of this question becomes the message."""
    ref = f"{review.id}|{key}"
    return Settle((f"{messages.MARK}{ref}", f"{messages.LINE}{ref}"), message)


def kept(request: Request, press: Press) -> Answers:
    """What became of the last commitment."""
    return given(request, *_ref(press.value), press.action_id.partition(":")[2])


def rate(request: Request, press: Press) -> Answers:
    """The rating of one's own month."""
    return given(request, *_ref(press.value), press.action_id.partition(":")[2])


def choose_kpi(request: Request, press: Press) -> Answers:
    """The KPI that the commitment is to move."""
    review_id, _, kpi = press.value.partition(" ")
    if kpi not in KPIS and kpi not in own_kpis_of(request.workspace):
        raise Refusal("reviews.unknown_question")
    return given(request, review_id, KPI, kpi)


def choose_day(request: Request, press: Press) -> Answers:
    """By when: one of the proposed days, or another from the calendar, which carries nothing but the day."""
    ref, _, day = press.value.rpartition(" ")
    if not ref:
        marks = (name.removeprefix(messages.MARK) for name in press.fields if name.startswith(messages.MARK))
        ref = next(marks, "")
    if not ref:
        on_screen = model.listening(request.session, request.person, request.now)
        if on_screen is None or on_screen.key != BY:
            raise Refusal("reviews.unknown_question")
        ref = f"{on_screen.review.id}|{BY}"
    return given(request, *_ref(ref), day)


def skip(request: Request, press: Press) -> Answers:
    """On to the next question; what was said stays."""
    review_id, key = _ref(press.value)
    return dealt_with(request, model.skip(request.acting, review_id, key), key)


def back(request: Request, press: Press) -> Answers:
    """The question before."""
    review_id, _ = _ref(press.value)
    return [Replace(shared.moved(request.language)), *ask(request, model.back(request.acting, review_id), again=False)]


def change(request: Request, press: Press) -> Answers:
    """A question that was answered is put again, with its answer."""
    return ask(request, model.go_to(request.acting, *_ref(press.value)), again=True)


def stop(request: Request, press: Press) -> Answers:
    """Pause by button."""
    review_id, _ = _ref(press.value)
    return pause(request, model.talk_of(request.session, review_to_answer(request.session, request.person, review_id)))


def was_log(request: Request, press: Press) -> Answers:
    """What was kept as an answer was something to log: the question is open again, and the words go to the log."""
    review_id, key = _ref(press.value)
    review = review_to_answer(request.session, request.person, review_id)
    text = model.answers_of(review).get(key, "")
    if not text:
        raise Refusal("reviews.unknown_question")
    after = model.take_out(request.acting, review_id, key)
    told = listed(log(request, text))
    return [Replace(shared.moved(request.language)), *told, *ask(request, after, again=True)]


@reads
def write_answer(request: Request, press: Press) -> Answers:
    """A field for the answer, with what was written before."""
    review_id, key = _ref(press.value)
    review = review_to_answer(request.session, request.person, review_id)
    refused_late(review)
    if key not in TEXTS:
        raise Refusal("reviews.unknown_question")
    text = model.answers_of(review).get(key, "")
    return OpenModal(forms.one_answer(request.language, press.value, messages.answer_field(key), text))


def save_answer(request: Request, form: Form) -> Answers:
    """Keep the answer, and put the next question."""
    review_id, key = _ref(form.metadata)
    return dealt_with(request, model.give(request.acting, review_id, key, form.text("text")), key, by_form=True)


def hand_in(request: Request, press: Press) -> Answers:
    """The manager may read it from now on."""
    review = review_to_answer(request.session, request.person, press.value)
    refused_late(review)
    talk = model.talk_of(request.session, review)
    if talk.missing:
        labels = [messages.label(request.words, key) for key in talk.missing]
        raise Refusal("reviews.not_complete", missing=labels)
    said = talk.answers
    answers = SelfReview(
        went_well=said.get("went_well", ""),
        in_the_way=said.get("in_the_way", ""),
        rating=int(said[RATING]),
        help_needed=said.get("help_needed", ""),
        commitment=said[COMMITMENT],
        commitment_kpi=said.get(KPI) or None,
        commitment_by=date.fromisoformat(said[BY]) if said.get(BY) else month_of(request.today).last_day,
        kept=said.get(KEPT, ""),
    )
    return Replace(handed_in(request, press.value, answers))


def _figures(request: Request, review: Review) -> MonthFigures:
    return figures_of_month(request.session, request.workspace, request.person, review.month, request.now)


def _ref(value: str) -> tuple[str, str]:
    """The review and the question that a button names."""
    review_id, _, key = value.partition("|")
    return review_id, key


PRESSES: dict[str, OnPress] = {
    TALK: begin,
    messages.KEPT: kept,
    messages.RATE: rate,
    messages.KPI: choose_kpi,
    messages.BY: choose_day,
    messages.WRITE_ANSWER: write_answer,
    messages.SKIP: skip,
    messages.BACK: back,
    messages.PAUSE: stop,
    messages.CHANGE: change,
    messages.CHOOSE: change,
    messages.WAS_LOG: was_log,
    messages.HAND_IN: hand_in,
}
FORMS: dict[str, OnForm] = {forms.TEXT_FORM: save_answer}
