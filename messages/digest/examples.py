"""Examples of the weekly digest: a small team, a large one, an empty one, and names that try to break it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from messages.blocks import Message, View
from messages.digest import channel, praise, weekly
from models.digest.at_stake import DealAtStake
from models.digest.celebrating import BestWeek, TeamNews
from models.digest.changes import Change
from models.digest.rep import Measured, RepWeek
from models.digest.waiting import Item, Waiting
from models.digest.week import AwayNow, QuadrantWeek, TeamWeek, WeakGoal
from models.digest.week import Change as WeekChange
from models.money import Money
from models.period import month_of, quarter, week_of
from models.plan.queries import PlanProgress
from models.plan.records import PlanAction
from models.scorecard.kpis import Quadrant

WEEK = week_of(date(2026, 11, 9))
NASTY = "Bo *the_closer* ~`<!channel>` 🚀 \u202eמכירות " + "x" * 40

RUNNING = PlanAction(
    workspace_id="T1",
    number=1,
    title="*Call* <!channel> & the `A` customers",
    horizon_days=30,
    ends_on=date(2026, 12, 11),
    state="accepted",
    changed_at=datetime(2026, 11, 12, tzinfo=UTC),
)


def measured(first: float, follow: float, proposals: float, sales: float | None) -> tuple[Measured, ...]:
    """A rep's week against 8 first meetings and 6 follow-ups, and the month against 2 proposals and €40,000 to date."""
    return (
        Measured("first_meetings", first, 8, first / 8),
        Measured("follow_ups", follow, 6, follow / 6),
        Measured("proposals", proposals, 6, proposals / 2, of_month=True),
        Measured("sales_by_channel", sales or 0, 100_000, None if sales is None else sales / 40_000, of_month=True),
    )


def team(people: int, first: float, follow: float, proposals: float, sales: float) -> tuple[Measured, ...]:
    """The totals of so many people."""
    return (
        Measured("first_meetings", first, 8 * people, first / 8 / people),
        Measured("follow_ups", follow, 6 * people, follow / 6 / people),
        Measured("proposals", proposals, 6 * people, proposals / 2 / people, of_month=True),
        Measured("sales_by_channel", sales, 100_000 * people, sales / 40_000 / people, of_month=True),
    )


def rep(
    name: str,
    of_week: tuple[Measured, ...],
    worked: float = 5,
    entries: int = 12,
    won: float = 0,
    won_from: tuple[str, ...] = (),
) -> RepWeek:
    """A rep's week, with made-up figures."""
    return RepWeek(name, name, "U1", of_week, worked, entries, won, won_from)


TEAM = TeamWeek(
    WEEK,
    month_of(WEEK.last_day),
    (
        rep("Anna de Vries", measured(9, 7, 2, 52_000), won=18_000, won_from=("Globex", "Acme")),
        rep("Bram Bakker", measured(2, 4, 1, 21_500)),
        rep("Chantal Jansen", measured(6, 3, 2, 23_000), won=9_500, won_from=(NASTY,)),
        rep("Daan Smit", measured(0, 0, 0, 0), entries=0),
        rep(NASTY, measured(8, 6, 2, 40_000)),
        rep("Eva Meijer", (), worked=0, entries=0),
    ),
    team(5, 25, 20, 7, 136_500),
    "EUR",
)
TEAM = replace(
    TEAM,
    told_until=WEEK.last_day,
    changes=(
        WeekChange("first_meetings", 25, 21),
        WeekChange("follow_ups", 20, 20),
        WeekChange("proposals", 7, 9),
        WeekChange("sales_by_channel", 27_500, 41_000),
    ),
    quadrants=(
        QuadrantWeek(Quadrant.FIND, 0.41, 0.38, None),
        QuadrantWeek(Quadrant.CLOSE, 0.32, 0.38, "sales_by_channel"),
        QuadrantWeek(Quadrant.GROW, 0.2, 0.52, "renewals"),
        QuadrantWeek(Quadrant.DEVELOP, 0.55, 0.45, "training_hours"),
    ),
    at_stake=(
        DealAtStake(12, "Globex", "Bram Bakker", Money.of(40_000, "EUR"), date(2026, 11, 3), 21, "overdue"),
        DealAtStake(9, NASTY, NASTY, Money.of(31_000, "EUR"), date(2026, 11, 27), 3, "this_month"),
    ),
    waiting=Waiting(
        (
            Item("review", NASTY, "1"),
            Item("qbr", NASTY, "5", quarter=quarter(2026, 3)),
            Item("record", "Bram Bakker", "2"),
            *(Item("plan", name, name) for name in ("Anna de Vries", "Bram Bakker")),
        ),
        corrections=2,
    ),
    away=(
        AwayNow("Eva Meijer", date(2026, 11, 16), date(2026, 11, 30), all_week=True),
        AwayNow(NASTY, date(2026, 11, 18), date(2026, 11, 19), all_week=False, one_day=True),
        AwayNow("Daan Smit", date(2026, 11, 18), date(2026, 11, 24), all_week=False),
    ),
    praisable=frozenset({"Anna de Vries", "Bram Bakker", NASTY}),
    coached=frozenset({"Anna de Vries", "Bram Bakker", "Chantal Jansen"}),
    has_channel=True,
    weak_goals=(
        WeakGoal(3, "Grow new business", "no_kpi"),
        WeakGoal(4, NASTY, "only_lag"),
        WeakGoal(5, "Fewer leavers", "not_influenced"),
    ),
)
LARGE = TeamWeek(
    WEEK,
    month_of(WEEK.last_day),
    tuple(
        rep(f"Rep {number} van der Berg", measured(number % 11, number % 7, number % 3, number * 1500))
        for number in range(40)
    ),
    team(40, 208, 115, 39, 1_170_000),
    "EUR",
)
LARGE = replace(
    LARGE,
    changes=TEAM.changes,
    quadrants=TEAM.quadrants,
    at_stake=TEAM.at_stake,
    waiting=TEAM.waiting,
    away=TEAM.away * 6,
    praisable=frozenset(one.name for one in LARGE.reps),
    coached=frozenset(one.name for one in LARGE.reps),
    has_channel=True,
)
ON_COURSE = TeamWeek(
    WEEK,
    month_of(WEEK.last_day),
    (TEAM.reps[0], rep("Bram Bakker", measured(8, 6, 2, 40_000))),
    team(2, 17, 13, 4, 92_000),
    "EUR",
)
NO_TARGETS = TeamWeek(
    WEEK,
    month_of(WEEK.last_day),
    (rep("Anna de Vries", (Measured("first_meetings", 4), Measured("sales_by_channel", 0))),),
    (Measured("first_meetings", 4),),
    "EUR",
)
SILENT = TeamWeek(
    WEEK,
    month_of(WEEK.last_day),
    (rep("Anna de Vries", measured(0, 0, 0, None), entries=0),),
    team(1, 0, 0, 0, 0),
    "EUR",
)
ONE_SILENT = TeamWeek(WEEK, month_of(WEEK.last_day), (TEAM.reps[0], TEAM.reps[3]), team(2, 9, 7, 2, 52_000), "EUR")
BEHIND = TeamWeek(WEEK, month_of(WEEK.last_day), TEAM.reps[1:3], team(2, 8, 7, 3, 44_500), "EUR")
AWAY = TeamWeek(WEEK, month_of(WEEK.last_day), (rep("Anna de Vries", (), worked=0, entries=0),), (), "EUR")
TREND = [
    (week_of(WEEK.start - timedelta(weeks=5 - place)), value) for place, value in enumerate((12, 15, 9, 0, 18, 17))
]


FIRST_WEEK = TeamWeek(
    WEEK,
    month_of(WEEK.last_day),
    (
        replace(rep("Anna de Vries", (), worked=2, entries=1), counts_from=date(2026, 11, 12), is_first=True),
        replace(rep(NASTY, (), worked=2, entries=0), counts_from=date(2026, 11, 13)),
    ),
    (Measured("first_meetings", 1, 3),),
    "EUR",
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message of the digest."""
    yield "manager", weekly.to_manager(language, TEAM)
    plan = PlanProgress(3, 2, 1, 0, RUNNING)
    yield "manager_with_the_plan", weekly.to_manager(language, replace(TEAM, plan=plan))
    left_out = replace(TEAM, left_out={"1": NASTY, "2": "Eva Bos"})
    yield "manager_without_some", weekly.to_manager(language, left_out)
    yield "manager_preview", weekly.to_manager(language, TEAM, preview=True)
    yield "manager_of_forty", weekly.to_manager(language, LARGE)
    winning = tuple(replace(one, won=1000 + place, won_from=("Acme",)) for place, one in enumerate(LARGE.reps))
    yield "manager_of_forty_who_all_won", weekly.to_manager(language, replace(LARGE, reps=winning))
    yield "manager_of_a_month_that_closed", weekly.to_manager(language, replace(TEAM, told_until=TEAM.month.last_day))
    running = replace(TEAM, is_running=True, reps=tuple(replace(one, days_worked=1) for one in TEAM.reps))
    yield "manager_an_hour_into_the_week", weekly.to_manager(language, running, preview=True)
    short = replace(ON_COURSE, reps=tuple(replace(one, days_worked=2, won=0, won_from=()) for one in ON_COURSE.reps))
    yield "manager_too_few_days", weekly.to_manager(language, short)
    calm = (rep("Bram Bakker", measured(8, 6, 2, 40_000)), rep("Daan Smit", measured(8, 6, 2, 40_000)))
    yield "manager_nothing_to_say", weekly.to_manager(language, replace(ON_COURSE, reps=calm))
    alike = tuple(rep(name, measured(2, 1, 0, 0)) for name in ("Anna", "Bram", "Chantal", "Daan", "Eva"))
    helped = tuple(
        replace(one, open_deal=deal) for one, deal in zip(alike, ("Globex", "", NASTY, None, ""), strict=True)
    )
    yield "manager_five_who_need_help", weekly.to_manager(language, replace(BEHIND, reps=helped))
    many = tuple(rep(f"Rep {number}", measured(number % 3, 5, 1, 60_000)) for number in range(5))
    yield "manager_five_with_few_first_meetings", weekly.to_manager(language, replace(BEHIND, reps=many))
    idle = tuple(rep(f"Rep {number}", measured(0, 0, 6, 60_000)) for number in range(5))
    yield "manager_five_without_meetings", weekly.to_manager(language, replace(BEHIND, reps=idle))
    yield "manager_all_on_course", weekly.to_manager(language, ON_COURSE)
    yield "manager_only_sales", weekly.to_manager(language, replace(BEHIND, totals=team(2, 8, 7, 3, 168_000)))
    low = replace(ON_COURSE, totals=team(2, 6, 13, 4, 92_000))
    yield "manager_all_on_course_but_for_one_figure", weekly.to_manager(language, low)
    alone = replace(low, reps=TEAM.reps[:1])
    yield "manager_of_one_on_course_but_for_one_figure", weekly.to_manager(language, alone)
    yield "manager_of_one_behind", weekly.to_manager(language, replace(BEHIND, reps=BEHIND.reps[:1]))
    mixed = (*ON_COURSE.totals[:-1], replace(ON_COURSE.totals[-1], by_others=20_000))
    yield "manager_with_people_without_targets", weekly.to_manager(language, replace(ON_COURSE, totals=mixed))
    yield "manager_without_targets", weekly.to_manager(language, NO_TARGETS)
    yield "manager_one_silent", weekly.to_manager(language, ONE_SILENT)
    yield "manager_nobody_on_course", weekly.to_manager(language, BEHIND)
    yield "manager_nothing_logged", weekly.to_manager(language, SILENT)
    yield "manager_nobody_at_work", weekly.to_manager(language, AWAY)
    yield "manager_first_week", weekly.to_manager(language, FIRST_WEEK)
    quiet = tuple(replace(one, is_first=False) for one in FIRST_WEEK.reps)
    yield "manager_first_week_of_nothing", weekly.to_manager(language, replace(FIRST_WEEK, reps=quiet))
    mixed_week = replace(TEAM, reps=(*TEAM.reps, *FIRST_WEEK.reps))
    yield "manager_with_two_new", weekly.to_manager(language, mixed_week)
    yield "channel_first_week", channel.to_channel(language, "North", FIRST_WEEK, [])
    yield "channel", channel.to_channel(language, "North", TEAM, TREND)
    news = TeamNews(
        ("Bram Bakker",),
        ("Bram Bakker", NASTY),
        (BestWeek("Anna de Vries", "first_meetings", 9), BestWeek(NASTY, "proposals", 4)),
        (f"Ten new doors {NASTY}",),
    )
    yield "channel_with_news", channel.to_channel(language, "North", TEAM, TREND, news)
    yield "channel_preview", channel.to_channel(language, "North", ON_COURSE, TREND, preview=True)
    winners = (replace(TEAM.reps[2], days_worked=0), rep("Bram Bakker", measured(0, 0, 0, 0), won_from=("Acme",)))
    yield "channel_only_wins", channel.to_channel(language, "North", replace(ON_COURSE, reps=winners), TREND)
    strong = replace(TEAM.reps[0], won=0, won_from=())
    yield "channel_a_strong_week", channel.to_channel(language, "North", replace(ON_COURSE, reps=(strong,)), TREND)
    both = replace(ON_COURSE, reps=(strong, *winners))
    yield "channel_a_strong_week_and_wins", channel.to_channel(language, "North", both, TREND)
    yield "channel_gets_nothing", channel.nothing_for_channel(language, NASTY, WEEK)
    yield "channel_quiet_week", channel.to_channel(language, "North", SILENT, [])
    people = {"p1": (NASTY, "C0NORTH"), "p2": ("Anna de Vries", "C0NORTH")}
    yield "praise_form", praise.form(language, people, "p2")
    yield "praise_form_of_several_teams", praise.form(language, {**people, "p3": ("Eva Bos", "C0SOUTH")}, "p1")
    changed = [Change("first_meetings", 17, 19), Change("sales_by_channel", 96_500, 104_500)]
    yield "restated", weekly.restated(language, WEEK, changed, "EUR")
    yield "restated_by_a_rate", weekly.restated(language, WEEK, [Change("sales_by_channel", None, 9_000)], "EUR")
    targets = [Change("first_meetings", 3, 3, 4, 6), Change("sales_by_channel", 9_500, 9_500, None, 40_000)]
    yield "restated_targets", weekly.restated(language, WEEK, targets, "EUR")
    ended = [Change("first_meetings", 3, 5, 4, None), Change("sales_by_channel", 9_500, 12_000)]
    yield "restated_with_targets", weekly.restated(language, WEEK, ended, "EUR")
