"""Changing what is usual for a role: from the next period on, so that one that is over keeps its target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import col, or_, select

from models.acting import Acting
from models.period import PeriodType, period_of
from models.permissions import Right
from models.refusal import Refusal
from models.scorecard.by_role import EVERYBODY, ByRole, Row, put, said, take_back
from models.scorecard.kpis import Kpi, Level
from models.scorecard.records import Target
from models.scorecard.setting_role_lists import LISTS
from models.scorecard.targets.holding import InForce
from models.scorecard.targets.presets import Preset, preset_of
from models.scorecard.targets.setting import check_value
from models.scorecard.targets.usual import NONE, usual_of
from models.team.records import Person
from models.workspace.records import SettingChange
from models.workspace.settings import Author

_MONTHLY = Preset(Decimal(0), PeriodType.MONTH)
PRESETS = ByRole("presets", "role_presets", "presets.changed_since")


@dataclass(frozen=True, slots=True)
class NewUsual:
    """So much a period for a KPI; `value` None: nothing is usual; `is_default`: the preset as it comes."""

    kpi: Kpi
    value: Decimal | None = None
    period_type: PeriodType | None = None
    currency: str | None = None
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """From when it shall hold; nothing said: from the next period of its type."""

    day: date | None = None
    from_now: bool = False


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom it concerns, by name."""

    people: Sequence[str]
    others: Sequence[str]
    """With the role, and with a target of their own for all of it."""


def set_usual(author: Author, role: str, wanted: Sequence[NewUsual], start: Start) -> SettingChange:
    """Have these be usual for a role (or `EVERYBODY`), each from a period of its type on.

    Refuses a day whose period is over, a figure of teams, a value that no target may have, and another currency.
    """
    before = usual_of(author.workspace).held(role, author.today, author.workspace.fiscal_start_month)
    rows = []
    for new in wanted:
        check_usual(author, new)
        rows.append(row_of(author, role, new, before.get(new.kpi.key), start))
    was = [Row(role, row.kpi, stated(before.get(row.kpi)), row.day) for row in rows]
    return put(author, PRESETS, rows, said(was))


def preset_author(acting: Acting) -> Author:
    """A leader or an admin. Refuses everybody else, and says who could help."""
    acting.rights.require(Right.CHANGE_PRESETS)
    return Author(acting.session, acting.workspace, acting.now, acting.by)


def undo_usual(author: Author, change_id: str) -> str:
    """What was usual before is usual again. Returns the role."""
    change = author.session.get(SettingChange, (author.workspace.workspace_id, change_id))
    return take_back(author, LISTS.get(change.key, PRESETS) if change else PRESETS, change_id).about


def rows_of(change: SettingChange, wanted: Sequence[NewUsual]) -> Mapping[str, date]:
    """From when each KPI of a change holds."""
    rows = change.new["rows"]
    assert isinstance(rows, list)
    return {row.kpi: row.day for row in map(Row.stored, rows[-len(wanted) :])}


def concerned(author: Author, role: str, kpis: Sequence[str]) -> Concerned:
    """The reps with this role (everybody's for `EVERYBODY`), and who of them has targets set for all of it."""
    workspace_id = author.workspace.workspace_id
    reps = select(Person).where(
        Person.workspace_id == workspace_id, col(Person.is_rep).is_(True), col(Person.ends_on).is_(None)
    )
    if role != EVERYBODY:
        reps = reps.where(Person.sales_role == role)
    set_for = select(Target.person_id, Target.role, Target.kpi, Target.value).where(
        Target.workspace_id == workspace_id,
        col(Target.withdrawn_at).is_(None),
        col(Target.kpi).in_(kpis),
        or_(col(Target.person_id).is_not(None), col(Target.role).is_not(None)),
    )
    in_order = set_for.order_by(col(Target.effective_from), col(Target.set_at))
    latest = {(who or of_role, kpi): value for who, of_role, kpi, value in author.session.exec(in_order)}
    own = {of_whom for of_whom, value in latest.items() if value is not None}
    people: list[str] = []
    others: list[str] = []
    for person in author.session.exec(reps.order_by(col(Person.name))):
        covered = all((person.id, kpi) in own or (person.sales_role, kpi) in own for kpi in kpis)
        (others if covered else people).append(person.name)
    return Concerned(people, others)


def stated(row: InForce | None) -> str | None:
    """`6/week`."""
    return None if row is None or row.value is None else f"{row.value.normalize():f}/{row.period_type.value}"


def check_usual(author: Author, new: NewUsual) -> None:
    """Refuses a figure of teams, a value that no target may have, and another currency."""
    if new.kpi.level is Level.TEAM:
        raise Refusal("targets.team_figure", kpi=new.kpi.key)
    if new.value is not None:
        check_value(new.kpi, new.value)
    if new.currency not in (None, author.workspace.currency):
        raise Refusal("targets.other_currency", currency=author.workspace.currency)


def row_of(author: Author, role: str, new: NewUsual, held: InForce | None, start: Start) -> Row:
    """From when it is usual: the running period where nothing was before, else the next one of its type."""
    default = preset_of(role, new.kpi.key) if new.is_default else None
    period_type = new.period_type or (default or held or _MONTHLY).period_type
    running = period_of(period_type, author.today, author.workspace.fiscal_start_month)
    day = running.start if start.from_now or held is None else running.end
    if start.day is not None:
        asked = period_of(period_type, start.day, author.workspace.fiscal_start_month)
        if asked.end <= author.today:
            raise Refusal("targets.in_the_past", day=start.day)
        day = asked.start
    if new.is_default:
        return Row(role, new.kpi.key, None, day)
    value = NONE if new.value is None else f"{new.value.normalize():f}"
    return Row(role, new.kpi.key, f"{value}/{period_type.value}", day)
