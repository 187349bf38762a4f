"""`/digest`: the weekly digest, now or as it comes by itself."""

import re

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Press, Request, reads
from handlers.door.who import team_found
from handlers.phrases.wishes import read_wish
from handlers.phrases.words import HELP
from handlers.preferences import preference_view, wished
from handlers.scorecard import command as scorecard
from messages import delivery
from messages.digest import channel
from messages.style import digest as styled
from models.delivery.preferences import preference_of
from models.delivery.troubles import troubles
from models.digest.company_reading import company_week, reads_by_team, week_of_channel
from models.digest.reading import trend_of_team, week_before, week_of_manager
from models.digest.recurrence import for_channels
from models.period import Period, week_of
from models.permissions import Right
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.style.preference import style_for
from models.team.queries import teams_of

PREFERENCE = "digest"
NOW = {"now", "nu", "preview", "voorbeeld", "last week", "vorige week", "me", "mij"}
THIS_WEEK = {"this week", "deze week", "week"}
TEAM = re.compile(r"(?:the |het )?(?:team|channel|kanaal)(?:\s+(.+))?", re.IGNORECASE)


def command(request: Request, text: str) -> Answers:
    """`/digest`, `now`, `this week`, `team`, `team North`, `off`, `on`, `every 2 weeks`, `at 07:45`, `snooze until friday`, `help`."""
    typed = text.strip()
    word = typed.lower()
    if not word:
        return overview(request)
    if word in HELP:
        return Whisper(delivery.digest_help(request.language))
    if word in NOW:
        return preview(request, week_before(request.today))
    if word in THIS_WEEK:
        return preview(request, week_of(request.today))
    if team := TEAM.fullmatch(typed):
        return of_team(request, team.group(1))
    return _wish(request, typed)


def overview(request: Request) -> Answers:
    """When it comes to this person and to the channels of the teams they may see."""
    own = (
        preference_view(request, preference_of(request.session, request.person, PREFERENCE))
        if request.rights.may(Right.GET_DIGEST)
        else None
    )
    rights = request.rights
    at = f"{for_channels(request.workspace).at:%H:%M}"
    channels = [
        delivery.Coming(team.name, team.channel_id or "", at)
        for team in teams_of(request.session, request.workspace.workspace_id)
        if rights.may(Right.SEE_TEAM, team)
    ]
    is_told = rights.may(Right.ADMINISTER)
    failed = troubles(request.session, request.workspace.workspace_id, request.now) if is_told else []
    return Whisper(delivery.digest_overview(request.language, own, channels, failed, request.zone.key))


def preview(request: Request, period: Period, *, is_whole: bool = False) -> Answers:
    """The digest of a week as it would come now, to oneself; nothing is sent to anybody. `is_whole`: whatever their style."""
    request.rights.require(Right.GET_DIGEST)
    session, workspace = request.session, request.workspace
    style = None if is_whole else style_for(request.person)
    if reads_by_team(session, workspace, request.person, period, request.now):
        company = company_week(session, workspace, request.person, period, request.now)
        request.note_reading(Thing.WEEK, [rep.person_id for rep in company.week.reps])
        return Whisper(styled.to_leader(request.language, company, style, preview=True))
    week = week_of_manager(session, workspace, request.person, period, request.now)
    if not week.reps:
        return Whisper(delivery.nothing_to_preview(request.language))
    request.note_reading(Thing.WEEK, [rep.person_id for rep in week.reps])
    return Whisper(styled.to_manager(request.language, week, style, preview=True))


def of_team(request: Request, name: str | None) -> Answers:
    """What the channel of a team gets, to oneself; without a name one's own team."""
    team = team_found(request, name.strip() if name else None)
    request.rights.require(Right.SEE_TEAM, team, team=team.name)
    session, workspace, period = request.session, request.workspace, week_before(request.today)
    week, news = week_of_channel(session, workspace, request.person, team, period, request.now)
    if not week.has_anything:
        return Whisper(channel.nothing_for_channel(request.language, team.name, period))
    trend = trend_of_team(session, workspace, team, period, request.now)
    return Whisper(channel.to_channel(request.language, team.name, week, trend, news, preview=True))


@reads
def open_scorecard(request: Request, press: Press) -> Answers:
    """The scorecard of last week behind the digest: the team's, or everybody's for a leader without a team."""
    whose = "team" if request.person.team_id else "all"
    return scorecard.command(request, f"{whose} last week")


def _wish(request: Request, typed: str) -> Answers:
    request.rights.require(Right.GET_DIGEST)
    wish = read_wish(typed)
    if wish is None:
        raise Refusal("delivery.not_understood", typed=typed[:60])
    return wished(request, PREFERENCE, wish)
