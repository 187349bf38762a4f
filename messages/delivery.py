"""What we say about messages that come by themselves: when, how often, and how to change or stop them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, choice, field_input, modal, rendered, section, small
from messages.together import Part, joined
from messages.words import Markup, Words, words
from models.delivery.preferences import DAILY
from models.delivery.troubles import Trouble

AGAIN = "preferences.again"
CHANGE = "preferences.change"
FORM = "preferences.save"
EVERY = (1, 2, 4)
A_MONDAY = date(2026, 1, 5)
"""Any: days of the week are named by it."""
WORKING_WEEK = "1111100"


@dataclass(frozen=True)
class PreferenceView:
    """How a cadence comes to a person."""

    cadence: str
    """`digest`, `week`, `day`, `morning`, `review`, `qbr` or `coaching`."""
    at: str
    """`08:30`, local time."""
    every: int = 1
    is_off: bool = False
    snoozed_until: date | None = None
    next_on: date | None = None
    days: str | None = None
    """Of what comes daily: Monday to Sunday, 1 for a day on which it may come; None for each working day."""
    is_of_role: bool = False
    """A leader gave it to their role, and they said nothing about it."""


@dataclass(frozen=True)
class Coming:
    """The digest of one team: where and when it is posted."""

    team: str
    channel_id: str
    """Empty when the team has none."""
    at: str


def noted(language: str, preference: PreferenceView) -> Message:
    """A wish was stored: how it comes from now on."""
    text = _noted(words(language), preference)
    return Message(text, rendered(section(text)))


def days_text(say: Words, days: str | None) -> str:
    """`Mon, Tue and Thu`; empty where each working day is meant."""
    if days is None:
        return ""
    names = (say.day(A_MONDAY + timedelta(days=n), "EEE") for n, mark in enumerate(days) if mark == "1")
    return say.listed(names)


def _noted(say: Words, preference: PreferenceView) -> str:
    return say("delivery.noted", preference=preference, days=days_text(say, preference.days))


def again(language: str, cadence: str, day: date) -> Message:
    """It comes once more, on another day."""
    say = words(language)
    text = say("delivery.again", cadence=cadence, day=day)
    return Message(text, rendered(section(text)))


def together(language: str, parts: Sequence[Part]) -> Message:
    """What waited for somebody, in one message: each part as it would have come alone."""
    return joined(words(language)("delivery.together", count=len(parts)), parts)


def digest_overview(
    language: str,
    preference: PreferenceView | None,
    channels: Sequence[Coming],
    troubles: Sequence[Trouble] = (),
    zone: str = "UTC",
) -> Message:
    """`/digest`: what comes to whom and when. `preference` is None for somebody who manages nobody.

    `troubles` are what did not arrive, for an admin; their times are shown in `zone`.
    """
    say = words(language)
    own = _noted(say, preference) if preference else say("delivery.no_digest")
    lines = [say("delivery.to_channel", coming=coming) for coming in channels]
    failed = [Markup(say("delivery.trouble", trouble=trouble, zone=zone)) for trouble in troubles]
    return Message(
        own,
        rendered(
            section(own, button=button(say.bare("delivery.change"), CHANGE, "digest") if preference else None),
            section("\n".join(lines)) if lines else None,
            section(say("delivery.troubles", lines=failed)) if failed else None,
            small(say("delivery.digest_help")) if preference else None,
        ),
    )


def digest_help(language: str) -> Message:
    """`/digest help`: what can be typed, such as turning it off or having it come at another time."""
    say = words(language)
    text = say("delivery.digest_title")
    return Message(text, rendered(section(text), section(say("delivery.digest_help"))))


def nothing_to_preview(language: str) -> Message:
    """`/digest now`, and nobody below this manager sells."""
    text = words(language)("delivery.nobody_sells")
    return Message(text, rendered(section(text)))


def change_form(language: str, preference: PreferenceView) -> View:
    """The modal behind "change or stop"."""
    say = words(language)
    cadence = preference.cadence
    is_daily = cadence in DAILY
    rhythms = (1,) if is_daily or cadence == "qbr" else EVERY
    every = [choice(say.bare("delivery.every", every=number, cadence=cadence), str(number)) for number in rhythms]
    chosen = choice(say.bare("delivery.every", every=preference.every, cadence=cadence), str(preference.every))
    never = choice(say.bare("delivery.never"), "off")
    options = [*every, never]
    if not preference.is_off and preference.every not in rhythms:
        options.insert(0, chosen)
    return modal(
        say.bare("delivery.form_title"),
        [
            section(_noted(say, preference)),
            field_input(
                say.bare("delivery.ask_every"),
                "every",
                sb.StaticSelectMenu(
                    action_id="every", options=options, initial_option=never if preference.is_off else chosen
                ),
            ),
            _days_input(say, preference.days) if is_daily else None,
            field_input(say.bare("delivery.ask_at"), "at", sb.TimePicker(action_id="at", initial_time=preference.at)),
            field_input(
                say.bare("delivery.ask_snooze"),
                "snooze",
                sb.DatePicker(
                    action_id="snooze",
                    initial_date=preference.snoozed_until.isoformat() if preference.snoozed_until else None,
                ),
                optional=True,
            ),
        ],
        callback_id=FORM,
        submit=say.bare("delivery.save"),
        close=say.bare("delivery.cancel"),
        private_metadata=preference.cadence,
    )


def _days_input(say: Words, days: str | None) -> sb.Block:
    """The days of the week on which it may come; a day off stays one."""
    options = [choice(say.bare("delivery.weekday", day=A_MONDAY + timedelta(days=n)), str(n)) for n in range(7)]
    chosen = [option for option, mark in zip(options, days or WORKING_WEEK, strict=True) if mark == "1"]
    boxes = sb.CheckboxGroup("days", options=options, initial_options=chosen or None)
    return field_input(say.bare("delivery.ask_days"), "days", boxes)


def snooze_row(language: str, cadence: str) -> sb.Block:
    """The two buttons under a prompt: once more tomorrow, and change or stop."""
    say = words(language)
    return buttons(
        button(say.bare("delivery.again_tomorrow"), AGAIN, cadence),
        button(say.bare("delivery.change"), CHANGE, cadence),
    )
