"""What comes by itself about coaching: plan the talks, the agenda, what came of one, and did it help."""

from collections.abc import Sequence
from dataclasses import replace

import slackblocks as sb

from messages.blocks import Message, button, buttons, divider, rendered, section, shortened, small
from messages.coaching.parts import (
    DONE,
    MOVE,
    NOT_HELD,
    OPEN,
    PairView,
    TalkView,
    action_text,
    card_blocks,
    more,
    open_item_blocks,
    talk_buttons,
    to_record_section,
)
from messages.month_figures import amount, figure_line, kpi_name
from messages.style.hint import hint
from messages.words import Words, words
from models.coaching.agenda import ActionLine
from models.coaching.checking import FEWEST_RECORDS, FEWEST_WORKED, Change, Helped
from models.style.preference import Style
from models.zones import zone_named

MOST_PAIRS = 6
MOST_IN_SHORT = 150
"""Characters of a topic or an action where several talks stand in one message."""
MOST_CHECKED = 2
"""Actions of one pair in the message of a check date; the others stand in `/coach`."""


def agenda(language: str, pair: PairView, talk: TalkView, style: Style | None = None) -> Message:
    """A day before: what to talk about; for a manager with a tip by the style of the other one, where they tell it."""
    say = words(language)
    text = say("coaching.agenda", other=talk.other, at=talk.at, zone=talk.zone)
    return Message(
        text,
        rendered(
            section(text),
            *open_item_blocks(say, pair.open_items),
            *card_blocks(say, pair),
            *hint(say, pair.other, style),
            divider(),
            talk_buttons(say, talk),
        ),
    )


def agendas(language: str, talks: Sequence[tuple[PairView, TalkView, Style | None]]) -> Message:
    """A day before, to a coach with several talks on it: of each what there is to talk about, and the rest behind *Open*."""
    say = words(language)
    first = talks[0][1]
    day = first.at.astimezone(zone_named(first.zone)).date()
    title = say("coaching.agendas", others=[talk.other for _, talk, _ in talks], day=day)
    blocks: list[sb.Block] = [section(title)]
    for pair, talk, style in talks[:MOST_PAIRS]:
        line = say("coaching.agenda_of", other=talk.other, at=talk.at, zone=talk.zone)
        blocks.append(
            section(
                "\n".join([line, *_in_short(say, pair)]), button=button(say.bare("coaching.open"), OPEN, pair.other_id)
            )
        )
        blocks += hint(say, pair.other, style)
    return Message(title, rendered(*blocks, more(say, len(talks), MOST_PAIRS)))


def _in_short(say: Words, pair: PairView) -> list[str]:
    """What a coach wants to know of it at a glance: what was asked for, topics, open actions, where a push helps."""
    open_, lines = pair.open_items, []
    if pair.card.asked_for:
        lines.append(say("coaching.card_asked_for", text=shortened(pair.card.asked_for, MOST_IN_SHORT)))
    lines += [
        say("coaching.topic_line", text=shortened(text, MOST_IN_SHORT), by=by)
        for text, by in open_.topics[:MOST_CHECKED]
    ]
    lines += [
        f"☐ {action_text(say, replace(one, text=shortened(one.text, MOST_IN_SHORT)))}"
        for one in open_.actions[:MOST_CHECKED]
    ]
    return lines + [figure_line(say, row, open_.currency) for row in open_.weakest]


def to_record(language: str, talk: TalkView) -> Message:
    """An hour after it began, to the coach: what came of it?"""
    say = words(language)
    return Message(
        say("coaching.to_record", rep=talk.other), rendered(to_record_section(say, talk), _after_buttons(say, talk))
    )


def look_again(language: str, pairs: Sequence[tuple[str, Sequence[tuple[ActionLine, Helped | None]]]]) -> Message:
    """On the check date: did it help? For each other one of a pair, the actions whose date has come."""
    say = words(language)
    title = say("coaching.look_again", others=[other for other, _ in pairs])
    blocks: list[sb.Block] = [section(title)]
    for other, checked in pairs[:MOST_PAIRS]:
        if len(pairs) > 1:
            blocks.append(section(say("coaching.pair_title", other=other)))
        for action, helped in checked[:MOST_CHECKED]:
            blocks += _checked(say, action, helped)
    return Message(title, rendered(*blocks, more(say, len(pairs), MOST_PAIRS)))


def _checked(say: Words, action: ActionLine, helped: Helped | None) -> list[sb.Block]:
    done = button(say.bare("coaching.done"), DONE, action.id)
    action = replace(action, check_on=None)  # it is looked at now
    if helped is None:
        return [section(action_text(say, action), button=done)]
    lines = _change_lines(say, helped)
    if helped.too_early:
        lines.append(say("coaching.too_early", why=helped.too_early, days=FEWEST_WORKED, records=FEWEST_RECORDS))
    elif helped.verdict:
        lines.append(say("coaching.verdict", which=helped.verdict))
    elif helped.rest is None:
        lines.append(say("coaching.nobody_to_compare"))
    # The figures stand apart: beside a button a phone would break them.
    return [
        section(action_text(say, action), button=done),
        section("\n".join(lines)),
        small(say("coaching.compared", days=helped.days)),
    ]


def _change_lines(say: Words, helped: Helped) -> list[str]:
    """Of the rep what is compared and what it comes from; of the rest only what is compared, when there is enough."""
    name, own = kpi_name(say, helped.kpi), _compared(say, helped, helped.own)
    if not helped.is_per_day:
        lines = [say("coaching.before_after", kpi=name, **own)]
    else:
        before, now = helped.own.before, helped.own.now
        unit, currency = helped.unit.value, helped.currency
        totals = {
            "before": amount(say, before.value, unit, currency),
            "now": amount(say, now.value, unit, currency),
            "days_before": before.worked,
            "days_now": now.worked,
        }
        lines = [say("coaching.before_after_a_day", kpi=name, **own), say("coaching.totals", **totals)]
    if helped.rest is not None and not helped.too_early:
        words = "coaching.rest_of_company" if helped.of_company else "coaching.rest_of_team"
        words += "_a_day" if helped.is_per_day else ""
        lines.append(say(words, n=helped.others, **_compared(say, helped, helped.rest)))
    return lines


def _compared(say: Words, helped: Helped, change: Change) -> dict[str, str]:
    unit, currency = helped.unit.value, helped.currency
    return {
        "before": amount(say, helped.rate(change.before), unit, currency),
        "now": amount(say, helped.rate(change.now), unit, currency),
    }


def _after_buttons(say: Words, talk: TalkView) -> sb.Block:
    return buttons(
        button(say.bare("coaching.not_held"), NOT_HELD, talk.id), button(say.bare("coaching.move"), MOVE, talk.id)
    )
