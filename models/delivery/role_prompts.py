"""What comes by itself to whoever has a role and has no wish of their own, and what is offered to them.

What comes each working day is for who asked for it: a role only offers it, until a leader says that it comes.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from models.delivery.preferences import DAILY
from models.delivery.records import DeliveryPreference
from models.team.records import Person
from models.workspace.records import Workspace
from models.workspace.role_lists import list_on

KEY = "@prompts"
"""Among the rows of `Workspace.role_lists`."""
BY_ROLE = ("week", "day", "morning")
"""What a role may have or not. Reviews, digests and coaching are the company's: a leader chooses those in `/plan`."""
USUAL = ("week",)
OFFERED_TO: Mapping[str, tuple[str, ...]] = {
    "sdr": ("day", "morning"),
    "presales": ("morning", "day"),
    "bdr": ("day", "morning"),
    "inside": ("day", "morning"),
    "account": ("morning", "day"),
    "field": ("morning", "day"),
    "channel": ("morning", "day"),
}
"""The first is offered until somebody has chosen whether it comes."""
OFFERED_TO_ALL = ("day",)


def prompts_of_role(workspace: Workspace, role: str | None, day: date) -> Sequence[str]:
    """What comes to a role by itself on a day."""
    chosen = list_on(workspace.role_lists, role, KEY, day) if role else None
    return USUAL if chosen is None else chosen


def comes_by_role(workspace: Workspace, person: Person, cadence: str, day: date) -> bool:
    """Whether it comes to this person as long as they have no wish of their own."""
    if cadence not in BY_ROLE:
        return cadence not in DAILY
    return cadence in prompts_of_role(workspace, person.sales_role if person.is_rep else None, day)


def wish_by_role(workspace: Workspace, person: Person, cadence: str, day: date) -> DeliveryPreference:
    """In the place of a wish of their own: how it comes to them, at its usual time. Not stored."""
    is_off = not comes_by_role(workspace, person, cadence, day)
    return DeliveryPreference(workspace_id=person.workspace_id, person_id=person.id, cadence=cadence, is_off=is_off)


def offered_to(workspace: Workspace, person: Person, chosen: Collection[str], day: date) -> str | None:
    """What their role offers next: the first of which they have not `chosen` whether it comes, and that does not come."""
    for cadence in OFFERED_TO.get(person.sales_role or "", OFFERED_TO_ALL):
        if cadence not in chosen and not comes_by_role(workspace, person, cadence, day):
            return cadence
    return None
