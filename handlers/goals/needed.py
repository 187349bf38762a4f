"""What a goal on a result asks of each week: answered to a question, under a goal, and taken over as milestones."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import Press, Request, reads
from handlers.goals.for_whom import horizon_of, scope_for, team_names
from handlers.phrases.needed import NeededPhrase, may_ask, needed_in
from handlers.phrases.typist import Typist
from handlers.scorecard.subject import Subject
from messages.goals import needed as messages
from messages.goals import needed_steps
from messages.goals.needed import NeededView
from messages.goals.views import title_of
from messages.month_figures import amount, kpi_name
from models.goals.actions import NewGoal, add_milestones, remove_milestones
from models.goals.back_solver import LEADS, RESULTS, Aim, Needed, milestones_for, needed_for, needed_of_goal
from models.goals.horizon import Horizon
from models.goals.queries import goal_with_id, milestones_of
from models.goals.records import Goal
from models.period import Period, quarter_of
from models.permissions import Right
from models.refusal import Refusal
from models.rights import About
from models.scorecard.kpis import KPIS
from models.scorecard.scope import Scope, ScopeKind


@dataclass(frozen=True)
class Asked:
    """An aim and whose, as a button carries it; rights are checked again when it is pressed."""

    subject: Subject
    kpi: str
    target: Decimal

    def __str__(self) -> str:
        return f"{self.subject}|{self.kpi}|{self.target}"

    @classmethod
    def read(cls, text: str) -> "Asked":
        """What `str` wrote. Refuses anything else."""
        subject, kpi, target = [*text.split("|"), "", ""][:3]
        try:
            asked = cls(Subject.read(subject), kpi, Decimal(target))
        except InvalidOperation:
            raise Refusal("scorecard.gone") from None
        if kpi not in RESULTS or not asked.target.is_finite():
            raise Refusal("scorecard.gone")
        return asked

    def needed(self, request: Request) -> Needed:
        """What it takes, as of now. Refuses who may not see their figures."""
        aim = Aim(self.kpi, self.target, self.subject.period)
        return needed_for(request.session, request.workspace, self.subject.scope(request), aim, request.now)


def question(request: Request, text: str) -> NeededPhrase | None:
    """The result that the text asks about, if it does: `300k Q1`, `I need 300k this quarter, how many meetings is that?`."""
    typist = Typist(request.today, request.language, None, request.workspace.fiscal_start_month)
    return needed_in(text, typist, team_names(request)) if may_ask(text, typist) else None


def answered(request: Request, asked: NeededPhrase) -> Answers:
    """What it takes, with a button to make it a goal. Refuses a period that is over, and figures that they may not see."""
    horizon = asked.horizon and horizon_of(request, asked.horizon)
    period = horizon.period if horizon else asked.period.period if asked.period else _quarter(request)
    if period.end <= request.today:
        raise Refusal("goals.quarter_is_over", quarter=period.name)
    if asked.currency not in (None, request.workspace.currency):
        raise Refusal("goals.other_currency", currency=request.workspace.currency)
    scope = scope_for(request, asked.scope)
    about = Asked(Subject.of(scope, period), asked.kpi, asked.target)
    needed = about.needed(request)
    can_be_goal = bool(horizon) or period.name == _quarter(request).name
    return Whisper(messages.answer(request.language, _view(request, needed, about, can_be_goal=can_be_goal)))


def view_under_goal(request: Request, goal: Goal) -> NeededView | None:
    """What the goal takes; None for one without a result to count back from."""
    milestones = milestones_of(request.session, [goal])[goal.id]
    needed = needed_of_goal(request.session, request.workspace, goal, milestones, request.now)
    if needed is None:
        return None
    about = Asked(Subject.of(needed.scope, needed.aim.period), needed.aim.kpi, needed.aim.target)
    has_all = {step.kpi for step in milestones} >= set(_steps(needed))
    return _view(request, needed, about, goal_id="" if has_all or not _steps(needed) else goal.id)


def take_over(request: Request, press: Press) -> Answers:
    """The steps become milestones of the goal; those that it has stay as they are."""
    goal = goal_with_id(request.session, request.workspace.workspace_id, press.value)
    session, workspace = request.session, request.workspace
    has = milestones_of(session, [goal])[goal.id]
    needed = needed_of_goal(session, workspace, goal, has, request.now)
    found = milestones_for(session, workspace, needed, request.now) if needed else {}
    new = {kpi: target for kpi, target in found.items() if kpi not in {step.kpi for step in has}}
    if not new:
        raise Refusal("goals.nothing_to_take_over", number=goal.number)
    add_milestones(request.acting, goal, new)
    lines = [(kpi_name(request.words, kpi), amount(request.words, float(n), "count", "")) for kpi, n in new.items()]
    return Whisper(messages.taken_over(request.language, _title(request, goal), lines, f"{goal.id} {','.join(new)}"))


def take_back(request: Request, press: Press) -> Answers:
    """Undo of that."""
    goal_id, _, kpis = press.value.partition(" ")
    goal = goal_with_id(request.session, request.workspace.workspace_id, goal_id)
    remove_milestones(request.acting, goal, kpis.split(","))
    return Replace(messages.taken_back(request.language, _title(request, goal)))


def goal_of(request: Request, press: Press) -> NewGoal:
    """What was asked about as a goal, with the steps as its milestones."""
    asked = Asked.read(press.value)
    needed, period = asked.needed(request), asked.subject.period
    steps = milestones_for(request.session, request.workspace, needed, request.now)
    horizon = Horizon(period.name, period)
    return NewGoal("", needed.scope, horizon, ((asked.kpi, asked.target), *steps.items()))


@reads
def step_by_step(request: Request, press: Press) -> Answers:
    """The arithmetic."""
    asked = Asked.read(press.value)
    return OpenModal(needed_steps.steps(request.language, _view(request, asked.needed(request), asked)))


def _view(
    request: Request, needed: Needed, asked: Asked, *, goal_id: str = "", can_be_goal: bool = False
) -> NeededView:
    scope, team = needed.scope, needed.team
    team_of = scope if scope.kind is ScopeKind.TEAM else None
    team_id = team_of.id if team_of else scope.people[0].team_id if scope.is_person else None
    sees_team = team_id and request.rights.may(Right.SEE_TEAM, About(request.workspace.workspace_id, team_id=team_id))
    return NeededView(
        needed,
        is_own=scope.id == request.person.id,
        own_ref=str(Subject.of(scope, needed.seen)),
        team_ref=str(Subject.of(team, needed.seen)) if team and sees_team else "",
        goal_id=goal_id,
        set_ref=str(asked) if can_be_goal and _may_set(request, scope) and not needed.is_reached else "",
        steps_ref=str(asked),
        team_id=team_id if team_id and sees_team else "",
    )


def _may_set(request: Request, scope: Scope) -> bool:
    workspace_id, rights = request.workspace.workspace_id, request.rights
    match scope.kind:
        case ScopeKind.PERSON:
            return rights.may(Right.SET_GOAL, About(workspace_id, scope.id))
        case ScopeKind.TEAM:
            return rights.may(Right.SET_GOAL_OF_TEAM, About(workspace_id, team_id=scope.id))
        case _:
            return rights.may(Right.SET_GOAL_OF_COMPANY)


def _steps(needed: Needed) -> list[str]:
    return [kpi for kpi in LEADS if (count := needed.chain.count_of(kpi)) and count.number]


def _title(request: Request, goal: Goal) -> str:
    steps = milestones_of(request.session, [goal])[goal.id]
    return title_of(request.language, goal.title, (KPIS[step.kpi] for step in steps if step.kpi in KPIS))


def _quarter(request: Request) -> Period:
    return quarter_of(request.today, request.workspace.fiscal_start_month)
