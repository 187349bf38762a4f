"""An index of account names: what a typed name that is not known may stand for.

Built once for a workspace as it stands; a look-up compares the name with the few accounts that begin alike.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

from models.accounts.naming import key_of, words_of
from models.vocabulary import vocabulary

SHORTEST_SLIP = 4
"""Characters: in a shorter name one other letter is usually another company (KLM, KPM)."""
SHORTEST_PART = 3
MOST_INITIALS = 5
MOST = 3
"""More accounts than this are no suggestion."""

_JOINTS = vocabulary().words("small", "and") | {"&", "+", "und", "et", "y", "e"}
_FORMS = frozenset(
    [
        "bv",
        "nv",
        "vof",
        "cv",
        "inc",
        "ltd",
        "llc",
        "plc",
        "corp",
        "corporation",
        "company",
        "gmbh",
        "ag",
        "kg",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
    ]
)
_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"(sch|sh|ch|ck|q|x)"), "k"),
    (re.compile(r"c"), "k"),
    (re.compile(r"(ij|ei|y|ie|ee|ea)"), "i"),
    (re.compile(r"(ou|au|ow)"), "u"),
    (re.compile(r"th|dt|d"), "t"),
    (re.compile(r"v|w"), "f"),
    (re.compile(r"z"), "s"),
    (re.compile(r"gh|h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=.{3})e$"), ""),
)


class Nearness(IntEnum):
    """How a typed name is like an account's."""

    SAME = 0
    """The same name, written otherwise: `and` for `&`, without `BV`."""
    SLIP = 1
    """A letter or two wrong, or the same by ear."""
    PART = 2
    """Some words of it."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Accounts that a typed name may stand for, by id; the person's own come first when they are equally near."""

    ids: tuple[str, ...]
    nearness: Nearness


@dataclass(frozen=True, slots=True)
class _Named:
    id: str
    name: str
    owner_id: str | None
    plain: str
    """The key without `and`, `&` and a legal form."""


class AccountIndex:
    """The accounts of one workspace by how their names look and sound."""

    def __init__(self, accounts: Iterable[tuple[str, str, str | None]]) -> None:
        """`accounts` are ids, names and owners; one that is known by several names comes with each of them."""
        self.by_plain: dict[str, list[_Named]] = defaultdict(list)
        self.by_sound: dict[str, list[_Named]] = defaultdict(list)
        self.by_letter: dict[str, list[_Named]] = defaultdict(list)
        self.by_word: dict[str, list[_Named]] = defaultdict(list)
        self.by_initials: dict[str, list[_Named]] = defaultdict(list)
        for account in accounts:
            self.add(*account)

    def add(self, id_: str, name: str, owner_id: str | None) -> None:
        """Take one more account into the index."""
        named = _Named(id_, name, owner_id, plain_key(name))
        self.by_plain[named.plain].append(named)
        self.by_sound[_sound(named.plain)].append(named)
        self.by_letter[named.plain[:1]].append(named)
        parts = _parts(name)
        for word in dict.fromkeys(parts):
            self.by_word[word].append(named)
        if 1 < len(parts) <= MOST_INITIALS:
            self.by_initials["".join(word[0] for word in parts)].append(named)

    def alike(self, typed: str, person_id: str | None = None) -> Alike | None:
        """What `typed` may stand for; None when nothing is near, or too much."""
        plain = plain_key(typed)
        if not plain:
            return None
        for nearness, found in (
            (Nearness.SAME, self.by_plain.get(plain, [])),
            (Nearness.SLIP, self._slips(plain)),
            (Nearness.PART, self._parts_of(typed)),
            (Nearness.PART, self._with_initials(typed, plain)),
        ):
            ids = tuple(dict.fromkeys(named.id for named in _own_first(found, person_id)))
            if ids and len(ids) <= MOST:
                return Alike(ids, nearness)
        return self._beginning_with(typed, person_id)

    def _with_initials(self, typed: str, plain: str) -> list[_Named]:
        """`AH` of Albert Heijn, `m&s` of Marks & Spencer."""
        is_meant = typed.isupper() or "&" in typed
        return self.by_initials.get(plain, []) if is_meant and len(plain) <= MOST_INITIALS else []

    def _beginning_with(self, typed: str, person_id: str | None) -> Alike | None:
        """Of the many accounts that begin with this word (`elm`) a few: the person's own first."""
        words = _parts(typed)
        found = [named for named in self._parts_of(typed) if _parts(named.name)[: len(words)] == words]
        ids = tuple(dict.fromkeys(named.id for named in _own_first(found, person_id)))
        return Alike(ids[:MOST], Nearness.PART) if ids else None

    def _slips(self, plain: str) -> list[_Named]:
        """One letter wrong in a short name, two in a long one, or the same by ear; other digits are another account."""
        if len(plain) < SHORTEST_SLIP:
            return []
        most = 1 if len(plain) < 8 else 2
        near: dict[int, list[_Named]] = defaultdict(list)
        for named in self.by_letter.get(plain[:1], ()):
            if abs(len(named.plain) - len(plain)) <= most and _digits(named.plain) == _digits(plain):
                distance = OSA.distance(plain, named.plain, score_cutoff=most)
                if distance <= most:
                    near[int(distance)].append(named)
        if near:
            return near[min(near)]
        return [named for named in self.by_sound.get(_sound(plain), ()) if _digits(named.plain) == _digits(plain)]

    def _parts_of(self, typed: str) -> list[_Named]:
        """The accounts that have all the words of `typed` in a row: `kade` of Kade Architecten."""
        words = _parts(typed)
        if not words or len("".join(words)) < SHORTEST_PART:
            return []
        rarest = min((self.by_word.get(word, []) for word in words), key=len)
        return [named for named in rarest if _is_run(words, _parts(named.name))]


def plain_key(name: str) -> str:
    """The key of a name without `and` or `&` and without its legal form: `De Groot en Zonen BV` is `degrootzonen`."""
    words = [key_of(word) for word in name.split() if word.lower() not in _JOINTS]
    if len(words) > 1 and words[-1] in _FORMS:
        words = words[:-1]
    return "".join(words) or key_of(name)


def _parts(name: str) -> list[str]:
    """The words of a name, also where a dot or a dash divides them: `bol` and `com`."""
    return [word for piece in re.split(r"[\s./&+-]+", name) if piece for word in words_of(piece) if word not in _JOINTS]


def _is_run(words: list[str], whole: list[str]) -> bool:
    return any(whole[at : at + len(words)] == words for at in range(len(whole) - len(words) + 1))


def _sound(plain: str) -> str:
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    return plain


def _digits(key: str) -> str:
    return "".join(letter for letter in key if letter.isdigit())


def _own_first(found: list[_Named], person_id: str | None) -> list[_Named]:
    return sorted(found, key=lambda named: (named.owner_id != person_id, len(named.name), named.name))
