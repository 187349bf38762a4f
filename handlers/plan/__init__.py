"""`/plan`: the improvement plan and its objectives."""

from handlers.door.request import Feature
from handlers.plan import buttons, command, forms, objectives

feature = Feature(
    commands={"plan": command.command},
    presses={**buttons.PRESSES, **forms.PRESSES, **objectives.PRESSES},
    forms={**forms.FORMS, **objectives.FORMS},
)
