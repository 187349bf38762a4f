"""A line of several parts of which some name no account: what is clear is stored at once, the rest is asked about.

`today 2 visits and 3 calls`: the calls count, and with whom the visits were is a question of their own.
"""

from dataclasses import replace

from handlers.activity.asking import lacks_account, recent_accounts, value_of
from handlers.door.answers import Whisper
from handlers.door.request import Request
from handlers.door.typed_line import Typed
from handlers.phrases.log.phrase import Part, Reading
from messages.activity import questions
from messages.activity.questions import Option
from models.activity.kinds import rules_of


def clear_parts(reading: Reading) -> Reading:
    """The line without the parts whose account is asked for."""
    return replace(reading, parts=tuple(part for part in reading.parts if not lacks_account(part)))


def questions_about_the_rest(request: Request, typed: Typed, reading: Reading) -> list[Whisper]:
    """One for each part without an account; none when something else is unclear, or nothing else can be stored.

    Each button carries its own part alone, so that what is stored already is not stored again.
    """
    lacking = [part for part in reading.parts if lacks_account(part)]
    is_all_else_clear = not any(part.problem for part in reading.parts)
    if not is_all_else_clear or not any(_is_clear(part) for part in reading.parts):
        return []
    return [with_whom(request, typed, part) for part in lacking if part.not_held is None]


def _is_clear(part: Part) -> bool:
    return part.phrase is not None and part.not_held is None and not lacks_account(part)


def with_whom(request: Request, typed: Typed, part: Part) -> Whisper:
    """The question whose buttons log this part of the line, and nothing else of it."""
    assert part.phrase is not None
    text = part.draft.text(part.draft.first, part.draft.last).strip()
    day = {"day": part.phrase.day}
    alone = Typed(text, typed.day, {0: {**part.draft.choices, **day}})
    options = [
        Option("account", name, value_of(alone, 0, {"account": id_})) for id_, name in recent_accounts(request, part)
    ]
    if rules_of(part.phrase.kind).is_meeting:
        options.append(Option("follow_up", None, value_of(alone, 0, {"order": "follow_up"})))
    return Whisper(questions.with_whom(request.language, text, options))
