"""`/audit`: surveys of the self-audit, from their start to their results."""

from handlers.audit import buttons, command, leading, replies, results, settings, starting
from handlers.door.request import Feature

feature = Feature(
    commands={"audit": command.command},
    presses={**buttons.PRESSES, **starting.PRESSES, **leading.PRESSES, **results.PRESSES, **settings.PRESSES},
    forms={**buttons.FORMS, **starting.FORMS, **settings.FORMS},
    reply=replies.reply,
)
