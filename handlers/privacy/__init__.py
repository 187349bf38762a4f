"""`/koers who read me` and `/koers privacy`: who read what of me, and what is kept of whom, why and how long."""

from handlers.door.request import Command, Feature
from handlers.privacy import command
from messages.privacy import ledger

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
    ),
    presses={ledger.PAGE: command.turn_page},
)
