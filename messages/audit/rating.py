"""Rating people: the list of them in the DM, and the two forms: one person with all skills, one skill with all people."""

from collections.abc import Sequence
from dataclasses import dataclass

import slackblocks as sb

from messages.audit.conversation import Standing, anonymity, level_text, paces
from messages.audit.forms import LONGEST_COMMENT
from messages.blocks import (
    Json,
    Message,
    View,
    button,
    buttons,
    choice,
    field_input,
    modal,
    progress,
    rendered,
    section,
    shortened,
    small,
)
from messages.words import Markup, Words, straight, words
from models.audit.ballots.ballot import ANSWERS

RATE = "audit.rate"
"""Opens the form of a person; followed by `:` and their place in the list."""
ONE_BY_ONE = "audit.one_by_one"
AS_LAST_TIME = "audit.as_last_time"
BY_SKILL = "audit.by_skill"
SKILL = "audit.skill"
"""Another skill, or other people, in the form of one skill; followed by `:` and which of its buttons."""
EXAMPLES = "audit.levels"
"""What a 1 and a 5 look like."""
DONE = "audit.rated"
ROW = "audit.row"
"""One answer; followed by `:` and the key of the question. Also begins the block_id."""
PERSON_FORM = "audit.person_form"
SKILL_FORM = "audit.skill_form"
EXAMPLES_FORM = "audit.levels_form"

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


@dataclass(frozen=True)
class Row:
    """One answer to give in a form."""

    key: str
    label: str
    """The skill, or the person's name."""
    statement: str
    given: int | None
    last: int | None


@dataclass(frozen=True)
class SkillRows:
    """One skill with everybody, or twenty of them, beside one another."""

    area: str
    statement: str
    one: str
    five: str
    rows: Sequence[Row]
    skills: Sequence[tuple[str, str, bool]]
    """Every skill: what the menu carries, its name, and whether nothing is open in it."""
    chosen: str
    following: str = ""
    """The next skill, as the button carries it; empty at the last."""
    pages: Sequence[tuple[str, str]] = ()
    """Other people: what the button carries, and which (`21–40`)."""


def people(language: str, standing: Standing, lines: Sequence[Line], minutes: int, *, finished: bool) -> Message:
    """The list: how far each person is, with a button for each."""
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
    return Message(
        say("audit.people_text", standing=standing),
        rendered(
            section(text, block_id=f"{MARK}{campaign}"),
            section(" · ".join(states)),
            small(say("audit.left_open", num=left)) if finished and left else small(anonymity(say, standing)),
            _own_buttons(say, campaign, own) if own else None,
            *_person_buttons(say, campaign, others),
            buttons(
                button(say.bare("audit.by_skill"), BY_SKILL, campaign) if len(others) > 1 else None,
                None if finished else button(say.bare("audit.done"), DONE, campaign, style="primary"),
            )
            if len(others) > 1 or not finished
            else None,
            *([] if finished else paces(say, campaign)),
        ),
    )


def person_form(language: str, name: str, rows: Sequence[Row], remark: str, metadata: str) -> View:
    """All skills of one person; an empty `name`: of oneself."""
    say = words(language)
    element = sb.PlainTextInput(
        action_id="comment", multiline=True, max_length=LONGEST_COMMENT, initial_value=straight(remark) or None
    )
    ask: list[sb.Block | Json | None] = [
        section(say("audit.person_intro", name=name, num=len(rows))),
        buttons(button(say.bare("audit.one_and_five_of_all"), EXAMPLES, metadata.split("|")[0])),
        *(_radio_row(say, row) for row in rows),
        field_input(say.bare("audit.comment"), "comment", element, optional=True),
        small(say("audit.comment_told", anonymous=False)),
    ]
    return modal(
        straight(name) or say.bare("audit.own_form_title"),
        ask,
        callback_id=PERSON_FORM,
        submit=say.bare("audit.keep"),
        close=say.bare("audit.close_form"),
        private_metadata=metadata,
    )


def skill_form(language: str, skill: SkillRows, metadata: str) -> View:
    """One skill of everybody, beside one another."""
    say = words(language)
    options = {value: choice(("✓ " if done else "") + name, value) for value, name, done in skill.skills[:100]}
    menu = sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("audit.choose_skill")),
        action_id=f"{SKILL}:menu",
        options=list(options.values()),
        initial_option=options.get(skill.chosen),
    )
    following = button(say.bare("audit.next_skill"), f"{SKILL}:next", skill.following) if skill.following else None
    ask: list[sb.Block | Json | None] = [
        buttons(menu, following),
        section(say("audit.statement", statement=skill.statement)),
        small(say("audit.one_and_five", one=skill.one, five=skill.five)),
        *(_menu_row(say, row) for row in skill.rows),
        buttons(
            *(
                button(say.bare("audit.others", range=name), f"{SKILL}:{n}", value)
                for n, (value, name) in enumerate(skill.pages)
            ),
            button(say.bare("audit.next_skill"), f"{SKILL}:after", skill.following) if skill.following else None,
        )
        if skill.pages or skill.following
        else None,
    ]
    return modal(
        straight(skill.area),
        ask,
        callback_id=SKILL_FORM,
        submit=say.bare("audit.done"),
        close=say.bare("audit.close_form"),
        private_metadata=metadata,
    )


def examples_form(language: str, skills: Sequence[tuple[str, str, str, str]]) -> View:
    """What a 1 and a 5 look like, of each skill: its name, statement, one and five."""
    say = words(language)
    blocks: list[sb.Block | Json | None] = []
    for area, statement, one, five in skills[:45]:
        blocks += [
            section(say("audit.skill_statement", area=area, statement=statement)),
            small(say("audit.one_and_five", one=one, five=five)),
        ]
    title = say.bare("audit.one_and_five_of_all")
    return modal(title, blocks, callback_id=EXAMPLES_FORM, close=say.bare("audit.close_form"))


def too_late(language: str, sentence: str, typed: str) -> View:
    """In place of a form whose survey has closed: the sentence, and what was typed and cannot be kept any more."""
    say = words(language)
    blocks: list[sb.Block | Json | None] = [
        section(sentence),
        section(say("audit.your_comment", text=shortened(typed, 2500))) if typed else None,
    ]
    return modal(
        say.bare("audit.comment_title") if typed else "Koers",
        blocks,
        callback_id=EXAMPLES_FORM,
        close=say.bare("audit.close_form"),
    )


def list_below(language: str) -> Message:
    """In place of a list that was put again further down."""
    text = words(language)("audit.list_below")
    return Message(text, rendered(small(text)))


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


def _radio_row(say: Words, row: Row) -> sb.Block:
    options = {level: choice(level_text(say, "skills", level), str(level)) for level in ANSWERS}
    element = sb.RadioButtonGroup(
        action_id=f"{ROW}:{row.key}",
        options=list(options.values()),
        initial_option=None if row.given is None else options.get(row.given),
    )
    hint = None if row.last is None else say.bare("audit.last_time", level=level_text(say, "skills", row.last))
    label = say.bare("audit.row_label", area=row.label, statement=row.statement)
    return field_input(label, f"{ROW}:{row.key}", element, hint=hint, optional=True, live=True)


def _menu_row(say: Words, row: Row) -> sb.Block:
    options = {level: choice(level_text(say, "skills", level), str(level)) for level in ANSWERS}
    menu = sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("audit.one_to_five")),
        action_id=f"{ROW}:{row.key}",
        options=list(options.values()),
        initial_option=None if row.given is None else options.get(row.given),
    )
    last = None if row.last is None else level_text(say, "skills", row.last)
    return section(say("audit.person_row", name=row.label, last=last), button=menu, block_id=f"{ROW}:{row.key}")
