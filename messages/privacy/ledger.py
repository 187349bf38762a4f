"""`/koers who read me`: who read what, on which day."""

from dataclasses import dataclass
from datetime import date, timedelta

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.words import Words, words
from models.privacy.ledger import A_PAGE, LedgerPage, Read, ReaderDay
from models.privacy.reading import Thing

PAGE = "privacy.page"
A_MONDAY = date(2026, 11, 16)


@dataclass(frozen=True)
class Digest:
    """The digest with somebody's figures that a manager gets by itself."""

    manager: str
    weekday: int
    """0 is Monday."""
    every: int
    """Weeks."""


def ledger(language: str, page: LedgerPage, digest: Digest | None) -> Message:
    """One page; the first says what it is, and that nobody else sees it."""
    say = words(language)
    title = say("privacy.ledger_title")
    about = say("privacy.ledger_about")
    comes = _comes(say, digest)
    if not page.total:
        empty = say("privacy.ledger_empty")
        blocks = [section(f"{title}\n{empty}"), section(comes) if comes else None, small(about)]
        return Message(f"{title}\n{empty}", rendered(*blocks))
    rows = [section(_row(say, one)) for one in page.days]
    newer, earlier = max(0, page.first - A_PAGE), page.first + A_PAGE
    turns = [
        button(say.bare("privacy.newer"), f"{PAGE}:newer", str(newer)) if page.first else None,
        button(say.bare("privacy.earlier"), f"{PAGE}:earlier", str(earlier)) if earlier < page.total else None,
    ]
    where = say("privacy.ledger_place", first=page.first + 1, last=page.first + len(page.days), total=page.total)
    return Message(
        title,
        rendered(
            section(title),
            section(comes) if comes and not page.first else None,
            *rows,
            small(where, about) if any(turns) else small(about),
            buttons(*turns) if any(turns) else None,
        ),
    )


def _comes(say: Words, digest: Digest | None) -> str:
    if digest is None:
        return ""
    day = say.day(A_MONDAY + timedelta(days=digest.weekday), "EEEE")
    return say("privacy.digest_comes", manager=digest.manager, day=day, every=digest.every)


def _row(say: Words, one: ReaderDay) -> str:
    things = [_thing(say, read) for read in one.reads]
    return say("privacy.reader_day", reader=one.reader, day=one.day, things=" · ".join(things))


def _thing(say: Words, read: Read) -> str:
    hours = say("privacy.hours", hours=list(read.hours))
    name = say(f"privacy.thing_{read.thing}") if read.thing in set(Thing) else read.thing
    return say("privacy.thing_read", name=name, hours=hours, way=read.way)
