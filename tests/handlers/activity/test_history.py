"""Who changed an entry, when, from what into what and why: for its owner and who leads them, and for nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from handlers.activity import command as activity
from handlers.activity import forms
from handlers.door.answers import Whisper
from handlers.door.request import Form, Press, Request
from models.activity.records import Activity
from models.money import Money
from models.refusal import Refusal
from tests.conftest import NOW, Cast

AtTheDoor = Callable[..., Request]
LATER = NOW + timedelta(hours=3)


def says(answer: object) -> str:
    assert isinstance(answer, Whisper), answer
    return str(answer.message.blocks)


@pytest.fixture
def proposal(request_of: AtTheDoor, cast: Cast) -> Activity:
    """Anna's proposal of 12,500, which Carla makes one of 11,000 dollars, for a reason."""
    activity.command(request_of(cast.anna), "proposal Acme 12.5k")
    entry = request_of(cast.anna).session.exec(select(Activity)).one()
    fields = {"kind": "proposal", "account": entry.account_id, "amount": "11000 USD", "date": "2026-11-11"}
    forms.submitted(request_of(cast.carla, LATER), Form({**fields, "reason": "the signed one"}, entry.id))
    return entry


def test_owner_and_manager_read_what_was_changed_and_why(request_of: AtTheDoor, cast: Cast, proposal: Activity) -> None:
    press = Press("activity.more", f"history:{proposal.id}")
    for person in (cast.anna, cast.carla, cast.dirk):
        told = says(activity.more(request_of(person, LATER), press))
        assert "changed by Carla Mulder" in told
        assert f"amount: €12,500 → {request_of(person).words.money(Money(1_100_000, 'USD'))}" in told
        assert "day: Thu 12 Nov → Wed 11 Nov" in told
        assert "“the signed one”" in told
        assert "logged in Slack" in told


def test_a_colleague_may_not(request_of: AtTheDoor, cast: Cast, proposal: Activity) -> None:
    with pytest.raises(Refusal, match="not_below"):
        activity.more(request_of(cast.bram), Press("activity.more", f"history:{proposal.id}"))
    with pytest.raises(Refusal, match="not_below"):
        activity.command(request_of(cast.bram), "historie @anna")


def test_what_was_changed_last_stands_first_and_what_was_not_stands_nowhere(
    request_of: AtTheDoor, cast: Cast, proposal: Activity
) -> None:
    at_the_door = request_of(cast.anna, LATER + timedelta(hours=1))
    activity.command(at_the_door, "call Globex")
    activity.command(at_the_door, "call Initech")
    activity.command(at_the_door, "undo")
    told = says(activity.command(at_the_door, "history"))
    assert told.index("Initech") < told.index("Acme")
    assert "(undone)" in told
    assert "Globex" not in told
    of_anna = says(activity.command(request_of(cast.carla, LATER), "history @anna"))
    assert "The entries of Anna de Vries that were changed last" in of_anna


def test_without_any_change_it_says_what_would_stand_there(request_of: AtTheDoor, cast: Cast) -> None:
    answer = activity.command(request_of(cast.bram), "geschiedenis")
    assert isinstance(answer, Whisper)
    assert answer.message.text.startswith("Geen van je regels is nog aangepast.")
