"""Examples of a manager's own scorecard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from messages.blocks import Message, View
from messages.scorecard import managing
from models.digest.managed import KEYS, Counted, Managed, ManagedFigure
from models.period import month_of
from models.team.records import Person

NASTY = "Zoë <!channel> *bold*"
DAY = date(2026, 11, 10)
BEHIND = {
    "talks": (Counted(NASTY, DAY, is_done=True), Counted(NASTY, None, is_done=False, share=0.91)),
    "reviews": (
        Counted(NASTY, DAY, is_done=True),
        Counted(NASTY, DAY, is_done=False),
        Counted(NASTY, None, is_done=False),
    ),
    "actions": (Counted(NASTY, DAY, is_done=True), Counted(NASTY, DAY, is_done=False)),
    "on_track": (Counted(NASTY, None, True, 1.02), Counted(NASTY, None, False, 0.4)),
    "corrections": (
        Counted(NASTY, DAY, is_done=True, share=1.0),
        Counted(NASTY, DAY, is_done=False, share=5.0),
        Counted(NASTY, DAY, is_done=False),
    ),
}
FIGURES = tuple(ManagedFigure(key, 1, len(BEHIND[key]), BEHIND[key]) for key in KEYS)
CARLA = Person(workspace_id="T1", id="carla", name=NASTY, created_at=datetime(2026, 11, 1, tzinfo=UTC))
VIEW = Managed(CARLA, month_of(DAY), 3, (*FIGURES[:4], replace(FIGURES[4], days=2.5)), FIGURES)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """One's own, that of somebody else, the first month, and why."""
    yield "own", managing.page(language, VIEW, is_own=True, below=[("joris", NASTY)])
    nothing = tuple(ManagedFigure(key, 0, 0) for key in KEYS)
    one = replace(VIEW, people=1, figures=(*nothing[:4], replace(FIGURES[4], days=1)))
    yield "own_one", managing.page(language, one, is_own=True)
    yield "of_another", managing.page(language, VIEW, is_own=False)
    same_day = replace(VIEW, people=1, figures=(*FIGURES[:4], replace(FIGURES[4], days=0)))
    yield "of_another_one", managing.page(language, same_day, is_own=False)
    for own in (True, False):
        empty = replace(VIEW, figures=nothing, before=nothing)
        yield f"first_month_{'own' if own else 'other'}", managing.page(language, empty, is_own=own)
    for figure in VIEW.figures:
        yield f"why_{figure.key}", managing.why(language, VIEW, figure)
    yield "why_nothing", managing.why(language, VIEW, nothing[0])
    yield "why_many", managing.why(language, VIEW, replace(FIGURES[2], behind=BEHIND["actions"] * 25))
    yield "why_one_more", managing.why(language, VIEW, replace(FIGURES[2], behind=(BEHIND["actions"] * 21)[:41]))
