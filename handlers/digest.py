"""`/digest`: the weekly digest, now or as it comes by itself."""

import re
from datetime import date, timedelta

from sqlmodel import col, select

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Feature, Press, Visit, reads
from handlers.door.unreadable import unreadable
from handlers.phrases import Direction, Unreadable, read_date
from handlers.phrases.words import HELP
from handlers.preferences import minute_of, wished
from handlers.scorecard import command as scorecard
from messages import delivery
from messages.digest import weekly
from models.delivery.preferences import come_at, come_every, snooze, turn_off, turn_on, wish_of
from models.delivery.troubles import troubles
from models.digest.reading import week_before, week_of_manager
from models.digest.recurrence import FOR_CHANNELS
from models.refusal import Refusal
from models.team.access import has_reports, sight_of
from models.team.records import Team

WISH = "digest"
NOW = {"now", "nu", "preview", "voorbeeld"}
OFF = {"off", "stop", "never", "uit", "nooit"}
ON = {"on", "start", "aan"}
EVERY = re.compile(
    r"(?:every|each|elke|iedere)\s+(?:(\d+|other|second|andere|tweede)\s+)?(?:weeks?|weken)|(om de week)",
    re.IGNORECASE,
)
OTHER = {"other", "second", "andere", "tweede", "om de week"}
AT = re.compile(r"(?:at|om)\s+(\S+)(?:\s+uur)?", re.IGNORECASE)
UNTIL = re.compile(r"(?:snooze|pause|pauze|pauzeer|sluimer)?\s*(?:until|till|tot|t/m)\s+(.+)", re.IGNORECASE)


def command(visit: Visit, text: str) -> Answers:
    """`/digest`, `now`, `off`, `on`, `every 2 weeks`, `at 07:45`, `snooze until friday`, `help`."""
    typed = text.strip()
    word = typed.lower()
    if not word:
        return overview(visit)
    if word in HELP:
        return Whisper(delivery.digest_help(visit.language))
    if word in NOW:
        return preview(visit)
    return _wish(visit, typed)


def overview(visit: Visit) -> Answers:
    """When it comes to this person and to the channels of the teams they may see."""
    own = wished(visit, wish_of(visit.session, visit.person, WISH)) if _manages(visit) else None
    sight = sight_of(visit.session, visit.person)
    teams = select(Team).where(Team.workspace_id == visit.workspace.workspace_id).order_by(col(Team.name))
    at = f"{FOR_CHANNELS.at:%H:%M}"
    channels = [
        delivery.Coming(team.name, team.channel_id or "", at)
        for team in visit.session.exec(teams)
        if sight.sees_team(team)
    ]
    failed = troubles(visit.session, visit.workspace.workspace_id, visit.now) if visit.person.is_admin else []
    return Whisper(delivery.digest_overview(visit.language, own, channels, failed, visit.zone.key))


def preview(visit: Visit) -> Answers:
    """The digest as it would come now, to oneself; nothing is sent to anybody."""
    if not _manages(visit):
        raise Refusal("delivery.no_reports")
    week = week_of_manager(visit.session, visit.workspace, visit.person, week_before(visit.today), visit.now)
    if not week.reps:
        return Whisper(delivery.nothing_to_preview(visit.language))
    return Whisper(weekly.to_manager(visit.language, week, preview=True))


@reads
def open_scorecard(visit: Visit, press: Press) -> Answers:
    """The scorecard of last week behind the digest: the team's, or everybody's for a leader without a team."""
    whose = "team" if visit.person.team_id else "all"
    return scorecard.command(visit, f"{whose} last week")


def _wish(visit: Visit, typed: str) -> Answers:
    if not _manages(visit):
        raise Refusal("delivery.no_reports")
    session, person = visit.session, visit.person
    word = typed.lower()
    if word in OFF:
        wish = turn_off(session, person, WISH)
    elif word in ON:
        wish = turn_on(session, person, WISH)
    elif every := EVERY.fullmatch(word):
        number = every.group(1) or every.group(2) or "1"
        wish = come_every(session, person, WISH, 2 if number in OTHER else int(number), visit.today)
    elif at := AT.fullmatch(word):
        wish = come_at(session, person, WISH, minute_of(at.group(1)))
    elif until := UNTIL.fullmatch(typed):
        try:
            day = _coming(visit, until.group(1))
        except Unreadable as error:
            return unreadable(visit, error, "digest")
        wish = snooze(session, person, WISH, day, visit.today)
    else:
        raise Refusal("delivery.not_understood", typed=typed[:60])
    return Whisper(delivery.noted(visit.language, wished(visit, wish)))


def _coming(visit: Visit, typed: str) -> date:
    """The day that is meant; on a Friday `until friday` is the next one. Raises Unreadable."""
    day, from_tomorrow = (
        read_date(typed, since, direction=Direction.FUTURE, language=visit.language)
        for since in (visit.today, visit.today + timedelta(days=1))
    )
    is_this_weekday = day == visit.today and from_tomorrow == day + timedelta(days=7)
    return from_tomorrow if is_this_weekday else day


def _manages(visit: Visit) -> bool:
    return has_reports(visit.session, visit.person)


feature = Feature(commands={"digest": command}, presses={weekly.SCORECARD: open_scorecard})
