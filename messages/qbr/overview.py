"""`/qbr`: one's own and what comes next, those of one's people, by manager, and help."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.figures import period_name
from messages.qbr.conversation import BEGIN, CLOSE, FORM, TAKE_BACK
from messages.qbr.pack import pack_blocks
from messages.qbr.steps import PDF, READ, REMARK
from messages.qbr.text import QbrView, what_both_see
from messages.words import Markup, Words, words
from models.period import Period
from models.reviews.standing import ByManager

MOST_LINES = 15
BY_MANAGER = "qbr.by_manager"
_URGENT = ("reported", "drafted_by_you", "open", "drafted", "none", "shared", "disagreed", "signed", "not_due")
"""In this order a manager's list tells of them."""


@dataclass(frozen=True)
class Own:
    """One's own review, or that of the team one leads, and what comes next."""

    ref: str
    """The value of its buttons: its id, or before it was opened whose and of which quarter."""
    quarter: Period
    state: str
    """`none`, or a state."""
    team: str = ""
    """The team's name; empty: one's own."""
    until: date | None = None
    """The day before which the report is asked for; None when it has passed."""
    manager: str = ""
    """Who writes the other half; empty: nobody is above."""


@dataclass(frozen=True)
class Line:
    """A review as one line of a list."""

    name: str
    quarter: Period
    standing: str
    qbr_id: str = ""
    action: str = ""
    """`READ`, `REMARK`, or nothing to do."""
    is_late: bool = False


def own_section(language: str, own: Own) -> list[sb.Block]:
    """How it stands and what comes next, with the button for it."""
    say = words(language)
    quarter, standing = period_name(say, own.quarter), say("qbr.standing", state=own.state)
    title = (
        say("qbr.team_own", name=own.team, quarter=quarter, standing=standing)
        if own.team
        else say("qbr.own", quarter=quarter, standing=standing)
    )
    alone = own.state == "reported" and not own.manager
    now = "alone" if alone else "open" if own.state == "none" else own.state
    after = say("qbr.next_step", state=now, day=own.until, manager=own.manager)
    return [section("\n".join(line for line in (title, after) if line)), *_ways(say, own, alone=alone)]


def _ways(say: Words, own: Own, *, alone: bool) -> list[sb.Block]:
    if own.state in ("none", "open"):
        key = "qbr.begin" if own.state == "none" else "qbr.go_on"
        first = button(say.bare(key), BEGIN, own.ref, style="primary")
        return [
            buttons(first, button(say.bare("qbr.in_a_form"), FORM, own.ref), button(say.bare("qbr.pdf"), PDF, own.ref))
        ]
    if own.state in ("reported", "drafted"):
        close = button(say.bare("qbr.close_it"), CLOSE, own.ref, style="primary") if alone else None
        change = button(say.bare("qbr.change_it"), TAKE_BACK, own.ref)
        return [buttons(close, button(say.bare("qbr.read"), READ, own.ref), change)]
    return [buttons(button(say.bare("qbr.read"), READ, own.ref, style="primary"))]


def overview(
    language: str,
    own: Sequence[Own],
    pack: QbrView | None,
    earlier: Sequence[Line],
    people: Message | None,
    *,
    next_on: date | None,
) -> Message:
    """`/qbr`. `pack`: that of the first of `own`, while it is under way. `people`: those of a manager."""
    say = words(language)
    if not own and people is not None and not earlier:
        return people
    text = (
        say("qbr.own", quarter=period_name(say, own[0].quarter), standing=say("qbr.standing", state=own[0].state))
        if own
        else say("qbr.none_due", day=next_on)
    )
    blocks: list[sb.Block | dict[str, object]] = [] if own else [section(text)]
    for one in own:
        blocks += own_section(language, one)
    last = rendered(*pack_blocks(say, pack.pack, pack.people)) if pack is not None else []
    if earlier:
        blocks.append(section(say("qbr.earlier")))
        blocks += [_earlier(say, line) for line in earlier]
    extra = [*people.blocks, *last] if people else [*last, *rendered(small(say("qbr.help_how")))]
    return Message(text, [*rendered(*blocks), *extra])


def people(language: str, lines: Sequence[Line], quarter: Period, *, leads_managers: bool = False) -> Message:
    """The reviews that a manager writes the other half of, what waits for them first; forty fit as well as four."""
    say = words(language)
    due = [line for line in lines if line.standing != "not_due"]
    signed = sum(line.standing in ("signed", "disagreed") for line in due)
    if not lines:
        text = say("qbr.no_people")
        return Message(text, rendered(section(text)))
    text = say("qbr.people_title", quarter=period_name(say, quarter), signed=signed, of=len(due))
    ordered = sorted(lines, key=lambda line: (not line.is_late, _URGENT.index(line.standing), line.name))
    rest = Counter(line.standing for line in ordered[MOST_LINES:])
    counts = [
        Markup(say("qbr.begins_with", count=n, standing=say("qbr.standing", state=state))) for state, n in rest.items()
    ]
    return Message(
        text,
        rendered(
            section(text),
            *(_line(say, line) for line in ordered[:MOST_LINES]),
            small(say("qbr.more", count=sum(rest.values())), say("qbr.others", texts=counts)) if rest else None,
            buttons(button(say.bare("qbr.see_by_manager"), BY_MANAGER, quarter.start.isoformat()))
            if leads_managers
            else None,
            small(say("qbr.help_how")),
        ),
    )


def by_manager(language: str, rows: Sequence[ByManager], quarter: Period) -> Message:
    """For who leads managers: held, late, missed. Never what is in them."""
    say = words(language)
    if not rows:
        text = say("qbr.by_manager_none")
        return Message(text, rendered(section(text)))
    held, due = sum(row.held for row in rows), sum(row.due for row in rows)
    text = say("qbr.by_manager_title", quarter=period_name(say, quarter), held=held, of=due)
    lines = [section(say("qbr.by_manager_line", row=row)) for row in rows[: 2 * MOST_LINES]]
    return Message(text, rendered(section(text), *lines, small(say("qbr.by_manager_hint"))))


def pack_of(language: str, qbr: QbrView, *, until: date | None, asked: bool) -> Message:
    """Somebody's pack, for who leads them, while the report is not in."""
    say = words(language)
    if asked and until:
        text = say("qbr.not_handed_in", name=qbr.rep, day=until)
    else:
        text = say("qbr.not_asked", name=qbr.rep, quarter=period_name(say, qbr.quarter))
    return Message(text, rendered(section(text), *pack_blocks(say, qbr.pack, qbr.people)))


def of_person(language: str, qbr: QbrView, *, can_write: bool) -> Message:
    """Somebody's review that was handed in and not shared yet, for who writes the other half."""
    say = words(language)
    text = say.bare("qbr.title", name=qbr.name, quarter=period_name(say, qbr.quarter))
    write = button(say.bare("qbr.write"), REMARK, qbr.id, style="primary") if can_write else None
    return Message(
        text, rendered(*what_both_see(language, qbr), buttons(write, button(say.bare("qbr.pdf"), PDF, qbr.id)))
    )


def help_text(language: str) -> Message:
    """`/qbr help`: what can be typed, and how it goes."""
    say = words(language)
    text = say("qbr.help")
    return Message(text, rendered(section(text), small(say("qbr.help_how"))))


def _line(say: Words, line: Line) -> sb.Block:
    standing = say("qbr.standing", state=line.standing)
    return section(say("qbr.line", name=line.name, standing=standing, is_late=line.is_late), button=_button(say, line))


def _earlier(say: Words, line: Line) -> sb.Block:
    text = say(
        "qbr.earlier_line", quarter=period_name(say, line.quarter), standing=say("qbr.standing", state=line.standing)
    )
    return section(text, button=_button(say, line))


def _button(say: Words, line: Line) -> sb.Element | None:
    texts = {READ: "qbr.read", REMARK: "qbr.write"}
    return button(say.bare(texts[line.action]), line.action, line.qbr_id) if line.action else None
