"""Which analysis, whose, of when and by which channel, as text in a button's value; it is all checked again when used."""

from dataclasses import dataclass, replace

from handlers.door.request import Request
from handlers.phrases.analysis import AnalysisPhrase
from handlers.scorecard.subject import Subject
from models.analysis.question import Question, usual_period
from models.analysis.table import ANALYSES, AnalysisKind, Usual
from models.period import Period, PeriodType, period_of, previous
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.scope import Scope, ScopeKind, part_in_team, scope_of_line
from models.team.queries import teams_of
from models.team.reporting_line import people_below


@dataclass(frozen=True)
class Asked:
    """One analysis as it was asked for. Ids and dates: never figures."""

    key: str
    subject: Subject
    channel: str | None = None

    def __str__(self) -> str:
        return f"{self.key}|{self.channel or ''}|{self.subject}"

    @classmethod
    def read(cls, text: str) -> "Asked":
        """What `str` wrote. Refuses anything else: a button may be older than the program."""
        key, _, rest = text.partition("|")
        channel, _, subject = rest.partition("|")
        if key not in ANALYSES:
            raise Refusal("analysis.gone")
        return cls(key, Subject.read(subject), channel or None)

    @property
    def kind(self) -> AnalysisKind:
        """Its row in the table of the ten."""
        return ANALYSES[self.key]

    def of(self, key: str) -> "Asked":
        """Another analysis of the same subject; without the channel, where that one has none."""
        return Asked(key, self.subject, self.channel if ANALYSES[key].by_channel else None)

    def within(self, period: Period) -> "Asked":
        """The same of another period."""
        return replace(self, subject=replace(self.subject, period=period))

    def question(self, request: Request) -> Question:
        """What is asked of the records. Refuses who may not see it, and what cannot be told so."""
        request.rights.require(Right.SEE_ANALYSES)
        if self.channel is not None and not self.kind.by_channel:
            names = [
                request.words.bare("analysis.name", which=kind.key) for kind in ANALYSES.values() if kind.by_channel
            ]
            raise Refusal("analysis.no_channel", which=self.key, names=names)
        if self.subject.kind is ScopeKind.PERSON and not self.kind.for_one_person:
            raise Refusal("analysis.not_of_one", which=self.key)
        scope = scope_seen(request, self.subject)
        today, last_day = scope.today(request.now), scope.latest_day(request.now)
        if self.subject.period.start > last_day:
            raise Refusal("analysis.ahead")
        return Question(request.session, request.workspace, scope, self.subject.period, today, last_day, self.channel)


def scope_seen(request: Request, subject: Subject) -> Scope:
    """The people behind it. Of a team in which others sell as well, a manager sees those of their own line."""
    scope = subject.scope(request)
    if subject.kind is not ScopeKind.TEAM or request.rights.may(Right.SEE_COMPANY):
        return scope
    below = {person.id for person in people_below(request.session, request.person)}
    if all(person.id in below for person in scope.people if person.is_rep):
        return scope
    line = scope_of_line(request.session, request.workspace, request.person)
    part = part_in_team(line, subject.id)
    return replace(part, kind=ScopeKind.TEAM, id=subject.id, name=scope.name)


def scope_for(request: Request) -> tuple[ScopeKind, str]:
    """Whom somebody means who does not say it: a leader the company, a manager the one team of their people, or these."""
    if request.rights.may(Right.SEE_COMPANY):
        return ScopeKind.WORKSPACE, request.workspace.workspace_id
    teams = {person.team_id or "" for person in people_below(request.session, request.person) if person.is_rep}
    only = teams.pop() if len(teams) == 1 else ""
    return (ScopeKind.TEAM, only) if only else (ScopeKind.LINE, request.person.id)


def other_periods(asked: Asked, request: Request) -> list[tuple[str, str]]:
    """The periods to switch to: a key of the words, and the ref."""
    today, fiscal = request.today, request.workspace.fiscal_start_month
    found: dict[str, Period] = {"twelve_months": usual_period(Usual.TWELVE_MONTHS, today, fiscal)}
    for kind in (PeriodType.QUARTER, PeriodType.YEAR):
        this = period_of(kind, today, fiscal)
        found |= {f"this_{kind}": this, f"last_{kind}": previous(this, kind, fiscal)}
    found["last_month"] = previous(period_of(PeriodType.MONTH, today, fiscal), PeriodType.MONTH, fiscal)
    return [(key, str(asked.within(period))) for key, period in found.items() if period != asked.subject.period]


def other_scopes(asked: Asked, request: Request) -> list[tuple[str, str]]:
    """Whom else this person may see it of: the company, teams, their line. A name and the ref each."""
    may, workspace = request.rights.may, request.workspace
    period = asked.subject.period
    found: list[tuple[str, Subject]] = []
    if may(Right.SEE_COMPANY):
        name = request.words.bare("analysis.company", name=workspace.name)
        found.append((name, Subject(ScopeKind.WORKSPACE, workspace.workspace_id, period)))
    below = people_below(request.session, request.person)
    selling = {person.team_id for person in below if person.is_rep}
    if selling and not may(Right.SEE_COMPANY):
        name = request.words.bare("analysis.line_of", name=request.person.name)
        found.append((name, Subject(ScopeKind.LINE, request.person.id, period)))
    for team in teams_of(request.session, workspace.workspace_id):
        if may(Right.SEE_COMPANY) or team.id in selling:
            found.append((team.name, Subject(ScopeKind.TEAM, team.id, period)))
    return [(name, str(replace(asked, subject=subject))) for name, subject in found]


def overview_ref(request: Request, key: str, kind: ScopeKind, id_: str, phrase: AnalysisPhrase) -> str:
    """What opens an analysis from the overview."""
    usual = usual_period(ANALYSES[key].usual, request.today, request.workspace.fiscal_start_month)
    period = phrase.period.period if phrase.period else usual
    channel = phrase.channel if ANALYSES[key].by_channel else None
    return str(Asked(key, Subject(kind, id_, period), channel))
