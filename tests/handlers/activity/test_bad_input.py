"""Bad input: one clear sentence, an example, nothing stored, nobody pinged, in both languages."""

from collections.abc import Callable

import pytest
from sqlmodel import func, select

from handlers.activity import command as activity
from handlers.door.request import Request
from messages.words import words
from models.accounts.records import Account
from models.activity.records import Activity, Draft
from models.refusal import Refusal
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]

BAD = [
    ("frobnicate Acme", "frutsel Acme"),
    ("meeting", "afspraak"),
    ("meeting Acme split @nobody 40%", "afspraak Acme verdeeld @niemand 40%"),
    ("meeting Acme 31-02-2026", "afspraak Acme 31-02-2026"),
    ("call Acme date=whenever", "belletje Acme datum=ooit"),
    ("meeting Acme tomorrow", "afspraak Acme morgen"),
    ("call Acme 2014-01-01", "belletje Acme 2014-01-01"),
    ("proposal Acme 5k XYZ", "voorstel Acme 5k XYZ"),
    ("meeting Acme split @bram 140%", "afspraak Acme verdeeld @bram 140%"),
    ("meeting Acme 60/30 @bram", "afspraak Acme 60/30 @bram"),
    ("proposal Acme -5k", "voorstel Acme -5k"),
    ("proposal Acme 2000000000000", "voorstel Acme 2000000000000"),
    ("note Acme " + "blah " * 600, "notitie Acme " + "blabla " * 430),
    ("call " + "A" * 200, "belletje " + "A" * 200),
    ("5000 calls", "5000 belletjes"),
    ("csat Acme 9", "tevredenheid Acme 9"),
    ("csat Acme", "tevredenheid Acme"),
    ("training negotiation", "training onderhandelen"),
    ("meeting Acme 48h", "afspraak Acme 48u"),
    ("proposal Acme deal=99", "voorstel Acme deal=99"),
    ("🙂🙃", "🙂🙃"),
    ("*_~ <!channel>", "*_~ <!channel>"),
    ("x" * 7000, "x" * 7000),
]


def answered(request: Request, text: str) -> str:
    """What the person gets to read, blocks and all, as the door would say it."""
    try:
        answer = activity.command(request, text)
    except Refusal as refusal:
        feature, _, reason = refusal.reason.partition(".")
        values = {name: value for name, value in refusal.values.items() if name != "field"}
        return words(request.language)(f"{feature}.refused_{reason}", **values)
    return answer.message.text + str(answer.message.blocks)  # type: ignore[union-attr]


@pytest.mark.parametrize(("english", "dutch"), BAD, ids=[text[:30] for text, _ in BAD])
def test_bad_input_is_answered_and_nothing_is_stored(
    request_of: AtTheDoor, cast: Cast, english: str, dutch: str
) -> None:
    for person, text, nothing_stored in (
        (cast.anna, english, "Nothing is stored"),
        (cast.bram, dutch, "niets opgeslagen"),
    ):
        at_the_door = request_of(person)
        answer = answered(at_the_door, text)
        assert nothing_stored in answer or "/team" in answer, answer[:300]
        assert "`/" in answer or "`@" in answer, f"no example: {answer[:300]}"
        assert "<!channel>" not in answer
        assert len(answer) < 1500, "one sentence, not the note again"
        for table in (Activity, Account, Draft):
            assert at_the_door.session.exec(select(func.count()).select_from(table)).one() == 0


NASTY = ["<!channel>", "<@U0EVIL>", "*_~ Bold & Co ~_*", "🚀 Rocket 🚀", "\u202eשלום\u202c עולם", "Ünïcødé", "N" * 80]


@pytest.mark.parametrize("name", NASTY)
def test_a_strange_name_is_an_account_like_any_other_and_pings_nobody(
    request_of: AtTheDoor, cast: Cast, name: str
) -> None:
    at_the_door = request_of(cast.anna)
    answer = answered(at_the_door, f'meeting "{name}" said: <!here> *_~')
    assert "First meeting with" in answer
    for ping in ("<!channel>", "<!here>", "<@U0EVIL>"):
        assert ping not in answer
    again = answered(request_of(cast.bram), f'call "{name}"')
    assert "Telefoontje met" in again
    assert at_the_door.session.exec(select(func.count()).select_from(Account)).one() == 1
