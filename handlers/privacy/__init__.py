"""`/koers who read me` and `/koers privacy`: who read what of me, and what is kept of whom, why and how long."""

from handlers.door.request import Command, Feature
from handlers.privacy import command, forms
from messages.privacy import kept, ledger

feature = Feature(
    "privacy",
    commands=(
        Command(
            "who",
            command.who,
            does="Who read what of me",
            hint="read me",
            also=("wie",),
            only_in_koers=True,
            alone_in_dm=True,
        ),
        Command(
            "privacy",
            forms.privacy,
            does="What is kept of you, why and how long",
            hint="",
            only_in_koers=True,
            alone_in_dm=True,
        ),
    ),
    presses={ledger.PAGE: command.turn_page, kept.CHANGE: forms.open_form, kept.UNDO: forms.undo},
    forms={kept.FORM: forms.save},
)
