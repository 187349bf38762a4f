"""`/koers calendar`: a rep's own calendar, and the meetings of it that wait to be logged."""

from handlers.calendar import buttons, command, forms
from handlers.door.request import Command, Feature

feature = Feature(
    "calendar",
    commands=(
        Command(
            "calendar",
            command.command,
            does="Link your own calendar, log meetings with one tap",
            hint="forget",
            also=("agenda", "kalender"),
            only_in_koers=True,
            alone_in_dm=True,
        ),
    ),
    prompts=("calendar.meetings", "calendar.away", "calendar.broken"),
    presses=buttons.PRESSES,
    forms=forms.FORMS,
)
