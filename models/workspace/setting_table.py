"""The settings of a workspace: one table. Form, line, terminal, `doctor` and checklist derive from it.

Add a row, the column that it names (or a part of one), and its words in `messages/templates/settings.j2`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from models.vocabulary import vocabulary
from models.workspace.records import Workspace

Value: TypeAlias = str | int | bool | tuple[str, ...] | None
"""As it is stored; days are dates in ISO 8601, in order."""


class Group(StrEnum):
    """What stands together on the overview, and in one form."""

    PLACE = "place"
    MONEY = "money"
    WEEK = "week"
    DAYS = "days"
    SCORECARD = "scorecard"
    PEOPLE = "people"


class Kind(StrEnum):
    """What a value is: how it is read, checked and said."""

    CURRENCY = "currency"
    COUNTRY = "country"
    REGION = "region"
    ZONE = "zone"
    LANGUAGE = "language"
    MONTH = "month"
    WEEKDAY = "weekday"
    TIME = "time"
    YES_NO = "yes_no"
    UP_DOWN = "up_down"
    NAME = "name"
    DAYS = "days"


@dataclass(frozen=True)
class Setting:
    """One row. Who may change it is `Right.CHANGE_SETTINGS`; its default is that of the column."""

    key: str
    """What is typed before `=`. Public: it is never renamed."""
    group: Group
    kind: Kind
    place: str
    """The column of the workspace."""
    part: str = ""
    """The key within a column that holds several: a quadrant's name in a language, a mark of days."""
    guessed_from: str = ""
    """What of the installer's Slack profile tells it: `zone` or `locale`; empty: it is not guessed."""

    @property
    def is_there(self) -> bool:
        """Whether the column is there."""
        return self.place in Workspace.model_fields

    def of(self, workspace: Workspace) -> Value:
        """What holds in the workspace."""
        stored = getattr(workspace, self.place)
        if self.kind is Kind.DAYS:
            return tuple(sorted(day for day, mark in stored.items() if mark == self.part))
        value: Value = stored.get(self.part, "") if self.part else stored
        return value

    def put(self, workspace: Workspace, value: Value) -> None:
        """Have `value` hold."""
        if self.kind is Kind.DAYS:
            assert isinstance(value, tuple)
            others = {day: mark for day, mark in getattr(workspace, self.place).items() if mark != self.part}
            setattr(workspace, self.place, others | dict.fromkeys(value, self.part))
        elif self.part:
            named = {**getattr(workspace, self.place), self.part: value}
            setattr(workspace, self.place, {part: name for part, name in named.items() if name})
        else:
            setattr(workspace, self.place, value)


def _quadrant_names() -> Iterable[Setting]:
    for quadrant in ("find", "close", "grow", "develop"):
        for language in vocabulary().languages:
            key = f"{quadrant}_{language}"
            yield Setting(key, Group.SCORECARD, Kind.NAME, "quadrant_labels", key)


_ROWS = (
    Setting("country", Group.PLACE, Kind.COUNTRY, "country", guessed_from="zone"),
    Setting("region", Group.PLACE, Kind.REGION, "region"),
    Setting("zone", Group.PLACE, Kind.ZONE, "zone", guessed_from="zone"),
    Setting("language", Group.PLACE, Kind.LANGUAGE, "language", guessed_from="locale"),
    Setting("currency", Group.MONEY, Kind.CURRENCY, "currency", guessed_from="zone"),
    Setting("fiscal_start", Group.MONEY, Kind.MONTH, "fiscal_start_month"),
    Setting("digest_day", Group.WEEK, Kind.WEEKDAY, "digest_day"),
    Setting("digest_time", Group.WEEK, Kind.TIME, "digest_time"),
    Setting("days_off", Group.DAYS, Kind.DAYS, "own_days", "off"),
    Setting("holidays_worked", Group.DAYS, Kind.DAYS, "own_days", "worked"),
    Setting("returned_leads", Group.SCORECARD, Kind.UP_DOWN, "returned_leads_up"),
    *_quadrant_names(),
    Setting("guests", Group.PEOPLE, Kind.YES_NO, "enrols_guests"),
)
SETTINGS = {row.key: row for row in _ROWS if row.is_there}
"""By key, in the order in which they are shown."""
GUESSED = tuple(key for key, row in SETTINGS.items() if row.guessed_from)
"""What is guessed at the installation, and waits for somebody to say that it is right."""


def of_same_days(setting: Setting) -> Setting | None:
    """The list that cannot have the same day: one that is off is not worked. None for what is no list of days."""
    same = (row for row in SETTINGS.values() if row.place == setting.place and row.key != setting.key)
    return next(same, None) if setting.kind is Kind.DAYS else None


def in_group(group: Group) -> list[Setting]:
    """The settings of a group, in order."""
    return [row for row in SETTINGS.values() if row.group is group]


def groups() -> list[Group]:
    """The groups that have a setting."""
    return [group for group in Group if in_group(group)]
