"""`/team deputy`: `@joris`, `@carla @joris`, `none`, `@carla none`."""

import re
from dataclasses import dataclass

from handlers.phrases.people import PersonRef, read_person
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import each_of

DEPUTY = each_of("deputy vervanger plaatsvervanger")
"""What stands before it, behind `/team`."""
_NOBODY = each_of("none nobody off niemand geen uit")
_NAME = re.compile(r"<@[^>]+>|@?[^\s@<]+(?:\s+[^\s@<]+)*")


@dataclass(frozen=True, slots=True)
class DeputyPhrase:
    """Who is away and who stands in; None is oneself, and nobody."""

    manager: PersonRef | None = None
    deputy: PersonRef | None = None


def read_deputy(text: str) -> DeputyPhrase:
    """What `text` says, which is one name or two; raises `Unreadable`."""
    names = [name.strip() for name in _NAME.findall(text)]
    if len(names) not in (1, 2):
        raise Unreadable(Reason.PERSON_MISSING)
    manager = read_person(names[0]) if len(names) == 2 else None
    deputy = None if names[-1].lower() in _NOBODY else read_person(names[-1])
    return DeputyPhrase(manager, deputy)
