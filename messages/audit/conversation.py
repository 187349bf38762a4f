"""A survey's conversation in the DM: one question at a time, the answered ones as one line each, pause and end.

No text for notifications holds an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import slackblocks as sb

from messages.audit.timing import ResultsTold
from messages.blocks import Message, button, buttons, choice, progress, rendered, section, shortened, small
from messages.long_text import sections
from messages.words import LANGUAGES, Words, words
from models.audit.ballots.ballot import DONT_KNOW, NOT_MY_JOB

BEGIN = "audit.begin"
CONTINUE = "audit.continue"
GIVE = "audit.give"
"""Followed by `:` and the level."""
BACK = "audit.back"
SKIP = "audit.skip"
EXPLAIN = "audit.explain"
COMMENT = "audit.comment"
PAUSE = "audit.pause"
ONE_FORM = "audit.one_form"
"""All questions about oneself in one form."""
CHANGE = "audit.change"
CHOOSE = "audit.choose"
PACE = "audit.pace"
"""Followed by `:` and how."""

MARK = "audit.q:"
"""Begins the block_id under which a question is found again when it has been answered by a word."""
LINE = "audit.a:"
"""The same for the line of an answered one."""
MOST_IN_MENU = 100


@dataclass(frozen=True)
class Asked:
    """One question as it is put to somebody, in their language."""

    ref: str
    """Names campaign and question (and the person rated); the value of its buttons."""
    part: str
    position: int
    total: int
    area: str
    statement: str
    one: str
    """What a 1 looks like."""
    five: str
    explain: str
    three: str = ""
    """What a 3 looks like: shown with the explanation; empty where nobody wrote it."""
    about: str = ""
    """The name of the person who is rated, when that is somebody else."""
    given: int | None = None
    """1 to 5, `DONT_KNOW` or `NOT_MY_JOB`: the answer that is there already."""
    comment: str = ""


@dataclass(frozen=True)
class Answered:
    """A question that was answered (or left), as one line."""

    ref: str
    part: str
    area: str
    statement: str
    given: int | None
    """None: skipped."""
    about: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Standing:
    """How far somebody is in a survey."""

    campaign: str
    """Its id: the value of buttons."""
    number: int
    part: str
    answered: int
    total: int
    deadline: date
    anonymous: bool
    k: int


def question(language: str, asked: Asked, *, explained: bool = False) -> Message:
    """The question on screen."""
    say = words(language)
    text = say("audit.question_text", asked=asked)
    where = say("audit.where", asked=asked, bar=progress((asked.position - 1) / max(asked.total, 1), 7))
    return Message(
        text,
        rendered(
            small(where),
            section(say("audit.statement", asked=asked)),
            small(say("audit.one_and_five", one=asked.one, five=asked.five)),
            *(sections(say("audit.explained", asked=asked)) if explained else []),
            small(say("audit.your_comment", text=shortened(asked.comment, 300))) if asked.comment else None,
            _levels(say, asked),
            _ways(say, asked, explained),
        ),
    )


def answered(language: str, line: Answered) -> Message:
    """The question after its answer: one line, and a button to change it."""
    say = words(language)
    return Message(say("audit.answered_text", area=line.area), rendered(_line(say, line)))


def moved(language: str) -> Message:
    """In place of a question that was put again further down."""
    text = words(language)("audit.asked_below")
    return Message(text, rendered(small(text)))


def paused_here(language: str) -> Message:
    """In place of a question at which somebody paused."""
    text = words(language)("audit.paused_here")
    return Message(text, rendered(small(text)))


def paused(language: str, standing: Standing, ways: Sequence[str]) -> Message:
    """Paused; everything is kept. `ways`: the reminders that can still come."""
    say = words(language)
    text = say("audit.paused", standing=standing)
    return Message(text, rendered(section(text), _resume(say, standing), *paces(say, standing.campaign, ways)))


def finished(
    language: str, standing: Standing, lines: Sequence[Answered], results: ResultsTold | None = None
) -> Message:
    """Everything was asked: thank you, when the results come, and a menu to change an answer."""
    say = words(language)
    left = [line for line in lines if line.given is None]
    text = say("audit.finished", standing=replace(standing, answered=standing.answered - len(left)))
    blocks = rendered(section(text), small(anonymity(say, standing, finished=True)))
    if results is not None:
        blocks += rendered(section(say("audit.results_told", results=results)))
    if left:
        blocks += rendered(small(say("audit.left_open", num=len(left))))
    if lines:
        blocks += rendered(section(say("audit.change_until", standing=standing), button=_menu(say, lines)))
    return Message(text, blocks)


def anonymity(say: Words, standing: Standing, *, finished: bool = False) -> str:
    """The one plain sentence about who sees what."""
    if standing.anonymous:
        return say("audit.anonymous_sentence", k=standing.k, deadline=standing.deadline, finished=finished)
    return say("audit.named_sentence", part=standing.part)


def paces(say: Words, campaign: str, ways: Sequence[str]) -> list[sb.Block]:
    """The participant's own pace of reminders: those that can still come, if any."""
    if not ways:
        return []
    return [
        small(say("audit.pace_ask")),
        buttons(*(button(say.bare(f"audit.pace_{way}"), f"{PACE}:{way}", campaign) for way in ways)),
    ]


def pace_noted(language: str, day: date | None, *, wanted: bool, deadline: date) -> Message:
    """When the next reminder comes, if any. `wanted`: they asked for one."""
    text = words(language)("audit.pace_noted", day=day, wanted=wanted, deadline=deadline)
    return Message(text, rendered(section(text)))


def level_text(say: Words, part: str, level: int | None) -> str:
    """`4 · Largely`; also for “don't know”, “not my job” and skipped ones. Plain text."""
    if level is None:
        return say.bare("audit.skipped")
    if level == DONT_KNOW:
        return say.bare("audit.dont_know")
    if level == NOT_MY_JOB:
        return say.bare("audit.no_part")
    return say.bare("audit.level", part=part, level=level)


def level_labels(part: str) -> dict[str, int]:
    """The words of the buttons in every language, in small letters, with their level."""
    texts = ((level_text(words(language), part, level), level) for language in LANGUAGES for level in (1, 2, 3, 4, 5))
    return {text.partition(" · ")[2].lower(): level for text, level in texts}


def _levels(say: Words, asked: Asked) -> sb.Block:
    chosen = asked.given
    ways = [
        button(
            level_text(say, asked.part, level),
            f"{GIVE}:{level}",
            asked.ref,
            style="primary" if chosen == level else None,
        )
        for level in (1, 2, 3, 4, 5)
    ]
    unknown = button(
        say.bare("audit.dont_know"), f"{GIVE}:0", asked.ref, style="primary" if chosen == DONT_KNOW else None
    )
    no_part = (
        button(
            say.bare("audit.not_their_job" if asked.about else "audit.not_my_job"),
            f"{GIVE}:{NOT_MY_JOB}",
            asked.ref,
            style="primary" if chosen == NOT_MY_JOB else None,
        ),
    )
    return sb.ActionsBlock(
        [*ways, unknown, *(no_part if asked.part == "skills" else ())], block_id=f"{MARK}{asked.ref}"
    )


def _ways(say: Words, asked: Asked, explained: bool) -> sb.Block:
    has_form = asked.part == "skills" and not asked.about and asked.position == 1
    return buttons(
        button(say.bare("audit.back"), BACK, asked.ref) if asked.position > 1 else None,
        button(say.bare("audit.skip"), SKIP, asked.ref),
        None if explained else button(say.bare("audit.explain"), EXPLAIN, asked.ref),
        button(say.bare("audit.change_comment" if asked.comment else "audit.comment"), COMMENT, asked.ref),
        button(say.bare("audit.pause"), PAUSE, asked.ref),
        button(say.bare("audit.in_one_form"), ONE_FORM, f"{asked.ref.partition(':')[0]}:") if has_form else None,
    )


def _line(say: Words, line: Answered) -> sb.Block:
    view = say(
        "audit.answered_line",
        line=line,
        statement=shortened(line.statement, 90),
        level=level_text(say, line.part, line.given),
        comment=shortened(line.comment, 200),
    )
    change = button(say.bare("audit.change"), CHANGE, line.ref)
    return section(view, button=change, block_id=f"{LINE}{line.ref}")


def _menu(say: Words, lines: Sequence[Answered]) -> sb.Element:
    options = [
        choice(say.bare("audit.menu_line", line=line, level=level_text(say, line.part, line.given)), line.ref)
        for line in lines[:MOST_IN_MENU]
    ]
    return sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("audit.change_one")), action_id=CHOOSE, options=options
    )


def _resume(say: Words, standing: Standing) -> sb.Block:
    return buttons(button(say.bare("audit.continue"), CONTINUE, standing.campaign, style="primary"))
