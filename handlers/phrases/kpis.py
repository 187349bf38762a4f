"""The KPIs of the scorecard in the words of both languages, and what a typed value of each may be."""

from enum import StrEnum

from handlers.phrases.tokens import Typed, folded


class Unit(StrEnum):
    """What the figures of a KPI are counted in."""

    COUNT = "count"
    MONEY = "money"
    RATE = "rate"
    SCORE = "score"
    DAYS = "days"
    HOURS = "hours"


KPIS: dict[str, tuple[Unit, str]] = {
    "first_meetings": (
        Unit.COUNT,
        "First sales meetings, first meetings, first meeting, Eerste gesprekken, eerste gesprek, "
        "eerste afspraken, kennismakingen, kennismakingsgesprekken",
    ),
    "follow_ups": (
        Unit.COUNT,
        "Follow-up meetings, follow-ups, follow ups, followups, follow up, follow-up, "
        "Vervolggesprekken, vervolggesprek, vervolgafspraken, opvolggesprekken",
    ),
    "proposals": (
        Unit.COUNT,
        "Qualified proposals, proposals, proposal, quotes, Gekwalificeerde voorstellen, voorstellen, offertes",
    ),
    "new_customers": (Unit.COUNT, "New customers, new clients, Nieuwe klanten, nieuwe klant"),
    "sales_by_channel": (Unit.MONEY, "Sales by channel, sales, revenue, Omzet per kanaal, omzet, verkopen"),
    "renewals": (Unit.COUNT, "Contract renewals, renewals, Contractverlengingen, verlengingen"),
    "csat": (Unit.SCORE, "Customer satisfaction, satisfaction, Klanttevredenheid, tevredenheid"),
    "pipeline": (Unit.MONEY, "Pipeline value, pipeline, Pijplijnwaarde, pijplijn"),
    "weighted_pipeline": (Unit.MONEY, "Weighted pipeline, Gewogen pijplijn, gewogen pipeline"),
    "turnover": (Unit.COUNT, "Rep turnover, turnover, Verloop"),
    "training_hours": (Unit.HOURS, "Training hours, training, Opleidingsuren, trainingsuren, opleiding"),
    "coaching": (Unit.COUNT, "Coaching sessions, coaching, Coachingsgesprekken, coachgesprekken"),
    "reps_on_track": (Unit.COUNT, "Reps on track, Verkopers op koers"),
    "reps_at_target": (Unit.COUNT, "Reps at target, Verkopers op doel"),
    "close_rate": (Unit.RATE, "Close rate, win rate, hit rate, Slagingspercentage, scoringspercentage, conversie"),
    "returned_leads": (Unit.COUNT, "Returned leads, Teruggegeven leads"),
    "cross_upsell": (
        Unit.COUNT,
        "Cross- & upselling, Cross- and upselling, cross-selling, upselling, cross upsell, cross- en upselling",
    ),
    "sales_cycle": (Unit.DAYS, "Sales cycle, Verkoopcyclus, doorlooptijd"),
    "coca": (Unit.MONEY, "Cost of customer acquisition, acquisition cost, cac, Acquisitiekosten"),
    "deal_size": (
        Unit.MONEY,
        "Average deal size, deal size, average deal, Gemiddelde dealwaarde, dealwaarde, dealgrootte",
    ),
    "new_accounts": (Unit.COUNT, "New accounts by channel, new accounts, Nieuwe accounts per kanaal, nieuwe accounts"),
}

_Table = dict[str, list[tuple[tuple[str, ...], str]]]


def unit_of(kpi: str) -> Unit:
    """The unit of a KPI; a workspace's own KPIs are counts."""
    return KPIS[kpi][0] if kpi in KPIS else Unit.COUNT


def _phrases() -> dict[tuple[str, ...], str]:
    phrases: dict[tuple[str, ...], str] = {}
    for key, (_, names) in KPIS.items():
        for name in (key, key.replace("_", " "), *names.split(", ")):
            spelled = folded(name).split()
            phrases[tuple(spelled)] = key
            phrases[("_".join(spelled),)] = key
    return phrases


_PHRASES = _phrases()
_TABLE: _Table = {}
for _phrase in sorted(_PHRASES, key=len, reverse=True):
    _TABLE.setdefault(_phrase[0], []).append((_phrase, _PHRASES[_phrase]))

KPI_NAMES: tuple[str, ...] = tuple(" ".join(phrase) for phrase in _PHRASES)
"""Every way to type a KPI, for suggestions."""


def kpi_at(words: Typed, at: int) -> tuple[str, int] | None:
    """The key of the KPI that starts at a token, and the position after it; the longest name wins."""
    for phrase, key in _TABLE.get(words.low(at), ()):
        if len(phrase) == 1 or all(words.low(at + n) == word for n, word in enumerate(phrase)):
            return key, at + len(phrase)
    return None


def kpi_before_equals(words: Typed, at: int) -> bool:
    """Whether the words from `at` run up to an equals sign: `new clientz=5`."""
    end = at
    while words.low(end):
        end += 1
    return end > at and words.is_equals(end)
