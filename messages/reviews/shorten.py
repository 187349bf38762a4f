"""The short form of a busy month: which reps have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section
from messages.reviews.overview import MOST_LINES, SHORTEN, SHORTEN_ONE
from messages.reviews.text import month_name
from messages.words import Words, words


@dataclass(frozen=True)
class Choice:
    """A rep, and whether their review of the month is the short one."""

    person_id: str
    name: str
    is_short: bool


def choices(language: str, month: date, reps: Sequence[Choice], page: int = 1) -> Message:
    """Everybody whose review the manager writes, with a button for each and one for all; twenty on a page."""
    say = words(language)
    text = say("reviews.short_title", month_name=month_name(language, month))
    pages = max(1, -(-len(reps) // MOST_LINES))
    page = min(max(1, page), pages)
    shown = reps[(page - 1) * MOST_LINES : page * MOST_LINES]
    ref = month.isoformat()
    return Message(
        text,
        rendered(
            section(text),
            *(_line(say, one, f"{ref} {page}") for one in shown),
            buttons(
                button(say.bare("reviews.short_all"), f"{SHORTEN_ONE}:all", f"{ref} {page}", style="primary"),
                button(say.bare("reviews.full_all"), f"{SHORTEN_ONE}:none", f"{ref} {page}"),
                _to(say, ref, page + 1, pages, "next") if page < pages else None,
                _to(say, ref, page - 1, pages, "before") if page > 1 else None,
            ),
        ),
    )


def _line(say: Words, one: Choice, ref: str) -> sb.Block:
    wanted = "full" if one.is_short else "short"
    press = button(say.bare(f"reviews.make_{wanted}"), f"{SHORTEN_ONE}:{wanted}", f"{ref} {one.person_id}")
    return section(say("reviews.short_line", name=one.name, is_short=one.is_short), button=press)


def _to(say: Words, ref: str, page: int, pages: int, name: str) -> sb.Button:
    return button(say.bare("reviews.page", page=page, pages=pages), f"{SHORTEN}:{name}", f"{ref} {page}")
