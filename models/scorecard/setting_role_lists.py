"""Changing what a role offers with one tap, which KPIs it sees first, and what comes to it by itself: from a day on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlmodel import col, select

from models.activity.kinds import KINDS
from models.activity.queries import own_kinds_of
from models.activity.role_kinds import KEY as KINDS_KEY
from models.activity.role_kinds import MOST as MOST_KINDS
from models.activity.role_kinds import kinds_of_role
from models.delivery.preferences import DAILY, preferences_about
from models.delivery.role_prompts import BY_ROLE, prompts_of_role
from models.delivery.role_prompts import KEY as PROMPTS_KEY
from models.period import week_of
from models.refusal import Refusal
from models.scorecard.by_role import ByRole, Row, put
from models.scorecard.kpis import KPIS, Level
from models.scorecard.own_kpis import kpi_in, own_kpis_on
from models.scorecard.role_kpis import KEY as KPIS_KEY
from models.scorecard.role_kpis import MOST as MOST_KPIS
from models.scorecard.role_kpis import kpis_of_role
from models.team.records import Person, SalesRole
from models.workspace.records import SettingChange
from models.workspace.role_lists import NOTHING
from models.workspace.settings import Author

ROLE_KINDS = ByRole("role_kinds", "role_presets", "presets.changed_since")
ROLE_KPIS = ByRole("role_kpis", "role_lists", "presets.changed_since")
ROLE_PROMPTS = ByRole("role_prompts", "role_lists", "presets.changed_since")
LISTS: Mapping[str, ByRole] = {one.key: one for one in (ROLE_KINDS, ROLE_KPIS, ROLE_PROMPTS)}
"""By the key of their changes, told apart in the history."""


def set_kinds(author: Author, role: str, kinds: Sequence[str], *, from_now: bool = False) -> tuple[SettingChange, date]:
    """What a role logs with one tap, from next Monday on (from this week on: `from_now`); empty: as it comes.

    Returns the change and its first day. Refuses kinds that there are not, more than four, and all roles at once.
    """
    known = {*KINDS, *(one.key for one in own_kinds_of(author.session, author.workspace.workspace_id))}
    if unknown := [kind for kind in kinds if kind not in known]:
        raise Refusal("presets.unknown_kind", kind=unknown[0], known=sorted(map(str, known)), field="kinds")
    if len(kinds) > MOST_KINDS:
        raise Refusal("presets.too_many_kinds", most=MOST_KINDS, field="kinds")
    day = _from_week(author, from_now=from_now)
    was = kinds_of_role(author.workspace, role, day)
    return _put(author, ROLE_KINDS, Row(_known(role), KINDS_KEY, _joined(kinds), day), was), day


def set_role_kpis(
    author: Author, role: str, kpis: Sequence[str], *, from_now: bool = False
) -> tuple[SettingChange, date]:
    """Which KPIs a role sees first, in this order; when, and what is empty, as for its kinds.

    Refuses figures that only teams have, more than eight, and all roles at once.
    """
    known = {*KPIS, *own_kpis_on(author.workspace, author.today)}
    for key in kpis:
        if key not in known or kpi_in(author.workspace, key, of_one_rep=True).level is Level.TEAM:
            raise Refusal("presets.no_kpi_of_a_rep", kpi=key, field="kpis")
    if len(kpis) > MOST_KPIS:
        raise Refusal("presets.too_many_kpis", most=MOST_KPIS, field="kpis")
    day = _from_week(author, from_now=from_now)
    was = kpis_of_role(author.workspace, role, day)
    return _put(author, ROLE_KPIS, Row(_known(role), KPIS_KEY, _joined(kpis), day), was), day


def set_role_prompts(
    author: Author, role: str, prompts: Sequence[str] | None, *, from_now: bool = False
) -> tuple[SettingChange, date]:
    """What comes by itself to a role, from next Monday on (`from_now`: from tomorrow on); None: as it comes.

    Whoever has a wish of their own keeps it. Refuses what no role can have, and all roles at once.
    """
    if unknown := [one for one in prompts or () if one not in BY_ROLE]:
        raise Refusal("presets.unknown_prompt", prompt=unknown[0], field="prompts")
    day = author.today + timedelta(days=1) if from_now else week_of(author.today).end
    was = prompts_of_role(author.workspace, role, day)
    value = None if prompts is None else ",".join(one for one in BY_ROLE if one in prompts) or NOTHING
    return _put(author, ROLE_PROMPTS, Row(_known(role), PROMPTS_KEY, value, day), was), day


def newly_asked(author: Author, role: str, prompts: Collection[str]) -> dict[str, list[str]]:
    """To whom each of these comes without that they asked for it, by name: only of what is for who asks otherwise."""
    of_role = select(Person).where(
        Person.workspace_id == author.workspace.workspace_id,
        Person.sales_role == role,
        col(Person.is_rep).is_(True),
        col(Person.ends_on).is_(None),
    )
    people = author.session.exec(of_role.order_by(col(Person.name))).all()
    opt_in = [one for one in BY_ROLE if one in prompts and one in DAILY]
    wishes = preferences_about(author.session, author.workspace.workspace_id, opt_in)
    return {one: [who.name for who in people if (who.id, one) not in wishes] for one in opt_in}


def _from_week(author: Author, *, from_now: bool) -> date:
    week = week_of(author.today)
    return week.start if from_now else week.end


def _known(role: str) -> str:
    if role not in set(SalesRole):
        raise Refusal("presets.which_role")
    return role


def _joined(keys: Sequence[str]) -> str | None:
    return ",".join(dict.fromkeys(keys)) or None


def _put(author: Author, what: ByRole, row: Row, was: Sequence[str]) -> SettingChange:
    return put(author, what, [row], ", ".join(was))
