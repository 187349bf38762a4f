"""What the analyses say, read as a sales leader would: nothing that is not so, with one of a thing and with none.

Today is 12 November 2026; without a period it is the twelve whole months up to the end of October.
"""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from handlers.analysis.command import command
from handlers.customers.command import command as customers
from handlers.door.answers import Whisper
from handlers.door.request import Request
from models.period import PeriodType
from models.team.records import Person
from tests.conftest import NOW, Cast
from tests.models.analysis.conftest import cost
from tests.models.scorecard.facts import account, decided, entry, target

Read = Callable[..., str]


@pytest.fixture
def read(session: Session, cast: Cast, request_of: Callable[..., Request]) -> Read:
    """All that a leader reads in answer to a line, tables and all; in Dutch with `language="nl"`."""

    def told(line: str, language: str = "en", door: Callable[..., object] = command, who: Person | None = None) -> str:
        person = who or cast.dirk
        person.language = language
        session.flush()
        answer = door(request_of(person), line)
        assert isinstance(answer, Whisper)
        return str(answer.message.blocks).replace("\\n", "\n").replace("\\xa0", " ")

    return told


def sold(
    session: Session, cast: Cast, day: date, value: int | None = 1_000, name: str = "Acme", **more: object
) -> None:
    found = account(session, f"{name} {day} {value} {more.get('product')}") if name == "Acme" else None
    decided(session, cast.anna, day, value, account_id=found.id if found else None, **more)


def test_a_quarter_without_deals_is_not_called_the_time_before_the_first_one(
    session: Session, cast: Cast, read: Read
) -> None:
    sold(session, cast, date(2025, 3, 3), product="GTX")
    for which in ("products", "key accounts"):
        told = read(f"{which} Q3 2025")
        assert "Nothing was sold in this period." in told
        assert "No won deal is known of this period: `/deal won Acme`" in told
    assert "Nothing was sold in this period." in read("cost of sales Q3 2025")
    assert "No customer was new, and what selling cost is unknown." in read("cac Q3 2025")
    assert "Er kwam geen nieuwe klant bij, en wat verkopen kostte is onbekend." in read("cac Q3 2025", "nl")
    # The trend looks at up to twelve months whatever is asked: it says at which. March to September 2025 are known
    assert "From March 2025 to September 2025 we sold for *€1,000*" in read("trend Q3 2025")
    assert "Van maart 2025 tot en met september 2025 verkochten we voor *€ 1.000*" in read("trend Q3 2025", "nl")


def test_none_of_a_thing_is_said_without_only(read: Read) -> None:
    told = read("satisfaction") + read("seasonality") + read("")
    assert "No score of a customer is known" in told
    assert "No whole month is known" in told
    assert "only 0" not in told
    assert "0 whole months" not in told
    assert "maar 0" not in read("", "nl")


def test_what_was_sold_without_a_rate_is_sold(session: Session, cast: Cast, read: Read) -> None:
    for name in ("Acme", "Globex"):
        deal = decided(session, cast.anna, date(2026, 3, 3), account_id=account(session, name).id, product=name)
        deal.currency, deal.reporting_minor = "USD", None
    cost(session, "delivery", date(2026, 3, 1), 100)
    target(session, "sales_by_channel", "1000", PeriodType.MONTH, date(2026, 1, 1), person_id=cast.anna.id)
    for which in ("clv", "cost of sales", "products", "key accounts", "trend", "sellers"):
        told = read(which)
        assert "Something was sold in this period; for how much is unknown." in told, which
        assert "2 amounts without an exchange rate are left out" in told, which
        assert "Nobody has a sales target" not in told, which
        assert "in deze periode is wel iets verkocht; voor hoeveel is onbekend." in read(which, "nl").lower(), which


def test_costs_of_some_months_only_are_told(session: Session, cast: Cast, read: Read) -> None:
    for month in (2, 3, 4, 5):
        sold(session, cast, date(2026, month, 3))
    cost(session, "delivery", date(2026, 3, 31), 400)
    cost(session, "marketing", date(2026, 3, 31), 800)
    # 400 / 4,000 is 10 %, and February, April and May have no cost at all
    told = read("cost of sales")
    assert "Of every €100 that we sell *€10* goes to delivery, and €90 stays" in told
    assert "In 3 of 4 months with sales no delivery cost was entered: if it is missing, less stays" in told
    told = read("cac")
    assert "Winning a customer costs *€200*: €800 of sales and marketing for 4 new customers" in told
    assert "In 3 of 4 months with new customers no cost of selling was entered" in told
    assert "In 3 van de 4 maanden met omzet zijn geen kosten van levering ingevoerd" in read("cost of sales", "nl")
    for month in (2, 4, 5):
        cost(session, "delivery", date(2026, month, 28), 400)
    assert "no delivery cost was entered" not in read("cost of sales")


def test_who_bought_before_the_first_deal_known_seems_new(session: Session, cast: Cast, read: Read) -> None:
    sold(session, cast, date(2026, 3, 3))
    cost(session, "sales", date(2026, 3, 31), 100)
    assert "The first deal known is of 3 Mar 2026: who bought before that counts as new here." in read("cac")
    assert "De eerste bekende deal is van 3 mrt 2026: wie daarvoor al kocht, telt hier als nieuw." in read("cac", "nl")
    sold(session, cast, date(2025, 10, 31))
    assert "The first deal known" not in read("cac")


def test_delivery_that_costs_all_of_it_leaves_nothing(session: Session, cast: Cast, read: Read) -> None:
    sold(session, cast, date(2026, 3, 3))
    cost(session, "delivery", date(2026, 3, 31), 1_000)
    assert "*€100* goes to delivery, and €0 stays" in read("cost of sales")
    cost(session, "delivery", date(2026, 3, 31), 100)
    assert "Every €100 that we sell costs *€110* to deliver: we pay to sell" in read("cost of sales")


def test_a_pair_is_only_offered_to_who_lacks_it(session: Session, cast: Cast, read: Read) -> None:
    ids = [account(session, f"Customer {at}").id for at in range(6)]
    for id_ in ids:
        decided(session, cast.anna, date(2026, 3, 3), account_id=id_, product="GTX")
        decided(session, cast.anna, date(2026, 3, 3), account_id=id_, product="Care")
    assert "All 6 customers who bought GTX bought Care too." in read("products")
    for id_ in ids[:4]:
        decided(session, cast.anna, date(2026, 3, 3), account_id=id_, product="Pump")
    # All with GTX have Care: there is nobody left; of the six 4 took Pump too
    assert "Of the 6 customers who bought GTX, 4 bought Pump too: offer it to the rest." in read("products")
    assert "Van de 6 klanten met GTX kochten er 4 ook Pump: bied het de rest aan." in read("products", "nl")


def test_a_rare_pair_is_no_advice_and_one_product_is_one(session: Session, cast: Cast, read: Read) -> None:
    for at in range(30):
        id_ = account(session, f"Customer {at}").id
        decided(session, cast.anna, date(2026, 3, 3), account_id=id_, product="GTX")
        if at == 0:
            decided(session, cast.anna, date(2026, 3, 3), account_id=id_, product="Care")
    told = read("products")
    # 31 products / 30 customers = 1.03
    assert "a customer takes 1 product on average, and 3% take more than one." in told
    assert "Of the 30 customers who bought GTX, 1 bought Care too." in told
    assert "offer it" not in told
    told = read("products", "nl")
    assert "een klant neemt gemiddeld 1 product af" in told
    assert "Van de 30 klanten met GTX kocht er 1 ook Care." in told


def test_one_of_five_is_said_in_the_singular_where_a_verb_goes_with_it(
    session: Session, cast: Cast, read: Read
) -> None:
    sold(session, cast, date(2026, 10, 3), 50_000)
    for person in (cast.anna, cast.bram):
        target(session, "sales_by_channel", "1000", PeriodType.MONTH, date(2026, 1, 1), person_id=person.id)
    assert "On pace so far: 1 of 2 reps; the best one alone brings in 100% of sales." in read("sellers")
    assert "Tot nu toe op tempo: 1 van de 2 verkopers" in read("sellers", "nl")
    cast.bram.is_rep = False
    session.flush()
    # Of one rep the best one is no news
    assert "On pace so far: 1 of 1 rep." in read("sellers")


def test_a_joiner_of_last_month_is_somebody_with_a_first_day(session: Session, cast: Cast, read: Read) -> None:
    cast.anna.starts_on, cast.bram.starts_on = date(2026, 10, 1), date(2024, 1, 1)
    sold(session, cast, date(2026, 10, 3))
    assert "nobody with a first day in the last two years has three months behind them" in read("sellers")


def test_a_segment_with_two_scores_shows_none_and_alike_ones_are_none_the_least(
    session: Session, cast: Cast, read: Read
) -> None:
    ids = {sector: account(session, sector, sector=sector).id for sector in ("retail", "energy", "care")}
    for sector, scores in (("retail", (5, 4, 4, 4, 4)), ("energy", (4, 4, 4, 4, 5)), ("care", (1, 1))):
        for score in scores:
            entry(session, cast.anna, "csat", date(2026, 10, 1), score=score, account_id=ids[sector])
    told = read("satisfaction")
    # 44 − … : (21 + 21 + 2) / 12 = 3.7; ten of twelve are 4 or 5; retail and energy are both at 4.2
    assert "Customers give us *3.7* out of 5, and 83% are content (4 or 5), by 12 scores." in told
    assert "least so" not in told
    cells = told.split("'text': 'care'")[1].split("]")[0].split("'text': '")[1:]
    assert [cell.split("'")[0] for cell in cells] == ["2", "–", "–", "–"]


def test_nobody_is_silent_is_said_of_as_long_as_the_log_goes_back(session: Session, cast: Cast, read: Read) -> None:
    for person in (cast.anna, cast.bram, cast.carla, cast.dirk):
        person.created_at = NOW
    sold(session, cast, date(2026, 3, 3))
    assert "Silent: nobody for 90 days, as far as the log goes back" in read("", door=customers)
    assert "No contact for 90 days" not in read("key accounts")


def test_of_a_person_and_a_channel_the_season_spreads_no_targets(session: Session, cast: Cast, read: Read) -> None:
    for at in range(26):
        sold(session, cast, date(2024 + (8 + at) // 12, (8 + at) % 12 + 1, 5), channel="direct")
    spread = "Targets of a quarter and a year are spread by it."
    assert spread in read("seasonality")
    assert spread in read("seasonality North")
    for which in ("seasonality direct", "seasonality @anna"):
        told = read(which)
        assert spread not in told
        assert "From 26 months." in told
