"""`/goal`: goals with their milestones."""

from handlers.door.request import Command, Feature
from handlers.goals import command
from messages.goals import answers as messages
from messages.goals import forms

feature = Feature(
    "goals",
    commands=(
        Command(
            "goal", command.command, does="Set, list and close goals", hint='"Grow new business" 60d new_customers=5'
        ),
    ),
    prompts=("goal.ended",),
    presses={
        messages.SET: command.open_form,
        messages.CLOSE: command.close,
        messages.REOPEN: command.reopen,
        messages.KEEP: command.keep,
        messages.MOVE: command.open_targets,
    },
    forms={forms.NEW_FORM: command.submit_new, forms.TARGETS_FORM: command.submit_targets},
)
