"""The exports of CRMs as they come: which headings each has, and which of them is meant by a file.

What they are called stands in `profiles.toml`: a CRM is data, as a language is.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.imports.fields import FIELDS, UNREAD, folded
from models.imports.report import ImportRefused

FILE = Path(__file__).parent / "profiles.toml"
LEAST = 2
"""Headings that only this CRM has, from which on a file is taken for one of its exports."""

ALSO_CALLED = {"suitecrm": "espocrm", "erpnext": "frappe", "dynamics365": "dynamics", "sfdc": "salesforce"}

MOSTLY = 0.7
"""Share of the headings of a file."""

Names = Mapping[str, tuple[str, ...]]
"""For each field the headings of its column, the likeliest first."""


@dataclass(frozen=True)
class Profile:
    """A CRM: what it calls the fields of each kind of file, and what its words for what became of a deal mean."""

    key: str
    name: str
    kinds: Mapping[str, Names]
    status: Mapping[str, str]
    """`open`, `won`, `lost` by the folded word, where they mean something else than with others."""
    minutes_in: str = "minutes"
    """In what a bare number of its durations counts: `minutes`, `seconds` or `milliseconds`."""


@cache
def profiles() -> Mapping[str, Profile]:
    """Every profile by its key."""
    with FILE.open("rb") as file:
        return {key: _profile(key, content) for key, content in tomllib.load(file).items()}


def _profile(key: str, content: Mapping[str, object]) -> Profile:
    kinds: dict[str, Names] = {}
    status: dict[str, str] = {}
    for kind, table in content.items():
        if kind == "status" and isinstance(table, dict):
            status = {folded(word): meant for meant, words in table.items() for word in str(words).split("|")}
        elif isinstance(table, dict):
            kinds[kind] = {
                field: tuple(name.strip() for name in str(names).split("|")) for field, names in table.items()
            }
            unknown = kinds[kind].keys() - {field.name for field in FIELDS[kind]} - {UNREAD}
            if unknown:
                raise ValueError(f"{FILE.name}: [{key}.{kind}] has no field {sorted(unknown)}")
    return Profile(key, str(content["name"]), kinds, status, str(content.get("durations", "minutes")))


def profile_named(name: str) -> Profile:
    """The profile that is meant. Raises ImportRefused."""
    found = next((one for one in profiles().values() if folded(name) in (folded(one.key), folded(one.name))), None)
    found = found or profiles().get(ALSO_CALLED.get(folded(name), ""))
    if found is None:
        raise ImportRefused("imports.unknown_profile", name=name, profiles=sorted(profiles()))
    return found


def profile_of(kind: str, headings: Sequence[str]) -> Profile | None:
    """The CRM whose export this is: of which most headings are there that no other has. None when that is unclear.

    One such heading is enough where nearly all headings are known, and clearly more than of any other.
    """
    here = {folded(heading) for heading in headings} - {""}
    scores = sorted(
        ((len(here & _only(kind, key)), len(here & _all(kind, key)), key) for key in profiles()), reverse=True
    )
    (only, known, key), (second, _, _) = scores[0], scores[1]
    others = max(also_known for _, also_known, other in scores if other != key)
    is_clear = only >= LEAST and only > second
    if is_clear or (only > second and known >= MOSTLY * len(here) and known >= others + LEAST):
        return profiles()[key]
    return None


@cache
def _all(kind: str, key: str) -> frozenset[str]:
    names = profiles()[key].kinds.get(kind, {})
    return frozenset(folded(name) for spelled in names.values() for name in spelled)


@cache
def _only(kind: str, key: str) -> frozenset[str]:
    """Headings that no other profile has."""
    others = frozenset(name for other in profiles() if other != key for name in _all(kind, other))
    return _all(kind, key) - others


@cache
def elsewhere(kind: str) -> Names:
    """What CRMs call a field, of all profiles together: the headings that mean one thing wherever they are."""
    meant: dict[str, set[str]] = {}
    spelled: dict[str, str] = {}
    for profile in profiles().values():
        for field, names in profile.kinds.get(kind, {}).items():
            for name in names:
                meant.setdefault(folded(name), set()).add(field)
                spelled.setdefault(folded(name), name)
    names_of: dict[str, tuple[str, ...]] = {}
    for key, fields in meant.items():
        (field,) = fields if len(fields) == 1 else (UNREAD,)
        if field != UNREAD:
            names_of[field] = (*names_of.get(field, ()), spelled[key])
    return names_of
