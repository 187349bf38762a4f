"""Examples of what we say to text that cannot be read: every reason once."""

from collections.abc import Iterator
from datetime import date

from messages import unreadable
from messages.blocks import Message, View
from messages.unreadable import Unread, Value
from messages.words import words
from models.money import Money

UNDERSTOOD: list[tuple[str, Value]] = [
    ("kind", "meeting"),
    ("order", "follow_up"),
    ("account", "<!channel> *Acme*"),
    ("date", date(2026, 11, 11)),
    ("duration", 45),
    ("amount", Money(1_250_000, "EUR")),
    ("score", 4),
    ("split", "@bram 40%"),
]
REASONS = [
    "nothing_typed",
    "unknown_kind",
    "kind_missing",
    "unknown_action",
    "unknown_word",
    "unknown_key",
    "value_missing",
    "said_twice",
    "text_too_long",
    "note_too_long",
    "name_too_long",
    "number_unclear",
    "not_a_number",
    "quantity_out_of_range",
    "quantity_differs",
    "amount_negative",
    "amount_too_large",
    "amount_unclear",
    "unknown_currency",
    "not_a_date",
    "date_impossible",
    "date_ambiguous",
    "date_contradicts",
    "date_is_a_period",
    "dates_reversed",
    "not_a_period",
    "duration_missing",
    "duration_out_of_range",
    "score_missing",
    "score_out_of_range",
    "nps_missing",
    "nps_out_of_range",
    "split_without_person",
    "split_not_100",
    "person_without_share",
    "person_missing",
    "not_a_person",
    "account_missing",
    "stage_missing",
    "unknown_stage",
    "unknown_channel",
    "unknown_deal_type",
    "probability_out_of_range",
    "unknown_kpi",
    "kpi_missing",
    "unit_does_not_fit",
    "rate_unclear",
    "rate_out_of_range",
    "horizon_missing",
    "unknown_horizon",
    "unknown_role",
    "unknown_access",
    "unknown_country",
    "unknown_zone",
    "unknown_weekday",
    "ramp_out_of_range",
    "number_missing",
]
LABELS = [
    "action",
    "quantity",
    "contact",
    "topic",
    "note",
    "due",
    "deal",
    "title",
    "stage",
    "close",
    "channel",
    "type",
    "product",
    "probability",
    "owner",
    "reason",
    "person",
    "team",
    "scope",
    "period",
    "kpi",
    "target",
    "horizon",
    "from",
    "role",
    "manager",
    "access",
    "country",
    "region",
    "zone",
    "days",
    "start",
    "end",
    "ramp",
    "day_part",
]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every reason, and every label of an understood part."""
    line = {"en": "/log meeting Acme", "nl": "/log gesprek Acme"}[words(language).language]
    for reason in REASONS:
        suggestions = ["2026-03-04", "2026-04-03"] if reason == "date_ambiguous" else ()
        yield (reason, unreadable.unreadable(language, Unread(reason, "<!here> *x*", suggestions, UNDERSTOOD, line)))
    guess = Unread("unknown_kind", "meetng", ["meeting", "meetings"], [("account", "Acme")], line)
    yield "with_a_guess", unreadable.unreadable(language, guess)
    labelled = Unread("number_unclear", "12", (), [(label, "x") for label in LABELS], line)
    yield "every_label", unreadable.unreadable(language, labelled)
