"""Examples of what we say about the settings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from messages.blocks import Message, View
from messages.rates import Counted
from messages.settings import answers, channels, first_steps, forms
from messages.settings.answers import Held, OneChange, Overview, TeamChannel, Undoable
from messages.words import LANGUAGES
from models.maturity.first_steps import Step
from models.money import Money
from models.workspace.setting_table import SETTINGS, Group, Value, groups, in_group

NASTY = "<!channel> *Zuid* & Noord_~ `x`"
OTHER = LANGUAGES[-1]
AT = datetime(2026, 11, 12, 10, 2, tzinfo=UTC)
VALUES: dict[str, Value] = {
    "country": "US",
    "region": "NY",
    "zone": "America/New_York",
    "language": "en",
    "currency": "USD",
    "fiscal_start": 7,
    "digest_day": 0,
    "digest_time": "08:30",
    "days_off": tuple(f"2026-12-{day}" for day in range(21, 29)),
    "holidays_worked": (),
    "returned_leads": False,
    "find_en": "Prospecting",
    "guests": False,
}
GUESSED = ("country", "zone", "language", "currency")
COUNTED = Counted(2, 0, 0, Money.of(Decimal(900), "USD"), changed=31, waiting=4, waits_for=["CHF"])


def held(group: Group, *, guessed: bool = False) -> list[Held]:
    """The example values of a group."""
    rows = in_group(group)
    origin = {row.key: "guessed" if guessed and row.key in GUESSED else "default" for row in rows}
    return [Held(row.key, VALUES.get(row.key, ""), origin[row.key]) for row in rows]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and form about the settings."""
    yield from _overviews(language)
    yield from _answers(language)
    yield from _channels(language)
    yield from _first_steps(language)
    for group in groups():
        yield f"form_{group}", forms.group_form(language, group, held(group))


def _overviews(language: str) -> Iterator[tuple[str, Message]]:
    channels = [TeamChannel("North", "C1", OTHER, "with"), TeamChannel(NASTY)]
    guessed = [(group, held(group, guessed=True)) for group in groups()]
    yield (
        "overview_guessed",
        answers.overview(language, Overview("Lighthouse Inc.", guessed, channels, waiting=[("CHF", 3)])),
    )
    chosen = [(group, held(group)) for group in groups()]
    others = Overview(NASTY, chosen, (), 7, 1, admins=["Dirk Visser", NASTY], may_change=False)
    yield "overview_for_others", answers.overview(language, others)
    yield "help", answers.help_text(language)


def _channels(language: str) -> Iterator[tuple[str, Message | View]]:
    view = channels.ChannelView("t" * 32, NASTY, "C1", OTHER, 0, "09:00")
    nowhere = channels.ChannelView("t" * 32, "North", None, OTHER, 0, "09:00")
    for state in channels.ChannelState:
        yield f"channel_{state}", channels.set_to(language, view, state, "c" * 32)
    for wins in ("without", "with"):
        told = replace(view, wins=wins)
        yield f"channel_wins_{wins}", channels.set_to(language, told, channels.ChannelState.INSIDE, "c" * 32)
    yield "channel_gone", channels.set_to(language, nowhere, channels.ChannelState.UNKNOWN, "")
    yield "channel_undone", channels.undone(language, view)
    yield "no_channel_again", channels.undone(language, nowhere)
    yield "channel_help", channels.help_text(language)
    yield (
        "channel_form",
        channels.form(language, channels.ChannelForm([("t", "North"), ("u", NASTY)], "u", "C1", OTHER)),
    )


def _first_steps(language: str) -> Iterator[tuple[str, Message | View]]:
    guessed = [Held(key, VALUES[key], "guessed") for key in GUESSED]
    begun = first_steps.Checklist(frozenset({Step.CONFIRM, Step.TEAM, Step.PEOPLE}), guessed, has_team=True)
    yield "welcome", first_steps.welcome(language, NASTY, first_steps.Checklist(frozenset(), guessed))
    yield "first_steps", first_steps.again(language, begun)
    yield "first_steps_closed", first_steps.again(language, None)
    yield "how_import", first_steps.how(language, Step.IMPORT)
    yield "target_form", first_steps.target_form(language, ["North", NASTY], "USD", from_home=False)
    yield "team_form", first_steps.team_form(language, OTHER, from_home=True)
    yield "team_set_up", first_steps.team_set_up(language, NASTY, 1, "UCARLA")
    yield "team_set_up_of_two", first_steps.team_set_up(language, "North", 2, None)


def _answers(language: str) -> Iterator[tuple[str, Message]]:
    currency = OneChange("currency", "EUR", "USD", "Dirk Visser", AT)
    changes = [currency, OneChange("digest_day", 0, 2, NASTY, AT), OneChange("fiscal_start", 1, 7, None, AT)]
    days = [OneChange("days_off", (), ("2026-12-24",), None, AT, is_undone=True)]
    truths = [OneChange("returned_leads", False, True, NASTY, AT), OneChange("find_en", "", NASTY, NASTY, AT)]
    if "guests" in SETTINGS:
        truths.append(OneChange("guests", False, True, NASTY, AT))
    others = [
        OneChange("rate", None, "0.92", "Dirk Visser", AT, about="USD EUR 2026-11-01"),
        OneChange("rates", None, 280, None, AT),
        OneChange("channel", " ", f"C2 {OTHER}", "Dirk Visser", AT, about=NASTY),
        OneChange("channel", "C1 ", " ", "Dirk Visser", AT, about="North"),
        OneChange("kind", None, "count", "Dirk Visser", AT, about="site_survey"),
        OneChange("weights", "pipeline –", "pipeline 1", "Dirk Visser", AT, about="account"),
        OneChange("presets", None, "first_meetings 6/week", "Dirk Visser", AT, about=""),
        OneChange("role_kpis", "renewals, csat", "csat, proposals", "Dirk Visser", AT, about="account"),
        OneChange("role_prompts", "week", "week, morning", "Dirk Visser", AT, about="field"),
        OneChange("role_kinds", "lead, call", "demo, call", "Dirk Visser", AT, about="sdr"),
        OneChange("kpi", None, "Site surveys", "Dirk Visser", AT, about="site_surveys"),
        OneChange("stages", None, "pilot 60%", "Dirk Visser", AT, about="2026-12-01"),
    ]
    yield "changed", answers.changed(language, changes, Undoable(["c" * 32] * 3), COUNTED)
    yield "undone", answers.undone(language, changes, COUNTED)
    yield "undone_one", answers.undone(language, days)
    yield "confirmed", answers.confirmed(language, [Held(key, VALUES[key]) for key in GUESSED])
    yield "nothing_changes", answers.nothing_changes(language)
    yield "ask_currency", answers.ask_currency(language, "EUR", "USD", 1_234, "{}")
    yield "ask_currency_of_one", answers.ask_currency(language, "EUR", "USD", 1, "{}")
    yield "ask_overwrite", answers.ask_overwrite(language, [currency], [Held("currency", "GBP")], "{}")
    yield "ask_overwrite_of_two", answers.ask_overwrite(language, changes[::-1], [Held("fiscal_start", 4)], "{}")
    yield "left", answers.left(language)
    yield "history", answers.history(language, [*changes, *days, *truths, *others], "Europe/Amsterdam")
    yield "no_history", answers.history(language, [], "Europe/Amsterdam")
