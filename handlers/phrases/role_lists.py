"""What a role has a list of: `sdr kinds=lead,call,email kpis=first_meetings,close_rate prompts=week,morning`."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handlers.phrases.by_role import USUAL
from handlers.phrases.examples import example_of
from handlers.phrases.kinds import kind_named
from handlers.phrases.kpis import kpi_at, names_in, with_own
from handlers.phrases.unreadable import Reason, Unreadable, did_you_mean
from handlers.phrases.wishes import thing_in
from handlers.phrases.words import each_of
from models.scorecard.kpis import Kpi

_NAMES = {"kinds": "kinds soorten", "kpis": "kpis kpi's kpi’s figures cijfers", "prompts": "prompts messages berichten"}
_LISTS = {word: which for which, words in _NAMES.items() for word in words.split()}
_SAID = re.compile(rf"(?<!\S)({'|'.join(_LISTS)})\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)", re.IGNORECASE)
_NOTHING = each_of("none geen niets nothing off uit")


@dataclass(frozen=True, slots=True)
class RoleLists:
    """The lists of a line, as keys; what is no kind or prompt is handed on as typed. None: not said."""

    kinds: list[str] | None = None
    """Empty: those that come with Koers."""
    kpis: list[str] | None = None
    """The same."""
    prompts: list[str] | None = None
    """Empty: nothing comes."""
    resets_prompts: bool = False
    """What comes is as it comes with Koers."""

    @property
    def are_said(self) -> bool:
        """Whether any was said."""
        return self != RoleLists()


def read_role_lists(text: str, own: Iterable[Kpi], language: str) -> tuple[RoleLists, str]:
    """The lists in a line, and what is left of the line. Raises Unreadable for a KPI that there is not."""
    said = {_LISTS[match[1].lower()]: _items(match[2]) for match in _SAID.finditer(text)}
    own = list(own)
    prompts = said.get("prompts")
    lists = RoleLists(
        _keys(said.get("kinds"), lambda name: kind_named(name) or name),
        _keys(said.get("kpis"), lambda name: _kpi(name, own, language)),
        [] if prompts and len(prompts) == 1 and prompts[0] in _NOTHING else _keys(prompts, _prompt),
        bool(prompts) and len(prompts or ()) == 1 and (prompts or [""])[0] in USUAL,
    )
    return lists, " ".join(_SAID.sub(" ", text).split())


def _items(text: str) -> list[str]:
    return [name.strip().lower() for name in text.split(",") if name.strip()]


def _keys(names: list[str] | None, key_of: Callable[[str], str]) -> list[str] | None:
    if names is None:
        return None
    return [] if len(names) == 1 and names[0] in USUAL else [key_of(name) for name in names]


def _kpi(name: str, own: list[Kpi], language: str) -> str:
    words = with_own(name, own)
    found = kpi_at(words, 0) or kpi_at(with_own(re.sub(r"[_-]", " ", name), own), 0)
    if found is None:
        raise Unreadable(Reason.UNKNOWN_KPI, name, did_you_mean(name, names_in(words))).within(
            [], example_of("presets", language)
        )
    return found[0]


def _prompt(name: str) -> str:
    found = thing_in(name.replace("_", " "))
    return found[0] if found and not found[1] else name
