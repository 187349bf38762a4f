"""`/audit`: `start functions everybody until 12 dec`, `start vaardigheden @anna 2w`, `close 3`, `results`, `k 7`, `share summary`."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from handlers.phrases.dates import date_at
from handlers.phrases.examples import example_of
from handlers.phrases.people import PersonRef, person_at
from handlers.phrases.scope import ScopeKind, scope_at
from handlers.phrases.tokens import COMMA, DASH, QUOTED, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import DAY_WORDS, HELP, NUMBERS, UNTIL, WEEK_WORDS, each_of

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("start begin new nieuw nieuwe starten"), "start"),
    **dict.fromkeys(each_of("continue verder resume answer antwoord beantwoord doorgaan invullen"), "continue"),
    **dict.fromkeys(each_of("close sluit sluiten afsluiten"), "close"),
    **dict.fromkeys(each_of("stop stoppen cancel annuleer annuleren"), "stop"),
    **dict.fromkeys(each_of("reopen heropen heropenen extend verleng"), "reopen"),
    **dict.fromkeys(each_of("results result resultaten resultaat uitslag uitkomst uitkomsten"), "results"),
    **dict.fromkeys(each_of("share deel delen"), "share"),
    **dict.fromkeys(each_of("remind reminder reminders herinner herinnering herinneringen"), "remind"),
    **dict.fromkeys(each_of("statement statements stelling stellingen"), "statement"),
    **dict.fromkeys(each_of("standard standaard norm"), "standard"),
    **dict.fromkeys(each_of("roles role rollen rol"), "roles"),
    **dict.fromkeys(each_of("calendar kalender"), "calendar"),
    **dict.fromkeys(each_of("list overview lijst overzicht"), "overview"),
    **dict.fromkeys(HELP, "help"),
    "k": "k",
}
PARTS: dict[str, str] = {
    **dict.fromkeys(each_of("skills skill vaardigheden vaardigheid"), "skills"),
    **dict.fromkeys(each_of("functions function functies functie organisatie organisation organization"), "functions"),
}
FORMS: dict[str, str] = {
    **dict.fromkeys(each_of("leaders leader nobody salesleiding leiders leiding directie niemand"), "leaders"),
    **dict.fromkeys(each_of("summary samenvatting short kort headline"), "summary"),
    **dict.fromkeys(each_of("full all everything volledig alles helemaal"), "full"),
}
PACES: dict[str, str] = {
    **dict.fromkeys(each_of("tomorrow morgen"), "tomorrow"),
    **dict.fromkeys(each_of("3 3d three drie"), "later"),
    **dict.fromkeys(each_of("end einde eind last laatste"), "end"),
    **dict.fromkeys(each_of("never stop not no nooit niet geen off uit"), "never"),
}
FILES: dict[str, str] = {
    **dict.fromkeys(each_of("csv"), "csv"),
    **dict.fromkeys(each_of("pdf paper papier"), "pdf"),
    **dict.fromkeys(each_of("board onepager directie bestuur"), "board"),
}
_ANONYMOUS = each_of("anonymous anonymously anoniem")
_NAMED = each_of("named naam open non-anonymous niet-anoniem")
_GLUE = each_of(
    "for voor over in the de het of van and en by at on op with met bij before to aan survey audit meting campaign campagne me mij days dagen only alleen pas no number nummer nr"
)
_SPAN = re.compile(r"(\d{1,3})([dw])")
_K = re.compile(r"k(\d{1,3})")
_NUMBER = re.compile(r"#?(\d{1,5})")


@dataclass(frozen=True, slots=True)
class AuditPhrase:
    """What somebody asks of the self-audit; what was not said is None (or empty) and has the handler's default."""

    action: str
    part: str | None = None
    everybody: bool = False
    team: str | None = None
    """A team's name; empty text: the speaker's own."""
    people: tuple[PersonRef, ...] = ()
    deadline: date | None = None
    """The last day on which answers count."""
    anonymous: bool | None = None
    k: int | None = None
    number: int | None = None
    """Of a campaign."""
    form: str | None = None
    """`leaders`, `summary` or `full`: what participants get of the results."""
    pace: str | None = None
    """`tomorrow`, `later` (in three days), `end` or `never`."""
    file: str = ""
    """`pdf`, `csv` or `board`: one page."""
    rest: str = ""
    """What follows `statement` or `standard`, as typed."""

    @property
    def has_audience(self) -> bool:
        """Whether it was said who should take part."""
        return self.everybody or self.team is not None or bool(self.people)


def read_audit(
    text: str, today: date, *, language: str = "en", locale: str | None = None, teams: Collection[str] = ()
) -> AuditPhrase:
    """What `text` asks for. `teams` are the names that exist. Raises Unreadable."""
    understood: list[Understood] = []
    action = None
    try:
        words = typed(text)
        if not words.tokens:
            return AuditPhrase("overview")
        action = ACTIONS.get(words.low(0)) or ACTIONS.get(words.tokens[0].text)
        if action is None:
            raise Unreadable(Reason.UNKNOWN_ACTION, words.tokens[0].text, did_you_mean(words.low(0), ACTIONS))
        understood.append((Label.ACTION, words.tokens[0].text))
        if action in {"statement", "standard", "roles", "calendar"}:
            return AuditPhrase(action, rest=words.rest(1))
        return _Reading(words, Typist(today, language, locale), teams, understood).read(action)
    except Unreadable as unreadable:
        raise unreadable.within(understood, example_of(f"audit.{action}", language)) from None


class _Reading:
    """One reading of one line, from left to right."""

    def __init__(self, words: Typed, typist: Typist, teams: Collection[str], understood: list[Understood]) -> None:
        self.words, self.typist, self.teams, self.understood = words, typist, teams, understood

    def read(self, action: str) -> AuditPhrase:
        """The phrase of the whole line, whose first word was `action`. Raises Unreadable."""
        self.phrase = AuditPhrase(action)
        at = 1
        while at < len(self.words.tokens):
            at = self._part(at)
        if action == "k" and self.phrase.k is None:
            raise Unreadable(Reason.NUMBER_MISSING)
        return self.phrase

    def _part(self, at: int) -> int:
        words, low = self.words, self.words.low(at)
        if words.tokens[at].shape in (COMMA, DASH):
            return at + 1
        if self.phrase.action in {"start", "reopen"}:
            if low in {"k", "kleinste"}:
                return self._k(at + 1)
            if match := _K.fullmatch(low):
                return self._took(at + 1, k=int(match[1]))
            if low in PARTS and self.phrase.part is None:
                self.understood.append((Label.KIND, low))
                return self._took(at + 1, part=PARTS[low])
            if low in {"not", "niet"} and words.low(at + 1) in _ANONYMOUS:
                return self._took(at + 2, anonymous=False)
            if low in _ANONYMOUS or low in _NAMED:
                return self._took(at + 1, anonymous=low in _ANONYMOUS)
            if end := self._deadline(at):
                return end
            if self.phrase.action == "start" and (end := self._audience(at)):
                return end
        return self._rest(at, low)

    def _rest(self, at: int, low: str) -> int:
        action = self.phrase.action
        if action == "k":
            return self._k(at)
        if action == "remind" and low in PACES and self.phrase.pace is None:
            return self._took(at + 1, pace=PACES[low])
        if action == "share" and low in FORMS and self.phrase.form is None:
            return self._took(at + 1, form=FORMS[low])
        if action == "results" and low in FILES:
            return self._took(at + 1, file=FILES[low])
        if action == "results" and not self.phrase.people and (found := person_at(self.words, at)):
            return self._took(found[1], people=(found[0],))
        if low in PARTS and action in {"results", "continue", "close", "stop", "share"}:
            return self._took(at + 1, part=PARTS[low])
        if (match := _NUMBER.fullmatch(low)) and action not in {"start", "remind"}:
            if self.phrase.number is not None:
                raise Unreadable(Reason.SAID_TWICE, self.words.tokens[at].text)
            return self._took(at + 1, number=int(match[1]))
        if low in _GLUE or low in UNTIL or self.words.tokens[at].text in {"#", "("}:
            return at + 1
        known = {"start": PARTS, "reopen": {}, "share": FORMS, "remind": PACES}.get(action, PARTS)
        raise Unreadable(Reason.UNKNOWN_WORD, self.words.tokens[at].text, did_you_mean(low, known))

    def _deadline(self, at: int) -> int | None:
        if self.phrase.deadline is not None and self.words.low(at) not in UNTIL:
            return None
        low = self.words.low(at)
        after = at + (low in UNTIL or low in {"before", "voor", "in", "by", "binnen", "within"})
        days, end = self._span(after)
        found = (self.typist.today + timedelta(days=days), end) if days else None
        found = found or date_at(self.words, after, self.typist, Direction.FUTURE)
        if found is None:
            return None
        if self.phrase.deadline is not None:
            raise Unreadable(Reason.SAID_TWICE, self.words.between(at, found[1]))
        self.understood.append((Label.DATE, found[0]))
        return self._took(found[1], deadline=found[0])

    def _span(self, at: int) -> tuple[int, int]:
        """`2w`, `10d`, `two weeks`, `10 dagen` as days; 0 when it is none of these."""
        low, unit = self.words.low(at), self.words.low(at + 1)
        if match := _SPAN.fullmatch(low):
            return int(match[1]) * (7 if match[2] == "w" else 1), at + 1
        number = int(low) if low.isdecimal() and len(low) < 4 else NUMBERS.get(low)
        if number and unit in WEEK_WORDS | DAY_WORDS:
            return number * (7 if unit in WEEK_WORDS else 1), at + 2
        return 0, at

    def _audience(self, at: int) -> int | None:
        if found := person_at(self.words, at):
            if self.phrase.everybody or self.phrase.team is not None:
                raise Unreadable(Reason.SAID_TWICE, self.words.tokens[at].text)
            self.understood.append((Label.PERSON, found[0]))
            return self._took(found[1], people=(*self.phrase.people, found[0]))
        if self.words.low(at) in _GLUE and self.words.tokens[at].shape != QUOTED:
            return None
        scope = scope_at(self.words, at, self.teams, self._ends_name)
        if scope is None or scope[0].kind not in {ScopeKind.TEAM, ScopeKind.WORKSPACE}:
            return None
        if self.phrase.has_audience:
            raise Unreadable(Reason.SAID_TWICE, self.words.between(at, scope[1]))
        self.understood.append((Label.SCOPE, scope[0]))
        if scope[0].kind is ScopeKind.WORKSPACE:
            return self._took(scope[1], everybody=True)
        return self._took(scope[1], team=scope[0].team or "")

    def _ends_name(self, at: int) -> bool:
        low = self.words.low(at)
        return (
            low in PARTS
            or low in UNTIL
            or low in _ANONYMOUS
            or low in _NAMED
            or low in {"k", "not", "niet"}
            or _K.fullmatch(low) is not None
            or self._span(at)[0] > 0
            or date_at(self.words, at, self.typist, Direction.FUTURE) is not None
        )

    def _k(self, at: int) -> int:
        at += self.words.is_equals(at)
        match = _NUMBER.fullmatch(self.words.low(at))
        if match is None:
            raise Unreadable(
                Reason.NUMBER_MISSING if at >= len(self.words.tokens) else Reason.NOT_A_NUMBER, self.words.rest(at)[:20]
            )
        return self._took(at + 1, k=int(match[1]))

    def _took(self, end: int, **changes: object) -> int:
        self.phrase = replace(self.phrase, **changes)  # type: ignore[arg-type]
        return end
