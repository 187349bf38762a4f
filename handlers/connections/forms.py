"""A connection set up step by step, in one modal: the key, people, stages and kinds, the preview, Start."""

import json
from collections.abc import Callable
from typing import Any

from handlers.connections.views import (
    MAPPING,
    MEANING,
    NEEDS,
    PEOPLE,
    connection_of,
    connection_view,
    has_questions,
    page_view,
    preview_view,
)
from handlers.door.answers import Answers, AskOutside, FormErrors, Options, Tell, UpdateModal
from handlers.door.refusing import refused
from handlers.door.request import Form, OnForm, OnQuery, Request, reads
from messages.blocks import Message, View, options_json
from messages.connections import answers, forms, questions
from messages.connections.views import VENDORS, WITH_ADDRESS, WITH_SECRET
from models.connections.actions import remove, set_writing, start
from models.connections.connecting import Connecting
from models.connections.handing_over import hand_over
from models.connections.mapping import Mapped, answer, choices
from models.connections.records import Connection
from models.connections.removing import would_go
from models.permissions import Right
from models.refusal import Refusal

OUTSIDE = "crm"
"""Under what the program plugs in whoever asks CRMs."""
MOST_FOUND = 40


def test_key(request: Request, form: Form) -> Answers:
    """The key is tested while the modal stays open. From here on it is sealed."""
    request.rights.require(Right.CONNECT_CRM)
    carried = json.loads(form.metadata)
    vendor, connection_id = str(carried["vendor"]), str(carried["connection"])
    parts = [form.text("key"), *([form.text("secret")] if vendor in WITH_SECRET else [])]
    for field, part in zip(("key", "secret"), parts, strict=False):
        if not part or any(letter.isspace() for letter in part):
            return FormErrors({field: request.words.bare("connections.not_a_key")})
    address = form.text("address").rstrip("/")
    if address and not address.lower().startswith(("https://", "http://")):
        address = f"https://{address}"
    if WITH_ADDRESS.get(vendor) and not connection_id and not address:
        return FormErrors({"address": request.words.bare("connections.refused_bad_address", vendor=VENDORS[vendor])})
    about = {
        "do": "test",
        "vendor": vendor,
        "connection": connection_id,
        "address": address,
        "sealed": hand_over(request.secrets, request.workspace.workspace_id, ":".join(parts)),
        "by": request.person.id,
    }
    return asked(about, forms.waiting(request.language, VENDORS[vendor], "testing"), tested)


def tested(request: Request, about: str) -> Answers:
    """What the CRM said of the key: the first question, or what was wrong with it."""
    told = json.loads(about)
    if "refused" in told:
        known = told.get("connection") or ""
        name = connection_of(request, known).name if known else ""
        error = refused(Refusal(told["refused"], **told["values"]), request.language).text
        where = str(told.get("address") or "")  # so that nobody types it again
        view = forms.key_form(
            request.language, told["vendor"], connection_id=known, name=name, address=where, error=error
        )
        return UpdateModal(view)
    connection = connection_of(request, told["connection"])
    if connection.started_at is not None:
        return UpdateModal(forms.new_key_works(request.language, connection.name, connection.state))
    return UpdateModal(first_page(request, connection))


def first_page(request: Request, connection: Connection) -> View:
    """The first question of the set-up: people, where somebody was not recognised."""
    step = PEOPLE if has_questions(request, connection, PEOPLE) else MEANING
    return questions.page(request.language, page_view(request, connection, step))


def save_page(request: Request, form: Form) -> Answers:
    """What somebody said of the questions on a screen; then the next screen, the next step, or the preview."""
    carried = json.loads(form.metadata)
    connection = connection_of(request, carried["connection"])
    left_open = _answered(request, connection, form)
    step, number = str(carried["step"]), int(carried["number"])
    passed = int(carried["passed"]) + (len(form.fields) if step in (MEANING, MAPPING) else left_open)
    page = page_view(request, connection, step, passed, number + 1)
    if page.choices:
        return UpdateModal(questions.page(request.language, page))
    if step in (NEEDS, MAPPING):
        return None
    if step == PEOPLE:
        return UpdateModal(questions.page(request.language, page_view(request, connection, MEANING)))
    return look(request, connection)


def look(request: Request, connection: Connection) -> AskOutside:
    """What would change is looked up, while the modal says so."""
    about = {"do": "preview", "connection": connection.id}
    return asked(about, forms.waiting(request.language, connection.name, "reading"), looked)


def looked(request: Request, about: str) -> Answers:
    """What would change, or why that is not known."""
    told = json.loads(about)
    connection = connection_of(request, told["connection"])
    if "refused" in told:
        error = refused(Refusal(told["refused"], **told["values"]), request.language).text
        return UpdateModal(forms.failed(request.language, connection.name, connection.id, error))
    return UpdateModal(forms.preview(request.language, preview_view(request, connection, told["preview"])))


def begin(request: Request, form: Form) -> Answers:
    """*Start*: from now on it counts."""
    connection = connection_of(request, form.metadata)
    start(Connecting.of(request.acting), connection)
    return UpdateModal(forms.started(request.language, connection.name))


def part(request: Request, form: Form) -> Answers:
    """*Disconnect*: what came stays; to remove it is asked once more, with the numbers."""
    connection = connection_of(request, form.metadata)
    if form.text("what") != forms.REMOVE:
        name = connection.name
        remove(Connecting.of(request.acting), connection, keeps_facts=True)
        return Tell(answers.done(request.language, "disconnected_keep", name))
    deals, activities = would_go(request.session, connection)
    view = connection_view(request, connection)
    return UpdateModal(forms.confirm_removal(request.language, view, deals, activities))


def part_and_remove(request: Request, form: Form) -> Answers:
    """It was asked once more. There may be much of it: the modal says so meanwhile."""
    request.rights.require(Right.CONNECT_CRM)
    connection = connection_of(request, form.metadata)
    about = {"do": "remove", "connection": connection.id, "by": request.person.id}
    return asked(about, forms.waiting(request.language, connection.name, "removing"), removed)


@reads
def removed(request: Request, about: str) -> Answers:
    """It is gone, or why it is not."""
    told = json.loads(about)
    if "refused" in told:
        raise Refusal(told["refused"], **told["values"])
    return UpdateModal(forms.removed(request.language, told["name"]))


def save_writing(request: Request, form: Form) -> Answers:
    """What goes to the CRM from now on."""
    connection, on = connection_of(request, form.metadata), form.many("writes")
    activities, deals = forms.ACTIVITIES in on, forms.DEALS in on
    set_writing(Connecting.of(request.acting), connection, activities=activities, deals=deals)
    return Tell(answers.done_writing(request.language, connection.name, activities, deals))


@reads
def find_person(request: Request, text: str) -> Answers:
    """People whose name has what was typed, where there are too many for a menu."""
    request.rights.require(Right.CONNECT_CRM)
    typed = text.strip().casefold()
    everybody = choices(request.session, request.workspace.workspace_id, Mapped.PERSON)
    hits = [(id_, name) for id_, name in everybody if typed in name.casefold()][:MOST_FOUND]
    return Options(options_json(questions.found(request.language, hits)))


def asked(about: dict[str, Any], meanwhile: View | Message, then: Callable[[Request, str], Answers]) -> AskOutside:
    """Something is asked of a CRM; the key in it is sealed."""
    return AskOutside(OUTSIDE, json.dumps(about), meanwhile, then)


def _answered(request: Request, connection: Connection, form: Form) -> int:
    """Take what was said; returns how many questions were left open."""
    connecting, left_open = Connecting.of(request.acting), 0
    for block, chosen in form.fields.items():
        what, _, remote_id = block.partition(":")
        if what not in set(Mapped):
            continue
        if not isinstance(chosen, str) or not chosen:
            left_open += 1
            continue
        answer(connecting, connection, Mapped(what), remote_id, None if chosen == questions.LEFT_OUT else chosen)
    return left_open


FORMS: dict[str, OnForm] = {
    forms.KEY_FORM: test_key,
    questions.PAGE_FORM: save_page,
    forms.START_FORM: begin,
    forms.WRITING_FORM: save_writing,
    forms.DISCONNECT_FORM: part,
    forms.REMOVE_FORM: part_and_remove,
}
QUERIES: dict[str, OnQuery] = {questions.FIND_PERSON: find_person}
