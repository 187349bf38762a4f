"""Why: the formula of an analysis, the records and the costs behind it, and a way to dispute a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.analysis.answers import title, told
from messages.analysis.told import AnalysisView
from messages.blocks import View, button, buttons, divider, modal, section, small
from messages.scorecard.records import Record, listed
from messages.scorecard.why import DISPUTE
from messages.words import Words, words
from models.money import Money


@dataclass(frozen=True)
class CostLine:
    """A cost behind an analysis."""

    day: date
    amount: Money
    kind: str
    channel: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Behind:
    """What stands behind an analysis."""

    records: Sequence[Record]
    total: int
    """How many there are in all; 0 where that is not known."""
    costs: Sequence[CostLine]
    has_costs: bool
    """Whether there are costs in it at all."""
    read_at: str
    dispute_ref: str
    """Whose, of when and which KPI: what a dispute is about; empty where there is none to ask."""


def why(language: str, view: AnalysisView, behind: Behind) -> View:
    """The modal behind *Why?*."""
    say = words(language)
    found = told(say, view)
    left = [f"• {note}" for note in found.notes]
    return modal(
        say.bare("analysis.why_title"),
        [
            section(f"{title(say, view)}\n{found.sentence}"),
            section("\n".join([say(f"analysis.formula_{view.key}"), *left])),
            divider(),
            section("\n".join(_costs(say, behind))) if behind.has_costs else None,
            section("\n".join(_records(say, view, behind))),
            buttons(button(say.bare("scorecard.dispute"), DISPUTE, behind.dispute_ref)) if behind.dispute_ref else None,
            small(say("scorecard.read_at", moment=behind.read_at)),
        ],
        callback_id="analysis.why_view",
        close=say.bare("analysis.close"),
    )


def _records(say: Words, view: AnalysisView, behind: Behind) -> list[str]:
    if not behind.records:
        return [say("scorecard.no_records")]
    heading = say("scorecard.records", listed=len(behind.records), total=max(behind.total, len(behind.records)))
    return listed(say, heading, behind.records, view.currency)


def _costs(say: Words, behind: Behind) -> list[str]:
    if not behind.costs:
        return [say("analysis.no_costs_behind")]
    lines = [
        say(
            "analysis.cost_line",
            day=cost.day,
            amount=cost.amount,
            kind=say(f"costs.kind_{cost.kind}"),
            channel=say("scorecard.channel", which=cost.channel) if cost.channel else "",
            note=cost.note[:60],
        )
        for cost in behind.costs
    ]
    return [say("analysis.the_costs"), *(f"• {line}" for line in lines)]
