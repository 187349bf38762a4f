"""The people of a workspace, and how the Web API shows them."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.local_slack.config import AppConfig, UserConfig
from handlers.local_slack.quiet import Quiet
from handlers.local_slack.wire import Payload

SLACKBOT = "USLACKBOT"


@dataclass
class Person:
    """Somebody with an account: a colleague, a guest, the app's bot, Slackbot."""

    id: str
    name: str
    real_name: str
    display_name: str
    email: str
    title: str
    tz: str
    locale: str
    color: str
    is_admin: bool = False
    is_owner: bool = False
    is_primary_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    """A guest of several channels."""
    is_ultra_restricted: bool = False
    """A guest of one channel; Slack says of them that they are restricted too."""
    home_team: str = ""
    """The id of another workspace whose user this is: a stranger, in a channel that both share (Slack Connect)."""
    is_email_confirmed: bool = True
    deleted: bool = False
    is_away: bool = False
    quiet: Quiet = field(default_factory=Quiet)
    updated: int = 0

    @classmethod
    def from_config(cls, user: UserConfig) -> "Person":
        real_name = user.real_name or user.name
        return cls(
            id=user.id,
            name=user.name,
            real_name=real_name,
            display_name=user.display_name or user.name,
            email=user.email,
            title=user.title,
            tz=user.tz,
            locale=user.locale,
            color=user.color,
            is_admin=user.is_admin or user.is_owner,
            is_owner=user.is_owner,
            is_bot=user.is_bot,
            is_restricted=user.is_restricted,
            is_ultra_restricted=user.is_ultra_restricted,
            home_team=user.home_team,
            deleted=user.deleted,
        )

    @classmethod
    def bot_of(cls, app: AppConfig) -> "Person":
        """The app's bot user."""
        name = app.name.lower().replace(" ", "-")
        return cls(
            app.bot_user_id, name, app.name, app.name, "", "", "America/Los_Angeles", "en-US", "5a67a6", is_bot=True
        )

    @property
    def has_messages(self) -> bool:
        """Whether an app may write to this account: people, not bots, and not Slackbot either."""
        return not self.is_bot and self.id != SLACKBOT

    @classmethod
    def slackbot(cls) -> "Person":
        """Slackbot, who is in every workspace and, famously, does not say that it is a bot."""
        return cls(SLACKBOT, "slackbot", "Slackbot", "Slackbot", "", "", "America/Los_Angeles", "en-US", "757575")

    def team(self, team_id: str) -> str:
        """The id of their own workspace, seen from the workspace `team_id`."""
        return self.home_team or team_id

    def as_slack(self, team_id: str, now: datetime, *, locale: bool, email: bool) -> Payload:
        """The user object. Deactivated people have no zone or rights; `locale` and `email` come only when allowed."""
        profile = {
            "title": self.title,
            "phone": "",
            "skype": "",
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.display_name,
            "display_name_normalized": self.display_name,
            "fields": {},
            "status_text": "",
            "status_emoji": "",
            "status_expiration": 0,
            "avatar_hash": "",
            "first_name": self.real_name.split(" ")[0],
            "last_name": self.real_name.partition(" ")[2],
            "team": self.team(team_id),
        }
        if email and self.email:
            profile["email"] = self.email
        user: Payload = {
            "id": self.id,
            "team_id": self.team(team_id),
            "name": self.name,
            "deleted": self.deleted,
            "profile": profile,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": self.updated or int(now.timestamp()),
        }
        if self.home_team:
            user["is_stranger"] = True
        if self.deleted:
            return user
        zone = now.astimezone(ZoneInfo(self.tz))
        offset = zone.utcoffset()
        user |= {
            "color": self.color,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": zone.tzname() or self.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": self.is_primary_owner,
            "is_restricted": self.is_restricted or self.is_ultra_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_email_confirmed": self.is_email_confirmed and not self.is_bot,
            "who_can_share_contact_card": "EVERYONE",
        }
        if locale:
            user["locale"] = self.locale
        return user

    def as_card(self) -> Payload:
        """What the page shows of a person."""
        names = ("id", "name", "real_name", "display_name", "tz", "locale", "deleted", "is_bot", "is_owner", "is_admin")
        more = ("is_restricted", "is_ultra_restricted", "home_team", "title", "color", "email")
        return {name: getattr(self, name) for name in (*names, *more)}
