"""`/goal`: goals with their milestones."""

from handlers.door.request import Command, Feature
from handlers.goals import command, evidence, needed
from messages.goals import answers as messages
from messages.goals import forms
from messages.goals import needed as needed_messages

feature = Feature(
    "goals",
    commands=(
        Command(
            "goal", command.command, does="Set, list and close goals", hint='"Grow new business" 60d new_customers=5'
        ),
    ),
    prompts=("goal.ended", "goal.set", "goal.closed"),
    presses={
        messages.SET: command.open_form,
        messages.CLOSE: command.close,
        messages.REOPEN: command.reopen,
        messages.KEEP: command.keep,
        messages.MOVE: command.open_targets,
        messages.LIST: command.show_list,
        messages.FOLLOW: command.follow_on,
        messages.FOLLOW_WITH: command.open_next_targets,
        needed_messages.TAKE_OVER: needed.take_over,
        needed_messages.TAKE_BACK: needed.take_back,
        needed_messages.SET: command.set_needed,
        needed_messages.STEPS: needed.step_by_step,
        needed_messages.EVIDENCE: evidence.pressed,
    },
    forms={forms.NEW_FORM: command.submit_new, forms.TARGETS_FORM: command.submit_targets},
)
