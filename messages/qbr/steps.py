"""What we say at each step: preview, shared, signed or seen differently; and when a decision is for somebody to do."""

from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, divider, rendered, section, shortened, small
from messages.figures import period_name
from messages.long_text import sections
from messages.qbr.text import QbrView, standing_small, what_both_see
from messages.words import Words, words

REMARK, DECIDE, LEAVE_OUT, SHARE = "qbr.remark", "qbr.decide", "qbr.leave_out", "qbr.share"
SIGN, DISAGREE, READ, PDF = "qbr.sign", "qbr.disagree", "qbr.read", "qbr.pdf"
SETTLE = "qbr.settle"
"""Followed by `:` and what became of a decision."""


def preview(language: str, qbr: QbrView, rep_language: str) -> Message:
    """To the manager alone: exactly what the rep will see, in the rep's language, and what can still be done."""
    say = words(language)
    text = say("qbr.preview", rep=qbr.rep)
    leave_out = None
    if qbr.decisions:
        options = [choice(say.bare("qbr.leave_out", text=shortened(one.text, 50)), one.id) for one in qbr.decisions]
        placeholder = sb.PlainText(say.bare("qbr.leave_out_one"))
        leave_out = sb.StaticSelectMenu(placeholder=placeholder, action_id=LEAVE_OUT, options=options)
    row = buttons(
        button(say.bare("qbr.share", rep=qbr.rep), SHARE, qbr.id, style="primary"),
        button(say.bare("qbr.decide"), DECIDE, qbr.id),
        button(say.bare("qbr.change"), REMARK, qbr.id),
        leave_out,
    )
    return Message(text, rendered(section(text), divider(), *what_both_see(rep_language, qbr), divider(), row))


def shared_now(language: str, qbr: QbrView) -> Message:
    """To the manager: it can be read now."""
    say = words(language)
    text = say("qbr.shared_now", rep=qbr.rep, quarter=period_name(say, qbr.quarter))
    return Message(text, rendered(section(text)))


def shared(language: str, qbr: QbrView) -> Message:
    """To who reports: the whole review, to sign or to disagree with."""
    say = words(language)
    text = say("qbr.shared", manager=qbr.manager, quarter=period_name(say, qbr.quarter))
    return Message(text, rendered(section(text), *what_both_see(language, qbr), *_to_sign(say, qbr)))


def read(language: str, qbr: QbrView, *, by_rep: bool) -> Message:
    """A review, read again; who has not signed yet can do so here."""
    say = words(language)
    text = say.bare("qbr.title", name=qbr.name, quarter=period_name(say, qbr.quarter))
    if by_rep and qbr.state == "shared":
        foot = _to_sign(say, qbr)
    else:
        foot = [*standing_small(say, qbr), buttons(button(say.bare("qbr.pdf"), PDF, qbr.id))]
    return Message(text, rendered(*what_both_see(language, qbr), *foot))


def signed_now(language: str, qbr: QbrView, *, alone: bool = False) -> Message:
    """To who signed: it stands."""
    say = words(language)
    key = "qbr.closed_now" if alone else "qbr.signed_now"
    text = say(key, quarter=period_name(say, qbr.quarter))
    return Message(text, rendered(section(text)))


def disagreed_now(language: str, qbr: QbrView) -> Message:
    """To who disagreed: their view stands beside it."""
    say = words(language)
    text = say("qbr.disagreed_now", quarter=period_name(say, qbr.quarter), manager=qbr.manager)
    return Message(text, rendered(section(text)))


def was_answered(language: str, qbr: QbrView) -> Message:
    """To the manager: it was signed, or is seen differently. What was answered is read there, not in a notification."""
    say = words(language)
    key = "qbr.was_signed" if qbr.state == "signed" else "qbr.was_disagreed"
    text = say(key, rep=qbr.rep, quarter=period_name(say, qbr.quarter))
    label = say.bare("qbr.said_answer", name=qbr.rep)
    answer = sections(say("qbr.said", label=label, text=qbr.answer)) if qbr.answer else []
    return Message(text, rendered(section(text), *answer, buttons(button(say.bare("qbr.read"), READ, qbr.id))))


def owner_told(language: str, manager: str, text: str, due: date) -> Message:
    """To somebody who is no party of the review: what was decided for them to do."""
    say = words(language)
    told = say("qbr.owner_told", manager=manager, day=due)
    return Message(
        say("qbr.owner_told_text", manager=manager), rendered(section(told), *sections(say("qbr.remarks", text=text)))
    )


def settled(language: str, decision_id: str, text: str, state: str) -> Message:
    """What became of a decision, with undo."""
    say = words(language)
    told = say("qbr.settled", text=text, state=state)
    undo = button(say.bare("qbr.undo"), f"{SETTLE}:open", decision_id) if state != "open" else None
    row = [buttons(undo)] if undo else [buttons(*ways_to_settle(say, decision_id))]
    return Message(say("qbr.is_done"), rendered(section(told), *row))


def ways_to_settle(say: Words, decision_id: str) -> tuple[sb.Element, sb.Element]:
    """The two buttons under a decision that is due."""
    return (
        button(say.bare("qbr.is_done"), f"{SETTLE}:done", decision_id, style="primary"),
        button(say.bare("qbr.is_dropped"), f"{SETTLE}:dropped", decision_id),
    )


def file_sent(language: str) -> Message:
    """To who asked for a PDF in a channel: where it is."""
    text = words(language)("qbr.pdf_sent")
    return Message(text, rendered(small(text)))


def _to_sign(say: Words, qbr: QbrView) -> list[sb.Block]:
    return [
        buttons(
            button(say.bare("qbr.sign"), SIGN, qbr.id, style="primary"),
            button(say.bare("qbr.disagree"), DISAGREE, qbr.id),
            button(say.bare("qbr.pdf"), PDF, qbr.id),
        ),
        small(say("qbr.sign_hint")),
    ]
