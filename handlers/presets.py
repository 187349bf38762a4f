"""`/koers presets`: the usual targets of a role, and its lists: one tap on Home, KPIs first, what comes by itself."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from handlers.door.answers import Answer, Answers, FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Command, Feature, Form, Press, Request
from handlers.door.unreadable import field_error, unreadable
from handlers.phrases.by_role import ByRolePhrase, PresetValue, read_by_role, read_preset
from handlers.phrases.kpis import with_own
from handlers.phrases.role_lists import RoleLists, read_role_lists
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP, each_of
from messages import presets as messages
from messages.targets import TargetView, Whose
from messages.weights import ALL
from models.activity.queries import names_of_own_kinds
from models.activity.role_kinds import kinds_of_role
from models.delivery.role_prompts import OFFERED_TO, prompts_of_role
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.kpis import KPIS, Kpi, Level
from models.scorecard.own_kpis import kpi_in, own_kpis_on
from models.scorecard.role_kpis import kpis_of_role
from models.scorecard.setting_role_lists import newly_asked, set_kinds, set_role_kpis, set_role_prompts
from models.scorecard.targets.holding import InForce
from models.scorecard.targets.setting_usual import (
    NewUsual,
    Start,
    concerned,
    preset_author,
    rows_of,
    set_usual,
    stated,
    undo_usual,
)
from models.scorecard.targets.usual import usual_of
from models.team.records import SalesRole

LIST = each_of("list show lijst toon overzicht")


def command(request: Request, text: str) -> Answers:
    """`/koers presets account`, `/koers presets account first_meetings=6/week`, `… account reset`."""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not typed or typed.lower() in LIST:
        return _overview(request, request.person.sales_role)
    own = list(own_kpis_on(request.workspace, request.today).values())
    try:
        lists, rest = read_role_lists(typed, own, request.language)
        phrase = read_by_role(with_own(rest, own), request.today, "presets", language=request.language)
        wanted = {
            kpi: read_preset(kpi, value, own, request.today, request.language) for kpi, value in phrase.values.items()
        }
    except Unreadable as error:
        return unreadable(request, error, "koers presets")
    changed: list[Answer] = list(_set_lists(request, phrase, lists)) if lists.are_said else []
    if wanted or phrase.resets:
        changed.append(_set(request, phrase, wanted))
    return changed or _overview(request, phrase.role)


def open_form(request: Request, press: Press) -> Answers:
    """A role was chosen in the menu."""
    preset_author(request.acting)
    role = "" if press.value == ALL else press.value
    if role and role not in set(SalesRole):
        raise Refusal("scorecard.gone")
    held = _held(request, role)
    return OpenModal(
        messages.form(
            request.language,
            role,
            [(kpi, stated(held.get(kpi.key)) or "") for kpi in _kpis(request)],
            _lists(request, role, request.today + timedelta(days=7)),
        )
    )


def save(request: Request, form: Form) -> Answers:
    """Only what this person changed is changed; an emptied field is no usual target any more."""
    preset_author(request.acting)
    known, own = json.loads(form.metadata), own_kpis_on(request.workspace, request.today).values()
    wanted: dict[str, PresetValue] = {}
    errors: dict[str, str] = {}
    for kpi, seen in known["seen"].items():
        if form.text(kpi) == seen:
            continue
        try:
            wanted[kpi] = read_preset(kpi, form.text(kpi) or "none", own, request.today, request.language)
        except Unreadable as error:
            errors[kpi] = field_error(request, error)
    if errors:
        return FormErrors(errors)
    role, lists = known["role"], _lists_changed(form, known)
    changed: list[Answer] = list(_set_lists(request, ByRolePhrase(role=role), lists)) if role else []
    if wanted:
        changed.append(_set(request, ByRolePhrase(role=role), wanted))
    return changed or _overview(request, role)


def undo(request: Request, press: Press) -> Answers:
    """What was usual before is usual again."""
    return Replace(messages.undone(request.language, undo_usual(preset_author(request.acting), press.value)))


def _set(request: Request, phrase: ByRolePhrase, values: Mapping[str, PresetValue]) -> Whisper:
    author, role = preset_author(request.acting), phrase.role
    if role is None:
        raise Refusal("presets.which_role")
    wanted = [_new(request, kpi, value) for kpi, value in values.items()]
    if phrase.resets:
        changed = {kpi for whose, kpi in usual_of(request.workspace).changed if whose == role} - set(values)
        wanted += [NewUsual(_kpi(request, key), is_default=True) for key in sorted(changed)]
    if not wanted:
        raise Refusal("presets.is_usual")
    change = set_usual(author, role, wanted, Start(phrase.starts_on, phrase.from_now))
    days = rows_of(change, wanted)
    held = {kpi: usual_of(request.workspace).held(role, day).get(kpi) for kpi, day in days.items()}
    views = [_view(request, new.kpi, held[new.kpi.key], days[new.kpi.key]) for new in wanted]
    told = [view for view in views if view.value]
    ended = [view for view in views if not view.value]
    who = concerned(author, role, list(days))
    return Whisper(messages.noted(request.language, role, told, ended, (who.people, who.others), change.id))


def _lists_changed(form: Form, known: Mapping[str, Any]) -> RoleLists:
    """Those of the form that are others than they were; an emptied one is as it comes, but nothing may come by itself."""
    kinds, kpis, prompts = (
        chosen if (chosen := form.many(name)) != known.get(name, []) else None for name in ("kinds", "kpis", "prompts")
    )
    return RoleLists(kinds, kpis, prompts)


def _set_lists(request: Request, phrase: ByRolePhrase, lists: RoleLists) -> Iterator[Whisper]:
    """Each list that was said, with its own Undo. Refuses all roles at once."""
    author, role, from_now = preset_author(request.acting), phrase.role, phrase.from_now
    if not role:
        raise Refusal("presets.which_role")
    if lists.kinds is not None:
        change, day = set_kinds(author, role, lists.kinds, from_now=from_now)
        yield _list_noted(request, role, "kinds", day, change.id)
    if lists.kpis is not None:
        change, day = set_role_kpis(author, role, lists.kpis, from_now=from_now)
        yield _list_noted(request, role, "kpis", day, change.id)
    if lists.prompts is not None:
        prompts = None if lists.resets_prompts else lists.prompts
        change, day = set_role_prompts(author, role, prompts, from_now=from_now)
        newly = newly_asked(author, role, prompts_of_role(request.workspace, role, day))
        yield _list_noted(request, role, "prompts", day, change.id, newly)


def _list_noted(
    request: Request, role: str, which: str, day: date, change_id: str, newly: Mapping[str, Sequence[str]] | None = None
) -> Whisper:
    lists = _lists(request, role, day)
    return Whisper(messages.list_noted(request.language, role, which, lists, day, change_id, newly or {}))


def _lists(request: Request, role: str, day: date) -> messages.Lists:
    """What holds for a role on a day."""
    workspace = request.workspace
    names = names_of_own_kinds(request.session, workspace.workspace_id, request.language)
    own = own_kpis_on(workspace, request.today)
    return messages.Lists(
        [(kind, names.get(kind)) for kind in kinds_of_role(workspace, role, day)],
        [_kpi(request, key) for key in kpis_of_role(workspace, role, day) if key in KPIS or key in own],
        prompts_of_role(workspace, role, day) if role else (),
        [one for one in OFFERED_TO.get(role, ()) if one not in prompts_of_role(workspace, role, day)],
    )


def _new(request: Request, kpi: str, value: PresetValue) -> NewUsual:
    return NewUsual(_kpi(request, kpi), value.value, value.period_type, value.currency, value.is_default)


def _overview(request: Request, role: str | None) -> Whisper:
    may_change = request.rights.may(Right.CHANGE_PRESETS)
    if role is None:
        return Whisper(messages.which_role(request.language, may_change=may_change))
    usual = [_view(request, _kpi(request, kpi), row) for kpi, row in _held(request, role).items()]
    lists = _lists(request, role, request.today)
    return Whisper(messages.overview(request.language, role, usual, lists, may_change=may_change))


def _held(request: Request, role: str) -> dict[str, InForce]:
    return usual_of(request.workspace).held(role, request.today, request.workspace.fiscal_start_month)


def _view(request: Request, kpi: Kpi, row: InForce | None, day: date | None = None) -> TargetView:
    whose = Whose("role", "")
    value, per = (float(row.value or 0), row.period_type.value) if row else (0.0, "month")
    return TargetView(kpi, whose, value, per, request.workspace.currency, starts_on=day)


def _kpis(request: Request) -> Sequence[Kpi]:
    rows = [_kpi(request, key) for key in (*KPIS, *own_kpis_on(request.workspace, request.today))]
    return [kpi for kpi in rows if kpi.level is Level.REP]


def _kpi(request: Request, key: str) -> Kpi:
    return kpi_in(request.workspace, key, of_one_rep=True)


feature = Feature(
    "presets",
    commands=(
        Command(
            "presets",
            command,
            does="The usual targets of a role",
            hint="account first_meetings=6/week",
            also=("preset", "standaarden", "standaard"),
            only_in_koers=True,
        ),
    ),
    presses={messages.OPEN: open_form, messages.UNDO: undo},
    forms={messages.FORM: save},
)
