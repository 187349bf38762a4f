"""Examples of what we say about quarterly reviews."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages.blocks import Message, View
from messages.qbr import conversation, forms, overview, prompts, steps
from messages.qbr.conversation import Answered, Asked
from messages.qbr.overview import Line, Own
from messages.qbr.steps import READ, REMARK
from messages.qbr.text import DecisionView, PlanView, QbrView
from models.period import quarter
from models.qbr.pack import Accounts, DealLine, Decided, Disputed, Pack, Pipeline, Promise, Row
from models.qbr.records import LONGEST_DECISION, LONGEST_TEXT
from models.qbr.restated import Restated
from models.reviews.standing import ByManager

Q3, Q4 = quarter(2026, 3), quarter(2026, 4)
NASTY = "Bo *the_closer* ~`<!channel>` 🚀 \u202eמכירות " + "x" * 40
LONG = "Sales & more, <!channel> *and* so on. " * 60

ROWS = (
    Row("first_meetings", "find", "count", True, 92, 96, 0.958, "on_track"),
    Row("new_customers", "find", "count", False, 4, 6, 0.667, "behind"),
    Row("returned_leads", "find", "count", True, 1, 2, 2.0, "ahead", by_others=3, is_at_most=True),
    Row("proposals", "close", "count", True, 27, 24, 1.125, "ahead"),
    Row("sales_by_channel", "close", "money", False, 86_500, 100_000, 0.865, "at_risk"),
    Row("close_rate", "close", "rate", False, 0.32, 0.3, 1.067, "on_track"),
    Row("csat", "grow", "score", False, None, 4, None, None, "no_scores"),
    Row("coaching", "develop", "count", True, 5, 6, 0.833, "behind"),
    Row("training_hours", "develop", "hours", True, 6, None),
)
PACK = Pack(
    currency="EUR",
    score=0.92,
    status="at_risk",
    counted=6,
    worst="new_customers",
    quadrants={"find": 0.81, "close": 1.02, "grow": None, "develop": 0.83},
    rows=ROWS,
    won=Decided(7, 86_500),
    lost=Decided(5, 41_000, 1, (("price", 3), ("no budget", 1), ("", 1))),
    returned=Decided(1, 0.0),
    won_deals=(DealLine(12, "Acme", 30_000, "the demo"), DealLine(19, NASTY, 12_500), DealLine(21, "", 9_000)),
    pipeline=Pipeline(
        12,
        180_000,
        71_000,
        75_000,
        2.4,
        (DealLine(31, "Bolt & Co", 18_000, days=41), DealLine(35, "Cargo", None, days=16)),
        2,
        3,
    ),
    accounts=Accounts(7, 12),
    promises=(
        Promise("commitment", "Five first meetings in Limburg", "kept", date(2026, 8, 31), kpi="first_meetings"),
        Promise("action", "Call the three silent accounts", "not", date(2026, 9, 10)),
        Promise("decision", "Half a day with pre-sales", "kept", date(2026, 9, 15), owner_id="carla"),
        Promise("goal", "", "not", date(2026, 9, 30), kpi="new_customers,first_meetings", steps=(1, 2)),
        Promise("commitment", NASTY, "unknown", date(2026, 9, 30)),
        Promise("goal", "Fill the pipeline", "running", date(2026, 10, 20), kpi="pipeline", steps=(0, 1)),
        Promise("action", "Two questions about budget", "partly"),
    ),
    disputed=(Disputed("close_rate", "open", date(2026, 10, 2)), Disputed("proposals", "right", date(2026, 9, 3))),
)
BARE = Pack(
    "EUR",
    None,
    None,
    0,
    None,
    {},
    (),
    Decided(0, 0.0),
    Decided(0, 0.0),
    Decided(0, 0.0),
    pipeline=Pipeline(0, 0, 0, None, None),
)
REACHED = replace(
    PACK,
    pipeline=Pipeline(1, 9_000, 900, 0, None, (DealLine(31, "Bolt", 9_000, days=15),), 1, 1),
    accounts=Accounts(1, 1),
)
UNSAID = replace(
    PACK, promises=(Promise("commitment", "Call more", "unknown"),), lost=Decided(1, 900), won=Decided(1, 800, 1)
)

PLAN = (
    PlanView("sales_by_channel", 120_000, "money", date(2026, 12, 31)),
    PlanView("first_meetings", 36, "count", date(2026, 12, 31)),
    PlanView("close_rate", 0.35, "rate", date(2026, 12, 4), "60d"),
)
ANSWERS = {
    "achieved": "Three new customers through partners & one renewal.",
    "obstacles": "Late quotes: from now on I ask for them on Monday.",
    "help": "",
}
DECISIONS = (
    DecisionView("d1", "Half a day with pre-sales for the tender of Acme", "Carla Mulder", date(2026, 10, 30)),
    DecisionView("d2", "Prices within two days", "Anna de Vries", date(2026, 11, 13), "done"),
)
OPEN = QbrView(
    "1", "Anna de Vries", "Anna de Vries", Q3, "open", PACK, manager="Carla Mulder", people={"carla": "Carla Mulder"}
)
REPORTED = replace(OPEN, state="reported", answers=ANSWERS, plan=PLAN, has_report=True)
DRAFTED = replace(REPORTED, state="drafted", remarks="A good quarter: keep the rhythm.", decisions=DECISIONS)
SHARED = replace(DRAFTED, state="shared")
SIGNED = replace(
    SHARED,
    state="signed",
    closed_on=date(2026, 10, 14),
    today=date(2026, 11, 12),
    restated=(Restated(ROWS[3], 88_000), Restated(ROWS[4], 0.33)),
)
DISAGREED = replace(
    SHARED, state="disagreed", closed_on=date(2026, 10, 14), answer="Two deals moved because of holidays."
)
LONGEST = replace(
    DISAGREED,
    name=NASTY,
    rep=NASTY,
    manager=NASTY,
    answers={"achieved": LONG[:LONGEST_TEXT], "obstacles": "&" * LONGEST_TEXT, "help": LONG[:LONGEST_TEXT]},
    remarks="<" * LONGEST_TEXT,
    decisions=tuple(replace(DECISIONS[0], id=f"d{n}", text="&" * LONGEST_DECISION, owner=NASTY) for n in range(8)),
    answer=LONG[:LONGEST_TEXT],
)
REF = "1|achieved"
TEXT = Asked(REF, "achieved", Q3, 2, 5, hint="Sales: *€86,500* of €100,000")
LINES = [
    Answered("1|kept:9", "kept", Q3, "partly"),
    Answered(REF, "achieved", Q3, NASTY),
    Answered("1|help", "help", Q3, ""),
    Answered("1|plan", "plan", Q3, "Sales, First meetings"),
]
TEAM = [
    Line("Anna de Vries", Q3, "reported", "1", REMARK),
    Line(NASTY, Q3, "drafted_by_you", "2", REMARK, is_late=True),
    Line("Els Smit", Q3, "open", "3"),
    Line("Finn Bos", Q3, "shared", "4", READ),
    Line("Guus Vos", Q3, "none"),
    Line("Hanna Kok", Q3, "not_due"),
    Line("Ivo Post", Q3, "disagreed", "5", READ),
    Line("Jan Bos", Q3, "signed", "6", READ),
    Line("Kim Bos", Q3, "drafted", "7", REMARK),
]
BY_MANAGER = [
    ByManager("Carla Mulder", 8, 3, 2, 3, 2, 1),
    ByManager(NASTY, 1, 1, 0, 0, 0, 0),
    ByManager("", 1, 0, 1, 0, 0, 0),
]


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and modal of quarterly reviews."""
    until = date(2026, 10, 9)
    yield "prompt", prompts.prompt(language, OPEN, until)
    yield "prompt_of_team", prompts.prompt(language, replace(OPEN, name="North", manager=""), until, of_team=True)
    yield "prompt_bare", prompts.prompt(language, replace(OPEN, pack=BARE), until)
    yield "to_write", prompts.to_write(language, TEAM[:3])
    yield "to_write_again", prompts.to_write(language, TEAM[:1] * 30, again=True)
    yield "remind_report", prompts.remind_report(language, "1", Q3, until)
    yield "remind_sign", prompts.remind_sign(language, "1", Q3)
    yield "missed", prompts.missed(language, [("Anna de Vries", NASTY, Q3)] * 2)
    yield "decision_due", prompts.decisions_due(language, DECISIONS[:1])
    yield "decisions_due", prompts.decisions_due(language, LONGEST.decisions)
    yield from _conversation(language)
    yield from _steps(language)
    yield from _overview(language)
    yield from _forms(language)


def _conversation(language: str) -> Iterator[tuple[str, Message | View]]:
    kept = Asked("1|kept:9", "kept", Q3, 1, 5, "partly", commitment=NASTY, by=date(2026, 9, 30))
    plan = Asked("1|plan", "plan", Q3, 5, 5, currency="EUR")
    yield "question_kept", conversation.question(language, kept)
    yield "question", conversation.question(language, TEXT)
    yield "question_again", conversation.question(language, replace(TEXT, kind="obstacles", given=LONG, hint=""))
    yield "question_help", conversation.question(language, replace(TEXT, kind="help", hint=""))
    yield "question_plan_proposed", conversation.question(language, replace(plan, proposed=PLAN))
    yield "question_plan", conversation.question(language, replace(plan, plan=PLAN))
    yield "question_plan_empty", conversation.question(language, plan)
    for line in LINES:
        yield f"answered_{line.kind}", conversation.answered(language, line)
    yield "answered_by_word", conversation.answered(language, LINES[1], by_word=True)
    yield "asked_below", conversation.moved(language)
    yield "paused", conversation.paused(language, "1", Q3)
    yield "in_person", conversation.in_person(language)
    yield "summary", conversation.summary(language, REPORTED, LINES, ["Only results: add what leads to them."], "")
    yield "summary_longest", conversation.summary(language, replace(LONGEST, plan=PLAN), LINES, [], "")
    yield "summary_without_plan", conversation.summary(language, replace(REPORTED, plan=()), LINES, [], "plan")
    yield "summary_without_words", conversation.summary(language, replace(OPEN, plan=PLAN), LINES, [], "report")
    yield "handed_in", conversation.handed_in(language, REPORTED, [3, 4], alone=False)
    yield "handed_in_alone", conversation.handed_in(language, REPORTED, [3], alone=True)
    yield "taken_back", conversation.taken_back(language, OPEN)


def _steps(language: str) -> Iterator[tuple[str, Message | View]]:
    yield "preview", steps.preview(language, DRAFTED, language)
    yield "preview_without_report", steps.preview(language, replace(DRAFTED, has_report=False, decisions=()), language)
    yield "shared_now", steps.shared_now(language, SHARED)
    yield "shared", steps.shared(language, SHARED)
    yield "shared_longest", steps.shared(language, LONGEST)
    yield "read_shared", steps.read(language, SHARED, by_rep=True)
    yield "read_signed", steps.read(language, SIGNED, by_rep=True)
    yield "read_disagreed", steps.read(language, DISAGREED, by_rep=False)
    yield "read_reached", steps.read(language, replace(SIGNED, pack=REACHED), by_rep=False)
    yield "read_unsaid", steps.read(language, replace(SIGNED, pack=UNSAID), by_rep=False)
    yield "signed_now", steps.signed_now(language, SIGNED)
    yield "closed_now", steps.signed_now(language, SIGNED, alone=True)
    yield "disagreed_now", steps.disagreed_now(language, DISAGREED)
    yield "was_signed", steps.was_answered(language, SIGNED)
    yield "was_disagreed", steps.was_answered(language, LONGEST)
    yield "owner_told", steps.owner_told(language, NASTY, DECISIONS[0].text, date(2026, 10, 30))
    for state in ("done", "dropped", "open"):
        yield f"settled_{state}", steps.settled(language, "d1", NASTY, state)
    yield "file_sent", steps.file_sent(language)


def _overview(language: str) -> Iterator[tuple[str, Message | View]]:
    earlier = [Line("", quarter(2026, 2), "signed", "2", READ)]
    until = date(2026, 10, 9)
    people = overview.people(language, TEAM, Q3)
    for state in ("none", "open", "reported", "drafted", "shared", "signed", "disagreed"):
        own = [Own("1", Q3, state, until=until, manager="Carla Mulder")]
        pack = OPEN if state in ("none", "open") else None
        yield f"overview_{state}", overview.overview(language, own, pack, earlier, None, next_on=None)
    alone = [Own("1", Q3, "reported"), Own("2", Q3, "open", team="North", until=until)]
    yield "overview_alone", overview.overview(language, alone, None, [], people, next_on=None)
    late = [Own("1", Q3, "open", manager=NASTY), Own("2", Q3, "open", team="North")]
    yield "overview_late", overview.overview(language, late, OPEN, [], None, next_on=None)
    yield "overview_first", overview.overview(language, [], None, [], None, next_on=date(2027, 1, 5))
    yield "overview_nobody", overview.overview(language, [], None, [], None, next_on=None)
    yield "overview_manager", overview.overview(language, [], None, [], people, next_on=None)
    yield "people_of_forty", overview.people(language, TEAM * 5, Q3, leads_managers=True)
    yield "people_none", overview.people(language, [], Q3)
    yield "by_manager", overview.by_manager(language, BY_MANAGER, Q3)
    yield "by_manager_none", overview.by_manager(language, [], Q3)
    yield "pack_being_written", overview.pack_of(language, OPEN, until=until, asked=True)
    yield "pack_not_begun", overview.pack_of(language, OPEN, until=None, asked=False)
    yield "of_person", overview.of_person(language, REPORTED, can_write=True)
    yield "help", overview.help_text(language)


def _forms(language: str) -> Iterator[tuple[str, Message | View]]:
    horizons = [("quarter", date(2026, 12, 31)), ("30d", date(2026, 11, 4)), ("90d", date(2027, 1, 3))]
    for kind in ("achieved", "obstacles", "help"):
        yield f"form_{kind}", forms.answer(language, REF, kind, LONG[:LONGEST_TEXT])
    yield "form_line", forms.line(language, "1|plan", horizons, ["first_meetings", "sales_by_channel"])
    yield "form_report", forms.report(language, REPORTED, "first_meetings 36\nproposals 12 60d", "q1")
    yield "form_write", forms.write(language, REPORTED)
    yield "form_write_again", forms.write(language, LONGEST)
    yield "form_write_alone", forms.write(language, OPEN)
    yield "form_decision", forms.decision(language, "1", "UANNA", date(2026, 10, 30))
    yield "form_disagree", forms.disagree(language, "1", Q3)
