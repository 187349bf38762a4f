"""What a handler is given (the request, and what was pressed or filled in), and what a feature declares."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.door.answers import Answers
from handlers.door.dropped_file import SlackFile
from messages.blocks import Message
from messages.words import Words, words
from models.acting import Acting
from models.privacy.reading import Thing, Way, note_reading
from models.rights import Rights, rights_of
from models.team.records import Person, Team
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from models.zones import zone_named


@dataclass(frozen=True)
class Request:
    """Everything a handler may know. One request is one transaction; the door commits it."""

    session: Session
    workspace: Workspace
    person: Person
    now: datetime
    secrets: Secrets
    """Seals and opens private notes."""
    channel_id: str = ""
    message: str = ""
    """The message that is read, as `channel:timestamp`; empty for commands, buttons and forms."""
    features: Sequence["Feature"] = ()
    """All features of this bot, in the order in which `/koers` tells of them."""
    thread: str = ""
    """The message in whose thread it was written, as `channel:timestamp`; empty outside threads."""

    @property
    def language(self) -> str:
        """The person's language; the workspace's when theirs is unknown."""
        return self.language_of(self.person)

    def language_of(self, reader: Person | Team) -> str:
        """In which somebody else, or the channel of a team, is written to."""
        return reader.language or self.workspace.language

    @property
    def words(self) -> Words:
        """The words in that language."""
        return words(self.language)

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone; the workspace's when theirs is unknown."""
        return zone_named(self.person.zone, self.workspace.zone)

    @property
    def today(self) -> date:
        """The date where the person is."""
        return self.now.astimezone(self.zone).date()

    @property
    def rights(self) -> Rights:
        """What the person may."""
        return rights_of(self.session, self.person, self.today)

    @property
    def acting(self) -> Acting:
        """The person as the one who does something: what actions take."""
        return Acting(self.session, self.workspace, self.person, self.now, self.today)

    def note_reading(self, thing: Thing, people: Iterable[Person | str | None], way: Way = Way.SLACK) -> None:
        """The answer shows a thing of these people (or ids): they can see that, with `/koers who read me`."""
        ids = [one.id if isinstance(one, Person) else one for one in people]
        note_reading(self.session, self.person.id, [id_ for id_ in ids if id_], thing, way)


@dataclass(frozen=True)
class Press:
    """A button pressed or a menu chosen."""

    action_id: str
    value: str = ""
    """The button's value, or what was chosen (options, dates, users)."""
    values: list[str] = field(default_factory=list)
    """What was chosen in a menu or checkboxes that take several."""
    fields: dict[str, Any] = field(default_factory=dict)
    """The fields of the modal or message it stands in, by block_id."""
    view_id: str = ""
    """Empty when the button stands in a message."""
    metadata: str = ""
    channel_id: str = ""
    message_ts: str = ""


@dataclass(frozen=True)
class Form:
    """A submitted modal: its fields by block_id. Texts are stripped; an empty one is None; several are lists."""

    fields: dict[str, Any]
    metadata: str = ""
    view_id: str = ""

    def text(self, name: str) -> str:
        """The text of a field; empty when nothing was filled in."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> list[str]:
        """The values of a field that takes several."""
        value = self.fields.get(name)
        return [str(item) for item in value] if isinstance(value, list) else []


@dataclass(frozen=True)
class SeenMessage:
    """The message on which a shortcut was run, whoever wrote it."""

    channel_id: str
    ts: str
    text: str
    written_at: datetime
    link: str
    """Slack's own address of it: who may not read it there cannot read it by this."""
    is_public: bool
    """Whether the whole workspace may read it: else its words go nowhere."""

    @property
    def key(self) -> str:
        """As the log names a message: `channel:timestamp`."""
        return f"{self.channel_id}:{self.ts}"


OnCommand: TypeAlias = Callable[[Request, str], Answers]
OnPress: TypeAlias = Callable[[Request, Press], Answers]
OnForm: TypeAlias = Callable[[Request, Form], Answers]
OnQuery: TypeAlias = Callable[[Request, str], Answers]
Show: TypeAlias = Callable[[Request, str], Message]
"""A list as it is now, of what its mark says (`Message.in_list`)."""
OnFile: TypeAlias = Callable[[Request, SlackFile], Answers]
OnShortcut: TypeAlias = Callable[[Request, SeenMessage | None], Answers]

_Handler = TypeVar("_Handler", bound=Callable[..., Answers])


@dataclass(frozen=True)
class Command:
    """A slash command, as its feature declares it."""

    word: str
    """What is typed after `/` (or after `/koers `). Public: it is never renamed."""
    answer: OnCommand
    does: str
    """What Slack says about it while somebody types `/`; English, like the rest of the manifest."""
    hint: str
    """What Slack suggests to type after it."""
    also: tuple[str, ...] = ()
    """The same word in other languages, understood behind `/koers` and in the DM."""
    only_in_koers: bool = False
    """Whether it is no slash command of its own: `/koers accounts`."""
    alone_in_dm: bool = False
    """Whether the word begins many other sentences: in the DM it is this command alone only, or behind `koers`."""
    actions: frozenset[str] = frozenset()
    """Words of all languages with which it goes on; with one of them behind the word it is no answer to a question."""


@dataclass(frozen=True)
class Shortcut:
    """A shortcut, as its feature declares it: of a message (behind its ⋯), or global (behind the plus)."""

    callback_id: str
    """`feature.verb`. Public: it is never renamed."""
    answer: OnShortcut
    name: str
    """What Slack shows; English, like the rest of the manifest, 24 characters at most."""
    does: str
    of_message: bool = False


@dataclass(frozen=True)
class Feature:
    """What a feature answers to and what it says about itself. `bot.py` plugs the features into the door.

    Its line on `/koers` and the examples to type stand among its words: `help_…` and `example…` in its template.
    """

    name: str
    """The one word for it in all rooms: `handlers.<name>`, `messages/templates/<name>.j2`."""
    commands: tuple[Command, ...] = ()
    prompts: tuple[str, ...] = ()
    """What it sends by itself: the keys of its cadences in `jobs/schedule.py`."""
    presses: dict[str, OnPress] = field(default_factory=dict)
    """By action_id, `feature.verb`; what follows a `:` in an action_id is left out of the look-up."""
    forms: dict[str, OnForm] = field(default_factory=dict)
    """By callback_id."""
    lists: dict[str, Show] = field(default_factory=dict)
    """How a list is shown again when something was done in it: by the name in its mark (`Message.in_list`)."""
    queries: dict[str, OnQuery] = field(default_factory=dict)
    """By action_id of a menu that fills itself while somebody types."""
    shortcuts: tuple[Shortcut, ...] = ()
    home: OnCommand | None = None
    """Shows the Home tab."""
    direct_message: OnCommand | None = None
    """A plain message in the bot's DM."""
    file: OnFile | None = None
    """A file that is dropped into the bot's DM."""
    changed_message: OnCommand | None = None
    """A plain message in the DM whose writer has changed it: what it says now."""
    reply: OnCommand | None = None
    """A plain message while the bot is asking the person something; None when it is not meant for that."""
    stands: OnCommand | None = None
    """After a plain message that was for something else: what is said of the question that still waits, if one does."""


def reads(handler: _Handler) -> _Handler:
    """Mark a handler that only asks: it runs beside other readers, in a transaction that is rolled back.

    One that writes all the same is answered as a crash: `Database.read` refuses.
    """
    handler.only_reads = True  # type: ignore[attr-defined]
    return handler


def reads_when(asks: Callable[[str], bool]) -> Callable[[_Handler], _Handler]:
    """Mark a command that only asks when `asks` says so of what was typed; it is then run as one marked with `@reads`."""

    def mark(handler: _Handler) -> _Handler:
        handler.reads_when = asks  # type: ignore[attr-defined]
        return handler

    return mark
