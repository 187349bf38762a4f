"""`/target`: set, list, remove and take back targets."""

from decimal import Decimal

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Feature, Press, Visit
from handlers.door.unreadable import unreadable
from handlers.door.who import found, team_found
from handlers.phrases.scope import Scope as TypedScope
from handlers.phrases.scope import ScopeKind as Typed
from handlers.phrases.target import TargetPhrase, read_target
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from messages import targets as messages
from messages.targets import Advice, Shown, Whose
from models.delivery.outbox import post
from models.period import PeriodType
from models.refusal import Refusal
from models.scorecard.kpis import KPIS, Source, kpi_of
from models.scorecard.records import Target, TargetScope
from models.scorecard.scope import Scope, scope_of_person, scope_of_team
from models.scorecard.targets.ambition import is_too_much, lately
from models.scorecard.targets.presets import PRESETS
from models.scorecard.targets.setting import (
    NewTarget,
    end_target,
    latest_target,
    set_target,
    targets_in_force,
    undo_target,
)
from models.team.access import may_see_person
from models.team.queries import teams_of
from models.team.records import Person, SalesRole, Team

_OF_ONE_REP = (TargetScope.PERSON, TargetScope.ROLE)


def command(visit: Visit, text: str) -> Answers:
    """`/target first_meetings 8/week @anna`, `/target list`, `/target remove first_meetings @anna`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(visit.language))
    if not text.strip():
        return _list(visit, TargetPhrase("list"))
    teams = [team.name for team in teams_of(visit.session, visit.workspace.workspace_id)]
    try:
        phrase = read_target(text, visit.today, language=visit.language, teams=teams)
    except Unreadable as error:
        return unreadable(visit, error, "target")
    match phrase.action:
        case "list":
            return _list(visit, phrase)
        case "remove":
            return _remove(visit, phrase)
        case _:
            return _set(visit, phrase)


def undo(visit: Visit, press: Press) -> Answers:
    """Take back the change that the message tells of."""
    target = undo_target(visit.session, visit.person, press.value, visit.now)
    kpi = kpi_of(target.kpi, of_one_rep=target.scope in _OF_ONE_REP)
    return Replace(messages.undone(visit.language, kpi, _whose(visit, target)))


def _set(visit: Visit, phrase: TargetPhrase) -> Answers:
    assert phrase.value is not None
    new = _new(visit, phrase, phrase.value.value, phrase.value.currency)
    before = latest_target(visit.session, visit.workspace.workspace_id, new, visit.today)
    target = set_target(visit.session, visit.person, new, visit.now)
    shown = _shown(visit, target)
    if new.person is not None and new.person.id != visit.person.id:
        _tell(visit, new.person, shown)
    was = _shown(visit, before) if before is not None and before.value is not None else None
    advice = _advice(visit, new)
    return Whisper(messages.noted(visit.language, shown, target.effective_from, was, advice))


def _remove(visit: Visit, phrase: TargetPhrase) -> Answers:
    new = _new(visit, phrase, Decimal(0), None)
    target = end_target(visit.session, visit.person, new, visit.now)
    kpi = kpi_of(target.kpi, of_one_rep=target.scope in _OF_ONE_REP)
    return Whisper(messages.ended(visit.language, kpi, _whose(visit, target), target.id))


def _list(visit: Visit, phrase: TargetPhrase) -> Answers:
    person = visit.person
    targets = targets_in_force(visit.session, visit.person, visit.today)
    if phrase.scope is not None and phrase.scope.kind is Typed.PERSON and phrase.scope.person is not None:
        person = found(visit, phrase.scope.person)
        may_see_person(visit.session, visit.person, person)
        targets = [target for target in targets if target.person_id == person.id]
    if phrase.kpi is not None:
        targets = [target for target in targets if target.kpi == phrase.kpi]
    usual = _usual(visit, person) if phrase.kpi is None else []
    shown = [_shown(visit, target) for target in targets]
    return Whisper(messages.listed(visit.language, shown, usual, person.sales_role))


def _usual(visit: Visit, person: Person) -> list[Shown]:
    presets = PRESETS[SalesRole(person.sales_role)] if person.sales_role else {}
    return [
        Shown(KPIS[key], Whose("person", person.name), float(preset.value), preset.period_type, visit.workspace.currency)
        for key, preset in presets.items()
    ]  # fmt: skip


def _new(visit: Visit, phrase: TargetPhrase, value: Decimal, currency: str | None) -> NewTarget:
    assert phrase.kpi is not None
    person, team, role = _for_whom(visit, phrase.scope)
    per = phrase.period_type or _usual_period(phrase.kpi)
    return NewTarget(phrase.kpi, value, per, person, team, role, currency, phrase.starts_on)


def _for_whom(visit: Visit, scope: TypedScope | None) -> tuple[Person | None, Team | None, SalesRole | None]:
    if scope is None:
        raise Refusal("targets.for_whom")
    match scope.kind:
        case Typed.ME:
            return visit.person, None, None
        case Typed.PERSON if scope.person is not None:
            return found(visit, scope.person), None, None
        case Typed.ROLE if scope.role is not None:
            return None, None, SalesRole(scope.role)
        case Typed.TEAM:
            return None, team_found(visit, scope.team), None
        case _:
            return None, None, None


def _usual_period(kpi: str) -> PeriodType:
    """The period in which roles usually have this target; a month when none has."""
    types = [presets[kpi].period_type for presets in PRESETS.values() if kpi in presets]
    return types[0] if types else PeriodType.MONTH


def _advice(visit: Visit, new: NewTarget) -> Advice | None:
    """Whether it is more than twice what was ever reached lately, or nothing is recorded for it at all."""
    scope = _scope(visit, new)
    if scope is None or not KPIS[new.kpi].sources & {Source.ACTIVITIES, Source.DEALS, Source.PIPELINE}:
        return None
    past = lately(visit.session, visit.workspace, scope, new.kpi, new.period_type, visit.now)
    if not past.is_recorded:
        return Advice(no_history=True)
    return Advice(best=past.best) if is_too_much(new.kpi, float(new.value), past.best) else None


def _scope(visit: Visit, new: NewTarget) -> Scope | None:
    if new.person is not None:
        return scope_of_person(visit.session, visit.workspace, new.person)
    return scope_of_team(visit.session, visit.workspace, new.team) if new.team is not None else None


def _tell(visit: Visit, person: Person, target: Shown) -> None:
    message = messages.told(person.language or visit.workspace.language, visit.person.name, target)
    post(
        visit.session, visit.workspace.workspace_id, recipient=person.id, cadence="targets.set", slot=target.id,
        now=visit.now, message={"text": message.text, "blocks": message.blocks, "plain_blocks": None},
    )  # fmt: skip


def _shown(visit: Visit, target: Target) -> Shown:
    kpi = kpi_of(target.kpi, of_one_rep=target.scope in _OF_ONE_REP)
    return Shown(
        kpi, _whose(visit, target), float(target.value or 0), target.period_type, visit.workspace.currency, target.id
    )  # fmt: skip


def _whose(visit: Visit, target: Target) -> Whose:
    session, workspace_id = visit.session, target.workspace_id
    if target.person_id:
        person = session.get(Person, (workspace_id, target.person_id))
        return Whose("person", person.name if person else "")
    if target.team_id:
        team = session.get(Team, (workspace_id, target.team_id))
        return Whose("team", team.name if team else "")
    return Whose(target.scope, target.role or "")


feature = Feature(commands={"target": command}, presses={messages.UNDO: undo})
