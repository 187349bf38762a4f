"""Examples of what we say about why a number is what it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from messages.blocks import Message, View
from messages.examples.kpis import UPSELL
from messages.scorecard import corrections, why, why_score
from messages.scorecard.records import Record
from messages.scorecard.why import Origin, Why
from models.activity.kinds import KINDS
from models.period import month_of
from models.scorecard.kpis import KPIS, Quadrant, Unit, kpi_fed_by

TODAY = date(2026, 11, 12)
NOVEMBER = month_of(TODAY)
REF = "person:0192f0c1a2b3c4d5e6f708192a3b4c5d:2026-11-01:2026-12-01:2026-11"
NASTY = "Zoë *_~`<!channel>` 🚀 שלום " + "van den Bergh-" * 4
RECORD = Record(
    "deal:0192f0c1a2b3c4d5e6f708192a3b4c5d",
    date(2026, 11, 9),
    "won",
    None,
    NASTY,
    "Anna de Vries",
    12_000,
    Unit.MONEY,
    0.6,
)
WHY = Why(
    kpi=KPIS["sales_by_channel"],
    name="Anna de Vries",
    period=NOVEMBER,
    currency="EUR",
    value=15_200,
    reason=None,
    read_at="Thu 12 Nov, 11:00",
    ref=f"{REF}|sales_by_channel",
    n=14,
    by_channel={"direct": 8000, "partner": 7200},
    left_out={"without_value": 1, "undone": 2},
    origin=Origin(40_000, 40_000, "month", "person"),
    expected=15_238,
    elapsed_share=8 / 21,
    projection=39_900,
    records=[RECORD],
)

STATES = ("open", "corrected", "right", "withdrawn")
ANSWERED: dict[str, dict[str, Any]] = {
    "corrected": {"by": NASTY, "was": 3, "now": 4},
    "right": {"by": NASTY, "reason": "It was booked on *Thursday* <!channel>: a follow-up."},
}
REQUEST: dict[str, Any] = {
    "id": "0192f0c1a2b3c4d5e6f708192a3b4c5d",
    "asker": NASTY,
    "kpi": KPIS["follow_ups"],
    "name": "Anna de Vries",
    "period": NOVEMBER,
    "text": "It was a follow-up.\n*Second* line <!channel>",
    "currency": "EUR",
    "asked": ("Bram Bakker", NASTY),
    "asked_on": TODAY,
}


def _scores(language: str) -> Iterator[tuple[str, View]]:
    sold = why_score.Part(KPIS["sales_by_channel"], 4, 0.19)
    close = why_score.QuadrantPart(Quadrant.CLOSE, 0.19, [sold], NASTY)
    learnt = why_score.Part(KPIS["training_hours"], 0.5, 1.5)
    develop = why_score.QuadrantPart(Quadrant.DEVELOP, 1.5, [learnt])
    view = why_score.ScoreView(NASTY, NOVEMBER, 0.85, [close, develop], [KPIS["renewals"]])
    yield "why_score", why_score.why_score(language, view)
    yield "why_no_score", why_score.why_score(language, why_score.ScoreView("Anna de Vries", NOVEMBER, None))


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal about one figure."""
    yield "why", why.why(language, WHY)
    bare = replace(
        WHY,
        value=None,
        reason="nothing_decided",
        origin=None,
        expected=None,
        projection=None,
        left_out={},
        by_channel={},
        records=[],
    )
    for kpi in KPIS.values():
        yield f"why_{kpi.key}", why.why(language, replace(bare, kpi=kpi))
    for reason in ("not_set", "not_employed", "away", "different"):
        yield f"why_no_target_{reason}", why.why(language, replace(bare, kpi=KPIS["csat"], no_target=reason))
    yield "why_of_a_team", why.why(language, replace(WHY, name="Noord", compared=12_000))
    due = Record("activity:1", TODAY, "renewal", None, NASTY, "Anna de Vries", due_on=date(2026, 12, 31))
    renewed = replace(bare, kpi=KPIS["renewals"], beside={"renewal_rate": 0.5, "renewals_due": 2}, due=[due, RECORD])
    yield "why_with_what_fell_due", why.why(language, renewed)
    yield from _scores(language)
    yield "why_own", why.why(language, replace(bare, kpi=UPSELL, reason="nothing_to_divide_by"))
    yield "why_not_listed", why.why(language, replace(bare, kpi=KPIS["turnover"], is_listed=False))
    for set_for, per in (
        ("role", "week"),
        ("preset", "quarter"),
        ("team", "month"),
        ("workspace", "year"),
        ("members", "week"),
    ):
        origin = Origin(33.6, 8, per, set_for, is_prorated=set_for == "role")
        made = replace(
            WHY, kpi=KPIS["first_meetings"], value=3, origin=origin, by_channel={}, expected=12.8, projection=7.9
        )
        yield f"why_target_of_{set_for}", why.why(language, made)
    for which in (
        "satisfied",
        "renewal_rate",
        "renewals_due",
        "turnover_rate",
        "cross_upsell_value",
        "reps",
        "reviewed",
    ):
        yield f"why_with_{which}", why.why(language, replace(WHY, beside={which: 2}))
    reasons = dict.fromkeys(
        (
            "without_value",
            "without_account",
            "without_first_day",
            "without_rate",
            "without_probability",
            "told_twice",
            "undone",
        ),
        1,
    )
    mean = replace(
        WHY, kpi=KPIS["close_rate"], value=0.5, numerator=2, denominator=4, left_out=reasons, records=_records()
    )
    yield "why_left_out", why.why(language, mean)
    told = (corrections.RequestView(**{**REQUEST, "state": state, **ANSWERED.get(state, {})}) for state in STATES[:3])
    asked = [(request, is_private) for request in told for is_private in (False, True)]
    yield "why_disputed", why.why(language, replace(WHY, requests=asked))
    yield "dispute_form", corrections.dispute_form(language, _records(), "EUR", WHY.ref)
    yield from _corrections(language)


def _corrections(language: str) -> Iterator[tuple[str, Message | View]]:
    request = corrections.RequestView(**REQUEST)
    of_an_entry = replace(request, entry_id="0192f0c1a2b3c4d5e6f708192a3b4c5d", ref=f"{REF}|follow_ups")
    yield "disputed", corrections.disputed(language, request)
    yield "dispute_withdrawn", corrections.withdrawn(language, request)
    yield "correction_about_a_gap", corrections.correction_asked(language, request)
    for_a_deputy = replace(of_an_entry, record=RECORD, stands_in_for=NASTY)
    yield "correction_about_a_record", corrections.correction_asked(language, for_a_deputy)
    for state in STATES:
        answered = replace(request, state=state, ref=WHY.ref, **ANSWERED.get(state, {}))
        yield f"correction_is_{state}", corrections.answered(language, answered, by_reader=False)
        if state in ANSWERED:
            yield f"correction_is_{state}_by_reader", corrections.answered(language, answered, by_reader=True)
        if state != "withdrawn":
            yield f"correction_heard_{state}", corrections.heard(language, replace(answered, by=NASTY))
    same = replace(request, state="corrected", by=NASTY, was=3, now=3)
    yield "correction_heard_and_same", corrections.heard(language, same)
    yield "correction_heard_and_new", corrections.heard(language, replace(same, was=None))
    yield "correction_answer_goes", corrections.answer_goes(language, request)
    yield "correction_right_form", corrections.right_form(language, request)
    many = [replace(of_an_entry if number % 2 else request, id=f"{number:032x}") for number in range(7)]
    yield "corrections", corrections.listed(language, many, many)
    yield "corrections_none", corrections.listed(language, [], [])
    yield "corrections_own", corrections.listed(language, [], [request])


def _records() -> list[Record]:
    fed = [kind for kind, rules in KINDS.items() if kpi_fed_by(kind, rules.is_meeting or None)]
    kinds = (*fed, "won", "lost", "deal_returned", "open", "account")
    return [
        Record(
            f"activity:{number:032x}",
            TODAY if number else None,
            kind,
            is_first=kind == "meeting",
            account=NASTY,
            owner=NASTY,
            value=4,
            also=["HubSpot", "calendar"] if number == 1 else (),
            source="Pipedrive" if number == 2 else "",
        )
        for number, kind in enumerate(kinds)
    ]
