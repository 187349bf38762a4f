"""The modals of a connection: which CRM, its key, who and what is what, what would change, and parting from it."""

import json

import slackblocks as sb

from messages.blocks import View, button, buttons, choice, divider, field_input, modal, section, small
from messages.connections.overview import needs_text
from messages.connections.views import VENDORS, WITH_ADDRESS, WITH_SECRET, ConnectionView, PreviewView
from messages.words import Markup, Words, words

KEY_FORM = "connections.key_form"
START_FORM = "connections.start_form"
DISCONNECT_FORM = "connections.disconnect_form"
REMOVE_FORM = "connections.remove_form"
WRITING_FORM = "connections.writing_form"
VIEW = "connections.view"
CHOOSE = "connections.choose"
BACK = "connections.back"
PREVIEW = "connections.preview"
KEEP, REMOVE = "keep", "remove"
ACTIVITIES, DEALS = "activities", "deals"
LONGEST_KEY = 2_900
LONGEST_ADDRESS = 300


def vendors(language: str) -> View:
    """Which CRM."""
    say = words(language)
    rows = [
        section(
            say(f"connections.about_{vendor}", name=name),
            button=button(say.bare("connections.choose"), f"{CHOOSE}:{vendor}", vendor),
        )
        for vendor, name in VENDORS.items()
    ]
    return modal(
        say.bare("connections.connect_your_crm"),
        [section(say("connections.what_it_does")), divider(), *rows, small(say("connections.nothing_before_start"))],
        callback_id=VIEW,
        close=say.bare("connections.cancel"),
    )


def key_form(
    language: str, vendor: str, *, connection_id: str = "", name: str = "", address: str = "", error: str = ""
) -> View:
    """The key of a CRM, with where to find it; with a connection, another key for that one. What was wrong stands first."""
    say = words(language)
    label = "key_of_app" if vendor in WITH_SECRET else "key"
    fields = [
        field_input(
            say.bare(f"connections.field_{label}"),
            "key",
            sb.PlainTextInput("connections.key", max_length=LONGEST_KEY),
            hint=say.bare("connections.hint_key"),
        )
    ]
    if vendor in WITH_SECRET:
        secret = sb.PlainTextInput("connections.secret", max_length=LONGEST_KEY)
        fields.append(field_input(say.bare("connections.field_secret"), "secret", secret))
    if vendor in WITH_ADDRESS and not connection_id:
        is_needed = WITH_ADDRESS[vendor]
        fields.insert(
            0,
            field_input(
                say.bare("connections.field_address"),
                "address",
                sb.PlainTextInput("connections.address", initial_value=address or None, max_length=LONGEST_ADDRESS),
                hint=say.bare(f"connections.hint_address_{vendor}"),
                optional=not is_needed,
            ),
        )
    return modal(
        say.bare("connections.title_new_key" if connection_id else "connections.title_of", name=VENDORS[vendor]),
        [
            section(say("connections.did_not_work", error=Markup(error))) if error else None,
            section(say("connections.new_key_for", name=name)) if connection_id else None,
            section(say(f"connections.recipe_{vendor}")),
            *fields,
            small(say("connections.how_the_key_is_kept")),
        ],
        callback_id=KEY_FORM,
        submit=say.bare("connections.test"),
        close=say.bare("connections.cancel"),
        private_metadata=json.dumps({"vendor": vendor, "connection": connection_id}),
    )


def waiting(language: str, name: str, what: str) -> View:
    """Something is asked of the CRM: `testing` a key, or `reading` what it has; or what came of it is being removed (`removing`)."""
    say = words(language)
    return modal(
        say.bare("connections.heading"),
        [section(say(f"connections.{what}", name=name))],
        callback_id=VIEW,
        close=say.bare("connections.close"),
    )


def failed(language: str, name: str, connection_id: str, error: str) -> View:
    """What the CRM has could not be read; nothing is lost."""
    say = words(language)
    return modal(
        say.bare("connections.heading"),
        [
            section(say("connections.did_not_work", error=Markup(error))),
            small(say("connections.where_it_was")),
            buttons(button(say.bare("connections.try_again"), PREVIEW, connection_id, style="primary")),
        ],
        callback_id=VIEW,
        close=say.bare("connections.close"),
    )


def new_key_works(language: str, name: str, state: str) -> View:
    """Another key was given; where the connection ran, it goes on."""
    say = words(language)
    return modal(
        say.bare("connections.heading"),
        [section(say("connections.new_key_works", name=name, state=state))],
        callback_id=VIEW,
        close=say.bare("connections.close"),
    )


def preview(language: str, view: PreviewView) -> View:
    """What would change, and *Start* or *Not yet*."""
    say = words(language)
    lines = [
        say("connections.preview_counts", name=view.name, what=Markup(_counts(say, view)), known=view.deals_known),
        say("connections.preview_sales", before=view.sales_before, after=view.sales_after),
    ]
    if view.needs.total:
        lines.append(say("connections.preview_needs", what=Markup(needs_text(say, view.needs))))
    if not view.is_complete:
        lines.append(say("connections.preview_part"))
    return modal(
        say.bare("connections.heading"),
        [
            section("\n\n".join(lines)),
            buttons(button(say.bare("connections.change_mapping"), BACK, view.connection_id)),
            small(say("connections.preview_small")),
        ],
        callback_id=START_FORM,
        submit=say.bare("connections.start"),
        close=say.bare("connections.not_yet"),
        private_metadata=view.connection_id,
    )


def started(language: str, name: str) -> View:
    """It runs."""
    say = words(language)
    return modal(
        say.bare("connections.heading"),
        [section(say("connections.started", name=name))],
        callback_id=VIEW,
        close=say.bare("connections.close"),
    )


def disconnect(language: str, view: ConnectionView) -> View:
    """Part from a CRM: what came stays, or goes."""
    say = words(language)
    options = [
        choice(say.bare(f"connections.option_{what}"), what, say.bare(f"connections.about_{what}"))
        for what in (KEEP, REMOVE)
    ]
    return modal(
        say.bare("connections.title_disconnect"),
        [
            section(say("connections.ask_disconnect", name=view.name)),
            field_input(
                say.bare("connections.field_what_came"),
                "what",
                sb.RadioButtonGroup("connections.what", options=options, initial_option=options[0]),
            ),
        ],
        callback_id=DISCONNECT_FORM,
        submit=say.bare("connections.disconnect_it"),
        close=say.bare("connections.cancel"),
        private_metadata=view.id,
    )


def confirm_removal(language: str, view: ConnectionView, deals: int, activities: int) -> View:
    """Once more, with the numbers."""
    say = words(language)
    return modal(
        say.bare("connections.title_disconnect"),
        [section(say("connections.ask_removal", name=view.name, deals=deals, activities=activities))],
        callback_id=REMOVE_FORM,
        submit=say.bare("connections.remove_it"),
        close=say.bare("connections.cancel"),
        private_metadata=view.id,
    )


def removed(language: str, name: str) -> View:
    """It is disconnected, and what only it told of is gone."""
    say = words(language)
    return modal(
        say.bare("connections.title_disconnect"),
        [section(say("connections.done_disconnected_remove", name=name))],
        callback_id=VIEW,
        close=say.bare("connections.close"),
    )


def writing(language: str, view: ConnectionView) -> View:
    """What is written to a CRM: two boxes, as they are."""
    say = words(language)
    boxes = {what: choice(say.bare(f"connections.writes_{what}"), what) for what in (ACTIVITIES, DEALS)}
    on = [boxes[what] for what, is_on in ((ACTIVITIES, view.writes_activities), (DEALS, view.writes_deals)) if is_on]
    return modal(
        say.bare("connections.title_writing"),
        [
            section(say("connections.about_writing", name=view.name, vendor=view.vendor)),
            field_input(
                say.bare("connections.field_writes"),
                "writes",
                sb.CheckboxGroup("connections.writes", options=list(boxes.values()), initial_options=on or None),
                optional=True,
            ),
        ],
        callback_id=WRITING_FORM,
        submit=say.bare("connections.save"),
        close=say.bare("connections.cancel"),
        private_metadata=view.id,
    )


def _counts(say: Words, view: PreviewView) -> str:
    """`412 deals, 96 new customers and one meeting or call`."""
    counts = {"deals": view.deals, "customers": view.accounts, "activities": view.activities}
    return say.listed(
        [Markup(say(f"connections.count_{what}", count=count)) for what, count in counts.items() if count]
    )
