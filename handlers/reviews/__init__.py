"""`/review`: the monthly review, step by step."""

from handlers.door.request import Feature
from handlers.reviews import command
from handlers.reviews import steps as reviewing
from messages.reviews import overview as messages

feature = Feature(
    commands={"review": command.command},
    presses={messages.READ: command.read, **reviewing.PRESSES},
    forms=reviewing.FORMS,
)
