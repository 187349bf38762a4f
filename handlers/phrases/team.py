"""`/team`: `add @anna role=account manager=@carla days=mon-thu`, `wijzig @bram team=Noord`, `vertrek @anna per 31 dec`."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.phrases.amounts import read_number
from handlers.phrases.dates import date_at
from handlers.phrases.examples import example_of
from handlers.phrases.people import PersonRef, named, person_at, person_expected_at
from handlers.phrases.roles import ACCESS_NAMES, ROLE_NAMES, access_at, country_at, role_at
from handlers.phrases.scope import TEAM
from handlers.phrases.speaker import Direction, Speaker
from handlers.phrases.tokens import COMMA, DASH, EQUALS, NOTHING, QUOTED, WORD, Typed, typed
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import AND, ON, WEEKDAYS, each_of

LONGEST_TEAM_NAME = 80
MOST_RAMP_MONTHS = 36

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("add new toevoegen voeg nieuw invite uitnodigen"), "add"),
    **dict.fromkeys(each_of("change edit set update wijzig wijzigen verander aanpassen zet"), "change"),
    **dict.fromkeys(
        each_of("leave leaves remove left end vertrek vertrekt uitdienst verwijder stopt"), "leave"
    ),
    **dict.fromkeys(each_of("list show lijst toon overzicht"), "list"),
}

KEYS: dict[str, str] = {
    **dict.fromkeys(each_of("role rol functie"), "role"),
    **dict.fromkeys(each_of("manager leidinggevende chef teamleider"), "manager"),
    **dict.fromkeys(TEAM, "team"),
    **dict.fromkeys(each_of("access toegang rechten rights"), "access"),
    **dict.fromkeys(each_of("country land"), "country"),
    **dict.fromkeys(each_of("region regio provincie state"), "region"),
    **dict.fromkeys(each_of("zone timezone tz tijdzone"), "zone"),
    **dict.fromkeys(each_of("days dagen werkdagen workdays weekdays"), "days"),
    **dict.fromkeys(each_of("start starts begin from vanaf startdatum"), "start"),
    **dict.fromkeys(each_of("end ends eind einde einddatum until tot per"), "end"),
    **dict.fromkeys(each_of("ramp inwerken inwerktijd"), "ramp"),
    **dict.fromkeys(each_of("name naam"), "name"),
    **dict.fromkeys(each_of("email mail e-mail"), "email"),
    **dict.fromkeys(each_of("language taal"), "language"),
}

_LANGUAGES = {"en": "en", "english": "en", "engels": "en", "nl": "nl", "dutch": "nl", "nederlands": "nl"}


@dataclass(frozen=True, slots=True)
class TeamPhrase:
    """A person or a team to add or change, or a list. What was not said is None (or empty)."""

    action: str
    """`add`, `change`, `leave` (end-date) or `list`."""
    person: PersonRef | None = None
    name: str | None = None
    """The person's own name (`name=`), or, without a person, the team's."""
    role: str | None = None
    manager: PersonRef | None = None
    team: str | None = None
    access: tuple[str, ...] = ()
    """Of `rep`, `manager`, `leader`, `admin`."""
    country: str | None = None
    region: str | None = None
    zone: str | None = None
    working_days: str | None = None
    """Monday to Sunday, 1 for a working day: `1111000`."""
    starts_on: date | None = None
    ends_on: date | None = None
    ramp_months: int | None = None
    email: str | None = None
    language: str | None = None


def read_team(text: str, today: date, *, language: str = "en", locale: str | None = None) -> TeamPhrase:
    """What `text` asks of the roster. Raises Unreadable."""
    reading = _Reading(Speaker(today, language, locale))
    try:
        return reading.read(typed(text))
    except Unreadable as unreadable:
        raise unreadable.within(reading.understood, example_of("team", language)) from None


@dataclass(slots=True)
class _Reading:
    """One reading of one line: what has been understood so far."""

    speaker: Speaker
    phrase: TeamPhrase = TeamPhrase("list")
    understood: list[Understood] = field(default_factory=list)
    words: Typed = NOTHING

    def read(self, words: Typed) -> TeamPhrase:
        self.words = words
        if not words.tokens:
            raise Unreadable(Reason.NOTHING_TYPED)
        action = ACTIONS.get(words.low(0))
        if action is None:
            suggestions = did_you_mean(words.low(0), ACTIONS)
            raise Unreadable(Reason.UNKNOWN_ACTION, words.tokens[0].text, suggestions)
        self._take(Label.ACTION, action, action=action)
        at = 1
        while at < len(words.tokens):
            at = self._part(at)
        if action in {"change", "leave"} and self.phrase.person is None:
            raise Unreadable(Reason.PERSON_MISSING)
        if action == "add" and self.phrase.person is None and self.phrase.team is None:
            raise Unreadable(Reason.PERSON_MISSING)
        if self.phrase.starts_on and self.phrase.ends_on and self.phrase.ends_on < self.phrase.starts_on:
            raise Unreadable(Reason.DATES_REVERSED, f"{self.phrase.starts_on}..{self.phrase.ends_on}")
        return self._with_team_as_name()

    def _with_team_as_name(self) -> TeamPhrase:
        """`add team North`: without a person, the team itself is added."""
        phrase = self.phrase
        if phrase.person is None and phrase.action == "add":
            return replace(phrase, name=phrase.team, team=None)
        return phrase

    def _part(self, at: int) -> int:
        words, token, low = self.words, self.words.tokens[at], self.words.low(at)
        has_equals = words.is_equals(at + 1)
        if has_equals:
            key = KEYS.get(low)
            if key is None:
                raise Unreadable(Reason.UNKNOWN_KEY, token.text, did_you_mean(low, KEYS))
            if at + 2 >= len(words.tokens):
                raise Unreadable(Reason.VALUE_MISSING, token.text)
            return _VALUES[key](self, at + 2)
        if token.shape in (COMMA, DASH) or low in {"aan", "toe", "uit", "dienst", "in", "to", "as", "als"}:
            return at + 1
        if low in TEAM and at + 1 < len(words.tokens):
            return self._team(at + 1)
        if self.phrase.action == "leave" and (end := self._end_without_key(at)):
            return end
        if found := person_at(words, at):
            if self.phrase.person is not None:
                raise Unreadable(Reason.SAID_TWICE, token.text)
            self._take(Label.PERSON, found[0], person=found[0])
            return found[1]
        if token.shape == QUOTED and self.phrase.person is None and self.phrase.team is None:
            if self.phrase.action == "add":
                return self._team(at)
            self._take(Label.PERSON, named(token.text), person=named(token.text))
            return at + 1
        if self.phrase.person is None and token.shape == WORD and token.text[:1].isupper():
            return self._name(at)
        if self.phrase.role is None and (role := role_at(words, at)):
            self._take(Label.ROLE, role[0], role=role[0])
            return role[1]
        raise Unreadable(Reason.UNKNOWN_WORD, token.text, did_you_mean(low, KEYS))

    def _name(self, at: int) -> int:
        """A bare name: `Anna de Vries`, up to a `key=` or a word that is neither capital nor particle."""
        end = at + 1
        while end < len(self.words.tokens) and self.words.tokens[end].shape == WORD:
            if end + 1 < len(self.words.tokens) and self.words.tokens[end + 1].shape == EQUALS:
                break
            text = self.words.tokens[end].text
            if not text[:1].isupper() and text not in {"de", "van", "der", "den", "ten", "ter"}:
                break
            end += 1
        person = named(self.words.between(at, end))
        self._take(Label.PERSON, person, person=person)
        return end

    def _end_without_key(self, at: int) -> int | None:
        """`leave @anna 31 dec`, `vertrekt per 31 december`."""
        after = at + (self.words.low(at) in ON | {"per", "from", "vanaf", "until", "tot"})
        found = date_at(self.words, after, self.speaker, Direction.FUTURE)
        if found is None:
            return None
        self._take(Label.END, found[0], ends_on=found[0])
        return found[1]

    # --- the values of keys -------------------------------------------------------------------------------

    def _role(self, at: int) -> int:
        found = role_at(self.words, at)
        if found is None:
            text = self.words.tokens[at].text
            raise Unreadable(Reason.UNKNOWN_ROLE, text, did_you_mean(text, ROLE_NAMES))
        self._take(Label.ROLE, found[0], role=found[0])
        return found[1]

    def _manager(self, at: int) -> int:
        person, end = person_expected_at(self.words, at)
        self._take(Label.MANAGER, person, manager=person)
        return end

    def _team(self, at: int) -> int:
        """A team's name: quoted, or words until the next key or mention."""
        end = at + 1
        if self.words.tokens[at].shape != QUOTED:
            while end < len(self.words.tokens) and self.words.tokens[end].shape == WORD:
                is_key = end + 1 < len(self.words.tokens) and self.words.tokens[end + 1].shape == EQUALS
                if is_key or person_at(self.words, end):
                    break
                end += 1
        name = self.words.between(at, end) if end > at + 1 else self.words.tokens[at].text
        if not name or len(name) > LONGEST_TEAM_NAME:
            raise Unreadable(Reason.NAME_TOO_LONG if name else Reason.VALUE_MISSING, name[:60])
        self._take(Label.TEAM, name, team=name)
        return end

    def _access(self, at: int) -> int:
        levels: dict[str, None] = dict.fromkeys(self.phrase.access)
        while True:
            found = access_at(self.words, at)
            if found is None:
                text = self.words.tokens[at].text if at < len(self.words.tokens) else ""
                raise Unreadable(Reason.UNKNOWN_ACCESS, text, did_you_mean(text, ACCESS_NAMES))
            levels[found[0]] = None
            at = found[1]
            more = at < len(self.words.tokens) and (
                self.words.tokens[at].shape == COMMA or self.words.low(at) in AND
            )
            if not more:
                break
            at += 1
        self._take(Label.ACCESS, tuple(levels), access=tuple(levels))
        return at

    def _country(self, at: int) -> int:
        found = country_at(self.words, at)
        if found is None:
            raise Unreadable(Reason.UNKNOWN_COUNTRY, self.words.tokens[at].text)
        self._take(Label.COUNTRY, found[0], country=found[0])
        return found[1]

    def _region(self, at: int) -> int:
        text = self.words.tokens[at].text
        if not re.fullmatch(r"[\w-]{1,8}", text):
            raise Unreadable(Reason.NAME_TOO_LONG, text[:60])
        self._take(Label.REGION, text.upper(), region=text.upper())
        return at + 1

    def _zone(self, at: int) -> int:
        text = self.words.tokens[at].text
        try:
            if not re.fullmatch(r"[A-Za-z][\w+-]*(?:/[\w+-]+){0,2}", text):
                raise ValueError(text)
            zone = ZoneInfo(text).key
        except (ValueError, OSError, ZoneInfoNotFoundError):
            raise Unreadable(Reason.UNKNOWN_ZONE, text) from None
        self._take(Label.ZONE, zone, zone=zone)
        return at + 1

    def _days(self, at: int) -> int:
        days, end = working_days_at(self.words, at)
        self._take(Label.DAYS, days, working_days=days)
        return end

    def _start(self, at: int) -> int:
        day, end = self._date(at)
        self._take(Label.START, day, starts_on=day)
        return end

    def _end(self, at: int) -> int:
        day, end = self._date(at)
        self._take(Label.END, day, ends_on=day)
        return end

    def _date(self, at: int) -> tuple[date, int]:
        found = date_at(self.words, at, self.speaker, Direction.FUTURE)
        if found is None:
            raise Unreadable(Reason.NOT_A_DATE, self.words.tokens[at].text)
        return found

    def _ramp(self, at: int) -> int:
        low = self.words.low(at)
        digits = re.fullmatch(r"(\d+)(?:m|mnd|months?|maanden)?", low)
        months = read_number(digits[1]) if digits else None
        if months is None or not 0 <= months <= MOST_RAMP_MONTHS:
            raise Unreadable(Reason.RAMP_OUT_OF_RANGE, self.words.tokens[at].text)
        self._take(Label.RAMP, int(Decimal(months)), ramp_months=int(months))
        return at + 1 + (self.words.low(at + 1) in {"months", "month", "maanden", "maand"})

    def _own_name(self, at: int) -> int:
        person = named(self.words.tokens[at].text)
        self._take(Label.PERSON, person, name=person.value)
        return at + 1

    def _email(self, at: int) -> int:
        found = person_at(self.words, at)
        if found is None or found[0].form.value != "email":
            raise Unreadable(Reason.NOT_A_PERSON, self.words.tokens[at].text)
        self._take(Label.PERSON, found[0], email=found[0].value)
        return found[1]

    def _language(self, at: int) -> int:
        language = _LANGUAGES.get(self.words.low(at))
        if language is None:
            raise Unreadable(Reason.UNKNOWN_WORD, self.words.tokens[at].text, ("en", "nl"))
        self.phrase = replace(self.phrase, language=language)
        return at + 1

    def _take(self, label: Label, shown: object, **parts: object) -> None:
        self.phrase = replace(self.phrase, **parts)  # type: ignore[arg-type]
        self.understood.append((label, shown))


def working_days_at(words: Typed, at: int) -> tuple[str, int]:
    """`mon-thu`, `ma-do`, `ma,di,do`, `ma t/m do`, `1111000`, as seven ones and zeros; the position after it.

    Raises Unreadable (UNKNOWN_WEEKDAY).
    """
    low = words.low(at) or words.tokens[at].text.lower()
    if re.fullmatch(r"[01]{7}", low) and "1" in low:
        return low, at + 1
    days: set[int] = set()
    while at < len(words.tokens):
        text = words.low(at) or words.tokens[at].text.lower()
        for piece in re.split(r"[\s,+/&]+(?!m)", text):
            days |= _span(piece, words.tokens[at].text)
        at += 1
        if words.low(at) in {"t/m", "tm", "tot", "to", "until", "through"} or (
            at < len(words.tokens) and words.tokens[at].shape == DASH
        ):
            last = WEEKDAYS.get(words.low(at + 1))
            if last is None:
                raise Unreadable(Reason.UNKNOWN_WEEKDAY, words.rest(at)[:40])
            days |= _from_to(max(days), last)
            at += 2
        is_more = at < len(words.tokens) and (words.tokens[at].shape == COMMA or words.low(at) in AND)
        if is_more:
            at += 1
        elif words.low(at) not in WEEKDAYS:
            break
    return "".join("1" if day in days else "0" for day in range(7)), at


def _span(piece: str, typed_text: str) -> set[int]:
    first, _, last = piece.partition("-")
    if first not in WEEKDAYS or (last and last not in WEEKDAYS):
        raise Unreadable(Reason.UNKNOWN_WEEKDAY, typed_text, did_you_mean(first, WEEKDAYS))
    return _from_to(WEEKDAYS[first], WEEKDAYS[last or first])


def _from_to(first: int, last: int) -> set[int]:
    return {(first + n) % 7 for n in range((last - first) % 7 + 1)}


_VALUES: dict[str, Callable[[_Reading, int], int]] = {
    "role": _Reading._role, "manager": _Reading._manager, "team": _Reading._team, "access": _Reading._access,
    "country": _Reading._country, "region": _Reading._region, "zone": _Reading._zone, "days": _Reading._days,
    "start": _Reading._start, "end": _Reading._end, "ramp": _Reading._ramp, "name": _Reading._own_name,
    "email": _Reading._email, "language": _Reading._language,
}  # fmt: skip
