"""`/territory`: `set Acme tier=A owner=@anna`, `add North owner=@bram from 1 dec`, `cadence A=10 B=45`, `@anna`, `North`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from handlers.phrases.dates import date_at
from handlers.phrases.examples import example_of
from handlers.phrases.people import PersonRef, person_at, read_person
from handlers.phrases.scope import Scope, scope_at
from handlers.phrases.tokens import EQUALS, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import each_of

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("set name assign put zet noem wijs"), "set"),
    **dict.fromkeys(each_of("add new create toevoegen voeg nieuw nieuwe maak"), "add"),
    **dict.fromkeys(each_of("change edit update wijzig aanpassen pas verander"), "change"),
    **dict.fromkeys(each_of("end stop close remove delete beeindig verwijder opheffen"), "end"),
    **dict.fromkeys(each_of("cadence cadences rhythm ritme bezoekritme frequentie"), "cadence"),
    **dict.fromkeys(each_of("undo ongedaan"), "undo"),
    **dict.fromkeys(each_of("due list show lijst toon"), "show"),
}
KEYS: dict[str, str] = {
    **dict.fromkeys(each_of("tier klasse"), "tier"),
    **dict.fromkeys(each_of("territory regio gebied"), "territory"),
    **dict.fromkeys(each_of("owner rep list eigenaar verkoper lijst"), "owner"),
    **dict.fromkeys(each_of("region area streek landsdeel"), "region"),
    "team": "team",
    **dict.fromkeys(each_of("postcode zip postal"), "postcode"),
    **dict.fromkeys(each_of("size employees grootte omvang"), "size"),
    "segment": "segment",
    **dict.fromkeys(each_of("sector industry branche"), "sector"),
}
FROM = each_of("from vanaf per since sinds")
NONE = each_of("none no nobody geen niemand nothing niets - –")
NOW = each_of("now nu today vandaag")
TIERS = "abcd"
_PARTS_OF_VERBS: Mapping[str, str] = {"voeg": "toe", "pas": "aan"}
"""`voeg Zuid toe`, `voeg toe Zuid`: the other half of a verb is no part of a name."""
_NOT_LONG_AGO = timedelta(days=180)
_SOON = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class TerritoryPhrase:
    """What somebody asks of territories."""

    action: str = "show"
    """`show`, `set`, `add`, `change`, `end`, `cadence` or `undo`."""
    name: str = ""
    """The territory or the account, as typed; of `show` it may be somebody's name too."""
    scope: Scope | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    """What is said by `key=`; empty where it is taken away."""
    owner: PersonRef | None = None
    days: Mapping[str, int | None] = field(default_factory=dict)
    """By tier; None: no cadence."""
    from_day: date | None = None


def read_territory(
    text: str, today: date, teams: Collection[str] = (), is_known: Callable[[str], bool] = bool, *, language: str = "en"
) -> TerritoryPhrase:
    """What `text` asks; `is_known` tells the names of accounts. Raises Unreadable."""
    reading = _Reading(typed(text), Typist(today, language), teams, is_known)
    try:
        return reading.read()
    except Unreadable as error:
        raise error.within(reading.understood, error.example or example_of("territories", language)) from None


class _Reading:
    """One reading of one line: an action, a name, and what is said by keys."""

    def __init__(self, words: Typed, typist: Typist, teams: Collection[str], is_known: Callable[[str], bool]) -> None:
        self.words, self.typist, self.teams, self.is_known = words, typist, teams, is_known
        self.understood: list[Understood] = []

    def read(self) -> TerritoryPhrase:
        if not self.words.tokens:
            return TerritoryPhrase()
        is_name = self.is_known(self.words.rest(0)) and len(self.words.tokens) > 1
        action = None if is_name else ACTIONS.get(self.words.low(0))
        keys = self._keys()
        is_said = any(self._is_known(0, at) for at in self._keys_at("set", 0, len(self.words.tokens)))
        if action is None and (is_said or (keys and not set(keys) & set(TIERS))):
            action, at = "set", 0
        else:
            at = 1 if action else 0
        if action == "undo":
            return TerritoryPhrase("undo")
        if action == "cadence":
            return self._cadence_said()
        if action in (None, "show"):
            return self._show(at)
        return self._said(action, at)

    def _show(self, at: int) -> TerritoryPhrase:
        if at >= len(self.words.tokens):
            return TerritoryPhrase()
        found = scope_at(self.words, at, self.teams, lambda _: False)
        if found and found[1] == len(self.words.tokens):
            return TerritoryPhrase(scope=found[0], name=self.words.rest(at))
        return TerritoryPhrase(name=self._bare(self.words.rest(at)))

    def _said(self, action: str, at: int) -> TerritoryPhrase:
        """`Acme North tier=A from 1 dec`: the name up to the first key, then each key with its value."""
        end, from_day = self._from()
        at, end = self._without_half_a_verb(at, end)
        firsts = self._keys_at(action, at, end)
        name = self._bare(self.words.between(at, firsts[0] if firsts else end))
        values: dict[str, str] = {}
        owner: PersonRef | None = None
        for place, following in zip(firsts, [*firsts[1:], end], strict=False):
            key = KEYS.get(self.words.low(place))
            if key is None:
                typed_key = self.words.tokens[place].text
                raise Unreadable(Reason.UNKNOWN_KEY, typed_key, did_you_mean(self.words.low(place), KEYS))
            first = place + 1 + self.words.is_equals(place + 1)
            value = self._bare(self.words.between(first, following))
            if not value:
                raise Unreadable(Reason.VALUE_MISSING, self.words.tokens[place].text)
            if key in values:
                raise Unreadable(Reason.SAID_TWICE, self.words.between(place, following))
            values[key] = "" if value.lower() in NONE else value.upper() if key == "tier" else value
            if key == "owner" and values[key]:
                owner = read_person(self._typed_between(first, following))
                self.understood.append((Label.PERSON, owner))
        if action == "set":
            name, owner = self._behind_the_name(at, firsts[0] if firsts else end, name, values, owner)
            if not name and (values or from_day):
                raise Unreadable(Reason.ACCOUNT_MISSING)
        return TerritoryPhrase(action, name, None, values, owner, {}, from_day)

    def _without_half_a_verb(self, at: int, end: int) -> tuple[int, int]:
        half = _PARTS_OF_VERBS.get(self.words.low(0)) if at else None
        if half and end > at and self.words.low(at) == half:
            return at + 1, end
        if half and end > at + 1 and self.words.low(end - 1) == half:
            return at, end - 1
        return at, end

    def _keys_at(self, action: str, at: int, end: int) -> list[int]:
        """Where a key stands: before each `=`, and before the first of them also `tier A` behind a known name, `owner anna`."""
        said = [place for place in range(at, end) if self.words.is_equals(place + 1)]
        bare = [place for place in range(at + 1, (said[0] if said else end) - 1) if self._is_bare(action, at, place)]
        return [place for place in bare if place - 1 not in bare] + said

    def _is_bare(self, action: str, at: int, place: int) -> bool:
        key = KEYS.get(self.words.low(place))
        return key is not None and (key == "owner" or (action == "set" and self._is_known(at, place)))

    def _is_known(self, first: int, last: int) -> bool:
        return self.is_known(self._bare(self.words.between(first, last)))

    def _behind_the_name(
        self, at: int, end: int, name: str, values: dict[str, str], owner: PersonRef | None
    ) -> tuple[str, PersonRef | None]:
        """`Acme a @anna`: behind a known name one letter is the tier, and a mention whose list it is on."""
        last = end
        while last > at and not self._is_known(at, last):
            last -= 1
        if last in (at, end):
            return name, owner
        for place in range(last, end):
            low, person = self.words.low(place), person_at(self.words, place)
            if person is not None and "owner" not in values:
                owner, values["owner"] = person[0], person[0].as_read
            elif low in TIERS and len(low) == 1 and "tier" not in values:
                values["tier"] = low.upper()
            else:
                return name, owner
        return self._bare(self.words.between(at, last)), owner

    def _cadence_said(self) -> TerritoryPhrase:
        try:
            return self._cadence()
        except Unreadable as error:
            raise error.within([], example_of("territories.cadence", self.typist.language)) from None

    def _cadence(self) -> TerritoryPhrase:
        end, from_day = self._from()
        days: dict[str, int | None] = {}
        at = 1
        while at < end:
            tier = self.words.tokens[at].text.upper()
            at += 1
            while at < end and (self.words.is_equals(at) or self.words.low(at) in {"every", "elke", "iedere"}):
                at += 1
            number = self.words.low(at) if at < end else ""
            if number.isdecimal():
                days[tier] = int(number[:6])
            elif number in NONE or (at < end and self.words.tokens[at].text in NONE):
                days[tier] = None
            else:
                raise Unreadable(Reason.NOT_A_NUMBER, self.words.rest(at)[:60] or tier)
            at += 1
            while at < end and (
                self.words.low(at) in {"days", "day", "dagen", "dag"} or self.words.tokens[at].text == ","
            ):
                at += 1
        return TerritoryPhrase("cadence", days=days, from_day=from_day)

    def _from(self) -> tuple[int, date | None]:
        """Where `from 1 dec` at the end begins, and the day."""
        last = len(self.words.tokens)
        for at in range(1, last):
            if self.words.low(at) not in FROM:
                continue
            after = at + 1 + self.words.is_equals(at + 1)
            if self.words.low(after) in NOW:
                return at, self.typist.today
            found = date_at(self.words, after, self.typist, Direction.FUTURE)
            if found and found[1] == last:
                return at, self._nearest(after, found[0])
        return last, None

    def _nearest(self, at: int, day: date) -> date:
        """`from 1 nov` on 12 November is this month's, not next year's."""
        if day - self.typist.today <= _SOON:
            return day
        before = date_at(self.words, at, self.typist, Direction.PAST)
        return before[0] if before and self.typist.today - before[0] < _NOT_LONG_AGO else day

    def _keys(self) -> list[str]:
        tokens = self.words.tokens
        return [tokens[at - 1].low for at in range(1, len(tokens)) if tokens[at].shape == EQUALS]

    def _typed_between(self, first: int, last: int) -> str:
        tokens = self.words.tokens
        return self.words.text[tokens[first].start : tokens[last - 1].end]

    def _bare(self, text: str) -> str:
        return text.strip().strip("\"'“”„«»").strip(" .,!?")
