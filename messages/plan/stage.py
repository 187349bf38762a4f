"""The maturity stage in words, and the form in which a leader confirms what fits it."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import (
    Message,
    View,
    button,
    buttons,
    choice,
    divider,
    field_input,
    header,
    modal,
    progress,
    rendered,
    section,
    small,
)
from messages.month_figures import kpi_name
from messages.plan.views import Practice, Stage
from messages.words import Words, words
from models.audit.duration import minutes_of
from models.audit.questions import FUNCTIONS, QUESTIONS, Part, questions_of
from models.audit.rounding import tenths
from models.maturity.recommended import PROMPTS, Depth
from models.maturity.stage import stage_name
from models.scorecard.kpis import KPIS

CONFIRM, CHOOSE, TAKE_BACK = "plan.confirm_practice", "plan.choose_practice", "plan.undo_practice"
PRACTICE_FORM = "plan.practice"
MOST_STAGES = 6
MOST_CHARTED = 12


def stage_line(say: Words, stage: Stage, before: Sequence[Stage] = ()) -> str:
    """The stage, what holds it down, and what it was before."""
    if stage.value is None:
        return say(f"plan.no_stage_{stage.reason}", stage=stage)
    lines = [say("plan.stage", stage=stage, name=stage_name(stage.value, say.language))]
    if stage.capped_by is not None:
        lines.append(say("plan.capped", stage=stage, function=FUNCTIONS[stage.capped_by].label(say.language)))
    if before and before[0].value is not None:
        was = before[0]
        lines.append(say("plan.was", stage=was, name=stage_name(was.value or 1, say.language)))
    return "\n".join(lines)


def in_the_way(say: Words, stage: Stage) -> str:
    """What holds the stage below the next one; empty at the highest."""
    above = stage.next
    if above is None or not above.obstacles:
        return ""
    name = stage_name(above.value, say.language)
    lines = [say("plan.in_the_way", value=above.value, name=name, mean=above.mean)]
    for number, one in enumerate(above.obstacles, start=1):
        label = FUNCTIONS[one.function].label(say.language)
        lines.append(say("plan.obstacle", number=number, label=label, one=one, value=above.value))
        for key, mean in one.statements:
            if key in QUESTIONS:
                text = QUESTIONS[key].text(say.language).statement
                lines.append(say("plan.obstacle_statement", text=text, mean=mean))
    return "\n".join(lines)


def stages_chart(say: Words, stages: Sequence[Stage]) -> sb.Block | None:
    """The stages over time as a line, the oldest first, beside the mean of the functions; None of fewer than two."""
    known = _with_a_stage(stages)
    if len(known) < 2:
        return None
    labels = [say.bare("plan.stage_label", day=one.closed_on, audit=one.audit) for one in known]
    values = {"stage": [float(one.value or 0) for one in known], "mean": [tenths(one.mean or 0) for one in known]}
    series = [
        sb.DataSeries(
            say.bare(f"plan.series_{name}"),
            [sb.DataPoint(label, value) for label, value in zip(labels, points, strict=True)],
        )
        for name, points in values.items()
    ]
    return sb.DataVisualizationBlock(say.bare("plan.stages_title"), sb.LineChart(series, sb.AxisConfig(labels)))


def stages_lines(say: Words, stages: Sequence[Stage]) -> str:
    """The same in lines, for where a chart is refused and on Home; empty of fewer than two."""
    known = _with_a_stage(stages)
    if len(known) < 2:
        return ""
    lines = [say("plan.stages_line", stage=one, bar=progress((one.value or 0) / 5, 5)) for one in known]
    return "\n".join([say("plan.stages_over_time"), *lines])


def survey_minutes() -> int:
    """What the survey that gives a stage takes one person."""
    return minutes_of(Part.FUNCTIONS, len(questions_of(Part.FUNCTIONS, None)))


def _with_a_stage(stages: Sequence[Stage]) -> list[Stage]:
    return [one for one in stages[:MOST_CHARTED] if one.value is not None][::-1]


def stage_page(
    language: str, stages: Sequence[Stage], fits: Practice | None, now: Practice, *, can_confirm: bool
) -> Message:
    """The stage with its history, what fits it, and how the company works now."""
    say = words(language)
    if not stages:
        text = say("plan.no_stage_yet", can_start=can_confirm, minutes=survey_minutes())
        return Message(text, rendered(section(text)))
    text = stage_line(say, stages[0], stages[1:2])
    history = [say("plan.history_line", stage=one, name=_name(say, one)) for one in stages[:MOST_STAGES]]
    way, chart = in_the_way(say, stages[0]), stages_chart(say, stages)
    is_on = (
        fits is not None
        and set(fits.focus) == set(now.focus or KPIS)
        and (set(fits.prompts) == set(now.prompts) and fits.depth == now.depth)
    )
    top = rendered(header(say.bare("plan.stage_title")), section(text), section(way) if way else None)
    blocks = rendered(
        small("\n".join([say("plan.history"), *history])) if len(stages) > 1 else None,
        divider(),
        section(_practice(say, "plan.fits", fits)) if fits else None,
        section(_practice(say, "plan.now", now)) if not is_on else small(say("plan.is_on_already")),
    )
    if can_confirm:
        blocks += rendered(
            buttons(
                button(say.bare("plan.confirm"), CONFIRM, str(fits.stage), style="primary")
                if fits and not is_on
                else None,
                button(say.bare("plan.choose"), CHOOSE, str(fits.stage) if fits else ""),
            )
        )
    elif not is_on:
        blocks += rendered(small(say("plan.leader_confirms")))
    if chart is None:
        return Message(text, [*top, *blocks])
    lines = section(stages_lines(say, stages))
    return Message(text, [*top, *rendered(chart), *blocks], [*top, *rendered(lines), *blocks])


def confirmed(language: str, practice: Practice, practice_id: str) -> Message:
    """From now on it works like this."""
    say = words(language)
    text = _practice(say, "plan.confirmed", practice)
    undo = button(say.bare("plan.take_back"), TAKE_BACK, practice_id)
    return Message(text, rendered(section(text, button=undo), small(say("plan.confirmed_note"))))


def practice_taken_back(language: str, now: Practice) -> Message:
    """As it was before."""
    text = _practice(words(language), "plan.practice_taken_back", now)
    return Message(text, rendered(section(text)))


def practice_form(language: str, chosen: Practice) -> View:
    """What a leader switches on, filled in with `chosen`."""
    say = words(language)
    kpis = {key: choice(kpi_name(say, key), key) for key in KPIS}
    prompts = {key: choice(say.bare("plan.prompt", which=key), key) for key in PROMPTS}
    depths = {depth.value: choice(say.bare("plan.depth", which=depth.value), depth.value) for depth in Depth}
    focus = [option for key, option in kpis.items() if key in (chosen.focus or KPIS)]
    on = [option for key, option in prompts.items() if key in chosen.prompts]
    return modal(
        say.bare("plan.practice_title"),
        [
            field_input(
                say.bare("plan.ask_focus"),
                "focus",
                sb.StaticMultiSelectMenu("plan.focus", options=list(kpis.values()), initial_options=focus),
                hint=say.bare("plan.focus_hint"),
            ),
            field_input(
                say.bare("plan.ask_prompts"),
                "prompts",
                sb.CheckboxGroup("plan.prompts", options=list(prompts.values()), initial_options=on or None),
                hint=say.bare("plan.prompts_hint"),
                optional=True,
            ),
            field_input(
                say.bare("plan.ask_depth"),
                "depth",
                sb.RadioButtonGroup("plan.depth", options=list(depths.values()), initial_option=depths[chosen.depth]),
            ),
        ],
        callback_id=PRACTICE_FORM,
        close=say.bare("plan.cancel"),
        submit=say.bare("plan.confirm_short"),
        private_metadata=str(chosen.stage or ""),
    )


def _practice(say: Words, title: str, practice: Practice) -> str:
    lines = [
        say(title, practice=practice, name=stage_name(practice.stage, say.language) if practice.stage else ""),
        say("plan.practice_focus", kpis=[kpi_name(say, key) for key in practice.focus]),
        say("plan.practice_prompts", prompts=[say("plan.prompt", which=key) for key in practice.prompts]),
        say("plan.practice_depth", depth=practice.depth),
    ]
    return "\n".join(lines)


def _name(say: Words, stage: Stage) -> str:
    return stage_name(stage.value, say.language) if stage.value else ""
