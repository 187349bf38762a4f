"""`/koers training`: hours, the catalogue, who comes, and what to train first."""

from handlers.door.request import Command, Feature
from handlers.training import buttons, command, forms

feature = Feature(
    "training",
    commands=(
        Command(
            "training",
            command.command,
            does="Training: hours, what is coming, what to train first",
            hint="add negotiation 4h 3 dec €1,200",
            also=("trainings", "trainingen", "opleiding", "opleidingen", "cursus", "cursussen"),
            only_in_koers=True,
            alone_in_dm=True,
        ),
    ),
    prompts=("training.ask", "training.put_on"),
    presses=buttons.PRESSES,
    forms=forms.FORMS,
)
