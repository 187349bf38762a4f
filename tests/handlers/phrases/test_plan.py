"""What can be typed after `/plan`, in English and Dutch."""

from decimal import Decimal

import pytest

from handlers.phrases.people import MYSELF, PersonForm, PersonRef
from handlers.phrases.plan import PlanPhrase, read_plan
from handlers.phrases.unreadable import Reason, Unreadable
from handlers.phrases.values import KpiValue

ANNA = PersonRef(PersonForm.SLACK_ID, "UANNA")
FULL = PlanPhrase(
    "add", None, "Call all A customers", 60, ANNA, "first_meetings", KpiValue("first_meetings", Decimal(30))
)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("list", PlanPhrase("list")),
        ("overzicht", PlanPhrase("list")),
        ("done 3", PlanPhrase("done", 3)),
        ("klaar #3", PlanPhrase("done", 3)),
        ("done action 3", PlanPhrase("done", 3)),
        ("drop 3", PlanPhrase("drop", 3)),
        ("schrap 3", PlanPhrase("drop", 3)),
        ("undo", PlanPhrase("undo")),
        ("terug 4", PlanPhrase("undo", 4)),
        ("stage", PlanPhrase("stage")),
        ("fase", PlanPhrase("stage")),
        ("accept 2", PlanPhrase("accept", 2)),
        ("neem 2 30d", PlanPhrase("accept", 2, days=30)),
        ("accept 2 <@UANNA> 60 days", PlanPhrase("accept", 2, days=60, person=ANNA)),
        ("accept 2 me", PlanPhrase("accept", 2, person=MYSELF)),
        ("accept 2 follow_ups", PlanPhrase("accept", 2, kpi="follow_ups")),
        ("accept 2 follow_ups 60d", PlanPhrase("accept", 2, kpi="follow_ups", days=60)),
        ("wijzig 2 aan <@UANNA>", PlanPhrase("change", 2, person=ANNA)),
        ("goal 2", PlanPhrase("goal", 2)),
        (
            "doel 2 eerste gesprekken=30",
            PlanPhrase("goal", 2, kpi="first_meetings", target=KpiValue("first_meetings", Decimal(30))),
        ),
        ('add "Call all A customers" 60d <@UANNA> first_meetings=30', FULL),
        ('add 60d first_meetings=30 <@UANNA> "Call all A customers"', FULL),
        ("add Call all A customers 60d <@UANNA> first_meetings=30", FULL),
        ("nieuw “Call all A customers” 60d <@UANNA> eerste_gesprekken=30", FULL),
        ("add Train the newcomers", PlanPhrase("add", title="Train the newcomers")),
        ("add", PlanPhrase("add")),
        ('objective "Grow in Germany" 24m', PlanPhrase("objective", title="Grow in Germany", months=24)),
        ("objective Grow in Germany 24 months", PlanPhrase("objective", title="Grow in Germany", months=24)),
        ("doelstelling “Groeien” 2 jaar", PlanPhrase("objective", title="Groeien", months=24)),
        ('objective "Grow" 1y', PlanPhrase("objective", title="Grow", months=12)),
        ('objective "Grow"', PlanPhrase("objective", title="Grow")),
        ("objective", PlanPhrase("objective")),
        ("objective close 2", PlanPhrase("close_objective", 2)),
        ("doelstelling sluit 2", PlanPhrase("close_objective", 2)),
        ("objective 1 goal 3", PlanPhrase("link", 1, goal=3)),
        ("doelstelling 1 doel 3", PlanPhrase("link", 1, goal=3)),
    ],
)
def test_what_can_be_typed(text: str, phrase: PlanPhrase) -> None:
    assert read_plan(text) == phrase


@pytest.mark.parametrize(
    ("text", "reason", "rest"),
    [
        ("finnish 3", Reason.UNKNOWN_ACTION, "finnish 3"),
        ("done", Reason.NUMBER_MISSING, ""),
        ("done three", Reason.NUMBER_MISSING, "three"),
        ("done 3 4", Reason.UNKNOWN_WORD, "4"),
        ("accept 2 banana", Reason.UNKNOWN_WORD, "banana"),
        ("accept 2 unicorns=4", Reason.UNKNOWN_KPI, "unicorns"),
        ('add "X" 45d', Reason.UNKNOWN_HORIZON, "45d"),
        ('add "X" Q1', Reason.UNKNOWN_HORIZON, "Q1"),
        ('add "X" close_rate=140%', Reason.RATE_OUT_OF_RANGE, "140%"),
        ("add " + "x" * 161, Reason.NAME_TOO_LONG, "x" * 60),
        ("objective close", Reason.NUMBER_MISSING, ""),
        ('objective "Grow" 24m banana', Reason.UNKNOWN_WORD, "banana"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_an_example(text: str, reason: Reason, rest: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_plan(text)
    assert (unreadable.value.reason, unreadable.value.rest) == (reason, rest)
    assert unreadable.value.example
