"""A file that somebody drops in the conversation with the bot, as Slack tells of it and as it is read."""

from dataclasses import dataclass
from enum import Enum, auto

TABLES = frozenset({"csv", "tsv", "txt", "text", "ics", "plain"})


@dataclass(frozen=True)
class SlackFile:
    """A file that somebody dropped, as Slack tells of it."""

    id: str
    name: str
    filetype: str
    """What Slack takes it for: `csv`, `xlsx`, `png`."""
    size: int
    """Bytes."""
    owner: str
    """The Slack id of who dropped it."""
    is_elsewhere: bool = False
    """It lies with another service (Google Drive), and Slack only has its address."""
    is_unseen: bool = False
    """Slack does not say yet what it is (`check_file_info`)."""
    has_words: bool = False
    """Something was written beside it."""

    @property
    def ending(self) -> str:
        """How its name ends, without the dot, in small letters; without a name what Slack takes it for."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else self.filetype

    @property
    def is_table(self) -> bool:
        """Whether it may hold rows or a calendar."""
        return self.is_unseen or self.ending in TABLES


class Trouble(Enum):
    """Why a file could not be read."""

    GONE = auto()
    NO_SCOPE = auto()
    NOT_YOURS = auto()
    ELSEWHERE = auto()
    TOO_LARGE = auto()
    UNREACHABLE = auto()


@dataclass(frozen=True)
class FileRead:
    """A file with its bytes, or why there are none."""

    file: SlackFile | None = None
    data: bytes = b""
    trouble: Trouble | None = None
