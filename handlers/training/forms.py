"""The forms of training, filled in: one of the catalogue, and who comes."""

from datetime import date

from handlers.door.answers import Answers, FormErrors, Whisper
from handlers.door.request import Form, OnForm, Request
from handlers.door.unreadable import field_error
from handlers.phrases.amounts import read_amount, read_number
from handlers.phrases.durations import duration_at
from handlers.phrases.tokens import typed
from handlers.phrases.unreadable import Unreadable
from handlers.training.command import seated
from handlers.training.news import tell_that_they_are_on
from handlers.training.views import training_view
from messages.training import answers, forms
from models.money import Money, known_currencies
from models.refusal import Refusal
from models.team.enrolment import person_of
from models.team.records import Person
from models.training.actions import LONGEST_MINUTES, NewTraining, add_training, change_training
from models.training.queries import training_with_id
from models.training.seats import put_on


def save(request: Request, form: Form) -> Answers:
    """A training added or changed."""
    try:
        minutes = _minutes(form.text("hours"))
    except Unreadable as error:
        return FormErrors({"hours": field_error(request, error)})
    try:
        cost = _cost(request, form.text("cost"))
    except Unreadable as error:
        return FormErrors({"cost": field_error(request, error)})
    day = date.fromisoformat(form.text("day")) if form.text("day") else request.today
    new = NewTraining(form.text("topic"), day, minutes, form.text("title"), form.text("provider"), cost)
    if form.metadata and not form.metadata.startswith(forms.FOR):
        training = training_with_id(request.session, request.workspace.workspace_id, form.metadata)
        changed = change_training(request.acting, training, new)
        return Whisper(answers.stored(request.language, training_view(request, changed), "changed"))
    added = add_training(request.acting, new)
    comes = request.session.get(Person, (request.workspace.workspace_id, form.metadata.removeprefix(forms.FOR)))
    if comes is not None:
        put_on(request.acting, added, comes)
        tell_that_they_are_on(request, added, comes)
    names = [comes.name] if comes else []
    return Whisper(answers.stored(request.language, training_view(request, added), "added", names))


def save_people(request: Request, form: Form) -> Answers:
    """Who comes."""
    training = training_with_id(request.session, request.workspace.workspace_id, form.metadata)
    people = [person_of(request.session, request.workspace.workspace_id, one) for one in form.many("people")]
    known = [person for person in people if person is not None]
    if not known:
        raise Refusal("training.nobody_named", field="people")
    return seated(request, training, known)


def _minutes(text: str) -> int:
    """`4`, `1.5`, `90m`, `2 uur`; a bare number is hours."""
    number = read_number(text.strip())
    if number is not None:
        if not 0 < number * 60 <= LONGEST_MINUTES:
            raise Refusal("training.how_long", hours=LONGEST_MINUTES // 60, field="hours")
        return round(number * 60)
    words = typed(text)
    found = duration_at(words, 0) if words.tokens else None
    if found is None or found[1] != len(words.tokens):
        raise Refusal("training.how_long", hours=LONGEST_MINUTES // 60, field="hours")
    return found[0]


def _cost(request: Request, text: str) -> Money | None:
    if not text:
        return None
    amount = read_amount(text)
    currency = amount.currency or request.workspace.currency
    if currency not in known_currencies():
        raise Refusal("training.not_an_amount", field="cost")
    return Money.of(amount.value, currency)


FORMS: dict[str, OnForm] = {forms.FORM: save, forms.WHO_FORM: save_people}
