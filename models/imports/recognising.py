"""What a file holds, found out by its headings: deals, activities, people, leave …"""

from dataclasses import dataclass

from models.imports.calendar_file import is_calendar
from models.imports.csv_file import headings_in
from models.imports.encoding import text_of
from models.imports.fields import FIELDS, missing, recognised
from models.imports.profiles import elsewhere, profile_of

KNOWN, LACKING, OF_A_CRM = 2, -1, 20
"""What a heading that is known weighs, a required one that is missing, and headings as only one CRM writes them."""


@dataclass(frozen=True)
class Content:
    """The text of a file, and what it holds."""

    text: str
    kind: str | None
    """None: two kinds fit as well, or none does."""


def content_of(data: bytes) -> Content:
    """What a file holds. Raises ImportRefused when it is not text, or empty."""
    if is_calendar(data):
        return Content("", "leave")
    text = text_of(data)
    fits = sorted(((_fit(kind, text), kind) for kind in FIELDS), reverse=True)
    (best, kind), (second, _) = fits[0], fits[1]
    return Content(text, kind if best > max(second, 0) else None)


def _fit(kind: str, text: str) -> int:
    """How well a text is a file of this kind: the headings that are known, less those that it lacks."""
    headings = headings_in(kind, text)
    profile = profile_of(kind, headings)
    names = (profile.kinds.get(kind, {}),) if profile else ()
    found = recognised(kind, headings, *names, elsewhere(kind))
    weight = KNOWN * len(found) + LACKING * len(missing(kind, found))
    return weight + OF_A_CRM if found and profile is not None else weight
