"""Which word of a part is its kind."""

from handlers.phrases.amounts import Figure
from handlers.phrases.kinds import ALONE_A_MEETING, KindWord
from handlers.phrases.log.draft import Draft
from handlers.phrases.log.lexicon import STRONG, KindSense, is_with, lexicon
from handlers.phrases.log.slips import slip_of_a_kind
from handlers.phrases.log.spans import Role, Span
from handlers.phrases.unreadable import Reason, Unreadable, did_you_mean
from models.vocabulary import vocabulary, words_of

_ENDS_A_HEAD = frozenset({Role.COMMA, Role.DASH, Role.NEWLINE, Role.CLAUSE, Role.TOPIC, Role.QUOTED})
_PROSPECTS = vocabulary().words("around", "prospects")
_DISCUSSED = vocabulary().words("happened", "discussed")


def find_kind(draft: Draft) -> Span:
    """The span of the kind, noted in the draft. Raises Unreadable (UNKNOWN_KIND, KIND_MISSING)."""
    if draft.inherited is not None and not _plain_kind(draft) and not _weak_kind(draft):
        draft.kind, draft.kind_is_seen = draft.inherited, True
        draft.kind_span = Span(Role.KIND, draft.first, draft.first)
        return draft.kind_span
    found = _weak_before(draft) or _plain_kind(draft) or _weak_kind(draft) or _order_alone(draft) or _mended_kind(draft)
    if found is None:
        raise _unknown_kind(draft)
    sense: KindSense = found.value
    if sense.meaning.sums == "amount" and not draft.doubted:  # offerte besproken: perhaps in a meeting
        said = (draft.low(at) for at in range(draft.first, draft.last))
        draft.doubted = next((low for low in said if low in _DISCUSSED), "")
    draft.kind, draft.kind_span, draft.kind_is_later = sense.meaning, found, sense.is_later
    return found


def _plain_kind(draft: Draft) -> Span | None:
    """Of the kinds before the first clause the plainest, else the first one further on."""
    head: list[Span] = []
    later: list[Span] = []
    is_over = is_named = False
    before: Span | None = None
    for span in draft.line.between(draft.first, draft.last):
        if span.role is Role.KIND:
            (later if is_over or _is_topic(before, draft, span.value.meaning.kind, is_named=is_named) else head).append(
                span
            )
            is_named = True
        elif head and (span.role in _ENDS_A_HEAD or draft.line.ends_sentence(span.end - 1)):
            is_over = True
        if span.role is not Role.ARTICLE:
            before = span
            is_named = is_named or span.role in (Role.ACCOUNT, Role.NAME, Role.NEAR)
    if not head:
        return (_weak_kind(draft) or _order_alone(draft) or _doubtful(draft, later[0])) if later else None
    plainest = max(span.value.strength for span in head)
    best = next(span for span in head if span.value.strength == plainest)
    if best.value.strength < STRONG:  # a quick chat, on the phone
        spoken = ("call", "email")
        best = next((span for span in head if span.value.meaning.kind in spoken), best)
    if best.value.meaning.kind == "lead" and draft.low(best.start) in _PROSPECTS:  # prospect bezocht
        best = next((span for span in head if span.value.meaning.kind != "lead"), best)
    if best.value.meaning.kind == "training":  # a workshop meeting at Acme
        best = next((span for span in head if _is_that_meeting(draft, best, span)), best)
    if best.value.meaning.kind == "email" and _has_money(draft):  # emailed the quote to Acme: 12k
        best = next((span for span in head if span.value.meaning.kind == "proposal"), best)
    if best.value.meaning.kind == "lead":  # lead Acme returned
        best = next((span for span in head if span.value.meaning.kind == "returned"), best)
    if best.value.meaning.kind == "proposal":  # offerte nagebeld
        best = next(
            (span for span in head if span.value.meaning.kind == "call" and span.value.strength == STRONG), best
        )
    return best


def _is_that_meeting(draft: Draft, training: Span, span: Span) -> bool:
    """`a workshop meeting at Acme`: with somebody, and no training of two hours about first meetings."""
    first, second = sorted((training, span), key=lambda one: one.start)
    is_one_thing = span.value.meaning.kind == "meeting" and second.start == first.end
    return is_one_thing and draft.names_somebody


def _has_money(draft: Draft) -> bool:
    figures = [span.value for span in draft.line.between(draft.first, draft.last) if span.role is Role.FIGURE]
    return any(isinstance(value, Figure) and not value.is_plain and not value.is_percent for value in figures)


def _weak_before(draft: Draft) -> Span | None:
    """`bij Acme gezeten en offerte besproken`: what was done comes first, behind the `and` what it was about."""
    spans = draft.line.between(draft.first, draft.last)
    joint = next((span.start for span in spans if span.role in (Role.AND, Role.COMMA)), None)
    first = next((span.start for span in spans if span.role is Role.KIND), None)
    is_described = (
        joint is not None and draft.span(joint + 1).role is Role.ARTICLE
    )  # met Ann Kos, the new sales lead at
    naming = (Role.ACCOUNT, Role.NAME) if is_described else (Role.ACCOUNT,)
    is_named = any(span.role in naming and joint is not None and span.end <= joint for span in spans)
    if joint is None or first is None or first < joint or not is_named:
        return None
    return _weak_kind(draft, until=joint)


def _doubtful(draft: Draft, topic: Span) -> Span:
    """`walked Acme through the proposal`: perhaps one, perhaps what it was about."""
    draft.doubted = draft.text(max(draft.first, topic.start - 1), topic.end)
    return topic


def _is_topic(before: Span | None, draft: Draft, kind: str, *, is_named: bool) -> bool:
    """`chased Acme for a quote`, `spoke to Acme about the renewal`: the kind is what it was about."""
    if before is None or before.start == draft.first:
        return False
    is_for = before.role is Role.AT and is_named and kind != "visit"  # drove up to Acme for a visit
    return before.role is Role.TOPIC or is_for


def _weak_kind(draft: Draft, until: int | None = None) -> Span | None:
    """A word that means a kind when nothing else does: `met Acme`, `Acme gesproken`."""
    words, weak = draft.line.words, lexicon(draft.line.reader.own).weak
    at, last = draft.first, draft.last if until is None else until
    language = draft.line.reader.typist.language
    while at < last:
        span = draft.line.at(at)
        if span.role in (Role.ACCOUNT, Role.NAME, Role.QUOTED, Role.KEY):
            at = span.end
            continue
        hits = weak.at(words, at) if words.low(at) else []
        if hits and hits[0][1] <= last and not is_with(words.low(at), language):
            found = Span(Role.KIND, at, hits[0][1], hits[0][0], 6.0)
            _put(draft, found)
            return found
        at += 1
    return None


def _put(draft: Draft, found: Span) -> None:
    for at in range(found.start, found.end):
        draft.line.spans.pop(at, None)
    draft.line.spans[found.start] = found


def _order_alone(draft: Draft) -> Span | None:
    """`follow-up Acme`: the order word stands for a meeting."""
    words = draft.line.words
    for at in range(draft.first, draft.last):
        for length in (3, 2, 1):
            text = " ".join(words.low(n) for n in range(at, at + length))
            if at + length <= draft.last and text in ALONE_A_MEETING:
                draft.is_first = False
                found = Span(Role.KIND, at, at + length, KindSense(KindWord("meeting"), 1), 6.0)
                _put(draft, found)
                return found
    return None


def _mended_kind(draft: Draft) -> Span | None:
    """A slip of the pen, when only one kind is near."""
    for span in draft.line.between(draft.first, draft.last):
        if span.role not in (Role.WORD, Role.NAME) or span.end - span.start > 1:
            continue
        senses = slip_of_a_kind(draft.line.words, span.start, draft.line.reader.own)
        if len(senses) == 1:
            typed = draft.text(span.start, span.start + 1)
            found = Span(Role.KIND, span.start, span.start + 1, senses[0], 6.0)
            draft.mended.append((typed, senses[0].meaning.kind))
            _put(draft, found)
            return found
        if senses:
            return None
    return None


def _unknown_kind(draft: Draft) -> Unreadable:
    """Which word was meant as the kind: the one most like a kind, else the first that is nothing else."""
    plain = [span for span in draft.line.between(draft.first, draft.last) if _may_be_a_kind(draft, span)]
    names = _names_of_kinds(draft.line.reader.typist.language)
    for span in plain:
        low = draft.low(span.start)
        suggestions = tuple(dict.fromkeys(names[text] for text in did_you_mean(low, names)))
        if suggestions:
            return Unreadable(Reason.UNKNOWN_KIND, draft.text(span.start, span.start + 1), suggestions)
    if plain:
        return Unreadable(Reason.UNKNOWN_KIND, draft.text(plain[0].start, plain[0].start + 1))
    return Unreadable(Reason.KIND_MISSING)


def _names_of_kinds(language: str) -> dict[str, str]:
    """Every word for a kind, with the first word for that kind in the person's language: one suggestion a kind."""
    own = words_of(language)
    names: dict[str, str] = {}
    for section, keys in vocabulary().sections.items():
        if section.startswith("kinds."):
            label = own.section(section)["words"][0]
            names |= dict.fromkeys((*own.section(section)["words"], *keys["words"]), label)
    return names


def _may_be_a_kind(draft: Draft, span: Span) -> bool:
    low = draft.low(span.start)
    return low[:1].isalpha() and span.role in (Role.WORD, Role.NAME, Role.CLAUSE, Role.VERB)
