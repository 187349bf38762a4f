"""`/koers accounts`: `mine`, `doubles`, `rename acme = Acme NV`, `merge Acme BV into Acme`, `verwijder yest`."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handlers.phrases.examples import example_of
from handlers.phrases.tokens import typed
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import each_of

LISTS: dict[str, str] = {
    **dict.fromkeys(each_of("mine my own list show mijn eigen lijst toon"), "mine"),
    **dict.fromkeys(each_of("recent latest newest new recente laatste nieuwste nieuw nieuwe"), "recent"),
    **dict.fromkeys(each_of("doubles double duplicates duplicate dubbele dubbel dubbelen dubbelingen"), "doubles"),
    **dict.fromkeys(each_of("undo ongedaan herstel"), "undo"),
}
"""What stands alone, or before more words that say nothing (`undo that`)."""
CHANGES: dict[str, str] = {
    **dict.fromkeys(each_of("rename call hernoem hernoemen"), "rename"),
    **dict.fromkeys(each_of("merge combine join voeg samenvoegen samen"), "merge"),
    **dict.fromkeys(each_of("delete remove verwijder verwijderen wis"), "delete"),
}
_BETWEEN = {
    "rename": re.compile(r"\s*(?:=|->|→)\s*|\s+(?:to|as|into|naar|als|in)\s+", re.IGNORECASE),
    "merge": re.compile(
        r"\s*(?:=|->|→)\s*|\s+(?:samen\s+met|into|with|to|and|in|met|bij|en|&)\s+(?:elkaar\s+)?", re.IGNORECASE
    ),
}
"""What stands between the two names."""
_SIGN = re.compile(r"=|->|→")
_FILLER = re.compile(r"^(?:samen|account|klant|the|de)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AccountsPhrase:
    """What somebody wants to see of accounts, or done to one."""

    action: str
    """`mine`, `recent`, `doubles`, `undo`, `find`, `rename`, `merge` or `delete`."""
    account: str = ""
    """Its name; of `find` a part of it."""
    other: str = ""
    """The new name, or the account that it is merged into; empty when that was not said."""


def read_accounts(text: str, is_known: Callable[[str], bool], *, language: str = "en") -> AccountsPhrase:
    """What `text` asks; `is_known` tells the names of accounts. Raises Unreadable when no account is named."""
    text = typed(text).text.strip().rstrip(".!?")
    first, _, rest = text.partition(" ")
    word = first.lower().rstrip(":")
    if not text:
        return AccountsPhrase("mine")
    if word in LISTS and not is_known(text):
        return AccountsPhrase(LISTS[word])
    action = None if is_known(text) else CHANGES.get(word)
    if action is None:
        return AccountsPhrase("find", text)
    name = _FILLER.sub("", rest.strip())
    if not name:
        raise Unreadable(Reason.ACCOUNT_MISSING).within([], example_of(f"accounts.{action}", language))
    if action == "delete":
        return AccountsPhrase(action, _bare(name))
    return AccountsPhrase(action, *_both(action, name, is_known))


def _both(action: str, text: str, is_known: Callable[[str], bool]) -> tuple[str, str]:
    """The two names: where a known one ends, a sign stands, or else the last word between two names."""
    splits = list(_splits(action, text))
    if not splits or is_known(_bare(text)):
        return _bare(text), ""

    def likely(split: tuple[str, str, bool]) -> tuple[bool, bool, bool, int]:
        one, other, is_sign = split
        return is_known(one), action == "merge" and is_known(other), is_sign, len(one)

    one, other, _ = max(splits, key=likely)
    return one, other


def _splits(action: str, text: str) -> Iterator[tuple[str, str, bool]]:
    """Each way to read it as two names, and whether a sign stands between them."""
    for found in _BETWEEN[action].finditer(text):
        one, other = _bare(text[: found.start()]), _bare(text[found.end() :])
        if one and other:
            yield one, other, _SIGN.search(found.group()) is not None


def _bare(name: str) -> str:
    return name.strip().strip("\"'“”„«»").strip()
