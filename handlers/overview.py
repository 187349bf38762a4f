"""`/koers`: what Koers can do, told by its features; a slip gets the nearest command."""

from difflib import get_close_matches

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Command, Feature, Request, reads
from handlers.phrases.words import HELP
from messages import overview as messages
from models.permissions import Right


@reads
def command(request: Request, text: str) -> Answers:
    """`/koers` and `/koers help`; anything else that is no command gets the nearest one."""
    word = text.strip().partition(" ")[0].lower()
    if word and word not in HELP:
        known = [command.word for feature in request.features for command in feature.commands]
        nearest = get_close_matches(word, known, n=1)
        return Whisper(messages.unknown_command(request.language, word[:40], nearest[0] if nearest else None))
    manages, is_admin = request.rights.may(Right.MANAGE), request.rights.may(Right.ADMINISTER)
    first_name = request.person.name.split()[0]
    features = [feature.name for feature in request.features if feature.commands]
    return Whisper(messages.overview(request.language, first_name, features, manages=manages, is_admin=is_admin))


feature = Feature("overview", commands=(Command("koers", command, does="Everything Koers can do", hint="help"),))
