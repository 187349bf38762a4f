"""Examples of the ten analyses: with enough of everything, and with too little."""

from collections.abc import Iterator, Mapping
from datetime import date

from messages.analysis import answers, overview
from messages.analysis.told import AnalysisView
from messages.analysis.why import Behind, CostLine, why
from messages.blocks import Message, View
from messages.scorecard.records import Record
from models.analysis.cac import Cac, CacPart
from models.analysis.clv import Clv
from models.analysis.cost_of_sales import CostOfSales, CostPart
from models.analysis.coverage import OfOwner, OfTier, TerritoryCoverage
from models.analysis.forecast import forecast_of
from models.analysis.key_accounts import KeyAccount, KeyAccounts, Retention
from models.analysis.products import Pair, Product, Products
from models.analysis.readiness import Stock, readiness_of
from models.analysis.sales import Won
from models.analysis.satisfaction import Satisfaction, Scores, Segment
from models.analysis.seasonality import Seasonality
from models.analysis.sellers import RampStep, Seller, Sellers
from models.analysis.spending import CostMonths
from models.analysis.table import ANALYSES, next_after
from models.analysis.trend import Trend, TrendMonth
from models.money import Money
from models.period import Period, months_after
from models.scorecard.kpis import Unit
from models.territories.coverage import Coverage

YEAR = Period(date(2025, 11, 1), date(2026, 11, 1))
MONTHS = [Period(months_after(YEAR.start, at), months_after(YEAR.start, at + 1)) for at in range(12)]
REF = "trend||workspace:T1:2025-11-01:2026-11-01:"
ACME = "Acme *BV* <!channel>"
CLV = Clv(YEAR, 612_000, 82, 71, 11, 0.57, True, True)
CLV_ONE_YEAR = Clv(YEAR, 612_000, 82, 0, 0, 0.57, True, True, known_since=date(2026, 1, 12))
CLV_LOYAL = Clv(YEAR, 90_000, 12, 10, 0, 0.4, True, True)
CLV_LOSS = Clv(YEAR, 90_000, 12, 10, 1, -0.2, True, True)
CLV_UNKNOWN = Clv(YEAR, 0, 2, 2, 0, None, True, True, left_out=Won(0, 2, 2, 1, 1))
CLV_IN_PART = Clv(YEAR, 90_000, 12, 10, 2, 0.9, True, True, months=CostMonths(1, 1))
CLV_OF_A_TEAM = Clv(YEAR, 90_000, 12, 10, 2, None, False, False)
CAC_PARTS = tuple(CacPart(9_000 + 700 * at, 4 + at % 3, month) for at, month in enumerate(MONTHS))
BY_CHANNEL = (CacPart(80_000, 41, channel="direct"), CacPart(30_000, 20.5, channel="partner"), CacPart(44_000, 0))
CAC = Cac(CacPart(154_000, 61.5), CAC_PARTS, BY_CHANNEL, CLV, 2, 1, True)
CAC_WITHOUT = Cac(CacPart(None, 1), (), (), CLV_ONE_YEAR, 0, 0, True)
CAC_FEW = Cac(CacPart(9_000, 0), CAC_PARTS[:1], (), CLV, 0, 0, True)
CAC_IN_PART = Cac(CacPart(9_000, 40), CAC_PARTS[:1], (), CLV, 0, 0, True, CostMonths(12, 9), YEAR.start)
CAC_NOTHING = Cac(CacPart(None, 0), (), (), CLV_ONE_YEAR, 0, 0, True)
CAC_OF_A_TEAM = Cac(CacPart(None, 7), (), (), CLV_OF_A_TEAM, 0, 0, False)
CAC_DEAR = Cac(CacPart(900_000, 3), (), (), CLV_LOYAL, 0, 0, True)
COST_PARTS = tuple(CostPart(40_000 + 2_000 * at, 21_000 - 300 * at, month) for at, month in enumerate(MONTHS))
COST = CostOfSales(CostPart(612_000, 232_000), COST_PARTS, (CostPart(612_000, None, channel="direct"),), 1, 1, 0, True)
COST_LOSS = CostOfSales(CostPart(1_000, 1_200), (), (), 0, 0, 0, True)
COST_WITHOUT = CostOfSales(CostPart(612_000, None), (), (), 0, 0, 0, True)
COST_IN_PART = CostOfSales(CostPart(612_000, 12_000), (), (), 0, 0, 0, True, CostMonths(12, 9))
COST_UNSOLD = CostOfSales(CostPart(0, 1_200), (), (), 0, 0, 0, True)
PRODUCTS = Products(
    (Product("GTX Pro", 300_000, 61, 40), Product("MG _Special_", 12_000, 90, 48), Product(None, 5_000, 2, 1)),
    *(60, 88, 28),
    Pair("GTX Pro", "MG _Special_", 28, 40),
    *(1, 2, 3),
)
ONE_PRODUCT = Products((Product("GTX Pro", 300_000, 61, 1),), 1, 1, 0, None, 0, 0, 0)
TWO_PRODUCTS = PRODUCTS.products[:2]
ALL_TOOK_BOTH = Products(TWO_PRODUCTS, 8, 16, 8, Pair("GTX Pro", "Care", 8, 8), 0, 0, 0)
FEW_TOOK_BOTH = Products(TWO_PRODUCTS, 30, 31, 1, Pair("GTX Pro", "Care", 1, 8), 0, 0, 0)
PRODUCTS_UNKNOWN = Products((Product(None, 5_000, 2, 1),), 0, 0, 0, None, 0, 0, 0)
PRODUCTS_OF_NOBODY = Products((Product("GTX Pro", 300_000, 61, 0),), 0, 0, 0, None, 0, 0, 61)
TOP = tuple(
    KeyAccount(
        str(at), name, 90_000 - 20_000 * at, 0.18 - 0.05 * at, 90_000, 70_000, day, day is None or day.month == 3
    )
    for at, (name, day) in enumerate([(ACME, date(2026, 11, 3)), ("Globex", date(2026, 3, 2)), ("Initech", None)])
)
RETAINED = Retention(71, 540_000_00, 561_600_00, 470_000_00, 11, 1)
KEY_ACCOUNTS = KeyAccounts(TOP, 14, 500_000, RETAINED, YEAR, 2)
MANY_SILENT = KeyAccounts(TOP[2:] * 7, 34, 500_000, RETAINED, YEAR, 0)
ONE_OF_FOUR = KeyAccounts(TOP[:1], 4, 100_000, Retention(0, 0, 0, 0, 0, 0), YEAR, 0)
ONLY_ONE = KeyAccounts(TOP[:1], 1, 90_000, Retention(0, 0, 0, 0, 0, 0), YEAR, 0)
NO_ACCOUNTS = KeyAccounts((), 0, 0, Retention(0, 0, 0, 0, 0, 0), YEAR, 3)
SALES = [40_000 + 1_500 * at + (9_000 if at % 12 == 2 else 0) for at in range(36)]
SHORT = [40_000.0, 52_000.0, 47_000.0, 61_000.0]
TREND_MONTHS = tuple(TrendMonth(month.start, SALES[24 + at], 7, SALES[12 + at]) for at, month in enumerate(MONTHS))
AHEAD = tuple(months_after(YEAR.end, at) for at in range(3))
TREND = Trend(TREND_MONTHS, forecast_of(SALES), AHEAD, 36, YEAR.end, Won(0, 0, 0, 1, 1))
DOWN_MONTHS = tuple(TrendMonth(month.month, month.year_ago or 0, 7, month.sales) for month in TREND_MONTHS)
WILD = [float(10_000 + (at % 12) * 5_000) for at in range(30)]
TREND_DOWN = Trend(DOWN_MONTHS, forecast_of([*WILD, 1_000.0, 1_000.0]), AHEAD, 32, None, Won())
FLAT_MONTHS = tuple(TrendMonth(month.month, month.sales, 7, month.sales) for month in TREND_MONTHS)
TREND_FLAT = Trend(FLAT_MONTHS, forecast_of(SALES[:24]), AHEAD, 24, None, Won())
NEW_MONTHS = tuple(TrendMonth(month.start, sales, 5, None) for month, sales in zip(MONTHS, SHORT, strict=False))
TREND_NEW = Trend(NEW_MONTHS, forecast_of(SHORT), AHEAD, 4, None, Won())
ONE_MONTH = Trend(NEW_MONTHS[:1], None, (), 1, None, Won())
NO_TREND = Trend((), None, (), 0, YEAR.end, Won())
RAMP = (
    RampStep(1, 4, 9_000, 0.35),
    RampStep(2, 3, 16_000, 0.62),
    RampStep(3, 3, 23_000, 0.9),
    RampStep(4, 1, 25_000, 1),
)
NAMES = ("Anna de Vries", "Bram Bakker", "Cleo <!here>", "Dora Smit", "Eef Bos", "Fia Mol")
SELLERS = Sellers(
    tuple(
        Seller(name, 90_000 - 12_000 * at, 70_000, (90 - 12 * at) / 70, (90 - 12 * at) / 70)
        for at, name in enumerate(NAMES)
    ),
    *(False, RAMP, 4, 25_700),
)
RUNNING = Sellers(
    (
        Seller("Anna", 90_000, 70_000, 90 / 70, 1.6),
        Seller("Bram", 20_000, 70_000, 2 / 7, 0.4),
        Seller("Cleo", 0, None, None, None),
    ),
    *(True, (), 2, 9_000),
)
WITHOUT_TARGETS = Sellers((Seller("Anna", 90_000, None, None, None),), False, (), 0, None)
NO_TARGETS = Sellers((*WITHOUT_TARGETS.sellers, Seller("Bram", 30_000, None, None, None)), False, (), 0, None)
NO_SALES = Sellers((Seller("Anna", 0, None, None, None),), False, (), 0, None)
NOBODY = Sellers((), False, (), 0, None)
RETAIL, CARE = Scores(20, 20, 72, 11, 12, 6, 3, 12), Scores(17, 17, 76.5, 16, 8, 6, 1, 8)
SATISFACTION = Satisfaction(
    RETAIL + CARE,
    Scores(21, 21, 86, 15),
    (Segment("Retail", RETAIL), Segment("Care & cure", CARE), Segment(None, Scores(1, 1, 4, 1))),
)
FEW_SCORES = Satisfaction(Scores(1, 1, 3), Scores(1, 1, 4), (Segment(None, Scores(1, 1, 3)),))
ONLY_NPS = Satisfaction(
    Scores(asked=6, promoters=2, detractors=3, nps_weight=6),
    Scores(),
    (Segment("Retail", Scores(asked=6, promoters=2, detractors=3, nps_weight=6)),),
)
INDEX = dict(enumerate((0.9, 0.95, 1.34, 1.1, 1, 1.05, 0.71, 0.75, 1.1, 1.05, 1, 1.05), start=1))
SEASON = Seasonality(INDEX, 38, dict.fromkeys(INDEX, 3), spreads_targets=True)
OF_ONE = Seasonality(INDEX, 38, dict.fromkeys(INDEX, 3))
PROVISIONAL = Seasonality(INDEX, 14, dict.fromkeys(INDEX, 1), spreads_targets=True)
FLAT = Seasonality(dict.fromkeys(INDEX, 1.0), 24, dict.fromkeys(INDEX, 2))

FINE, LATE = Coverage(9, 12, 1), Coverage(3, 8, 0)
COVERAGE = TerritoryCoverage(
    date(2026, 10, 31),
    Coverage(12, 21, 2),
    (OfTier("A", 14, LATE), OfTier("B", 60, FINE), OfTier("C", 1, Coverage(0, 1, 1))),
    (OfOwner("Bram *Bakker*", LATE), OfOwner("Anna", FINE), OfOwner(None, Coverage(0, 1, 1))),
    ((date(2026, 8, 31), LATE), (date(2026, 9, 30), FINE), (date(2026, 10, 31), Coverage(12, 21, 2))),
)
ONE_COVERED = TerritoryCoverage(date(2026, 10, 31), Coverage(1, 1), (OfTier("B", 60, Coverage(1, 1)),), (), ())
NOT_COVERED = TerritoryCoverage(date(2026, 10, 31), Coverage(), (), (), ())

_RESULTS: Mapping[str, Mapping[str, object]] = {
    "cac": {
        "": CAC,
        "without_costs": CAC_WITHOUT,
        "nobody_new": CAC_FEW,
        "of_a_team": CAC_OF_A_TEAM,
        "dear": CAC_DEAR,
        "in_part": CAC_IN_PART,
        "nothing": CAC_NOTHING,
    },
    "clv": {
        "": CLV,
        "one_year": CLV_ONE_YEAR,
        "loyal": CLV_LOYAL,
        "at_a_loss": CLV_LOSS,
        "of_a_team": CLV_OF_A_TEAM,
        "in_part": CLV_IN_PART,
        "unknown": CLV_UNKNOWN,
    },
    "cost_of_sales": {
        "": COST,
        "at_a_loss": COST_LOSS,
        "without_costs": COST_WITHOUT,
        "nothing_sold": COST_UNSOLD,
        "in_part": COST_IN_PART,
    },
    "products": {
        "": PRODUCTS,
        "one": ONE_PRODUCT,
        "not_said": PRODUCTS_UNKNOWN,
        "of_nobody": PRODUCTS_OF_NOBODY,
        "all_took_both": ALL_TOOK_BOTH,
        "few_took_both": FEW_TOOK_BOTH,
    },
    "key_accounts": {
        "": KEY_ACCOUNTS,
        "silent": MANY_SILENT,
        "four": ONE_OF_FOUR,
        "one": ONLY_ONE,
        "none": NO_ACCOUNTS,
    },
    "trend": {
        "": TREND,
        "down": TREND_DOWN,
        "flat": TREND_FLAT,
        "new": TREND_NEW,
        "one_month": ONE_MONTH,
        "nothing": NO_TREND,
    },
    "sellers": {
        "": SELLERS,
        "running": RUNNING,
        "no_targets": WITHOUT_TARGETS,
        "none_has_targets": NO_TARGETS,
        "no_sales": NO_SALES,
        "nobody": NOBODY,
    },
    "satisfaction": {
        "": SATISFACTION,
        "few": FEW_SCORES,
        "only_nps": ONLY_NPS,
        "none": Satisfaction(Scores(), Scores(), ()),
    },
    "seasonality": {
        "": SEASON,
        "provisional": PROVISIONAL,
        "of_one": OF_ONE,
        "flat": FLAT,
        "too_little": Seasonality({}, 7, {}),
        "nothing": Seasonality({}, 0, {}),
        "gaps": Seasonality({}, 30, {}),
    },
}


def view_of(key: str, result: object) -> AnalysisView:
    """A result with the buttons around it."""
    others = {other: f"{other}||workspace:T1:2025-11-01:2026-11-01:" for other in ANALYSES}
    periods = [
        (which, f"{REF}{which}")
        for which in ("twelve_months", "this_quarter", "last_quarter", "this_year", "last_year", "last_month")
    ]
    scopes = [("Noordzee <!here>", f"{REF}all"), ("North", f"{REF}north")]
    return AnalysisView(
        key, "Noordzee <!here>", YEAR, "EUR", result, REF, None, False, periods, scopes, others, next_after(key)
    )


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Each of the ten as it usually is, and with too little; the overview; why."""
    for key, results in _RESULTS.items():
        for which, result in results.items():
            yield f"{key}_{which}".rstrip("_"), answers.analysis(language, view_of(key, result))
    refs = {key: f"{key}||workspace:T1:2025-11-01:2026-11-01:" for key in ANALYSES}
    plenty = Stock(36, 80, 120, 110, 24, 12, 8, 40, 30)
    little = Stock(7, 3, 4, 1, 0, 0, 0, 2, 0)
    for which, stock in (("plenty", plenty), ("little", little), ("nothing", Stock(0, 0, 0, 0, 0, 0, 0, 0, 0))):
        yield f"overview_{which}", overview.overview(language, "Noordzee", readiness_of(stock), refs)
    of_a_team = Stock(1, 1, 4, 0, 1, 1, 1, 1, 0, is_company=False)
    yield "overview_of_a_team", overview.overview(language, "North", readiness_of(of_a_team), refs)
    unnamed = Stock(12, 0, 4, 1, 1, 0, 1, 5, 0)
    yield "overview_without_accounts", overview.overview(language, "North", readiness_of(unnamed), refs)
    costs = [CostLine(date(2026, 10, 30), Money.of(12_000, "EUR"), "marketing", "direct", "fair *in* Utrecht <!here>")]
    won = Record("deal:1", date(2026, 10, 3), "won", account=ACME, owner="Anna", value=12_500, unit=Unit.MONEY)
    behind = Behind([won], 61, costs, True, "Thu 12 Nov, 11:00", f"{REF}|new_customers")
    yield "why_cac", why(language, view_of("cac", CAC), behind)
    nothing = Behind([], 0, [], True, "Thu 12 Nov, 11:00", "")
    yield "why_cac_nothing", why(language, view_of("cac", CAC_WITHOUT), nothing)
    yield "why_trend", why(language, view_of("trend", TREND), Behind([won], 1, [], False, "Thu 12 Nov, 11:00", ""))
    yield "help", overview.help_text(language)
    yield "file_sent", overview.file_sent(language)
