"""Examples of questions about what stands out, and of the answers."""

from collections.abc import Iterator
from datetime import date, timedelta

from messages import anomalies
from messages.activity.answers import Entry
from messages.anomalies import CaseView, DealLine
from messages.blocks import Message, View
from models.anomalies.rules import Kind
from models.money import Money

TODAY = date(2026, 12, 2)
LAST_DAY = date(2026, 12, 7)
NASTY = "Zoë <!channel> *bold*"
DAY, NOVEMBER = date(2026, 11, 30), date(2026, 11, 1)
ENTRIES = [
    Entry(str(number), "meeting", DAY - timedelta(days=number), "Acme" if number else NASTY, is_first=False, minutes=45)
    for number in range(14)
]
BULK = CaseView("c1", Kind.BULK, {"count": 14, "usual": 2.6, "day": DAY, "month": NOVEMBER}, TODAY, ENTRIES)
REPEATS = CaseView(
    "c2", Kind.REPEATS, {"count": 5, "account": NASTY, "first": NOVEMBER, "last": DAY}, TODAY, ENTRIES[:5]
)
NO_OUTCOME = CaseView("c3", Kind.NO_OUTCOME, {"count": 42, "weeks": 8}, TODAY, ENTRIES)
OUT = {"count": 3, "won": 4, "decided": 8, "rate": 0.5, "whole": 4 / 11, "month": NOVEMBER}
DEALS = [DealLine(12, "Acme", Money.of(12_000, "EUR")), DealLine(13), DealLine(21, NASTY, Money.of(800, "USD"))]
TAKEN_OUT = CaseView("c4", Kind.TAKEN_OUT, OUT, TODAY, deals=DEALS)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Each question to the person and to the manager, the form, and what is said to each answer."""
    for case in (BULK, REPEATS, NO_OUTCOME, TAKEN_OUT):
        yield f"question_{case.kind}", anomalies.question(language, case, "Carla Mulder", LAST_DAY)
        yield f"for_manager_{case.kind}", anomalies.for_manager(language, case, NASTY, "p1", TODAY)
        yield f"to_correct_{case.kind}", anomalies.to_correct(language, case)
    yield "question_without_manager", anomalies.question(language, BULK, "", LAST_DAY)
    yield "form", anomalies.form(language, "c1")
    yield "thanks", anomalies.thanks(language, f"I typed up my notebook {NASTY}", "Carla Mulder")
    yield "thanks_late", anomalies.thanks(language, "I typed up my notebook", "")
    yield "settled", anomalies.settled(language, NASTY)
