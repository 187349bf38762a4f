"""What we say about a workspace's own KPIs: what they measure, that they were added, retired or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, choice, field_input, modal, rendered, section, small
from messages.words import Words, words
from models.scorecard.counted import CountedDeals
from models.scorecard.kpis import QUADRANT_NAMES, Kpi, Quadrant
from models.scorecard.measure import Measure, Part

OPEN, UNDO, RETIRE, FORM = "kpis.open", "kpis.undo", "kpis.retire", "kpis.form"
FIELDS = ("name", "dutch", "definition", "quadrant", "target", "weight", "direction")


@dataclass(frozen=True)
class OwnKpiView:
    """A KPI of the workspace's own."""

    kpi: Kpi
    quadrant: str
    """What the company calls it."""
    target: str = ""
    """What is usual for every rep, in words."""
    is_retired: bool = False


def overview(language: str, own: Sequence[OwnKpiView], *, may_change: bool) -> Message:
    """All of them; who may, adds and retires."""
    say = words(language)
    title = say("kpis.title")
    blocks: list[sb.Block | None] = [section(f"*{title}*" if own else f"*{title}*\n{say('kpis.none_yet')}")]
    for one in own:
        retire = button(say.bare("kpis.retire"), f"{RETIRE}:{one.kpi.key}", one.kpi.key)
        blocks.append(section(_line(say, one), button=retire if may_change and not one.is_retired else None))
    add = buttons(button(say.bare("kpis.add"), OPEN, style="primary")) if may_change else None
    return Message(title, rendered(*blocks, add, small(say("kpis.how_to"))))


def added(language: str, one: OwnKpiView, change_id: str) -> Message:
    """It is on every scorecard from now on."""
    say = words(language)
    text = say("kpis.added")
    undo = button(say.bare("kpis.undo_it"), UNDO, change_id)
    next_ = say("kpis.next", kpi=one.kpi.key) if not one.target else say("kpis.next_with_target", kpi=one.kpi.key)
    return Message(text, rendered(section(f"{text}\n{_line(say, one)}", button=undo), small(next_)))


def retired(language: str, kpi: Kpi, change_id: str) -> Message:
    """It is asked no more."""
    say = words(language)
    text = say("kpis.retired", label=kpi.label(language))
    return Message(text, rendered(section(text, button=button(say.bare("kpis.undo_it"), UNDO, change_id))))


def undone(language: str, label: str, *, is_back: bool) -> Message:
    """It is gone, or back again."""
    text = words(language)("kpis.is_back" if is_back else "kpis.is_gone", label=label)
    return Message(text, rendered(section(text)))


def form(language: str) -> View:
    """The form of a new one."""
    say = words(language)
    quadrants = [choice(QUADRANT_NAMES[one][language], one.value) for one in Quadrant]
    directions = [choice(say.bare("kpis.direction_up"), "up"), choice(say.bare("kpis.direction_down"), "down")]
    elements: dict[str, sb.Element] = {
        "quadrant": sb.StaticSelectMenu(action_id="quadrant", options=quadrants, initial_option=quadrants[2]),
        "direction": sb.StaticSelectMenu(action_id="direction", options=directions, initial_option=directions[0]),
    }
    return modal(
        say.bare("kpis.form_title"),
        [
            field_input(
                say.bare(f"kpis.field_{name}"),
                name,
                elements.get(name) or sb.PlainTextInput(action_id=name),
                hint=say.bare(f"kpis.hint_{name}") if say.has(f"kpis.hint_{name}") else None,
                optional=name in ("dutch", "target", "weight"),
            )
            for name in FIELDS
        ],
        callback_id=FORM,
        submit=say.bare("kpis.save"),
        close=say.bare("kpis.cancel"),
    )


def help_text(language: str) -> Message:
    """What can be typed."""
    text = words(language)("kpis.help")
    return Message(text, rendered(section(text)))


def measure_text(say: Words, measure: Measure) -> str:
    """`the number of calls and e-mails`, `the value of deals won (upsell) / the number of proposals`."""
    return " / ".join(_part(say, part) for part in measure.parts)


def _line(say: Words, one: OwnKpiView) -> str:
    assert one.kpi.measure is not None
    return say(
        "kpis.line",
        label=one.kpi.label(say.language),
        kpi=one.kpi.key,
        quadrant=one.quadrant,
        measure=measure_text(say, one.kpi.measure),
        target=one.target,
        is_down=one.kpi.lower_is_better,
        is_retired=one.is_retired,
    )


def _part(say: Words, part: Part) -> str:
    counted = part.counted
    if isinstance(counted, CountedDeals):
        what = [say(f"kpis.deals_{outcome}") for outcome in sorted(counted.outcomes)]
        filters = [*sorted(counted.types or ()), *sorted(counted.channels or ()), *sorted(counted.products or ())]
        return say("kpis.part", how=part.how.value, what=what, filters=", ".join(filters))
    return say(
        "kpis.part", how=part.how.value, what=[kind_name(say, kind) for kind in sorted(counted.kinds)], filters=""
    )


def kind_name(say: Words, kind: str) -> str:
    """What a kind is called in the form; one of the workspace's own by its key."""
    return say(f"activity.kind_{kind}") if say.has(f"activity.kind_{kind}") else kind.replace("_", " ")
