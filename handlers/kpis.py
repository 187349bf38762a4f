"""`/koers kpi`: KPIs of a workspace's own: counts, sums and ratios, beside the 21 that everybody has."""

from handlers.door.answers import Answers, FormErrors, OpenModal, Replace, Whisper
from handlers.door.request import Command, Feature, Form, Press, Request
from handlers.door.unreadable import field_error, unreadable
from handlers.phrases.by_role import read_preset
from handlers.phrases.kinds import OwnKind
from handlers.phrases.own_kpi import OwnKpiPhrase, read_own_kpi
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP, each_of
from messages import kpis as messages
from messages.blocks import Message
from messages.kpis import OwnKpiView
from messages.targets import TargetView, Whose, stated
from models.activity.queries import own_kinds_of
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.kpis import QUADRANT_NAMES, Kpi
from models.scorecard.own_kpis import FIRST_NUMBER, own_kpis_of, own_kpis_on
from models.scorecard.setting_own_kpis import add_kpi, retire_kpi, undo_kpi
from models.scorecard.targets.setting_usual import NewUsual
from models.scorecard.targets.usual import usual_of
from models.workspace.records import SettingChange
from models.workspace.settings import author_of, stored

LIST = each_of("list show lijst toon overzicht")
ADD = each_of("add new toevoegen nieuw nieuwe")
RETIRE = each_of("retire remove stop delete verwijder verwijderen stoppen weg")


def command(request: Request, text: str) -> Answers:
    """`/koers kpi`, `/koers kpi add "Site surveys" count site_survey target=2/week`, `/koers kpi retire site_surveys`."""
    word, _, rest = text.strip().partition(" ")
    if word.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not word or word.lower() in LIST:
        return _overview(request)
    if word.lower() in RETIRE and rest.strip():
        return Whisper(_retired(request, rest.strip()))
    if word.lower() not in ADD:
        raise Refusal("kpis.what_to_do")
    author_of(request.acting)
    if not rest.strip():
        return OpenModal(messages.form(request.language))
    try:
        return Whisper(_added(request, read_own_kpi(rest, _kinds(request))))
    except Unreadable as error:
        return unreadable(request, error, "koers kpi")


def open_form(request: Request, press: Press) -> Answers:
    """“Add”."""
    author_of(request.acting)
    return OpenModal(messages.form(request.language))


def save(request: Request, form: Form) -> Answers:
    """The form is put together as it would be typed."""
    names = [form.text(name).replace('"', "'") for name in ("name", "dutch") if form.text(name)]
    options = [f"{name}={form.text(name)}" for name in ("quadrant", "weight", "direction") if form.text(name)]
    line = " ".join([*(f'"{name}"' for name in names), form.text("definition"), *options])
    phrase = read_own_kpi(line, _kinds(request))
    try:
        return Whisper(_added(request, OwnKpiPhrase(phrase.kpi, form.text("target"))))
    except Unreadable as error:
        return FormErrors({"target": field_error(request, error)})


def retire(request: Request, press: Press) -> Answers:
    """“Retire” beside one."""
    return Whisper(_retired(request, press.value))


def undo(request: Request, press: Press) -> Answers:
    """It is gone again, or asked again."""
    change: SettingChange = undo_kpi(author_of(request.acting), press.value)
    was_added = stored(change.old) is None
    label = str(stored(change.new) if was_added else stored(change.old))
    return Replace(messages.undone(request.language, label, is_back=not was_added))


def _added(request: Request, phrase: OwnKpiPhrase) -> Message:
    author = author_of(request.acting)
    row = phrase.kpi.row(FIRST_NUMBER)
    target = None
    if phrase.target:
        value = read_preset(row.key, phrase.target, [row], request.today, request.language)
        target = NewUsual(row, value.value, value.period_type, value.currency)
    change = add_kpi(author, phrase.kpi, target)
    return messages.added(request.language, _view(request, own_kpis_of(request.workspace)[row.key]), change.id)


def _retired(request: Request, typed: str) -> Message:
    author = author_of(request.acting)
    named = typed.strip('"“” ').lower()
    own = own_kpis_on(request.workspace, request.today)
    meant = [key for key, kpi in own.items() if named in (key, kpi.english.lower(), kpi.dutch.lower())]
    change = retire_kpi(author, meant[0] if meant else named, author.today)
    return messages.retired(request.language, own[change.about], change.id)


def _overview(request: Request) -> Answers:
    running = own_kpis_on(request.workspace, request.today)
    own = [_view(request, kpi, is_retired=key not in running) for key, kpi in own_kpis_of(request.workspace).items()]
    may_change = request.rights.may(Right.CHANGE_SETTINGS)
    return Whisper(messages.overview(request.language, own, may_change=may_change))


def _view(request: Request, kpi: Kpi, *, is_retired: bool = False) -> OwnKpiView:
    workspace, language = request.workspace, request.language
    usual = QUADRANT_NAMES[kpi.quadrant][language]
    quadrant = workspace.quadrant_labels.get(f"{kpi.quadrant.value}_{language}", usual)
    held = usual_of(workspace).held("", request.today, workspace.fiscal_start_month).get(kpi.key)
    if held is None or is_retired:
        return OwnKpiView(kpi, quadrant, is_retired=is_retired)
    target = TargetView(kpi, Whose("role"), float(held.value or 0), held.period_type, workspace.currency)
    return OwnKpiView(kpi, quadrant, stated(request.words, target))


def _kinds(request: Request) -> tuple[OwnKind, ...]:
    own = own_kinds_of(request.session, request.workspace.workspace_id)
    return tuple(OwnKind(kind.key, (kind.label_en, kind.label_nl), kind.sums) for kind in own)


feature = Feature(
    "kpis",
    commands=(
        Command(
            "kpi",
            command,
            does="KPIs of your own",
            hint='add "Site surveys" count site_survey',
            also=("kpis",),
            only_in_koers=True,
        ),
    ),
    presses={messages.OPEN: open_form, messages.UNDO: undo, messages.RETIRE: retire},
    forms={messages.FORM: save},
)
