"""`/goal`: goals with their milestones."""

from handlers.door.request import Feature
from handlers.goals import command
from messages.goals import answers as messages
from messages.goals import forms

feature = Feature(
    commands={"goal": command.command},
    presses={
        messages.SET: command.open_form,
        messages.CLOSE: command.close,
        messages.REOPEN: command.reopen,
        messages.KEEP: command.keep,
        messages.MOVE: command.open_targets,
    },
    forms={forms.NEW_FORM: command.submit_new, forms.TARGETS_FORM: command.submit_targets},
)
