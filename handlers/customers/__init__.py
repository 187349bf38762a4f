"""`/koers customers`: segments, key accounts, satisfaction, silent ones, renewals and cross-sell."""

from handlers.customers import command
from handlers.door.request import Command, Feature
from messages.customers import answers as messages

feature = Feature(
    "customers",
    commands=(
        Command(
            "customers",
            command.command,
            does="Segments, key accounts, silent customers",
            hint="silent 60d",
            also=("klantenbeeld", "klantbeeld"),
            only_in_koers=True,
        ),
    ),
    presses={messages.TABLE: command.show_table, messages.WHY: command.open_why},
)
