"""Examples of what we say about strategy and the improvement plan."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from messages.blocks import Message, View
from messages.goals.examples import GOAL, NASTY, REACHED
from messages.plan import answers, forms, page, prompts
from messages.plan import stage as plan_stage
from messages.plan.views import Action, Confidence, Objective, Page, Practice, Stage
from models.audit.questions import QUESTIONS
from models.maturity.next_stage import NextStage, Obstacle
from models.maturity.recommended import RECOMMENDED
from models.plan.progress import ObjectiveProgress
from models.plan.queries import PlanProgress
from models.plan.records import PlanAction

ABOVE = NextStage(
    3,
    2.9,
    (
        Obstacle("technology", 1.9, 2, (("technology_reports", 1.6), ("technology_customer", 2.2))),
        Obstacle("process", 2.4, None),
    ),
)
STAGES = (
    Stage(3, date(2026, 11, 2), 2, capped_by="technology", lowest=1.9, by_mean=3, mean=3.1, next=ABOVE),
    Stage(1, date(2026, 5, 4), 1, by_mean=1, mean=1.8),
)
SAID = tuple(
    Confidence(level, date(2026, month, 3), "Femke <!here>")
    for level, month in ((2, 11), (3, 9), (1, 7), (3, 5), (3, 3))
)
OBJECTIVES = (
    Objective(
        "o1",
        1,
        "Grow in Germany",
        True,
        date(2028, 11, 12),
        (GOAL, REACHED),
        owner="Zoë <!channel> *bold*",
        owner_user="U1",
        kpi="new_customers",
        figure="12",
        progress=ObjectiveProgress(0.62, 2, 3),
    ),
    Objective("o2", 2, "<!channel> *spring* & `Q1`", False, date(2027, 3, 1), asks=True),
    Objective("o3", 3, "Less churn", False, date(2027, 3, 1), (), SAID, progress=ObjectiveProgress(None, 0, 1)),
    Objective(
        "o4", 4, "More upsell", False, date(2027, 3, 1), (GOAL,), kpi="csat", progress=ObjectiveProgress(1, 1, 1)
    ),
)
PRACTICE = Practice(RECOMMENDED[2].focus, RECOMMENDED[2].prompts, RECOMMENDED[2].depth.value, 2)


def _proposed(language: str, number: int, key: str, score: float) -> Action:
    question = QUESTIONS[key]
    wanted = question.action
    return Action(
        f"p{number}",
        number,
        wanted.title_in(language),
        "proposed",
        wanted.horizon_days,
        kpi=wanted.kpi,
        score=score,
        is_quick_win=wanted.effort == 1,
        is_heavy=wanted.is_heavy,
        can_change=True,
        can_finish=True,
        recommendation=question.text(language).recommendation,
    )


def _running(language: str) -> list[Action]:
    def title(key: str) -> str:
        return QUESTIONS[key].action.title_in(language)

    return [
        Action(
            "a1",
            1,
            title("people_reviewed"),
            "accepted",
            30,
            "Carla Mulder",
            "UCARLA",
            date(2026, 12, 11),
            "coaching",
            goal=GOAL,
            is_goal=True,
            can_change=True,
            can_finish=True,
        ),
        Action(
            "a2",
            2,
            title("customers_managed"),
            "accepted",
            60,
            "Anna de Vries",
            "UANNA",
            date(2026, 11, 10),
            "follow_ups",
            is_overdue=True,
            can_change=True,
            can_finish=True,
        ),
        Action(
            "a3",
            3,
            "<@U1> *win* & `back`",
            "accepted",
            90,
            "Zoë <b>",
            "UZOE",
            date(2027, 2, 9),
            can_change=True,
            can_finish=True,
        ),
    ]


def _record(number: int, title: str) -> PlanAction:
    return PlanAction(
        workspace_id="T1",
        number=number,
        title=title,
        horizon_days=30,
        ends_on=date(2026, 12, 11),
        state="accepted",
        changed_at=datetime(2026, 11, 12, tzinfo=UTC),
    )


def _practice(stage: int) -> Practice:
    fits = RECOMMENDED[stage]
    return Practice(fits.focus, fits.prompts, fits.depth.value, stage)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message and form about the plan."""
    running = _running(language)
    proposed = [
        _proposed(language, 4, "strategy_followed", 2.3),
        _proposed(language, 5, "process_defined", 2.1),
        _proposed(language, 6, "technology_reports", 1.9),
    ]
    done = [
        replace(running[1], id=f"d{number}", number=number, state="done", is_overdue=False) for number in range(7, 12)
    ]
    whole = Page(STAGES, OBJECTIVES, 3, [*running, *proposed, *done], True, True, False, 5, 3, 1)
    yield "page", page.page(language, whole)
    seen = [replace(action, can_change=False, can_finish=False) for action in (*running, *done)]
    yield ("page_of_a_rep", page.page(language, Page(STAGES[:1], OBJECTIVES, 0, seen, done=5, running=3, overdue=1)))
    yield ("page_with_news", page.page(language, whole, answers.news_of(language, done[0], "finished"), "d7"))
    yield "page_empty", page.page(language, Page(can_change=True, is_leader=True))
    yield "page_empty_of_a_rep", page.page(language, Page())
    yield "page_while_an_audit_runs", page.page(language, Page(can_change=True, audit_is_open=True))
    many = [replace(running[0], id=f"m{number}", number=number) for number in range(1, 41)]
    goals = [replace(one, goals=[GOAL] * 12) for one in OBJECTIVES * 6]
    yield ("page_of_forty_actions", page.page(language, Page(STAGES, goals, 9, many, True, True, False, 0, 40, 0)))
    for what in ("taken_up", "changed", "added"):
        yield what, answers.changed(language, running[1], what)
    yield "finished", answers.changed(language, done[0], "finished")
    yield "dropped", answers.changed(language, replace(proposed[0], state="dropped"), "dropped")
    yield "put_back", answers.changed(language, running[0], "put_back")
    yield ("put_back_out_of_the_plan", answers.changed(language, replace(running[2], state="dropped"), "put_back"))
    yield "became_goal", answers.became_goal(language, running[0], is_guess=False)
    yield "became_goal_by_guess", answers.became_goal(language, running[0], is_guess=True)
    yield "sure_noted", answers.sure_noted(language, OBJECTIVES[2], "c1")
    yield "sure_undone", answers.sure_undone(language, OBJECTIVES[1])
    yield "objective_set", answers.objective_set(language, OBJECTIVES[0])
    for number, objective in enumerate(OBJECTIVES[:2]):
        yield f"objective_steered_{number}", answers.objective_steered(language, objective)
    yield "objective_steered_back", answers.objective_steered(language, OBJECTIVES[0], is_undone=True)
    yield "form_steer", forms.steer(language, OBJECTIVES[0])
    yield "objective_closed", answers.objective_closed(language, OBJECTIVES[0])
    yield "goal_linked", answers.goal_linked(language, OBJECTIVES[0], NASTY)
    yield "help", page.help_text(language)
    yield from _stages(language)
    yield "terms", forms.terms(language, proposed[0], "UCARLA", OBJECTIVES)
    yield "terms_changed", forms.terms(language, running[0], "UCARLA", OBJECTIVES)
    yield "new_action", forms.new_action(language, "UCARLA", OBJECTIVES)
    yield "goal_form", forms.goal(language, running[1], OBJECTIVES)
    yield "goal_form_without_objectives", forms.goal(language, running[2], ())
    yield "objective_form", forms.objective(language)
    progress = PlanProgress(3, 2, 1, 0, _record(1, "Same-day logging"))
    yield "again", prompts.again(language, 3, 6, progress)
    yield "again_without_a_plan", prompts.again(language, 3, 6, PlanProgress(0, 0, 0, 0))


def _stages(language: str) -> Iterator[tuple[str, Message | View]]:
    few = Stage(4, date(2026, 11, 9), reason="too_few_answered")
    missing = Stage(4, date(2026, 11, 9), reason="function_missing")
    everything = Practice((), ("digest", "review", "coaching"), "full")
    yield "stage", plan_stage.stage_page(language, STAGES, PRACTICE, everything, can_confirm=True)
    yield ("stage_of_a_manager", plan_stage.stage_page(language, STAGES, PRACTICE, everything, can_confirm=False))
    short = replace(STAGES[0], next=replace(ABOVE, mean=2.96))
    yield "stage_just_below", plan_stage.stage_page(language, [short], PRACTICE, everything, can_confirm=True)
    yield ("stage_that_is_on", plan_stage.stage_page(language, STAGES[:1], PRACTICE, PRACTICE, can_confirm=True))
    yield (
        "stage_five",
        plan_stage.stage_page(
            language, [Stage(9, date(2026, 11, 2), 5, by_mean=5)], _practice(5), _practice(1), can_confirm=True
        ),
    )
    yield ("no_stage_too_few", plan_stage.stage_page(language, [few, *STAGES], None, everything, can_confirm=True))
    yield "no_stage_missing", plan_stage.stage_page(language, [missing], None, everything, can_confirm=True)
    yield "no_stage_yet", plan_stage.stage_page(language, [], None, everything, can_confirm=True)
    yield "practice_form", plan_stage.practice_form(language, PRACTICE)
    yield "practice_form_with_nothing_by_itself", plan_stage.practice_form(language, Practice(depth="short"))
    yield "practice_confirmed", plan_stage.confirmed(language, PRACTICE, "pr1")
    yield ("practice_chosen_without_a_stage", plan_stage.confirmed(language, Practice(("csat",), (), "short"), "pr1"))
    yield "practice_taken_back", plan_stage.practice_taken_back(language, everything)
