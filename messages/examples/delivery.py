"""Examples of what we say about messages that come by themselves."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from messages import delivery
from messages.blocks import Message, View
from messages.delivery import Coming, PreferenceView
from models.delivery.content import as_stored
from models.delivery.preferences import USUAL_TIMES
from models.delivery.troubles import Trouble

MONDAY = date(2026, 11, 16)
USUAL = PreferenceView("digest", "08:30", next_on=MONDAY)
RARELY = PreferenceView("digest", "07:45", every=2, snoozed_until=date(2026, 11, 20), next_on=date(2026, 11, 20))
DAYS = (None, "1101100")
OFF = PreferenceView("digest", "08:30", is_off=True)
NASTY = "Bo *the_closer* ~`<!channel>` 🚀 \u202eמכירות " + "x" * 40
AT = datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
TROUBLES = [
    Trouble(NASTY, "digest.manager", AT, "failed", "channel_not_found"),
    Trouble("Carla Mulder", "digest.manager", AT, "unknown", "cannot be looked up: missing_scope"),
    Trouble("channel:C0NORTH", "digest.team", AT, "missed", ""),
]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal about them."""
    channels = [Coming("North", "C0NORTH", "09:00"), Coming(NASTY, "", "09:00")]
    yield "digest_overview", delivery.digest_overview(language, USUAL, channels)
    yield ("digest_overview_of_an_admin", delivery.digest_overview(language, None, [], TROUBLES, "Europe/Amsterdam"))
    yield "digest_overview_of_a_rep", delivery.digest_overview(language, None, channels[:1])
    yield "digest_help", delivery.digest_help(language)
    yield "digest_nobody_sells", delivery.nothing_to_preview(language)
    for name, preference in (("usual", USUAL), ("rarely", RARELY), ("off", OFF)):
        yield f"noted_{name}", delivery.noted(language, preference)
    yield "noted_review", delivery.noted(language, PreferenceView("review", "09:00"))
    yield "noted_coaching_off", delivery.noted(language, PreferenceView("coaching", "09:00", is_off=True))
    weekly = PreferenceView("week", "08:30", every=2, next_on=MONDAY)
    daily = [PreferenceView(which, "17:00", next_on=MONDAY, days=days) for which in ("day", "morning") for days in DAYS]
    for n, preference in enumerate([weekly, *daily]):
        yield f"noted_nudge_{n}", delivery.noted(language, preference)
    yield "noted_week", delivery.noted(language, PreferenceView("week", "08:30"))
    for cadence in ("week", "day", "morning"):
        yield f"noted_{cadence}_off", delivery.noted(language, PreferenceView(cadence, "08:30", is_off=True))
    yield "change_day", delivery.change_form(language, PreferenceView("day", "17:00", days="1101100"))
    yield "change_qbr", delivery.change_form(language, PreferenceView("qbr", "09:00", next_on=date(2027, 1, 5)))
    yield "change_morning_off", delivery.change_form(language, PreferenceView("morning", "08:15", is_off=True))
    for cadence in USUAL_TIMES:
        yield f"again_{cadence}", delivery.again(language, cadence, MONDAY)
    waited = [as_stored(delivery.noted(language, RARELY)), as_stored(delivery.noted(language, OFF))]
    yield "together", delivery.together(language, waited)
    yield "change", delivery.change_form(language, USUAL)
    yield "change_rarely", delivery.change_form(language, PreferenceView("digest", "07:45", every=3))
    yield "change_off", delivery.change_form(language, OFF)
