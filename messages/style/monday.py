"""A rep's Monday in the form of their style: the same lines, in another order and amount."""

from messages import nudges
from messages.blocks import Message, button, buttons, rendered, section, small
from messages.home.of_role import has_news
from messages.style.definitions import definitions, table
from messages.words import Markup, Words, words
from models.digest.own import OwnLine, OwnWeek
from models.scorecard.role_figures import RoleFigures
from models.style.preference import Style

EVERYTHING = "style.monday"
MOST_BULLETS = 3
COLUMNS = ("kpi", "last", "this")


def monday(
    language: str,
    name: str,
    week: OwnWeek,
    style: Style | None,
    figures: RoleFigures | None = None,
    *,
    offer: str | None = None,
    goal: str = "",
    helped: bool = False,
) -> Message:
    """Last week and this one; as everybody reads it without a style. `helped`: somebody has the 1-2-1s with them."""
    plain = nudges.monday(language, name, week, figures, offer=offer, goal=goal)
    if style is None:
        return plain
    say = words(language)
    # Behind the greeting stand the figures of the role; the last block has the buttons, before it what is to go by when.
    first = 2 if has_news(figures) else 1
    greeting, middle, ways = plain.blocks[:first], plain.blocks[first + 1 : -1], plain.blocks[-1]
    if style is Style.DRIVER:
        whole = button(say.bare("style.everything"), EVERYTHING)
        return Message(plain.text, [*greeting, *rendered(section(_bullets(say, week)), buttons(whole)), ways])
    if style is Style.INFLUENCER:
        return Message(plain.text, [*rendered(section(_story(say, name, week))), *greeting[1:], *middle, ways])
    if style is Style.SUPPORTER:
        help_ = rendered(small(say("style.support"))) if helped else []
        return Message(plain.text, [*greeting, *rendered(section(_steps(say, week))), *middle, *help_, ways])
    native, lines = table(say, COLUMNS, [_row(say, week, line) for line in week.lines])
    end = [*middle, *rendered(*definitions(say, [line.kpi for line in week.lines])), ways]
    return Message(plain.text, [*greeting, *rendered(native), *end], [*greeting, *rendered(lines), *end])


def _bullets(say: Words, week: OwnWeek) -> str:
    """What this week asks most of first; then what is next."""
    asking = [line for line in week.lines if line.asks]
    lines = [nudges.two_lines(say, line, week.currency).replace("\n", ": ") for line in (asking or week.lines)]
    text = say("style.bullets", lines=[Markup(line) for line in lines[:MOST_BULLETS]])
    if not asking:
        return text
    first = nudges.asked(say, asking[0], week.currency)
    return f"{text}\n{say('style.next', what=first)}"


def _story(say: Words, name: str, week: OwnWeek) -> str:
    """What was reached, then what the week asks; what was not reached with what was done of it."""
    reached = [
        Markup(f"{line.kpi.label(say.language)} ({nudges.last(say, line, week.currency)})")
        for line in week.lines
        if line.is_reached
    ]
    others = [nudges.two_lines(say, line, week.currency) for line in week.lines if not line.is_reached]
    asks = [nudges.asked(say, line, week.currency) for line in week.lines if line.asks]
    chapter = say("style.monday_asks", parts=asks) if asks else say("style.monday_asks_nothing")
    return "\n".join([say("style.monday_story", name=name, labels=reached), chapter, *others])


def _steps(say: Words, week: OwnWeek) -> str:
    lines = [Markup(_step(say, week, line)) for line in week.lines]
    return "\n".join([say("style.monday_steps"), say("style.steps", lines=lines)])


def _step(say: Words, week: OwnWeek, line: OwnLine) -> str:
    label, last = line.kpi.label(say.language), nudges.last(say, line, week.currency)
    if not line.asks:
        return say("style.monday_done", label=label, last=last)
    return say("style.monday_step", label=label, last=last, amount=nudges.this(say, line, week.currency))


def _row(say: Words, week: OwnWeek, line: OwnLine) -> list[str]:
    return [line.kpi.label(say.language), nudges.last(say, line, week.currency), nudges.this(say, line, week.currency)]
