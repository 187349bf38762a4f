"""`/plan`: the improvement plan and its objectives."""

from handlers.door.request import Command, Feature
from handlers.plan import buttons, command, forms, objectives

feature = Feature(
    "plan",
    commands=(Command("plan", command.command, does="Strategy, maturity and the improvement plan", hint="done 3"),),
    prompts=("audit.again",),
    presses={**buttons.PRESSES, **forms.PRESSES, **objectives.PRESSES},
    forms={**forms.FORMS, **objectives.FORMS},
)
