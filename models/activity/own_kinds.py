"""Kinds of activity that a workspace adds for itself: an admin names them, and they are logged like the others."""

import re
from collections.abc import Sequence

from sqlmodel import col, func, select

from models.activity.kinds import Kind
from models.activity.records import Activity, OwnKind
from models.refusal import Refusal
from models.vocabulary import folded_word, vocabulary
from models.workspace.records import SettingChange
from models.workspace.settings import Author, noted, stored, take_turn, to_undo

KIND = "kind"
SUMS = ("count", "quantity", "amount")
"""What is added up: entries (at most twenty at a time), how many each says, or money."""
LONGEST_KEY, LONGEST_LABEL, MOST_KINDS = 30, 40, 30
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def add_kind(author: Author, key: str, sums: str, labels: Sequence[str] = ()) -> SettingChange:
    """A new kind, with its names in English and in Dutch, or one for both. Refuses a key that is no word, is taken, or means another kind already; and more than thirty."""
    if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise Refusal("kinds.not_a_key", typed=key[:40], limit=LONGEST_KEY)
    if sums not in SUMS:
        raise Refusal("kinds.unknown_sum", typed=sums[:40])
    names = [label.strip()[:LONGEST_LABEL] for label in labels] or [key.replace("_", " ").capitalize()]
    for word in (key, *names):
        if meant := _means_already(word):
            raise Refusal("kinds.means_already", typed=word, kind=meant)
    take_turn(author)
    _put(author, key, names, sums)
    change = noted(author, KIND, key, None, sums)
    author.session.flush()
    return change


def remove_kind(author: Author, key: str) -> SettingChange:
    """No longer offered; Undo brings it back with its names. Refuses a kind that is not there, and one of which something was logged: its history stays."""
    take_turn(author)
    gone = _take_away(author, key)
    change = noted(author, KIND, key, gone.sums, None)
    change.old = {**change.old, "names": gone.names}
    author.session.flush()
    return change


def undo_kind(author: Author, change_id: str) -> tuple[str, bool]:
    """Take back that it was added, or removed; returns its key, and whether it is there again.

    Refuses when something was logged of it, when it is gone or there already, and more than thirty.
    """
    change = to_undo(author, change_id, KIND)
    is_back = stored(change.new) is None
    if is_back:
        names = change.old["names"]
        assert isinstance(names, list)
        _put(author, change.about, names, str(stored(change.old)))
    else:
        _take_away(author, change.about)
    change.undone_at = author.now
    author.session.flush()
    return change.about, is_back


def _put(author: Author, key: str, names: Sequence[str], sums: str) -> None:
    workspace_id = author.workspace.workspace_id
    own = author.session.exec(select(OwnKind.key).where(OwnKind.workspace_id == workspace_id)).all()
    if key in own:
        raise Refusal("kinds.is_there", typed=key)
    if len(own) >= MOST_KINDS:
        raise Refusal("kinds.too_many", limit=MOST_KINDS)
    author.session.add(OwnKind.named(workspace_id, key, names, sums))


def _take_away(author: Author, key: str) -> OwnKind:
    workspace_id = author.workspace.workspace_id
    kind = author.session.exec(select(OwnKind).where(OwnKind.workspace_id == workspace_id, OwnKind.key == key)).first()
    if kind is None:
        raise Refusal("kinds.not_there", typed=key[:40])
    logged = select(func.count()).where(
        Activity.workspace_id == workspace_id, Activity.kind == key, col(Activity.undone_at).is_(None)
    )
    if number := author.session.exec(logged).one():
        raise Refusal("kinds.is_used", typed=key, number=number)
    author.session.delete(kind)
    author.session.flush()
    return kind


def _means_already(name: str) -> str | None:
    """The kind that this key or label means, whatever its case; None when it is free."""
    word = " ".join(folded_word(name).replace("_", " ").split())
    if (key := word.replace(" ", "_")) in set(Kind):
        return key
    for section, words_of_key in vocabulary().sections.items():
        family, _, kind = section.partition(".")
        if family == "kinds" and any(word in words for words in words_of_key.values()):
            return kind
        if section == "meeting_order" and any(word in words for words in words_of_key.values()):
            return Kind.MEETING
    return None
