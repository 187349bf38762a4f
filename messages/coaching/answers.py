"""What we say about coaching talks: planned, recorded, confirmed; topics and actions; `/coach`."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.coaching.parts import (
    ACTION,
    DONE,
    MOST_LINES,
    NOT_DONE,
    NOTES,
    OPEN,
    PLAN,
    RECORD,
    TOPIC,
    PairView,
    RepLine,
    TalkView,
    action_text,
    asking,
    more,
    open_item_blocks,
    rep_line,
    talk_buttons,
    to_record_section,
)
from messages.long_text import sections
from messages.words import words
from models.coaching.agenda import ActionLine


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
    text = words(language)(key, other=talk.other, at=talk.at, zone=talk.zone)
    return Message(text, rendered(section(text)))


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
        blocks += [more(say, len(lines), 20), small(say("coaching.plan_hint"))]
    if own is not None:
        blocks += _pair_blocks(language, own)
    if not lines and own is None:
        blocks.append(section(say("coaching.nobody")))
    return Message(title if lines or own else say("coaching.nobody"), rendered(*blocks))


def recorded(language: str, talk: TalkView, rep_id: str) -> Message:
    """To the coach: it is noted, and counts when the rep confirms."""
    say = words(language)
    text = say("coaching.recorded", rep=talk.other)
    row = buttons(
        button(say.bare("coaching.add_action"), ACTION, rep_id), button(say.bare("coaching.change"), RECORD, talk.id)
    )
    return Message(text, rendered(section(text), row))


def confirm_request(language: str, talk: TalkView) -> Message:
    """To the rep: what came of the talk, and did it take place?"""
    say = words(language)
    return Message(say("coaching.confirm_request", coach=talk.other, day=talk.held_on), rendered(*asking(say, talk)))


def answered(language: str, talk: TalkView, *, took_place: bool) -> Message:
    """To the rep, after their answer."""
    say = words(language)
    text = say("coaching.confirmed" if took_place else "coaching.denied", coach=talk.other, day=talk.held_on)
    notes = button(say.bare("coaching.private_notes"), NOTES, talk.id) if took_place else None
    return Message(text, rendered(section(text, button=notes)))


def was_answered(language: str, talk: TalkView, rep_id: str, *, took_place: bool) -> Message:
    """To the coach: the rep's answer."""
    say = words(language)
    text = say("coaching.was_confirmed" if took_place else "coaching.was_denied", rep=talk.other, day=talk.held_on)
    again = None if took_place else button(say.bare("coaching.plan"), PLAN, rep_id)
    return Message(text, rendered(section(text, button=again)))


def topic_added(language: str, text: str, other: str) -> Message:
    """A topic is on the agenda."""
    said = words(language)("coaching.topic_added", text=text, other=other)
    return Message(said, rendered(*sections(said)))


def action_added(language: str, action: ActionLine, other: str) -> Message:
    """The pair agreed on something."""
    say = words(language)
    said = say("coaching.action_added", text=action_text(say, action), other=other)
    return Message(said, rendered(section(said, button=button(say.bare("coaching.done"), DONE, action.id))))


def action_done(language: str, action: ActionLine) -> Message:
    """Ticked off; one tap takes it back."""
    say = words(language)
    said = say("coaching.action_done", text=action.text)
    return Message(said, rendered(section(said, button=button(say.bare("coaching.not_done"), NOT_DONE, action.id))))


def action_open_again(language: str, action: ActionLine) -> Message:
    """The tick was taken back."""
    said = words(language)("coaching.action_open_again", text=action.text)
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
    return [title, *open_item_blocks(say, pair.open_items), row]
