"""Where another entry begins in a line: new lines, commas and `and`, when a kind and somebody's name follow."""

from handlers.phrases.log.lexicon import KindSense, lexicon
from handlers.phrases.log.names import one_of_them
from handlers.phrases.log.spans import Line, Role, Span

_MAY_LEAD = frozenset(
    {
        Role.FILLER,
        Role.VERB,
        Role.ARTICLE,
        Role.THEN,
        Role.AND,
        Role.DATE,
        Role.DAY_PART,
        Role.CLOCK,
        Role.FIGURE,
        Role.DURATION,
        Role.ORDER,
        Role.WITH,
        Role.AT,
        Role.TITLE,
        Role.PEOPLE,
        Role.DASH,
        Role.PERIOD,
    }
)
_NAMED = (Role.ACCOUNT, Role.NAME, Role.NEAR, Role.QUOTED)
_SEPARATORS = (Role.COMMA, Role.AND, Role.NEWLINE, Role.THEN)
_CHAT = (Role.WORD, Role.NAME, Role.FILLER, Role.VERB, Role.ARTICLE, Role.CLAUSE, Role.COMMA, Role.DASH)
_NEEDS_NO_ACCOUNT = frozenset({"call", "email", "demo", "lead"})


def parts_of(line: Line) -> list[tuple[int, int]]:
    """The stretches of the line, each an entry with its note."""
    starts, ends = [_after_the_lead(line)], []
    for at, span in sorted(line.spans.items()):
        is_end_of_sentence = at > 0 and line.ends_sentence(at - 1)
        separator = span.role in _SEPARATORS
        if (not separator and not is_end_of_sentence) or at < starts[0]:
            continue
        begin = span.end if separator else at
        is_line = span.role is Role.NEWLINE
        is_next = _starts_entry(line, begin, is_line=is_line) or _is_next_amount(line, starts[-1], at, begin)
        is_next = is_next or _is_sent_to_them(line, begin)
        if _has_kind(line, starts[0], at) and is_next:
            starts.append(begin)
            ends.append(at)
    return list(zip(starts, [*ends, line.count], strict=True))


def _after_the_lead(line: Line) -> int:
    """Where the first entry begins: behind a chatty first line (`Busy day!`) that names no account, day or number."""
    for at, span in sorted(line.spans.items()):
        if span.role is Role.NEWLINE:
            is_entry = _starts_entry(line, span.end, is_line=True)
            names_known = any(each.role is Role.ACCOUNT for each in line.between(span.end, line.count))
            return span.end if at > 0 and is_entry and names_known else 0
        if span.role not in _CHAT:
            return 0
    return 0


def _has_kind(line: Line, first: int, last: int) -> bool:
    """Whether the words say a kind, or mean one (`gezeten`) beside a known account."""
    spans = line.between(first, last)
    if any(span.role is Role.KIND for span in spans):
        return True
    weak, language = lexicon(line.reader.own).weak, line.reader.typist.language
    is_named = any(span.role is Role.ACCOUNT for span in spans)
    return is_named and any(
        weak.at(line.words, span.start)
        for span in spans
        if span.role in (Role.WORD, Role.FILLER, Role.CLAUSE, Role.VERB, Role.WITH)
        and not (span.role is Role.WITH and language != "en")
    )


def _starts_entry(line: Line, at: int, *, is_line: bool) -> bool:
    """Whether a kind and a name (or `3 calls`) stand at the beginning of what follows, with nothing unknown before."""
    kind: Span | None = None
    is_named = is_counted = False
    before: Span | None = None
    while at < line.count:
        span = line.at(at)
        if span.role is Role.KIND:
            sense: KindSense = span.value
            kind = kind or span
            is_number = before is not None and before.role is Role.FIGURE
            is_counted = is_counted or (is_number and sense.meaning.kind in _NEEDS_NO_ACCOUNT)
            if sense.is_later:
                return False
        elif span.role in _NAMED:
            is_named = True
        elif span.role in _SEPARATORS and (kind or is_named) and span.role is not Role.THEN:
            return bool(kind and (is_named or is_counted))
        elif span.role not in _MAY_LEAD:
            return False
        if kind and (is_named or is_counted):
            return not _is_only_said(line, span)
        before, at = span, span.end
    return bool(kind and is_line)


def _is_next_amount(line: Line, first: int, last: int, begin: int) -> bool:
    """`proposals to Festo 10k and Bosch 20k`: the same kind again, with a name and an amount (or length) of its own."""
    if not any(span.role in (Role.FIGURE, Role.DURATION) for span in line.between(first, last)):
        return False
    if one_of_them(line, begin):
        return False
    is_named = has_amount = False
    for span in line.between(begin, line.count):
        if span.role in _SEPARATORS and (is_named or has_amount):
            break
        if span.role in (Role.ACCOUNT, Role.NAME):
            is_named = True
        elif span.role in (Role.FIGURE, Role.DURATION):
            has_amount = True
        elif span.role not in (Role.AT, Role.ARTICLE, Role.FILLER, Role.VERB, Role.THEN):
            return False
    return is_named and has_amount


def _is_sent_to_them(line: Line, begin: int) -> bool:
    """`met Acme and sent them a quote for 9k`: something with an amount, sent to whom the part before names."""
    found: set[Role] = set()
    for span in line.between(begin, line.count):
        if span.role in _SEPARATORS and Role.KIND in found:
            break
        if span.role is Role.KIND and span.value.meaning.sums != "amount":
            return False
        if span.role not in (
            Role.KIND,
            Role.FIGURE,
            Role.VERB,
            Role.FILLER,
            Role.ARTICLE,
            Role.AT,
            Role.PEOPLE,
            Role.ORDER,
        ):
            return False
        found.add(span.role)
    return {Role.KIND, Role.FIGURE, Role.VERB} <= found


def _is_only_said(line: Line, span: Span) -> bool:
    """`…, call Acme back`, `…, quote for Acme next week`: what is still to be done is a remark."""
    following = line.at(span.end) if span.end < line.count else None
    if following is None:
        return False
    is_to_come = following.role is Role.PERIOD and following.value > 0
    flags = [flag for flag in line.flags if flag.start == span.end and flag.sort == "planned_after"]
    return is_to_come or bool(flags)
