"""What a goal on a result asks of each week: "€300,000 = 19 wins = 48 proposals = 160 first meetings = 12 a week".

`chain` is for under a goal, `this_week` two short lines for Home and the Monday line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, rendered, section, small, unbroken
from messages.figures import period_within, value_text
from messages.scorecard.personal import WHY, menu
from messages.words import Markup, Words, words
from models.goals.arithmetic import ENOUGH, Count, Link, Rate
from models.goals.back_solver import LOOKS_BACK, Needed
from models.scorecard.kpis import KPIS, Unit
from models.scorecard.scorecard import SALES

TAKE_OVER, TAKE_BACK, SET, STEPS = "goals.take_over", "goals.take_back", "goals.set_needed", "goals.steps"
EVIDENCE = "goals.evidence"
FEWEST_WEEKS = 2
"""Working weeks: of what begins later too little comes in before the end, and the last days would ask for the impossible."""
RECORDS = {
    Link.DEAL: ("deal_size",),
    Link.WIN: ("close_rate",),
    Link.PROPOSAL: ("proposals", "first_meetings"),
    Link.FOLLOW_UP: ("follow_ups",),
}
"""The KPIs behind each rate: "Why this number?" shows their records."""


@dataclass(frozen=True)
class NeededView:
    """What an aim takes, with what can be pressed below it; a ref that is empty is not offered."""

    needed: Needed
    is_own: bool = True
    own_ref: str = ""
    """Whose rates, as the scorecard's menus say it."""
    team_ref: str = ""
    goal_id: str = ""
    """The goal that can take the steps over as milestones."""
    set_ref: str = ""
    """What can be made a goal."""
    steps_ref: str = ""
    team_id: str = ""
    """Of which the evidence can be asked."""


def answer(language: str, view: NeededView) -> Message:
    """To a question: the chain, and that it can be made a goal."""
    say = words(language)
    return Message(one_line(say, view.needed), rendered(*chain(say, view)))


def chain(say: Words, view: NeededView) -> list[sb.Block]:
    """The chain, what it rests on, and the buttons."""
    needed = view.needed
    lines = [say("goals.needed_title", aim=aim_of(say, needed), who="" if view.is_own else needed.scope.name)]
    if needed.is_reached:
        lines.append(say("goals.needed_reached", done=result_of(say, needed, needed.done)))
        return [section("\n".join(lines))]
    if needed.done:
        done, to_go = (result_of(say, needed, value) for value in (needed.done, needed.to_go))
        lines.append(say("goals.needed_to_go", done=done, to_go=to_go))
    lines += _links(say, needed)
    notes = [_rates(say, needed), *_notes(say, needed)]
    if any(rate.value is not None for rate in needed.rates.values()):
        return [section("\n".join(lines)), small("\n".join(notes)), *_buttons(say, view)]
    return [section("\n".join(lines)), *_buttons(say, view)]


def one_line(say: Words, needed: Needed) -> str:
    """`€300,000 = 19 wins = 48 proposals = 160 first meetings = 12 a week`: for notifications and screen readers."""
    if needed.is_reached:
        return say("goals.needed_reached", done=result_of(say, needed, needed.done)).replace("*", "")
    parts = [result_of(say, needed, needed.to_go)]
    found = needed.chain
    for what, count in (("wins", found.wins), ("proposals", found.proposals), ("first_meetings", found.first_meetings)):
        if count is not None and not (what == "wins" and needed.aim.kpi != SALES):
            parts.append(say("goals.needed_count", what=what, count=count.number, text=say.number(count.number)))
    if found.first_meetings and needed.weeks:
        parts.append(say("goals.needed_a_week", number=weekly(say, needed, found.first_meetings)))
    return " = ".join(parts)


def this_week(say: Words, needed: Needed, *, beside_targets: bool = False) -> str:
    """Two short lines for Home and the Monday line; empty where nothing can be said, and when the end is too near.

    *12 first meetings* and 3.6 proposals a week
    for €300,000 in Q1 2027

    `beside_targets`: they stand under the targets of the week, and say that they are something else.
    """
    counts = [(what, needed.chain.count_of(what)) for what in ("first_meetings", "proposals")]
    asked = [(what, weekly(say, needed, count)) for what, count in counts if count and count.number and needed.weeks]
    if not asked or needed.is_reached or needed.weeks < FEWEST_WEEKS:
        return ""
    takes, aim = say("goals.needed_this_week", asked=_kinds(say, asked)), aim_of(say, needed)
    if beside_targets:
        return f"{say('goals.needed_beside_targets', aim=aim)}\n{takes}"
    return f"{takes}\n{say('goals.needed_for', aim=aim)}"


def taken_over(language: str, title: str, kept: Sequence[tuple[str, str]], undo: str) -> Message:
    """The steps are milestones of the goal now. `kept`: label and target of each."""
    say = words(language)
    text = say("goals.taken_over", title=title)
    lines = [say("goals.taken_line", label=label, target=target) for label, target in kept]
    take_back = button(say.bare("goals.take_back"), TAKE_BACK, undo)
    return Message(text, rendered(section("\n".join([text, *lines]), button=take_back)))


def taken_back(language: str, title: str) -> Message:
    """They are not any more."""
    text = words(language)("goals.taken_back", title=title)
    return Message(text, rendered(section(text)))


def _links(say: Words, needed: Needed) -> list[str]:
    found, lines = needed.chain, []
    for what, count in (("wins", found.wins), ("proposals", found.proposals), ("first_meetings", found.first_meetings)):
        if count is None:
            break
        if what == "wins" and needed.aim.kpi != SALES:
            continue  # so many customers are so many wins
        lines.append(say("goals.needed_link", count=counted(say, what, count), range=range_of(say, count)))
    if found.ends_at is not None:
        lines.append(_end(say, needed, needed.rates[found.ends_at]))
    if not needed.weeks:
        return [*lines, say("goals.needed_no_weeks")]
    has_meetings = bool(found.first_meetings and found.first_meetings.number)
    if found.first_meetings and has_meetings:
        number = weekly(say, needed, found.first_meetings)
        lines.append(say("goals.needed_weekly", asked=_named(say, "first_meetings", number)))
    beside = [(what, found.count_of(what)) for what in ("follow_ups", "proposals")]
    asked = [(what, weekly(say, needed, count)) for what, count in beside if count and count.number]
    lines.append(say("goals.needed_beside", asked=_kinds(say, asked), weeks=needed.weeks, are_alone=not has_meetings))
    return lines


def _end(say: Words, needed: Needed, rate: Rate) -> str:
    """Where nothing more can be said, and why."""
    return say(
        f"goals.needed_end_{rate.link.value}", n=rate.n, team=needed.team.name if rate.of_team and needed.team else ""
    )


def _rates(say: Words, needed: Needed) -> str:
    """Whose rates, in one or two sentences."""
    known = [rate for rate in needed.rates.values() if rate.value is not None]
    lines = []
    for of_team in (False, True):
        some = [_rate(say, needed, rate) for rate in known if rate.of_team is of_team]
        if some:
            team = needed.team.name if of_team and needed.team else ""
            who = "" if needed.scope.is_person else needed.scope.name
            lines.append(say("goals.needed_rates", rates=some, team=team, who=who, days=LOOKS_BACK, enough=ENOUGH))
    if rough := [say(f"goals.rate_name_{rate.link.value}") for rate in known if rate.is_rough]:
        lines.append(say("goals.needed_rough", rates=rough, enough=ENOUGH))
    return "\n".join(lines)


def _notes(say: Words, needed: Needed) -> list[str]:
    notes = [say("goals.needed_brackets")]
    if needed.weighted and needed.aim.kpi == SALES:
        notes.append(say("goals.needed_weighted", value=money_of(say, needed, needed.weighted)))
    if needed.cycle:
        last = needed.aim.period.last_day - timedelta(days=round(needed.cycle))
        notes.append(
            say("goals.needed_cycle", days=round(needed.cycle), last=last, is_past=last <= needed.seen.last_day)
        )
    return notes


def _buttons(say: Words, view: NeededView) -> list[sb.Block]:
    known = [rate for rate in view.needed.rates.values() if rate.value is not None]
    options = []
    for rate in known:
        ref = view.team_ref if rate.of_team else view.own_ref
        options += [choice(KPIS[key].label(say.language), f"{ref}|{key}") for key in RECORDS[rate.link] if ref]
    made = [
        button(say.bare("goals.take_over"), TAKE_OVER, view.goal_id, style="primary") if view.goal_id else None,
        button(say.bare("goals.set_needed"), SET, view.set_ref, style="primary") if view.set_ref else None,
        button(say.bare("goals.needed_steps"), STEPS, view.steps_ref) if view.steps_ref and known else None,
        menu(say.bare("scorecard.choose_why"), WHY, options) if options else None,
        button(say.bare("goals.show_evidence"), EVIDENCE, view.team_id) if view.team_id else None,
    ]
    return [buttons(*made)] if any(made) else []


def _rate(say: Words, needed: Needed, rate: Rate) -> str:
    value = rate.value or 0
    if rate.link is Link.DEAL:
        text = money_of(say, needed, value)
    elif rate.link is Link.WIN:
        text = say.percent(value)
    else:
        text = say.number(value * 10 if rate.link is Link.PROPOSAL else value)
    return say(f"goals.rate_{rate.link.value}", value=text, n=say.number(rate.n))


def _kinds(say: Words, asked: Sequence[tuple[str, str]]) -> list[str]:
    return [_named(say, what, number) for what, number in asked]


def _named(say: Words, what: str, number: str) -> str:
    return _whole(say("goals.needed_count", what=what, count=1 if number == "1" else 0, text=number))


def counted(say: Words, what: str, count: Count) -> str:
    """`19 wins`, not to be broken."""
    return _whole(say("goals.needed_count", what=what, count=count.number, text=say.number(count.number)))


def _whole(text: str) -> Markup:
    """A figure with its name, that no line breaks."""
    return Markup(unbroken(text))


def weekly(say: Words, needed: Needed, count: Count) -> str:
    """So many a working week, as it is read."""
    return value_text(say, needed.per_week(count.number) or 0, Unit.COUNT, needed.currency)


def range_of(say: Words, count: Count) -> str:
    """`16 to 23`; empty where nothing is uncertain."""
    if count.low == count.high:
        return ""
    return _whole(say("goals.needed_between", low=say.number(count.low), high=say.number(count.high)))


def aim_of(say: Words, needed: Needed) -> str:
    """`€300,000 in Q1 2027`."""
    target = result_of(say, needed, float(needed.aim.target))
    return say("goals.needed_aim", target=target, period=_period(say, needed))


def _period(say: Words, needed: Needed) -> str:
    """`Q1 2027`, and of rolling days the last one: a goal's 60 days look forward."""
    period = needed.aim.period
    if period.name.endswith("d"):
        return say("goals.needed_by", day=period.last_day)
    return say("goals.needed_in", period=period_within(say, period))


def result_of(say: Words, needed: Needed, value: float) -> str:
    """Of the result: money, or customers."""
    if needed.aim.kpi == SALES:
        return money_of(say, needed, value)
    return say("goals.needed_count", what="customers", count=round(value), text=say.number(value))


def money_of(say: Words, needed: Needed, value: float) -> str:
    """Whole units of the currency."""
    return value_text(say, value, Unit.MONEY, needed.currency)
