"""The plan on one screen: as the newcomer reads it, with ticks; and as their manager sees it, before and after."""

import slackblocks as sb

from messages.blocks import Json, Message, button, buttons, choice, divider, header, progress, rendered, section, small
from messages.coaching.parts import PLAN as PLAN_TALK
from messages.figures import value_text
from messages.words import Markup, Words, within_sentence, words
from models.newcomers.goals import GoalNow, Step
from models.newcomers.program import program
from models.newcomers.standing import ItemNow, Standing

OPEN, TICK = "newcomers.open", "newcomers.tick"
GIVE, CHANGE, STOP, RESUME = "newcomers.give", "newcomers.change", "newcomers.stop", "newcomers.resume"
LOOK, READ = "newcomers.look", "newcomers.read"
A_GROUP = 10
"""Boxes in one group, as Slack takes them."""
BAR = 10


def own_page(
    language: str, plan: Standing, currency: str, *, looks_back: bool = False, is_read: bool = False
) -> Message:
    """What the newcomer reads: goals, talks, with whom they go along, and the checklist with a box for each line."""
    say = words(language)
    text = say("newcomers.own_title", plan=plan)
    return Message(
        text,
        rendered(
            *_parts(say, plan, currency, heading=say.bare("newcomers.heading")),
            *_boxes(say, plan),
            small(say("newcomers.tick_how")),
            buttons(button(say.bare("newcomers.look_back"), LOOK, plan.plan_id, style="primary"))
            if looks_back
            else None,
            buttons(button(say.bare("newcomers.read_both"), READ, plan.plan_id, style="primary")) if is_read else None,
        ),
    )


def preview(language: str, reader_language: str, plan: Standing, currency: str) -> Message:
    """For the manager, before it is given: exactly what the newcomer will read, in the newcomer's language."""
    say, theirs = words(language), words(reader_language)
    text = say("newcomers.preview", plan=plan)
    row = buttons(
        button(say.bare("newcomers.give"), GIVE, plan.plan_id, style="primary"),
        button(say.bare("newcomers.change"), CHANGE, plan.person_id),
        button(say.bare("newcomers.not_now"), STOP, plan.plan_id),
    )
    parts = rendered(*_parts(theirs, plan, currency, heading=theirs.bare("newcomers.heading")), *_lines(theirs, plan))
    return Message(text, [*rendered(section(text), divider()), *parts, *rendered(divider(), row)])


def manager_page(
    language: str, plan: Standing, currency: str, *, looks_back: bool = False, is_read: bool = False
) -> Message:
    """For who leads the newcomer: how far it is, and what can be done with it."""
    say = words(language)
    text = say("newcomers.manager_title", plan=plan)
    row = [one for one in _managers_buttons(say, plan, looks_back=looks_back, is_read=is_read) if one]
    return Message(text, rendered(*_read_only(say, plan, currency), buttons(*row) if row else None))


def reader_page(language: str, plan: Standing, currency: str) -> Message:
    """For who leads everybody: the same, to read."""
    say = words(language)
    return Message(say("newcomers.manager_title", plan=plan), rendered(*_read_only(say, plan, currency)))


def item_text(say: Words, item: ItemNow) -> str:
    """What a line says, in the reader's language where it comes with Koers."""
    return (program().text(item.key, say.language) if item.key else "") or item.text


def goal_words(say: Words, plan: Standing, goal: GoalNow) -> str:
    """What a goal says; the usual words in the reader's language."""
    return goal.words or program().words(plan.who, goal.day, say.language)


def _managers_buttons(say: Words, plan: Standing, *, looks_back: bool, is_read: bool) -> list[sb.Element | None]:
    if plan.state == "stopped":
        return [button(say.bare("newcomers.resume"), RESUME, plan.plan_id)]
    if plan.state == "draft":
        return [
            button(say.bare("newcomers.give"), GIVE, plan.plan_id, style="primary"),
            button(say.bare("newcomers.change"), CHANGE, plan.person_id),
        ]
    return [
        button(say.bare("newcomers.read_both"), READ, plan.plan_id, style="primary") if is_read else None,
        button(say.bare("newcomers.look_back"), LOOK, plan.plan_id, style="primary") if looks_back else None,
        None
        if plan.is_over
        else button(say.bare("newcomers.plan_talks"), f"{PLAN_TALK}:{plan.person_id}", plan.person_id),
        None if plan.is_over else button(say.bare("newcomers.change"), CHANGE, plan.person_id),
        None if plan.is_over else button(say.bare("newcomers.stop"), STOP, plan.plan_id),
    ]


def _read_only(say: Words, plan: Standing, currency: str) -> list[sb.Block]:
    heading = say.bare("newcomers.heading_of", name=plan.name)
    return [*_parts(say, plan, currency, heading=heading, manager=True), *_lines(say, plan)]


def _parts(say: Words, plan: Standing, currency: str, *, heading: str, manager: bool = False) -> list[sb.Block]:
    first = [header(heading), section(say("newcomers.where", plan=plan, bar=_bar(plan), is_managers=manager))]
    goals = [section(_goal(say, plan, goal, currency)) for goal in plan.goals]
    days = [day for day in plan.talks if day >= plan.today]
    people = [say("newcomers.talks", days=days) if days else ""]
    people.append(say("newcomers.shadows", names=list(plan.shadows)) if plan.shadows else "")
    beside = "\n".join(line for line in people if line)
    return [*first, *goals, *([section(beside)] if beside else [])]


def _goal(say: Words, plan: Standing, goal: GoalNow, currency: str) -> str:
    steps = [Markup(_step(say, step, currency)) for step in goal.steps]
    return say("newcomers.goal", goal=goal, goal_words=goal_words(say, plan, goal), steps=Markup(" · ".join(steps)))


def _step(say: Words, step: Step, currency: str) -> str:
    target = value_text(say, step.target, step.kpi.unit, currency)
    actual = None if step.actual is None else value_text(say, step.actual, step.kpi.unit, currency)
    label = within_sentence(step.kpi.label(say.language))
    return say("newcomers.step", label=label, actual=actual, target=target, is_reached=step.is_reached)


def _bar(plan: Standing) -> str:
    return progress(plan.done / len(plan.items), BAR) if plan.items else ""


def _boxes(say: Words, plan: Standing) -> list[sb.Block | Json]:
    """Groups of boxes. A group says which lines were ticked when it was drawn: one press is then one line, whatever happened since."""
    blocks: list[sb.Block | Json] = [section(say("newcomers.checklist", plan=plan))] if plan.items else []
    for start in range(0, len(plan.items), A_GROUP):
        group = plan.items[start : start + A_GROUP]
        options = [
            choice(item_text(say, item), item.id, say.bare("newcomers.by", day=item.due_on, is_late=item.is_late))
            for item in group
        ]
        ticked = [option for option, item in zip(options, group, strict=True) if item.is_done]
        drawn = sum(1 << place for place, item in enumerate(group) if item.is_done)
        boxes = sb.CheckboxGroup(
            f"{TICK}:{plan.plan_id}:{start}:{drawn}", options=options, initial_options=ticked or None
        )
        blocks.append(sb.ActionsBlock([boxes], block_id=f"newcomers_{plan.plan_id[-8:]}_{start}_{drawn}"))
    return blocks


def _lines(say: Words, plan: Standing) -> list[sb.Block]:
    if not plan.items:
        return []
    lines = [say("newcomers.line", item=item, text=item_text(say, item)) for item in plan.items]
    return [section("\n".join([say("newcomers.checklist", plan=plan), *lines]))]
