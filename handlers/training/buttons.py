"""The buttons of training: open a page, come or not, was there or not, undo."""

from datetime import date

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from handlers.training.command import as_file, overview, said_afterwards, seated, undone, unseated
from handlers.training.views import plan_view, training_view
from messages.training import answers, forms
from messages.training import overview as messages
from models.period import Period
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person
from models.training.actions import remove_training
from models.training.queries import training_with_id
from models.training.records import Training
from models.training.seats import unanswered


@reads
def open_page(request: Request, press: Press) -> Answers:
    """The overview of this quarter."""
    return overview(request)


@reads
def see(request: Request, press: Press) -> Answers:
    """One training."""
    return Whisper(messages.one(request.language, training_view(request, _training(request, press.value))))


@reads
def see_plan(request: Request, press: Press) -> Answers:
    """What to train first."""
    return Whisper(messages.plan(request.language, plan_view(request)))


@reads
def add(request: Request, press: Press) -> Answers:
    """The form of a new one; from a gap with its topic."""
    request.rights.require(Right.PLAN_TRAINING)
    return OpenModal(forms.training(request.language, request.today, topic=press.value))


@reads
def put_people_on(request: Request, press: Press) -> Answers:
    """The form that asks who comes."""
    return OpenModal(forms.who_comes(request.language, training_view(request, _training(request, press.value))))


def more(request: Request, press: Press) -> Answers:
    """Change or remove, from the ⋯ menu."""
    what, _, training_id = press.value.partition(" ")
    training = _training(request, training_id)
    request.rights.require(Right.PLAN_TRAINING)
    if what == messages.CHANGE:
        return OpenModal(forms.training(request.language, request.today, training_view(request, training)))
    removed = remove_training(request.acting, training)
    return Replace(answers.stored(request.language, training_view(request, removed), "removed"))


def csv(request: Request, press: Press) -> Answers:
    """The table of the period that the page was about."""
    first, end = press.value[:10], press.value[10:]
    return as_file(request, Period(date.fromisoformat(first), date.fromisoformat(end)))


def undo(request: Request, press: Press) -> Answers:
    """What was done with it last is undone."""
    return Replace(undone(request, press.value).message)


def join(request: Request, press: Press) -> Answers:
    """“I’ll come”."""
    return Replace(seated(request, _training(request, press.value), [request.person]).message)


def leave(request: Request, press: Press) -> Answers:
    """“I can’t come”."""
    return Replace(unseated(request, _training(request, press.value), [request.person]).message)


def attended(request: Request, press: Press) -> Answers:
    """“Yes, I was there”."""
    return Replace(said_afterwards(request, _training(request, press.value), "attended", [request.person]).message)


def missed(request: Request, press: Press) -> Answers:
    """“No”."""
    return Replace(said_afterwards(request, _training(request, press.value), "missed", [request.person]).message)


def unanswer(request: Request, press: Press) -> Answers:
    """Undo of an answer: the entry that it made is undone as well."""
    training_id, _, person_id = press.value.partition(" ")
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("training.not_there", number="")
    training = _training(request, training_id)
    unanswered(request.acting, training, person)
    return Replace(answers.answered(request.language, training_view(request, training), "unanswered", []))


def _training(request: Request, training_id: str) -> Training:
    return training_with_id(request.session, request.workspace.workspace_id, training_id)


PRESSES: dict[str, OnPress] = {
    messages.OPEN: open_page,
    messages.SEE: see,
    messages.PLAN: see_plan,
    messages.ADD: add,
    messages.PUT_ON: put_people_on,
    messages.MORE: more,
    messages.CSV: csv,
    messages.JOIN: join,
    messages.LEAVE: leave,
    messages.ATTENDED: attended,
    messages.MISSED: missed,
    messages.UNANSWER: unanswer,
    answers.UNDO: undo,
}
