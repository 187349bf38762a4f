"""Rating people: the list of them in the DM, with a button for each (`rating_forms.py` has the forms)."""

from collections.abc import Sequence
from dataclasses import dataclass

import slackblocks as sb

from messages.audit.conversation import Standing, anonymity, paces
from messages.audit.timing import ResultsTold
from messages.blocks import Message, button, buttons, progress, rendered, section, small
from messages.words import Markup, Words, words

RATE = "audit.rate"
"""Opens the form of a person; followed by `:` and their place in the list."""
ONE_BY_ONE = "audit.one_by_one"
AS_LAST_TIME = "audit.as_last_time"
BY_SKILL = "audit.by_skill"
DONE = "audit.rated"

MARK = "audit.people:"
"""Begins the block_id under which the list is found again."""
MOST_LINES = 40
"""People with a row of buttons of their own; more stand together in rows of 25."""
IN_A_ROW = 25


@dataclass(frozen=True)
class Line:
    """One person in the list."""

    id: str
    """Empty for oneself."""
    name: str
    done: int
    total: int
    repeatable: int = 0
    """Open questions that can be answered as last time."""


def people(
    language: str,
    standing: Standing,
    lines: Sequence[Line],
    minutes: int,
    *,
    finished: bool,
    ways: Sequence[str] = (),
    results: ResultsTold | None = None,
) -> Message:
    """The list: how far each person is, with a button for each. `ways`: the reminders that can still come."""
    say = words(language)
    done = sum(line.done >= line.total for line in lines)
    bar = progress(done / len(lines) if lines else 1, 7)
    left = sum(line.total - line.done for line in lines)
    text = say(
        "audit.people", standing=standing, num=len(lines), done=done, bar=bar, minutes=minutes, finished=finished
    )
    states = [Markup(say("audit.person_state", line=line)) for line in lines]
    campaign = standing.campaign
    others = [line for line in lines if line.id]
    own = next((line for line in lines if not line.id), None)
    may_stop = not finished and any(line.done for line in lines)
    beside = (
        button(say.bare("audit.by_skill"), BY_SKILL, campaign) if len(others) > 1 else None,
        button(say.bare("audit.done"), DONE, campaign, style="primary") if may_stop else None,
    )
    return Message(
        say("audit.people_text", standing=standing),
        rendered(
            section(text, block_id=f"{MARK}{campaign}"),
            section(" · ".join(states)),
            small(say("audit.left_open", num=left)) if finished and left else small(anonymity(say, standing)),
            _own_buttons(say, campaign, own) if own else None,
            *_person_buttons(say, campaign, others),
            buttons(*beside) if any(beside) else None,
            section(say("audit.results_told", results=results)) if finished and results else None,
            *([] if finished else paces(say, campaign, ways)),
        ),
    )


def list_below(language: str) -> Message:
    """In place of a list that was put again further down."""
    text = words(language)("audit.list_below")
    return Message(text, rendered(small(text)))


def whose(language: str) -> Message:
    """A number was typed under the list: a name is to be pressed first."""
    text = words(language)("audit.whose")
    return Message(text, rendered(section(text)))


def _own_buttons(say: Words, campaign: str, own: Line) -> sb.Block:
    return buttons(
        button(say.bare("audit.person_button", line=own), f"{RATE}:own", f"{campaign}:"),
        button(say.bare("audit.one_by_one"), ONE_BY_ONE, campaign) if own.done < own.total else None,
    )


def _person_buttons(say: Words, campaign: str, lines: Sequence[Line]) -> list[sb.Block]:
    """A row each where there is something to repeat, else together."""
    rows: list[sb.Block] = []
    apart = lines[:MOST_LINES] if any(line.repeatable for line in lines) else ()
    for place, line in enumerate(apart):
        ref = f"{campaign}:{line.id}"
        repeat = button(say.bare("audit.as_last_time"), f"{AS_LAST_TIME}:{place}", ref) if line.repeatable else None
        rows.append(buttons(button(say.bare("audit.person_button", line=line), f"{RATE}:{place}", ref), repeat))
    together = lines[len(apart) :]
    for first in range(0, len(together), IN_A_ROW):
        rows.append(
            buttons(
                *(
                    button(say.bare("audit.person_button", line=line), f"{RATE}:{place}", f"{campaign}:{line.id}")
                    for place, line in enumerate(together[first : first + IN_A_ROW], len(apart) + first)
                )
            )
        )
    return rows
