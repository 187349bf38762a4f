"""Why this score: which KPIs it rests on, how much each weighs, and how far each is."""

from collections.abc import Sequence
from dataclasses import dataclass

from messages.blocks import View, modal, section, small
from messages.figures import period_within
from messages.words import words
from models.period import Period
from models.scorecard.kpis import QUADRANT_NAMES, Kpi, Quadrant

SCORE = "score"
"""Stands in the menu of "Why this number?" where the key of a KPI stands for a figure."""


@dataclass(frozen=True)
class Part:
    """A KPI in a score; `attainment` is of its target, at most 150 %."""

    kpi: Kpi
    weight: float
    attainment: float


@dataclass(frozen=True)
class QuadrantPart:
    """A quadrant in a score."""

    quadrant: Quadrant
    share: float
    parts: Sequence[Part]
    name: str = ""
    """What the company calls it; empty for its usual name."""


@dataclass(frozen=True)
class ScoreView:
    """What a score is made of."""

    name: str
    period: Period
    score: float | None
    quadrants: Sequence[QuadrantPart] = ()
    left_out: Sequence[Kpi] = ()
    """With a target, and a weight of 0."""


def why_score(language: str, view: ScoreView) -> View:
    """The modal behind "Why this score?"."""
    say = words(language)
    period = period_within(say, view.period)
    head = say("scorecard.score_heading", name=view.name, period=period, share=view.score)
    texts = []
    for part in view.quadrants:
        name = part.name or QUADRANT_NAMES[part.quadrant][language]
        lines = [
            say("scorecard.score_part", label=one.kpi.label(language), weight=one.weight, share=one.attainment)
            for one in part.parts
        ]
        texts.append("\n".join([say("scorecard.score_quadrant", name=name, share=part.share), *lines]))
    left_out = [kpi.label(language) for kpi in view.left_out]
    return modal(
        say.bare("scorecard.why_score_title"),
        [
            section(head),
            *(section(text) for text in texts),
            small(say("scorecard.score_formula")),
            small(say("scorecard.score_without", labels=left_out)) if left_out else None,
            small(say("scorecard.score_weights")),
        ],
        callback_id="scorecard.why_score_view",
        close=say.bare("scorecard.close"),
    )
