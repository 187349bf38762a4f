"""Examples of what we say about a calendar."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from messages.blocks import Message, View
from messages.calendar import answers, forms, prompts
from messages.calendar.views import LinkView, MeetingView

NASTY = "Zoë <!channel> *bold*"
DAY = date(2026, 11, 24)
LINK = LinkView("Europe/Amsterdam", datetime(2026, 11, 24, 13, 5, tzinfo=UTC), events=412, waiting=2)
TROUBLES = (
    *("no_entry", "gone", "not_a_calendar", "no_calendar", "too_large", "too_slow", "private_address", "redirects"),
    *("server", "not_an_address", "unreachable", "crashed", "sealed"),
)
ACME = MeetingView("m1", DAY, "14:00", 45, "Acme", "a1", domains=["acme.example"], choices=[("a1", "Acme")])
GLOBEX = MeetingView("m2", DAY, "16:00", None, "Globex", "a2", domains=["globex.example"], with_names=["Bram Bakker"])
NASTY_ONE = replace(ACME, id="m3", account=NASTY, with_names=[NASTY, "Bram Bakker"])
FREE = MeetingView("m4", DAY, "11:00", 60, doubt="free_mail", domains=["gmail.com"])
TWO = MeetingView(
    *("m5", DAY, "09:00", 30),
    doubt="several",
    domains=["acme.example", "partner.example"],
    choices=[("a1", "Acme")],
    new_names=[("partner.example", "Partner")],
)
NEW = MeetingView("m6", DAY, "17:00", 30, doubt="unknown", domains=[NASTY], choices=[("a3", NASTY)])


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """A link in all its states, the bundle of a day, each question, and what is answered."""
    yield "none_yet", answers.status(language, None)
    yield "status", answers.status(language, LINK)
    yield "status_quiet", answers.status(language, replace(LINK, waiting=0, cut_off=["rule", "broken"]))
    yield "status_new", answers.status(language, LinkView("UTC"))
    yield "status_broken", answers.status(language, replace(LINK, trouble="gone"))
    yield "status_sealed", answers.status(language, replace(LINK, trouble="sealed"))
    yield "status_never_read", answers.status(language, LinkView("UTC", trouble="server"))
    yield "link_form", forms.link(language)
    yield "trying", answers.trying_view(language)
    yield "tried", answers.tried_view(language, LINK)
    yield "tried_no_guests", answers.tried_view(language, replace(LINK, has_guests=False, waiting=0))
    yield "tried_empty", answers.tried_view(language, replace(LINK, events=0, waiting=0))
    every_reason = replace(LINK, waiting=1, cut_off=["time", "rule", "many", "large", "broken"])
    yield "tried_cut_off", answers.tried(language, every_reason)
    for key in TROUBLES:
        yield f"tried_{key}", answers.tried(language, replace(LINK, trouble=key))
    yield "forgotten", answers.forgotten(language, had_one=True)
    yield "nothing_to_forget", answers.forgotten(language, had_one=False)
    yield "help", answers.help_text(language)
    yield "one_meeting", prompts.meetings(language, DAY, [GLOBEX])
    yield "two_meetings", prompts.meetings(language, DAY, [ACME, GLOBEX])
    yield (
        "three_and_questions",
        prompts.meetings(language, date(2026, 11, 25), [ACME, GLOBEX, NASTY_ONE, FREE, TWO, NEW]),
    )
    yield "only_questions", prompts.meetings(language, DAY, [FREE])
    yield "choose_form", forms.choose(language, [ACME, TWO, NEW])
    yield "not_sales", answers.nothing_for_me(language, ["m1"], ["acme.example", NASTY])
    yield "not_sales_of_free_mail", answers.nothing_for_me(language, ["m4"], [])
    yield "after_all", answers.after_all(language)
    yield "logged_meanwhile", answers.logged_meanwhile(language)
    yield "skipped", answers.skipped(language)
    yield "away", prompts.away(language, "q1", date(2026, 12, 24), date(2027, 1, 2))
    yield "away_one_day", prompts.away(language, "q1", DAY, DAY)
    yield "not_away", answers.not_away(language)
    yield "broken", prompts.broken(language, "no_entry")
    yield "broken_sealed", prompts.broken(language, "sealed")
    yield "not_logged", prompts.and_not_logged(language, answers.skipped(language), 2)
