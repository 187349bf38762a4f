"""`/scorecard`: one's own figures, a person's, a team's or the company's; and why a number is what it is."""

from dataclasses import replace

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.unreadable import unreadable
from handlers.phrases.kpis import with_own
from handlers.phrases.scorecard import read_scorecard
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP, each_of
from handlers.scorecard import managing
from handlers.scorecard.corrections import list_corrections, told_beside
from handlers.scorecard.managing import asks_for_managing
from handlers.scorecard.subject import Subject, figure_in, whose
from handlers.scorecard.views import board, reps, team_totals, trend, why, why_score
from messages.blocks import Message
from messages.scorecard import personal as messages
from messages.scorecard import short as short_messages
from messages.scorecard import why as why_messages
from messages.scorecard import why_score as why_score_messages
from messages.style import scorecard as styled
from models.period import PeriodType, period_of
from models.permissions import Right
from models.privacy.reading import Thing
from models.rights import About
from models.scorecard.change import change_of
from models.scorecard.evidence.disputes import disputes_of
from models.scorecard.evidence.explain import explain
from models.scorecard.own_kpis import own_kpis_of
from models.scorecard.scope import ScopeKind, scope_of_team
from models.scorecard.scorecard import Scorecard, group_scorecard_of, scorecard_of
from models.style.preference import style_for
from models.team.queries import teams_of

CORRECTIONS = each_of("corrections correction correcties correctie")


@reads
def command(request: Request, text: str) -> Answers:
    """`/scorecard`, `/scorecard @bram`, `team last month`, `my line`, `Q3 close_rate`, `all`."""
    if text.strip().lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if text.strip().lower() in CORRECTIONS:
        return list_corrections(request)
    if asks_for_managing(text):
        return managing.command(request, text)
    teams = teams_of(request.session, request.workspace.workspace_id)
    fiscal = request.workspace.fiscal_start_month
    try:
        asked = read_scorecard(
            with_own(text, own_kpis_of(request.workspace).values()),
            request.today,
            language=request.language,
            fiscal_start_month=fiscal,
            teams=[team.name for team in teams],
        )
    except Unreadable as error:
        return unreadable(request, error, "scorecard")
    kind, id_ = whose(request, asked.scope)
    period = asked.period.period if asked.period else period_of(PeriodType.MONTH, request.today, fiscal)
    return Whisper(_scorecard(request, Subject(kind, id_, period), asked.kpis))


@reads
def open_another(request: Request, press: Press) -> Answers:
    """Another period of the same subject, or the same one in short, in the same place."""
    return Replace(_scorecard(request, Subject.read(press.value)))


@reads
def open_one(request: Request, press: Press) -> Answers:
    """A rep of the team's table or a team of the company's, below it."""
    return Whisper(_scorecard(request, Subject.read(press.value)))


@reads
def open_everything(request: Request, press: Press) -> Answers:
    """All figures, in the place of those with a target."""
    return Replace(_scorecard(request, Subject.read(press.value), whole=True))


@reads
def open_why(request: Request, press: Press) -> Answers:
    """Why this number: the records behind it."""
    ref, _, what = press.value.rpartition("|")
    if what == why_score_messages.SCORE:
        return _why_score(request, Subject.read(ref))
    subject, key = figure_in(request, press.value)
    scope = subject.scope(request)
    scorecard = scorecard_of(request.session, request.workspace, scope, subject.period, request.now)
    line = scorecard.lines[key]
    last_day = scope.latest_day(request.now)
    explanation = explain(request.session, request.workspace, scope, subject.period, last_day, line.kpi)
    told = why(request, scorecard, line, explanation, press.value)
    request.note_reading(
        Thing.RECORDS,
        [subject.id] if scope.is_person else [one.owner_id for one in (*explanation.records, *explanation.due)],
    )
    asked = disputes_of(request.session, scope, subject.period, key)
    return OpenModal(why_messages.why(request.language, replace(told, requests=told_beside(request, asked))))


def _why_score(request: Request, subject: Subject) -> Answers:
    scope = subject.scope(request)
    scorecard = scorecard_of(request.session, request.workspace, scope, subject.period, request.now)
    request.note_reading(Thing.SCORECARD, scope.people if scope.is_person else ())
    return OpenModal(why_score_messages.why_score(request.language, why_score(request, scorecard)))


def _scorecard(request: Request, subject: Subject, kpis: tuple[str, ...] = (), *, whole: bool = False) -> Message:
    scope = subject.scope(request)
    group = group_scorecard_of(request.session, request.workspace, scope, subject.period, request.now)
    change = None if kpis else change_of(request.session, request.workspace, group.total, request.now)
    view = board(request, group.total, kpis, change)
    if scope.is_person:
        request.note_reading(Thing.SCORECARD, scope.people)
        view = replace(view, trend=None if kpis or whole else trend(request, group.total))
        if whole:
            return short_messages.everything(request.language, view)
        helped = scope.id == request.person.id and request.person.manager_id is not None
        return styled.of_person(request.language, view, style_for(request.person), helped=helped)
    rights, workspace_id = request.rights, request.workspace.workspace_id
    theirs = [rep for rep in group.reps if rights.may(Right.SEE_AS_ROW, About(workspace_id, rep.scope.id))]
    total_only = bool(kpis) or (not theirs and bool(group.reps))
    request.note_reading(Thing.SCORECARD, () if total_only else [rep.scope.id for rep in theirs])
    left_out = [person.name for person in group.left_out]
    teams = team_totals(_of_teams(request, subject)) if scope.kind is ScopeKind.WORKSPACE and not kpis else ()
    style = None if whole else style_for(request.person)
    return styled.of_group(
        request.language, view, reps(theirs), style, total_only=total_only, teams=teams, left_out=left_out
    )


def _of_teams(request: Request, company: Subject) -> list[Scorecard]:
    """Of each team in which somebody sells."""
    found = []
    for team in teams_of(request.session, request.workspace.workspace_id):
        scope = scope_of_team(request.session, request.workspace, team)
        if any(person.is_rep for person in scope.people):
            found.append(scorecard_of(request.session, request.workspace, scope, company.period, request.now))
    return found
