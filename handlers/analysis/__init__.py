"""`/analysis`: the ten analyses, for managers and leaders."""

from handlers.analysis import buttons, command
from handlers.door.request import Command, Feature
from messages.analysis import answers as messages

feature = Feature(
    "analysis",
    commands=(
        Command(
            "analysis",
            command.command,
            does="Ten analyses: customers, costs, trend, season",
            hint="trend North 2026",
            also=("analyses", "analyse"),
        ),
    ),
    presses={
        messages.OPEN: buttons.open_another,
        messages.NEXT: buttons.open_another,
        messages.PERIOD: buttons.open_another,
        messages.SCOPE: buttons.open_another,
        messages.WHY: buttons.open_why,
        messages.PDF: buttons.send_pdf,
        messages.CSV: buttons.send_csv,
    },
)
