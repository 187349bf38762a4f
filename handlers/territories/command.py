"""`/territory`: coverage and what is due; territories, named accounts and cadences, by line, form and button."""

from handlers.door.answers import Answers, OpenModal, Whisper
from handlers.door.request import Request
from handlers.door.unreadable import unreadable
from handlers.phrases.territories import read_territory
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.territories import coverage, forms, line
from messages.territories import answers as messages


def command(request: Request, text: str) -> Answers:
    """`/territory`, `… @anna`, `… set Acme tier=A`, `… add North`, `… cadence A=10`, `… undo`, `… help`."""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    try:
        phrase = read_territory(
            typed,
            request.today,
            coverage.team_names(request),
            lambda name: line.account_called(request, name) is not None,
            language=request.language,
        )
        if phrase.action == "set" and not phrase.values:
            return forms.open_account(request, line.account_meant(request, phrase.name) if phrase.name else None)
        if phrase.action == "add" and not phrase.name:
            return OpenModal(forms.new_territory(request))
        return _ACTIONS[phrase.action](request, phrase)
    except Unreadable as error:
        return unreadable(request, error, "territory")


_ACTIONS = {
    "show": coverage.show,
    "set": line.name,
    "add": line.add,
    "change": line.change,
    "end": line.end,
    "cadence": line.cadence,
    "undo": line.undo,
}
