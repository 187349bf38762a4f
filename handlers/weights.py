"""`/koers weights`: how much each KPI counts in the score of a role, from a day on."""

import json
from collections.abc import Iterable

from handlers.door.answers import Answers, FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Command, Feature, Form, Press, Request
from handlers.door.unreadable import field_error, unreadable
from handlers.phrases.by_role import ByRolePhrase, read_weight, read_weights
from handlers.phrases.kpis import with_own
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP, each_of
from messages import weights as messages
from messages.weights import Weight
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.kpis import Kpi
from models.scorecard.own_kpis import own_kpis_on
from models.scorecard.setting_weights import set_weights, undo_weights
from models.scorecard.weights import OWN, counted_keys, weight_of, weights_on
from models.team.records import SalesRole
from models.workspace.settings import author_of

LIST = each_of("list show lijst toon overzicht")


def command(request: Request, text: str) -> Answers:
    """`/koers weights`, `/koers weights account sales_by_channel=4 training_hours=0.5`, `… account reset`."""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not typed or typed.lower() in LIST:
        return _overview(request)
    try:
        phrase, wanted = read_weights(with_own(typed, _own(request)), request.today, language=request.language)
    except Unreadable as error:
        return unreadable(request, error, "koers weights")
    if not wanted and not phrase.resets:
        author_of(request.acting)
        return OpenModal(messages.form(request.language, phrase.role or "", _held(request, phrase.role or "")))
    return _set(request, phrase, wanted)


def open_form(request: Request, press: Press) -> Answers:
    """A role was chosen in the menu."""
    author_of(request.acting)
    role = "" if press.value == messages.ALL else press.value
    if role and role not in set(SalesRole):
        raise Refusal("scorecard.gone")
    return OpenModal(messages.form(request.language, role, _held(request, role)))


def save(request: Request, form: Form) -> Answers:
    """Only what this person changed is changed."""
    author_of(request.acting)
    known, wanted, errors = json.loads(form.metadata), {}, {}
    for kpi, seen in known["seen"].items():
        if form.text(kpi) == seen:
            continue
        try:
            wanted[kpi] = read_weight(form.text(kpi) or "-")
        except Unreadable as error:
            errors[kpi] = field_error(request, error)
    if errors:
        return FormErrors(errors)
    if not wanted:
        return _overview(request)
    return _set(request, ByRolePhrase(role=known["role"]), wanted)


def undo(request: Request, press: Press) -> Answers:
    """The weights are what they were."""
    return Replace(messages.undone(request.language, undo_weights(author_of(request.acting), press.value)))


def _set(request: Request, phrase: ByRolePhrase, wanted: dict[str, float | None]) -> Answers:
    author, role = author_of(request.acting), phrase.role or ""
    day = phrase.starts_on or author.today
    if phrase.resets:
        wanted = {**dict.fromkeys(weights_on(request.workspace, day).get(role, {})), **wanted}
    if not wanted:
        raise Refusal("weights.is_usual")
    change = set_weights(author, role, wanted, day)
    held = {one.kpi: one for one in _held(request, role, phrase)}
    return Whisper(messages.noted(request.language, role, [held[kpi] for kpi in wanted], day, change.id))


def _overview(request: Request) -> Answers:
    chosen = weights_on(request.workspace, request.today)
    of_roles = {
        role: [one for one in _held(request, role) if one.kpi in chosen[role]]
        for role in chosen
        if role in set(SalesRole) and chosen[role]
    }
    may_change = request.rights.may(Right.CHANGE_SETTINGS)
    return Whisper(messages.overview(request.language, _held(request, ""), of_roles, may_change=may_change))


def _own(request: Request) -> Iterable[Kpi]:
    return own_kpis_on(request.workspace, request.today).values()


def _held(request: Request, role: str, phrase: ByRolePhrase | None = None) -> list[Weight]:
    """What counts for a role, today or from the day that was said."""
    day = (phrase and phrase.starts_on) or request.today
    chosen = weights_on(request.workspace, day)
    general = {"": chosen.get("", {}) if role else {}, OWN: chosen.get(OWN, {})}
    own = own_kpis_on(request.workspace, day)
    return [
        Weight(key, weight_of(role, key, chosen), weight_of(role, key, general), own.get(key))
        for key in counted_keys(request.workspace, day)
    ]


feature = Feature(
    "weights",
    commands=(
        Command(
            "weights",
            command,
            does="How much each KPI counts in a score",
            hint="account sales_by_channel=4",
            also=("weight", "gewichten", "gewicht"),
            only_in_koers=True,
        ),
    ),
    presses={messages.OPEN: open_form, messages.UNDO: undo},
    forms={messages.FORM: save},
)
