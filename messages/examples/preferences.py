"""Examples of what comes to somebody by itself."""

from collections.abc import Iterator
from datetime import date

from messages import preferences
from messages.blocks import Message, View
from messages.delivery import PreferenceView
from models.style.preference import Preference, Style

MONDAY = date(2026, 11, 16)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Of a rep, and of a manager who sells too."""
    rep = [
        PreferenceView("week", "08:30", next_on=MONDAY),
        PreferenceView("day", "17:00", next_on=MONDAY, days="1101100"),
        PreferenceView("morning", "08:15", is_off=True),
        PreferenceView("review", "09:00", next_on=date(2026, 12, 1)),
        PreferenceView("coaching", "09:00"),
    ]
    yield "everything", preferences.everything(language, rep, Preference(Style.DRIVER))
    given = PreferenceView("morning", "08:15", next_on=MONDAY, is_of_role=True)
    yield "everything_of_a_role", preferences.everything(language, [*rep[:2], given, *rep[3:]], Preference())
    manager = [
        PreferenceView("digest", "08:30", every=2, next_on=MONDAY),
        PreferenceView("week", "08:30", every=2),
        PreferenceView("day", "16:30", is_off=True),
        PreferenceView("morning", "08:15", next_on=MONDAY),
    ]
    yield (
        "everything_of_a_newcomer",
        preferences.everything(language, [PreferenceView("morning", "08:15", is_off=True)], Preference()),
    )
    yield (
        "everything_of_a_manager",
        preferences.everything(language, manager, Preference(Style.CORRECTNESS, is_plain=True)),
    )
