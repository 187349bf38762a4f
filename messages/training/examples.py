"""Examples of what we say about training."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.training import answers, forms, overview, prompts
from messages.training.views import Change, GapView, Line, Measured, Page, PlanView, TrainingView, Who
from models.money import Money
from models.period import quarter_of
from models.training.summary import Cost
from models.training.topics import OTHER, TOPICS

NASTY = "Zoë <!channel> *bold*"
DAY = date(2026, 12, 3)
COMING = TrainingView(
    "t3",
    3,
    "negotiation",
    DAY,
    240,
    "Tough talks",
    "Mercuri",
    Money.of(1200, "EUR"),
    sees_cost=True,
    people=[Who("p1", "Anna de Vries", "planned"), Who("p2", NASTY, "planned")],
    others=1,
    may_change=True,
)
HELD = replace(
    COMING,
    id="t2",
    number=2,
    title="",
    day=date(2026, 10, 8),
    people=[
        Who("p1", "Anna de Vries", "attended", 240),
        Who("p2", NASTY, "missed"),
        Who("p3", "Bram Bakker", "planned"),
    ],
    others=0,
    is_over=True,
    mine="planned",
)
BARE = TrainingView("t4", 4, OTHER, DAY, 90, NASTY)
QUARTER = quarter_of(DAY)
LINES = [Line(topic, 600 - 30 * at, 1 + at % 4) for at, topic in enumerate([*TOPICS[:9], OTHER])]
PEOPLE = [Line("Anna de Vries", 720), Line(NASTY, 90), *(Line(f"Person {at}", 60) for at in range(12))]
PAGE = Page(
    QUARTER,
    LINES,
    PEOPLE,
    is_own=False,
    coming=[COMING, BARE, *(replace(BARE, id=f"t{at}", number=at) for at in range(5, 10))],
    held=[HELD],
    cost=Cost(Money.of(4500, "EUR"), 3, 6, waiting=1, unknown=2),
    may_change=True,
)
GAPS = [
    GapView("negotiation", 1.2, 8, [COMING], 3, 2),
    GapView("objections", 0.8, 1, [], 0, 1),
    GapView("closing", 0.4, 2, [], 0, 0),
]
MEASURED = [
    Measured("negotiation", Change(5, 3.0, 3.6), Change(7, 3.1, 3.2)),
    Measured("closing", Change(1, 2.0, 3.0), Change(0)),
]
PLAN = PlanView(4, date(2026, 9, 1), GAPS, MEASURED, 1, may_change=True)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The pages, every answer, what comes by itself, the forms."""
    yield "page", overview.page(language, PAGE)
    own = replace(
        PAGE, people=PEOPLE[:1], topics=LINES[:2], is_own=True, cost=None, may_change=False, coming=[], held=[]
    )
    yield "page_own", overview.page(language, own)
    empty = Page(QUARTER, (), (), is_own=True)
    yield "page_empty", overview.page(language, empty)
    yield "page_empty_for_manager", overview.page(language, replace(empty, cost=Cost(None, 0, 0), may_change=True))
    yield "page_no_cost", overview.page(language, replace(PAGE, cost=Cost(None, 0, 0, unknown=2)))
    yield "page_waiting", overview.page(language, replace(PAGE, cost=Cost(None, 0, 0, waiting=2)))
    nobody = Cost(Money.of(900, "EUR"), 1, 0)
    yield "page_nobody_there", overview.page(language, replace(PAGE, cost=nobody))
    yield "one_coming", overview.one(language, COMING)
    yield "one_held", overview.one(language, HELD)
    yield "one_nobody", overview.one(language, replace(BARE, sees_cost=True))
    yield "one_nobody_was", overview.one(language, replace(BARE, is_over=True))
    yield "one_mine", overview.one(language, replace(COMING, mine="planned", may_change=False))
    yield "plan", overview.plan(language, PLAN)
    yield "plan_first", overview.plan(language, replace(PLAN, measured=(), before=None, may_change=False))
    yield "plan_not_measured", overview.plan(language, replace(PLAN, measured=(), gaps=()))
    yield "plan_none", overview.plan(language, PlanView(None, None, (), (), None))
    yield "csv_sent", overview.csv_sent(language)
    for what in ("added", "changed", "removed", "restored", "as_before"):
        people = ["Anna de Vries", NASTY] if what == "added" else []
        yield f"stored_{what}", answers.stored(language, COMING, what, people)
    for what in ("put_on", "taken_off"):
        yield f"{what}_others", answers.seats(language, COMING, what, ["Anna de Vries", NASTY], is_own=False)
        yield f"{what}_self", answers.seats(language, COMING, what, ["Anna de Vries"], is_own=True)
    for what in ("attended", "missed", "unanswered"):
        yield f"{what}_self", answers.answered(language, HELD, what, [], "p1", 240)
        yield f"{what}_others", answers.answered(language, HELD, what, ["Anna de Vries", NASTY], "", 240)
    yield "ask", prompts.ask(language, HELD)
    yield "put_on_it", prompts.put_on_it(language, COMING, NASTY)
    yield "form", forms.training(language, DAY, topic="negotiation")
    yield "form_change", forms.training(language, DAY, replace(COMING, title=NASTY))
    yield "form_who", forms.who_comes(language, replace(COMING, title=NASTY))
    yield "help", answers.help_text(language)
