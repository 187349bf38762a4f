"""`/review`: the monthly review, step by step."""

from handlers.door.request import Command, Feature
from handlers.reviews import command, conversation, lists, replies, shorten
from handlers.reviews import steps as reviewing
from messages.reviews import overview as messages

feature = Feature(
    "reviews",
    commands=(Command("review", command.command, does="Monthly performance reviews", hint="list"),),
    prompts=("review.prompt", "review.write", "review.reminder", "review.missed"),
    presses={
        messages.READ: command.read,
        **reviewing.PRESSES,
        **conversation.PRESSES,
        **lists.PRESSES,
        **shorten.PRESSES,
    },
    forms={**reviewing.FORMS, **conversation.FORMS},
    reply=replies.reply,
)
