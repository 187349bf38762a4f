"""Arranging the world: the clock and the people."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from handlers.local_slack.config import UserConfig
from handlers.local_slack.control.asking import Ask, ControlRefused
from handlers.local_slack.control.moments import MomentUnclear, moment
from handlers.local_slack.control.seeing import clock_of
from handlers.local_slack.events import member_joined, tell_later, tell_of_person
from handlers.local_slack.people import Person
from handlers.local_slack.wire import Payload

CHANGEABLE = ("name", "real_name", "display_name", "email", "title", "tz", "locale", "color", "home_team")
FARTHEST = 10 * 366 * 86_400  # seconds
SWITCHES = (
    *("is_admin", "is_owner", "is_bot", "is_restricted", "is_ultra_restricted", "is_email_confirmed"),
    *("is_away", "deleted"),
)


async def read_clock(ask: Ask) -> Payload:
    """What time it is."""
    return {"clock": clock_of(ask.platform)}


async def put_tour_away(ask: Ask) -> Payload:
    """The tour is not offered any more, in no browser; whoever wants it presses its button."""
    ask.platform.tour_is_put_away = True
    return {}


async def move_clock(ask: Ask) -> Payload:
    """Sets, advances, resets, stops or starts the clock."""
    clock = ask.platform.clock
    wanted = ask.arguments
    if wanted.get("reset"):
        clock.reset()
    if wanted.get("freeze") is True:
        clock.freeze()
    elif wanted.get("freeze") is False:
        clock.thaw()
    if "set" in wanted:
        clock.set(_instant(ask.text("set")))
    if "advance" in wanted:
        seconds = wanted["advance"]
        farthest = isinstance(seconds, int | float) and abs(seconds) <= FARTHEST
        if isinstance(seconds, bool) or not farthest:
            raise ControlRefused("invalid_moment", '"advance" must be a number of seconds, ten years at most.')
        clock.advance(seconds)
    if "to" in wanted:
        zone = ask.person.tz if ask.text("as") else "UTC"
        try:
            clock.set(moment(ask.text("to"), clock.now(), zone))
        except MomentUnclear as trouble:
            raise ControlRefused("invalid_moment", str(trouble)) from None
    ask.platform.stream.tell({"type": "clock"} | clock_of(ask.platform))
    await ask.platform.catch_up()
    return {"clock": clock_of(ask.platform)}


async def change_user(ask: Ask) -> Payload:
    """Creates or changes somebody; the app hears team_join or user_change."""
    workspace, platform = ask.workspace, ask.platform
    wanted = ask.arguments
    person = workspace.person(ask.required("id"))
    event = "user_change" if person else "team_join"
    _check_person(ask)
    if person is None:
        person = Person.from_config(UserConfig(ask.required("id"), ask.required("name")))
        workspace.people[person.id] = person
        for channel in workspace.channels.values():
            if not channel.is_im and not channel.is_private:
                channel.members.append(person.id)
    for name in CHANGEABLE:
        if name in wanted:
            setattr(person, name, str(wanted[name]))
    for name in SWITCHES:
        if name in wanted:
            setattr(person, name, bool(wanted[name]))
    person.updated = int(platform.now().timestamp())
    platform.stream.tell({"type": "users", "team": workspace.id, "id": person.id})
    ack = await tell_of_person(platform, workspace, person, event)
    return {"user": person.as_card(), "ack_ms": ack.ms if ack else None}


async def set_quiet(ask: Ask) -> Payload:
    """A person's do-not-disturb: hours (`from`, `until`, in their zone; "" = none), or `snooze` minutes (0 = end)."""
    person, platform = ask.actor, ask.platform
    quiet = person.quiet
    for name, given in (("start", "from"), ("end", "until")):
        if given in ask.arguments:
            setattr(quiet, name, _hour(ask, given))
    if "snooze" in ask.arguments:
        minutes = ask.arguments["snooze"]
        if isinstance(minutes, bool) or not isinstance(minutes, int) or minutes < 0:
            raise ControlRefused("invalid_value", '"snooze" must be a whole number of minutes.')
        quiet.snooze(platform.now(), minutes)
    status = quiet.status(platform.now(), person.tz)
    event = {"type": "dnd_updated_user", "user": person.id, "dnd_status": status}
    event["event_ts"] = platform.clock.ts()
    tell_later(platform, ask.workspace, ask.workspace.apps.values(), event)
    return {"dnd": status}


def _hour(ask: Ask, name: str) -> str:
    hour = ask.text(name)
    try:
        return hour and f"{time.fromisoformat(hour):%H:%M}"
    except ValueError:
        raise ControlRefused("invalid_value", f'"{name}" must be an hour such as "22:00".') from None


async def invite(ask: Ask) -> Payload:
    """Brings somebody (or the app) into a channel."""
    channel = ask.workspace.channel(ask.required("channel"))
    if channel is None or channel.is_im or channel.is_mpim:
        raise ControlRefused("channel_not_found", f'There is no channel "{ask.text("channel")}".')
    user = ask.person_named("user").id
    if user not in channel.members:
        channel.members.append(user)
        member_joined(ask.platform, ask.workspace, channel, user)
    return {}


async def verify_request_url(ask: Ask) -> Payload:
    """Sends url_verification to the app's request URL."""
    if not ask.app.request_url:
        raise ControlRefused("no_request_url", "This app is reached by Socket Mode.")
    return {"verified": await ask.platform.http_delivery.verify(ask.app)}


def _check_person(ask: Ask) -> None:
    if "tz" in ask.arguments:
        try:
            ZoneInfo(ask.text("tz"))
        except (KeyError, ValueError, OSError):
            raise ControlRefused("invalid_tz", f'"{ask.text("tz")}" is not a time zone.') from None
    for name in SWITCHES:
        if not isinstance(ask.arguments.get(name, False), bool):
            raise ControlRefused("invalid_value", f'"{name}" must be true or false.')


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ControlRefused("invalid_moment", f'"{text}" is not an ISO 8601 instant.') from None
    instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    if abs((instant - datetime.now(UTC)).total_seconds()) > FARTHEST:
        raise ControlRefused("invalid_moment", f'"{text}" is more than ten years away.')
    return instant
