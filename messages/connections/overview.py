"""How the connections stand: on an admin's Home, and behind `/koers sync`."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.connections.views import Choice, ConnectionView, Needs
from messages.words import Markup, Words, words

CONNECT = "connections.connect"
GO_ON = "connections.go_on"
NEEDS = "connections.needs"
MAPPING = "connections.mapping"
PAUSE = "connections.pause"
RESUME = "connections.resume"
NEW_KEY = "connections.new_key"
WRITING = "connections.writing"
DISCONNECT = "connections.disconnect"
SYNC_NOW = "connections.sync_now"
MOST = 5
"""Connections that Home shows."""
MOST_UNMAPPED = 25


def on_home(say: Words, views: Sequence[ConnectionView]) -> list[sb.Block]:
    """The part of an admin's Home about CRMs."""
    if not views:
        connect = button(say.bare("connections.connect_your_crm"), CONNECT)
        return [section(say("connections.none_yet"), button=connect)]
    blocks: list[sb.Block] = []
    for view in views[:MOST]:
        blocks += [section(status_line(say, view)), _row(say, view, offers_another=view is views[-1])]
    return blocks


def overview(language: str, views: Sequence[ConnectionView]) -> Message:
    """The answer to `/koers sync`."""
    say = words(language)
    title = say("connections.heading")
    lines = [status_line(say, view) for view in views] or [say("connections.none_yet")]
    connect = buttons(button(say.bare("connections.connect_your_crm"), CONNECT)) if not views else None
    parts = [part for view in views for part in (section(status_line(say, view)), _row(say, view, with_sync=True))]
    return Message(
        "\n".join([title, *lines]),
        rendered(section(f"*{title}*"), *(parts or [section(lines[0])]), connect, small(say("connections.how_to"))),
    )


def unmapped(language: str, waiting: Sequence[tuple[ConnectionView, Sequence[Choice]]]) -> Message:
    """The answer to `/koers sync unmapped`: who and what of the CRMs nobody has named yet."""
    say = words(language)
    if not any(choices for _, choices in waiting):
        text = say("connections.nothing_unmapped")
        return Message(text, rendered(section(text)))
    blocks: list[sb.Block] = []
    for view, choices in waiting:
        if choices:
            listed = [say("connections.unmapped_line", choice=choice) for choice in choices[:MOST_UNMAPPED]]
            left = len(choices) - len(listed)
            more = [say("connections.and_more", count=left)] if left else []
            text = "\n".join([say("connections.unmapped_of", name=view.name), *listed, *more])
            name_them = button(say.bare("connections.needs_button"), NEEDS, view.id)
            blocks += [section(text), buttons(name_them)]
    title = say("connections.unmapped_title")
    return Message(title, rendered(section(f"*{title}*"), *blocks))


def status_line(say: Words, view: ConnectionView) -> str:
    """`*HubSpot* · synced 3 min ago · 1 stage needs you`."""
    parts = [say("connections.called", name=view.name), _state(say, view)]
    if view.state in ("running", "paused", "refused"):
        if view.percent is not None:
            parts.append(say("connections.history", percent=view.percent / 100))
        if view.resting_until is not None and view.state == "running":
            parts.append(say("connections.rests", at=say.clock(view.resting_until, view.zone)))
        elif view.is_broken and view.state == "running":
            parts.append(say("connections.broken"))
        elif view.not_taken and view.state == "running":
            parts.append(say("connections.not_taken", count=view.not_taken))
        if view.needs.total:
            what = needs_text(say, view.needs)
            parts.append(say("connections.need_you", what=Markup(what), count=view.needs.total))
    return " · ".join(parts)


def needs_text(say: Words, needs: Needs) -> str:
    """`2 people and 1 stage`."""
    counts = {"people": needs.people, "stages": needs.stages, "kinds": needs.kinds}
    return say.listed(
        [Markup(say(f"connections.count_{what}", count=count)) for what, count in counts.items() if count]
    )


def _state(say: Words, view: ConnectionView) -> str:
    read_at = None if view.read_at is None else say.moment(view.read_at, view.zone)
    match view.state:
        case "setting_up":
            return say("connections.setting_up")
        case "paused":
            return say("connections.paused", read_at=read_at)
        case "refused":
            return say("connections.refused", read_at=read_at)
        case _ if view.minutes_ago is None:
            return say("connections.reading_history")
        case _:
            return say("connections.synced", minutes=view.minutes_ago, read_at=read_at)


def _row(say: Words, view: ConnectionView, *, with_sync: bool = False, offers_another: bool = False) -> sb.Block:
    """What can be done with it as it stands."""

    def one(name: str, action_id: str, style: str | None = None) -> sb.Button:
        return button(say.bare(f"connections.{name}"), f"{action_id}:{view.id}", view.id, style=style)  # type: ignore[arg-type]

    is_started = view.state in ("running", "paused", "refused")
    return buttons(
        one("go_on", GO_ON, "primary") if view.state == "setting_up" else None,
        one("new_key", NEW_KEY, "primary") if view.state == "refused" else None,
        one("needs_button", NEEDS, "primary") if is_started and view.needs.total else None,
        one("mapping_button", MAPPING) if is_started else None,
        one("sync_now", SYNC_NOW) if with_sync and view.state == "running" else None,
        one("pause", PAUSE) if view.state == "running" else None,
        one("resume", RESUME) if view.state == "paused" else None,
        one("writing", WRITING) if is_started else None,
        one("disconnect", DISCONNECT),
        button(say.bare("connections.connect_another"), CONNECT) if offers_another else None,
    )
