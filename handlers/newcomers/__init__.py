"""A newcomer's first 90 days: `/team plan @anna`."""

from handlers.door.request import Command, Feature
from handlers.newcomers import buttons, command, forms
from models.newcomers.actions import GIVEN
from models.newcomers.looking_back import BOTH

feature = Feature(
    "newcomers",
    commands=(
        Command(
            "newcomers",
            command.command,
            does="A newcomer’s first 90 days",
            hint="@anna",
            also=("newcomer", "nieuwkomers", "nieuwkomer", "inwerkplan", "onboarding"),
            only_in_koers=True,
        ),
    ),
    prompts=("newcomers.offer", GIVEN, "newcomers.look_back", BOTH),
    presses=buttons.PRESSES,
    forms=forms.FORMS,
)
