"""Examples of what we say about accounts."""

from collections.abc import Iterator
from datetime import date

from messages import accounts
from messages.accounts import AccountRow, Change, Pair
from messages.blocks import Message, View

TODAY = date(2026, 11, 12)
NASTY = "<!channel> *Acme* & Zonen_~ שלום 🚀 `x` " + "N" * 90
ACME = AccountRow("1" * 32, "Acme", 12, 2, date(2026, 11, 11))
ACME_BV = AccountRow("2" * 32, "Acme BV", 1, 0, date(2025, 12, 3), ["Bram Bakker"])
WITH_DOUBLE = AccountRow("2" * 32, "Acme BV", 1, 1, TODAY, double=Pair("2" * 32, "1" * 32, "Acme"))
EMPTY = AccountRow("3" * 32, "yest", is_empty=True)
EMPTY_DOUBLE = AccountRow("4" * 32, NASTY, is_empty=True, double=Pair("4" * 32, "1" * 32, NASTY))
OF_OTHERS = AccountRow("5" * 32, "Globex", others=["Anna de Vries", "Bram Bakker", "Carla", "Dirk"], may_change=False)
OF_NOBODY = AccountRow("6" * 32, "Initech", may_change=False)
MANY = [ACME, ACME_BV, WITH_DOUBLE, EMPTY, EMPTY_DOUBLE, OF_OTHERS, OF_NOBODY]

RENAMED = Change("c" * 32, "rename", "Acme NV", was="acme", former_name_stays=True)
FORGOTTEN = Change("c" * 32, "rename", "Molen Logistics", was="back")
MERGED = Change("c" * 32, "merge", "Acme BV", into="Acme", entries=3, deals=1)
MERGED_FEW = Change("c" * 32, "merge", NASTY, into=NASTY, entries=1, deals=2)
MERGED_EMPTY = Change("c" * 32, "merge", "yest", into="Acme")
DELETED = Change("c" * 32, "delete", "yest")


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and form about accounts."""
    yield from _lists(language)
    for name, change in (
        ("renamed", RENAMED),
        ("renamed_from_no_name", FORGOTTEN),
        ("merged", MERGED),
        ("merged_few", MERGED_FEW),
        ("merged_empty", MERGED_EMPTY),
        ("deleted", DELETED),
    ):
        yield name, accounts.changed(language, change)
    for change in (RENAMED, MERGED, DELETED):
        yield f"undone_{change.what}", accounts.undone(language, change)
    yield "name_taken", accounts.name_taken(language, ("1" * 32, "acmee"), ("2" * 32, NASTY))
    yield "form", accounts.form(language, "1" * 32, "<!channel> *Acme*")
    yield "help", accounts.help_text(language)


def _lists(language: str) -> Iterator[tuple[str, Message]]:
    yield "mine", accounts.listed(language, MANY, 7, TODAY)
    full = [EMPTY_DOUBLE] * accounts.LISTED
    yield "mine_and_below", accounts.listed(language, full, 1_860, TODAY, with_people=True)
    yield "recent", accounts.listed(language, [EMPTY, ACME], 2, TODAY, newest_first=True)
    yield "recent_and_below", accounts.listed(language, [ACME], 1, TODAY, newest_first=True, with_people=True)
    yield "none_yet", accounts.listed(language, [], 0, TODAY)
    yield "found", accounts.found(language, [ACME, OF_OTHERS], "acm", TODAY)
    yield "none_found", accounts.found(language, [], NASTY, TODAY)
    yield "doubles", accounts.doubles(language, [(ACME_BV, ACME)], 1, 1, TODAY)
    yield "many_doubles", accounts.doubles(language, [(EMPTY_DOUBLE, ACME)] * accounts.LISTED, 14, 3, TODAY)
    yield "one_more_double", accounts.doubles(language, [(ACME_BV, ACME)] * accounts.LISTED, 13, 0, TODAY)
    yield "no_doubles", accounts.doubles(language, [], 0, 0, TODAY)
