"""`/koers sync`: how the connected CRMs stand, reading them now, and what nobody has named yet."""

from handlers.connections import buttons
from handlers.connections.views import choice_views, connection_view, overview
from handlers.door.answers import Answers, Whisper, listed
from handlers.door.request import Request, reads
from handlers.phrases.words import HELP, each_of
from messages.blocks import Message
from messages.connections import answers
from messages.connections import overview as messages
from models.connections.actions import connection_named, connections_of
from models.connections.mapping import questions
from models.permissions import Right
from models.refusal import Refusal

STATUS = each_of("status list show lijst toon stand")
NOW = each_of("now nu")
UNMAPPED = each_of("unmapped unknown needs wie onbekend open wacht")


@reads
def command(request: Request, text: str) -> Answers:
    """`/koers sync`, `… now`, `… now HubSpot`, `… unmapped`."""
    request.rights.require(Right.CONNECT_CRM)
    first, _, rest = text.strip().partition(" ")
    word = first.lower()
    if word in HELP:
        return Whisper(answers.help_text(request.language))
    if not word or word in STATUS:
        return overview(request)
    if word in UNMAPPED:
        return Whisper(_unmapped(request))
    if word in NOW:
        return _read_now(request, rest)
    raise Refusal("connections.what_to_do")


def _read_now(request: Request, name: str) -> Answers:
    """One of them, or all that run."""
    workspace_id = request.workspace.workspace_id
    known = connections_of(request.session, workspace_id)
    if known and name.strip():
        return buttons.read_now(request, connection_named(request.session, workspace_id, name))
    running = [one for one in known if one.state == "running"]
    if not running:
        return overview(request)
    return [answer for one in running for answer in listed(buttons.read_now(request, one))]


def _unmapped(request: Request) -> Message:
    found = connections_of(request.session, request.workspace.workspace_id)
    return messages.unmapped(
        request.language,
        [
            (connection_view(request, one), choice_views(questions(request.session, one, only_open=True)))
            for one in found
        ],
    )
