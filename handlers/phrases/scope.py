"""Whose figures: `me`, `@bram`, `team`, `team North`, `my line`, `all`."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from handlers.phrases.people import ME, PersonRef, named, person_at
from handlers.phrases.tokens import QUOTED, WORD, Typed
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import ARTICLES, each_of

ALL = each_of("all everyone everybody workspace company alles iedereen allen allemaal organisatie bedrijf organisation")
TEAM = each_of("team teams ploeg")
LINE = each_of("line reports people lijn mensen")
"""Behind `my`: everybody below the speaker. Only the scorecard knows it."""
_MY = each_of("my mijn")
_WHOLE = each_of("whole entire hele heel gehele my our mijn ons onze")


class ScopeKind(StrEnum):
    """The kinds of scope."""

    ME = "me"
    PERSON = "person"
    TEAM = "team"
    LINE = "line"
    """Everybody below the speaker."""
    ROLE = "role"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures. A team without a name is the speaker's own."""

    kind: ScopeKind
    person: PersonRef | None = None
    team: str | None = None
    role: str | None = None

    @classmethod
    def of_name(cls, name: str) -> "Scope":
        """A person by their name."""
        return cls(ScopeKind.PERSON, named(name))


def scope_at(
    words: Typed, at: int, teams: Collection[str], ends_name: Callable[[int], bool]
) -> tuple[Scope, int] | None:
    """The scope that starts at a token, and the position after it.

    Behind `team` stands a quoted name, one of `teams`, or words until `ends_name` says that something else begins.
    """
    low = words.low(at)
    if found := person_at(words, at):
        return Scope(ScopeKind.PERSON, found[0]), found[1]
    if low in _WHOLE | ARTICLES and words.low(at + 1) in TEAM:
        return Scope(ScopeKind.TEAM), at + 2
    if low in _WHOLE | ARTICLES and words.low(at + 1) in ALL:
        return Scope(ScopeKind.WORKSPACE), at + 2
    if low in ME:
        return Scope(ScopeKind.ME), at + 1
    if low in ALL:
        return Scope(ScopeKind.WORKSPACE), at + 1
    if low in TEAM:
        return _team(words, at + 1, teams, ends_name)
    return _team_by_name(words, at, teams)


def line_at(words: Typed, at: int) -> tuple[Scope, int] | None:
    """`my line`, `mijn mensen`, and the position after it."""
    low, following = words.low(at), words.low(at + 1)
    if low in _MY and following in LINE:
        return Scope(ScopeKind.LINE), at + 2
    return (Scope(ScopeKind.LINE), at + 1) if low in {"line", "lijn"} else None


def _team(words: Typed, at: int, teams: Collection[str], ends_name: Callable[[int], bool]) -> tuple[Scope, int]:
    if at < len(words.tokens) and words.tokens[at].shape == QUOTED:
        return Scope(ScopeKind.TEAM, team=_short(words.tokens[at].text)), at + 1
    if found := _team_by_name(words, at, teams):
        return found
    end = at
    while end < len(words.tokens) and words.tokens[end].shape == WORD and not ends_name(end):
        end += 1
    return Scope(ScopeKind.TEAM, team=_short(words.between(at, end)) or None), end


def _team_by_name(words: Typed, at: int, teams: Collection[str]) -> tuple[Scope, int] | None:
    """The longest of `teams` whose name stands here, with or without the word `team`."""
    for name in sorted(teams, key=len, reverse=True):
        length = len(name.split())
        if words.between(at, min(at + length, len(words.tokens))).rstrip("?!.").casefold() == name.casefold():
            return Scope(ScopeKind.TEAM, team=name), at + length
    return None


def _short(name: str) -> str:
    if len(name) > 80:
        raise Unreadable(Reason.NAME_TOO_LONG, name[:60])
    return name
