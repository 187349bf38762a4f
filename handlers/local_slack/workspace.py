"""One workspace: its people, its conversations, and what stands on each person's screen."""

from datetime import datetime
from itertools import count

from handlers.local_slack.channels import Channel
from handlers.local_slack.config import AppConfig, CommandConfig, ShortcutConfig, WorkspaceConfig
from handlers.local_slack.form_state import StateKey
from handlers.local_slack.people import SLACKBOT, Person
from handlers.local_slack.screens import Screens
from handlers.local_slack.wire import Payload


class Workspace:
    """The state of one team. It knows no HTTP and sends nothing."""

    def __init__(self, config: WorkspaceConfig, now: datetime) -> None:
        self.id = config.id
        self.name = config.name
        self.domain = config.domain
        self.apps = {app.id: app for app in config.every_app().values()}
        self.refused_blocks = set(config.refused_blocks)
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.screens = Screens()
        self.offered: dict[StateKey, list[Payload]] = {}  # options that the app offered last, by block and action
        self._direct: dict[frozenset[str], Channel] = {}
        self._created = int(now.timestamp())
        self._numbers = count(1)
        for user in config.users:
            self.people[user.id] = Person.from_config(user)
        if owner := next((p for p in self.people.values() if p.is_owner), None):
            owner.is_primary_owner = True
        for known in (*map(Person.bot_of, self.apps.values()), Person.slackbot()):
            self.people[known.id] = known
        everyone = [p.id for p in self.people.values() if not p.deleted and p.id != SLACKBOT]
        for channel in config.channels:
            members = list(everyone if channel.members is None else channel.members)
            self.channels[channel.id] = Channel(
                channel.id,
                channel.name,
                self._created,
                creator=members[0] if members else "",
                topic=channel.topic,
                is_private=channel.is_private,
                is_archived=channel.is_archived,
                members=members,
            )

    def number(self, letter: str) -> str:
        """A new id of this workspace, such as V00000012T1."""
        return f"{letter}{next(self._numbers):08d}{self.id}"

    def person(self, user_id: str) -> Person | None:
        """The person with this id."""
        return self.people.get(user_id)

    def person_called(self, name: str) -> Person | None:
        """The person with this handle, display name or full name; capitals do not matter."""
        wanted = name.casefold()
        for person in self.people.values():
            if wanted in (person.name.casefold(), person.display_name.casefold(), person.real_name.casefold()):
                return person
        return None

    def channel(self, id_or_name: str) -> Channel | None:
        """The conversation with this id, or the channel with this name (with or without #)."""
        if found := self.channels.get(id_or_name):
            return found
        name = id_or_name.removeprefix("#")
        return next((c for c in self.channels.values() if not (c.is_im or c.is_mpim) and c.name == name), None)

    def direct(self, one: str, other: str) -> Channel:
        """The direct message between two accounts, opened when it does not exist yet."""
        pair = frozenset((one, other))
        if pair not in self._direct:
            channel = Channel(self.number("D"), "directmessage", self._created, is_im=True, members=[one, other])
            self.channels[channel.id] = self._direct[pair] = channel
        return self._direct[pair]

    def group(self, people: list[str]) -> Channel:
        """The group direct message of these accounts, opened when it does not exist yet."""
        group = frozenset(people)
        if group not in self._direct:
            names = "--".join(self.people[one].name for one in people)
            channel = Channel(
                self.number("G"),
                f"mpdm-{names}-1",
                self._created,
                creator=people[-1],
                is_mpim=True,
                is_private=True,
                members=list(people),
            )
            self.channels[channel.id] = self._direct[group] = channel
        return self._direct[group]

    def app_that_wrote(self, message: Payload) -> AppConfig | None:
        """The app whose message this is; None when a person wrote it."""
        return self.apps.get(message.get("app_id", ""))

    def app_behind(self, bot_user_id: str | None) -> AppConfig | None:
        """The app of this bot user."""
        return next((app for app in self.apps.values() if app.bot_user_id == bot_user_id), None)

    def apps_in(self, channel: Channel) -> list[AppConfig]:
        """The apps that are in a conversation, and so hear what is said there."""
        return [app for app in self.apps.values() if app.bot_user_id in channel.members]

    def command(self, name: str) -> tuple[AppConfig, CommandConfig] | None:
        """The slash command with this name and its app; of two apps the one that was installed last has it."""
        for app in reversed(self.apps.values()):
            for known in app.commands:
                if known.command == name and app.installed and "commands" in app.scopes:
                    return app, known
        return None

    def shortcut(self, callback_id: str, kind: str, app_id: str = "") -> tuple[AppConfig, ShortcutConfig] | None:
        """The shortcut with this callback_id, "global" or of a "message", and its app: this one, or the first that has it."""
        for app in self.apps.values():
            if app_id in ("", app.id) and app.installed and "commands" in app.scopes:
                for known in app.shortcuts:
                    if (known.callback_id, known.type) == (callback_id, kind):
                        return app, known
        return None
