"""Competitions: the invitation, what somebody reads of their own place, and the result, in which nobody is last."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import Message, button, buttons, divider, rendered, section, small
from messages.figures import value_text
from messages.words import Markup, Words, words
from models.contests.view import ContestView

JOIN, LEAVE, STOP, SHOW = "contests.join", "contests.leave", "contests.stop", "contests.show"
MOST_LISTED = 10


def invited(language: str, view: ContestView, by: str) -> Message:
    """For the channel: what is compared, for how long, that nobody has to, and who is named."""
    say = words(language)
    text = say("contests.invited", by=by, **_about(say, view))
    join = button(say.bare("contests.join"), JOIN, view.id, style="primary")
    is_record = view.kind == "record"
    return Message(
        text,
        rendered(
            section("\n".join([text, _rules(say, view)])),
            None if is_record else buttons(join),
            None if is_record else small(say("contests.nobody_has_to")),
        ),
    )


def started(language: str, view: ContestView, channel_id: str) -> Message:
    """For who started it: where the invitation stands, and Undo."""
    say = words(language)
    text = say("contests.started", channel=channel_id, **_about(say, view))
    undo = button(say.bare("contests.undo"), STOP, view.id)
    return Message(text, rendered(section("\n".join([text, _rules(say, view)])), buttons(undo)))


def joined(language: str, view: ContestView) -> Message:
    """For who joined, alone; and how to get out."""
    say = words(language)
    text = say("contests.joined", **_about(say, view))
    leave = button(say.bare("contests.leave"), LEAVE, view.id)
    return Message(text, rendered(section("\n".join([text, _rules(say, view)])), buttons(leave)))


def left(language: str, view: ContestView) -> Message:
    """For who left, alone."""
    say = words(language)
    text = say("contests.left", **_about(say, view))
    again = button(say.bare("contests.join_again"), JOIN, view.id) if view.may_join else None
    return Message(text, rendered(section(text, button=again)))


def stopped(language: str, view: ContestView) -> Message:
    """It is over without a result."""
    say = words(language)
    text = say("contests.stopped", **_about(say, view))
    return Message(text, rendered(section(text)))


def listed(language: str, views: Sequence[ContestView], *, may_start: bool) -> Message:
    """`/koers contest`: what runs and is to come; the top by name, one's own place, and nobody else's."""
    say = words(language)
    how = small(say("contests.how_to_start")) if may_start else None
    if not views:
        text = say("contests.none_runs")
        return Message(text, rendered(section(text), how))
    blocks: list[sb.Block | None] = []
    for view in views[:MOST_LISTED]:
        row = [
            button(say.bare("contests.join"), JOIN, view.id, style="primary") if view.may_join else None,
            button(say.bare("contests.leave"), LEAVE, view.id) if view.takes_part else None,
            button(say.bare("contests.stop"), STOP, view.id) if view.may_stop else None,
        ]
        blocks += [divider() if blocks else None, section("\n".join(_state(say, view)))]
        blocks.append(buttons(*row) if any(row) else None)
    title = say("contests.title")
    return Message(title, rendered(section(f"*{title}*"), *blocks, how))


def result(language: str, view: ContestView) -> Message:
    """For the channel, when it is over: the top, or the team against its record."""
    say = words(language)
    text = say("contests.over", **_about(say, view))
    lines = [_against_record(say, view)] if view.kind == "record" else _top(say, view)
    return Message(text, rendered(section("\n".join([text, *lines]))))


def own_result(language: str, view: ContestView) -> Message:
    """For who took part, alone."""
    say = words(language)
    text = say("contests.over", **_about(say, view))
    return Message(text, rendered(section("\n".join([text, _own(say, view)])), small(say("contests.only_you"))))


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("contests.help")
    return Message(text, rendered(section(text)))


def _about(say: Words, view: ContestView) -> dict[str, object]:
    return {
        "team": view.team,
        "label": view.kpi.label(say.language),
        "first_day": view.first_day,
        "last_day": view.last_day,
    }


def _rules(say: Words, view: ContestView) -> str:
    record = None if view.record is None else value_text(say, view.record, view.kpi.unit, "")
    return say(f"contests.rules_{view.kind}", record=record)


def _state(say: Words, view: ContestView) -> list[str]:
    lines = [say("contests.line", **_about(say, view)), _rules(say, view)]
    if view.kind == "record":
        return [*lines, _against_record(say, view)] if view.has_begun else lines
    lines.append(say("contests.taking_part", number=view.number))
    if view.has_begun:
        lines += _top(say, view)
        is_nothing = view.kind == "share" and view.own == (1, 0)  # nobody has anything, and all would be first
        lines += [say("contests.own_nothing") if is_nothing else _own(say, view)] if view.own else []
    return lines


def _top(say: Words, view: ContestView) -> list[str]:
    return [
        say("contests.place", place=place, name=name, value=Markup(_value(say, view, value)))
        for place, name, value in view.top
    ]


def _own(say: Words, view: ContestView) -> str:
    assert view.own is not None
    place, value = view.own
    return say("contests.own_place", place=place, number=view.number, value=Markup(_value(say, view, value)))


def _value(say: Words, view: ContestView, value: float) -> str:
    return say(f"contests.value_{view.kind}", value=value)


def _against_record(say: Words, view: ContestView) -> str:
    total, record = view.total or 0, view.record or 0
    texts = [Markup(value_text(say, one, view.kpi.unit, "")) for one in (total, record)]
    return say("contests.against_record", total=texts[0], record=texts[1], is_new=total > record)
