"""Settings as values for the messages, and the one way in which every door changes them."""

import json
from collections.abc import Mapping, Sequence

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request
from handlers.rates import counted_view
from messages.blocks import Message
from messages.settings import answers as messages
from messages.settings.answers import Held, OneChange, Undoable
from models.audit.settings import k_of
from models.permissions import Right
from models.team.queries import teams_of
from models.team.records import Person
from models.team.reporting_line import admins_of
from models.workspace.rate_changes import rates_in_force
from models.workspace.records import SettingChange
from models.workspace.recounting import amounts_in, waiting
from models.workspace.setting_table import SETTINGS, Group, Value, groups, in_group
from models.workspace.settings import (
    Author,
    author_of,
    change_settings,
    latest_change_of,
    latest_changes,
    stored,
    undo_changes,
)

ASKED = "asked"
"""In what a button carries: the consequence was read, or the other's value seen."""


def overview(request: Request) -> Message:
    """All settings, with buttons for who may change them."""
    workspace = request.workspace
    may_change = request.rights.may(Right.CHANGE_SETTINGS)
    channels = [
        messages.TeamChannel(team.name, team.channel_id, team.language or workspace.language, team.wins)
        for team in teams_of(request.session, workspace.workspace_id)
    ]
    view = messages.Overview(
        name=workspace.name,
        groups=[(group, held_in(request, group)) for group in groups()],
        channels=channels,
        currency=workspace.currency,
        survey_k=k_of(request.session, workspace.workspace_id),
        rates=len(rates_in_force(Author(request.session, workspace, request.now))),
        waiting=list(waiting(request.session, workspace).items()),
        admins=admins_of(request.session, workspace.workspace_id),
        may_change=may_change,
    )
    return messages.overview(request.language, view)


def held_in(request: Request, group: Group) -> list[Held]:
    """What holds of a group."""
    return [held(request, row.key) for row in in_group(group)]


def held(request: Request, key: str) -> Held:
    """What holds of a setting, and where it comes from."""
    return Held(key, SETTINGS[key].of(request.workspace), request.workspace.settled.get(key, "default"))


def answer_to(request: Request, values: Mapping[str, Value], seen: Mapping[str, Value] | None = None) -> Answers:
    """Have these values hold: unless somebody changed one meanwhile, or it is a currency that recounts; then it is asked.

    `seen` is what the person had before them; None when they typed a line and saw nothing.
    """
    author = author_of(request.acting)
    if not values:
        return Whisper(messages.nothing_changes(request.language))
    if theirs := _meanwhile(request, values, seen or {}):
        mine = [Held(key, values[key]) for key in values]
        return Whisper(messages.ask_overwrite(request.language, theirs, mine, _carried(request, values)))
    number = amounts_in(request.session, request.workspace) if "currency" in values else 0
    if number and not (seen and ASKED in seen):
        old, new = request.workspace.currency, str(values["currency"])
        return Whisper(messages.ask_currency(request.language, old, new, number, _carried(request, values)))
    changed = change_settings(author, values)
    counted = counted_view(changed.recount, request.workspace.currency) if changed.recount else None
    views = [change_view(request, change) for change in changed.changes]
    undo = Undoable([change.id for change in changed.changes])
    return Whisper(messages.changed(request.language, views, undo, counted))


def undone(request: Request, ids: Sequence[str]) -> Message:
    """Take changes back, and say what holds again."""
    back = undo_changes(author_of(request.acting), ids)
    counted = counted_view(back.recount, request.workspace.currency) if back.recount else None
    return messages.undone(request.language, [change_view(request, change) for change in back.changes], counted)


def history(request: Request) -> Message:
    """What was changed lately; for everybody, as the values are."""
    changes = latest_changes(request.session, request.workspace.workspace_id)
    return messages.history(request.language, [change_view(request, one) for one in changes], request.zone.key)


def change_view(request: Request, change: SettingChange) -> OneChange:
    """A change as the messages tell it."""
    by = request.session.get(Person, (change.workspace_id, change.changed_by)) if change.changed_by else None
    return OneChange(
        change.key,
        stored(change.old),
        stored(change.new),
        by.name if by else None,
        change.changed_at,
        change.undone_at is not None,
        change.about,
    )


def carried_values(text: str) -> tuple[dict[str, Value], dict[str, Value]]:
    """What a button carries: the values that are wanted, and those that were seen."""
    carried = json.loads(text)
    wanted, seen = carried["wanted"], carried["seen"]
    return {key: as_value(value) for key, value in wanted.items()}, {
        key: as_value(value) for key, value in seen.items()
    }


def as_value(value: object) -> Value:
    """A value out of JSON."""
    return tuple(value) if isinstance(value, list) else value  # type: ignore[return-value]


def _carried(request: Request, values: Mapping[str, Value]) -> str:
    """For the button under a question: what is wanted, and what the person sees now."""
    seen = {key: SETTINGS[key].of(request.workspace) for key in values}
    return json.dumps({"wanted": values, "seen": {**seen, ASKED: True}})


def _meanwhile(request: Request, values: Mapping[str, Value], seen: Mapping[str, Value]) -> list[OneChange]:
    """What somebody else changed since this person looked."""
    changed = [key for key in values if key in seen and SETTINGS[key].of(request.workspace) != seen[key]]
    latest = (latest_change_of(request.session, request.workspace.workspace_id, key) for key in changed)
    return [change_view(request, change) for change in latest if change is not None]
