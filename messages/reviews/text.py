"""A review as both see it: the same blocks in the preview, for the rep, and whenever it is read again."""

from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import choice, header, section, small
from messages.long_text import sections
from messages.month_figures import figures_section, kpi_name
from messages.words import Words, words
from models.reviews.figures import MonthFigures
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


def month_name(language: str, month: date) -> str:
    """A month in words: `October 2026`."""
    return words(language).bare("reviews.month", value=month)


def what_both_see(language: str, review: ReviewView) -> list[sb.Block]:
    """The review itself: the same blocks in the preview, for the rep, and whenever it is read again."""
    say = words(language)
    name = month_name(language, review.month)
    blocks = [header(say.bare("reviews.title", rep=review.rep, month_name=name))]
    if review.figures is not None:
        blocks.append(figures_section(say, review.figures, name))
    blocks += what_the_rep_wrote(say, review)
    if review.rating is not None:
        blocks.append(section(say("reviews.by_manager", manager=review.manager)))
        blocks += _said(say, "rating", say.bare("reviews.rating_word", rating=review.rating))
        for part in ("comment", "strengths", "focus", "agreed"):
            blocks += _said(say, part, getattr(review, part))
    if review.answer:
        label = say.bare("reviews.said_answer", rep=review.rep)
        blocks += sections(say("reviews.said", label=label, text=review.answer))
    return blocks


def what_the_rep_wrote(say: Words, review: ReviewView) -> list[sb.Block]:
    """The self-review, or that there is none."""
    blocks = [section(say("reviews.by_self", rep=review.rep))]
    if review.self_rating is None:
        return [*blocks, section(say("reviews.no_self_review"))]
    blocks += _said(say, "went_well", review.went_well)
    blocks += _said(say, "in_the_way", review.in_the_way)
    blocks += _said(say, "self_rating", say.bare("reviews.rating_word", rating=review.self_rating))
    blocks += _said(say, "help", review.help_needed)
    blocks += _said(say, "commitment", review.commitment)
    own = review.commitment_own
    kpi = own.label(say.language) if own else kpi_name(say, review.commitment_kpi) if review.commitment_kpi else ""
    return [*blocks, small(say("reviews.commitment_details", kpi=kpi, by=review.commitment_by))]


def ratings(say: Words) -> list[sb.Option]:
    """The five ratings as options of a menu."""
    return [choice(say.bare("reviews.rating_word", rating=rating), str(rating)) for rating in range(1, 6)]


def _said(say: Words, part: str, text: str) -> list[sb.Block]:
    if not text:
        return []
    return sections(say("reviews.said", label=say.bare(f"reviews.said_{part}"), text=text))
