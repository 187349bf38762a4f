"""What we say at each step of a review: handed in, preview, shared, signed or seen differently."""

from collections.abc import Sequence
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, divider, rendered, section, small
from messages.long_text import sections
from messages.reviews.overview import READ, REFLECT, WRITE
from messages.reviews.text import ReviewView, month_name, what_both_see
from messages.words import Words, words

SHARE = "reviews.share"
SIGN = "reviews.sign"
DISAGREE = "reviews.disagree"
PDF, MARKDOWN = "reviews.pdf", "reviews.markdown"


def handed_in(language: str, review: ReviewView, manager: str) -> Message:
    """The self-review is stored."""
    say = words(language)
    text = say("reviews.handed_in", month_name=month_name(language, review.month), manager=manager)
    change = button(say.bare("reviews.change"), REFLECT, review.id)
    committed = say("reviews.you_committed", commitment=review.commitment, by=review.commitment_by)
    return Message(text, rendered(section(text), *sections(committed), buttons(change)))


def preview(language: str, review: ReviewView, rep_language: str) -> Message:
    """To the manager alone: exactly what the rep will see, in the rep's language, and the button that shows it."""
    say = words(language)
    text = say("reviews.preview", rep=review.rep)
    return Message(
        text,
        rendered(
            section(text),
            divider(),
            *what_both_see(rep_language, review),
            divider(),
            buttons(
                button(say.bare("reviews.share", rep=review.rep), SHARE, review.id, style="primary"),
                button(say.bare("reviews.change"), WRITE, review.id),
            ),
        ),
    )


def shared_now(language: str, review: ReviewView) -> Message:
    """To the manager: the rep can read it now."""
    text = words(language)("reviews.shared_now", rep=review.rep, month_name=month_name(language, review.month))
    return Message(text, rendered(section(text)))


def shared(language: str, review: ReviewView) -> Message:
    """To the rep: the whole review, to sign or to disagree with."""
    say = words(language)
    text = say("reviews.shared", manager=review.manager, month_name=month_name(language, review.month))
    return Message(text, rendered(section(text), *what_both_see(language, review), *_to_sign(say, review)))


def read(language: str, review: ReviewView, *, by_rep: bool, may_export: bool = False) -> Message:
    """A review, read again; a rep who has not signed yet can do so here."""
    say = words(language)
    name = month_name(language, review.month)
    text = say.bare("reviews.title", rep=review.rep, month_name=name)
    standing = say("reviews.state_line", state=review.state, day=review.closed_on)
    foot = _to_sign(say, review) if by_rep and review.state == "shared" else [small(standing)] if standing else []
    return Message(
        text, rendered(*what_both_see(language, review), *foot, take_along(say, review) if may_export else None)
    )


def take_along(say: Words, review: ReviewView) -> sb.Block:
    """The signed review as a file."""
    return buttons(
        button(say.bare("qbr.pdf"), PDF, review.id), button(say.bare("reviews.markdown"), MARKDOWN, review.id)
    )


def file_sent(language: str) -> Message:
    """To who asked for it in a channel: where it is."""
    text = words(language)("reviews.file_sent")
    return Message(text, rendered(small(text)))


def made_short(language: str, manager: str, month: date, *, is_short: bool) -> Message:
    """To a rep who was asked already: what the review of the month asks from now on."""
    text = words(language)(
        "reviews.made_short", manager=manager, month_name=month_name(language, month), is_short=is_short
    )
    return Message(text, rendered(section(text)))


def shared_without_it(language: str, review: ReviewView, texts: Sequence[str]) -> Message:
    """The form came too late: the manager had shared. What was typed stands here, and is for the rep alone."""
    say = words(language)
    text = say("reviews.came_too_late", month_name=month_name(language, review.month))
    blocks = [block for typed in texts if typed for block in sections(say("qbr.remarks", text=typed))]
    return Message(text, rendered(section(text), *blocks))


def signed_now(language: str, review: ReviewView, action: str = "", by: date | None = None) -> Message:
    """To the rep: signed, frozen, and what the two keep an eye on from here."""
    say = words(language)
    text = say("reviews.signed_now", month_name=month_name(language, review.month), action=action, by=by)
    return Message(text, rendered(section(text)))


def disagreed_now(language: str, review: ReviewView) -> Message:
    """To the rep: their view stands beside the review."""
    name = month_name(language, review.month)
    text = words(language)("reviews.disagreed_now", month_name=name, manager=review.manager)
    return Message(text, rendered(section(text)))


def was_answered(language: str, review: ReviewView) -> Message:
    """To the manager: the rep signed, or sees it differently."""
    say = words(language)
    key = "reviews.was_signed" if review.state == "signed" else "reviews.was_disagreed"
    text = say(key, rep=review.rep, month_name=month_name(language, review.month))
    label = say.bare("reviews.said_answer", rep=review.rep)
    answer = sections(say("reviews.said", label=label, text=review.answer)) if review.answer else []
    again = buttons(button(say.bare("reviews.read"), READ, review.id))
    return Message(text, rendered(section(text), *answer, again))


def _to_sign(say: Words, review: ReviewView) -> list[sb.Block]:
    return [
        buttons(
            button(say.bare("reviews.sign"), SIGN, review.id, style="primary"),
            button(say.bare("reviews.disagree"), DISAGREE, review.id),
        ),
        small(say("reviews.sign_hint")),
    ]
