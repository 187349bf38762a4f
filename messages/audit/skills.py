"""Results of a survey on skills: one person's, for them and their managers; a team's, with what to train first."""

from collections.abc import Sequence
from dataclasses import dataclass

import slackblocks as sb

from messages.audit.results import CSV, PDF
from messages.audit.trends import TREND
from messages.blocks import Message, button, buttons, choice, rendered, section, shortened, small
from messages.long_text import sections
from messages.words import Markup, Words, words
from models.audit.rounding import tenths

WHOSE = "audit.whose"


@dataclass(frozen=True)
class Line:
    """One skill of a person."""

    label: str
    own: float | None
    manager: float | None
    standard: float
    gap: float | None
    comments: Sequence[tuple[str, str]] = ()
    """Who wrote it, and what."""
    is_no_part: bool = False
    """No part of their job: in no figure."""


@dataclass(frozen=True)
class Person:
    """One person's results of a survey on skills."""

    name: str
    """Empty: the reader's own."""
    lines: Sequence[Line]
    remarks: Sequence[str] = ()
    """What was said of no single skill."""
    id: str = ""


@dataclass(frozen=True)
class Priority:
    """What to train first."""

    label: str
    gap: float
    people: int


@dataclass(frozen=True)
class Team:
    """A team's skills, as far as the reader sees its people."""

    campaign: str
    number: int
    people: Sequence[tuple[str, str]]
    """Id and name."""
    priorities: Sequence[Priority]
    gaps: Sequence[tuple[str, float]]
    """Label of each skill with the mean gap, in the order of the questions."""
    no_part: Sequence[tuple[str, int]] = ()
    """Label of a skill, with the number of people of whose job it is no part."""


def own_page(language: str, number: int, person: Person, campaign: str) -> Message:
    """One person's skills: self, manager and best in class. `campaign` is what its button carries: with `:` and an id
    for somebody else's sheet."""
    say = words(language)
    title = say("audit_results.skills_title", name=person.name, number=number)
    if all(line.gap is None and not line.is_no_part for line in person.lines):
        return Message(title, rendered(section(title), section(say("audit_results.skills_none"))))
    lines = [_line(say, line) for line in person.lines]
    said = [
        say("audit_results.skills_comment", by=by, text=text) for line in person.lines for by, text in line.comments
    ]
    said += [say("audit_results.skills_remark", text=text) for text in person.remarks]
    return Message(
        title,
        rendered(
            section(title),
            *sections("\n".join(lines)),
            *(sections("\n".join(said)) if said else []),
            small(say("audit_results.skills_told")),
            buttons(
                button(say.bare("audit_results.trend"), TREND, f"{campaign.partition(':')[0]}:{person.id}"),
                button(say.bare("audit_results.pdf"), PDF, campaign),
            ),
        ),
    )


def team_page(language: str, team: Team, own: Person | None = None) -> Message:
    """What to train first, a chart of the gaps, and a menu to look at one person."""
    say = words(language)
    title = say("audit_results.team_title", number=team.number, people=len(team.people))
    priorities = [
        Markup(say("audit_results.training_line", label=one.label, gap=one.gap, people=one.people))
        for one in team.priorities
    ]
    first = say("audit_results.training", lines=priorities) if priorities else say("audit_results.no_training")
    options = [choice(name, f"{team.campaign}:{id_}") for id_, name in team.people[:100]]
    whose = (
        sb.StaticSelectMenu(
            placeholder=sb.PlainText(say.bare("audit_results.choose_person")), action_id=WHOSE, options=options
        )
        if options
        else None
    )
    rest = [
        section(say("audit_results.whose"), button=whose) if whose else None,
        buttons(
            button(say.bare("audit_results.trend"), TREND, team.campaign),
            button(say.bare("audit_results.pdf"), PDF, team.campaign),
            button(say.bare("audit_results.csv"), CSV, team.campaign),
        ),
        small(say("audit_results.skills_told")),
    ]
    apart = say("audit_results.no_part_of", skills=team.no_part) if team.no_part else ""
    head = [section(title), section(first), small(apart) if apart else None]
    mine = (
        [
            section(
                "\n".join(
                    [
                        say("audit_results.skills_title", name="", number=team.number),
                        *(_line(say, line) for line in own.lines),
                    ]
                )
            )
        ]
        if own
        else []
    )
    chart = _chart(say, team)
    native = rendered(*head, chart, *mine, *rest)
    plain = rendered(*head, _chart_lines(say, team), *mine, *rest) if chart else None
    return Message(title, native, plain)


def _line(say: Words, line: Line) -> str:
    return say(
        "audit_results.skill_line",
        label=line.label,
        own=line.own,
        manager=line.manager,
        standard=line.standard,
        gap=line.gap,
        is_no_part=line.is_no_part,
    )


def _chart(say: Words, team: Team) -> sb.Block | None:
    gaps = [(shortened(label, 20), max(0.0, tenths(gap))) for label, gap in team.gaps]
    labels = [label for label, _ in gaps]
    if not 2 <= len(gaps) <= 20 or len(set(labels)) < len(labels):
        return None
    series = sb.DataSeries(say.bare("audit_results.gap_series"), [sb.DataPoint(label, gap) for label, gap in gaps])
    title = shortened(say.bare("audit_results.team_chart_title"), 50)
    return sb.DataVisualizationBlock(title, sb.BarChart([series], sb.AxisConfig(labels)))


def _chart_lines(say: Words, team: Team) -> sb.Block | None:
    lines = [say("audit_results.gap_line", label=label, gap=gap) for label, gap in team.gaps]
    return section("\n".join(lines)) if lines else None
