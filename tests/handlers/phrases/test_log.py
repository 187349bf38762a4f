"""`/log` as people type it, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from handlers.phrases import Amount, read_log
from tests.handlers.phrases.known import MONDAY, known

LINES: list[tuple[str, dict[str, object]]] = [
    ("meeting Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    (
        "meeting Acme follow-up yesterday 45m discussed pricing",
        {"kind": "meeting", "accounts": ["Acme"], "is_first": False, "day": date(2026, 11, 22), "minutes": 45,
         "note": "discussed pricing"},
    ),
    ("proposal Acme 12.5k", {"kind": "proposal", "accounts": ["Acme"], "amount": Amount(Decimal(12500))}),
    ("3 calls", {"kind": "call", "quantity": 3}),
    ("training 2h negotiation", {"kind": "training", "minutes": 120, "topic": "negotiation"}),
    ("csat Acme 5", {"kind": "csat", "accounts": ["Acme"], "score": 5}),
    ("afspraak Acme gisteren", {"kind": "meeting", "accounts": ["Acme"], "day": date(2026, 11, 22)}),
]  # fmt: skip

UNSAID: dict[str, object] = {
    "day": MONDAY, "is_first": None, "quantity": 1, "accounts": [], "contact": None, "minutes": None, "amount": None,
    "score": None, "topic": None, "note": "", "due_on": None, "deal": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "meaning"), LINES, ids=[text for text, _ in LINES])
def test_a_line_is_read_as_meant(text: str, meaning: dict[str, object]) -> None:
    phrase = read_log(text, MONDAY, known_accounts=known)
    read = {key: getattr(phrase, key) for key in ("kind", *UNSAID)}
    read["accounts"] = [account.name for account in phrase.accounts]
    assert read == {**UNSAID, **meaning}
