"""`/territory`: somebody's due list, or the coverage of a team, a territory, a line or everybody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.activity.ahead import plan_view
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Press, Request
from handlers.door.who import found, known, team_found
from handlers.phrases.people import PersonForm, PersonRef
from handlers.phrases.scope import Scope, ScopeKind
from handlers.phrases.territories import TerritoryPhrase
from handlers.territories.line import account_called
from handlers.territories.views import account_view
from messages.blocks import Message
from messages.territories import answers
from messages.territories import overview as messages
from messages.territories.tables import Rate, Row
from models.activity.records import PlannedVisit
from models.money import Money
from models.permissions import Right
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.rights import About
from models.team.calendar import Calendar
from models.team.queries import teams_of
from models.team.records import Person, Team
from models.territories.actions import territory_named
from models.territories.coverage import Coverage, Standing, coverage
from models.territories.due import Place, counted, due_list
from models.territories.lists import Term
from models.territories.next_visits import Visit
from models.territories.whose import Field, Sort, Whose, by_owner, field_of, owners_at_work

LIST = "territories.mine"


def show(request: Request, phrase: TerritoryPhrase) -> Answers:
    """One's own, or whose the line says: a person, a team, everybody, a territory, an account."""
    if phrase.scope is not None:
        return Whisper(_of_scope(request, phrase.scope))
    if not phrase.name:
        return Whisper(_own(request))
    return Whisper(_by_name(request, phrase.name))


def show_own(request: Request, press: Press) -> Answers:
    """The button “My accounts”."""
    return Whisper(of_person(request, request.person))


def following(request: Request, press: Press) -> Answers:
    """The next accounts of the same list."""
    return Replace(show_again(request, press.value))


def show_again(request: Request, ref: str) -> Message:
    """The list of somebody, from its first or a later place on: `person|0`."""
    person_id, _, first = ref.partition("|")
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("territories.account_gone")
    return of_person(request, person, int(first))


def of_person(request: Request, person: Person, first: int = 0) -> Message:
    """Somebody's accounts: coverage, plans, and whom to visit next."""
    request.rights.require(Right.SEE_FIGURES, person, person=person.name)
    request.note_reading(Thing.TERRITORY, [person])
    field, today = field_of(request.session, request.workspace.workspace_id, person.id), request.today
    calendar = Calendar.of(request.session, person, request.workspace)
    due = due_list(request.session, field, person.id, today, calendar)
    counts = due.counts(today)
    whole = coverage(due.standings, today)
    rate = Rate(whole.contacted, whole.of, whole.never, counts.overdue, counts.due, counts.soon)
    shown = due.visits[first : first + messages.SHOWN]
    is_own = person.id == request.person.id
    mine = messages.Mine(
        today=today,
        rate=rate,
        accounts=due.accounts,
        visits=[_visit(request, visit, due.places[visit.standing.named.account_id]) for visit in shown],
        first=first,
        total=len(due.visits),
        plans=[_plan(request, visit) for visit in due.plans] if first == 0 else (),
        months=_rates(field.over_time(Whose(Sort.PERSON, person.id), today)) if first == 0 else (),
        name="" if is_own else person.name,
        may_manage=is_own and request.rights.may(Right.MANAGE_TERRITORIES),
        ref=person.id,
    )
    return messages.mine(request.language, mine).in_list(LIST, f"{person.id}|{first}")


def _plan(request: Request, visit: PlannedVisit) -> messages.Plan:
    """What is planned for today is no question yet: it may still come."""
    return replace(plan_view(request, visit), is_today=visit.planned_on == request.today)


def _visit(request: Request, visit: Visit, account: Place) -> messages.Visit:
    standing = visit.standing
    value = Money(visit.value_minor, request.workspace.currency) if visit.value_minor else None
    return messages.Visit(
        account_id=standing.named.account_id,
        name=account.name,
        tier=standing.named.tier or "",
        cadence=standing.cadence,
        last=standing.last,
        due_on=standing.due_on,
        days_late=(request.today - standing.due_on).days,
        postcode=account.postcode or "",
        value=value,
        is_near=visit.is_near,
    )


def _own(request: Request) -> Message:
    """A manager without accounts sees their people; a leader everybody."""
    person = request.person
    field = field_of(request.session, request.workspace.workspace_id)
    has_own = bool(field.named(Whose(Sort.PERSON, person.id), request.today))
    if not has_own and request.rights.may(Right.MANAGE):
        is_all = request.rights.may(Right.SEE_COMPANY)
        whose = Whose(Sort.ALL) if is_all else Whose(Sort.LINE, person.id)
        if field.named(whose, request.today):
            title = "everybody" if is_all else "your_people"
            return _group(request, field, whose, request.words.bare(f"territories.{title}"), with_rows=True)
    return of_person(request, person)


def _of_scope(request: Request, scope: Scope) -> Message:
    field = field_of(request.session, request.workspace.workspace_id)
    match scope.kind:
        case ScopeKind.ME:
            return of_person(request, request.person)
        case ScopeKind.PERSON:
            assert scope.person is not None
            return of_person(request, found(request, scope.person))
        case ScopeKind.TEAM:
            team = team_found(request, scope.team)
            request.rights.require(Right.SEE_TEAM, team, team=team.name)
            return _group(request, field, Whose(Sort.TEAM, team.id), team.name, with_rows=_sees_rows(request))
        case _:
            request.rights.require(Right.SEE_COMPANY)
            title = request.words.bare("territories.everybody")
            return _group(request, field, Whose(Sort.ALL), title, with_rows=True)


def _by_name(request: Request, name: str) -> Message:
    """A territory, an account or a person of this name: in that order."""
    session, workspace_id = request.session, request.workspace.workspace_id
    field = field_of(session, workspace_id)
    territory = territory_named(session, workspace_id, name)
    term = field.book.lists.term_on(territory.id, request.today) if territory else None
    if territory is not None and term is not None:
        _may_see(request, term)
        return _group(
            request, field, Whose(Sort.TERRITORY, territory.id), territory.name, with_rows=_sees_rows(request)
        )
    if (account := account_called(request, name)) is not None:
        return _account(
            request, field, account.id, answers.account(request.language, account_view(request, account), request.today)
        )
    people = known(request, PersonRef(PersonForm.NAME, name))
    if not people:
        raise Refusal("territories.nobody_found", name=name[:60])
    return of_person(request, found(request, PersonRef(PersonForm.NAME, name)))


def _account(request: Request, field: Field, account_id: str, message: Message) -> Message:
    """Who may see an account's standing: whose list it is on, those above, and everybody where it is on nobody's."""
    owner = next((one.owner_id for one in field.book.lists.on(request.today) if one.account_id == account_id), None)
    if owner is not None:
        person = request.session.get_one(Person, (request.workspace.workspace_id, owner))
        request.rights.require(Right.SEE_FIGURES, person, person=person.name)
        request.note_reading(Thing.TERRITORY, [person])
    return message


def _may_see(request: Request, term: Term) -> None:
    if term.owner_id is not None:
        owner = request.session.get_one(Person, (request.workspace.workspace_id, term.owner_id))
        request.rights.require(Right.SEE_FIGURES, owner, person=owner.name)
        request.note_reading(Thing.TERRITORY, [owner])
    elif term.team_id is not None:
        team = request.session.get_one(Team, (request.workspace.workspace_id, term.team_id))
        request.rights.require(Right.SEE_TEAM, team, team=team.name)
    else:
        request.rights.require(Right.MANAGE_TERRITORIES)


def _sees_rows(request: Request) -> bool:
    return request.rights.may(Right.MANAGE)


def _group(request: Request, field: Field, whose: Whose, title: str, *, with_rows: bool) -> Message:
    today = request.today
    standings = field.standings(whose, today)
    here = owners_at_work(request.session, request.workspace.workspace_id, today)
    nobodys = sum(one.named.owner_id not in here for one in standings) if with_rows else 0
    return messages.group(
        request.language,
        messages.Group(
            title=title,
            today=today,
            rate=_rate(standings, today),
            accounts=len(field.named(whose, today)),
            reps=_reps(request, standings, here) if with_rows else (),
            territories=_territories(request, field, standings) if with_rows else (),
            months=_rates(field.over_time(whose, today)),
            nobodys=nobodys,
        ),
    )


def _reps(request: Request, standings: Sequence[Standing], here: set[str]) -> list[Row]:
    """A row for each rep whom the reader may see so, the lowest coverage first."""
    rows = []
    for owner_id, theirs in by_owner(standings).items():
        if owner_id in here and request.rights.may(Right.SEE_AS_ROW, About(request.workspace.workspace_id, owner_id)):
            person = request.session.get_one(Person, (request.workspace.workspace_id, str(owner_id)))
            request.note_reading(Thing.TERRITORY, [person])
            rows.append(Row(person.name, _rate(theirs, request.today)))
    return sorted(rows, key=lambda row: (row.rate.rate or 0, row.name))


def _territories(request: Request, field: Field, standings: Sequence[Standing]) -> list[Row]:
    found_in: dict[str, list[Standing]] = {}
    for one in standings:
        found_in.setdefault(one.named.territory_id or "", []).append(one)
    names = field.book.lists.territories
    rows = [Row(names[id_], _rate(some, request.today)) for id_, some in found_in.items() if id_]
    return sorted(rows, key=lambda row: (row.rate.rate or 0, row.name))


def _rate(standings: Sequence[Standing], day: date) -> Rate:
    whole, counts = coverage(standings, day), counted(standings, day, day)
    return Rate(whole.contacted, whole.of, whole.never, counts.overdue, counts.due, counts.soon)


def _rates(months: Sequence[tuple[date, Coverage]]) -> list[tuple[date, Rate]]:
    return [(day, Rate(value.contacted, value.of)) for day, value in months]


def team_names(request: Request) -> list[str]:
    """The names of the teams: what stands in a line may be one."""
    return [team.name for team in teams_of(request.session, request.workspace.workspace_id)]
