"""`/koers stages`: the steps of the sales process, and how likely a deal is won at each, from a day on."""

import re

from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import Command, Feature, Press, Request
from handlers.door.unreadable import unreadable
from handlers.phrases.dates import read_date
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP, each_of
from messages import stages as messages
from messages.blocks import Message
from models.deals.own_stages import set_stages, undo_stages
from models.deals.queries import stages_of
from models.refusal import Refusal
from models.workspace.settings import author_of

LIST = each_of("list show lijst toon overzicht")
_PAIR = re.compile(r"([\w-]+)\s*=\s*(-?\d{1,4})\s*%?")
_FROM = re.compile(r"\s+(?:from|since|vanaf|per|sinds)\s+(.+)$", re.IGNORECASE)


def command(request: Request, text: str) -> Answers:
    """`/koers stages`, `/koers stages discovery=30 pilot=60 from 2026-12-01`."""
    typed = text.strip()
    if typed.lower() in HELP:
        return Whisper(messages.help_text(request.language))
    if not typed or typed.lower() in LIST:
        return Whisper(_overview(request))
    day, rest = request.today, typed
    if found := _FROM.search(typed):
        rest = typed[: found.start()]
        try:
            day = read_date(found[1], request.today, Direction.FUTURE, language=request.language)
        except Unreadable as error:
            return unreadable(request, error, "koers stages")
    pairs = _PAIR.findall(rest)
    if not pairs or _PAIR.sub("", rest).strip(" ,"):
        raise Refusal("stages.what_to_set")
    if day < request.today:
        raise Refusal("stages.in_the_past", day=day)
    wanted = {key.lower().replace("-", "_"): int(probability) for key, probability in pairs}
    change = set_stages(author_of(request.acting), wanted, day)
    return Whisper(messages.noted(request.language, _steps(request), day, change.id))


def undo(request: Request, press: Press) -> Answers:
    """The stages are what they were."""
    undo_stages(author_of(request.acting), press.value)
    return Replace(messages.undone(request.language, _steps(request)))


def _overview(request: Request) -> Message:
    return messages.overview(request.language, _steps(request))


def _steps(request: Request) -> list[messages.Step]:
    """Each stage with its probability today, and the one that it will have."""
    stages = stages_of(request.session, request.workspace.workspace_id)
    return [
        messages.Step(key, stages.probability(key, request.today) or 0, stages.latest_probability(key))
        for key in stages.keys
    ]


feature = Feature(
    "stages",
    commands=(
        Command(
            "stages",
            command,
            does="Stages of deals and their probabilities",
            hint="discovery=30 pilot=60 from monday",
            also=("stage", "fasen", "fase"),
            only_in_koers=True,
        ),
    ),
    presses={messages.UNDO: undo},
)
