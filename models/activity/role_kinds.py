"""What each role logs with one tap, beside what somebody logs most: a list that a leader may change."""

from collections.abc import Mapping, Sequence
from datetime import date

from models.activity.kinds import Kind
from models.workspace.records import Workspace
from models.workspace.role_lists import list_on

KEY = "@kinds"
"""Among the rows of `Workspace.role_presets`: the kinds of a role, from a day on."""
MOST = 4
KINDS_OF: Mapping[str, tuple[Kind, ...]] = {
    "sdr": (Kind.LEAD, Kind.CALL, Kind.EMAIL, Kind.MEETING),
    "presales": (Kind.DEMO, Kind.MEETING, Kind.CALL, Kind.VISIT),
    "bdr": (Kind.LEAD, Kind.CALL, Kind.MEETING, Kind.EMAIL),
    "inside": (Kind.CALL, Kind.PROPOSAL, Kind.EMAIL, Kind.MEETING),
    "account": (Kind.MEETING, Kind.CALL, Kind.PROPOSAL, Kind.VISIT),
    "field": (Kind.VISIT, Kind.MEETING, Kind.CALL, Kind.PROPOSAL),
    "channel": (Kind.MEETING, Kind.CALL, Kind.VISIT, Kind.PROPOSAL),
}
"""The first is always among what somebody of the role is offered."""


def kinds_of_role(workspace: Workspace, role: str | None, day: date) -> Sequence[str]:
    """What holds for a role on a day; empty for who has none."""
    if not role:
        return ()
    chosen = list_on(workspace.role_presets, role, KEY, day)
    return chosen or tuple(map(str, KINDS_OF.get(role, ())))
