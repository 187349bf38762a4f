"""The two forms in which people are rated: one person with all skills, one skill with all people beside one another."""

from collections.abc import Sequence
from dataclasses import dataclass

import slackblocks as sb

from messages.audit.conversation import level_text
from messages.audit.forms import LONGEST_COMMENT
from messages.blocks import Json, View, button, buttons, choice, field_input, modal, section, shortened, small
from messages.words import Words, straight, words
from models.audit.ballots.ballot import ANSWERS

SKILL = "audit.rated_skill"
"""Another skill, or other people, in the form of one skill; followed by `:` and which of its buttons."""
EXAMPLES = "audit.levels"
"""What a 1 and a 5 look like."""
ROW = "audit.row"
"""One answer; followed by `:` and the key of the question. Also begins the block_id."""
PERSON_FORM = "audit.person_form"
SKILL_FORM = "audit.skill_form"
EXAMPLES_FORM = "audit.levels_form"


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
        section(say("audit.statement_alone", statement=skill.statement)),
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
