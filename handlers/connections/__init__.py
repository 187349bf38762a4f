"""CRMs that are connected: set up and looked after by an admin, from Home and with `/koers sync`."""

from handlers.connections import buttons, command, forms
from handlers.door.request import Command, Feature
from models.connections.telling import NOT_WRITTEN, TROUBLE

feature = Feature(
    "connections",
    commands=(
        Command(
            "sync",
            command.command,
            does="How the connected CRMs stand",
            hint="now",
            also=("crm", "koppelingen", "koppeling"),
            only_in_koers=True,
            alone_in_dm=True,
        ),
    ),
    prompts=(TROUBLE, NOT_WRITTEN),
    presses=buttons.PRESSES,
    forms=forms.FORMS,
    queries=forms.QUERIES,
)
