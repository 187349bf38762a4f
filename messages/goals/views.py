"""A goal with its figures, as messages show it."""

from collections.abc import Iterable

from messages.goals.answers import GoalView, Step
from messages.words import within_sentence, words
from models.goals.progress import Progress
from models.scorecard.kpis import Kpi, Timing


def title_of(language: str, title: str, kpis: Iterable[Kpi]) -> str:
    """What a goal is called: as somebody named it, else after its results (or all its KPIs) in the reader's language."""
    kpis = list(kpis)
    results = [kpi for kpi in kpis if kpi.timing is Timing.LAG] or kpis
    first, *others = [kpi.label(language) for kpi in results] or [""]
    return title or str(words(language).listed([first, *map(within_sentence, others)]))


def goal_view_of(progress: Progress, language: str, *, is_own: bool, can_change: bool) -> GoalView:
    """The values of a goal for a message."""
    goal = progress.goal
    return GoalView(
        id=goal.id,
        number=goal.number,
        title=title_of(language, goal.title, (step.kpi for step in progress.steps)),
        owner=progress.owner,
        horizon=goal.horizon,
        last_day=goal.ends_on,
        days_left=progress.days_left,
        currency=progress.currency,
        steps=[
            Step(
                kpi=step.kpi.key,
                unit=step.kpi.unit.value,
                target=float(step.target),
                value=step.figure.value,
                status=step.pace.status.value if step.pace and step.pace.status else None,
                reason=step.figure.reason,
                is_reached=step.is_reached,
                own=step.kpi if step.kpi.measure else None,
            )
            for step in progress.steps
        ],
        is_own=is_own,
        can_change=can_change,
    )
