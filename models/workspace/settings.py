"""Changing the settings: who, when, old and new are kept, and each change can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

from sqlmodel import Session, col, select

from models.acting import Acting
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person
from models.team.reporting_line import admins_of
from models.workspace.queries import hold
from models.workspace.records import SettingChange, Workspace
from models.workspace.recounting import Recount, recount
from models.workspace.setting_table import GUESSED, SETTINGS, Setting, Value, of_same_days
from models.workspace.setting_values import checked, regions_of
from models.workspace.trail import Did, note
from models.zones import zone_named

CHOSEN, IS_GUESSED, IS_DEFAULT = "chosen", "guessed", "default"
MOST_TOLD = 20


@dataclass(frozen=True)
class Author:
    """Who changes the settings: an admin, or whoever sits at the terminal (`person` is None)."""

    session: Session
    workspace: Workspace
    now: datetime
    person: Person | None = None

    @property
    def today(self) -> date:
        """The day where the company is."""
        return self.now.astimezone(zone_named(self.workspace.zone)).date()


@dataclass(frozen=True)
class Changed:
    """What came of it."""

    changes: Sequence[SettingChange]
    recount: Recount | None = None
    """When another reporting currency had the money counted anew."""


def author_of(acting: Acting) -> Author:
    """An admin. Refuses everybody else, and says who the admins are."""
    acting.rights.require(Right.CHANGE_SETTINGS, admins=admins_of(acting.session, acting.workspace.workspace_id))
    return Author(acting.session, acting.workspace, acting.now, acting.by)


def setting_named(key: str) -> Setting:
    """The setting with this key. Refuses one that is not there."""
    if key not in SETTINGS:
        near = get_close_matches(key.lower()[:40], list(SETTINGS), n=3, cutoff=0.5)
        raise Refusal("settings.unknown_key", typed=key[:40], near=near, known=list(SETTINGS))
    return SETTINGS[key]


def values_wanted(workspace: Workspace, wanted: Mapping[str, str]) -> dict[str, Value]:
    """What is typed or filled in as values, only those that differ. Refuses what does not fit; nothing is stored.

    A region that the new country has not goes with the old one; a day that is off now is no longer one that is worked,
    and the other way round.
    """
    typed = {key: text for key, text in wanted.items() if setting_named(key)}
    country = str(checked(SETTINGS["country"], typed["country"], "")) if "country" in typed else workspace.country
    values = {key: checked(SETTINGS[key], text, country) for key, text in typed.items()}
    if country != workspace.country and "region" not in values and workspace.region not in regions_of(country):
        values["region"] = None
    values = {**_days_taken(workspace, values), **values}
    return {key: value for key, value in values.items() if value != SETTINGS[key].of(workspace)}


def change_settings(author: Author, values: Mapping[str, Value]) -> Changed:
    """Have these values hold, and note it; a new reporting currency has all money counted anew."""
    take_turn(author)
    changes = [_put(author, SETTINGS[key], value) for key, value in values.items()]
    author.session.flush()
    return Changed(changes, _recounted(author, changes))


def confirm_guesses(author: Author) -> list[str]:
    """What was guessed (or is a default) is right as it is. Returns the keys."""
    workspace = author.workspace
    keys = [key for key in GUESSED if workspace.settled.get(key) != CHOSEN]
    for key in keys:
        _put(author, SETTINGS[key], SETTINGS[key].of(workspace))
    author.session.flush()
    return keys


def close_first_steps(author: Author) -> None:
    """The first-run checklist is put away, for everybody."""
    author.workspace.first_steps_closed = True
    author.session.flush()


def undo_changes(author: Author, ids: Sequence[str]) -> Changed:
    """Take changes back: the old values hold again. Refuses when one was changed again since, or taken back already."""
    found = [to_undo(author, id_, *SETTINGS) for id_ in ids]
    for change in found:
        if SETTINGS[change.key].of(author.workspace) != stored(change.new):
            raise Refusal("settings.changed_since", setting=change.key)
    for change in reversed(found):  # the other way round: what one took from another goes back to it last
        _put_back(author.workspace, change)
        change.undone_at = author.now
    author.session.flush()
    return Changed(found, _recounted(author, found))


def to_undo(author: Author, id_: str, *keys: str) -> SettingChange:
    """The change that is to be taken back, as it stands now: of two who do so at once the second sees what the first did.

    Refuses one that is not there or of no such key, and one that was taken back already.
    """
    take_turn(author)
    change = author.session.get(SettingChange, (author.workspace.workspace_id, id_), populate_existing=True)
    if change is None or change.key not in keys or change.undone_at is not None:
        raise Refusal("settings.undone_already")
    _note(author, Did.SETTING_BACK, change)
    return change


def latest_changes(session: Session, workspace_id: str, most: int = MOST_TOLD) -> list[SettingChange]:
    """What was changed lately, the newest first."""
    changes = select(SettingChange).where(SettingChange.workspace_id == workspace_id)
    in_order = changes.order_by(col(SettingChange.changed_at).desc(), col(SettingChange.id).desc())
    return list(session.exec(in_order.limit(most)))


def latest_change_of(session: Session, workspace_id: str, key: str) -> SettingChange | None:
    """The latest change of a setting that stands."""
    changes = select(SettingChange).where(
        SettingChange.workspace_id == workspace_id, SettingChange.key == key, col(SettingChange.undone_at).is_(None)
    )
    return session.exec(changes.order_by(col(SettingChange.changed_at).desc(), col(SettingChange.id).desc())).first()


def latest_change_by(author: Author, *keys: str) -> SettingChange | None:
    """The latest change of one of these by this person that stands."""
    assert author.person is not None
    mine = select(SettingChange).where(
        SettingChange.workspace_id == author.workspace.workspace_id,
        SettingChange.changed_by == author.person.id,
        col(SettingChange.key).in_(keys),
        col(SettingChange.undone_at).is_(None),
    )
    return author.session.exec(mine.order_by(col(SettingChange.id).desc())).first()


def changes_of(session: Session, change: SettingChange) -> list[SettingChange]:
    """What was changed together with it: by the same person at the same moment."""
    together = select(SettingChange).where(
        SettingChange.workspace_id == change.workspace_id,
        SettingChange.changed_at == change.changed_at,
        SettingChange.changed_by == change.changed_by,
        col(SettingChange.undone_at).is_(None),
    )
    return list(session.exec(together.order_by(col(SettingChange.id))))


def take_turn(author: Author) -> None:
    """Nobody else changes what an admin sets until this transaction is over; what somebody just changed is seen."""
    author.session.flush()
    hold(author.session, author.workspace.workspace_id)
    author.session.refresh(author.workspace)


def noted(author: Author, key: str, about: str, old: Value, new: Value) -> SettingChange:
    """A change with who and when, in the session."""
    change = SettingChange(
        workspace_id=author.workspace.workspace_id,
        key=key,
        about=about[:80],
        old={"value": _as_json(old)},
        new={"value": _as_json(new)},
        changed_by=author.person.id if author.person else None,
        changed_at=author.now,
    )
    author.session.add(change)
    _note(author, Did.SETTING, change)
    return change


def _note(author: Author, did: Did, change: SettingChange) -> None:
    by, about = author.person.id if author.person else None, f"{change.key} {change.about}".strip()
    note(author.session, change.workspace_id, did, by=by, at=author.now, about=about)


def note_days(change: SettingChange, told: Recount) -> None:
    """Of which days the change made other figures: their digests are looked at again."""
    if told.days:
        change.first_day, change.last_day = min(told.days), max(told.days)


def stored(value: Mapping[str, object]) -> Value:
    """The value in a change."""
    found = value.get("value")
    return tuple(found) if isinstance(found, list) else found  # type: ignore[return-value]


def _put(author: Author, setting: Setting, value: Value) -> SettingChange:
    old = setting.of(author.workspace)
    setting.put(author.workspace, value)
    was = author.workspace.settled.get(setting.key, IS_DEFAULT)
    author.workspace.settled = {**author.workspace.settled, setting.key: CHOSEN}
    change = noted(author, setting.key, "", old, value)
    change.old = {**change.old, "settled": was}
    return change


def _put_back(workspace: Workspace, change: SettingChange) -> None:
    """The old value holds again, and is a guess or a default again if it was one."""
    setting, old = SETTINGS[change.key], stored(change.old)
    other = of_same_days(setting)
    if other is not None and set(_days(old)) & set(_days(other.of(workspace))):
        raise Refusal("settings.changed_since", setting=other.key)
    setting.put(workspace, old)
    was = change.old.get("settled", CHOSEN)
    rest = {key: source for key, source in workspace.settled.items() if key != change.key}
    workspace.settled = rest if was == IS_DEFAULT else {**rest, change.key: str(was)}


def _days_taken(workspace: Workspace, values: Mapping[str, Value]) -> dict[str, Value]:
    """What the other lists of days keep. Refuses a day that is wanted in both."""
    kept: dict[str, Value] = {}
    for key, value in values.items():
        other = of_same_days(SETTINGS[key])
        if other is None:
            continue
        if both := set(_days(value)) & set(_days(values.get(other.key))):
            raise Refusal("settings.day_in_both", day=date.fromisoformat(min(both)), field=key)
        if other.key not in values:
            kept[other.key] = tuple(day for day in _days(other.of(workspace)) if day not in _days(value))
    return kept


def _days(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _recounted(author: Author, changes: Sequence[SettingChange]) -> Recount | None:
    of_currency = [change for change in changes if change.key == "currency" and change.old != change.new]
    if not of_currency:
        return None
    told = recount(author.session, author.workspace, author.today, everything=True)
    note_days(of_currency[0], told)
    return told


def _as_json(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value
