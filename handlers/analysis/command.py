"""`/analysis`, `/analysis trend North 2026`, `/analysis cac Q3 direct`, `/analysis key accounts pdf`."""

from handlers.analysis.subject import Asked, overview_ref, scope_for
from handlers.analysis.views import analysis, file_of, readiness
from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request, reads
from handlers.door.unreadable import unreadable
from handlers.door.who import found, team_found
from handlers.phrases.analysis import AnalysisPhrase, read_analysis
from handlers.phrases.scope import ScopeKind as Typed
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.scorecard.subject import Subject
from messages.analysis import answers as messages
from messages.analysis import overview
from messages.blocks import Message
from models.analysis.question import usual_period
from models.analysis.table import ANALYSES
from models.deals.queries import channels_in_use
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.scope import ScopeKind
from models.team.queries import teams_of


@reads
def command(request: Request, text: str) -> Answers:
    """One of the ten, or all of them in a line each."""
    if text.strip().lower() in HELP:
        return Whisper(overview.help_text(request.language))
    request.rights.require(Right.SEE_ANALYSES)
    try:
        phrase = _read(request, text)
    except Unreadable as error:
        return unreadable(request, error, "analysis")
    if not phrase.analysis:
        if phrase.file:
            raise Refusal("analysis.what_file")
        return Whisper(_overview(request, phrase))
    asked = _asked(request, phrase)
    if phrase.file:
        return file_of(request, asked, phrase.file)
    return Whisper(messages.analysis(request.language, analysis(request, asked)))


def _read(request: Request, text: str) -> AnalysisPhrase:
    workspace_id = request.workspace.workspace_id
    return read_analysis(
        text,
        request.today,
        language=request.language,
        fiscal_start_month=request.workspace.fiscal_start_month,
        teams=[team.name for team in teams_of(request.session, workspace_id)],
        channels=channels_in_use(request.session, workspace_id),
    )


def _asked(request: Request, phrase: AnalysisPhrase) -> Asked:
    kind, id_ = _whose(request, phrase)
    fiscal = request.workspace.fiscal_start_month
    usual = usual_period(ANALYSES[phrase.analysis].usual, request.today, fiscal)
    period = phrase.period.period if phrase.period else usual
    return Asked(phrase.analysis, Subject(kind, id_, period), phrase.channel)


def _whose(request: Request, phrase: AnalysisPhrase) -> tuple[ScopeKind, str]:
    """Whom the line means; without a word the company for a leader, their line for a manager."""
    scope = phrase.scope
    if scope is None:
        return scope_for(request)
    match scope.kind:
        case Typed.LINE:
            return ScopeKind.LINE, request.person.id
        case Typed.WORKSPACE:
            return ScopeKind.WORKSPACE, request.workspace.workspace_id
        case Typed.TEAM:
            return ScopeKind.TEAM, team_found(request, scope.team).id
        case Typed.PERSON if scope.person is not None:
            return ScopeKind.PERSON, found(request, scope.person).id
        case _:
            return ScopeKind.PERSON, request.person.id


def _overview(request: Request, phrase: AnalysisPhrase) -> Message:
    kind, id_ = _whose(request, phrase)
    found = readiness(request, kind, id_, phrase.period.period if phrase.period else None)
    refs = {key: overview_ref(request, key, kind, id_, phrase) for key in ANALYSES}
    return overview.overview(request.language, found.scope, found.ready, refs)
