"""The KPIs of the scorecard as people type them, in both languages. Names and units are those of their table."""

from collections.abc import Iterable

from handlers.phrases.tokens import OwnName, Typed, folded, typed
from models.scorecard.kpis import KPIS, Kpi, Unit
from models.vocabulary import vocabulary

SYNONYMS: dict[str, str] = vocabulary().names("kpis")
"""What else people call a KPI, besides its key and its names."""

_Table = dict[str, list[tuple[tuple[str, ...], str]]]


def with_own(text: str, kpis: Iterable[Kpi]) -> Typed:
    """A text in which these KPIs of the workspace's own are known by their keys and names. Raises Unreadable."""
    names = {
        tuple(folded(name).split()): kpi
        for kpi in kpis
        for name in (kpi.key, kpi.key.replace("_", " "), kpi.english, kpi.dutch)
    }
    in_order = sorted(names.items(), key=lambda name: -len(name[0]))
    return typed(text)._replace(own=tuple(OwnName(words, kpi.key, kpi.unit) for words, kpi in in_order))


def unit_of(kpi: str, words: Typed) -> Unit:
    """The unit of a KPI, of the table or of the workspace's own."""
    if kpi in KPIS:
        return KPIS[kpi].unit
    return next((Unit(name.unit) for name in words.own if name.key == kpi), Unit.COUNT)


def names_in(words: Typed) -> tuple[str, ...]:
    """Every way to type a KPI in this workspace, for suggestions."""
    return KPI_NAMES + tuple(" ".join(name.words) for name in words.own)


def _synonyms(key: str) -> list[str]:
    return SYNONYMS[key].split(", ") if key in SYNONYMS else []


def _phrases() -> dict[tuple[str, ...], str]:
    phrases: dict[tuple[str, ...], str] = {}
    for key, kpi in KPIS.items():
        for name in (key, key.replace("_", " "), kpi.english, kpi.dutch, *_synonyms(key)):
            spelled = folded(name).split()
            phrases[tuple(spelled)] = key
            phrases[("_".join(spelled),)] = key
    return phrases


_PHRASES = _phrases()
_TABLE: _Table = {}
for _phrase in sorted(_PHRASES, key=len, reverse=True):
    _TABLE.setdefault(_phrase[0], []).append((_phrase, _PHRASES[_phrase]))

KPI_NAMES: tuple[str, ...] = tuple(" ".join(phrase) for phrase in _PHRASES)
"""Every way to type a KPI, for suggestions."""


def kpi_at(words: Typed, at: int) -> tuple[str, int] | None:
    """The key of the KPI that starts at a token, and the position after it; the longest name wins."""
    for name in words.own:
        if all(words.low(at + n) == word for n, word in enumerate(name.words)):
            return name.key, at + len(name.words)
    for phrase, key in _TABLE.get(words.low(at), ()):
        if len(phrase) == 1 or all(words.low(at + n) == word for n, word in enumerate(phrase)):
            return key, at + len(phrase)
    return None


def kpi_before_equals(words: Typed, at: int) -> bool:
    """Whether the words from `at` run up to an equals sign: `new clientz=5`."""
    end = at
    while words.low(end):
        end += 1
    return end > at and words.is_equals(end)
