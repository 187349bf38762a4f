"""The Home tab, and its short ways to everything else."""

from collections.abc import Sequence
from datetime import timedelta

from handlers import overview, team
from handlers.audit import command as audit
from handlers.coaching import command as coaching
from handlers.digest import command as digest
from handlers.digest.views import status_view
from handlers.door.answers import Answers, FormErrors, Replace, ShowHome
from handlers.door.request import Feature, Form, OnCommand, OnPress, Press, Request, reads
from handlers.goals import command as goals
from handlers.goals.views import goal_views
from handlers.plan.views import own_actions
from handlers.reviews import command as reviews
from handlers.scorecard import command as scorecard
from handlers.settings import first_steps
from messages import home as messages
from messages.settings import first_steps as steps_messages
from models.goals.queries import goals_of_people
from models.maturity.practice import chosen_of
from models.period import Period, month_of, week_of
from models.permissions import Right
from models.plan.queries import actions_seen_by, progress_of_plan
from models.scorecard.kpis import Timing
from models.scorecard.line import Line
from models.scorecard.pacing import as_read
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.team.leave import leave_of
from models.workspace.settings import author_of, confirm_guesses

LEAVE_AHEAD = timedelta(days=60)
MOST_PACES = 5


@reads
def show(request: Request, _: str) -> Answers:
    """Somebody opens the Home tab."""
    person = request.person
    leave = leave_of(request.session, person, request.today, request.today + LEAVE_AHEAD)
    own = goals_of_people(request.session, request.workspace.workspace_id, [person.id], request.today)[:3]
    tab = messages.Tab(
        name=person.name.split()[0],
        day=request.today,
        this_week=_paces(request, week_of(request.today), leading=True) if person.is_rep else (),
        this_month=_paces(request, month_of(request.today), leading=False) if person.is_rep else (),
        goals=goal_views(request, own),
        plan=progress_of_plan(actions_seen_by(request.session, person, request.today), request.today),
        plan_mine=own_actions(request),
        next_leave=leave[0].first_day if leave else None,
        currency=request.workspace.currency,
        surveys=[mine for mine in audit.mine(request) if not mine.is_finished],
        sells=person.is_rep,
        manages=request.rights.may(Right.MANAGE),
        is_admin=request.rights.may(Right.ADMINISTER),
        first_steps=first_steps.checklist_view(request),
        status=status_view(request),
    )
    return ShowHome(messages.tab(request.language, tab))


def confirm(request: Request, press: Press) -> Answers:
    """“That’s right” under what was guessed, on Home or in the first message."""
    confirm_guesses(author_of(request.acting))
    return _steps_again(request, press)


def close_first_steps(request: Request, press: Press) -> Answers:
    """The list is put away."""
    first_steps.put_away(request)
    return _steps_again(request, press)


def save_team(request: Request, form: Form) -> Answers:
    """A team was set up; whoever did it on Home sees the tick."""
    return _with_home(request, form, first_steps.save_team(request, form))


def save_target(request: Request, form: Form) -> Answers:
    """A first target was set."""
    return _with_home(request, form, first_steps.save_target(request, form))


def _with_home(request: Request, form: Form, answers: Answers) -> Answers:
    """Whoever came from Home sees the tick there."""
    told = list(answers) if isinstance(answers, Sequence) else [answer for answer in (answers,) if answer]
    home = show(request, "") if form.metadata == "home" and not isinstance(answers, FormErrors) else None
    return [*told, home] if isinstance(home, ShowHome) else told


def _steps_again(request: Request, press: Press) -> Answers:
    if not press.message_ts:
        return show(request, "")
    return Replace(steps_messages.again(request.language, first_steps.checklist_view(request)))


def _paces(request: Request, period: Period, *, leading: bool) -> list[messages.Pace]:
    """What leads to results in the week, the results in the month: the KPIs with a target."""
    scope = scope_of_person(request.session, request.workspace, request.person)
    card = scorecard_of(request.session, request.workspace, scope, period, request.now)
    focus = chosen_of(request.session, request.workspace.workspace_id).focus
    chosen = [
        line
        for key, line in card.lines.items()
        if (line.kpi.timing is Timing.LEAD) == leading and (not focus or key in focus)
    ]
    return [pace for line in chosen if (pace := _pace(line)) is not None][:MOST_PACES]


def _pace(line: Line) -> messages.Pace | None:
    if line.figure.value is None or line.target is None:
        return None
    status = line.pace.status.value if line.pace and line.pace.status else None
    return messages.Pace(line.kpi, line.figure.value, as_read(line.kpi, line.target.value), status)


def _shows(command: OnCommand, text: str = "") -> OnPress:
    """A button that does the same as a command."""

    def press(request: Request, _: Press) -> Answers:
        return command(request, text)

    return reads(press)


feature = Feature(
    "home",
    home=show,
    presses={
        messages.SCORECARD: _shows(scorecard.command),
        messages.TEAM_SCORECARD: _shows(scorecard.command, "team"),
        messages.GOALS: _shows(goals.command),
        messages.REVIEWS: _shows(reviews.command),
        messages.COACHING: _shows(coaching.command),
        messages.DIGEST: _shows(digest.command, "now"),
        messages.ROSTER: _shows(team.command),
        messages.HELP: _shows(overview.command),
        steps_messages.CONFIRM: confirm,
        steps_messages.CLOSE: close_first_steps,
        steps_messages.TEAM: first_steps.open_team,
        steps_messages.TARGET: first_steps.open_target,
        steps_messages.HOW: first_steps.how,
    },
    forms={steps_messages.TEAM_FORM: save_team, steps_messages.TARGET_FORM: save_target},
)
