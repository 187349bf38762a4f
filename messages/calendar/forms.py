"""The forms of a calendar: the link, and what meetings were."""

from collections.abc import Sequence

import slackblocks as sb

from messages.activity.quick import kind_name
from messages.blocks import View, choice, field_input, modal, section, small
from messages.calendar.prompts import options_of
from messages.calendar.views import MeetingView
from messages.words import words

LINK_FORM = "calendar.form"
CHOOSE_FORM = "calendar.choose_form"
KINDS = ("meeting", "visit", "demo", "call")
LONGEST_LINK = 2000


def link(language: str) -> View:
    """Where the calendar is. What was typed before is never shown again."""
    say = words(language)
    return modal(
        say.bare("calendar.title"),
        [
            field_input(
                say.bare("calendar.field_url"),
                "url",
                sb.PlainTextInput("calendar.url", max_length=LONGEST_LINK),
                hint=say.bare("calendar.hint_url"),
            ),
            field_input(
                say.bare("calendar.field_user"),
                "user",
                sb.PlainTextInput("calendar.user", max_length=200),
                optional=True,
            ),
            field_input(
                say.bare("calendar.field_password"),
                "password",
                sb.PlainTextInput("calendar.password", max_length=200),
                hint=say.bare("calendar.hint_password"),
                optional=True,
            ),
            small(say("calendar.what_it_does")),
        ],
        callback_id=LINK_FORM,
        submit=say.bare("calendar.save"),
        close=say.bare("calendar.close"),
    )


def choose(language: str, meetings: Sequence[MeetingView]) -> View:
    """For each meeting: with whom it was, and what."""
    say = words(language)
    kinds = [choice(kind_name(say, kind), kind) for kind in KINDS]
    blocks: list[sb.Block] = []
    for one in meetings:
        options = [choice(text, value) for text, value in options_of(say, one, is_form=True)]
        blocks += [
            section(say("calendar.choose_one", meeting=one, domains=list(one.domains))),
            field_input(
                say.bare("calendar.field_account"),
                f"account:{one.id}",
                sb.StaticSelectMenu(
                    "calendar.which", options=options, initial_option=options[0] if one.account else None
                ),
                optional=True,
            ),
            field_input(
                say.bare("calendar.field_name"),
                f"name:{one.id}",
                sb.PlainTextInput("calendar.name", max_length=120),
                hint=say.bare("calendar.hint_name"),
                optional=True,
            ),
            field_input(
                say.bare("calendar.field_kind"),
                f"kind:{one.id}",
                sb.StaticSelectMenu("calendar.kind", options=kinds, initial_option=kinds[0]),
            ),
        ]
    return modal(
        say.bare("calendar.choose_title"),
        blocks,
        callback_id=CHOOSE_FORM,
        submit=say.bare("calendar.choose_save"),
        close=say.bare("calendar.close"),
        private_metadata=",".join(one.id for one in meetings),
    )
