"""The parts that messages about coaching share: a talk, a pair and what waits between them, a rep's month."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import slackblocks as sb

from messages.blocks import button, buttons, section, small
from messages.long_text import sections
from messages.month_figures import figure_line, kpi_name
from messages.words import Words
from models.audit.ready_made import skill_named
from models.coaching.agenda import ActionLine, OpenItems
from models.coaching.card import Card

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
ICS = "coaching.calendar"
CALL_OFF_ALL = "coaching.call_off_all"
RESTORE = "coaching.restore"
NOT_HELD = "coaching.not_held"
TAKE_BACK = "coaching.take_back"
ANSWER_AGAIN = "coaching.answer_again"
LET_GO = "coaching.let_go"
KEEP_ALL = "coaching.keep_all"
DROP_ALL = "coaching.drop_all"
GAP = "coaching.gap"
TOPIC_BACK = "coaching.topic_back"
TAKE_ALONG = "coaching.take_along"
KEEP_PRIVATE = "coaching.keep_private"
LEFT_BEHIND = "coaching.left_behind"

MOST_LINES = 10
NO_CARD = Card()


@dataclass(frozen=True)
class TalkView:
    """A talk, for one of its two people."""

    id: str
    other: str
    at: datetime
    zone: str
    is_coach: bool
    outcome: str = ""
    held_on: date | None = None
    in_series: bool = False
    actions: tuple[ActionLine, ...] = ()
    """What was agreed to do in it and is still open."""


@dataclass(frozen=True)
class PairView:
    """Everything between two people, for one of them."""

    other_id: str
    other: str
    talk: TalkView | None
    open_items: OpenItems
    card: Card = NO_CARD
    private: tuple[ActionLine, ...] = ()
    """Actions that the reader keeps for themself."""
    unrecorded: TalkView | None = None
    """The last one whose time has passed, and of which nothing is noted."""
    left_behind: int = 0
    """How many actions with a former manager wait for the reader's word."""
    skills: Mapping[str, str] = field(default_factory=dict)
    """By key: what the skills on the card are called that the workspace added or switched on."""


@dataclass(frozen=True)
class RepLine:
    """How a rep's month of coaching stands."""

    rep_id: str
    rep: str
    arranged: int
    usual: int
    held: int = 0
    next_at: datetime | None = None


def rep_line(say: Words, line: RepLine, zone: str, action_id: str) -> sb.Block:
    """A rep in the manager's overview, with the button to plan the talk or to open it."""
    coming = say("coaching.next_at", at=line.next_at, zone=zone) if line.next_at else ""
    text = say(
        "coaching.team_line", rep=line.rep, arranged=line.arranged, usual=line.usual, held=line.held, next_at=coming
    )
    label = "coaching.plan" if action_id == PLAN else "coaching.open"
    return section(text, button=button(say.bare(label), action_id, line.rep_id))


def open_item_blocks(say: Words, open_: OpenItems) -> list[sb.Block]:
    """What there is to talk about: topics, open actions, the commitment, and the weakest figures."""
    topics = [say("coaching.topic_line", text=text, by=by) for text, by in open_.topics[:MOST_LINES]]
    blocks = [section("\n".join([say("coaching.topics_title"), *(topics or [say("coaching.no_topics")])]))]
    if open_.decisions:
        decided = [say("coaching.decision_line", line=line) for line in open_.decisions[:MOST_LINES]]
        blocks.append(section("\n".join([say("coaching.decisions_title"), *decided])))
    if not open_.actions:
        blocks.append(section(f"{say('coaching.actions_title')}\n{say('coaching.no_actions')}"))
    else:
        blocks.append(section(say("coaching.actions_title")))
        blocks += [
            section(f"{number}. {action_text(say, action)}", button=button(say.bare("coaching.done"), DONE, action.id))
            for number, action in enumerate(open_.actions[:MOST_LINES], start=1)
        ]
        if len(open_.actions) > MOST_LINES:
            blocks.append(small(say("coaching.more", count=len(open_.actions) - MOST_LINES)))
        blocks.append(small(say("coaching.let_go_hint")))
    if open_.commitment:
        blocks += sections(say("coaching.commitment", text=open_.commitment, by=open_.commitment_by))
    weakest = [figure_line(say, row, open_.currency) for row in open_.weakest] or [say("coaching.no_weakest")]
    title = say("coaching.weakest_title")
    if open_.weakest and open_.of_month:
        title = say("coaching.weakest_of_month", month_name=say.bare("reviews.month", value=open_.of_month))
    return [*blocks, section("\n".join([title, *weakest]))]


def card_blocks(say: Words, pair: PairView) -> list[sb.Block]:
    """What to look at before the talk: wins, praise, what was asked for, and skills to talk about with one press."""
    card, lines = pair.card, []
    if card.wins:
        named = [name for name in card.wins if name]
        lines.append(say("coaching.card_wins", names=named, count=len(card.wins)))
    if card.praise:
        lines.append(say("coaching.card_praise", text=card.praise, day=card.praised_on))
    if card.asked_for:
        lines.append(say("coaching.card_asked_for", text=card.asked_for))
    if card.open_gaps:
        told = [say("coaching.open_gap", skill=_skill_name(say, pair, one.skill), one=one) for one in card.open_gaps]
        lines.append("\n".join([say("coaching.open_gaps"), *told]))
    blocks = [block for line in lines for block in sections(line)]
    if card.gaps:
        blocks.append(section(say("coaching.card_gaps")))
        talk_about = [
            button(_skill_name(say, pair, gap), f"{GAP}:{place}", f"{pair.other_id}|{gap}")
            for place, gap in enumerate(card.gaps)
        ]
        blocks.append(buttons(*talk_about))
    return blocks


def _skill_name(say: Words, pair: PairView, skill: str) -> str:
    known = skill_named(skill)
    return known.label(say.language) if known else pair.skills.get(skill, skill)


def own_blocks(say: Words, pair: PairView) -> list[sb.Block]:
    """What is the reader's alone: actions kept private, and those with a former manager that wait for their word."""
    blocks = []
    if pair.left_behind:
        ask = button(say.bare("coaching.look"), LEFT_BEHIND)
        blocks.append(section(say("coaching.left_behind", count=pair.left_behind), button=ask))
    if pair.private:
        blocks.append(section(say("coaching.private_title")))
        blocks += [
            section(f"• {action_text(say, action)}", button=button(say.bare("coaching.done"), DONE, action.id))
            for action in pair.private[:MOST_LINES]
        ]
    return blocks


def action_text(say: Words, action: ActionLine, today: date | None = None) -> str:
    """What was agreed, about which KPI, and when it is looked at; or since when, where one knows that it is later."""
    kpi = kpi_name(say, action.kpi) if action.kpi else ""
    is_past = today is not None and action.check_on is not None and action.check_on < today
    return say("coaching.action_line", text=action.text, kpi=kpi, check_on=action.check_on, is_past=is_past)


def talk_buttons(say: Words, talk: TalkView, *, may_record: bool = False) -> sb.Block:
    """What can be done with a planned talk; only the coach records it."""
    return buttons(
        button(say.bare("coaching.add_topic"), TOPIC, f"talk:{talk.id}"),
        button(say.bare("coaching.record"), RECORD, talk.id) if may_record and talk.is_coach else None,
        button(say.bare("coaching.move"), MOVE, talk.id),
        button(say.bare("coaching.call_off"), CALL_OFF, talk.id),
        button(say.bare("coaching.to_calendar"), ICS, talk.id),
    )


def to_record_section(say: Words, talk: TalkView) -> sb.Block:
    """A talk whose time has passed, for the coach to record."""
    text = say("coaching.to_record", rep=talk.other)
    return section(text, button=button(say.bare("coaching.record"), RECORD, talk.id, style="primary"))


def asking(say: Words, talk: TalkView) -> list[sb.Block]:
    """The question to the rep whether the talk was held, and ended so."""
    text = say("coaching.confirm_request", coach=talk.other, day=talk.held_on)
    outcome = say("coaching.outcome", text=talk.outcome)
    agreed = [say("coaching.agreed_action", action=action_text(say, action)) for action in talk.actions[:MOST_LINES]]
    yes = button(say.bare("coaching.yes"), CONFIRM, talk.id, style="primary")
    shown = [
        section(text),
        *sections(outcome),
        section("\n".join(agreed)) if agreed else None,
        section(say("coaching.confirm_question")),
        buttons(yes, button(say.bare("coaching.no"), DENY, talk.id)),
    ]
    return [block for block in shown if block is not None]


def more(say: Words, count: int, listed: int = MOST_LINES) -> sb.Block | None:
    """How many more there are than are shown, if any."""
    return small(say("coaching.more", count=count - listed)) if count > listed else None
