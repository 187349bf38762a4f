"""What a workspace chooses about its surveys: custom statements, best-in-class levels, and the fewest answers shown (k)."""

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Form, OnForm, OnPress, Press, Request
from handlers.phrases.amounts import read_number
from handlers.phrases.audit import AuditPhrase
from messages.audit import forms
from messages.audit import settings as messages
from messages.blocks import Message
from models.audit.custom_statement_changes import add_statement, own_statements, retire_statement
from models.audit.custom_statements import ready_made_on
from models.audit.questions import FUNCTIONS, SKILLS, Part
from models.audit.ready_made import READY_MADE, area_named
from models.audit.ready_made_changes import switch as switch_ready_made
from models.audit.records import OwnStatement
from models.audit.roles import choose_roles, roles_of_skills
from models.audit.settings import k_of, set_k, set_standard
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import SalesRole

ADD = {"add", "new", "toevoegen", "nieuw", "nieuwe", "voeg"}


def change(request: Request, phrase: AuditPhrase) -> Answers:
    """`/audit k 7`, `/audit statement add`, `/audit statement`, `/audit standard negotiation 4.8`, `/audit roles`."""
    if phrase.action == "k":
        assert phrase.k is not None
        return Whisper(_k(request, phrase.k))
    if phrase.action == "roles":
        request.rights.require(Right.SET_UP_SURVEYS)
        return OpenModal(forms.roles(request.language, _roles(request)))
    if phrase.action == "standard":
        return _standard(request, phrase.rest)
    if phrase.rest.split(" ")[0].lower() in ADD:
        request.rights.require(Right.SET_UP_SURVEYS)
        return OpenModal(forms.statement(request.language, _areas(request.language)))
    return Whisper(_statements(request))


def add(request: Request, form: Form) -> Answers:
    """The form of a statement was submitted."""
    part, _, area = form.text("area").partition(":")
    if part not in set(Part):
        raise Refusal("audit.unknown_area", field="area")
    same = {field: form.text(field) for field in ("one", "five", "recommendation")}
    texts = {language: {**same, "statement": form.text(f"statement_{language}")} for language in ("en", "nl")}
    for language in ("en", "nl"):
        if not texts[language]["statement"]:
            raise Refusal("audit.empty_text", field=f"statement_{language}")
    added = add_statement(request.acting, Part(part), area, texts)
    return Whisper(_statements(request, added=_line(request, added)))


def keep_roles(request: Request, form: Form) -> Answers:
    """The form of who is asked about which skill was saved: what is others than it was."""
    before = {skill: set(roles) for skill, _, roles in _roles(request)}
    chosen = {skill: set(form.many(skill)) for skill in before}
    changed = {skill: roles for skill, roles in chosen.items() if roles != before[skill]}
    choose_roles(request.acting, {skill: () if roles == set(SalesRole) else roles for skill, roles in changed.items()})
    labels = [SKILLS[skill].label(request.language) for skill in changed]
    return Whisper(messages.roles_chosen(request.language, labels))


def _roles(request: Request) -> list[tuple[str, str, list[str]]]:
    """Each skill of a rep: its key, its name, and the roles that are asked about it."""
    found = roles_of_skills(request.session, request.workspace.workspace_id)
    return [
        (skill, SKILLS[skill].label(request.language), [role for role in SalesRole if not roles or role in roles])
        for skill, roles in found.items()
    ]


def retire(request: Request, press: Press) -> Answers:
    """“Take out” beside a statement."""
    retired = retire_statement(request.acting, press.value)
    return Replace(messages.statement_retired(request.language, _line(request, retired)))


def switch(request: Request, press: Press) -> Answers:
    """“Switch on” and “Switch off” beside a ready-made statement: the list with what is so now."""
    switch_ready_made(request.acting, press.value, on=press.action_id.partition(":")[2] == "on")
    return Replace(_statements(request))


def k_back(request: Request, press: Press) -> Answers:
    """The button “Back to 5” under a changed k: the old value again."""
    return Replace(_k(request, int(press.value) if press.value.isdecimal() else 0))


def _k(request: Request, k: int) -> Message:
    before = k_of(request.session, request.workspace.workspace_id)
    return messages.k_set(request.language, set_k(request.acting, k), before)


def _standard(request: Request, text: str) -> Answers:
    """A skill by its key or its name in either language, and a level."""
    name, _, typed = text.strip().rpartition(" ")
    level = read_number(typed)
    wanted = name.strip().casefold()
    for key, area in SKILLS.items():
        if wanted in {key, key.replace("_", " "), *(label.casefold() for label in area.name.values())}:
            if level is None:
                raise Refusal("audit.level_out_of_range")
            set_standard(request.acting, key, float(level))
            return Whisper(messages.standard_set(request.language, area.label(request.language), float(level)))
    raise Refusal("audit.unknown_skill", skill=(name or text)[:60])


def _statements(request: Request, added: messages.Statement | None = None) -> Message:
    """The workspace's own, and for whoever may switch them the ready-made ones."""
    ready_made = _ready_made(request) if request.rights.may(Right.SET_UP_SURVEYS) else []
    return messages.statements(request.language, _own(request), ready_made, added=added)


def _ready_made(request: Request) -> list[messages.Statement]:
    switched_on = ready_made_on(request.session, request.workspace.workspace_id)
    return [
        messages.Statement(
            key, area_named(one.area).label(request.language), one.text(request.language).statement, key in switched_on
        )
        for key, one in READY_MADE.items()
    ]


def _own(request: Request) -> list[messages.Statement]:
    return [_line(request, one) for one in own_statements(request.session, request.workspace.workspace_id)]


def _line(request: Request, statement: OwnStatement) -> messages.Statement:
    table = FUNCTIONS if statement.part == Part.FUNCTIONS else SKILLS
    words = statement.texts.get(request.language) or statement.texts["en"]
    return messages.Statement(statement.key, table[statement.area].label(request.language), words["statement"])


def _areas(language: str) -> list[tuple[str, str]]:
    functions = [(f"{Part.FUNCTIONS}:{key}", area.label(language)) for key, area in FUNCTIONS.items()]
    return [*functions, *((f"{Part.SKILLS}:{key}", area.label(language)) for key, area in SKILLS.items())]


PRESSES: dict[str, OnPress] = {messages.RETIRE: retire, messages.SWITCH: switch, messages.SET_K: k_back}
FORMS: dict[str, OnForm] = {forms.STATEMENT_FORM: add, forms.ROLES_FORM: keep_roles}
