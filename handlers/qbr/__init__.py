"""`/qbr`: the quarterly review, from the pack to the signature."""

from handlers.door.request import Command, Feature
from handlers.qbr import buttons, command, forms, replies

feature = Feature(
    "qbr",
    commands=(
        Command(
            "qbr",
            command.command,
            does="Quarterly business reviews",
            hint="@bram",
            also=("kwartaalgesprek", "kwartaalgesprekken"),
            alone_in_dm=True,
        ),
    ),
    prompts=("qbr.prompt", "qbr.write", "qbr.reminder", "qbr.missed", "qbr.decision"),
    presses=buttons.PRESSES,
    forms=forms.FORMS,
    reply=replies.reply,
)
