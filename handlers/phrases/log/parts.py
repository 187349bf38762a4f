"""Where another entry begins in a line: new lines, commas and `and`, when a kind and somebody's name follow."""

from handlers.phrases.amounts import Figure
from handlers.phrases.log.lexicon import KindSense, is_with, lexicon
from handlers.phrases.log.names import FIRST_NAMES, one_of_them
from handlers.phrases.log.spans import Line, Role, Span
from models.activity.kinds import MEETINGS
from models.vocabulary import vocabulary

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
_THEM = vocabulary().words("around", "them")
_BETWEEN_THEM = frozenset(
    {
        Role.VERB,
        Role.FILLER,
        Role.ARTICLE,
        Role.AT,
        Role.ORDER,
        Role.THEN,
        Role.AND,
        Role.DATE,
        Role.DAY_PART,
        Role.TOPIC,
        Role.CLOCK,
        Role.PEOPLE,
        Role.FIGURE,
    }
)
_SO = vocabulary().words("small", "so")
_CHAT = (Role.WORD, Role.NAME, Role.FILLER, Role.VERB, Role.ARTICLE, Role.CLAUSE, Role.COMMA, Role.DASH)
_DONE_TOO = frozenset({"call", "email", "visit", "demo"})
_OWN_TO_EACH = (Role.FIGURE, Role.DURATION, Role.CLOCK)
"""What each of several has of its own: `Heineken at 10, Philips at 1`."""
_NEEDS_NO_ACCOUNT = frozenset({"call", "email", "demo", "lead"})
_IS_COUNTED = _NEEDS_NO_ACCOUNT | MEETINGS
"""`5 calls and 2 meetings`: a number says that it is done, also where it is asked with whom."""


def parts_of(line: Line) -> list[tuple[int, int]]:
    """The stretches of the line, each an entry with its note."""
    starts, ends = [_after_the_lead(line)], []
    for at, span in sorted(line.spans.items()):
        is_end_of_sentence = at > 0 and line.ends_sentence(at - 1)
        separator = span.role in _SEPARATORS or (at > 0 and line.words.low(at) in _SO)
        is_count = _is_next_count(line, span)
        if not (separator or is_end_of_sentence or is_count) or at < starts[0]:
            continue
        begin = span.end if separator else at
        is_line = span.role is Role.NEWLINE
        is_next = _starts_entry(line, begin, is_line=is_line) or _is_next_amount(line, starts[-1], at, begin)
        is_next = is_next or _is_about_them(line, begin) or _is_next_person(line, starts[-1], at, begin)
        is_next = is_next or _is_done_too(line, starts[-1], at, begin)
        is_next = is_next or is_count
        if is_next and len(starts) > 1 and _says_nothing(line, starts[-1], at):
            starts[-1] = begin  # and after that
        elif _has_kind(line, starts[0], at) and is_next:
            starts.append(begin)
            ends.append(at)
    return list(zip(starts, [*ends, line.count], strict=True))


def _is_next_count(line: Line, span: Span) -> bool:
    """`10 cold calls 4 emails`: another number with what it counts."""
    kind = line.at(span.end) if span.end < line.count else None
    if span.role is not Role.FIGURE or not isinstance(span.value, Figure) or span.value.whole is None or kind is None:
        return False
    return kind.role is Role.KIND and kind.value.meaning.kind in _NEEDS_NO_ACCOUNT


def _says_nothing(line: Line, first: int, last: int) -> bool:
    return all(span.role in (*_SEPARATORS, Role.FILLER, Role.ARTICLE) for span in line.between(first, last))


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
    if any(first <= flag.start < last and flag.sort in ("cancelled", "no_show") for flag in line.flags):
        return True
    weak, language = lexicon(line.reader.own).weak, line.reader.typist.language
    is_named = any(span.role is Role.ACCOUNT for span in spans)
    return is_named and any(
        weak.at(line.words, span.start)
        for span in spans
        if span.role in (Role.WORD, Role.FILLER, Role.CLAUSE, Role.VERB, Role.WITH)
        and not is_with(line.words.low(span.start), language)
    )


def _starts_entry(line: Line, at: int, *, is_line: bool) -> bool:
    """Whether a kind and a name (or `3 calls`) stand at the beginning of what follows, with nothing unknown before."""
    kind: Span | None = None
    is_named = is_counted = False
    before: Span | None = None
    while at < line.count:
        span = line.at(at)
        if kind is None and (weak := _weak_at(line, at)):
            kind = span = weak
        elif span.role is Role.KIND:
            sense: KindSense = span.value
            kind = kind or span
            is_number = before is not None and before.role is Role.FIGURE
            is_counted = is_counted or (is_number and sense.meaning.kind in _IS_COUNTED)
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


def _weak_at(line: Line, at: int) -> Span | None:
    """`…, met Initech`, `…, spoke to Festo`: a word that means a kind, with somebody's name behind it."""
    if line.at(at).role is Role.KIND or not line.words.low(at):
        return None
    hits = lexicon(line.reader.own).weak.at(line.words, at)
    if not hits or is_with(line.words.low(at), line.reader.typist.language):
        return None
    sense, end = hits[0]
    follows = line.at(end) if end < line.count else None
    return Span(Role.KIND, at, end, sense) if follows is not None and follows.role is Role.ACCOUNT else None


def _is_next_amount(line: Line, first: int, last: int, begin: int) -> bool:
    """`proposals to Festo 10k and Bosch 20k`: the same kind again, with a name and an amount (or length) of its own."""
    if not any(span.role in _OWN_TO_EACH for span in line.between(first, last)):
        return False
    if one_of_them(line, begin):
        return False
    is_named = has_amount = False
    for span in line.between(begin, line.count):
        if span.role in _SEPARATORS and (is_named or has_amount):
            break
        if span.role in (Role.ACCOUNT, Role.NAME):
            is_named = True
        elif span.role in _OWN_TO_EACH:
            has_amount = True
        elif span.role not in (Role.AT, Role.ARTICLE, Role.FILLER, Role.VERB, Role.THEN):
            return False
    return is_named and has_amount


def _is_about_them(line: Line, begin: int) -> bool:
    """`met Acme and sent them a quote for 9k`, `… and on friday I called them`: done with whom the part before names."""
    kind: Span | None = None
    found: set[Role] = set()
    for span in line.between(begin, line.count):
        if span.role is Role.KIND and kind is None and not span.value.is_later:
            kind = span
        elif span.role not in _BETWEEN_THEM or (span.role in _SEPARATORS and kind):
            break
        if span.role is not Role.PEOPLE or line.words.low(span.start) in _THEM:
            found.add(span.role)
        if kind and kind.value.meaning.sums != "amount" and Role.PEOPLE in found:
            return True
        if kind and {Role.FIGURE, Role.VERB} <= found:  # and sent a quote for 9k
            return bool(kind.value.meaning.sums == "amount")
    return False


def _is_next_person(line: Line, first: int, last: int, begin: int) -> bool:
    """`called Jan at Acme and Marie at Globex`: the same kind again, with somebody else somewhere else."""
    name, link = line.at(begin), line.at(line.at(begin).end)
    where = line.at(link.end)
    is_placed = link.role in (Role.AT, Role.TOPIC) and where.role in (Role.ACCOUNT, Role.NEAR, Role.NAME)
    is_named = any(span.role in (Role.ACCOUNT, Role.NEAR) for span in line.between(first, last))
    is_somebody = name.role is Role.NAME or line.words.low(begin) in FIRST_NAMES
    one = one_of_them(line, begin)
    is_one_more = one is not None and line.at(one).role in _NAMED and not _is_counted(line, first, last)
    return is_named and ((is_somebody and is_placed) or is_one_more)


def _is_counted(line: Line, first: int, last: int) -> bool:
    """`two demos, one for Acme and one for Globex`: the list belongs to the number."""
    figures = [span for span in line.between(first, last) if span.role is Role.FIGURE]
    return any(isinstance(span.value, Figure) and span.value.whole not in (None, 1) for span in figures)


def _is_done_too(line: Line, first: int, last: int, begin: int) -> bool:
    """`De Boer gebeld + mail nagestuurd`, `adyen gemaild + gebeld`: one more thing done, and nothing else said."""
    before = [span.value.meaning.kind for span in line.between(first, last) if span.role is Role.KIND]
    is_named = any(span.role in (Role.ACCOUNT, Role.NEAR) for span in line.between(first, last))
    kind: str | None = None
    is_done = False
    for span in line.between(begin, line.count):
        if span.role in _SEPARATORS:
            break
        if span.role is Role.KIND and kind is None and not span.value.is_later:
            kind = span.value.meaning.kind
            is_done = is_done or _is_a_verb(line.words.low(span.start))
        elif span.role is Role.VERB:
            is_done = True
        elif span.role not in (Role.FILLER, Role.ARTICLE, Role.DATE, Role.DAY_PART):
            return False
    return is_named and is_done and kind in _DONE_TOO and kind not in before


def _is_a_verb(low: str) -> bool:
    return low.endswith("ed") or low.startswith("ge")


def _is_only_said(line: Line, span: Span) -> bool:
    """`…, call Acme back`, `…, quote for Acme next week`: what is still to be done is a remark."""
    following = line.at(span.end) if span.end < line.count else None
    if following is None:
        return False
    is_to_come = following.role is Role.PERIOD and following.value > 0
    flags = [flag for flag in line.flags if flag.start == span.end and flag.sort == "planned_after"]
    return is_to_come or bool(flags)
