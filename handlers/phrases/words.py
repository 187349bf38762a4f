"""Small words of both languages: numbers, months, weekdays, glue."""


def each_of(words: str) -> frozenset[str]:
    """The words of a line as a set: a table that can be read like a sentence."""
    return frozenset(words.split())


HELP = each_of("help hulp uitleg ?")

NUMBERS: dict[str, int] = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "een": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "zeven": 7,
    "acht": 8,
    "negen": 9,
    "tien": 10,
    "elf": 11,
    "twaalf": 12,
    "vijftien": 15,
    "twintig": 20,
}

ARTICLES = frozenset({"a", "an", "een", "the", "de", "het"})

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january januari jan",
            "february februari feb febr",
            "march maart mar mrt",
            "april apr",
            "may mei",
            "june juni jun",
            "july juli jul",
            "august augustus aug",
            "september sep sept",
            "october oktober oct okt",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday mon maandag ma",
            "tuesday tue tues dinsdag di",
            "wednesday wed woensdag wo",
            "thursday thu thur thurs donderdag do",
            "friday fri vrijdag vr vrij",
            "saturday sat zaterdag za",
            "sunday sun zondag zo",
        )
    )
    for name in names.split()
}

WEEKDAYS |= {
    weekday + part: number
    for weekday, number in WEEKDAYS.items()
    if weekday.endswith("dag")
    for part in ("ochtend", "morgen", "middag", "avond")
}

SHORT_WEEKDAYS = frozenset({"ma", "di", "wo", "do", "vr", "za", "zo", "vrij", "sun", "sat", "wed", "mon"})
"""Weekdays that are also ordinary words ("do", "zo", "di", "Sun"): taken as a day only where nothing else fits."""

LAST = frozenset({"last", "previous", "past", "vorige", "vorig", "afgelopen", "laatste", "verleden"})
NEXT = frozenset({"next", "coming", "upcoming", "volgende", "volgend", "komende", "komend", "aankomende"})
THIS = frozenset({"this", "current", "deze", "dit", "huidige", "huidig"})
AGO = frozenset({"ago", "geleden", "terug"})

DAY_WORDS = frozenset({"day", "days", "dag", "dagen"})
WEEK_WORDS = frozenset({"week", "weeks", "weken", "wk"})
MONTH_WORDS = frozenset({"month", "months", "maand", "maanden", "mnd"})
QUARTER_WORDS = frozenset({"quarter", "quarters", "kwartaal", "kwartalen", "qtr"})
YEAR_WORDS = frozenset({"year", "years", "jaar", "jaren"})

MORNING = frozenset({"morning", "ochtend", "voormiddag", "'s ochtends", "ochtends", "am"})
AFTERNOON = frozenset({"afternoon", "middag", "namiddag", "middags", "pm"})

ON = frozenset({"on", "op"})
WITH = frozenset({"with", "met", "w/"})
AT = frozenset({"at", "bij", "for", "voor", "to", "aan", "naar", "from", "van", "of"})
AND = frozenset({"and", "en", "plus"})
UNTIL = frozenset({"..", "...", "until", "till", "to", "tot", "t/m", "tm", "through", "thru"})
