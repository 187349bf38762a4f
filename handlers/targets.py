"""`/target`: set, list, remove and take back targets."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Command, Feature, Press, Request
from handlers.door.unreadable import unreadable
from handlers.door.who import found, team_found
from handlers.phrases.kpis import with_own
from handlers.phrases.scope import Scope as TypedScope
from handlers.phrases.scope import ScopeKind as Typed
from handlers.phrases.target import TargetPhrase, read_target
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from messages import targets as messages
from messages.blocks import Message
from messages.targets import Advice, Start, TargetView, Whose
from models.delivery.outbox import post
from models.period import PeriodType, period_of
from models.permissions import Right
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.scorecard.kpis import Source
from models.scorecard.own_kpis import kpi_in, own_kpis_on
from models.scorecard.records import Target, TargetScope
from models.scorecard.scope import Scope, ScopeKind, scope_of_person, scope_of_team, scope_of_workspace
from models.scorecard.scorecard import scorecard_of
from models.scorecard.targets.ambition import is_too_much, lately
from models.scorecard.targets.new import NewTarget
from models.scorecard.targets.presets import PRESETS
from models.scorecard.targets.setting import (
    end_target,
    move_target,
    place,
    set_target,
    subject_of,
    target_before,
    targets_in_force,
    targets_to_come,
    undo_target,
)
from models.scorecard.targets.starting import other_start, start_of, today_of
from models.scorecard.targets.usual import usual_of
from models.team.queries import teams_of
from models.team.records import Person, SalesRole, Team

NO_ADVICE = Advice()
_RECORDED = frozenset({Source.ACTIVITIES, Source.DEALS, Source.PIPELINE})
_OF_ONE_REP = (TargetScope.PERSON, TargetScope.ROLE)


def command(request: Request, text: str) -> Answers:
    """`/target first_meetings 8/week @anna`, `/target list`, `/target remove first_meetings @anna`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not text.strip():
        return _list(request, TargetPhrase("list"))
    teams = [team.name for team in teams_of(request.session, request.workspace.workspace_id)]
    try:
        phrase = read_target(
            with_own(text, own_kpis_on(request.workspace, request.today).values()),
            request.today,
            language=request.language,
            teams=teams,
            fiscal_start_month=request.workspace.fiscal_start_month,
        )
    except Unreadable as error:
        return unreadable(request, error, "target")
    match phrase.action:
        case "list":
            return _list(request, phrase)
        case "remove":
            return _remove(request, phrase)
        case _:
            return _set(request, phrase)


def undo(request: Request, press: Press) -> Answers:
    """Take back the change that the message tells of."""
    target = undo_target(request.acting, press.value)
    kpi = kpi_in(request.workspace, target.kpi, of_one_rep=target.scope in _OF_ONE_REP)
    return Replace(messages.undone(request.language, kpi, _whose(request, target)))


def move(request: Request, press: Press) -> Answers:
    """Let the change hold from the running period instead of the next one, or the other way round."""
    target_id, _, starts = press.value.partition(" ")
    target = move_target(request.acting, target_id, date.fromisoformat(starts) if starts else None)
    if target.value is None:
        return Replace(messages.ended(request.language, _target_view(request, target), _start(request, target)))
    _tell(request, target)
    return Replace(_noted(request, target))


def _set(request: Request, phrase: TargetPhrase) -> Answers:
    assert phrase.value is not None
    new = _new(request, phrase, phrase.value.value, phrase.value.currency)
    target = set_target(request.acting, new)
    _tell(request, target)
    return Whisper(_noted(request, target, _advice(request, new)))


def _noted(request: Request, target: Target, advice: Advice = NO_ADVICE) -> Message:
    advice = replace(advice, people=_people_target(request, target))
    before = target_before(request.acting, target)
    was = _target_view(request, before) if before else None
    return messages.noted(request.language, _target_view(request, target), _start(request, target), was, advice)


def _start(request: Request, target: Target) -> Start:
    today = today_of(request.acting, subject_of(request.session, target))
    other = other_start(request.acting, target, today)
    if other is None:
        return Start(target.effective_from, "later")
    return Start(target.effective_from, "next" if target.effective_from > today else "now", other)


def _remove(request: Request, phrase: TargetPhrase) -> Answers:
    target = end_target(request.acting, _new(request, phrase, Decimal(0), None))
    return Whisper(messages.ended(request.language, _target_view(request, target), _start(request, target)))


def _list(request: Request, phrase: TargetPhrase) -> Answers:
    person = request.person
    fiscal = request.workspace.fiscal_start_month
    when = (request.session, request.person, request.today, fiscal)
    targets = sorted([*targets_in_force(*when), *targets_to_come(*when)], key=place)
    if phrase.scope is not None and phrase.scope.kind is Typed.PERSON and phrase.scope.person is not None:
        person = found(request, phrase.scope.person)
        request.rights.require(Right.SEE_FIGURES, person, person=person.name)
        targets = [target for target in targets if target.person_id == person.id]
    if phrase.kpi is not None:
        targets = [target for target in targets if target.kpi == phrase.kpi]
    usual = _usual(request, person) if phrase.kpi is None else []
    request.note_reading(Thing.GOALS, [target.person_id for target in targets])
    view = [_to_list(request, target) for target in targets]
    return Whisper(messages.listed(request.language, view, usual, person.sales_role))


def _usual(request: Request, person: Person) -> list[TargetView]:
    workspace = request.workspace
    held = usual_of(workspace).held(person.sales_role or "", request.today, workspace.fiscal_start_month)
    whose = Whose("person", person.name)
    return [
        TargetView(
            kpi_in(workspace, key, of_one_rep=True), whose, float(row.value or 0), row.period_type, workspace.currency
        )
        for key, row in held.items()
    ]


def _new(request: Request, phrase: TargetPhrase, value: Decimal, currency: str | None) -> NewTarget:
    assert phrase.kpi is not None
    person, team, role = _for_whom(request, phrase.scope)
    per = phrase.period_type or _usual_period(phrase.kpi)
    return NewTarget(phrase.kpi, value, per, person, team, role, currency, phrase.starts_on, phrase.from_now)


def _for_whom(request: Request, scope: TypedScope | None) -> tuple[Person | None, Team | None, SalesRole | None]:
    if scope is None:
        raise Refusal("targets.for_whom")
    match scope.kind:
        case Typed.ME:
            return request.person, None, None
        case Typed.PERSON if scope.person is not None:
            return found(request, scope.person), None, None
        case Typed.ROLE if scope.role is not None:
            return None, None, SalesRole(scope.role)
        case Typed.TEAM:
            return None, team_found(request, scope.team), None
        case _:
            return None, None, None


def _usual_period(kpi: str) -> PeriodType:
    """The period in which roles usually have this target; a month when none has."""
    types = [presets[kpi].period_type for presets in PRESETS.values() if kpi in presets]
    return types[0] if types else PeriodType.MONTH


def _people_target(request: Request, target: Target) -> float | None:
    """What the people's own targets come to in its first period, where one of a team or the company differs."""
    new = subject_of(request.session, target)
    scope = _scope(request, new)
    if new.person is not None or new.role is not None or scope is None:
        return None
    period = period_of(new.period_type, target.effective_from, request.workspace.fiscal_start_month)
    card = scorecard_of(request.session, request.workspace, scope, period, request.now)
    return card.lines[target.kpi].people_target


def _advice(request: Request, new: NewTarget) -> Advice:
    """Whether it is more than twice what was ever reached lately, or nothing is recorded for it at all."""
    scope, kpi = _scope(request, new), kpi_in(request.workspace, new.kpi, of_one_rep=True)
    if scope is None or scope.kind is ScopeKind.WORKSPACE or not kpi.sources & _RECORDED:
        return NO_ADVICE
    past = lately(request.session, request.workspace, scope, new.kpi, new.period_type, request.now)
    if not past.is_recorded:
        return Advice(no_history=True)
    return Advice(best=past.best) if is_too_much(kpi, float(new.value), past.best) else NO_ADVICE


def _scope(request: Request, new: NewTarget) -> Scope | None:
    if new.person is not None:
        return scope_of_person(request.session, request.workspace, new.person)
    if new.team is not None:
        return scope_of_team(request.session, request.workspace, new.team)
    return scope_of_workspace(request.session, request.workspace) if new.role is None else None


def _tell(request: Request, target: Target) -> None:
    """The person for whom somebody else set it."""
    if target.person_id in (None, request.person.id):
        return
    person = request.session.get_one(Person, (target.workspace_id, target.person_id))
    view, language = _target_view(request, target), request.language_of(person)
    message = messages.told(language, request.person.name, view, target.effective_from)
    post(
        request.session,
        request.workspace.workspace_id,
        recipient=person.id,
        cadence="targets.set",
        slot=target.id,
        now=request.now,
        message=message,
    )


def _to_list(request: Request, target: Target) -> TargetView:
    view = _target_view(request, target)
    starts = start_of(target, request.workspace.fiscal_start_month)
    return replace(view, starts_on=starts) if starts > request.today else view


def _target_view(request: Request, target: Target) -> TargetView:
    kpi = kpi_in(request.workspace, target.kpi, of_one_rep=target.scope in _OF_ONE_REP)
    value, currency = float(target.value or 0), request.workspace.currency
    return TargetView(kpi, _whose(request, target), value, target.period_type, currency, target.id)


def _whose(request: Request, target: Target) -> Whose:
    session, workspace_id = request.session, target.workspace_id
    if target.person_id:
        person = session.get(Person, (workspace_id, target.person_id))
        return Whose("person", person.name if person else "")
    if target.team_id:
        team = session.get(Team, (workspace_id, target.team_id))
        return Whose("team", team.name if team else "")
    return Whose(target.scope, target.role or "")


feature = Feature(
    "targets",
    commands=(Command("target", command, does="Set targets", hint="first_meetings 8/week @anna"),),
    presses={messages.UNDO: undo, messages.MOVE: move},
)
