"""The buttons of `/deal stale` as somebody might press them who should not: values that were forged, or grew old."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from handlers.deals import feature
from handlers.deals.command import command
from handlers.door.request import Form, Press
from models.accounts.records import Account
from models.deals.records import Deal
from models.refusal import Refusal
from tests.conftest import Cast
from tests.handlers.deals.test_pipeline import AtTheDoor, elements
from tests.models.pipeline.deals import TODAY, opened


@pytest.fixture
def annas_and_brams(session: Session, cast: Cast) -> tuple[Deal, Deal]:
    """A silent deal of each; nobody but Anna, and who is above her, has heard of Quibbleworth."""
    since = TODAY - timedelta(days=60)
    annas, brams = opened(session, cast.anna, since), opened(session, cast.bram, since)
    account = session.get_one(Account, ("T1", annas.account_id))
    account.name = "Quibbleworth"
    session.flush()
    return annas, brams


def test_the_buttons_show_nothing_of_a_colleague_s_deal(
    request_of: AtTheDoor, session: Session, cast: Cast, annas_and_brams: tuple[Deal, Deal]
) -> None:
    """The number of a deal in a button's value is a claim: also of one that was theirs, and went to somebody else."""
    annas, brams = (deal.number for deal in annas_and_brams)
    bram, press = request_of(cast.bram), feature.presses
    list_of_both = f"{brams}~person:{cast.bram.id}~{brams},{annas}"
    shown: Any = press["deals.stale_alive"](bram, Press(f"deals.stale_alive:{list_of_both}", ""))
    assert "Quibbleworth" not in str(shown.message.blocks)
    hers = f"{annas}~person:{cast.bram.id}~{annas}"
    for action, value in (
        ("date", "other"),
        ("date", "2026-12-01"),
        ("lost", "other"),
        ("lost", "price"),
        ("alive", ""),
    ):
        with pytest.raises(Refusal, match=r"deals\.not_yours"):
            press[f"deals.stale_{action}"](bram, Press(f"deals.stale_{action}:{hers}", value))
    with pytest.raises(Refusal, match=r"deals\.not_yours"):
        feature.forms["deals.stale_day"](bram, Form({"day": "2026-12-01"}, hers))
    both = f"{annas}~person:{cast.anna.id}~{annas},{brams}"
    seen: Any = press["deals.stale_alive"](request_of(cast.carla), Press(f"deals.stale_alive:{both}", ""))
    assert "Quibbleworth" in str(seen.message.blocks), "who is above both"


@pytest.mark.parametrize(("action", "value"), [("date", "nonsense"), ("date", ""), ("lost", "nonsense")])
def test_a_button_that_says_nothing_that_we_know_is_refused_in_words(
    request_of: AtTheDoor, cast: Cast, annas_and_brams: tuple[Deal, Deal], action: str, value: str
) -> None:
    number = annas_and_brams[1].number
    pressed = Press(f"deals.stale_{action}:{number}~person:{cast.bram.id}~{number}", value)
    with pytest.raises(Refusal, match=r"scorecard\.gone"):
        feature.presses[f"deals.stale_{action}"](request_of(cast.bram), pressed)


def test_a_new_date_is_later_than_the_one_it_had(request_of: AtTheDoor, session: Session, cast: Cast) -> None:
    """On 12 November: in two weeks is the 26th, the month ends on the 30th, the quarter on 31 December."""
    since = TODAY - timedelta(days=60)
    for close in (None, date(2026, 11, 1), date(2026, 11, 27), date(2026, 12, 31)):
        opened(session, cast.anna, since, 1_000 + (close.toordinal() if close else 0), expected_close=close)
    listed: Any = command(request_of(cast.anna), "stale")
    menus = [one for one in elements(listed) if one["action_id"].startswith("deals.stale_date:")]
    days = [[option["value"] for option in menu["options"]] for menu in menus]
    every = ["2026-11-26", "2026-11-30", "2026-12-31", "other"]
    assert sorted(days) == sorted([every, every, every[1:], ["other"]])
