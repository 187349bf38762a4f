"""`/audit`: surveys of the self-audit, from their start to their results."""

from handlers.audit import (
    asking,
    buttons,
    calendar,
    command,
    leading,
    rating,
    replies,
    results,
    settings,
    starting,
    trends,
)
from handlers.door.request import Command, Feature

feature = Feature(
    "audit",
    commands=(
        Command(
            "audit",
            command.command,
            does="Ask what works in selling, and answer",
            hint="start functions everybody until 12 dec",
        ),
    ),
    prompts=("audit.invitation", "audit.open_again", "audit.closed", "audit.reminder", "audit.chase", "audit.all_out"),
    presses={
        **buttons.PRESSES,
        **asking.PRESSES,
        **rating.PRESSES,
        **starting.PRESSES,
        **leading.PRESSES,
        **results.PRESSES,
        **settings.PRESSES,
        **trends.PRESSES,
        **calendar.PRESSES,
    },
    forms={**buttons.FORMS, **rating.FORMS, **starting.FORMS, **settings.FORMS},
    reply=replies.reply,
    stands=replies.stands,
)
