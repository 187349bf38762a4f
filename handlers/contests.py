"""`/koers contest`: competitions of a team that people opt into; started by who leads it, joined and left by a press."""

import re
from dataclasses import replace

from handlers.door.answers import Answer, Answers, Replace, Whisper, WithdrawMessage
from handlers.door.request import Command, Feature, Press, Request, reads
from handlers.door.who import team_found
from handlers.phrases.kpis import kpi_at, with_own
from handlers.phrases.words import HELP, each_of
from messages import contests as messages
from models.contests.actions import join, leave, running, start, stop
from models.contests.records import Contest, ContestKind
from models.contests.view import ContestView, view_of
from models.delivery.outbox import post
from models.delivery.queries import deliveries_about
from models.delivery.withdrawing import withdraw
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.own_kpis import kpi_in, own_kpis_of
from models.team.queries import teams_of
from models.team.records import Team

CADENCE = "reply:contest"
"""The invitation in the channel: it comes with what somebody just did."""
START = each_of("start begin new nieuw nieuwe")
USUAL_WEEKS = 2
_WEEKS = re.compile(r"\b(\d{1,3}|a|one|een|één)\s*(?:weeks?|weken)\b", re.IGNORECASE)
_TEAM = re.compile(r"\bteam\s+(\"[^\"]+\"|“[^”]+”|\S+)", re.IGNORECASE)
_KINDS = {
    **dict.fromkeys(each_of("improved improvement improve vooruitgang verbetering"), ContestKind.IMPROVED),
    **dict.fromkeys(each_of("best record records beste"), ContestKind.RECORD),
}


def command(request: Request, text: str) -> Answers:
    """`/koers contest`, `… start first meetings 2 weeks`, `… improved`, `… best`, `… help`."""
    line = text.strip()
    first, _, rest = line.partition(" ")
    if line.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if first.lower() in START:
        return _start(request, rest.strip())
    return _overview(request)


def take_part(request: Request, press: Press) -> Answers:
    """“Join”: only who presses is told."""
    contest = join(request.acting, press.value)
    return Whisper(messages.joined(request.language, _view(request, contest)))


def leave_it(request: Request, press: Press) -> Answers:
    """“Leave”: one press, and nobody is told."""
    contest = leave(request.acting, press.value)
    return Whisper(messages.left(request.language, _view(request, contest)))


def stop_it(request: Request, press: Press) -> Answers:
    """“Stop”, and Undo of a start: it is over without a result, and the invitation is gone."""
    contest = stop(request.acting, press.value)
    gone: list[Answer] = []
    for delivery in deliveries_about(request.session, contest.workspace_id, CADENCE, contest.id):
        place = withdraw(delivery, request.now, "the competition was stopped", "contests.under_way")
        gone += [WithdrawMessage(*place)] if place else []
    return [*gone, Replace(messages.stopped(request.language, _view(request, contest)))]


@reads
def show(request: Request, press: Press) -> Answers:
    """What runs, from a button."""
    return _overview(request)


def _start(request: Request, line: str) -> Answers:
    team = team_found(request, _named_team(line))
    words = with_own(_TEAM.sub("", line), own_kpis_of(request.workspace).values())
    key = next((found[0] for at in range(len(words.tokens)) if (found := kpi_at(words, at))), None)
    if key is None:
        raise Refusal("contests.which_kpi")
    kinds = [_KINDS[word] for word in line.lower().split() if word in _KINDS]
    kind = kinds[0] if kinds else ContestKind.SHARE
    weeks = _WEEKS.search(line)
    length = USUAL_WEEKS if weeks is None else int(weeks[1]) if weeks[1].isdecimal() else 1
    contest = start(request.acting, team, kpi_in(request.workspace, key, of_one_rep=True), kind, length)
    view = view_of(request.session, request.workspace, contest, request.now, request.today)
    language = request.language_of(team)
    post(
        request.session,
        team.workspace_id,
        recipient=f"channel:{team.channel_id}",
        cadence=CADENCE,
        slot=contest.id,
        now=request.now,
        message=messages.invited(language, view, request.person.name),
    )
    return Whisper(messages.started(request.language, _view(request, contest), team.channel_id or ""))


def _named_team(line: str) -> str | None:
    found = _TEAM.search(line)
    return found[1].strip('"“”') if found else None


def _overview(request: Request) -> Answers:
    teams = teams_of(request.session, request.workspace.workspace_id)
    seen = [team for team in teams if request.rights.may(Right.SEE_TEAM, team)]
    views = [_view(request, one) for team in seen for one in running(request.session, team, request.today)]
    may_start = any(request.rights.may(Right.RUN_CONTEST, team) for team in seen)
    return Whisper(messages.listed(request.language, views, may_start=may_start))


def _view(request: Request, contest: Contest) -> ContestView:
    view = view_of(request.session, request.workspace, contest, request.now, request.today, request.person)
    team = request.session.get_one(Team, (contest.workspace_id, contest.team_id))
    is_open = contest.kind != ContestKind.RECORD and request.today <= contest.first_day
    is_theirs = request.person.team_id == contest.team_id and request.person.is_rep
    return replace(
        view,
        may_join=is_open and is_theirs and not view.takes_part,
        may_stop=request.rights.may(Right.RUN_CONTEST, team),
    )


feature = Feature(
    "contests",
    commands=(
        Command(
            "contest",
            command,
            does="Competitions that people opt into",
            hint="start first meetings 2 weeks",
            also=("contests", "competition", "wedstrijd", "wedstrijden"),
            only_in_koers=True,
        ),
    ),
    prompts=("contests.result", "contests.own"),
    presses={messages.JOIN: take_part, messages.LEAVE: leave_it, messages.STOP: stop_it, messages.SHOW: show},
)
