"""What we say about coaching talks: planning, the agenda, what came of them, and what a pair agreed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import slackblocks as sb

from messages.blocks import Message, button, buttons, divider, rendered, section, small
from messages.delivery import snooze_row
from messages.long_text import sections
from messages.month_figures import amount, figure_line, kpi_name
from messages.words import Words, words
from models.coaching.agenda import ActionLine, Matters
from models.coaching.checking import Helped

PLAN = "coaching.plan"
MOVE = "coaching.move"
CALL_OFF = "coaching.call_off"
TOPIC = "coaching.topic"
ACTION = "coaching.action"
DONE = "coaching.done"
NOT_DONE = "coaching.not_done"
RECORD = "coaching.record"
CONFIRM = "coaching.confirm"
DENY = "coaching.deny"
NOTES = "coaching.notes"
OPEN = "coaching.open"

MOST_LINES = 10
MOST_PAIRS = 8
MOST_CHECKED = 2
"""Actions of one pair in the message of a check date; the others stand in `/coach`."""


@dataclass(frozen=True)
class TalkShown:
    """A talk, for one of its two people."""

    id: str
    other: str
    at: datetime
    zone: str
    is_coach: bool
    outcome: str = ""
    held_on: date | None = None


@dataclass(frozen=True)
class PairShown:
    """Everything between two people, for one of them."""

    other_id: str
    other: str
    talk: TalkShown | None
    matters: Matters


@dataclass(frozen=True)
class RepLine:
    """How a rep's month of coaching stands."""

    rep_id: str
    rep: str
    arranged: int
    usual: int
    held: int = 0
    next_at: datetime | None = None


def plan_prompt(language: str, month: date, lines: Sequence[RepLine], zone: str) -> Message:
    """The start of the month: plan the talks that are missing, now or later."""
    say = words(language)
    text = say("coaching.plan_prompt", month_name=say.bare("reviews.month", value=month))
    reps = [_rep_line(say, line, zone, PLAN) for line in lines[:MOST_LINES]]
    hint = small(say("coaching.plan_hint"))
    return Message(
        text, rendered(section(text), *reps, _more(say, len(lines)), hint, snooze_row(language, "coaching"))
    )


def planned(language: str, talk: TalkShown) -> Message:
    """To who planned or moved it."""
    say = words(language)
    text = say("coaching.planned", other=talk.other, at=talk.at, zone=talk.zone)
    return Message(
        text, rendered(section(text), _talk_buttons(say, talk), small(say("coaching.agenda_comes")))
    )


def planned_for_you(language: str, talk: TalkShown, *, moved: bool = False) -> Message:
    """To the other one."""
    say = words(language)
    key = "coaching.moved_for_you" if moved else "coaching.planned_for_you"
    text = say(key, other=talk.other, at=talk.at, zone=talk.zone)
    return Message(text, rendered(section(text), _talk_buttons(say, talk)))


def called_off(language: str, talk: TalkShown, *, for_you: bool = False) -> Message:
    """The talk does not take place. `for_you`: to the other one."""
    key = "coaching.called_off_for_you" if for_you else "coaching.called_off"
    text = words(language)(key, other=talk.other, at=talk.at, zone=talk.zone)
    return Message(text, rendered(section(text)))


def agenda(language: str, pair: PairShown, talk: TalkShown) -> Message:
    """A day before: what to talk about."""
    say = words(language)
    text = say("coaching.agenda", other=talk.other, at=talk.at, zone=talk.zone)
    return Message(
        text, rendered(section(text), *_matters(say, pair.matters), divider(), _talk_buttons(say, talk))
    )


def pair_overview(language: str, pair: PairShown) -> Message:
    """`/coach @anna`: everything between the two."""
    return Message(
        words(language)("coaching.pair_title", other=pair.other), rendered(*_pair_blocks(language, pair))
    )


def overview(
    language: str,
    month: date,
    zone: str,
    lines: Sequence[RepLine],
    to_record: Sequence[TalkShown],
    to_confirm: Sequence[TalkShown],
    own: PairShown | None,
) -> Message:
    """`/coach`: what waits, the team's month, and one's own next talk."""
    say = words(language)
    title = say("coaching.team_title", month_name=say.bare("reviews.month", value=month))
    blocks: list[sb.Block | dict[str, object] | None] = []
    for talk in to_confirm[:MOST_LINES]:
        blocks += _asking(say, talk)
    for talk in to_record[:MOST_LINES]:
        blocks.append(_to_record(say, talk))
    if lines:
        blocks += [section(title), *(_rep_line(say, line, zone, OPEN) for line in lines[:20])]
        blocks += [_more(say, len(lines), 20), small(say("coaching.plan_hint"))]
    if own is not None:
        blocks += _pair_blocks(language, own)
    if not lines and own is None:
        blocks.append(section(say("coaching.nobody")))
    return Message(title if lines or own else say("coaching.nobody"), rendered(*blocks))


def to_record(language: str, talk: TalkShown) -> Message:
    """An hour after it began, to the coach: what came of it?"""
    say = words(language)
    return Message(
        say("coaching.to_record", rep=talk.other), rendered(_to_record(say, talk), _after_buttons(say, talk))
    )


def recorded(language: str, talk: TalkShown, rep_id: str) -> Message:
    """To the coach: it is noted, and counts when the rep confirms."""
    say = words(language)
    text = say("coaching.recorded", rep=talk.other)
    row = buttons(
        button(say.bare("coaching.add_action"), ACTION, rep_id),
        button(say.bare("coaching.change"), RECORD, talk.id),
    )
    return Message(text, rendered(section(text), row))


def confirm_request(language: str, talk: TalkShown) -> Message:
    """To the rep: what came of the talk, and did it take place?"""
    say = words(language)
    return Message(
        say("coaching.confirm_request", coach=talk.other, day=talk.held_on), rendered(*_asking(say, talk))
    )


def answered(language: str, talk: TalkShown, *, took_place: bool) -> Message:
    """To the rep, after their answer."""
    say = words(language)
    text = say("coaching.confirmed" if took_place else "coaching.denied", coach=talk.other, day=talk.held_on)
    notes = button(say.bare("coaching.private_notes"), NOTES, talk.id) if took_place else None
    return Message(text, rendered(section(text, button=notes)))


def was_answered(language: str, talk: TalkShown, rep_id: str, *, took_place: bool) -> Message:
    """To the coach: the rep's answer."""
    say = words(language)
    text = say(
        "coaching.was_confirmed" if took_place else "coaching.was_denied", rep=talk.other, day=talk.held_on
    )
    again = None if took_place else button(say.bare("coaching.plan"), PLAN, rep_id)
    return Message(text, rendered(section(text, button=again)))


def topic_added(language: str, text: str, other: str) -> Message:
    """A topic is on the agenda."""
    said = words(language)("coaching.topic_added", text=text, other=other)
    return Message(said, rendered(*sections(said)))


def action_added(language: str, action: ActionLine, other: str) -> Message:
    """The pair agreed on something."""
    say = words(language)
    said = say("coaching.action_added", text=_action_text(say, action), other=other)
    return Message(said, rendered(section(said, button=button(say.bare("coaching.done"), DONE, action.id))))


def action_done(language: str, action: ActionLine) -> Message:
    """Ticked off; one tap takes it back."""
    say = words(language)
    said = say("coaching.action_done", text=action.text)
    return Message(
        said, rendered(section(said, button=button(say.bare("coaching.not_done"), NOT_DONE, action.id)))
    )


def action_open_again(language: str, action: ActionLine) -> Message:
    """The tick was taken back."""
    said = words(language)("coaching.action_open_again", text=action.text)
    return Message(said, rendered(section(said)))


def notes_kept(language: str, other: str) -> Message:
    """One's own notes are kept; what they say is not repeated."""
    said = words(language)("coaching.notes_kept", other=other)
    return Message(said, rendered(section(said)))


def look_again(
    language: str, pairs: Sequence[tuple[str, Sequence[tuple[ActionLine, Helped | None]]]]
) -> Message:
    """On the check date: did it help? For each other one of a pair, the actions whose date has come."""
    say = words(language)
    title = say("coaching.look_again", others=[other for other, _ in pairs])
    blocks: list[sb.Block] = [section(title)]
    for other, checked in pairs[:MOST_PAIRS]:
        if len(pairs) > 1:
            blocks.append(section(say("coaching.pair_title", other=other)))
        for action, helped in checked[:MOST_CHECKED]:
            blocks += _checked(say, action, helped)
    return Message(title, rendered(*blocks, _more(say, len(pairs), MOST_PAIRS)))


def _checked(say: Words, action: ActionLine, helped: Helped | None) -> list[sb.Block]:
    done = button(say.bare("coaching.done"), DONE, action.id)
    if helped is None:
        return [section(_action_text(say, action), button=done)]
    own = say(
        "coaching.before_after",
        kpi=kpi_name(say, helped.kpi),
        **_change(say, helped, helped.before, helped.now),
    )
    lines = [_action_text(say, action), own]
    if helped.team_before is not None or helped.team_now is not None:
        lines.append(
            say("coaching.rest_of_team", **_change(say, helped, helped.team_before, helped.team_now))
        )
    return [section("\n".join(lines), button=done), small(say("coaching.compared", days=helped.days))]


def _change(say: Words, helped: Helped, before: float | None, now: float | None) -> dict[str, str]:
    unit, currency = helped.unit.value, helped.currency
    return {"before": amount(say, before, unit, currency), "now": amount(say, now, unit, currency)}


def help_text(language: str) -> Message:
    """`/coach help`."""
    text = words(language)("coaching.help")
    return Message(text, rendered(section(text)))


def _rep_line(say: Words, line: RepLine, zone: str, action_id: str) -> sb.Block:
    coming = say("coaching.next_at", at=line.next_at, zone=zone) if line.next_at else ""
    text = say(
        "coaching.team_line",
        rep=line.rep,
        arranged=line.arranged,
        usual=line.usual,
        held=line.held,
        next_at=coming,
    )
    label = "coaching.plan" if action_id == PLAN else "coaching.open"
    return section(text, button=button(say.bare(label), action_id, line.rep_id))


def _pair_blocks(language: str, pair: PairShown) -> list[sb.Block]:
    say = words(language)
    talk = pair.talk
    when = say("coaching.next_talk", at=talk.at, zone=talk.zone) if talk else say("coaching.no_talk")
    title = section(f"{say('coaching.pair_title', other=pair.other)}\n{when}")
    row = _talk_buttons(say, talk, may_record=True) if talk else buttons(
        button(say.bare("coaching.plan"), PLAN, pair.other_id, style="primary"),
        button(say.bare("coaching.add_topic"), TOPIC, pair.other_id),
        button(say.bare("coaching.add_action"), ACTION, pair.other_id),
    )  # fmt: skip
    return [title, *_matters(say, pair.matters), row]


def _matters(say: Words, open_: Matters) -> list[sb.Block]:
    topics = [say("coaching.topic_line", text=text, by=by) for text, by in open_.topics[:MOST_LINES]]
    blocks = [section("\n".join([say("coaching.topics_title"), *(topics or [say("coaching.no_topics")])]))]
    if not open_.actions:
        blocks.append(section(f"{say('coaching.actions_title')}\n{say('coaching.no_actions')}"))
    else:
        blocks.append(section(say("coaching.actions_title")))
        blocks += [
            section(
                f"{number}. {_action_text(say, action)}",
                button=button(say.bare("coaching.done"), DONE, action.id),
            )
            for number, action in enumerate(open_.actions[:MOST_LINES], start=1)
        ]
        if len(open_.actions) > MOST_LINES:
            blocks.append(small(say("coaching.more", count=len(open_.actions) - MOST_LINES)))
    if open_.commitment:
        blocks += sections(say("coaching.commitment", text=open_.commitment, by=open_.commitment_by))
    weakest = [figure_line(say, row, open_.currency) for row in open_.weakest] or [say("coaching.no_weakest")]
    return [*blocks, section("\n".join([say("coaching.weakest_title"), *weakest]))]


def _action_text(say: Words, action: ActionLine) -> str:
    kpi = kpi_name(say, action.kpi) if action.kpi else ""
    return say("coaching.action_line", text=action.text, kpi=kpi, check_on=action.check_on)


def _talk_buttons(say: Words, talk: TalkShown, *, may_record: bool = False) -> sb.Block:
    return buttons(
        button(say.bare("coaching.add_topic"), TOPIC, f"talk:{talk.id}"),
        button(say.bare("coaching.record"), RECORD, talk.id) if may_record and talk.is_coach else None,
        button(say.bare("coaching.move"), MOVE, talk.id),
        button(say.bare("coaching.call_off"), CALL_OFF, talk.id),
    )


def _to_record(say: Words, talk: TalkShown) -> sb.Block:
    text = say("coaching.to_record", rep=talk.other)
    return section(text, button=button(say.bare("coaching.record"), RECORD, talk.id, style="primary"))


def _after_buttons(say: Words, talk: TalkShown) -> sb.Block:
    return buttons(
        button(say.bare("coaching.move"), MOVE, talk.id),
        button(say.bare("coaching.call_off"), CALL_OFF, talk.id),
    )


def _asking(say: Words, talk: TalkShown) -> list[sb.Block]:
    text = say("coaching.confirm_request", coach=talk.other, day=talk.held_on)
    outcome = say("coaching.outcome", text=talk.outcome)
    yes = button(say.bare("coaching.yes"), CONFIRM, talk.id, style="primary")
    return [
        section(text),
        *sections(outcome),
        section(say("coaching.confirm_question")),
        buttons(yes, button(say.bare("coaching.no"), DENY, talk.id)),
    ]


def _more(say: Words, count: int, shown: int = MOST_LINES) -> sb.Block | None:
    return small(say("coaching.more", count=count - shown)) if count > shown else None
