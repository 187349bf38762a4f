"""Small words of every language (`models/vocabulary`): numbers, months, weekdays, glue."""

from models.vocabulary import vocabulary


def each_of(words: str) -> frozenset[str]:
    """The words of a line as a set: a table that can be read like a sentence."""
    return frozenset(words.split())


_WORDS = vocabulary()


def small(key: str) -> frozenset[str]:
    """The small words of one sort."""
    return _WORDS.words("small", key)


HELP = small("help")
NUMBERS = _WORDS.numbers("numbers")
ARTICLES = small("articles")
MONTHS = _WORDS.numbers("months")
DAY_PARTS = _WORDS.section("day_parts")

WEEKDAYS = _WORDS.numbers("weekdays")
WEEKDAYS |= {
    weekday + part: number
    for weekday, number in WEEKDAYS.items()
    if weekday.endswith("dag")
    for part in ("ochtend", "morgen", "middag", "avond", "namiddag", "voormiddag")
}

SHORT_WEEKDAYS = _WORDS.words("short_weekdays")
"""Weekdays that are also ordinary words ("do", "zo", "di", "Sun"): taken as a day only where nothing else fits."""

LAST, NEXT, THIS, AGO = (small(key) for key in ("last", "next", "this", "ago"))

DAY_WORDS, WEEK_WORDS, MONTH_WORDS, QUARTER_WORDS, YEAR_WORDS = (
    _WORDS.words("units", unit) for unit in ("day", "week", "month", "quarter", "year")
)

MORNING, AFTERNOON, EVENING = (frozenset(DAY_PARTS[part]) for part in ("morning", "afternoon", "evening"))

ON, WITH, AT, AND = (small(key) for key in ("on", "with", "at", "and"))
UNTIL = small("until") | {"..", "..."}
