"""The days that a line's rule allows, and lines whose text says a day by rule (`{d-4:D mon}` becomes `24 nov`)."""

import re
from datetime import date, timedelta

from babel.dates import format_date

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {
    "en": ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    "nl": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
}
_LONG = {
    language: [format_date(date(2026, month, 1), "MMMM", locale=language) for month in range(1, 13)]
    for language in ("en", "nl")
}


def days(rule: dict[str, object], today: date) -> list[date]:
    """The days that a rule allows, best first."""
    [(key, value)] = rule.items()
    monday = today - timedelta(today.weekday())
    if key in ("days_ago", "days_ahead"):
        return [today + timedelta(int(str(value)) * (-1 if key == "days_ago" else 1))]
    if key == "latest_day_over":
        day = today - timedelta(2)
        while day.day <= int(str(value)):
            day -= timedelta(1)
        return [day]
    if value == "any":
        return [monday - timedelta(7 - n) for n in range(7)]
    n = WEEK.index(str(value))
    back = (today.weekday() - n) % 7
    if key == "weekday":  # said on that very day: today or a week ago
        return [today - timedelta(back)] + ([today - timedelta(7)] if back == 0 else [])
    if key == "last":
        return list(dict.fromkeys([today - timedelta(back or 7), monday - timedelta(7 - n)]))
    if key == "last_week":
        return [monday - timedelta(7 - n)]
    if key == "next_week":
        return [monday + timedelta(7 + n)]
    return [today + timedelta((n - today.weekday()) % 7 or 7)]


def _ending(number: int) -> str:
    """`1st`, `12th`, `23rd`."""
    return "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def rendered(text: str, today: date, language: str) -> str:
    """The text with its days written out."""

    def one(match: re.Match[str]) -> str:
        day = days({"latest_day_over": 12}, today)[0] if match[1] == "o13" else today + timedelta(int(match[1][1:]))
        if match[2] == "ISO":
            return day.isoformat()
        words = {
            "YYYY": str(day.year),
            "DD": f"{day.day:02d}",
            "MM": f"{day.month:02d}",
            "Dth": f"{day.day}{_ending(day.day)}",
            "D": str(day.day),
            "M": str(day.month),
            "month": _LONG[language][day.month - 1],
            "mon": _SHORT[language][day.month - 1],
        }
        return re.sub(r"YYYY|DD|MM|Dth|month|mon|D|M", lambda part: words[part[0]], match[2])

    return re.sub(r"\{(o13|d[-+]\d+):([^}]+)\}", one, text)
