"""The Home tab, and its short ways to everything else."""

from collections.abc import Sequence
from datetime import timedelta

from handlers import leave, overview, preferences, team
from handlers.audit import command as audit
from handlers.coaching import command as coaching
from handlers.connections.views import connection_views
from handlers.deals import command as deals
from handlers.digest import command as digest
from handlers.door.answers import Answers, FormErrors, Replace, ShowHome
from handlers.door.request import Feature, Form, OnCommand, OnPress, Press, Request, reads
from handlers.goals import command as goals
from handlers.home.leading import leading_view
from handlers.home.views import own_view, welcome_view
from handlers.qbr import command as qbr
from handlers.reviews import command as reviews
from handlers.scorecard import command as scorecard
from handlers.settings import first_steps
from messages.home import tab as messages
from messages.settings import first_steps as steps_messages
from models.newcomers.standing import own_progress, progress_below
from models.permissions import Right
from models.team.leave import leave_of
from models.workspace.settings import author_of, confirm_guesses

LEAVE_AHEAD = timedelta(days=60)


@reads
def show(request: Request, _: str) -> Answers:
    """Somebody opens the Home tab."""
    person, rights = request.person, request.rights
    away = leave_of(request.session, person, request.today, request.today + LEAVE_AHEAD)
    tab = messages.Tab(
        name=person.name.split()[0],
        day=request.today,
        own=own_view(request),
        next_leave=away[0].first_day if away else None,
        currency=request.workspace.currency,
        surveys=[mine for mine in audit.mine(request) if not mine.is_finished],
        sells=person.is_rep,
        manages=rights.may(Right.MANAGE),
        is_admin=rights.may(Right.ADMINISTER),
        first_steps=first_steps.checklist_view(request),
        welcome=welcome_view(request),
        own_plan=own_progress(request.session, request.workspace, person, request.today),
        newcomers=progress_below(request.session, request.workspace, person, request.today)
        if rights.may(Right.MANAGE)
        else (),
        leading=leading_view(request) if rights.may(Right.GET_DIGEST) else None,
        connections=connection_views(request) if rights.may(Right.CONNECT_CRM) else None,
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


def _shows(command: OnCommand, text: str = "") -> OnPress:
    """A button that does the same as a command."""

    def press(request: Request, _: Press) -> Answers:
        return command(request, text)

    return reads(press)


feature = Feature(
    "home",
    home=show,
    prompts=("home.welcome",),
    presses={
        messages.SCORECARD: _shows(scorecard.command),
        messages.TEAM_SCORECARD: _shows(scorecard.command, "team"),
        messages.CORRECTIONS: _shows(scorecard.command, "corrections"),
        messages.GOALS: _shows(goals.command),
        messages.DEALS: _shows(deals.command, "list"),
        messages.REVIEWS: _shows(reviews.command),
        messages.QBRS: _shows(qbr.command),
        messages.COACHING: _shows(coaching.command),
        messages.DIGEST: _shows(digest.command, "now"),
        messages.PEOPLE: _shows(team.command),
        messages.LEAVE: _shows(leave.command),
        messages.ME: _shows(preferences.command),
        messages.HELP: _shows(overview.command),
        steps_messages.CONFIRM: confirm,
        steps_messages.CLOSE: close_first_steps,
        steps_messages.TEAM: first_steps.open_team,
        steps_messages.TARGET: first_steps.open_target,
        steps_messages.HOW: first_steps.how,
    },
    forms={steps_messages.TEAM_FORM: save_team, steps_messages.TARGET_FORM: save_target},
)
