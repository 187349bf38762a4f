"""`/review`: one's own reviews, those of the team, and help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, rendered, section, small
from messages.reviews.text import month_name
from messages.words import Words, words

REFLECT = "reviews.reflect"
WRITE = "reviews.write"
READ = "reviews.read"
MOST_LINES = 20


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


def overview(
    language: str,
    own: Sequence[Line],
    team: Sequence[Line],
    month: date,
    *,
    is_rep: bool,
    is_manager: bool,
    next_on: date | None,
) -> Message:
    """`/review`: one's own reviews, and those one writes."""
    say = words(language)
    blocks: list[sb.Block | None] = []
    title = say("reviews.own_title") if own else say("reviews.none_yet", day=next_on)
    team_title = say("reviews.team_title", month_name=month_name(language, month))
    if is_rep or not is_manager:
        blocks += [section(title), *(_own_line(say, line) for line in own)]
    if is_manager:
        blocks.append(section(team_title))
        blocks += [_team_line(say, line) for line in team[:MOST_LINES]]
        blocks.append(more(say, len(team)) if team else section(say("reviews.no_team")))
    return Message(team_title if is_manager else title, rendered(*blocks, small(say("reviews.help_how"))))


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


def _own_line(say: Words, line: Line) -> sb.Block:
    name = say.bare("reviews.month", value=line.month)
    standing = say("reviews.standing", state=line.standing)
    return section(say("reviews.own_line", month_name=name, standing=standing), button=_button(say, line))


def _team_line(say: Words, line: Line) -> sb.Block:
    standing = say("reviews.standing", state=line.standing)
    text = say("reviews.line", name=line.name, standing=standing, is_missed=line.is_missed)
    return section(text, button=_button(say, line))


def _button(say: Words, line: Line) -> sb.Element | None:
    texts = {REFLECT: "reviews.start", WRITE: "reviews.write", READ: "reviews.read"}
    return button(say.bare(texts[line.action]), line.action, line.review_id) if line.action else None
