"""Examples of what we say about connections with CRMs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from messages.blocks import Message, View
from messages.connections import answers, forms, overview, questions, told
from messages.connections.views import VENDORS, Choice, ConnectionView, Needs, Page, PreviewView
from models.money import Money

NASTY = "Anna <!channel> *de* `Vries`"
NOW = datetime(2026, 11, 30, 14, 8, tzinfo=UTC)
READ = ConnectionView(
    id="c1",
    name="HubSpot",
    vendor="hubspot",
    state="running",
    now=NOW,
    zone="Europe/Amsterdam",
    read_at=NOW - timedelta(minutes=3),
    needs=Needs(stages=1),
)
STATES = {
    "synced": READ,
    "synced_just_now": replace(READ, read_at=NOW, needs=Needs()),
    "synced_hours_ago": replace(READ, read_at=NOW - timedelta(hours=5), is_broken=True, needs=Needs(2, 1, 1)),
    "not_taken": replace(READ, not_taken=2, needs=Needs()),
    "history": replace(READ, read_at=None, percent=62),
    "history_of_unknown_length": replace(READ, read_at=None, needs=Needs(people=1)),
    "rests": replace(READ, resting_until=NOW + timedelta(minutes=25), needs=Needs()),
    "paused": replace(READ, state="paused"),
    "paused_before_it_was_read": replace(READ, state="paused", read_at=None, needs=Needs()),
    "refused": replace(READ, state="refused", needs=Needs(kinds=2)),
    "refused_before_it_was_read": replace(READ, state="refused", read_at=None, needs=Needs()),
    "setting_up": replace(READ, state="setting_up", read_at=None, needs=Needs(), name=NASTY),
}
STAGES = ("qualified", "discovery", "proposal", "negotiation", "lost", "returned", "won")
KINDS = (("meeting", ""), ("call", ""), ("site_survey", "Site survey"))
PEOPLE = Page(
    "HubSpot",
    "people",
    [
        Choice("person", "7", NASTY, about="anna@example.com"),
        Choice("person", "8", "Sales inbox", is_left_out=True),
        Choice("person", "9", "Bram Bakker", local="p2", local_name="Bram Bakker"),
    ],
    people=[("p1", "Anna de Vries"), ("p2", "Bram Bakker")],
    stages=STAGES,
    kinds=KINDS,
    matched=4,
    carried="{}",
)
MEANING = replace(
    PEOPLE,
    step="meaning",
    choices=[
        Choice("stage", "appointment", "Appointment <scheduled>", about="Sales pipeline", probability=20),
        Choice("stage", "closedwon", "Closed won", local="won", about="Sales pipeline", probability=100),
        Choice("stage", "parked", "Parked", is_left_out=True),
        Choice("kind", "meeting", "Meeting", local="meeting"),
        Choice("kind", "survey", "Survey", local="site_survey"),
        Choice("kind", "lunch", "Lunch"),
    ],
)
PREVIEW = PreviewView(
    "c1", "HubSpot", 412, 3, 96, 1250, Money(8_400_000, "EUR"), Money(9_750_000, "EUR"), Needs(people=2, stages=3)
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """How they stand in each state, each step of the set-up, and parting."""
    yield from _standing(language)
    yield from _setting_up(language)
    yield from _parting(language)


def _standing(language: str) -> Iterator[tuple[str, Message | View]]:
    yield "overview", overview.overview(language, list(STATES.values()))
    yield "overview_empty", overview.overview(language, [])
    many = [Choice("person", str(number), f"Person {number}") for number in range(27)]
    yield "unmapped", overview.unmapped(language, [(READ, [*MEANING.choices, *PEOPLE.choices]), (READ, many)])
    yield "unmapped_none", overview.unmapped(language, [(READ, [])])
    yield "help", answers.help_text(language)
    yield "asked_now", answers.asked_now(language, "HubSpot")
    for what in ("paused", "resumed", "disconnected_keep"):
        yield f"done_{what}", answers.done(language, what, NASTY)
    for reason in ("refused", "budget", "broken"):
        yield f"trouble_{reason}", told.trouble(language, "HubSpot", "HubSpot", reason, "c1")
    yield "trouble_of_a_long_name", told.trouble(language, NASTY, "Pipedrive", "refused", "c1")
    where = "https://app.hubspot.com/contacts/1/record/0-3/900"
    said = {"reason": "closed_won_reason is required", "fields": ["closed_won_reason"], "url": where}
    yield "not_written_refused", told.not_written(language, "HubSpot", "Acme line", "refused", **said)  # type: ignore[arg-type]
    for what in ("refused", "no_stage", "too_long_away", "paused_too_long", "still_there", "unknown"):
        yield f"not_written_{what}_in_short", told.not_written(language, NASTY, NASTY, what, reason=NASTY)
    yield "not_written_of_what_is_gone", told.not_written(language, "HubSpot", "", "unknown")
    for vendor, name in VENDORS.items():
        yield f"writing_{vendor}", forms.writing(language, replace(READ, vendor=vendor, name=name, writes_deals=True))
    for is_on in (True, False):
        yield f"done_writing_{is_on}", answers.done_writing(language, NASTY, is_on, is_on)
    yield "done_writing_deals", answers.done_writing(language, "HubSpot", False, True)
    yield "done_writing_activities", answers.done_writing(language, "HubSpot", True, False)


def _setting_up(language: str) -> Iterator[tuple[str, Message | View]]:
    yield "vendors", forms.vendors(language)
    for vendor in VENDORS:
        yield f"key_{vendor}", forms.key_form(language, vendor)
    wrong = "HubSpot …"
    yield "key_wrong", forms.key_form(language, "bottlecrm", address="https://crm.example.com", error=wrong)
    yield "key_new", forms.key_form(language, "hubspot", connection_id="c1", name=NASTY)
    yield "testing", forms.waiting(language, "HubSpot", "testing")
    for state in ("running", "paused", "setting_up"):
        yield f"new_key_works_{state}", forms.new_key_works(language, "HubSpot", state)
    yield "people", questions.page(language, PEOPLE)
    yield "people_of_a_large_team", questions.page(language, replace(PEOPLE, people=(), number=2, of=3, matched=1))
    yield "meaning", questions.page(language, MEANING)
    yield "needs", questions.page(language, replace(MEANING, step="needs"))
    yield "mapping", questions.page(language, replace(MEANING, step="mapping"))
    yield "needs_nothing", questions.page(language, replace(MEANING, step="needs", choices=[]))
    yield "reading", forms.waiting(language, "HubSpot", "reading")
    yield "failed", forms.failed(language, "HubSpot", "c1", wrong)
    yield "preview", forms.preview(language, PREVIEW)
    same = replace(PREVIEW, deals=1, deals_known=1, sales_after=PREVIEW.sales_before, needs=Needs(1), is_complete=False)
    yield "preview_changes_nothing", forms.preview(language, same)
    yield "started", forms.started(language, NASTY)


def _parting(language: str) -> Iterator[tuple[str, Message | View]]:
    yield "disconnect", forms.disconnect(language, READ)
    yield "removing", forms.waiting(language, NASTY, "removing")
    yield "removed", forms.removed(language, NASTY)
    yield "confirm_removal", forms.confirm_removal(language, READ, 412, 1)
