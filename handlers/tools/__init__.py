"""`/koers tools`: which tools there are, what they cost, and whether people use them."""

from handlers.door.request import Command, Feature
from handlers.tools import buttons, command, forms

feature = Feature(
    "tools",
    commands=(
        Command(
            "tools",
            command.command,
            does="Which tools there are, and who uses them",
            hint="add crm HubSpot €900/month",
            also=("tool", "systemen", "hulpmiddelen"),
            only_in_koers=True,
            alone_in_dm=True,
        ),
    ),
    prompts=("tools.poll", "tools.over"),
    presses=buttons.PRESSES,
    forms=forms.FORMS,
)
