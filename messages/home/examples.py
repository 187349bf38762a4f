"""Examples of the Home tab, and of the welcome."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from messages.activity.examples import FOLLOW_UP, STRANGE
from messages.audit.examples import FUNCTIONS, SKILLS
from messages.audit.overview import Mine
from messages.blocks import Message, View
from messages.coaching.parts import TalkView
from messages.deals.examples import LINE
from messages.deals.examples import NASTY as NASTY_DEAL
from messages.digest.company_examples import COMPANY
from messages.digest.examples import LARGE, TEAM
from messages.goals.examples import GOAL, NASTY
from messages.home import tab as home
from messages.home import welcome
from messages.home.leading import Leading
from messages.home.own import Own, Pace
from messages.plan.views import Action, Stage
from messages.qbr.overview import Own as OwnQbr
from messages.reviews.overview import READ, REFLECT, Line
from messages.settings.answers import Held
from messages.settings.first_steps import Checklist
from messages.words import words
from models.coaching.agenda import ActionLine
from models.digest.waiting import Item, Waiting
from models.maturity.first_steps import Step
from models.money import Money
from models.period import PeriodType, quarter
from models.plan.queries import PlanProgress
from models.scorecard.kpis import KPIS
from models.scorecard.role_accounts import AccountsDue
from models.scorecard.role_figures import Demos, Handovers, PartnerDeals

DAY = date(2026, 11, 23)
LONG_AGO = date(2026, 11, 3)
NAME = "Zoë <!channel> *bold*"
PACES = {
    PeriodType.WEEK: (
        Pace(KPIS["first_meetings"], 3, 8, "on_track", 5),
        Pace(KPIS["follow_ups"], 1, 5, None, 4),
        Pace(KPIS["training_hours"], 2, 2, "ahead"),
    ),
    PeriodType.MONTH: (
        Pace(KPIS["sales_by_channel"], 1_120_500, 1_238_000, "at_risk", 117_500),
        Pace(KPIS["proposals"], 2, 8, "behind", 6),
        Pace(KPIS["returned_leads"], 3, 2, "behind"),
    ),
    PeriodType.QUARTER: (Pace(KPIS["new_customers"], 3, 9, "at_risk", 6),),
    PeriodType.YEAR: (Pace(KPIS["renewals"], 12, 20, "on_track", 8),),
}
KINDS = (("meeting", None), ("call", None), ("stand_talk", "Stand talk <!here>"), ("proposal", None))
TALK = TalkView("t1", NAME, datetime(2026, 11, 26, 13, tzinfo=UTC), "Europe/Amsterdam", False, held_on=DAY)
ANNA = Own(
    kinds=KINDS,
    done_today=(("meeting", None, 2), ("stand_talk", "Stand talk <!here>", 1)),
    paces=PACES,
    who_sets_targets=("Carla Mulder",),
    entries=(FOLLOW_UP, STRANGE),
    beside={FOLLOW_UP.id: 2},
    deals=(LINE, NASTY_DEAL, replace(LINE, id="d3", next_stage=None)),
    deals_open=60,
    goals=(GOAL, NASTY),
    actions=(
        ActionLine("p1", "Call <@U1> *first*", "first_meetings", DAY),
        ActionLine("p2", "Read <b>", None, LONG_AGO),
    ),
    plan=PlanProgress(3, 2, 1, 4),
    plan_mine=(Action("a1", 3, "<@U1> *Train* & `log`", "accepted", 60, last_day=DAY),),
    reviews=(
        Line("Anna", date(2026, 10, 1), "open", "r1", REFLECT),
        Line("Anna", date(2026, 9, 1), "shared", "r2", READ),
    ),
    qbrs=(
        OwnQbr("q1", quarter(2026, 3), "open", until=DAY, manager=NAME),
        OwnQbr("q2", quarter(2026, 3), "shared", NAME),
    ),
    to_confirm=(TALK,),
    next_talk=TALK,
)
WAITING = Waiting(
    (
        Item("review", NAME, "r1", date(2026, 9, 1)),
        Item("review", "Bram Bakker", "r2", date(2026, 10, 1)),
        Item("qbr", NAME, "q1", quarter=quarter(2026, 3)),
        Item("record", "Anna de Vries", "t1"),
        *(Item("plan", NAME, f"p{n}") for n in range(9)),
    ),
    corrections=2,
    proposals=1,
    without_manager=("Ravi Patel", NAME),
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """A rep's, a newcomer's, a manager's and an admin's; and what stands on top after a press."""
    anna = home.Tab("Anna", DAY, ANNA, date(2026, 12, 24))
    yield "of_a_rep", home.tab(language, anna)
    yield "of_a_rep_who_begins_the_day", home.tab(language, replace(anna, own=replace(ANNA, done_today=(), goals=())))
    off = Own(kinds=KINDS, is_day_off=True, who_sets_targets=("Femke Smit", NAME), has_manager=False)
    yield "of_a_rep_without_a_manager", home.tab(language, home.Tab("Anna", DAY, off))
    for name, figures in (
        ("presales", Demos(4, 2, Money.of(31_000, "EUR"))),
        ("presales_none", Demos(0, 0, None)),
        ("channel", PartnerDeals(3, Money.of(72_000, "EUR"), 1, Money.of(24_000, "EUR"))),
        ("channel_none", PartnerDeals(1, None, 0, None)),
        ("sdr", Handovers(12, 6, 2)),
        ("sdr_none", Handovers(1, 0, 0)),
        ("field", AccountsDue(34, 3, 2)),
        ("field_none", AccountsDue(1, 0, 0)),
        ("account", AccountsDue(12, 1, 0, 4, date(2026, 12, 9), Money.of(86_000, "EUR"))),
        ("account_none", AccountsDue(0, 0, 0, 0)),
    ):
        yield f"of_{name}", home.tab(language, home.Tab("Anna", DAY, replace(ANNA, of_role=figures)))
    yield "of_a_rep_with_nobody_above", home.tab(language, home.Tab("Anna", DAY, Own(kinds=KINDS, has_manager=False)))
    surveys = (Mine(FUNCTIONS, True, False), Mine(SKILLS, False, False))
    yield "with_surveys", home.tab(language, home.Tab("Anna", DAY, surveys=surveys))
    yield from _of_newcomers(language)
    yield from _of_admins(language)
    yield from _of_leaders(language)
    told = Message("Undone.", home.only("Undone.").json["blocks"])
    yield "after_a_press", home.with_notice(home.tab(language, anna), home.notice_of([told, Message("And this.")]), 3)
    yield "refused", home.only(words(language)("access.refused_no_guest"))


def _of_newcomers(language: str) -> Iterator[tuple[str, Message | View]]:
    with_manager = welcome.Welcome(has_logged=True, manager=NAME)
    alone = welcome.Welcome(helpers=("Femke Smit", NAME))
    nobody = welcome.Welcome(has_goal=True)
    for name, view in (("with_a_manager", with_manager), ("alone", alone), ("of_nobody", nobody)):
        yield f"welcome_{name}", welcome.first_message(language, "Zoë", view)
    newcomer = home.Tab("<!channel> *Zoë*", DAY, sells=False, welcome=alone)
    yield "of_a_newcomer", home.tab(language, newcomer)
    sells = replace(newcomer, sells=True, own=Own(kinds=KINDS, who_sets_targets=(NAME,)), welcome=with_manager)
    yield "of_a_newcomer_who_sells", home.tab(language, sells)


def _of_admins(language: str) -> Iterator[tuple[str, Message | View]]:
    guessed = [Held("country", "US", "guessed"), Held("currency", "USD", "guessed")]
    first_steps = Checklist(frozenset({Step.TEAM}), guessed, has_team=True)
    dirk = home.Tab("Dirk", DAY, sells=False, is_admin=True)
    yield "of_an_installer", home.tab(language, replace(dirk, first_steps=first_steps))
    yield "of_an_admin", home.tab(language, dirk)
    yield "of_a_manager_without_people", home.tab(language, replace(dirk, name="Carla", manages=True))


def _of_leaders(language: str) -> Iterator[tuple[str, Message | View]]:
    carla = home.Tab("Carla", DAY, sells=False, manages=True, leading=Leading(TEAM, None, WAITING))
    yield "of_a_manager_with_people", home.tab(language, carla)
    sells = replace(carla, own=ANNA, sells=True, leading=Leading(LARGE, None, WAITING))
    yield "of_a_manager_of_forty_who_sells", home.tab(language, sells)
    stage = Stage(2, DAY, 3, None, 3.1, 3, None)
    femke = replace(carla, name="Femke", is_admin=True, leading=Leading(TEAM, COMPANY, Waiting(), stage))
    yield "of_a_leader", home.tab(language, femke)
    more = tuple(Item(what, NAME, f"{what}{n}", DAY) for what in ("review", "record") for n in range(9))
    more += tuple(Item("qbr", NAME, f"qbr{n}", quarter=quarter(2026, 3)) for n in range(9))
    yield (
        "of_a_leader_with_much",
        home.tab(language, replace(femke, leading=Leading(TEAM, COMPANY, Waiting(items=more)))),
    )
