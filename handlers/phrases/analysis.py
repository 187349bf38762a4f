"""`/analysis`: which of the ten, of whom, when, by which channel, and as which file: `trend North 2026`, `cac Q3 direct`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from handlers.phrases.calendar_periods import PeriodPhrase
from handlers.phrases.examples import example_of
from handlers.phrases.periods import period_at
from handlers.phrases.scope import Scope, line_at, scope_at
from handlers.phrases.tokens import COMMA, DASH, QUOTED, Typed, typed
from handlers.phrases.typist import Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import ARTICLES, each_of
from models.vocabulary import folded_word, vocabulary

NAMES = vocabulary().table("analyses")
"""What people call each of the ten, folded."""
CHANNELS = vocabulary().table("channels")
FILES = {**dict.fromkeys(("pdf", "rapport", "report"), "pdf"), **dict.fromkeys(("csv", "excel", "spreadsheet"), "csv")}
_GLUE = each_of(
    "of for van voor from in over per and en show toon as als by via channel kanaal to with met analysis analyse"
)
_LONGEST = max(len(name.split()) for name in NAMES)


@dataclass(frozen=True, slots=True)
class AnalysisPhrase:
    """What somebody wants to know; what was not said is None or empty, and has the handler's default."""

    analysis: str = ""
    """A key of the ten; empty for the overview."""
    scope: Scope | None = None
    period: PeriodPhrase | None = None
    channel: str | None = None
    file: str = ""
    """`pdf` or `csv`."""


def read_analysis(
    text: str,
    today: date,
    *,
    language: str = "en",
    locale: str | None = None,
    fiscal_start_month: int = 1,
    teams: Collection[str] = (),
    channels: Collection[str] = (),
) -> AnalysisPhrase:
    """The analysis that `text` asks for. `teams` and `channels` are those that exist. Raises Unreadable."""
    understood: list[Understood] = []
    reader = _Reader(typed(text), Typist(today, language, locale, fiscal_start_month), teams, channels, understood)
    try:
        return reader.read()
    except Unreadable as unreadable:
        raise unreadable.within(understood, example_of("analysis", language)) from None


class _Reader:
    """One line, from left to right; the order of its parts is free."""

    def __init__(
        self,
        words: Typed,
        typist: Typist,
        teams: Collection[str],
        channels: Collection[str],
        understood: list[Understood],
    ) -> None:
        self.words, self.typist, self.teams, self.understood = words, typist, teams, understood
        self.channels = {**CHANNELS, **{channel.casefold(): channel for channel in channels}}
        self.analysis = self.channel = self.file = ""
        self.scope: Scope | None = None
        self.period: PeriodPhrase | None = None

    def read(self) -> AnalysisPhrase:
        at = 0
        while at < len(self.words.tokens):
            at = self._next(at)
        return AnalysisPhrase(self.analysis, self.scope, self.period, self.channel or None, self.file)

    def _next(self, at: int) -> int:
        words, low = self.words, folded_word(self.words.low(at))
        if words.tokens[at].shape in (COMMA, DASH):
            return at + 1
        if who := self._scope_at(at):
            self._once(self.scope, at, who[1])
            self.scope = who[0]
            self.understood.append((Label.SCOPE, who[0]))
            return who[1]
        if name := self._name_at(at):
            self._once(self.analysis or None, at, name[1])
            self.analysis = name[0]
            return name[1]
        if found := period_at(words, at, self.typist):
            self._once(self.period, at, found[1])
            self.period = found[0]
            self.understood.append((Label.PERIOD, found[0].period))
            return found[1]
        if low in FILES:
            self.file = FILES[low]
            return at + 1
        if channel := self._channel_at(at):
            self._once(self.channel or None, at, channel[1])
            self.channel = channel[0]
            return channel[1]
        if low in _GLUE or low in ARTICLES:
            return at + 1
        return self._person(at)

    def _once(self, before: object, at: int, end: int) -> None:
        if before is not None:
            raise Unreadable(Reason.SAID_TWICE, self.words.between(at, end))

    def _scope_at(self, at: int) -> tuple[Scope, int] | None:
        """`team North` and a team by its name; but `sellers North` is about the analysis first."""
        if self._name_at(at) and not self._team_at(at):
            return None
        return line_at(self.words, at) or scope_at(self.words, at, self.teams, self._is_known)

    def _team_at(self, at: int) -> bool:
        found = scope_at(self.words, at, self.teams, self._is_known)
        return found is not None and found[0].team is not None

    def _name_at(self, at: int) -> tuple[str, int] | None:
        """The longest name of an analysis that stands here."""
        for length in range(min(_LONGEST, len(self.words.tokens) - at), 0, -1):
            said = folded_word(self.words.between(at, at + length)).strip("?!.")
            if said in NAMES:
                return NAMES[said], at + length
        return None

    def _channel_at(self, at: int) -> tuple[str, int] | None:
        for length in (3, 2, 1):
            if at + length <= len(self.words.tokens):
                said = self.words.between(at, at + length).casefold()
                if said in self.channels:
                    return self.channels[said], at + length
        return None

    def _is_known(self, at: int) -> bool:
        """Whether something other than a name starts here."""
        low = folded_word(self.words.low(at))
        if low in FILES or self._channel_at(at) or self._name_at(at):
            return True
        return period_at(self.words, at, self.typist) is not None

    def _person(self, at: int) -> int:
        """A bare name of a person; a word that looks like one of the ten was probably meant as that."""
        token = self.words.tokens[at]
        meant = did_you_mean(token.low, NAMES) if token.low else ()
        is_a_name = token.text[:1].isalpha() and (self.analysis or at > 0)
        if self.scope is not None or not is_a_name or (meant and not token.text[:1].isupper()):
            raise Unreadable(Reason.UNKNOWN_WORD, token.text, meant)
        end = at + 1
        while (
            token.shape != QUOTED
            and end < len(self.words.tokens)
            and self.words.tokens[end].text[:1].isalpha()
            and not self._is_known(end)
        ):
            end += 1
        self.scope = Scope.of_name(token.text if token.shape == QUOTED else self.words.between(at, end))
        self.understood.append((Label.PERSON, self.scope.person))
        return end
