"""What we say about coaching talks: planned, recorded, confirmed; topics and actions; `/coach`."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.coaching.parts import (
    ACTION,
    ICS,
    MOST_LINES,
    OPEN,
    PLAN,
    RESTORE,
    TOPIC,
    TOPIC_BACK,
    PairView,
    RepLine,
    TalkView,
    asking,
    card_blocks,
    more,
    open_item_blocks,
    own_blocks,
    rep_line,
    talk_buttons,
    to_record_section,
)
from messages.coaching.planning import MONTH
from messages.long_text import sections
from messages.words import words


def planned(language: str, talk: TalkView) -> Message:
    """To who planned or moved it."""
    say = words(language)
    text = say("coaching.planned", other=talk.other, at=talk.at, zone=talk.zone)
    return Message(text, rendered(section(text), talk_buttons(say, talk), small(say("coaching.agenda_comes"))))


def planned_for_you(language: str, talk: TalkView, *, moved: bool = False) -> Message:
    """To the other one."""
    say = words(language)
    key = "coaching.moved_for_you" if moved else "coaching.planned_for_you"
    text = say(key, other=talk.other, at=talk.at, zone=talk.zone)
    return Message(text, rendered(section(text), talk_buttons(say, talk)))


def called_off(language: str, talk: TalkView, *, for_you: bool = False) -> Message:
    """The talk does not take place. `for_you`: to the other one."""
    key = "coaching.called_off_for_you" if for_you else "coaching.called_off"
    say = words(language)
    text = say(key, other=talk.other, at=talk.at, zone=talk.zone)
    undo = None if for_you else button(say.bare("coaching.undo"), RESTORE, talk.id)
    row = buttons(undo, button(say.bare("coaching.to_calendar"), ICS, talk.id))
    return Message(text, rendered(section(text), row))


def pair_overview(language: str, pair: PairView) -> Message:
    """`/coach @anna`: everything between the two."""
    return Message(words(language)("coaching.pair_title", other=pair.other), rendered(*_pair_blocks(language, pair)))


def overview(
    language: str,
    month: date,
    zone: str,
    lines: Sequence[RepLine],
    to_record: Sequence[TalkView],
    to_confirm: Sequence[TalkView],
    own: PairView | None,
) -> Message:
    """`/coach`: what waits, the team's month, and one's own next talk."""
    say = words(language)
    title = say("coaching.team_title", month_name=say.bare("reviews.month", value=month))
    blocks: list[sb.Block | dict[str, object] | None] = []
    for talk in to_confirm[:MOST_LINES]:
        blocks += asking(say, talk)
    for talk in to_record[:MOST_LINES]:
        blocks.append(to_record_section(say, talk))
    if lines:
        blocks += [section(title), *(rep_line(say, line, zone, OPEN) for line in lines[:20])]
        missing = any(line.arranged < line.usual for line in lines)
        blocks.append(buttons(button(say.bare("coaching.plan_month"), MONTH, style="primary")) if missing else None)
        blocks += [more(say, len(lines), 20), small(say("coaching.plan_hint"))]
    if own is not None:
        blocks += _pair_blocks(language, own)
    if not lines and own is None:
        blocks.append(section(say("coaching.nobody")))
    return Message(title if lines or own else say("coaching.nobody"), rendered(*blocks))


def gap_topic(language: str, label: str) -> str:
    """A skill as a topic, as the rep reads it; `label`: what it is called in that language."""
    return words(language).bare("coaching.gap_topic", skill=label)


def topic_added(language: str, text: str, other: str, undo: str = "") -> Message:
    """A topic is on the agenda. `undo`: the id of one that a press put there."""
    say = words(language)
    said = say("coaching.topic_added", text=text, other=other)
    take_back = buttons(button(say.bare("coaching.undo"), TOPIC_BACK, undo)) if undo else None
    return Message(said, rendered(*sections(said), take_back))


def topic_removed(language: str) -> Message:
    """A topic is off the agenda again."""
    said = words(language)("coaching.topic_removed")
    return Message(said, rendered(section(said)))


def notes_kept(language: str, other: str) -> Message:
    """One's own notes are kept; what they say is not repeated."""
    said = words(language)("coaching.notes_kept", other=other)
    return Message(said, rendered(section(said)))


def help_text(language: str) -> Message:
    """`/coach help`: what can be typed."""
    text = words(language)("coaching.help")
    return Message(text, rendered(section(text)))


def _pair_blocks(language: str, pair: PairView) -> list[sb.Block]:
    say = words(language)
    talk = pair.talk
    when = say("coaching.next_talk", at=talk.at, zone=talk.zone) if talk else say("coaching.no_talk")
    title = section(f"{say('coaching.pair_title', other=pair.other)}\n{when}")
    row = (
        talk_buttons(say, talk, may_record=True)
        if talk
        else buttons(
            button(say.bare("coaching.plan"), PLAN, pair.other_id, style="primary"),
            button(say.bare("coaching.add_topic"), TOPIC, pair.other_id),
            button(say.bare("coaching.add_action"), ACTION, pair.other_id),
        )
    )
    passed = []
    if pair.unrecorded and pair.unrecorded.is_coach:
        passed = [to_record_section(say, pair.unrecorded)]
    elif pair.unrecorded:
        passed = [small(say("coaching.not_recorded", at=pair.unrecorded.at, zone=pair.unrecorded.zone))]
    return [
        title,
        *passed,
        *open_item_blocks(say, pair.open_items),
        *card_blocks(say, pair),
        *own_blocks(say, pair),
        row,
    ]
