"""`/koers kpi add`: `"Site surveys" count site_survey quadrant=grow target=2/week`, `"Demo rate" ratio demo / first`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from handlers.phrases.kinds import OwnKind
from handlers.phrases.tokens import folded
from handlers.phrases.words import each_of
from models.activity.kinds import MEETINGS, Kind
from models.deals.records import DealType
from models.refusal import Refusal
from models.scorecard.kpis import QUADRANT_NAMES, Quadrant
from models.scorecard.own_kpis import Counts, OwnKpi
from models.vocabulary import vocabulary

_QUOTED = re.compile(r"[\"“”„]([^\"“”„]+)[\"“”]")
_OPTION = re.compile(r"([a-z_]+)\s*=\s*(\"[^\"]*\"|\S+)", re.IGNORECASE)
_OPTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("quadrant kwadrant"), "quadrant"),
    **dict.fromkeys(each_of("target doel"), "target"),
    **dict.fromkeys(each_of("weight gewicht"), "weight"),
    **dict.fromkeys(each_of("unit eenheid"), "unit"),
    **dict.fromkeys(each_of("direction richting better beter"), "direction"),
    **dict.fromkeys(each_of("key sleutel"), "key"),
}
_FILTERS: dict[str, str] = {
    **dict.fromkeys(each_of("type soort"), "types"),
    **dict.fromkeys(each_of("channel kanaal"), "channels"),
    **dict.fromkeys(each_of("product"), "products"),
}
_HOW: dict[str, str] = {
    **dict.fromkeys(each_of("count number aantal tel quantity hoeveelheid"), "count"),
    **dict.fromkeys(each_of("amount value money bedrag waarde"), "amount"),
    **dict.fromkeys(each_of("hours uren"), "hours"),
}
_SUM = each_of("sum som total totaal")
_RATIO = each_of("ratio verhouding share aandeel")
_DOWN = each_of("down lower less omlaag lager minder")
_UP = each_of("up higher more omhoog hoger meer")
_UNITS = {"percent": "rate", "rate": "rate", "procent": "rate", "%": "rate", "number": "count", "getal": "count"}
_GLUE = each_of("of from van deals deal")
_DEALS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(each_of("won gewonnen"), ("count", "won")),
    **dict.fromkeys(each_of("lost verloren"), ("count", "lost")),
    **dict.fromkeys(each_of("deal_returned deals_returned"), ("count", "returned")),
    **dict.fromkeys(each_of("won_value omzet revenue"), ("amount", "won")),
    **dict.fromkeys(each_of("lost_value"), ("amount", "lost")),
}
_MONEY, _TIMED = frozenset({Kind.PROPOSAL, Kind.RENEWAL}), frozenset({Kind.TRAINING})


@dataclass(frozen=True, slots=True)
class OwnKpiPhrase:
    """A KPI as somebody defines it, and the target that is typed with it."""

    kpi: OwnKpi
    target: str = ""


def read_own_kpi(text: str, own: Sequence[OwnKind] = ()) -> OwnKpiPhrase:
    """What stands behind `add`. Refuses what is missing or not known, with what may have been meant."""
    names: list[str] = []
    for found in _QUOTED.finditer(_hide_options(text)):
        names.append(found[1].strip())
    options, rest = _options(_without_names(text, names))
    top, slash, bottom = rest.partition("/")
    words = top.split()
    is_ratio = bool(words) and folded(words[0]) in _RATIO
    if is_ratio:
        top = " ".join(words[1:])
    if not names or not top.strip():
        raise Refusal("kpis.what_to_count" if names else "kpis.which_name", field="definition" if names else "name")
    if is_ratio != bool(slash):
        raise Refusal("kpis.ratio_of_two", field="definition")
    english, dutch = names[0], names[1] if len(names) > 1 else names[0]
    kpi = OwnKpi(
        key=folded(options.get("key", "")) or _key_of(english),
        english=english,
        dutch=dutch,
        top=_part(top, own),
        bottom=_part(bottom, own) if is_ratio else None,
        quadrant=_quadrant(options.get("quadrant", "")),
        unit=_unit(options.get("unit", "")),
        weight=_weight(options.get("weight", "1")),
        lower_is_better=_is_down(options.get("direction", "")),
    )
    return OwnKpiPhrase(kpi, options.get("target", ""))


def _hide_options(text: str) -> str:
    """A quoted value of an option is no name."""
    return re.sub(r"=\s*\"[^\"]*\"", "=", text)


def _without_names(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = re.sub(rf"(?<!=)[\"“”„]\s*{re.escape(name)}\s*[\"“”]", " ", text, count=1)
    return text


def _options(text: str) -> tuple[Mapping[str, str], str]:
    """The options of the KPI, and the text without them; filters stay with the part that they belong to."""
    found: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        word = match[1].lower()
        if word in _OPTIONS:
            found[_OPTIONS[word]] = match[2].strip('"')
            return " "
        if word not in _FILTERS:
            near = get_close_matches(word, [*_OPTIONS, *_FILTERS], n=3, cutoff=0.6)
            raise Refusal("kpis.unknown_option", typed=word[:40], near=near, field="definition")
        return match[0]

    return found, _OPTION.sub(take, text)


def _part(text: str, own: Sequence[OwnKind]) -> Counts:
    filters: dict[str, tuple[str, ...]] = {}
    for word, value in _OPTION.findall(text):
        filters[_FILTERS[word.lower()]] = tuple(one.casefold() for one in value.strip('"').split("+"))
    words = [folded(word) for word in _OPTION.sub(" ", text).split() if folded(word) not in _GLUE]
    how = is_sum = None
    while words and (words[0] in _HOW or words[0] in _SUM) and len(words) > 1:
        is_sum, how = (True, how) if words[0] in _SUM else (is_sum, _HOW[words[0]])
        words = words[1:]
    what = [one for one in re.split(r"\s*\+\s*", " ".join(words)) if one]
    if not what:
        raise Refusal("kpis.what_to_count", field="definition")
    deals = [_DEALS.get(one.replace(" ", "_")) for one in what]
    if all(deals):
        usual, outcomes = deals[0] or ("count", ""), [one[1] for one in deals if one]
        usual_how = "amount" if is_sum and not how else usual[0]
        return Counts(how or usual_how, outcomes=tuple(dict.fromkeys(outcomes)), **_checked(filters))
    if filters:
        raise Refusal("kpis.filters_of_deals", field="definition")
    kinds = [kind for one in what for kind in _kinds_of(one, own)]
    return Counts(how or (_summed(kinds[0], own) if is_sum else "count"), kinds=tuple(sorted(set(kinds))))


def _checked(filters: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    for one in filters.get("types", ()):
        if one not in set(DealType):
            raise Refusal("kpis.unknown_type", typed=one[:40], known=[*DealType], field="definition")
    return filters


def _kinds_of(word: str, own: Sequence[OwnKind]) -> Sequence[str]:
    """The kinds that a word means; a visit is a meeting too."""
    key = word.replace(" ", "_").replace("-", "_")
    mine = [kind.key for kind in own if key == kind.key or word in {folded(name) for name in kind.names}]
    kind = mine[0] if mine else key if key in set(Kind) else _meant(word)
    if kind == Kind.MEETING:
        return sorted(MEETINGS)
    if kind is not None:
        return [kind]
    known = [*Kind, *(kind.key for kind in own), *_DEALS]
    near = get_close_matches(key, known, n=3, cutoff=0.5)
    raise Refusal("kpis.unknown_kind", typed=word[:40], near=near, known=[*Kind][:6], field="definition")


def _meant(word: str) -> str | None:
    for section, words_of_key in vocabulary().sections.items():
        family, _, kind = section.partition(".")
        if family == "kinds" and any(word in words for words in words_of_key.values()):
            return kind
    return None


def _summed(kind: str, own: Sequence[OwnKind]) -> str:
    """What is added up of a kind when nothing else is said."""
    sums = next((one.sums for one in own if one.key == kind), "")
    if kind in _MONEY or sums == "amount":
        return "amount"
    return "hours" if kind in _TIMED else "count"


def _key_of(name: str) -> str:
    key = re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_")
    return key if key[:1].isalpha() else f"kpi_{key}"


def _quadrant(text: str) -> str:
    by_name = {folded(name): quadrant.value for quadrant, names in QUADRANT_NAMES.items() for name in names.values()}
    by_name |= {quadrant.value: quadrant.value for quadrant in Quadrant}
    if not text:
        return Quadrant.GROW.value
    if folded(text) not in by_name:
        raise Refusal("kpis.unknown_quadrant", typed=text[:40], field="quadrant")
    return by_name[folded(text)]


def _unit(text: str) -> str:
    if text and folded(text) not in _UNITS:
        raise Refusal("kpis.unknown_unit", typed=text[:40], field="definition")
    return _UNITS.get(folded(text), "")


def _weight(text: str) -> float:
    try:
        weight = float(text.replace(",", ".").replace("½", "0.5"))
    except ValueError:
        weight = -1
    if not 0 <= weight <= 100:
        raise Refusal("kpis.wrong_weight", typed=text[:40], field="weight")
    return weight


def _is_down(text: str) -> bool:
    if text and folded(text) not in _DOWN | _UP:
        raise Refusal("kpis.unknown_direction", typed=text[:40], field="definition")
    return folded(text) in _DOWN
