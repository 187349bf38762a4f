"""`/coach`: coaching talks, planned, held and confirmed."""

from handlers.coaching import command
from handlers.coaching import forms as modals
from handlers.door.request import Command, Feature
from messages.coaching import parts

feature = Feature(
    "coaching",
    commands=(
        Command("coach", command.command, does="Coaching talks and their agreements", hint="@anna thursday 14:00"),
    ),
    prompts=("coaching.plan", "coaching.agenda", "coaching.record", "coaching.confirm", "coaching.check"),
    presses={
        parts.OPEN: command.open_pair,
        parts.CALL_OFF: command.call_off,
        parts.CONFIRM: command.confirm,
        parts.DENY: command.deny,
        parts.DONE: command.done,
        parts.NOT_DONE: command.not_done,
        **modals.PRESSES,
    },
    forms=modals.FORMS,
)
