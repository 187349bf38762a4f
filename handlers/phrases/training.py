"""`/koers training`: `add negotiation 4h 3 dec €1,200 by Mercuri "Tough talks" @anna`, `3 @anna`, `attended 3`, `plan`, `Q3`."""

from dataclasses import dataclass, replace
from datetime import date

from handlers.phrases.amounts import Amount, figure_at, refuse_unknown_code
from handlers.phrases.dates import date_at
from handlers.phrases.durations import duration_at
from handlers.phrases.examples import example_of
from handlers.phrases.people import ME, MYSELF, PersonRef, person_at, read_person
from handlers.phrases.periods import period_at
from handlers.phrases.tokens import COMMA, QUOTED, Typed, typed
from handlers.phrases.typist import Direction, Typist
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.words import MONTHS, ON, each_of
from models.period import Period

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("list show overview catalogue lijst toon overzicht aanbod"), "list"),
    **dict.fromkeys(each_of("add new plan_in toevoegen voeg nieuw nieuwe inplannen"), "add"),
    **dict.fromkeys(each_of("change edit aanpassen pas wijzig wijzigen"), "change"),
    **dict.fromkeys(each_of("remove delete cancel verwijder verwijderen schrap schrappen annuleer"), "remove"),
    **dict.fromkeys(each_of("undo ongedaan"), "undo"),
    **dict.fromkeys(each_of("join come enrol enroll aanmelden meedoen inschrijven"), "join"),
    **dict.fromkeys(each_of("leave off afmelden uitschrijven"), "leave"),
    **dict.fromkeys(each_of("attended attend present was aanwezig gevolgd"), "attended"),
    **dict.fromkeys(each_of("missed absent gemist afwezig"), "missed"),
    **dict.fromkeys(each_of("plan gaps needed hiaten nodig trainingsplan"), "plan"),
    **dict.fromkeys(each_of("csv export exporteer"), "csv"),
}
_WITH_NUMBER = frozenset({"change", "remove", "join", "leave", "attended", "missed"})
_BETWEEN_NAMES = each_of("and en")
_BEHIND_A_NUMBER = _WITH_NUMBER | {"undo"}
_PROVIDER = each_of("by from door van bij")
_FILLER = each_of(
    "er erbij ook for with and on at in the a voor met en op de het een om training cursus opleiding about over"
)


@dataclass(frozen=True, slots=True)
class TrainingPhrase:
    """What somebody wants; what was not said is None or empty."""

    action: str
    """`list`, `one`, `add`, `change`, `remove`, `undo`, `join`, `leave`, `attended`, `missed`, `plan`, `csv`."""
    number: int | None = None
    people: tuple[PersonRef, ...] = ()
    about: str = ""
    """What it is about, as typed: names the topic."""
    title: str = ""
    provider: str = ""
    minutes: int | None = None
    cost: Amount | None = None
    day: date | None = None
    period: Period | None = None


def read_training(
    text: str, today: date, *, language: str = "en", locale: str | None = None, fiscal_start_month: int = 1
) -> TrainingPhrase:
    """What `text` asks. Raises Unreadable."""
    understood: list[Understood] = []
    typist = Typist(today, language, locale, fiscal_start_month)
    try:
        return _read(typed(text), typist, understood)
    except Unreadable as error:
        raise error.within(understood, example_of("training", language)) from None


def _read(words: Typed, typist: Typist, understood: list[Understood]) -> TrainingPhrase:
    if not words.tokens:
        return TrainingPhrase("list")
    action = ACTIONS.get(words.low(0))
    if action == "add":
        return _added(words, typist, understood)
    is_number = words.low(0).isdecimal() and len(words.low(0)) < 4
    if action is None and not is_number and (found := period_at(words, 0, typist, Direction.PAST)):
        if found[1] < len(words.tokens):
            raise Unreadable(Reason.UNKNOWN_WORD, words.rest(found[1])[:60])
        return TrainingPhrase("list", period=found[0].period)
    at = 0 if action is None else 1
    phrase = TrainingPhrase(action or "one")
    if words.low(at) in {"#", "nr", "training"}:
        at += 1
    number = words.low(at).lstrip("#")
    if number.isdecimal() and len(number) < 7:
        phrase, at = replace(phrase, number=int(number)), at + 1
        understood.append((Label.ACTION, words.between(0, at)))
    elif action is None:
        raise Unreadable(Reason.UNKNOWN_ACTION, words.rest(0)[:60], did_you_mean(words.low(0), ACTIONS))
    elif action in _WITH_NUMBER:
        raise Unreadable(Reason.NUMBER_MISSING, words.rest(at)[:60])
    if action is None and ACTIONS.get(words.low(at)) in _BEHIND_A_NUMBER:  # 3 attended @anna
        phrase, at = replace(phrase, action=ACTIONS[words.low(at)]), at + 1
    if action in {"list", "csv"} and (found := period_at(words, at, typist, Direction.PAST)):
        phrase, at = replace(phrase, period=found[0].period), found[1]
    return _with_people(words, at, phrase, understood)


def _with_people(words: Typed, at: int, phrase: TrainingPhrase, understood: list[Understood]) -> TrainingPhrase:
    while at < len(words.tokens):
        if who := _person_at(words, at):
            phrase, at = replace(phrase, people=(*phrase.people, who[0])), who[1]
            understood.append((Label.PERSON, phrase.people[-1]))
        elif words.tokens[at].shape == COMMA or words.low(at) in _FILLER | {"gedaan", "back", "maken"}:
            at += 1
        elif phrase.number is not None and words.low(at).isalpha():
            end = _end_of_a_name(words, at)
            phrase, at = replace(phrase, people=(*phrase.people, read_person(words.between(at, end)))), end
            understood.append((Label.PERSON, phrase.people[-1]))
        else:
            raise Unreadable(Reason.UNKNOWN_WORD, words.tokens[at].text)
    return phrase


def _end_of_a_name(words: Typed, at: int) -> int:
    """`anna de vries` up to a comma, `and` or a mention."""
    while at < len(words.tokens) and words.tokens[at].shape != COMMA:
        if words.low(at) in _BETWEEN_NAMES or person_at(words, at):
            break
        at += 1
    return at


def _added(words: Typed, typist: Typist, understood: list[Understood]) -> TrainingPhrase:
    phrase, at = TrainingPhrase("add"), 1 + (words.low(1) == "toe")
    about: list[str] = []
    while at < len(words.tokens):
        token, low = words.tokens[at], words.low(at)
        if phrase.minutes is None and (length := duration_at(words, at)):
            phrase, at = replace(phrase, minutes=length[0]), length[1]
            understood.append((Label.DURATION, phrase.minutes))
        elif phrase.day is None and _may_be_a_day(words, at) and (day := date_at(words, at, typist, Direction.FUTURE)):
            phrase, at = replace(phrase, day=day[0]), day[1]
            understood.append((Label.DATE, phrase.day))
        elif phrase.cost is None and (figure := figure_at(words, at)):
            phrase, at = replace(phrase, cost=figure[0].amount), figure[1]
            refuse_unknown_code(words, figure)
            understood.append((Label.AMOUNT, phrase.cost))
        elif who := _person_at(words, at):
            phrase, at = replace(phrase, people=(*phrase.people, who[0])), who[1]
            understood.append((Label.PERSON, phrase.people[-1]))
        elif token.shape == QUOTED and not phrase.title:
            phrase, at = replace(phrase, title=token.text), at + 1
            understood.append((Label.TITLE, token.text))
        elif low in _PROVIDER and not phrase.provider and (end := _provider_end(words, at + 1, typist)) > at + 1:
            phrase, at = replace(phrase, provider=words.between(at + 1, end).strip('"“”')), end
        else:
            if not (token.shape == COMMA or low in _FILLER):
                about.append(token.text)
            at += 1
    if about:
        understood.append((Label.TOPIC, " ".join(about)))
    return replace(phrase, about=" ".join(about))


def _provider_end(words: Typed, at: int, typist: Typist) -> int:
    """Behind the name of who gives it: up to something else that is understood."""
    if at < len(words.tokens) and words.tokens[at].shape == QUOTED:
        return at + 1
    end = at
    while end < len(words.tokens) and words.tokens[end].shape not in (COMMA, QUOTED):
        if (
            person_at(words, end)
            or duration_at(words, end)
            or figure_at(words, end)
            or (_may_be_a_day(words, end) and date_at(words, end, typist, Direction.FUTURE))
        ):
            break
        end += 1
    return end


def _may_be_a_day(words: Typed, at: int) -> bool:
    """`1200` alone is what it costs, `3 dec` is a day."""
    low = words.low(at)
    return not low.isdecimal() or words.low(at + 1) in MONTHS or words.low(at - 1 if at else 0) in ON


def _person_at(words: Typed, at: int) -> tuple[PersonRef, int] | None:
    if found := person_at(words, at):
        return found
    return (MYSELF, at + 1) if words.low(at) in ME else None
