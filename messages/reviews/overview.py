"""`/review`: one's own reviews, those of the team by month, and help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.reviews.text import month_name
from messages.words import Words, words
from models.period import months_after

REFLECT = "reviews.reflect"
WRITE = "reviews.write"
READ = "reviews.read"
TALK = "reviews.talk"
"""Begins the self-review question by question, or goes on with it."""
TEAM_PAGE, HISTORY, BY_MANAGER, SHORTEN = "reviews.team", "reviews.history", "reviews.by_manager", "reviews.shorten"
SHORTEN_ONE = "reviews.shorten_one"
MOST_LINES = 20
_URGENT = ("reflected", "drafted_by_you", "open", "drafted", "none", "shared", "disagreed", "signed", "not_due")
"""In this order a manager's list tells of them; what waits for the manager first."""


@dataclass(frozen=True)
class Line:
    """A review as one line of an overview: whose, how it stands, and what one can do with it."""

    name: str
    month: date
    standing: str
    """`none`, `not_due`, a review's state, or `drafted_by_you`."""
    review_id: str = ""
    action: str = ""
    """`REFLECT`, `WRITE` or `READ`; empty: nothing to do."""
    is_missed: bool = False
    is_short: bool = False
    turn: str = ""
    """Whose turn it is: `write`, `reflect`, `sign`, or `nothing`."""

    @property
    def is_managers(self) -> bool:
        """Whether it waits for who writes the manager's part."""
        return self.turn == "write"


@dataclass(frozen=True)
class TeamPage:
    """The reviews of a manager's people of one month."""

    month: date
    lines: Sequence[Line]
    """Of everybody; a page of them is shown."""
    page: int = 1
    later: date | None = None
    """The month after it, when it is over too."""
    leads_managers: bool = False


def overview(
    language: str, own: Sequence[Line], team: TeamPage | None, *, is_rep: bool, next_on: date | None
) -> Message:
    """`/review`: one's own reviews, and those one writes."""
    say = words(language)
    title = say("reviews.own_title") if own else say("reviews.none_yet", day=next_on)
    blocks: list[sb.Block | dict[str, object] | None] = []
    if is_rep or team is None:
        blocks += [section(title), *(_own_line(say, line) for line in own), *_own_ways(say, own)]
    people = team_page(language, team) if team else None
    return Message(
        people.text if people else title,
        [*rendered(*blocks), *(people.blocks if people else []), *rendered(small(say("reviews.help_how")))],
    )


def team_page(language: str, team: TeamPage) -> Message:
    """A manager's people in one month: what waits for the manager first, twenty on a page."""
    say = words(language)
    name = month_name(language, team.month)
    due = [line for line in team.lines if line.standing != "not_due"]
    text = say(
        "reviews.team_title",
        month_name=name,
        waits=sum(line.is_managers for line in due),
        with_rep=sum(line.turn in ("reflect", "sign") for line in due),
        closed=sum(line.standing in ("signed", "disagreed") for line in due),
        due=len(due),
    )
    ordered = sorted(
        team.lines, key=lambda line: (not line.is_missed, not line.is_managers, _URGENT.index(line.standing), line.name)
    )
    pages = max(1, -(-len(ordered) // MOST_LINES))
    page = min(max(1, team.page), pages)
    shown = ordered[(page - 1) * MOST_LINES : page * MOST_LINES]
    return Message(
        text,
        rendered(
            section(text),
            *(_team_line(say, line) for line in shown),
            None if shown else section(say("reviews.no_team")),
            _team_ways(say, team, page, pages),
        ),
    )


def _team_ways(say: Words, team: TeamPage, page: int, pages: int) -> sb.Block:
    """Other pages, other months, the short form, and by manager."""

    def to(label: str, month: date, number: int, name: str) -> sb.Button:
        return button(label, f"{TEAM_PAGE}:{name}", f"{month.isoformat()} {number}")

    earlier, later = months_after(team.month, -1), team.later
    return buttons(
        to(say.bare("reviews.page", page=page + 1, pages=pages), team.month, page + 1, "next")
        if page < pages
        else None,
        to(say.bare("reviews.page", page=page - 1, pages=pages), team.month, page - 1, "before") if page > 1 else None,
        to(say.bare("reviews.month", value=earlier), earlier, 1, "earlier"),
        to(say.bare("reviews.month", value=later), later, 1, "later") if later else None,
        button(say.bare("reviews.shorten"), SHORTEN, team.month.isoformat()) if team.lines else None,
        button(say.bare("qbr.see_by_manager"), BY_MANAGER, team.month.isoformat()) if team.leads_managers else None,
    )


def with_more(language: str, told: Message, month: date) -> Message:
    """Which manager held theirs, with the way to what is late and to the spread of ratings."""
    say = words(language)
    more_of_it = buttons(button(say.bare("qbr.see_by_manager"), BY_MANAGER, month.isoformat()))
    return Message(told.text, [*told.blocks, *rendered(more_of_it)])


def reviews_of(language: str, rep: str, lines: Sequence[Line]) -> Message:
    """`/review @anna`: somebody's reviews, for a reader who may see them."""
    say = words(language)
    if not lines:
        text = say("reviews.none_of", rep=rep)
        return Message(text, rendered(section(text)))
    text = say("reviews.person_title", rep=rep)
    return Message(text, rendered(section(text), *(_own_line(say, line) for line in lines)))


def help_text(language: str) -> Message:
    """`/review help`: what can be typed, and how a review goes."""
    say = words(language)
    text = say("reviews.help")
    return Message(text, rendered(section(text), small(say("reviews.help_how"))))


def more(say: Words, count: int) -> sb.Block | None:
    """How many more there are than are shown, if any."""
    return small(say("reviews.more", count=count - MOST_LINES)) if count > MOST_LINES else None


def _own_ways(say: Words, own: Sequence[Line]) -> list[sb.Block]:
    """Question by question, for the first that is not shared; and everything of before."""
    first = next((line for line in own if line.action == REFLECT), None)
    return [
        buttons(
            button(say.bare("reviews.one_by_one"), TALK, first.review_id) if first else None,
            button(say.bare("reviews.history"), HISTORY, "1"),
        )
    ]


def _own_line(say: Words, line: Line) -> sb.Block:
    name = say.bare("reviews.month", value=line.month)
    standing = say("reviews.standing", state=line.standing)
    return section(say("reviews.own_line", month_name=name, standing=standing), button=_button(say, line))


def _team_line(say: Words, line: Line) -> sb.Block:
    standing = say("reviews.standing", state=line.standing)
    text = say(
        "reviews.line",
        name=line.name,
        standing=standing,
        is_missed=line.is_missed,
        turn=line.turn if line.standing not in ("none", "not_due") else "",
        is_short=line.is_short,
    )
    return section(text, button=_button(say, line))


def _button(say: Words, line: Line) -> sb.Element | None:
    texts = {REFLECT: "reviews.start", WRITE: "reviews.write", READ: "reviews.read"}
    return button(say.bare(texts[line.action]), line.action, line.review_id) if line.action else None
