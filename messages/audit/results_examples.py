"""Examples of what comes out of a survey."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.audit import prompts, trends
from messages.audit import results as audit_results
from messages.audit.results import RecordView, ResultsView
from messages.audit.views import ObstacleView, StageView
from messages.blocks import Message, View
from messages.tools.examples import counts
from messages.tools.views import EvidenceView
from models.audit.questions import FUNCTIONS, QUESTIONS, Part
from models.audit.results.functions import COMMENTS_LATER, Before, FunctionResult, Results
from models.audit.results.suppression import NOBODY_ANSWERED, NOBODY_ASKED, TOO_FEW, TOO_FEW_OF_A_GROUP, Cell, Detail
from models.audit.results.trends import Beside, Point

NASTY = "We *never* look back, ask <!channel> & <@U1> 🚀 \u202eמכירות. "
MEANS = {
    "strategy": 3.4,
    "process": 2.4,
    "people": 2.9,
    "channels": 3.1,
    "technology": 1.9,
    "customers": 4.3,
    "leadership": 3.8,
}
MOVED = dict.fromkeys(MEANS, 0.3) | {"technology": 0.6, "leadership": -0.8}
ONLY_STATEMENTS = Cell(reason=TOO_FEW_OF_A_GROUP)


def _function(key: str, mean: float) -> FunctionResult:
    asked = [
        question.key for question in QUESTIONS.values() if question.part is Part.FUNCTIONS and question.area == key
    ]
    statements = {one: Cell(round(mean + side, 2), 0.8, 11) for one, side in zip(asked, (0.2, -0.2), strict=False)}
    reps, managers = Cell(mean - 0.1, 0.9, 7), Cell(mean + 0.2, 0.4, 5)
    spread = {"technology": 1.4, "customers": 0.5}.get(key, 0.9)
    comments = (NASTY, NASTY * 30) if key == "process" else (f"{key}: {NASTY}",)
    return FunctionResult(key, mean, spread, 11, None, Detail.GROUPS, reps, managers, statements, comments)


ALL = {key: _function(key, mean) for key, mean in MEANS.items()}
NOTHING = FunctionResult(
    "people",
    None,
    None,
    None,
    TOO_FEW,
    Detail.NOTHING,
    Cell(reason=TOO_FEW),
    Cell(reason=TOO_FEW),
    {one: Cell(reason=TOO_FEW) for one in ALL["people"].statements},
    (),
    COMMENTS_LATER,
)
SOME = {
    **{
        key: replace(one, reps=ONLY_STATEMENTS, managers=ONLY_STATEMENTS, detail=Detail.STATEMENTS)
        for key, one in ALL.items()
    },
    "people": NOTHING,
    "channels": replace(
        ALL["channels"],
        detail=Detail.TOTAL,
        reps=Cell(reason=NOBODY_ASKED),
        managers=Cell(reason=NOBODY_ANSWERED),
        statements={one: Cell(reason=TOO_FEW) for one in ALL["channels"].statements},
    ),
    "leadership": replace(ALL["leadership"], n=1, spread=0.0),
}
FULL = Results(5, 12, 11, 10, ALL, (), Before(1, {key: mean - MOVED[key] for key, mean in MEANS.items()}))
PARTLY = Results(5, 12, 8, 7, SOME, ("process",), Before(1, {**MEANS, "people": None}))
EMPTY = Results(5, 12, 3, 2, dict.fromkeys(MEANS, NOTHING))
STAGE = StageView(
    2,
    "Emerging",
    "Technology",
    3,
    next_value=3,
    next_name="Defined",
    mean=3.1,
    obstacles=[ObstacleView("Technology", 1.9, True), ObstacleView("Process", 2.4, False)],
)
RECORDS = [
    RecordView("reviews", 4.2, 0.41, 12, 29),
    RecordView("coaching", None, 0.5, 48, 96),
    RecordView("entries", 3.3, 0.87, 870, 1000),
    RecordView("targets", 2.1, 1.0, 8, 8),
    RecordView("pipeline", 2.6, 0.33, 20, 60),
]


def view_in(language: str, results: Results = FULL) -> ResultsView:
    """The example's results in a language."""
    return ResultsView(
        "c1",
        2,
        "Everybody",
        date(2026, 12, 12),
        results,
        {key: area.label(language) for key, area in FUNCTIONS.items()},
        {key: question.text(language).statement for key, question in QUESTIONS.items()},
        {
            one.key: QUESTIONS[next(iter(ALL[one.key].statements))].text(language).recommendation
            for one in results.lowest
        },
        STAGE,
        RECORDS,
        leads=True,
        may_reopen=True,
        has_plan=True,
        tools=EvidenceView(
            4,
            3,
            ["content", "hr"],
            2,
            3,
            [("HubSpot", counts((3, 4, 0, 3), (5, 1, 4))), ("Exact <!channel>", counts((0, 1, 2, 7), (1, 1, 8)))],
            ["One customer file for all systems"],
        ),
    )


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message of the results."""
    full, partly = view_in(language), view_in(language, PARTLY)
    yield "headline", audit_results.headline(language, full)
    for name, moved in (("all_rose", 0.3), ("all_fell", -0.3)):
        then = Before(1, {key: mean - moved for key, mean in MEANS.items()})
        yield f"headline_{name}", audit_results.headline(language, view_in(language, replace(FULL, before=then)))
    for value in (1, 3, 4, 5):
        above = replace(
            STAGE,
            obstacles=[ObstacleView("Process", value - 0.04, True)],
            value=value,
            capped_by="",
            next_value=value + 1 if value < 5 else None,
        )
        yield f"headline_stage_{value}", audit_results.headline(language, replace(full, stage=above))
    yield (
        "headline_partly",
        audit_results.headline(
            language, replace(partly, stage=StageView(None, reason="function_missing"), shared="summary")
        ),
    )
    yield (
        "headline_few",
        audit_results.headline(
            language,
            replace(
                full,
                stage=StageView(None, reason="too_few_answered"),
                shared="full",
                results=replace(FULL, before=Before(1, MEANS)),
            ),
        ),
    )
    down = replace(FULL, before=Before(1, {key: mean + 0.4 for key, mean in MEANS.items()}))
    yield (
        "headline_down",
        audit_results.headline(language, replace(full, stage=StageView(3, "Defined"), results=down, records=[])),
    )
    reworded = replace(
        FULL,
        before=Before(1, MEANS, frozenset({"people", "strategy"})),
        teams={"t1": NASTY[:40]},
        functions={key: replace(one, teams={"t1": Cell(2.9, 0.8, 6)}) for key, one in ALL.items()},
    )
    yield "headline_reworded", audit_results.headline(language, replace(full, results=reworded))
    yield "details_reworded", audit_results.details(language, replace(full, results=reworded))
    yield from _trends(language)
    yield "headline_nothing", audit_results.headline(language, replace(full, results=EMPTY))
    summary = replace(full, form="summary", leads=False)
    yield "summary", audit_results.headline(language, summary)
    yield "details", audit_results.details(language, full)
    yield "details_partly", audit_results.details(language, partly)
    for page in (1, 2):
        yield f"comments_{page}", audit_results.comments(language, full, page)
    yield "comments_none", audit_results.comments(language, replace(full, results=EMPTY), 1)
    headline = audit_results.headline(language, full)
    yield "closed", prompts.closed(language, headline, 2, "functions", to_leader=True)
    yield (
        "closed_for_participants",
        prompts.closed(language, audit_results.headline(language, summary), 2, "functions", to_leader=False),
    )
    yield (
        "closed_nothing",
        prompts.closed(
            language, audit_results.headline(language, replace(full, results=EMPTY)), 2, "functions", to_leader=True
        ),
    )


def _trends(language: str) -> Iterator[tuple[str, Message]]:
    labels = {key: area.label(language) for key, area in FUNCTIONS.items()}
    then = {key: None if key == "people" else round(mean - 0.5, 1) for key, mean in MEANS.items()}
    days = (date(2025, 11, 12), date(2026, 5, 12), date(2026, 11, 12))
    points = [Point(1, days[0], then), Point(2, days[1], MEANS), Point(4, days[2], MEANS)]
    yield "trend", trends.trend(language, 4, points, labels)
    beside = [
        Beside("North", 3.1, 3.4, {"people": -0.6, "strategy": 0.2}),
        Beside(NASTY[:40], 3.4, 3.4, {"people": 0.0}),
        Beside("", 3.4, 3.4, {"people": 0.0}),
    ]
    changing = [replace(point, people=count) for point, count in zip(points, (3, 8, 9), strict=True)]
    yield "trend_beside", trends.trend(language, 4, changing, labels, beside)
    yield "trend_of_somebody", trends.trend(language, 4, points, labels, name=NASTY)
    yield "trend_nothing_yet", trends.trend(language, 4, points[2:], labels)
