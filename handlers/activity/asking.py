"""What is asked before a typed line is stored, with buttons that finish the line as it was read.

A button carries the whole line, the day on which it was typed and what was chosen: nothing has to be typed again, and
nothing is stored while the question is open.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from handlers.door.answers import Whisper
from handlers.door.payloads import unescaped
from handlers.door.request import Request
from handlers.door.typed_line import Typed
from handlers.door.unreadable import unreadable
from handlers.phrases import Reason, Unreadable, read_amount
from handlers.phrases.kinds import KindWord
from handlers.phrases.log.held import NotHeld, Standing
from handlers.phrases.log.lexicon import lexicon
from handlers.phrases.log.phrase import Part, Reading
from handlers.phrases.words import LAST, MONTH_WORDS
from messages.activity import questions
from messages.activity.questions import Option
from models.activity.habits import accounts_most_recent
from models.activity.kinds import Needs, rules_of
from models.money import Money, known_currencies

LONGEST_VALUE = 1900
"""Characters of a line that fits into a button (2,000) with what was chosen."""
PRIVATE = "!"
"""Behind the address of a message whose words may not stand in the log."""
_OFFERED = ("meeting", "call", "visit", "email", "demo")
_OFFERED_FOR_MONEY = ("proposal", "renewal")
_MINUTES = (30, 60, 120, 240)
_SCORES = (1, 2, 3, 4, 5)
_NPS_OFFERED = (10, 9, 8, 7, 6)
MOST_RECENT = 4


def question_about(request: Request, typed: Typed, reading: Reading) -> Whisper | None:
    """The question that comes first, if there is one; parts that did not take place do not stop the others."""
    for number, part in enumerate(reading.parts):
        if part.not_held is not None and (part.problem or not _is_any_held(reading)):
            return _not_held(request, typed, number, part, part.not_held)
        if part.problem is not None:
            return _unread(request, typed, number, part)
        if part.phrase is not None and part.not_held is None and lacks_account(part):
            return _which_account(request, typed, number, part)
    return None


def left_out(reading: Reading) -> list[tuple[str, str]]:
    """The parts of a line that were not stored, because they did not take place: why, and as typed."""
    return [
        (part.not_held.standing.value, part.draft.text(part.draft.first, part.draft.last).strip())
        for part in reading.parts
        if part.not_held is not None
    ]


def chosen(value: str) -> Typed:
    """The line that a button carries, with everything that was chosen. Raises ValueError."""
    when, made, text = value.split("|", 2)
    day, _, link = when.partition("@")
    choices: dict[int, dict[str, object]] = {}
    for choice in made.split("&"):
        number, name, what = re.split(r"[.=]", choice, maxsplit=2)
        choices.setdefault(int(number), {})[name] = _meant(name, what)
    private = link.endswith(PRIVATE)
    return Typed(unescaped(text), date.fromisoformat(day), choices, link.removesuffix(PRIVATE), not private)


def _meant(name: str, what: str) -> object:
    if name == "kind":
        return KindWord(what, rules_of(what).sums)
    if name == "day":
        return date.fromisoformat(what)
    return read_amount(what) if name == "amount" else what


def _written(name: str, what: object) -> str:
    return what.kind if isinstance(what, KindWord) else what.isoformat() if isinstance(what, date) else str(what)


def _is_any_held(reading: Reading) -> bool:
    return any(part.phrase is not None and part.not_held is None for part in reading.parts)


def lacks_account(part: Part) -> bool:
    """Whether the part can be read, but for the account that its kind cannot do without."""
    phrase = part.phrase
    if phrase is None or phrase.accounts or phrase.contact or phrase.deal or "account" in part.draft.choices:
        return False
    is_somebody = part.draft.is_about_them and part.draft.quantity is None  # called them again
    return (Needs.ACCOUNT in rules_of(phrase.kind).needs or is_somebody) and phrase.is_first is None


# --- the questions -----------------------------------------------------------------------------------------


def _not_held(request: Request, typed: Typed, number: int, part: Part, why: NotHeld) -> Whisper:
    """It did not take place, or not yet: nothing is stored, unless the person says so."""
    options: list[Option] = []
    if part.draft.kind is not None and (part.draft.accounts or part.draft.contact or part.draft.quantity):
        what = {"held": "1"}
        if part.draft.day is not None and part.draft.day > typed.day:
            what["day"] = typed.day.isoformat()
        label = "log_happened" if why.standing in (Standing.PLANNED, Standing.QUESTION) else "log_anyway"
        if part.draft.kind.kind != "no_show":
            options.append(Option(label, None, value_of(typed, number, what)))
    if why.standing is Standing.NO_SHOW and (part.draft.accounts or part.draft.contact):
        options.append(Option("kind", "no_show", value_of(typed, number, {"kind": "no_show", "held": "1"})))
    if why.standing is Standing.PLANNED and part.draft.kind is not None and part.draft.kind.kind in ("meeting", "demo"):
        day = part.draft.day
        if day is not None and day > typed.day and part.draft.accounts:
            options.append(Option("plan_visit", day, value_of(typed, number, {"kind": "visit", "held": "1"})))
    message = questions.not_held(request.language, why.standing.value, why.said, options)
    return Whisper(message)


def _unread(request: Request, typed: Typed, number: int, part: Part) -> Whisper:
    assert part.problem is not None
    answer = unreadable(request, part.problem, "log")
    options = [
        Option(label, what, value_of(typed, number, made))
        for label, what, made in _ways_out(request, typed, part, part.problem)
    ]
    return Whisper(questions.with_options(request.language, answer.message, options))


_Way = tuple[str, object, dict[str, str]]


def _ways_out(request: Request, typed: Typed, part: Part, problem: Unreadable) -> list[_Way]:
    """What may have been meant: the label of a button, what it shows, and what pressing it chooses."""
    match problem.reason:
        case Reason.UNKNOWN_KIND | Reason.KIND_MISSING:
            return [("kind", kind, {"kind": kind}) for kind in _kinds_meant(part, problem)]
        case Reason.UNKNOWN_WORD if part.draft.kind is not None:
            others = ("meeting", "call") if part.draft.doubted else ()
            return [
                ("log_as", part.draft.kind.kind, {"held": "1"}),
                *(("log_as", kind, {"kind": kind}) for kind in others),
            ]
        case Reason.DATE_IS_A_PERIOD:
            return _days_of(typed, problem.rest)
        case Reason.DATE_AMBIGUOUS:
            return [("day", date.fromisoformat(day), {"day": day}) for day in problem.suggestions]
        case Reason.DATE_IMPOSSIBLE | Reason.DATE_CONTRADICTS | Reason.NOT_A_DATE:
            days = (typed.day, typed.day - timedelta(days=1))
            return [("day", day, {"day": day.isoformat()}) for day in days]
        case Reason.AMOUNT_UNCLEAR:
            return _amounts(request, problem.suggestions)
        case Reason.NPS_MISSING | Reason.NPS_OUT_OF_RANGE:
            return [("nps", score, {"score": str(score)}) for score in _NPS_OFFERED]
        case Reason.SCORE_MISSING | Reason.SCORE_OUT_OF_RANGE:
            return [("score", score, {"score": str(score)}) for score in _scores(problem.rest)]
        case Reason.DURATION_MISSING:
            return [("minutes", minutes, {"minutes": str(minutes)}) for minutes in _MINUTES]
        case Reason.NUMBER_UNCLEAR if problem.rest.isdecimal() and 0 < int(problem.rest) <= 600:
            return [("minutes", int(problem.rest), {"minutes": problem.rest})]
        case Reason.PERSON_WITHOUT_SHARE:
            return [("without_split", None, {"share": "1"})]
        case Reason.QUANTITY_DIFFERS:
            return [("as_named", len(part.draft.accounts), {"quantity": "1"})]
        case _:
            return []


def _kinds_meant(part: Part, problem: Unreadable) -> Sequence[str]:
    """The kinds that the unknown word is like; else those that go with what was understood."""
    kinds = lexicon(part.draft.line.reader.own).kinds
    alike = [kinds[word].meaning.kind for word in problem.suggestions if word in kinds]
    if alike:
        return list(dict.fromkeys(alike))
    if part.draft.amount is not None:
        return [*_OFFERED_FOR_MONEY, *_OFFERED[:2]]
    return _OFFERED if part.draft.accounts else ()


def _days_of(typed: Typed, rest: str) -> list[_Way]:
    """The working days of the week that was named, latest first."""
    words = rest.lower().split()
    if not words or any(word in MONTH_WORDS for word in words):
        return []
    monday = typed.day - timedelta(days=typed.day.weekday())
    if words[0] in LAST:
        monday -= timedelta(days=7)
    days = [monday + timedelta(days=n) for n in range(4, -1, -1)]
    return [("day", day, {"day": day.isoformat()}) for day in days if day <= typed.day]


def _amounts(request: Request, readings: Sequence[str]) -> list[_Way]:
    ways: list[_Way] = []
    for reading in readings:
        try:
            amount = read_amount(reading)
        except Unreadable:
            continue
        currency = amount.currency or request.workspace.currency
        if currency in known_currencies():
            ways.append(("amount", Money.of(amount.value, currency), {"amount": f"{amount.value:f} {currency}"}))
    return ways


def _scores(rest: str) -> Sequence[int]:
    """All five; of a score out of ten the one or two that it comes to."""
    number = re.match(r"\d+", rest)
    if number and 6 <= int(number[0]) <= 10:
        half = int(number[0]) / 2
        return sorted({int(half), int(half + 0.5)}, reverse=True)
    return _SCORES


def _which_account(request: Request, typed: Typed, number: int, part: Part) -> Whisper:
    """It cannot be stored without an account: those of the last entries are offered."""
    assert part.phrase is not None
    latest = recent_accounts(request, part)
    options = [Option("account", name, value_of(typed, number, {"account": id_})) for id_, name in latest]
    return Whisper(questions.which_account_was_it(request.language, part.phrase.kind, options))


def recent_accounts(request: Request, part: Part) -> list[tuple[str, str]]:
    """The accounts of the last entries, as ids and names, latest first; none for what was among colleagues."""
    if part.draft.is_internal:
        return []
    recent = accounts_most_recent(request.session, request.person, MOST_RECENT)
    return [(account.id, account.name) for account in recent]


def value_of(typed: Typed, number: int, made: Mapping[str, str]) -> str:
    """What a button carries; empty when the line is too long for one."""
    all_made = {n: dict(choices) for n, choices in typed.choices.items()}
    all_made.setdefault(number, {}).update(made)
    choices = "&".join(
        f"{n}.{name}={_written(name, what)}" for n, each in sorted(all_made.items()) for name, what in each.items()
    )
    text = typed.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # a button pings nobody
    link = f"@{typed.link}{'' if typed.is_quotable else PRIVATE}" if typed.link else ""
    value = f"{typed.day.isoformat()}{link}|{choices}|{text}"
    return value if len(value) <= LONGEST_VALUE else ""
