"""A signed review to take along: both parts, the figures as they were signed, and the disagreement word for word."""

from collections.abc import Iterator

from messages.figures import status_word
from messages.month_figures import amount, label_of
from messages.paper import Part, as_markdown, as_pdf, without_marks
from messages.reviews.text import (
    BY_MANAGER,
    ReviewView,
    commitment_details,
    data_rating,
    month_name,
    promised_became,
    restated_line,
)
from messages.words import Words, words
from models.reviews.figures import Figure, MonthFigures


def pdf(language: str, company: str, review: ReviewView) -> bytes:
    """The review as the bytes of a PDF."""
    say = words(language)
    return as_pdf(say, f"{company} · {_title(say, review)}", parts(say, review))


def markdown(language: str, review: ReviewView) -> bytes:
    """The review as Markdown."""
    return as_markdown(parts(words(language), review))


def title(language: str, review: ReviewView) -> str:
    """What the file is called in Slack."""
    return _title(words(language), review)


def _title(say: Words, review: ReviewView) -> str:
    return say.bare("reviews.title", rep=review.rep, month_name=month_name(say.language, review.month))


def parts(say: Words, review: ReviewView) -> Iterator[Part]:
    """The whole review, in the order in which both read it."""
    standing = without_marks(say("reviews.state_line", state=review.state, day=review.closed_on)).lstrip("✅✍️ ")
    yield Part("title", f"{_title(say, review)}\n{standing}")
    yield from _promised(say, review)
    if review.figures is not None:
        yield from _figures(say, review.figures)
    yield Part("heading", without_marks(say("reviews.by_self", rep=review.rep)))
    yield from _by_rep(say, review)
    if review.has_managers_part:
        yield Part("heading", without_marks(say("reviews.by_manager", manager=review.manager)))
        if review.rating is not None:
            yield from _said(say, "rating", say.bare("reviews.rating_word", rating=review.rating))
        for part in BY_MANAGER:
            yield from _said(say, part, getattr(review, part))
    if review.answer:
        yield Part("heading", say.bare("reviews.said_answer", rep=review.rep))
        yield Part("quote", review.answer)
    if review.restated and review.today and review.figures:
        lines = [restated_line(say, one, review.figures.currency) for one in review.restated]
        yield Part("soft", without_marks(say("qbr.restated", lines=lines, day=review.today)))


def _promised(say: Words, review: ReviewView) -> Iterator[Part]:
    if review.promised is not None:
        made_in = say.bare("reviews.month", value=review.promised.month)
        yield Part("heading", without_marks(say("reviews.promised_title", month_name=made_in)))
        yield Part("quote", review.promised.text)
        yield Part("soft", without_marks(promised_became(say, review.promised)))


def _figures(say: Words, figures: MonthFigures) -> Iterator[Part]:
    rows = [row for row in figures.rows if row.target is not None]
    if rows:
        head = tuple(say.bare(f"qbr.pdf_{name}") for name in ("kpi", "value", "target", "share", "status"))
        yield Part(
            "table", rows=(head, *(_row(say, row, figures.currency) for row in rows)), widths=(70, 27, 27, 21, 29)
        )
    said = data_rating(say, figures)
    yield Part("text", without_marks(said)) if said else Part("soft", say.bare("reviews.no_figures"))


def _row(say: Words, row: Figure, currency: str) -> tuple[str, ...]:
    return (
        label_of(say, row),
        amount(say, row.value, row.unit, currency),
        amount(say, row.target, row.unit, currency),
        "–" if row.pace is None else say.percent(row.pace),
        status_word(say, row.status) if row.status else "",
    )


def _by_rep(say: Words, review: ReviewView) -> Iterator[Part]:
    if review.self_rating is None:
        yield Part("text", say.bare("reviews.no_self_review"))
        return
    yield from _said(say, "went_well", review.went_well)
    yield from _said(say, "in_the_way", review.in_the_way)
    yield from _said(say, "self_rating", say.bare("reviews.rating_word", rating=review.self_rating))
    yield from _said(say, "help", review.help_needed)
    yield from _said(say, "commitment", review.commitment)
    if review.commitment:
        yield Part("soft", without_marks(commitment_details(say, review)))


def _said(say: Words, part: str, text: str) -> Iterator[Part]:
    if text:
        yield Part("label", say.bare(f"reviews.said_{part}"))
        yield Part("quote", text)
