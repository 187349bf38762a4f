"""Examples of the Home tab."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages import home
from messages.audit.examples import FUNCTIONS, SKILLS
from messages.audit.overview import Mine
from messages.blocks import Message, View
from messages.digest.company_examples import COMPANY
from messages.digest.examples import LARGE, TEAM
from messages.digest.status import Status
from messages.goals.examples import GOAL, NASTY
from messages.plan.views import Action
from messages.settings.answers import Held
from messages.settings.first_steps import Checklist
from messages.words import words
from models.digest.rep import Measured
from models.digest.waiting import Waiting
from models.maturity.first_steps import Step
from models.plan.queries import PlanProgress
from models.scorecard.kpis import KPIS

DAY = date(2026, 11, 23)
WEEK = (
    home.Pace(KPIS["first_meetings"], 3, 8, "on_track"),
    home.Pace(KPIS["follow_ups"], 1, 5, "behind"),
    home.Pace(KPIS["proposals"], 2, 2, "ahead"),
)
MONTH = (
    home.Pace(KPIS["sales_by_channel"], 31_500, 50_000, "at_risk"),
    home.Pace(KPIS["training_hours"], 1, 4, "too_early"),
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """A rep's, a newcomer's and a manager's."""
    yield ("of_a_rep", home.tab(language, home.Tab("Anna", DAY, WEEK, MONTH, (GOAL, NASTY), date(2026, 12, 24))))
    surveys = (Mine(FUNCTIONS, True, False), Mine(SKILLS, False, False))
    yield "with_surveys", home.tab(language, home.Tab("Anna", DAY, WEEK, surveys=surveys))
    yield "of_a_newcomer", home.tab(language, home.Tab("<!channel> *Zoë*", DAY))
    yield "of_a_manager", home.tab(language, home.Tab("Carla", DAY, goals=(GOAL,), sells=False, manages=True))
    plan, mine = (PlanProgress(3, 2, 1, 4), (Action("a1", 3, "<@U1> *Train* & `log`", "accepted", 60, last_day=DAY),))
    yield (
        "with_the_plan",
        home.tab(language, home.Tab("Carla", DAY, goals=(GOAL,), sells=False, manages=True, plan=plan, plan_mine=mine)),
    )
    yield ("with_a_plan_of_others", home.tab(language, home.Tab("Anna", DAY, WEEK, plan=PlanProgress(3, 0, 0, 0))))
    guessed = [Held("country", "US", "guessed"), Held("currency", "USD", "guessed")]
    first_steps = Checklist(frozenset({Step.TEAM}), guessed, has_team=True)
    yield (
        "of_an_installer",
        home.tab(language, home.Tab("Dirk", DAY, sells=False, is_admin=True, first_steps=first_steps)),
    )
    yield "of_an_admin", home.tab(language, home.Tab("Dirk", DAY, sells=False, is_admin=True))
    name = "Zoë <!channel> *bold*"
    waiting = Waiting((name, "Bram Bakker"), ("Anna de Vries",), (name,) * 8, 2)
    early = replace(TEAM.reps[0], measured=(Measured("first_meetings", 0, 8),))
    week = replace(TEAM, reps=(*TEAM.reps, early, replace(early, measured=())))
    carla = home.Tab("Carla", DAY, sells=False, manages=True, status=Status(week, None, waiting))
    yield "of_a_manager_with_people", home.tab(language, carla)
    one_each = Status(TEAM, None, Waiting((name,), (), (), 1))
    yield "of_a_manager_who_sells", home.tab(language, replace(carla, this_week=WEEK, sells=True, status=one_each))
    femke = replace(carla, name="Femke", is_admin=True, status=Status(TEAM, COMPANY, Waiting()))
    yield "of_a_leader", home.tab(language, femke)
    yield "of_a_leader_of_forty", home.tab(language, replace(femke, status=Status(LARGE, None, Waiting())))
    yield "refused", home.only(words(language)("access.refused_no_guest"))
