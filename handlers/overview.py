"""`/koers`: everything there is."""

from difflib import get_close_matches

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Feature, Request, reads
from handlers.phrases.words import HELP
from handlers.program.manifest import COMMANDS
from messages import overview as messages
from models.team.access import has_reports


@reads
def command(request: Request, text: str) -> Answers:
    """`/koers` and `/koers help`; anything else that is no command gets the nearest one."""
    word = text.strip().partition(" ")[0].lower()
    if word and word not in HELP:
        nearest = get_close_matches(word, COMMANDS, n=1)
        return Whisper(messages.unknown_command(request.language, word[:40], nearest[0] if nearest else None))
    manages = request.person.is_leader or has_reports(request.session, request.person)
    first_name = request.person.name.split()[0]
    return Whisper(messages.overview(request.language, first_name, manages, request.person.is_admin))


feature = Feature(commands={"koers": command})
