"""Deals in the words of the day: `closed acme 18k`, `Globex gewonnen`, `move Arcadis to negotiation`, `new deal Van Oord 25k`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from handlers.phrases.accounts import AccountRef
from handlers.phrases.amounts import Amount
from handlers.phrases.log.held import asks
from handlers.phrases.log.names import bare, reference
from handlers.phrases.log.spans import Line, Role, Span
from handlers.phrases.tokens import Phrases
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import small
from models.vocabulary import vocabulary

_SORTS = (
    ("add", "add", True),
    ("lost", "lost", True),
    ("perhaps_lost", "lost", False),
    ("won", "won", True),
    ("perhaps_won", "won", False),
    ("move", "move", True),
)
_THEIRS = vocabulary().words("around", "theirs")
_DEAL, _HAD, _RIVAL, _TO, _LOST_OTHERWISE = (
    vocabulary().words("deal_news", key) for key in ("deal", "had", "rival", "to", "lost_otherwise")
)
_LEADS_TO_A_REASON = small("because") | vocabulary().words("deal_news", "reason_lead")
_WON_APART = tuple(tuple(pair.split(" ", 1)) for pair in vocabulary().section("deal_news")["won_apart"])
_ONE = vocabulary().words("numbers", "1")
_A_STAGE = _TO | vocabulary().words("deal_news", "stage")


@dataclass(frozen=True, slots=True)
class DealNews:
    """What a line says of a deal."""

    action: str
    """`add`, `move`, `won` or `lost`."""
    account: AccountRef
    amount: Amount | None = None
    stage: str | None = None
    reason: str = ""
    rest: str = ""
    """What else is said of a new deal, as typed: its type, its stage, when it closes."""
    is_sure: bool = True
    """False where the words may mean something else: it is asked about."""
    said: str = ""


@lru_cache(maxsize=1)
def _phrases() -> Phrases[tuple[str, bool]]:
    news = vocabulary().section("deal_news")
    return Phrases((text, (action, is_sure)) for key, action, is_sure in _SORTS for text in news[key])


@lru_cache(maxsize=1)
def _stages() -> Phrases[str]:
    return Phrases((text, stage) for stage, names in vocabulary().section("stages").items() for text in (stage, *names))


def deal_news(line: Line) -> list[DealNews]:
    """What the line says of deals, one for each account; empty when it is about something else."""
    if asks(line, 0, line.count) or any(
        flag.sort in ("negated", "planned") for flag in line.flags if flag.start < 4 and _stands_free(line, flag.start)
    ):
        return []
    found = _said(line) or _to_a_stage(line) or _has_the_deal(line) or _said_apart(line)
    if found is None:
        return []
    (action, is_sure), start, end = found
    stage = _stage_in(line)
    if action == "move" and stage is None:
        return []
    if _kind_goes_before(line, start, end, action):
        return []
    accounts = [span for span in line.between(0, line.count) if span.role in (Role.ACCOUNT, Role.NEAR)]
    if not accounts:
        accounts = [span for span in line.between(0, line.count) if span.role is Role.NAME][:1]
    if action != "won" or not _is_a_list(line, accounts):
        accounts = accounts[:1]
    said = line.words.between(start, end)
    return [_news(line, span, action, stage, is_sure=is_sure, said=said, end=end) for span in accounts]


def _stands_free(line: Line, at: int) -> bool:
    return any(span.start == at for span in line.between(0, line.count)) and not _covered(line, at)


def _covered(line: Line, at: int) -> bool:
    return any(start <= at < end for _, start, end in _all_said(line))


def _said(line: Line) -> tuple[tuple[str, bool], int, int] | None:
    """The longest words for news, outside of names; the first on a tie."""
    hits = list(_all_said(line))
    if not hits:
        return None
    names_stage = _stage_in(line) is not None
    rank = {"add": 2, "lost": 1, "move": 1 if names_stage else -1}
    return max(hits, key=lambda hit: (rank.get(hit[0][0], 0), hit[2] - hit[1], -hit[1]))


def _to_a_stage(line: Line) -> tuple[tuple[str, bool], int, int] | None:
    """`Arcadis naar voorstel`: an account, where to, a stage, and nothing else."""
    spans = line.between(0, line.count)
    if spans and line.words.low(spans[0].start) in _DEAL:  # deal Acme to proposal
        spans = spans[1:]
    if len(spans) < 3 or spans[0].role is not Role.ACCOUNT or line.words.low(spans[1].start) not in _TO:
        return None
    hits = _stages().at(line.words, spans[1].end)
    is_all = bool(hits) and all(line.words.low(at) in _A_STAGE for at in range(hits[0][1], line.count))
    return (("move", True), spans[1].start, spans[1].end) if is_all else None


def _has_the_deal(line: Line) -> tuple[tuple[str, bool], int, int] | None:
    """`we got the Adyen deal`, `we hebben de Adyen deal`: perhaps it was won."""
    account = next((span for span in line.between(0, line.count) if span.role is Role.ACCOUNT), None)
    if account is None or line.words.low(account.end) not in _DEAL:
        return None
    is_had = any(line.words.low(at) in _HAD for at in range(account.start))
    rest = line.between(account.end + 1, line.count)
    ends_here = all(span.role in (Role.FILLER, Role.DATE, Role.FIGURE) for span in rest)
    return (("won", False), account.end, account.end + 1) if is_had and ends_here else None


def _said_apart(line: Line) -> tuple[tuple[str, bool], int, int] | None:
    """`Order from Schmidt received`: the two words with the account between them."""
    account = next((span for span in line.between(0, line.count) if span.role is Role.ACCOUNT), None)
    if account is None:
        return None
    before = {line.words.low(at) for at in range(account.start)}
    for first, last in _WON_APART:
        for at in range(account.end, line.count) if first in before else ():
            if line.words.low(at) == last:
                return ("won", True), at, at + 1
    return None


def _all_said(line: Line) -> Iterator[tuple[tuple[str, bool], int, int]]:
    named = {
        at
        for span in line.between(0, line.count)
        if span.role in (Role.ACCOUNT, Role.NEAR, Role.QUOTED)
        for at in range(span.start, span.end)
    }
    for at in range(line.count):
        if at in named or not line.words.low(at):
            continue
        hits = _phrases().at(line.words, at)
        if not hits or any(n in named for n in range(at, hits[0][1])):
            continue
        if not (hits[0][0][0] == "lost" and _lost_something_else(line, hits[0][1])):
            yield hits[0][0], at, hits[0][1]


def _lost_something_else(line: Line, at: int) -> bool:
    """`lost contact`, `they lost their IT manager`: no deal."""
    is_theirs = line.words.low(at) in _THEIRS and line.words.low(at + 1) not in _DEAL
    return is_theirs or line.words.low(at) in _LOST_OTHERWISE


def _stage_in(line: Line) -> str | None:
    for at in range(line.count):
        is_a_thing = at > 0 and line.words.low(at - 1) in _ONE  # put a proposal in
        if line.words.low(at) and not is_a_thing and (hits := _stages().at(line.words, at)):
            return hits[0][0]
    return None


def _kind_goes_before(line: Line, start: int, end: int, action: str) -> bool:
    """`call Acme, they signed`: an activity that is told first; a proposal that was accepted is news of a deal."""
    about_deals = {"proposal", "renewal"}
    for span in line.between(0, line.count):
        is_the_news = start <= span.start < end  # went to negotiation: no visit
        if span.role is Role.KIND and span.value.strength > 1 and not is_the_news:
            kind = span.value.meaning.kind
            is_before = span.start < start
            if action in ("add", "move"):
                return kind not in about_deals
            if is_before and kind not in about_deals:
                return True
            if not is_before and kind not in about_deals and span.value.strength > 2:
                return True
    return False


def _is_a_list(line: Line, accounts: list[Span]) -> bool:
    """`won Acme 18k and Globex 5k`."""
    for first, second in pairwise(accounts):
        between = line.between(first.end, second.start)
        if any(
            span.role not in (Role.FIGURE, Role.COMMA, Role.AND, Role.AT, Role.FILLER, Role.NEWLINE, Role.THEN)
            for span in between
        ):
            return False
    return len(accounts) > 1


def _news(line: Line, span: Span, action: str, stage: str | None, *, is_sure: bool, said: str, end: int) -> DealNews:
    amount = _amount_beside(line, span)
    reason = _reason(line, max(span.end, end)) if action == "lost" else ""
    if action == "lost" and not reason and set(said.lower().split()) & _RIVAL:
        reason = said
    is_clear = is_sure or amount is not None
    name = reference(span)
    rest = line.words.between(max(span.end, end), line.count) if action == "add" else ""
    return DealNews(
        action, AccountRef(bare(name.name), name.is_known, near=name.near), amount, stage, reason, rest, is_clear, said
    )


def _amount_beside(line: Line, account: Span) -> Amount | None:
    """The money nearest to the account: behind it up to the next account, else anywhere before."""
    money = [
        span
        for span in line.between(0, line.count)
        if span.role in (Role.FIGURE, Role.DURATION)
        and not isinstance(span.value, Unreadable | int)
        and not span.value.is_percent
        and (not span.value.is_plain or span.value.value >= 100)
    ]
    following = [span for span in line.between(account.end, line.count) if span.role is Role.ACCOUNT]
    until = following[0].start if following else line.count
    behind = [span for span in money if account.end <= span.start < until]
    chosen = behind or [span for span in money if span.start < account.start][-1:]
    return chosen[0].value.amount if chosen else None


def _reason(line: Line, at: int) -> str:
    while at < line.count and (
        line.words.low(at) in _LEADS_TO_A_REASON or line.at(at).role in (Role.COMMA, Role.DASH, Role.ARTICLE)
    ):
        at += 1
    words = [span for span in line.between(at, line.count) if span.role is not Role.FIGURE]
    return line.words.between(at, words[-1].end).strip(" ,.!") if words else ""
