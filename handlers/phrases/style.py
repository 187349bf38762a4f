"""`/koers style`: `D`, `doener`, `plain`, `hint off`, `delete`, `questions`, `@anna`."""

from enum import StrEnum

from handlers.phrases.people import PersonRef, read_person
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import each_of
from models.style.preference import Style

_STYLES = {
    Style.DRIVER: each_of("d driver dominant doener"),
    Style.INFLUENCER: each_of("i influencer inspirator"),
    Style.SUPPORTER: each_of("s supporter steady teamspeler steun"),
    Style.CORRECTNESS: each_of("c correctness correct conscientious analyst onderzoeker precies"),
}


class Wish(StrEnum):
    """What is asked about one's style."""

    PLAIN = "plain"
    FOLLOW = "follow"
    NO_HINT = "no_hint"
    HINT = "hint"
    DELETE = "delete"
    EIGHT = "eight"


_WISHES = {
    Wish.PLAIN: each_of("plain gewoon normal normaal off uit"),
    Wish.FOLLOW: each_of("on aan follow adapt volg aanpassen"),
    Wish.DELETE: each_of("delete remove forget none verwijder verwijderen vergeet wis wissen geen"),
    Wish.EIGHT: each_of("eight acht questions question vragen vraag situations situaties test quiz"),
}
_HINT = each_of("hint tip")
_OFF = each_of("off no none uit geen niet")
_ON = each_of("on yes aan ja")
_POLITE = each_of("please graag alsjeblieft aub my mijn me mij a an een the de het style stijl to be")
PLAIN_PLEASE = frozenset({"plain please", "gewoon graag", "plain alsjeblieft", "gewoon alsjeblieft"})
"""What is understood in the DM without a command before it."""


def read_style(text: str) -> Style | Wish | PersonRef | None:
    """What is asked, without the courtesies; None for what means nothing here. Capitals do not matter."""
    said = _said(text)
    if not said:
        return None
    if _HINT & set(said):
        rest = set(said) - _HINT
        return None if rest - _OFF - _ON or not rest else Wish.NO_HINT if rest & _OFF else Wish.HINT
    if len(said) == 1:
        [word] = said
        style = next((style for style, names in _STYLES.items() if word in names), None)
        wish = next((wish for wish, names in _WISHES.items() if word in names), None)
        if style or wish:
            return style or wish
    return _person(text)


def is_plain_please(text: str) -> bool:
    """Whether somebody asks just that: “plain, please”, “gewoon graag”."""
    return " ".join(text.lower().replace(",", " ").strip(" .!").split()) in PLAIN_PLEASE


def _said(text: str) -> list[str]:
    words = text.lower().replace(",", " ").strip(" .!").split()
    return [word for word in words if word not in _POLITE] or ([] if len(words) > 1 else words)


def _person(text: str) -> PersonRef | None:
    if not text.strip().startswith(("@", "<@")):
        return None
    try:
        return read_person(text.strip())
    except Unreadable:
        return None
