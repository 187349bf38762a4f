"""Lists: what was pressed in one, or sent in a form opened from it, is told below it, and the list itself shows it.

A list marks its rows with its name and what it is a list of (`Message.in_list`); its feature says how it is made again.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from handlers.door.answers import (
    Answer,
    Answers,
    FormErrors,
    OpenModal,
    Options,
    Refresh,
    Replace,
    UpdateModal,
    Whisper,
    listed,
)
from handlers.door.origin import list_of
from handlers.door.request import Request, Show
from handlers.door.transaction import only_reads

_NOT_DONE_YET = (FormErrors, OpenModal, UpdateModal, Options)


def and_its_list(
    handler: Callable[..., Answers], lists: Mapping[str, Show], body: dict[str, Any]
) -> Callable[..., Answers]:
    """The handler, and after it the list from which it was come to; the handler alone where there was none.

    Who only looks (the next page of the list) changes nothing in it.
    """
    name, ref = list_of(body)
    show = lists.get(name)
    if show is None or only_reads(handler):
        return handler

    @wraps(handler)
    def followed(request: Request, what: Any) -> Answers:
        given = listed(handler(request, what))
        if any(isinstance(answer, _NOT_DONE_YET) for answer in given):
            return given
        request.session.flush()
        return [*map(_below, given), Refresh(show(request, ref), or_anew=False)]

    return followed


def _below(answer: Answer) -> Answer:
    """What would have taken the place of the list stands below it."""
    return Whisper(answer.message) if isinstance(answer, Replace | Refresh) else answer
