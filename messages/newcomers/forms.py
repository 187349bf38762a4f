"""The forms: the plan as the manager makes it, the workspace's checklist, and the look back."""

from collections.abc import Mapping, Sequence

import slackblocks as sb

from messages.blocks import View, choice, field_input, modal, section, small
from messages.month_figures import kpi_name
from messages.words import Words, within_sentence, words
from models.newcomers.drafting import Draft, GoalDraft
from models.newcomers.looking_back import LONGEST_ANSWER, Look
from models.newcomers.program import Line
from models.newcomers.records import LONGEST_WORDS

FORM, CHECKLIST_FORM, LOOK_FORM = "newcomers.form", "newcomers.checklist_form", "newcomers.look_form"
MOST_PEOPLE = 100
LONGEST_LIST = 3000


def plan(language: str, draft: Draft, kpi_names: Mapping[str, str] | None = None) -> View:
    """What is proposed, or the plan as it is: everything can be changed. `kpi_names`: of the workspace's own KPIs."""
    say = words(language)
    people = [choice(one.name, one.id) for one in draft.colleagues[:MOST_PEOPLE]]
    chosen = [option for option, one in zip(people, draft.colleagues, strict=False) if one in draft.shadows]
    why = say(f"newcomers.why_{draft.why_no_targets}", name=draft.person.name) if draft.why_no_targets else ""
    blocks: list[sb.Block | None] = [
        section(say("newcomers.form_about", name=draft.person.name, first_day=draft.first_day)),
        small(why) if why else None,
    ]
    for goal in draft.goals:
        blocks += _goal_fields(say, goal, draft.goals[0].day, kpi_names or {})
    blocks.append(
        field_input(
            say.bare("newcomers.field_items"),
            "items",
            sb.PlainTextInput(
                "newcomers.items",
                multiline=True,
                initial_value=typed_lines(say, draft.lines) or None,
                max_length=LONGEST_LIST,
            ),
            optional=True,
            hint=say.bare("newcomers.hint_items"),
        )
    )
    if people:
        menu = sb.StaticMultiSelectMenu("newcomers.shadows", options=people, initial_options=chosen or None)
        blocks.append(
            field_input(
                say.bare("newcomers.field_shadows"),
                "shadows",
                menu,
                optional=True,
                hint=say.bare("newcomers.hint_shadows"),
            )
        )
    return modal(
        say.bare("newcomers.form_title"),
        blocks,
        callback_id=FORM,
        submit=say.bare("newcomers.to_preview"),
        close=say.bare("newcomers.cancel"),
        private_metadata=draft.person.id,
    )


def checklist(language: str, lists: Mapping[str, Sequence[Line]], own: Sequence[str]) -> View:
    """The list that is proposed in this workspace, in each language; `own`: the languages in which it is the workspace's."""
    say = words(language)
    return modal(
        say.bare("newcomers.checklist_title"),
        [
            section(say("newcomers.checklist_about", own=bool(own))),
            *(
                field_input(
                    say.bare(f"newcomers.language_{key}"),
                    key,
                    sb.PlainTextInput(
                        f"newcomers.list_{key}",
                        multiline=True,
                        initial_value=typed_lines(words(key), lines) or None,
                        max_length=LONGEST_LIST,
                    ),
                    optional=True,
                    hint=say.bare("newcomers.hint_items"),
                )
                for key, lines in lists.items()
            ),
        ],
        callback_id=CHECKLIST_FORM,
        submit=say.bare("newcomers.save"),
        close=say.bare("newcomers.cancel"),
    )


def look_back(language: str, plan_id: str, name: str, side: str, given: Look | None) -> View:
    """Two questions; `side`: `own` for the newcomer, `manager` for who leads them."""
    say = words(language)

    def field(which: str, text: str, *, optional: bool) -> sb.Block:
        return field_input(
            say.bare(f"newcomers.{side}_{which}", name=name),
            which,
            sb.PlainTextInput(
                f"newcomers.{which}", multiline=True, max_length=LONGEST_ANSWER, initial_value=text or None
            ),
            optional=optional,
        )

    return modal(
        say.bare("newcomers.look_title"),
        [
            section(say("newcomers.look_about")),
            field("first", given.first if given else "", optional=False),
            field("second", given.second if given else "", optional=True),
        ],
        callback_id=LOOK_FORM,
        submit=say.bare("newcomers.hand_in"),
        close=say.bare("newcomers.cancel"),
        private_metadata=plan_id,
    )


def typed_lines(say: Words, lines: Sequence[Line]) -> str:
    """`day 3: Logged a first activity`, a line each: as it can be typed."""
    return "\n".join(say.bare("newcomers.typed_line", number=line.day, text=line.text) for line in lines)


def typed_targets(say: Words, goal: GoalDraft, kpi_names: Mapping[str, str]) -> str:
    """`first sales meetings 12, training hours 6`: as it can be typed."""
    parts = [f"{within_sentence(kpi_names.get(key) or kpi_name(say, key))} {value:f}" for key, value in goal.targets]
    return ", ".join(parts)


def _goal_fields(say: Words, goal: GoalDraft, first: int, kpi_names: Mapping[str, str]) -> list[sb.Block | None]:
    return [
        field_input(
            say.bare("newcomers.field_words", number=goal.day),
            f"words_{goal.day}",
            sb.PlainTextInput(
                "newcomers.words", multiline=True, initial_value=goal.words or None, max_length=LONGEST_WORDS
            ),
            optional=True,
        ),
        field_input(
            say.bare("newcomers.field_targets", number=goal.day),
            f"targets_{goal.day}",
            sb.PlainTextInput(
                "newcomers.targets",
                multiline=True,
                initial_value=typed_targets(say, goal, kpi_names) or None,
                max_length=300,
            ),
            optional=True,
            hint=say.bare("newcomers.hint_targets") if goal.day == first else None,
        ),
    ]
