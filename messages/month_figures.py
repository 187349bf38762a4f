"""The numbers of a month as a few short lines, for reviews and coaching."""

import slackblocks as sb

from messages.blocks import section, unbroken
from messages.figures import status_sign, status_word, value_text
from messages.words import Words
from models.reviews.figures import Figure, MonthFigures
from models.scorecard.kpis import KPIS, Unit


def kpi_name(say: Words, key: str) -> str:
    """The name of a KPI; the key itself for one that is no longer in the table."""
    known = KPIS.get(key)
    return known.label(say.language) if known else key


def figures_section(say: Words, figures: MonthFigures, month_name: str) -> sb.Block:
    """The KPIs that had a target, with their status, and what they add up to."""
    with_target = [row for row in figures.rows if row.target is not None and row.value is not None]
    title = say("reviews.months_figures", month_name=month_name)
    if not with_target:
        return section(f"{title}\n{say('reviews.no_figures')}")
    lines = [figure_line(say, row, figures.currency) for row in with_target]
    return section("\n".join([title, *lines, *_in_all(say, figures)]))


def label_of(say: Words, row: Figure) -> str:
    """The name of the figure's KPI, also of one of the workspace's own."""
    return row.names.get(say.language) or kpi_name(say, row.kpi)


def figure_line(say: Words, row: Figure, currency: str) -> str:
    """`First sales meetings: *7* of 8 · ✓ on course`."""
    return say(
        "reviews.figure",
        label=label_of(say, row),
        value=amount(say, row.value, row.unit, currency),
        target=amount(say, row.target, row.unit, currency),
        status_word=status_text(say, row.status) if row.status else "",
    )


def status_text(say: Words, status: str) -> str:
    """A status with its sign: `✓ on course`."""
    return unbroken(f"{status_sign(status)} {status_word(say, status)}")


def amount(say: Words, value: float | None, unit: str, currency: str) -> str:
    """A value in its unit: `63%`, `€12,500`, `7`; "–" when there is none."""
    return "–" if value is None else value_text(say, value, Unit(unit), currency)


def _in_all(say: Words, figures: MonthFigures) -> list[str]:
    if figures.score is None or figures.status is None:
        return []
    status = status_text(say, figures.status)
    worst = next((label_of(say, row) for row in figures.rows if row.kpi == figures.worst), "")
    return [say("reviews.in_all", score=figures.score, counted=figures.counted, status_word=status, worst=worst)]
