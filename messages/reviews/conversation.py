"""The self-review by conversation in the DM: one question at a time, the answered ones as one line each, pause and end.

No text for notifications holds an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.asking import kept_buttons, marked, ways
from messages.blocks import PLAIN_LIMIT, Message, button, buttons, choice, progress, rendered, section, shortened, small
from messages.month_figures import kpi_name
from messages.reviews.forms import kpi_menu
from messages.reviews.overview import REFLECT, TALK
from messages.reviews.text import ReviewView, month_name, promised_became, what_the_rep_wrote
from messages.words import Words, words
from models.reviews.promised import Promised
from models.scorecard.kpis import Kpi

KEPT, RATE, KPI, BY = "reviews.kept", "reviews.rate", "reviews.kpi", "reviews.by"
"""The first two are followed by `:` and the answer."""
WRITE_ANSWER, SKIP, BACK, PAUSE, CHANGE, CHOOSE, WAS_LOG, HAND_IN = (
    f"reviews.{name}" for name in ("write_answer", "skip", "back", "pause", "go_to", "choose", "was_log", "hand_in")
)
MARK, LINE = "reviews.q:", "reviews.a:"
"""Begin the block_id under which a question, and the line of an answered one, is found again."""
SO_FAR = 600


@dataclass(frozen=True)
class Asked:
    """One question as it is put to somebody."""

    ref: str
    """Names the review and the question; the value of its buttons."""
    key: str
    month: date
    position: int
    total: int
    given: str = ""
    promised: Promised | None = None
    own_kpis: tuple[Kpi, ...] = ()
    days: tuple[date, ...] = ()
    """Proposed for the commitment."""


@dataclass(frozen=True)
class Answered:
    """A question that was answered (or left), as one line."""

    ref: str
    key: str
    month: date
    text: str
    kpi: Kpi | None = None
    """The KPI of the workspace's own that was chosen."""


def question(language: str, asked: Asked) -> Message:
    """The question on screen."""
    say = words(language)
    name = month_name(language, asked.month)
    bar = progress((asked.position - 1) / asked.total, 5)
    where = say("reviews.where", month_name=name, position=asked.position, total=asked.total, bar=bar)
    body = {"kept": _kept, "self_rating": _rating, "commitment_kpi": _kpi, "commitment_by": _by}.get(asked.key, _text)
    skips = asked.key not in ("self_rating", "commitment")
    return Message(
        say("reviews.question_text", month_name=name),
        rendered(
            small(where),
            *body(say, asked),
            ways(say, asked.ref, BACK, SKIP, PAUSE, is_first=asked.position <= 1, skips=skips),
            small(say(f"reviews.how_to_{asked.key}" if asked.key in _BY_PRESS else "qbr.how_to_answer")),
        ),
    )


_BY_PRESS = frozenset({"kept", "self_rating", "commitment_kpi", "commitment_by"})


def _kept(say: Words, asked: Asked) -> list[sb.Block]:
    promised = asked.promised
    text = say("reviews.ask_kept", text=promised.text if promised else "")
    became = small(promised_became(say, promised)) if promised else None
    row = marked(MARK, asked.ref, *kept_buttons(say, KEPT, asked.ref, asked.given))
    return [one for one in (section(text), became, row) if one is not None]


def _rating(say: Words, asked: Asked) -> list[sb.Block]:
    numbers = [
        button(str(rating), f"{RATE}:{rating}", asked.ref, style="primary" if asked.given == str(rating) else None)
        for rating in range(1, 6)
    ]
    scale = small(" · ".join(say.bare("reviews.rating_word", rating=rating) for rating in (1, 3, 5)))
    return [_title(say, asked), marked(MARK, asked.ref, *numbers), scale]


def _kpi(say: Words, asked: Asked) -> list[sb.Block]:
    review_id = asked.ref.partition("|")[0]
    menu = kpi_menu(say, asked.given, own=asked.own_kpis, action_id=KPI, prefix=f"{review_id} ")
    return [_title(say, asked), marked(MARK, asked.ref, menu)]


def _by(say: Words, asked: Asked) -> list[sb.Block]:
    proposed = [button(say.day(day, "d MMM"), f"{BY}:{day}", f"{asked.ref} {day.isoformat()}") for day in asked.days]
    picker = sb.DatePicker(action_id=BY, placeholder=sb.PlainText(say.bare("reviews.other_day")[:PLAIN_LIMIT]))
    return [_title(say, asked), marked(MARK, asked.ref, *proposed, picker)]


def _text(say: Words, asked: Asked) -> list[sb.Block]:
    so_far = say("qbr.your_answer", text=shortened(asked.given, SO_FAR)) if asked.given else ""
    write = button(say.bare("qbr.write"), WRITE_ANSWER, asked.ref, style="primary")
    return [_title(say, asked), *([small(so_far)] if so_far else []), marked(MARK, asked.ref, write)]


def _title(say: Words, asked: Asked) -> sb.Block:
    hint = say("reviews.commitment_hint") if asked.key == "commitment" else ""
    return section(say("reviews.asked", question=say.bare(f"reviews.{QUESTIONS[asked.key]}"), hint=hint))


QUESTIONS = {
    "went_well": "ask_went_well",
    "in_the_way": "ask_in_the_way",
    "self_rating": "ask_self_rating",
    "help_needed": "ask_help",
    "commitment": "ask_commitment",
    "commitment_kpi": "ask_commitment_kpi",
    "commitment_by": "ask_commitment_by",
}


def answered(language: str, line: Answered, *, by_word: bool = False) -> Message:
    """The question after its answer: one line, and buttons to change it; `by_word`: also that it was for the log."""
    say = words(language)
    change = button(say.bare("qbr.change"), CHANGE, line.ref)
    told = section(_line(say, line), button=None if by_word else change, block_id=f"{LINE}{line.ref}")
    row = buttons(change, button(say.bare("qbr.was_log"), WAS_LOG, line.ref)) if by_word else None
    text = say("reviews.answered_text", month_name=month_name(language, line.month))
    return Message(text, rendered(told, row))


def paused(language: str, review_id: str, month: date) -> Message:
    """Paused; everything is kept."""
    say = words(language)
    text = say("reviews.paused", month_name=month_name(language, month))
    return Message(
        text, rendered(section(text), buttons(button(say.bare("qbr.go_on"), TALK, review_id, style="primary")))
    )


def summary(language: str, review: ReviewView, lines: Sequence[Answered], missing: Sequence[str]) -> Message:
    """Everything was asked: what will be handed in, and a menu to change it. `missing`: what has to be said first."""
    say = words(language)
    labels = [label(say, key) for key in missing]
    text = say("reviews.summary", month_name=month_name(language, review.month), missing=labels)
    options = [
        choice(f"{label(say, line.key)}: {shortened(as_read(say, line), 40) or '–'}", line.ref) for line in lines
    ]
    menu = sb.StaticSelectMenu(placeholder=sb.PlainText(say.bare("qbr.change_one")), action_id=CHOOSE, options=options)
    hand_in = None if missing else button(say.bare("reviews.save"), HAND_IN, review.id, style="primary")
    form = button(say.bare("qbr.in_a_form"), REFLECT, review.id)
    return Message(text, rendered(section(text), *what_the_rep_wrote(say, review), buttons(hand_in, menu, form)))


def answer_field(key: str) -> str:
    """The words of the question of a text, as the field of a form has them."""
    return QUESTIONS[key]


def _line(say: Words, line: Answered) -> str:
    return say("qbr.answered", label=label(say, line.key), text=shortened(as_read(say, line), 300))


def label(say: Words, key: str) -> str:
    """What a question is about, in a word or two."""
    return say.bare(f"reviews.said_{'help' if key == 'help_needed' else key}")


def as_read(say: Words, line: Answered) -> str:
    """The answer as people read it."""
    match line.key:
        case _ if not line.text:
            return ""
        case "kept":
            return say.bare(f"qbr.{line.text}")
        case "self_rating":
            return say.bare("reviews.rating_word", rating=int(line.text))
        case "commitment_kpi":
            return line.kpi.label(say.language) if line.kpi else kpi_name(say, line.text)
        case "commitment_by":
            return say.day(date.fromisoformat(line.text), "d MMMM y")
    return line.text
