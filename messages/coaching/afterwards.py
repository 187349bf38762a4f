"""What we say after a coaching talk: recorded, confirmed, not held; actions done, let go, taken over."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.coaching.parts import (
    ACTION,
    ANSWER_AGAIN,
    DONE,
    DROP_ALL,
    KEEP_ALL,
    KEEP_PRIVATE,
    LET_GO,
    MOST_LINES,
    NOT_DONE,
    NOTES,
    OPEN,
    PLAN,
    RECORD,
    RESTORE,
    TAKE_ALONG,
    TAKE_BACK,
    TalkView,
    action_text,
    asking,
    more,
)
from messages.words import Words, words
from models.coaching.agenda import ActionLine


def recorded(language: str, talk: TalkView, rep_id: str) -> Message:
    """To the coach: it is noted, and counts when the rep confirms."""
    say = words(language)
    text = say("coaching.recorded", rep=talk.other)
    row = buttons(
        button(say.bare("coaching.add_action"), ACTION, rep_id),
        button(say.bare("coaching.change"), RECORD, talk.id),
        button(say.bare("coaching.undo"), TAKE_BACK, talk.id),
    )
    return Message(text, rendered(section(text), row))


def confirm_request(language: str, talk: TalkView) -> Message:
    """To the rep: what came of the talk, and did it take place?"""
    say = words(language)
    return Message(say("coaching.confirm_request", coach=talk.other, day=talk.held_on), rendered(*asking(say, talk)))


def answered(language: str, talk: TalkView, *, took_place: bool) -> Message:
    """To the rep, after their answer; it can be taken back. Of no talk: do its actions stay?"""
    say = words(language)
    text = say("coaching.confirmed" if took_place else "coaching.denied", coach=talk.other, day=talk.held_on)
    notes = button(say.bare("coaching.private_notes"), NOTES, talk.id) if took_place else None
    row = buttons(notes, button(say.bare("coaching.undo"), ANSWER_AGAIN, talk.id))
    asked = [] if took_place else stay_or_go(say, talk)
    return Message(text, rendered(section(text), *asked, row))


def was_answered(language: str, talk: TalkView, rep_id: str, *, took_place: bool) -> Message:
    """To the coach: the rep's answer."""
    say = words(language)
    text = say("coaching.was_confirmed" if took_place else "coaching.was_denied", rep=talk.other, day=talk.held_on)
    again = None if took_place else button(say.bare("coaching.plan"), PLAN, rep_id)
    asked = [] if took_place else stay_or_go(say, talk)
    return Message(text, rendered(section(text, button=again), *asked))


def answer_taken_back(language: str, talk: TalkView) -> Message:
    """To the coach: the rep answers again; until then the talk does not count."""
    text = words(language)("coaching.answer_taken_back", rep=talk.other, day=talk.held_on)
    return Message(text, rendered(section(text)))


def not_held(language: str, talk: TalkView, other_id: str, still_open: int, *, for_you: bool = False) -> Message:
    """A planned talk that was none: what waits for the next one. `for_you`: to the other one, who hears who said so."""
    say = words(language)
    key = "coaching.not_held_for_you" if for_you else "coaching.was_not_held"
    text = say(key, other=talk.other, at=talk.at, zone=talk.zone)
    waits = small(say("coaching.waits_for_next", count=still_open)) if still_open else None
    row = buttons(
        button(say.bare("coaching.plan_another"), PLAN, other_id, style="primary"),
        button(say.bare("coaching.open"), OPEN, other_id),
        None if for_you else button(say.bare("coaching.undo"), RESTORE, talk.id),
    )
    return Message(text, rendered(section(text), *stay_or_go(say, talk), waits, row))


def record_taken_back(language: str, talk: TalkView, *, for_you: bool = False) -> Message:
    """What was noted of a talk is gone: to the coach who noted it, or to the rep."""
    say = words(language)
    text = say("coaching.record_gone_for_you" if for_you else "coaching.record_gone", other=talk.other)
    again = None if for_you else button(say.bare("coaching.record"), RECORD, talk.id)
    return Message(text, rendered(section(text, button=again), *stay_or_go(say, talk)))


def stay_or_go(say: Words, talk: TalkView) -> list[sb.Block]:
    """The question what becomes of the open actions that were agreed in a talk that was none."""
    if not talk.actions:
        return []
    lines = [say("coaching.agreed_action", action=action_text(say, action)) for action in talk.actions[:MOST_LINES]]
    row = buttons(
        button(say.bare("coaching.keep_all"), KEEP_ALL, talk.id),
        button(say.bare("coaching.drop_all"), DROP_ALL, talk.id),
    )
    return [section("\n".join([say("coaching.do_they_stay"), *lines])), row]


def stayed_or_went(language: str, count: int, *, stay: bool) -> Message:
    """What became of them."""
    text = words(language)("coaching.they_stay" if stay else "coaching.they_go", count=count)
    return Message(text, rendered(section(text)))


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


def action_let_go(language: str, action: ActionLine) -> Message:
    """Neither done nor to be done; one tap takes it back."""
    say = words(language)
    said = say("coaching.action_let_go", text=action.text)
    return Message(said, rendered(section(said, button=button(say.bare("coaching.undo"), NOT_DONE, action.id))))


def take_over(language: str, manager: str, actions: Sequence[tuple[ActionLine, str]], done: str = "") -> Message:
    """To the rep, after a change of manager: of each open action (and with whom it was), what becomes of it?"""
    say = words(language)
    key = "coaching.take_over" if actions else "coaching.taken_over"
    text = say(key, manager=manager, count=len(actions)) if manager or not actions else say("coaching.take_over_later")
    blocks: list[sb.Block | None] = [section(f"{done}\n{text}" if done else text)]
    for action, former in actions[:MOST_LINES]:
        with_whom = say("coaching.with_former", former=former)
        blocks.append(section(f"• {action_text(say, action)} {with_whom}"))
        along = button(say.bare("coaching.take_along"), TAKE_ALONG, action.id, style="primary") if manager else None
        close = button(say.bare("coaching.close"), f"{LET_GO}:over", action.id)
        blocks.append(buttons(along, close, button(say.bare("coaching.keep_private"), KEEP_PRIVATE, action.id)))
    note = small(say("coaching.former_sees_nothing")) if actions else None
    return Message(done or text, rendered(*blocks, more(say, len(actions)), note))


def settled(language: str, action: ActionLine, which: str, manager: str = "") -> str:
    """What became of one action: `along`, `closed` or `private`."""
    return words(language)(f"coaching.settled_{which}", text=action.text, manager=manager)
