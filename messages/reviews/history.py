"""Reviews over time: all of one's own with what became of each, and by manager for who leads managers. Never their texts
to anybody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, shortened, small
from messages.reviews.overview import HISTORY, READ
from messages.reviews.steps import MARKDOWN, PDF
from messages.reviews.text import month_name
from messages.words import Words, words
from models.reviews.standing import ByManager, Spread

A_PAGE = 6
LONGEST = 300
MOST_MANAGERS = 25


@dataclass(frozen=True)
class Entry:
    """One's own review as an entry of the history."""

    review_id: str
    month: date
    state: str
    rating: int | None = None
    """The manager's; None until it was shared."""
    commitment: str = ""
    kept: str = ""
    """What became of it: `kept`, `partly`, `not`; empty: not said."""
    is_closed: bool = False


def history(language: str, entries: Sequence[Entry], page: int, *, more: bool, next_on: date | None) -> Message:
    """A page of one's own reviews, newest first. `more`: there is another page."""
    say = words(language)
    if not entries and page == 1:
        text = say("reviews.none_yet", day=next_on)
        return Message(text, rendered(section(text), small(say("reviews.help_how"))))
    text = say("reviews.history_title", page=page)
    blocks = [block for entry in entries for block in _entry(say, entry)]
    ways = buttons(
        button(say.bare("reviews.newer"), f"{HISTORY}:newer", str(page - 1)) if page > 1 else None,
        button(say.bare("reviews.older"), f"{HISTORY}:older", str(page + 1)) if more else None,
    )
    return Message(text, rendered(section(text), *blocks, ways if page > 1 or more else None))


def _entry(say: Words, entry: Entry) -> list[sb.Block]:
    standing = say("reviews.standing", state=entry.state)
    rating = say.bare("reviews.rating_word", rating=entry.rating) if entry.rating else ""
    text = say(
        "reviews.history_line",
        month_name=month_name(say.language, entry.month),
        standing=standing,
        rating=rating,
        commitment=shortened(entry.commitment, LONGEST),
        kept=entry.kept,
    )
    row = buttons(
        button(say.bare("reviews.read"), READ, entry.review_id),
        button(say.bare("qbr.pdf"), PDF, entry.review_id) if entry.is_closed else None,
        button(say.bare("reviews.markdown"), MARKDOWN, entry.review_id) if entry.is_closed else None,
    )
    return [section(text), row]


def by_manager(language: str, rows: Sequence[tuple[ByManager, Spread]], month: date) -> Message:
    """For who leads managers: held, late, missed, and how each of them rates. Never what is in them, and nobody's rating."""
    say = words(language)
    if not rows:
        text = say("reviews.by_manager_none", month_name=month_name(language, month))
        return Message(text, rendered(section(text)))
    held, due = sum(row.held for row, _ in rows), sum(row.due for row, _ in rows)
    text = say("reviews.by_manager_title", month_name=month_name(language, month), held=held, due=due)
    lines = [
        section(f"{say('qbr.by_manager_line', row=row)}\n{say('reviews.spread', spread=spread)}")
        for row, spread in rows[:MOST_MANAGERS]
    ]
    return Message(text, rendered(section(text), *lines, small(say("reviews.by_manager_hint"))))
