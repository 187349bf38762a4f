"""People as they are typed: `<@U123|anna>`, `@anna`, an e-mail address, `me`/`ik`, or a name."""

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.phrases.tokens import MENTION, QUOTED, WORD, Typed, decoded, typed
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.words import small

ME = small("me")

_EMAIL = re.compile(r"[^\s@<>,:|]{1,64}@[^\s@<>,:|]+\.[^\s@<>,:|.]{2,24}")
_SLACK_ID = re.compile(r"@([UW][A-Z0-9]{1,30})")
_HANDLE = re.compile(r"@([^\W_][\w.\-']{0,79})")


class PersonForm(StrEnum):
    """In which form a person was named."""

    SLACK_ID = "slack_id"
    NAME = "name"
    EMAIL = "email"
    ME = "me"


@dataclass(frozen=True, slots=True)
class PersonRef:
    """Somebody as typed; who that is, the roster knows. `label` is how Slack showed a mention, when it did."""

    form: PersonForm
    value: str = ""
    label: str = ""

    @property
    def as_read(self) -> str:
        """How to repeat the person to the one who typed it."""
        if self.form is PersonForm.SLACK_ID:
            return "@" + (self.label or self.value)
        return self.value


MYSELF = PersonRef(PersonForm.ME)


def person_at(words: Typed, at: int) -> tuple[PersonRef, int] | None:
    """A mention, handle or e-mail address at a token (a bare name or `me` is read where one is expected)."""
    if at >= len(words.tokens):
        return None
    token = words.tokens[at]
    if token.shape == MENTION:
        ref = _mention(token.text)
    elif token.shape == WORD and "@" in token.text:
        ref = _handle_or_email(token.text.rstrip(".;:!?)"))
    else:
        return None
    return (ref, at + 1) if ref else None


def person_expected_at(words: Typed, at: int) -> tuple[PersonRef, int]:
    """A person where one must stand: also `me`, a quoted name or one word. Raises Unreadable (NOT_A_PERSON)."""
    if found := person_at(words, at):
        return found
    if at < len(words.tokens):
        token = words.tokens[at]
        if token.low in ME:
            return MYSELF, at + 1
        if token.shape == QUOTED and token.text:
            return named(token.text), at + 1
        if token.shape == WORD and token.low[:1].isalpha():
            return named(token.text), at + 1
    raise Unreadable(Reason.NOT_A_PERSON, words.rest(at)[:80])


def read_person(text: str) -> PersonRef:
    """The one person in `text`. Raises Unreadable (NOT_A_PERSON)."""
    words = typed(text)
    if found := person_at(words, 0):
        if found[1] == len(words.tokens):
            return found[0]
    elif words.tokens and words.low(0) in ME and len(words.tokens) == 1:
        return MYSELF
    elif words.tokens and all(
        t.shape in {WORD, QUOTED} and t.text[:1].isalpha() and "@" not in t.text for t in words.tokens
    ):
        return named(" ".join(t.text for t in words.tokens))
    raise Unreadable(Reason.NOT_A_PERSON, text.strip()[:80])


def named(name: str) -> PersonRef:
    """A person by name. Raises Unreadable (NAME_TOO_LONG) above 120 characters."""
    if len(name) > 120:
        raise Unreadable(Reason.NAME_TOO_LONG, name[:60])
    return PersonRef(PersonForm.NAME, name)


def _mention(text: str) -> PersonRef | None:
    target, _, label = text.partition("|")
    if match := _SLACK_ID.fullmatch(target):
        return PersonRef(PersonForm.SLACK_ID, match[1], decoded(label).lstrip("@"))
    if target.startswith("mailto:"):
        return _handle_or_email(target.removeprefix("mailto:"))
    return None


def _handle_or_email(text: str) -> PersonRef | None:
    if _EMAIL.fullmatch(text):
        return PersonRef(PersonForm.EMAIL, text.lower())
    if match := _SLACK_ID.fullmatch(text):
        return PersonRef(PersonForm.SLACK_ID, match[1])
    if match := _HANDLE.fullmatch(text):
        return PersonRef(PersonForm.NAME, match[1])
    return None
