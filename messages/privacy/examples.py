"""Examples of what we say about privacy."""

from collections.abc import Iterator
from datetime import date

from messages.blocks import Message, View
from messages.privacy import kept, ledger
from models.privacy.ledger import LedgerPage, Read, ReaderDay

NASTY = "Carla *Mulder* <!channel> & co"
DAY = date(2026, 11, 12)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """What is kept, setting how long, and the ledger: with readers of every kind, with a second page, and empty."""
    terms = {"log": 24, "coaching": None, "notes": None, "messages": 3}
    yield "privacy", kept.privacy(language, terms, [NASTY, "Dirk Visser"], may_change=False)
    yield "privacy_of_an_admin", kept.privacy(language, {**terms, "coaching": 1}, [], may_change=True)
    yield "form", kept.form(language, terms)
    changes = [kept.Changed("messages", 6, DAY, "id"), kept.Changed("log", None), kept.Changed("coaching", 1)]
    yield "changed", kept.changed(language, changes)
    yield "undone", kept.undone(language, changes)
    yield "nothing_changes", kept.nothing_changes(language)
    days = (
        ReaderDay(DAY, NASTY, (Read("scorecard", "slack", (9, 14)), Read("week", "home", (9,)))),
        ReaderDay(DAY, None, (Read("everything", "terminal", (17,)),)),
        ReaderDay(date(2026, 11, 11), "Dirk Visser", (Read("review", "slack", (11,)), Read("qbr", "file", (11,)))),
        ReaderDay(
            date(2026, 11, 10),
            "Bram Bakker",
            tuple(Read(thing, "slack", (10,)) for thing in ("records", "log", "deals", "goals", "coaching")),
        ),
        ReaderDay(
            date(2026, 11, 9),
            "Joris Claes",
            tuple(Read(thing, "slack", (10,)) for thing in ("territory", "skills", "training", "analysis", "person")),
        ),
    )
    yield "ledger", ledger.ledger(language, LedgerPage(days, 0, 5), ledger.Digest(NASTY, 0, 1))
    yield "ledger_first_page", ledger.ledger(language, LedgerPage(days, 0, 25), ledger.Digest(NASTY, 2, 2))
    yield "ledger_page", ledger.ledger(language, LedgerPage(days, 10, 25), None)
    yield "ledger_empty", ledger.ledger(language, LedgerPage((), 0, 0), ledger.Digest("Carla Mulder", 0, 1))
    yield "ledger_empty_of_a_leader", ledger.ledger(language, LedgerPage((), 0, 0), None)
