"""Examples of what we say about customers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.customers import answers, views
from messages.deals.answers import DealView
from messages.scorecard.records import Record
from models.analysis.key_accounts import KeyAccount
from models.analysis.satisfaction import Scores
from models.customers.segments import Segment
from models.money import Money
from models.scorecard.kpis import Unit

TODAY = date(2026, 11, 12)
NASTY = "Söhne & <!channel> *bold*"
DEAL = DealView(
    id="d",
    number=31,
    stage="proposal",
    account=NASTY,
    value=Money.of(40_000, "EUR"),
    reporting=Money.of(40_000, "EUR"),
    probability=50,
    expected_close=date(2026, 11, 3),
    deal_type="renewal",
)
SCORES = Scores(42, 42, 180, 33, 12, 7, 2, 12)
CUSTOMERS = views.CustomersView(
    name=NASTY,
    currency="EUR",
    customers=84,
    active=61,
    sales=1_240_000,
    segments=(
        Segment("retail", 40, 30, 700_000, 0.565, SCORES),
        Segment(NASTY, 30, 25, 500_000, 0.403, Scores(2, 2, 9, 2)),
        Segment(None, 14, 6, 40_000, 0.032, Scores()),
    ),
    scores=SCORES,
    key=(
        KeyAccount("a", "Globex", 320_000, 0.26, 320_000, 300_000, date(2026, 11, 2), False),
        KeyAccount("b", NASTY, 180_000, 0.15, 180_000, 0, None, True),
    ),
    key_share=0.61,
    key_of=61,
    silent=(
        views.SilentRow("Initech", 42_000, 90_000, date(2026, 6, 3), 162),
        views.SilentRow(NASTY, 0, 12_000, None, 95),
    ),
    due=(
        views.RenewalRow(DEAL, -9, True, 1, 20),
        views.RenewalRow(replace(DEAL, number=32, expected_close=date(2026, 11, 13)), 1, True, 2, 20),
        views.RenewalRow(replace(DEAL, number=33, expected_close=date(2027, 1, 12)), 61, False),
        views.RenewalRow(replace(DEAL, number=35), -1, True, contract_ends_on=date(2026, 11, 11)),
        views.RenewalRow(replace(DEAL, number=36), 20, True, contract_ends_on=date(2026, 12, 2)),
        views.RenewalRow(replace(DEAL, number=37), 61, False, contract_ends_on=date(2027, 1, 12)),
        views.RenewalRow(replace(DEAL, number=34, expected_close=None, value=None, account=None), None, False),
    ),
    renewed=0.8,
    were_due=15,
    gaps=(
        views.GapRow(
            "Pump", "Service plan", 15, 20, ("Globex", "Hooli", NASTY, "Initech", "Umbrella", "Acme", "Stark")
        ),
    ),
    per_customer=1.7,
    ref="90~person:b",
)
WHY = views.WhyView("sector", NASTY, "EUR", 90, today=TODAY)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The customers with each table, without anything of a kind, without any; and what stands behind them."""
    for table in answers.TABLES:
        by = table if table in ("sector", "tier", "size", "segment") else "sector"
        yield f"customers_{table}", answers.customers(language, replace(CUSTOMERS, table=table, by=by))
    bare = replace(
        CUSTOMERS,
        name="",
        customers=1,
        segments=(),
        scores=Scores(),
        key=(),
        key_share=None,
        silent=(),
        due=(),
        renewed=None,
        gaps=(),
        per_customer=None,
    )
    for table in answers.TABLES:
        yield f"bare_{table}", answers.customers(language, replace(bare, table=table))
    yield "none", answers.customers(language, replace(bare, customers=0))
    won = Record(
        "deal:1", date(2026, 11, 2), "won", account=NASTY, owner="Anna de Vries", value=12_000, unit=Unit.MONEY
    )
    score = Record("activity:1", date(2026, 11, 3), "csat", account="Globex", owner="Bram", value=5, unit=Unit.SCORE)
    yield "why_sector", answers.why(language, replace(WHY, sales=[won], scores=[score]))
    yield "why_key", answers.why(language, replace(WHY, which="key", name="", sales=[won]))
    yield "why_silent", answers.why(language, replace(WHY, which="silent", contacts=CUSTOMERS.silent))
    yield "why_renewals", answers.why(language, replace(WHY, which="renewals", deals=[DEAL]))
    yield "why_gaps", answers.why(language, replace(WHY, which="gaps"))
    yield "help", answers.help_text(language)
