"""`/digest`: the weekly digest, now or as it comes by itself."""

import re
from datetime import date, timedelta

from sqlmodel import col, select

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.unreadable import unreadable
from handlers.phrases import Direction, Unreadable, read_date
from handlers.phrases.words import HELP
from handlers.preferences import minute_of, preference_view
from handlers.scorecard import command as scorecard
from messages import delivery
from messages.digest import weekly
from messages.digest.company import to_leader
from models.delivery.preferences import come_at, come_every, preference_of, snooze, turn_off, turn_on
from models.delivery.troubles import troubles
from models.digest.company_reading import company_week, leads_managers
from models.digest.reading import week_before, week_of_manager
from models.digest.recurrence import for_channels
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Team

PREFERENCE = "digest"
NOW = {"now", "nu", "preview", "voorbeeld"}
OFF = {"off", "stop", "never", "uit", "nooit"}
ON = {"on", "start", "aan"}
EVERY = re.compile(
    r"(?:every|each|elke|iedere)\s+(?:(\d+|other|second|andere|tweede)\s+)?(?:weeks?|weken)|(om de week)", re.IGNORECASE
)
OTHER = {"other", "second", "andere", "tweede", "om de week"}
AT = re.compile(r"(?:at|om)\s+(\S+)(?:\s+uur)?", re.IGNORECASE)
UNTIL = re.compile(r"(?:snooze|pause|pauze|pauzeer|sluimer)?\s*(?:until|till|tot|t/m)\s+(.+)", re.IGNORECASE)


def command(request: Request, text: str) -> Answers:
    """`/digest`, `now`, `off`, `on`, `every 2 weeks`, `at 07:45`, `snooze until friday`, `help`."""
    typed = text.strip()
    word = typed.lower()
    if not word:
        return overview(request)
    if word in HELP:
        return Whisper(delivery.digest_help(request.language))
    if word in NOW:
        return preview(request)
    return _wish(request, typed)


def overview(request: Request) -> Answers:
    """When it comes to this person and to the channels of the teams they may see."""
    own = (
        preference_view(request, preference_of(request.session, request.person, PREFERENCE))
        if request.rights.may(Right.GET_DIGEST)
        else None
    )
    rights = request.rights
    teams = select(Team).where(Team.workspace_id == request.workspace.workspace_id).order_by(col(Team.name))
    at = f"{for_channels(request.workspace).at:%H:%M}"
    channels = [
        delivery.Coming(team.name, team.channel_id or "", at)
        for team in request.session.exec(teams)
        if rights.may(Right.SEE_TEAM, team)
    ]
    is_told = rights.may(Right.ADMINISTER)
    failed = troubles(request.session, request.workspace.workspace_id, request.now) if is_told else []
    return Whisper(delivery.digest_overview(request.language, own, channels, failed, request.zone.key))


def preview(request: Request) -> Answers:
    """The digest as it would come now, to oneself; nothing is sent to anybody."""
    request.rights.require(Right.GET_DIGEST)
    session, workspace, period = request.session, request.workspace, week_before(request.today)
    if leads_managers(session, workspace, request.person, request.now):
        company = company_week(session, workspace, request.person, period, request.now)
        return Whisper(to_leader(request.language, company, preview=True))
    week = week_of_manager(session, workspace, request.person, period, request.now)
    if not week.reps:
        return Whisper(delivery.nothing_to_preview(request.language))
    return Whisper(weekly.to_manager(request.language, week, preview=True))


@reads
def open_scorecard(request: Request, press: Press) -> Answers:
    """The scorecard of last week behind the digest: the team's, or everybody's for a leader without a team."""
    whose = "team" if request.person.team_id else "all"
    return scorecard.command(request, f"{whose} last week")


def _wish(request: Request, typed: str) -> Answers:
    request.rights.require(Right.GET_DIGEST)
    session, person = request.session, request.person
    word = typed.lower()
    if word in OFF:
        preference = turn_off(session, person, PREFERENCE)
    elif word in ON:
        preference = turn_on(session, person, PREFERENCE)
    elif every := EVERY.fullmatch(word):
        number = every.group(1) or every.group(2) or "1"
        preference = come_every(session, person, PREFERENCE, 2 if number in OTHER else int(number), request.today)
    elif at := AT.fullmatch(word):
        preference = come_at(session, person, PREFERENCE, minute_of(at.group(1)))
    elif until := UNTIL.fullmatch(typed):
        try:
            day = _coming(request, until.group(1))
        except Unreadable as error:
            return unreadable(request, error, "digest")
        preference = snooze(session, person, PREFERENCE, day, request.today)
    else:
        raise Refusal("delivery.not_understood", typed=typed[:60])
    return Whisper(delivery.noted(request.language, preference_view(request, preference)))


def _coming(request: Request, typed: str) -> date:
    """The day that is meant; on a Friday `until friday` is the next one. Raises Unreadable."""
    day, from_tomorrow = (
        read_date(typed, since, direction=Direction.FUTURE, language=request.language)
        for since in (request.today, request.today + timedelta(days=1))
    )
    is_this_weekday = day == request.today and from_tomorrow == day + timedelta(days=7)
    return from_tomorrow if is_this_weekday else day
