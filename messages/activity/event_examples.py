"""What is said where several sources tell of one event, for the gallery."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.activity import answers, history, listing, questions
from messages.activity.answers import Answer, EitherEvent, Entry
from messages.activity.history import Change, History
from messages.activity.logged import logged
from messages.blocks import Message

NASTY = "<Ångström & Söns> *bv* `x` ~y~"
WHEN = "Thu 12 Nov, 11:00"


def examples(language: str) -> Iterator[tuple[str, Message]]:
    """An entry that a CRM and a calendar have too, and one that could be either of two."""
    today, entry = date(2026, 11, 12), Entry("2", "meeting", date(2026, 11, 11), "Acme", is_first=False)
    also = replace(entry, also=["HubSpot", "calendar", NASTY])
    yield "logged_also_told", logged(language, Answer("b", [also], today))
    yield "logged_together_also_told", logged(language, Answer("b", [also, entry], today))
    yield (
        "logged_written_to_a_crm",
        logged(language, Answer("b", [replace(entry, written_in=["HubSpot", answers.OWN_CALENDAR])], today)),
    )
    asked = replace(entry, also=["calendar"], is_asked=True)
    yield "recent_also_told", listing.recent(language, [also, asked, replace(entry, told_by=NASTY)], today)
    yield "counted_once_also_told", answers.counted_once(language, also, today)
    times = [("a" * 32, "09:00"), ("b" * 32, "16:00")]
    days = [("a" * 32, "Mon 9 Nov"), ("b" * 32, "Wed 11 Nov, 09:30"), ("c" * 32, "Wed 11 Nov, 16:00")]
    for name, options in (("times", times), ("days", days)):
        either = EitherEvent(replace(asked, account=NASTY), options)
        yield f"which_event_of_{name}", questions.which_event_was_it(language, either)
        yield f"logged_which_event_of_{name}", logged(language, Answer("b", [asked], today, either=[either]))
    yield "event_chosen", questions.event_chosen(language, also, today)
    measured = Change(WHEN, "", "measured", [("happened_at", None, WHEN), ("duration", 60, 45)])
    told = History(also, is_undone=False, logged_at=WHEN, source="slack", changes=[measured])
    yield "history_measured", history.of_entry(language, told, today)
