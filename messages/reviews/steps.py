"""What we say at each step of a review: handed in, preview, shared, signed or seen differently."""

import slackblocks as sb

from messages.blocks import Message, button, buttons, divider, rendered, section, small
from messages.long_text import sections
from messages.reviews.overview import READ, REFLECT, WRITE
from messages.reviews.text import ReviewView, month_name, what_both_see
from messages.words import Words, words

SHARE = "reviews.share"
SIGN = "reviews.sign"
DISAGREE = "reviews.disagree"


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


def read(language: str, review: ReviewView, *, by_rep: bool) -> Message:
    """A review, read again; a rep who has not signed yet can do so here."""
    say = words(language)
    name = month_name(language, review.month)
    text = say.bare("reviews.title", rep=review.rep, month_name=name)
    standing = say("reviews.state_line", state=review.state, day=review.closed_on)
    foot = _to_sign(say, review) if by_rep and review.state == "shared" else [small(standing)] if standing else []
    return Message(text, rendered(*what_both_see(language, review), *foot))


def signed_now(language: str, review: ReviewView) -> Message:
    """To the rep: signed, and frozen."""
    text = words(language)("reviews.signed_now", month_name=month_name(language, review.month))
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
