"""`/plan`: `done 3`, `drop 3`, `add "…" 60d @anna first_meetings=30`, `objective "…" 24m`, `goal 3 first_meetings=30`."""

import re
from dataclasses import dataclass, replace

from handlers.phrases.examples import example_of
from handlers.phrases.goal import ACTIONS as GOAL_ACTIONS
from handlers.phrases.goal import Horizon, horizon_at
from handlers.phrases.kpis import kpi_at, kpi_before_equals, names_in
from handlers.phrases.people import ME, MYSELF, PersonRef, person_at
from handlers.phrases.target import period_type_at, slashes_apart
from handlers.phrases.tokens import COMMA, QUOTED, WORD, Typed, typed
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.values import KpiValue, kpi_value_at
from handlers.phrases.words import each_of
from models.period import PeriodType

LONGEST_TITLE = 160

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("list show overview lijst toon overzicht"), "list"),
    **dict.fromkeys(each_of("done finish finished ready klaar gereed afgerond gedaan af"), "done"),
    **dict.fromkeys(each_of("drop skip cancel schrap schrappen vervalt vervallen laat"), "drop"),
    **dict.fromkeys(each_of("accept take start accepteer neem pak oppakken"), "accept"),
    **dict.fromkeys(each_of("change edit give aanpassen pas wijzig wijzigen verander geef"), "change"),
    **dict.fromkeys(each_of("goal doel"), "goal"),
    **dict.fromkeys(each_of("add new action nieuw nieuwe toevoegen voeg actie"), "add"),
    **dict.fromkeys(each_of("undo back terug ongedaan herstel"), "undo"),
    **dict.fromkeys(each_of("objective doelstelling ambitie strategie strategy"), "objective"),
    **dict.fromkeys(each_of("stage maturity niveau volwassenheidsniveau fase stadium volwassenheid"), "stage"),
}
_WITH_NUMBER = frozenset({"done", "drop", "accept", "change", "goal"})
_GLUE = each_of("to for by with in within from toe aan voor door met binnen per and en als of van")
_HORIZONS = ("30d", "60d", "90d")
_MONTHS = re.compile(r"(\d{1,3})(m|mo|mnd|months?|maand|maanden|y|yr|years?|j|jr|jaar|jaren)")
_YEARS = ("y", "j")
_GOAL = each_of("goal doel")
_STEERS = _GLUE | each_of("owner eigenaar kpi cijfer key figure kerncijfer measured by gemeten aan")


@dataclass(frozen=True, slots=True)
class PlanPhrase:
    """What somebody wants done with the plan."""

    action: str
    """`list`, `done`, `drop`, `accept`, `change`, `goal`, `add`, `undo`, `objective`, `close_objective`, `link`, `steer`, `stage`."""
    number: int | None = None
    """Of the action, or of the objective."""
    title: str = ""
    days: int | None = None
    person: PersonRef | None = None
    kpi: str | None = None
    target: KpiValue | None = None
    per: PeriodType | None = None
    """`2/month`: so much in each of these; None: in all."""
    months: int | None = None
    goal: int | None = None
    """The number of the goal that goes under an objective."""


def read_plan(text: str, *, language: str = "en") -> PlanPhrase:
    """What `text` asks of the plan. Raises Unreadable."""
    reading = _Reading()
    try:
        return reading.read(typed(text))
    except Unreadable as unreadable:
        raise unreadable.within(reading.understood, example_of(reading.example, language)) from None


class _Reading:
    """One reading of one line."""

    def __init__(self) -> None:
        self.understood: list[Understood] = []
        self.example = "plan"

    def read(self, words: Typed) -> PlanPhrase:
        """The phrase of the whole line. Raises Unreadable."""
        self.words = words = slashes_apart(words)
        action = ACTIONS.get(words.low(0))
        if action is None:
            raise Unreadable(Reason.UNKNOWN_ACTION, words.rest(0)[:60], did_you_mean(words.low(0), ACTIONS))
        self.understood.append((Label.ACTION, words.tokens[0].text))
        if action == "objective":
            self.example = "plan.objective"
            return self._objective()
        self.example = "plan" if action == "add" else "plan.done"
        phrase, at = PlanPhrase(action), 1
        if action in _WITH_NUMBER or (action == "undo" and len(words.tokens) > 1):
            number, at = self._number(at)
            phrase = replace(phrase, number=number)
        while at < len(words.tokens):
            phrase, at = self._part(phrase, at)
        return phrase

    def _part(self, phrase: PlanPhrase, at: int) -> tuple[PlanPhrase, int]:
        words, token = self.words, self.words.tokens[at]
        if phrase.action in {"list", "stage", "undo", "done", "drop"}:
            raise Unreadable(Reason.UNKNOWN_WORD, token.text)
        if token.shape == COMMA or (token.low in _GLUE and not (phrase.action == "add" and not phrase.title)):
            return phrase, at + 1
        if token.shape == QUOTED and phrase.action == "add" and not phrase.title:
            return replace(phrase, title=self._title(token.text)), at + 1
        if phrase.days is None and (found := horizon_at(words, at)):
            return replace(phrase, days=self._days(found[0], at)), found[1]
        if phrase.person is None and (who := _owner_at(words, at)):
            self.understood.append((Label.PERSON, who[0]))
            return replace(phrase, person=who[0]), who[1]
        if phrase.kpi is None and (kpi := self._kpi(at)):
            per = period_type_at(words, kpi[2]) if kpi[1] else None
            return replace(phrase, kpi=kpi[0], target=kpi[1], per=per and per[0]), per[1] if per else kpi[2]
        if phrase.action == "add" and token.shape == WORD and not phrase.title:
            return self._loose_title(phrase, at)
        raise Unreadable(Reason.UNKNOWN_WORD, token.text, did_you_mean(token.low, names_in(words)))

    def _loose_title(self, phrase: PlanPhrase, at: int) -> tuple[PlanPhrase, int]:
        """A title without quotes: up to a horizon, a person or a KPI with its target."""
        end = at + 1
        while end < len(self.words.tokens) and self.words.tokens[end].shape == WORD:
            if (
                _owner_at(self.words, end)
                or re.fullmatch(r"\d+d", self.words.low(end))
                or self._is_kpi_with_target(end)
            ):
                break
            end += 1
        return replace(phrase, title=self._title(self.words.between(at, end))), end

    def _is_kpi_with_target(self, at: int) -> bool:
        found = kpi_at(self.words, at)
        return found is not None and self.words.is_equals(found[1])

    def _kpi(self, at: int) -> tuple[str, KpiValue | None, int] | None:
        """`first_meetings=30`, `eerste gesprekken 30`, or the KPI alone."""
        words = self.words
        found = kpi_at(words, at)
        if found is None:
            if kpi_before_equals(words, at) and words.is_equals(at + 1):
                token = words.tokens[at]
                raise Unreadable(Reason.UNKNOWN_KPI, token.text, did_you_mean(token.low, names_in(words)))
            return None
        kpi, end = found
        has_equals = words.is_equals(end)
        if not has_equals and not words.low(end)[:1].isdecimal() and words.low(end)[:1] not in {"€", "$", "£"}:
            self.understood.append((Label.KPI, kpi))
            return kpi, None, end
        if not has_equals and re.fullmatch(r"\d+d", words.low(end)):
            return kpi, None, end
        value, end = kpi_value_at(words, end + has_equals, kpi)
        self.understood.append((Label.KPI, value))
        return kpi, value, end

    def _objective(self) -> PlanPhrase:
        """`"Grow in Germany" 24m`, `close 2`, `2 goal 3`."""
        words = self.words
        if GOAL_ACTIONS.get(words.low(1)) == "close":
            number, end = self._number(2)
            self._ends(end)
            return PlanPhrase("close_objective", number)
        if words.low(1).lstrip("#").isdecimal() and words.low(2) in _GOAL:
            number, _ = self._number(1)
            goal, end = self._number(3)
            self._ends(end)
            return PlanPhrase("link", number, goal=goal)
        if words.low(1).lstrip("#").isdecimal() and not _months_at(words, 1):
            return self._steered()
        phrase, at, loose = PlanPhrase("objective"), 1, list[str]()
        while at < len(words.tokens):
            token = words.tokens[at]
            if token.shape == QUOTED and not phrase.title:
                phrase, at = replace(phrase, title=self._title(token.text)), at + 1
            elif phrase.months is None and (found := _months_at(words, at)):
                phrase, at = replace(phrase, months=found[0]), found[1]
            elif phrase.person is None and (who := person_at(words, at)):
                phrase, at = replace(phrase, person=who[0]), who[1]
            elif phrase.kpi is None and phrase.title and (kpi := kpi_at(words, at)):
                phrase, at = replace(phrase, kpi=kpi[0]), kpi[1]
            elif token.low in _GLUE and (phrase.title or not loose):
                at += 1
            elif token.shape == WORD and not phrase.title and phrase.months is None:
                loose.append(token.text)
                at += 1
            else:
                raise Unreadable(Reason.UNKNOWN_WORD, token.text)
        return phrase if phrase.title else replace(phrase, title=self._title(" ".join(loose)))

    def _steered(self) -> PlanPhrase:
        """`1 owner @anna`, `1 kpi new_customers`, `1 @anna new_customers`; the number alone: a form asks."""
        words = self.words
        number, at = self._number(1)
        phrase = PlanPhrase("steer", number)
        while at < len(words.tokens):
            if phrase.person is None and (who := _owner_at(words, at)):
                phrase, at = replace(phrase, person=who[0]), who[1]
                self.understood.append((Label.PERSON, phrase.person))
            elif phrase.kpi is None and (kpi := kpi_at(words, at)):
                phrase, at = replace(phrase, kpi=kpi[0]), kpi[1]
                self.understood.append((Label.KPI, phrase.kpi))
            elif words.low(at) in _STEERS or words.tokens[at].shape == COMMA or words.is_equals(at):
                at += 1
            else:
                raise Unreadable(
                    Reason.UNKNOWN_WORD, words.tokens[at].text, did_you_mean(words.low(at), names_in(words))
                )
        return phrase

    def _number(self, at: int) -> tuple[int, int]:
        if self.words.low(at) in {"nr", "number", "nummer", "action", "actie", "goal", "doel"}:
            at += 1
        number = self.words.low(at).lstrip("#")
        if not number.isdecimal() or len(number) > 9:
            raise Unreadable(Reason.NUMBER_MISSING, self.words.rest(at)[:60])
        return int(number), at + 1

    def _ends(self, at: int) -> None:
        if at < len(self.words.tokens):
            raise Unreadable(Reason.UNKNOWN_WORD, self.words.tokens[at].text)

    def _days(self, horizon: Horizon, at: int) -> int:
        if horizon.days is None:
            raise Unreadable(Reason.UNKNOWN_HORIZON, self.words.tokens[at].text, _HORIZONS)
        self.understood.append((Label.HORIZON, horizon))
        return horizon.days

    def _title(self, text: str) -> str:
        if len(text) > LONGEST_TITLE:
            raise Unreadable(Reason.NAME_TOO_LONG, text[:60])
        if text:
            self.understood.append((Label.TITLE, text))
        return text


def _owner_at(words: Typed, at: int) -> tuple[PersonRef, int] | None:
    """A mention, or `me` behind the rest."""
    if found := person_at(words, at):
        return found
    return (MYSELF, at + 1) if words.low(at) in ME - {"my", "mijn", "mine"} else None


def _months_at(words: Typed, at: int) -> tuple[int, int] | None:
    """`24m`, `24 months`, `2 jaar`."""
    low, end = words.low(at), at + 1
    if low.isdecimal() and len(low) < 4 and end < len(words.tokens):
        low, end = low + words.low(end), end + 1
    match = _MONTHS.fullmatch(low)
    if match is None:
        return None
    return int(match[1]) * (12 if match[2].startswith(_YEARS) else 1), end
