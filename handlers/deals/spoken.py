"""News of deals in somebody's own words: read as the `/deal` that was meant, and carried out or asked about."""

from collections.abc import Sequence

from handlers.deals.finding import Line as DealLine
from handlers.deals.line import carry_out
from handlers.door.answers import Answer, Answers, Whisper
from handlers.door.request import Request
from handlers.phrases.log.deals import DealNews, deal_news
from handlers.phrases.log.spans import Line
from messages.deals import questions as messages

NOTHING_CHOSEN = "-"


def spoken(request: Request, line: Line) -> Answers:
    """What the line says of deals, done; None when it says nothing of them."""
    told = deal_news(line)
    if not told:
        return None
    doubtful = [news for news in told if not news.is_sure]
    if doubtful:
        return _asked(request, doubtful[0])
    answers: list[Answer] = []
    for news in told:
        done = carry_out(request, DealLine(as_line(news), request.today))
        answers += list(done) if isinstance(done, Sequence) else [done] if done else []
    return answers


def asked_whether(request: Request, line: Line) -> Answers:
    """The question whether a deal is decided, for a line that somebody else may have written; None when it says nothing so."""
    decided = [news for news in deal_news(line) if news.action in ("won", "lost")]
    return _asked(request, decided[0]) if decided else None


def as_line(news: DealNews) -> str:
    """The `/deal` line that says the same."""
    parts = [news.action, f'"{news.account.name}"']
    if news.rest:
        return (
            " ".join([*parts, news.rest])
            if news.amount is None or _has_digit(news.rest)
            else " ".join([*parts, _money(news), news.rest])
        )
    if news.amount is not None:
        parts.append(_money(news))
    if news.stage is not None and news.action in ("add", "move"):
        parts.append(f"stage={news.stage}" if news.action == "add" else news.stage)
    if news.reason:
        parts.append(f'reason="{news.reason.replace(chr(34), "")}"')
    return " ".join(parts)


def _money(news: DealNews) -> str:
    assert news.amount is not None
    return f"{news.amount.value:f}" + (f" {news.amount.currency}" if news.amount.currency else "")


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _asked(request: Request, news: DealNews) -> Whisper:
    """The words may mean that a deal is decided: is it?"""
    value = DealLine(as_line(news), request.today).choosing(NOTHING_CHOSEN)
    return Whisper(messages.is_it_decided(request.language, news.action, news.account.name, news.said, value))
