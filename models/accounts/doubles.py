"""Accounts that look like the same company twice, found among all of them at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from models.accounts.naming import core_of, key_of, looks_like, words_of

LARGEST_FAMILY = 2
"""`Globex` and `Globex Corporation` may be one; with more names that begin so, `Amber` is a word that many have."""


def pairs_alike(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of ids whose names (by id) look alike, by name. Thousands of names take a moment, not their square.

    Two names with one slip between them are the same without one letter of each; so those that share such a rest, the
    name without its legal form, or the first words, are the only ones that are compared.
    """
    keys = {id_: key_of(name) for id_, name in names.items()}
    alike: set[tuple[str, str]] = set()
    for several in (*_nearly_the_same(names, keys), *_longer_names(names)):
        for one, other in combinations(sorted(several), 2):
            if looks_like(names[one], names[other]) or looks_like(names[other], names[one]):
                alike.add((one, other))
    return sorted(alike, key=lambda pair: (keys[pair[0]], keys[pair[1]]))


def _nearly_the_same(names: Mapping[str, str], keys: Mapping[str, str]) -> Iterator[Collection[str]]:
    """Ids whose keys are equal but for one letter, or but for a legal form."""
    with_rest: dict[str, set[str]] = defaultdict(set)
    with_core: dict[str, set[str]] = defaultdict(set)
    for id_, key in keys.items():
        for rest in (key, *(key[:at] + key[at + 1 :] for at in range(len(key)))):
            with_rest[rest].add(id_)
        with_core[core_of(names[id_])].add(id_)
    yield from (ids for shared in (with_rest, with_core) for ids in shared.values() if len(ids) > 1)


def _longer_names(names: Mapping[str, str]) -> Iterator[Collection[str]]:
    """A name, and the one other name that begins with all its words."""
    begins: dict[tuple[str, ...], set[str]] = defaultdict(set)
    words = {id_: tuple(words_of(name)) for id_, name in names.items()}
    for id_, said in words.items():
        for length in range(1, len(said) + 1):
            begins[said[:length]].add(id_)
    for said in set(words.values()):
        if 1 < len(begins[said]) <= LARGEST_FAMILY:
            yield begins[said]
