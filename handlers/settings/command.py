"""`/koers settings`: all of them, and `currency=USD fiscal_start=7 zone=America/New_York` in one line."""

from collections.abc import Mapping

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request
from handlers.phrases.settings import key_meant, read_settings, value_meant
from handlers.phrases.words import HELP, each_of
from handlers.settings.views import answer_to, history, overview, undone
from messages.settings import answers as messages
from models.refusal import Refusal
from models.workspace.setting_table import SETTINGS, Value
from models.workspace.settings import author_of, changes_of, latest_change_by, setting_named, values_wanted

LIST = each_of("list show lijst toon overzicht all alle")
UNDO = each_of("undo ongedaan")
HISTORY = each_of("history changes log geschiedenis wijzigingen")


def command(request: Request, text: str) -> Answers:
    """`/koers settings`, `… currency=USD`, `… undo`, `… history`."""
    typed = text.strip()
    first = typed.lower().partition(" ")[0]
    if typed.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not typed or first in LIST:
        return Whisper(overview(request))
    if first in HISTORY:
        return Whisper(history(request))
    if first in UNDO:
        return _undo_latest(request)
    wanted = read_settings(typed)
    if not wanted:
        setting_named(key_meant(first))  # refuses a key that is not there
        return Whisper(overview(request))
    author_of(request.acting)
    return answer_to(request, values_of(request, wanted))


def values_of(request: Request, wanted: Mapping[str, str]) -> dict[str, Value]:
    """What was typed or filled in as values, only those that differ. Refuses what does not fit."""
    meant = {key: value_meant(key, text, request.today, request.language) for key, text in wanted.items()}
    for key in meant:
        setting_named(key)
    return values_wanted(request.workspace, meant)


def _undo_latest(request: Request) -> Answers:
    author = author_of(request.acting)
    change = latest_change_by(author, *SETTINGS)
    if change is None:
        raise Refusal("settings.nothing_to_undo")
    together = [one.id for one in changes_of(request.session, change) if one.key in SETTINGS]
    return Whisper(undone(request, together))
