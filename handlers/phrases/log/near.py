"""Accounts that are not spelled as they are known: `amber metal`, `groot en zonen`, `van der falk`, `kade`."""

from handlers.phrases.log.names import FIRST_NAMES, bare
from handlers.phrases.log.spans import Line, Near, Role, Span
from handlers.phrases.tokens import WORD

MOST_WORDS = 4
SHORTEST = 3
_MAY_BEGIN = (Role.ORDER, Role.WORD, Role.NAME, Role.AT, Role.ARTICLE, Role.PEOPLE, Role.SOURCE, Role.VERB)
_MAY_END = (Role.WORD, Role.NAME, Role.PEOPLE, Role.SOURCE, Role.VERB, Role.INTERNAL)
_NEVER_WITHIN = (Role.KIND, Role.DATE, Role.DURATION, Role.FIGURE, Role.CLOCK, Role.KEY, Role.QUOTED, Role.ACCOUNT)
_ENDS_THE_HEAD = (Role.TOPIC, Role.CLAUSE, Role.DASH)
_SLIP = 1


def find_near(line: Line) -> None:
    """Mark in the cover what is nearly the name of an account, in every clause that names none."""
    if line.reader.book is None:
        return
    start = 0
    for end in _clause_ends(line):
        spans = line.between(start, end)
        if not any(span.role is Role.ACCOUNT for span in spans):
            found = _nearest(line, spans)
            if found is not None:
                _put(line, found)
        start = end


def _clause_ends(line: Line) -> list[int]:
    marks = [at for at, span in sorted(line.spans.items()) if span.role in (Role.COMMA, Role.NEWLINE, Role.DASH)]
    return [*marks, line.count]


def _nearest(line: Line, spans: list[Span]) -> Span | None:
    head: list[Span] = []
    for span in spans:
        if span.role in _ENDS_THE_HEAD and any(each.role is Role.KIND for each in head):
            break
        head.append(span)
    best: tuple[tuple[int, int, int], Span] | None = None
    for n, first in enumerate(head):
        if first.role not in _MAY_BEGIN and not _is_initials(line, first):
            continue
        for last in head[n : n + MOST_WORDS]:
            if last.role in _NEVER_WITHIN:
                break
            found = _window(line, first, last)
            if found is None:
                continue
            near: Near = found.value[1]
            rank = (near.distance, -(found.end - found.start), found.start)
            if best is None or rank < best[0]:
                best = rank, found
    return best[1] if best else None


def _is_initials(line: Line, span: Span) -> bool:
    """`AH gebeld`: capitals in a line of small letters are no `ah`."""
    text = line.words.tokens[span.start].text
    is_short = span.role is Role.FILLER and span.end - span.start == 1 and 1 < len(text) <= 5
    return is_short and text.isupper() and not line.words.text.isupper()


def _window(line: Line, first: Span, last: Span) -> Span | None:
    if (last.role not in _MAY_END and not _is_initials(line, last)) or last.end - first.start > MOST_WORDS:
        return None
    tokens = line.words.tokens[first.start : last.end]
    typed = bare(line.words.between(first.start, last.end))
    is_initials = typed.isupper() or "&" in typed
    if (
        (len(typed) < SHORTEST and not is_initials)
        or any(token.shape != WORD for token in tokens)
        or line.reader.book is None
    ):
        return None
    is_plain = first is last and first.role not in (Role.WORD, Role.NAME)
    if is_plain or tokens[0].low in FIRST_NAMES:
        return None
    near = line.reader.book.near(typed)
    if near is None or (near.distance > _SLIP and first.role not in (Role.WORD, Role.NAME, Role.ORDER)):
        return None
    return Span(Role.NEAR, first.start, last.end, (typed, near))


def _put(line: Line, found: Span) -> None:
    for at in range(found.start, found.end):
        line.spans.pop(at, None)
    near: Near = found.value[1]
    if near.distance == 0:  # the same name, written otherwise
        found = Span(Role.ACCOUNT, found.start, found.end, near.names[0])
    line.spans[found.start] = found
