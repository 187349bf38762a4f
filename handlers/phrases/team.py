"""`/team`: `add @anna role=account manager=@carla days=mon-thu`, `wijzig @bram team=Noord`, `vertrek @anna per 31 dec`."""

from dataclasses import replace
from datetime import date

from handlers.phrases.dates import date_at
from handlers.phrases.examples import example_of
from handlers.phrases.people import named, person_at
from handlers.phrases.roles import role_at
from handlers.phrases.scope import TEAM
from handlers.phrases.team_keys import FROM, KEYS, NOW, Keys, TeamPhrase
from handlers.phrases.tokens import COMMA, DASH, EQUALS, QUOTED, WORD, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Unreadable, did_you_mean
from handlers.phrases.words import ON, each_of

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("add new toevoegen voeg nieuw invite uitnodigen"), "add"),
    **dict.fromkeys(each_of("change edit set update wijzig wijzigen verander aanpassen zet"), "change"),
    **dict.fromkeys(each_of("leave leaves remove left end vertrek vertrekt uitdienst verwijder stopt"), "leave"),
    **dict.fromkeys(each_of("list show lijst toon overzicht"), "list"),
}


def read_team(text: str, today: date, *, language: str = "en", locale: str | None = None) -> TeamPhrase:
    """What `text` asks of the roster. Raises Unreadable."""
    reading = _Reading(Typist(today, language, locale))
    try:
        return reading.read(typed(text))
    except Unreadable as unreadable:
        raise unreadable.within(reading.understood, example_of("team", language)) from None


class _Reading(Keys):
    """One reading of one line: takes part after part, from left to right."""

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
        if words.is_equals(at + 1):
            return self._key(at, low)
        if low in FROM and at + 1 < len(words.tokens) and self.phrase.action in {"add", "change"}:
            return self._from(at + 1) if self.phrase.action == "change" else self._start(at + 1)
        if self.phrase.action == "change" and low in NOW:
            return self._from(at)
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
        found = date_at(self.words, after, self.typist, Direction.FUTURE)
        if found is None:
            return None
        self._take(Label.END, found[0], ends_on=found[0])
        return found[1]
