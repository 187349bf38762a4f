"""Numbers of a part: a quantity, a score, money, or part of a note."""

import re

from handlers.phrases.amounts import Figure, figure_at
from handlers.phrases.log.chart import TIMES, TWICE
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.spans import Role, Span
from handlers.phrases.spelled import spelled_at
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import ARTICLES
from models.activity.entry import MOST_AT_ONCE

_LARGEST_AFTER_KIND = 20
"""`calls 12` is a quantity; `meeting 45` might be minutes, and is asked about."""
_SCORE = re.compile(r"(\d{1,3}(?:[.,]\d)?)(?:/(\d{1,3}))?")
_MAY_STAND_BETWEEN = frozenset({Role.ORDER, Role.FILLER, Role.ARTICLE, Role.VERB, Role.WORD, Role.NAME})


def take_score(draft: Draft, at: int) -> int | None:
    """The score of a satisfaction entry: `4`, `4/5`, `vijf`. Raises Unreadable (SCORE_OUT_OF_RANGE, NPS_OUT_OF_RANGE)."""
    scores = draft.scores
    assert scores is not None
    low, span = draft.low(at), draft.span(at)
    if span.role is Role.DATE and span.end > at + 1:
        return None  # csat Acme 12 nov 4
    match = _SCORE.fullmatch(low)
    if match is None:
        found = spelled_at(draft.line.words, at) if low and low not in ARTICLES else None
        if found is None or found[0] not in scores:
            return None
        draft.score = found[0]
        return found[1]
    number, most = match.groups()
    if "score" in draft.choices:
        draft.score = int(str(draft.choices["score"]))
    elif not number.isdecimal() or int(number) not in scores or most not in (None, str(scores[-1])):
        raise Unreadable(draft.out_of_range, draft.text(at, at + 1))
    else:
        draft.score = int(number)
    return at + 1


def take_figure(draft: Draft, at: int) -> int | None:
    """A number: a quantity beside the kind, or money where the kind has an amount.

    Raises Unreadable (QUANTITY_OUT_OF_RANGE, NUMBER_UNCLEAR, UNKNOWN_CURRENCY, and what the amount raises).
    """
    span = draft.span(at)
    if isinstance(span.value, Unreadable):
        if "amount" in draft.choices and draft.wants_amount:
            return _chosen_amount(draft, span)
        if draft.is_complete and not draft.wants_amount and span.end < draft.last:
            return None
        raise span.value
    figure: Figure = span.value
    if draft.quantity is None and (end := _quantity(draft, span, figure)):
        return end
    if draft.wants_amount and not figure.is_percent and not _counts_things(draft, span, figure):
        draft.amount = figure.amount
        _refuse_unknown_currency(draft, span.end)
        return span.end
    return _unclear(draft, span, figure)


def take_compact_million(draft: Draft, at: int) -> int | None:
    """`1.2m` behind a proposal is money, not minutes."""
    if not draft.wants_amount or not draft.low(at)[:1].isdecimal() or not draft.low(at).endswith("m"):
        return None
    found = figure_at(draft.line.words, at)
    if found is None:
        return None
    draft.amount = found[0].amount
    return found[1]


def _chosen_amount(draft: Draft, span: Span) -> int:
    amount = draft.choices["amount"]
    draft.amount = amount  # type: ignore[assignment]  # an Amount: the button carries it
    return span.end


def _quantity(draft: Draft, span: Span, figure: Figure) -> int | None:
    low = draft.low(span.start)
    is_times = low.endswith("x") or (low.startswith("x") and low[1:].isdecimal()) or draft.low(span.end - 1) in TIMES
    is_times = is_times or low in TWICE
    if figure.is_percent or not figure.is_plain or (figure.whole is None and not is_times):
        return None
    value = int(figure.value)
    kind = draft.kind_span
    if not is_times and not _stands_before_kind(draft, span):
        sums = draft.kind.sums if draft.kind else ""
        is_beside = kind is not None and draft.kind_is_seen and span.start == kind.end
        if sums == "quantity" and draft.kind_is_seen:
            is_beside = True
        if sums not in {"count", "quantity"} or not is_beside:
            return None
        if sums == "count" and (value > _LARGEST_AFTER_KIND or draft.span(span.end).role is Role.FIGURE):
            return None
    if not 1 <= value <= MOST_AT_ONCE:
        raise Unreadable(Reason.QUANTITY_OUT_OF_RANGE, draft.text(span.start, span.end))
    draft.quantity = value
    return span.end


def _stands_before_kind(draft: Draft, span: Span) -> bool:
    kind, at, unknown = draft.kind_span, span.end, 0
    if kind is None or kind.start < span.end:
        return False
    while at < kind.start:
        between = draft.span(at)
        unknown += between.role in (Role.WORD, Role.NAME)
        if between.role not in _MAY_STAND_BETWEEN or unknown > 1:
            return False
        at = between.end
    return at == kind.start


def _counts_things(draft: Draft, span: Span, figure: Figure) -> bool:
    """`for 3 branches`: a small plain number before a noun is no amount."""
    following = draft.span(span.end)
    is_noun = following.role in (Role.WORD, Role.PEOPLE, Role.CLAUSE, Role.SOURCE) and span.end < draft.last
    return figure.is_plain and figure.value < 100 and is_noun


def _refuse_unknown_currency(draft: Draft, at: int) -> None:
    """`12.5k XYZ` behind an account: three capitals that are no currency that we know."""
    if at >= draft.last or not draft.accounts or (draft.amount and draft.amount.currency):
        return
    text = draft.line.words.tokens[at].text
    is_code = len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()
    if is_code and draft.span(at).role in (Role.WORD, Role.NAME) and not draft.line.words.text.isupper():
        raise Unreadable(Reason.UNKNOWN_CURRENCY, text)


def _unclear(draft: Draft, span: Span, figure: Figure) -> int | None:
    """A number that means nothing here: the beginning of a note, or a question."""
    is_last = span.end >= draft.last
    if "minutes" in draft.choices and is_last:
        draft.minutes = int(str(draft.choices["minutes"]))
        return span.end
    if not draft.kind_is_seen and not is_last and (figure.is_plain or figure.is_percent):
        return span.end
    if not is_last and (draft.is_complete or draft.account_ahead(span.end) is None):
        return None
    if not is_last:
        return span.end
    raise Unreadable(Reason.NUMBER_UNCLEAR, draft.text(span.start, span.end))
