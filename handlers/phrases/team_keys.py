"""`key=value` in a `/team` line."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.phrases.amounts import read_number
from handlers.phrases.dates import date_at
from handlers.phrases.people import PersonRef, named, person_at, person_expected_at
from handlers.phrases.roles import ACCESS_NAMES, ROLE_NAMES, access_at, country_at, role_at
from handlers.phrases.scope import TEAM
from handlers.phrases.tokens import COMMA, EQUALS, NOTHING, QUOTED, WORD, Typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import AND, each_of
from handlers.phrases.working_days import working_days_at

LONGEST_TEAM_NAME = 80
MOST_RAMP_MONTHS = 36

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

FROM = each_of("from vanaf per since sinds starting ingaande")
NOW = each_of("now today nu vandaag immediately direct meteen")
FAR_AHEAD, NOT_LONG_AGO = timedelta(days=183), timedelta(days=92)
"""“From 1 Nov”, said at the end of November, is the one of this year."""

LANGUAGES = {"en": "en", "english": "en", "engels": "en", "nl": "nl", "dutch": "nl", "nederlands": "nl"}


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
    from_day: date | None = None
    """From when a change holds."""
    starts_on: date | None = None
    ends_on: date | None = None
    ramp_months: int | None = None
    email: str | None = None
    language: str | None = None


@dataclass(slots=True)
class Keys:
    """One line: what has been understood of it so far, and its parts that were named."""

    typist: Typist
    phrase: TeamPhrase = TeamPhrase("list")
    understood: list[Understood] = field(default_factory=list)
    words: Typed = NOTHING

    def _take(self, label: Label, as_read: object, **parts: object) -> None:
        self.phrase = replace(self.phrase, **parts)  # type: ignore[arg-type]
        self.understood.append((label, as_read))

    def _key(self, at: int, low: str) -> int:
        key = KEYS.get(low)
        if key is None:
            raise Unreadable(Reason.UNKNOWN_KEY, self.words.tokens[at].text, did_you_mean(low, KEYS))
        if at + 2 >= len(self.words.tokens):
            raise Unreadable(Reason.VALUE_MISSING, self.words.tokens[at].text)
        if self.phrase.action == "change" and low in {"from", "vanaf"}:
            return self._from(at + 2)
        return _VALUES[key](self, at + 2)

    def _is_from(self, at: int) -> bool:
        """`from 1 dec`, `from now`, `today` at the end: no part of a team's name."""
        if self.words.low(at) not in FROM or at + 1 >= len(self.words.tokens):
            return self.words.low(at) in NOW and at + 1 == len(self.words.tokens)
        is_now = self.words.low(at + 1) in NOW
        return is_now or date_at(self.words, at + 1, self.typist, Direction.FUTURE) is not None

    def _from(self, at: int) -> int:
        """From when a change holds: a day, or `now`."""
        if self.words.low(at) in NOW:
            self._take(Label.FROM, self.typist.today, from_day=self.typist.today)
            return at + 1
        found = date_at(self.words, at, self.typist, Direction.FUTURE)
        if found is None:
            raise Unreadable(Reason.NOT_A_DATE, self.words.rest(at)[:60])
        day, end = found
        if day - self.typist.today > FAR_AHEAD:
            before = date_at(self.words, at, self.typist, Direction.PAST)
            if before is not None and self.typist.today - before[0] < NOT_LONG_AGO:
                day = before[0]
        self._take(Label.FROM, day, from_day=day)
        return end

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
                if is_key or person_at(self.words, end) or self._is_from(end):
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
            more = at < len(self.words.tokens) and (self.words.tokens[at].shape == COMMA or self.words.low(at) in AND)
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
        found = date_at(self.words, at, self.typist, Direction.FUTURE)
        if found is None:
            raise Unreadable(Reason.NOT_A_DATE, self.words.tokens[at].text)
        return found

    def _ramp(self, at: int) -> int:
        low = self.words.low(at)
        digits = re.fullmatch(r"(\d+)(?:m|mnd|months?|maanden)?", low)
        months = read_number(digits[1]) if digits else None
        if months is None or not 0 <= months <= MOST_RAMP_MONTHS:
            raise Unreadable(Reason.RAMP_OUT_OF_RANGE, self.words.tokens[at].text)
        self._take(Label.RAMP, int(months), ramp_months=int(months))
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
        language = LANGUAGES.get(self.words.low(at))
        if language is None:
            raise Unreadable(Reason.UNKNOWN_WORD, self.words.tokens[at].text, ("en", "nl"))
        self.phrase = replace(self.phrase, language=language)
        return at + 1


_VALUES: dict[str, Callable[[Keys, int], int]] = {
    "role": Keys._role,
    "manager": Keys._manager,
    "team": Keys._team,
    "access": Keys._access,
    "country": Keys._country,
    "region": Keys._region,
    "zone": Keys._zone,
    "days": Keys._days,
    "start": Keys._start,
    "end": Keys._end,
    "ramp": Keys._ramp,
    "name": Keys._own_name,
    "email": Keys._email,
    "language": Keys._language,
}
