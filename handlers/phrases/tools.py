"""`/koers tools`: `add crm HubSpot €900/month @carla with Outlook, Exact`, `3`, `poll 3 until friday`, `remove 3`."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from handlers.phrases.amounts import Amount, figure_at, refuse_unknown_code
from handlers.phrases.dates import date_at
from handlers.phrases.examples import example_of
from handlers.phrases.people import ME, MYSELF, PersonRef, person_at, read_person
from handlers.phrases.tokens import COMMA, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import MONTH_WORDS, MONTHS, QUARTER_WORDS, UNTIL, YEAR_WORDS, each_of

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("list show overview lijst toon overzicht"), "list"),
    **dict.fromkeys(each_of("add new toevoegen voeg nieuw nieuwe"), "add"),
    **dict.fromkeys(each_of("change edit aanpassen pas wijzig wijzigen"), "change"),
    **dict.fromkeys(each_of("remove delete verwijder verwijderen weg"), "remove"),
    **dict.fromkeys(each_of("undo ongedaan"), "undo"),
    **dict.fromkeys(each_of("poll ask peiling vraag peil"), "poll"),
    **dict.fromkeys(each_of("csv export exporteer"), "csv"),
}
TYPES: dict[str, str] = {
    **dict.fromkeys(each_of("crm"), "crm"),
    **dict.fromkeys(each_of("marketing automation"), "marketing"),
    **dict.fromkeys(each_of("content inhoud"), "content"),
    **dict.fromkeys(each_of("process business proces bedrijfsproces erp"), "process"),
    **dict.fromkeys(each_of("hr performance personeel prestatie"), "hr"),
}
"""The five types as they are typed; the second word of one (`marketing automation`) is skipped."""
_SECOND = each_of("automation automatisering process proces performance")
_PER = {
    **dict.fromkeys(MONTH_WORDS | {"mo", "mnd", "pm"}, "month"),
    **dict.fromkeys(QUARTER_WORDS, "quarter"),
    **dict.fromkeys(YEAR_WORDS | {"yr", "jr", "pj"}, "year"),
}
_LINKS = each_of("with linked integrated connected met gekoppeld koppeling")
_FILLER = each_of("to aan and en per a an de het the every elke for voor of van owner eigenaar by door")
_ABOUT_ONE = frozenset({"change", "remove", "poll"})
_OWNER = each_of("owner eigenaar")
_FREE = each_of("free gratis")
_SLASH = re.compile(r"(\d[\d.,]*\s?[kK]?\s?(?:[a-zA-Z]{3}|[€$£])?)\s*/\s*(?=[a-zA-Z])")


@dataclass(frozen=True, slots=True)
class ToolPhrase:
    """What somebody wants; what was not said is None or empty."""

    action: str
    """`list`, `one`, `add`, `change`, `remove`, `undo`, `poll`, `csv`."""
    number: int | None = None
    kind: str | None = None
    name: str = ""
    owner: PersonRef | None = None
    cost: Amount | None = None
    per: str | None = None
    links: tuple[str, ...] = ()
    until: date | None = None


def read_tools(text: str, today: date, *, language: str = "en", locale: str | None = None) -> ToolPhrase:
    """What `text` asks. Raises Unreadable."""
    understood: list[Understood] = []
    try:
        return _read(typed(_SLASH.sub(r"\1 per ", text)), Typist(today, language, locale), understood)
    except Unreadable as error:
        form = "tools.number" if error.reason is Reason.NUMBER_MISSING else "tools"
        raise error.within(understood, example_of(form, language)) from None


def _read(words: Typed, typist: Typist, understood: list[Understood]) -> ToolPhrase:
    if not words.tokens:
        return ToolPhrase("list")
    action = ACTIONS.get(words.low(0))
    if action == "add":
        return _added(words, understood)
    at = 0 if action is None else 1
    phrase = ToolPhrase(action or "one")
    number = words.low(at).lstrip("#")
    if number.isdecimal() and len(number) < 7:
        phrase, at = replace(phrase, number=int(number)), at + 1
        understood.append((Label.ACTION, words.between(0, at)))
    elif action is None:
        raise Unreadable(Reason.UNKNOWN_ACTION, words.rest(0)[:60], did_you_mean(words.low(0), ACTIONS))
    elif action in _ABOUT_ONE:
        phrase, at = _named(words, at, phrase)
        understood.append((Label.TITLE, phrase.name))
    if action is None and ACTIONS.get(words.low(at)) in _ABOUT_ONE | {"undo"}:  # 3 poll until friday
        action, at = ACTIONS[words.low(at)], at + 1
        phrase = replace(phrase, action=action)
    while at < len(words.tokens):
        if action == "poll" and words.low(at) in UNTIL:
            at += 1
        elif action == "poll" and (day := date_at(words, at, typist, Direction.FUTURE)):
            phrase, at = replace(phrase, until=day[0]), day[1]
            understood.append((Label.DATE, day[0]))
        elif action == "undo":
            at += 1
        else:
            raise Unreadable(Reason.UNKNOWN_WORD, words.tokens[at].text)
    return phrase


def _named(words: Typed, at: int, phrase: ToolPhrase) -> tuple[ToolPhrase, int]:
    """`poll HubSpot until friday`: the name instead of the number. Raises Unreadable (NUMBER_MISSING)."""
    end = at
    while end < len(words.tokens) and words.low(end) not in UNTIL:
        end += 1
    if end == at:
        raise Unreadable(Reason.NUMBER_MISSING)
    return replace(phrase, name=words.between(at, end).strip('"“”')), end


def _added(words: Typed, understood: list[Understood]) -> ToolPhrase:
    phrase, at = ToolPhrase("add"), 1 + (words.low(1) == "toe")
    name: list[str] = []
    while at < len(words.tokens):
        token, low = words.tokens[at], words.low(at)
        if phrase.kind is None and low in TYPES and not name:
            phrase, at = replace(phrase, kind=TYPES[low]), at + 1 + (words.low(at + 1) in _SECOND)
            understood.append((Label.TYPE, low))
        elif phrase.cost is None and low not in MONTHS and (figure := figure_at(words, at)):
            phrase, at = replace(phrase, cost=figure[0].amount), figure[1]
            refuse_unknown_code(words, figure)
            understood.append((Label.AMOUNT, phrase.cost))
        elif phrase.cost is None and low in _FREE and name:
            phrase, at = replace(phrase, cost=Amount(Decimal(0))), at + 1
        elif phrase.cost is not None and phrase.per is None and low in _PER:
            phrase, at = replace(phrase, per=_PER[low]), at + 1
        elif phrase.owner is None and (who := _person_at(words, at)):
            phrase, at = replace(phrase, owner=who[0]), who[1]
            understood.append((Label.OWNER, phrase.owner))
        elif phrase.owner is None and low in _OWNER and (end := _end_of_a_name(words, at + 1)) > at + 1:
            phrase, at = replace(phrase, owner=read_person(words.between(at + 1, end))), end
            understood.append((Label.OWNER, phrase.owner))
        elif low in _LINKS and name:
            links, at = _links(words, at + 1)
            phrase = replace(phrase, links=links)
        else:
            if not (token.shape == COMMA or (low in _FILLER and (name or phrase.cost))):
                name.append(token.text)
            at += 1
    if name:
        understood.append((Label.TITLE, " ".join(name)))
    return replace(phrase, name=" ".join(name))


def _end_of_a_name(words: Typed, at: int) -> int:
    """Behind the name of an owner: up to an amount, a comma, what it is linked with, or a mention."""
    while at < len(words.tokens) and words.tokens[at].shape != COMMA:
        if words.low(at) in _LINKS | _PER.keys() or figure_at(words, at) or person_at(words, at):
            break
        at += 1
    return at


def _links(words: Typed, at: int) -> tuple[tuple[str, ...], int]:
    """`Outlook, Exact and Teams`, up to an amount or a person."""
    found: list[str] = []
    part: list[str] = []
    while at < len(words.tokens) and not person_at(words, at) and not figure_at(words, at):
        token = words.tokens[at]
        if token.shape == COMMA or words.low(at) in {"and", "en", "&"}:
            found, part = [*found, " ".join(part)], []
        elif words.low(at) not in _LINKS | {"to", "aan"}:
            part.append(token.text)
        at += 1
    return tuple(one for one in (*found, " ".join(part)) if one), at


def _person_at(words: Typed, at: int) -> tuple[PersonRef, int] | None:
    if found := person_at(words, at):
        return found
    return (MYSELF, at + 1) if words.low(at) in ME else None
