"""`/log`: what people type about what they did, read as entries. How that goes is told in `handlers.phrases.log`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from handlers.phrases.accounts import Known
from handlers.phrases.examples import example_of
from handlers.phrases.kinds import OwnKind
from handlers.phrases.log.ahead import take_what_is_ahead
from handlers.phrases.log.chart import chart
from handlers.phrases.log.draft import Draft, LogPhrase
from handlers.phrases.log.entry import ask_when_doubtful, read_entry
from handlers.phrases.log.held import NotHeld, not_held
from handlers.phrases.log.near import find_near
from handlers.phrases.log.parts import parts_of
from handlers.phrases.log.slips import slip_of_a_day
from handlers.phrases.log.spans import Book, Line, Near, Reader, Role
from handlers.phrases.log.topic import is_about, topic_before
from handlers.phrases.tokens import typed
from handlers.phrases.typist import Typist
from handlers.phrases.unreadable import Reason, Unreadable
from models.activity.entry import LONGEST_NOTE
from models.vocabulary import vocabulary

_BULLET = re.compile(r"^\s*(?:[-*•·▪◦–—>]|\d{1,2}[.)])[ \t]+", re.MULTILINE)
_ALL_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]*\s[^\"“”„«»]*)[\"”»]")
_NUMBERED = re.compile(r"(?:^|\s)1[.)]\s.+\s2[.)]\s", re.DOTALL)
_NUMBER = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+")
_ARROW = re.compile(r"\s*(?:->|=>|→|➡️?)\s*")
_POLITE = re.compile(
    r"^\s*(?:"
    + "|".join(sorted(map(re.escape, vocabulary().words("around", "polite")), key=len, reverse=True))
    + r")\b[:,]?\s*",
    re.IGNORECASE,
)
"""`can you log that …`: what is asked of the bot says nothing of what was done."""
_WITH = re.compile(r"\bw/(?=\w)")
_LINK = re.compile(r"<(?:https?://|tel:)([^<>|]+?)/?(?:\|([^<>]+))?>")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message: an entry, why it is not stored at once, or why it cannot be read."""

    draft: Draft
    phrase: LogPhrase | None = None
    not_held: NotHeld | None = None
    problem: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as it was read."""

    line: Line
    parts: tuple[Part, ...]

    @property
    def problem(self) -> Unreadable | None:
        """The first thing that cannot be read."""
        return next((part.problem for part in self.parts if part.problem), None)


def read_message(text: str, reader: Reader, choices: Mapping[int, Mapping[str, object]] | None = None) -> Reading:
    """Every entry in `text`. `choices` are what the person chose for each part since, by pressing buttons.

    Raises Unreadable only for a text that is empty or too long.
    """
    try:
        words = typed(_plain(text))
        if not words.tokens:
            raise Unreadable(Reason.NOTHING_TYPED)
    except Unreadable as problem:
        raise problem.within([], example_of("activity", reader.typist.language)) from None
    line = chart(reader, words)
    find_near(line)
    days = _mend_days(line)
    made = choices or {}
    parts: list[Part] = []
    for number, (first, last) in enumerate(parts_of(line)):
        draft = Draft(line, first, last, made.get(number, {}))
        draft.inherited = parts[-1].draft.kind if parts else None
        draft.day_before = parts[-1].draft.day if parts else None
        draft.heir_of = tuple(parts[-1].draft.accounts[:1]) if parts else ()
        parts.append(_part(draft, days))
    return Reading(line, _with_common_day(_with_common_account(parts)))


def read_log(
    text: str,
    today: date,
    *,
    language: str = "en",
    locale: str | None = None,
    kinds: Sequence[OwnKind] = (),
    known_accounts: Known | None = None,
) -> LogPhrase:
    """The one entry that `text` describes. Raises Unreadable with what was and was not understood."""
    book = _Lookup(known_accounts) if known_accounts else None
    reader = Reader(Typist(today, language, locale), book, tuple(kinds))
    [part, *_] = read_message(text, reader).parts
    if part.problem:
        raise part.problem
    assert part.phrase is not None
    return part.phrase


class _Lookup(Book):
    """Accounts of which only the exact names can be asked."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def exact(self, name: str) -> str | None:
        """The account's own spelling."""
        return self.known(name)

    def near(self, name: str) -> Near | None:
        """Nothing: likeness cannot be asked."""
        return None


def _plain(text: str) -> str:
    """The text without bullets, and with Slack's links by their label where that is the address itself."""
    text = _LINK.sub(_label, text) if "<" in text else text
    if quoted := _ALL_QUOTED.fullmatch(text.strip()):
        text = quoted[1]
    if _NUMBERED.search(text):  # 1) demo Exact 2) demo AFAS
        text = _NUMBER.sub("\n", text).strip()
    text = _ARROW.sub(" to ", _BULLET.sub("", text))
    return _WITH.sub("w/ ", _POLITE.sub("", text, count=1) or text)


def _label(match: re.Match[str]) -> str:
    address, label = match.groups()
    if label is None:
        return address if "/" not in address else match[0]
    return label if label.strip("/") == address.strip("/") or match[0].startswith("<tel:") else match[0]


def _mend_days(line: Line) -> dict[int, tuple[str, str | date]]:
    """Read words that are nearly a day (`ystrday`) as that day; gives what was mended, by token."""
    mended: dict[int, tuple[str, str | date]] = {}
    if any(span.role is Role.DATE for span in line.spans.values()):
        return mended
    for at, span in sorted(line.spans.items()):
        if span.role is Role.WORD and (day := slip_of_a_day(line.reader, line.words, at)):
            line.spans[at] = day
            mended[at] = (line.words.tokens[at].text, day.value)
            break
    return mended


def _part(draft: Draft, days: Mapping[int, tuple[str, str | date]]) -> Part:
    chosen_day = draft.choices.get("day")
    draft.day = chosen_day if isinstance(chosen_day, date) else None
    if not draft.names_somebody and (draft.is_about_them or draft.is_done_too):
        draft.accounts += draft.heir_of
    try:
        read_entry(draft)
        ask_when_doubtful(draft)
        if not draft.accounts and draft.wants_account and draft.contact is None:
            draft.accounts += draft.heir_of
        if draft.is_about_them and draft.day is None:
            draft.day = draft.day_before
        _fill_in(draft)
        take_what_is_ahead(draft)
        draft.mended += [what for at, what in days.items() if draft.first <= at < draft.last]
        phrase = _checked(draft)
    except Unreadable as problem:
        language = draft.line.reader.typist.language
        problem.within(draft.understood(), example_of(draft.example(problem.reason), language))
        return Part(draft, None, not_held(draft), problem)
    return Part(draft, phrase, not_held(draft))


def _fill_in(draft: Draft) -> None:
    """What the person chose for something that the line does not say; a topic that stands before its training."""
    if is_about(draft):
        draft.topic = topic_before(draft)
    if draft.minutes is None and "minutes" in draft.choices:
        draft.minutes = int(str(draft.choices["minutes"]))
    if draft.score is None and "score" in draft.choices:
        draft.score = int(str(draft.choices["score"]))


def _with_common_account(parts: list[Part]) -> list[Part]:
    """`meeting and demo at Acme`: a kind without anything of its own is with whom the next one is."""
    for n, (part, following) in enumerate(pairwise(parts)):
        draft, phrase = part.draft, part.phrase
        is_bare = phrase is not None and not (phrase.accounts or phrase.contact or phrase.note or draft.quantity)
        only = all(span.role in _BARE for span in draft.line.between(draft.first, draft.last))
        if is_bare and only and following.phrase is not None and following.phrase.accounts:
            draft.accounts += following.draft.accounts
            parts[n] = Part(draft, _checked(draft), part.not_held)
    return parts


_BARE = (Role.KIND, Role.ARTICLE, Role.FILLER, Role.ORDER, Role.DATE, Role.DAY_PART, Role.VERB)


def _with_common_day(parts: list[Part]) -> tuple[Part, ...]:
    """`today: meeting A, call B`: the day before the first kind is everybody's."""
    if len(parts) < 2 or parts[0].phrase is None:
        return tuple(parts)
    first = parts[0].draft
    head = [span for span in first.line.between(first.first, first.last) if span.role is not Role.FILLER][:2]
    lead = next((span for span in head if span.role is Role.DATE), None)
    is_heading = lead is not None and (lead is head[0] or first.line.words.tokens[lead.end - 1].text.endswith(":"))
    if lead is None or not is_heading or isinstance(lead.value, Unreadable):
        return tuple(parts)
    return tuple(part if part.phrase is None or part.phrase.day_is_said else _on(part, lead.value) for part in parts)


def _on(part: Part, day: date) -> Part:
    part.draft.day = day
    return Part(part.draft, _checked(part.draft), not_held(part.draft))


def _checked(draft: Draft) -> LogPhrase:
    """The entry, when nothing contradicts. Raises Unreadable."""
    assert draft.kind is not None
    kind, accounts, contact = draft.kind.kind, draft.accounts, draft.contact
    if contact and not accounts and draft.line.reader.book is None and kind not in {"note", "training"}:
        accounts, contact = [contact], None
    quantity = draft.quantity or 1
    if len(accounts) > 1 and draft.quantity is not None:
        if draft.quantity not in (1, len(accounts)) and "quantity" not in draft.choices:
            names = ", ".join(account.name for account in accounts)
            raise Unreadable(Reason.QUANTITY_DIFFERS, f"{draft.quantity} × {names}")
        quantity = 1
    if draft.scores is not None and draft.score is None:
        raise Unreadable(Reason.NPS_MISSING if 10 in draft.scores else Reason.SCORE_MISSING)
    if kind == "training" and draft.minutes is None:
        raise Unreadable(Reason.DURATION_MISSING)
    if len(draft.note) > LONGEST_NOTE:
        raise Unreadable(Reason.NOTE_TOO_LONG, draft.note[:60])
    if draft.topic and len(draft.topic) > 120:
        raise Unreadable(Reason.NAME_TOO_LONG, draft.topic[:60])
    return LogPhrase(
        kind=kind,
        day=draft.day or draft.line.reader.typist.today,
        day_is_said=draft.day is not None,
        is_first=draft.is_first if kind in {"meeting", "visit"} else None,
        quantity=quantity,
        accounts=tuple(accounts),
        contact=contact.name if contact else None,
        minutes=draft.minutes,
        amount=draft.amount,
        score=draft.score,
        topic=draft.topic or None,
        note=draft.note,
        shares=draft.shares,
        due_on=draft.due_on,
        deal=draft.deal,
        mended=tuple(draft.mended),
    )
