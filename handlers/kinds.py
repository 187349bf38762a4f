"""`/koers kind`: kinds of activity that a workspace adds for itself, logged like the others."""

import re

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Command, Feature, Press, Request
from handlers.phrases.words import HELP, each_of
from messages import kinds as messages
from messages.blocks import Message
from models.activity.own_kinds import add_kind, remove_kind, undo_kind
from models.activity.queries import own_kinds_of
from models.refusal import Refusal
from models.workspace.settings import author_of

LIST = each_of("list show lijst toon overzicht")
ADD = each_of("add new toevoegen nieuw nieuwe")
REMOVE = each_of("remove delete verwijder verwijderen weg")
SUMS = {
    **dict.fromkeys(each_of("count counts tel tellen aantal times keer"), "count"),
    **dict.fromkeys(each_of("quantity sum number som hoeveelheid"), "quantity"),
    **dict.fromkeys(each_of("amount money bedrag geld"), "amount"),
}
_LABEL = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def command(request: Request, text: str) -> Answers:
    """`/koers kind`, `/koers kind add site_survey count "Site survey"`, `/koers kind remove site_survey`."""
    words = _LABEL.sub(" ", text).lower().split()
    if words and words[0] in HELP:
        return Whisper(messages.help_text(request.language))
    if not words or words[0] in LIST:
        return Whisper(_overview(request))
    if len(words) < 2 or words[0] not in ADD | REMOVE:
        raise Refusal("kinds.what_to_do")
    author, key = author_of(request.acting), words[1].replace("-", "_")
    if words[0] in REMOVE:
        return Whisper(messages.removed(request.language, key, remove_kind(author, key).id))
    if len(words) > 3:
        raise Refusal("kinds.what_to_do")
    sums = words[2] if len(words) == 3 else "count"
    change = add_kind(author, key, SUMS.get(sums, sums), _LABEL.findall(text)[:2])
    return Whisper(messages.added(request.language, key, SUMS.get(sums, sums), change.id))


def undo(request: Request, press: Press) -> Answers:
    """The button below a kind that was added or removed."""
    key, is_back = undo_kind(author_of(request.acting), press.value)
    return Replace((messages.back if is_back else messages.removed)(request.language, key))


def _overview(request: Request) -> Message:
    own = own_kinds_of(request.session, request.workspace.workspace_id)
    return messages.overview(request.language, [(kind.key, kind.label(request.language), kind.sums) for kind in own])


feature = Feature(
    "kinds",
    commands=(
        Command(
            "kind",
            command,
            does="Kinds of activity of your own",
            hint="add site_survey count",
            also=("kinds", "soort", "soorten"),
            only_in_koers=True,
        ),
    ),
    presses={messages.UNDO: undo},
)
