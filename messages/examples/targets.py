"""Examples of what we say about targets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages import targets
from messages.blocks import Message, View
from messages.targets import Advice, Start, TargetView, Whose
from models.scorecard.kpis import KPIS
from models.team.records import SalesRole

ANNA = Whose("person", "Anna de Vries")
NASTY = Whose("person", "Zoë *_~ <!channel> 🚀 שלום " + "x" * 60)


def _target_view(kpi: str, value: float, period_type: str = "week", whose: Whose = ANNA) -> TargetView:
    return TargetView(KPIS[kpi], whose, value, period_type, "EUR", "0192f0c1")


MEETINGS = _target_view("first_meetings", 8)
SALES = _target_view("sales_by_channel", 100_000, "month", Whose("team", "Noord"))
TO_COME = replace(MEETINGS, value=10, starts_on=date(2026, 11, 16))
RATE = _target_view("close_rate", 0.3, "quarter", NASTY)
COMPANY = _target_view("sales_by_channel", 1_000_000, "quarter", Whose("workspace"))


NEXT = Start(date(2026, 11, 16), instead=date(2026, 11, 9))
NOW, LATER = Start(date(2026, 11, 9), "now", date(2026, 11, 16)), Start(date(2027, 1, 1), "later")


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message about targets."""
    yield "set", targets.noted(language, MEETINGS, NEXT)
    yield (
        "set_for_a_team",
        targets.noted(language, SALES, NEXT, before=_target_view("sales_by_channel", 80_000, "month")),
    )
    yield "set_a_rate", targets.noted(language, RATE, NEXT)
    yield "set_a_year", targets.noted(language, _target_view("proposals", 90, "year"), LATER)
    for per in ("week", "month", "quarter", "year"):
        for name, start in (("next", NEXT), ("now", NOW)):
            yield f"set_from_{name}_{per}", targets.noted(language, _target_view("proposals", 90, per), start)
    yield "set_far_above_the_best", targets.noted(language, MEETINGS, NEXT, advice=Advice(best=3))
    yield "set_without_records", targets.noted(language, COMPANY, NOW, advice=Advice(no_history=True))
    for name, set_for in (("a_team", SALES), ("the_company", COMPANY)):
        differing = targets.noted(language, set_for, NEXT, advice=Advice(people=123_000, no_history=True))
        yield f"set_for_{name}_unlike_its_people", differing
    yield "ended", targets.ended(language, MEETINGS, NEXT)
    yield "undone", targets.undone(language, MEETINGS.kpi, NASTY)
    yield "told", targets.told(language, "Carla Mulder", MEETINGS, NEXT.day)
    yield "told_a_rate", targets.told(language, "Carla Mulder", RATE, NEXT.day)
    everybody = [_target_view("csat", 4.3, "quarter", Whose("role", role.value)) for role in SalesRole]
    yield (
        "listed",
        targets.listed(language, [MEETINGS, TO_COME, RATE, SALES, *everybody, COMPANY], [MEETINGS], "account"),
    )
    yield "listed_many", targets.listed(language, [MEETINGS] * 75)
    yield "listed_usual", targets.listed(language, [], [MEETINGS], "sdr")
    yield "listed_none", targets.listed(language, [])
    yield "help", targets.help_text(language)
