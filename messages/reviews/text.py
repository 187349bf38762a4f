"""A review as both see it: the same blocks in the preview, for the rep, and whenever it is read again."""

from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import choice, header, section, small
from messages.long_text import sections
from messages.month_figures import amount, figures_section, kpi_name, label_of, status_text
from messages.words import Markup, Words, words
from models.reviews.figures import Figure, MonthFigures
from models.reviews.promised import Promised
from models.reviews.rating import because, rating_range
from models.reviews.restated import Restated
from models.scorecard.kpis import Kpi


@dataclass(frozen=True)
class ReviewView:
    """A review as both see it. It has no place for private notes."""

    id: str
    rep: str
    month: date
    state: str
    went_well: str = ""
    in_the_way: str = ""
    self_rating: int | None = None
    help_needed: str = ""
    commitment: str = ""
    commitment_kpi: str | None = None
    commitment_own: Kpi | None = None
    """That KPI, when it is one of the workspace's own."""
    commitment_by: date | None = None
    manager: str = ""
    rating: int | None = None
    comment: str = ""
    strengths: str = ""
    focus: str = ""
    agreed: str = ""
    figures: MonthFigures | None = None
    answer: str = ""
    closed_on: date | None = None
    has_managers_part: bool = False
    asks: str = "full"
    kept: str = ""
    promised: Promised | None = None
    """The commitment of the month before, and what became of it."""
    restated: tuple[Restated[Figure], ...] = ()
    today: date | None = None
    """Of the reader, for what is said of today."""
    is_draft: bool = False
    """Whether these are the rep's answers so far, for the rep alone."""


def month_name(language: str, month: date) -> str:
    """A month in words: `October 2026`."""
    return words(language).bare("reviews.month", value=month)


def what_both_see(language: str, review: ReviewView) -> list[sb.Block]:
    """The review itself: the same blocks in the preview, for the rep, and whenever it is read again."""
    say = words(language)
    name = month_name(language, review.month)
    blocks = [
        header(say.bare("reviews.title", rep=review.rep, month_name=name)),
        *promised_blocks(say, review.promised),
    ]
    if review.figures is not None:
        blocks.append(figures_section(say, review.figures, name))
        if reasons := data_rating(say, review.figures):
            blocks.append(small(reasons))
    blocks += what_the_rep_wrote(say, review)
    if review.has_managers_part:
        blocks.append(section(say("reviews.by_manager", manager=review.manager)))
        if review.rating is not None:
            blocks += _said(say, "rating", say.bare("reviews.rating_word", rating=review.rating))
        for part in BY_MANAGER:
            blocks += _said(say, part, getattr(review, part))
    if review.answer:
        label = say.bare("reviews.said_answer", rep=review.rep)
        blocks += sections(say("reviews.said", label=label, text=review.answer))
    if review.restated and review.today:
        lines = [restated_line(say, one, review.figures.currency if review.figures else "") for one in review.restated]
        blocks += sections(say("qbr.restated", lines=lines, day=review.today))
    return blocks


BY_MANAGER = ("comment", "strengths", "focus", "agreed")
"""The manager's texts, as they stand in the review."""


def promised_blocks(say: Words, promised: Promised | None) -> list[sb.Block]:
    """What was committed to the month before, and what became of it; nothing when there was nothing."""
    if promised is None:
        return []
    title = say("reviews.promised_title", month_name=say.bare("reviews.month", value=promised.month))
    text = say("qbr.remarks", text=promised.text)
    return [*sections(f"{title}\n{text}"), small(promised_became(say, promised))]


def promised_became(say: Words, promised: Promised) -> str:
    """`Kept · First sales meetings: 4 in September, 8 in October · by 31 October`."""
    label = promised.names.get(say.language) or (kpi_name(say, promised.kpi) if promised.kpi else "")
    figures = [
        amount(say, number, promised.unit, promised.currency) if promised.kpi and number is not None else ""
        for number in (promised.before, promised.now)
    ]
    return say(
        "reviews.promised_became", kept=promised.kept, by=promised.by, label=label, before=figures[0], now=figures[1]
    )


def data_rating(say: Words, figures: MonthFigures) -> str:
    """What the numbers say of the month as a rating, and because of which of them; empty when they say nothing."""
    given = rating_range(figures.status)
    if given is None:
        return ""
    reasons = [Markup(say("reviews.reason", label=label_of(say, row), share=row.pace)) for row in because(figures)]
    status = status_text(say, figures.status or "")
    return say("reviews.data_rating", low=given[0], high=given[1], status_word=status, reasons=reasons)


def restated_line(say: Words, one: Restated[Figure], currency: str) -> Markup:
    """`First sales meetings: 8 instead of 7`."""
    was, now = (amount(say, value, one.row.unit, currency) for value in (one.row.value, one.now))
    return Markup(say("qbr.a_restated", label=label_of(say, one.row), was=was, now=now))


def what_the_rep_wrote(say: Words, review: ReviewView) -> list[sb.Block]:
    """The self-review, or that there is none."""
    blocks = [section(say("reviews.by_self", rep=review.rep))]
    if review.self_rating is None and not review.is_draft:
        return [*blocks, section(say("reviews.no_self_review"))]
    blocks += _said(say, "went_well", review.went_well)
    blocks += _said(say, "in_the_way", review.in_the_way)
    if review.self_rating is not None:
        blocks += _said(say, "self_rating", say.bare("reviews.rating_word", rating=review.self_rating))
    blocks += _said(say, "help", review.help_needed)
    blocks += _said(say, "commitment", review.commitment)
    return [*blocks, small(commitment_details(say, review))] if review.commitment else blocks


def commitment_details(say: Words, review: ReviewView) -> str:
    """`First sales meetings · by 30 November 2026`."""
    own = review.commitment_own
    kpi = own.label(say.language) if own else kpi_name(say, review.commitment_kpi) if review.commitment_kpi else ""
    return say("reviews.commitment_details", kpi=kpi, by=review.commitment_by)


def ratings(say: Words) -> list[sb.Option]:
    """The five ratings as options of a menu."""
    return [choice(say.bare("reviews.rating_word", rating=rating), str(rating)) for rating in range(1, 6)]


def _said(say: Words, part: str, text: str) -> list[sb.Block]:
    if not text:
        return []
    return sections(say("reviews.said", label=say.bare(f"reviews.said_{part}"), text=text))
