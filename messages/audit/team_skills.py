"""A team's skills: what to train first, the map of people and skills, what moved; reps and managers apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import slackblocks as sb

from messages.audit.heat_map import heat_map, short_label
from messages.audit.results import CSV, PDF
from messages.audit.skills import WHOSE
from messages.audit.trends import TREND
from messages.blocks import Json, Message, button, buttons, choice, divider, rendered, section, shortened, small
from messages.words import Markup, Words, words
from models.audit.results.earlier import TeamChange
from models.audit.results.ranking import Ranked
from models.audit.results.skills import PersonSkills, TeamSkill
from models.audit.rounding import tenths

MOST_MOVED = 5
MOST_BARS = 20


@dataclass(frozen=True)
class Group:
    """The reps of a team, or its managers: never together in one picture."""

    key: str
    """`rep` or `manager`."""
    people: Sequence[PersonSkills]
    lines: Sequence[TeamSkill]
    """What would bring most to train first."""
    first: Ranked[TeamSkill]
    company: Mapping[str, float] = field(default_factory=dict)
    """The mean of the whole company by skill, where it may be told."""
    changes: Sequence[TeamChange] = ()
    since: int | None = None
    """The number of the survey with which it is compared; None: several, or none."""
    reworded: Sequence[str] = ()


@dataclass(frozen=True)
class Team:
    """A team's skills, as far as the reader sees its people."""

    campaign: str
    number: int
    labels: Mapping[str, str]
    groups: Sequence[Group]
    own: str = ""
    """The reader's id where they were rated themselves."""

    @property
    def people(self) -> list[tuple[str, str]]:
        """Id and name, by name."""
        named = [(one.person.id, one.person.name) for group in self.groups for one in group.people]
        return sorted(named, key=lambda one: one[1])


def team_page(language: str, team: Team) -> Message:
    """The groups one after the other, and a menu to look at one person."""
    say = words(language)
    title = say("audit_results.team_title", number=team.number, people=len(team.people))
    native: list[Json] = rendered(section(title))
    plain = list(native)
    for place, group in enumerate(team.groups):
        both = _group(say, team, group)
        line = rendered(divider()) if place else []
        native += [*line, *both[0]]
        plain += [*line, *both[1]]
    rest = rendered(
        _whose(say, team),
        buttons(
            button(say.bare("audit_results.your_own"), f"{WHOSE}:own", f"{team.campaign}:{team.own}")
            if team.own
            else None,
            button(say.bare("audit_results.trend"), TREND, team.campaign),
            button(say.bare("audit_results.pdf"), PDF, team.campaign),
            button(say.bare("audit_results.csv"), CSV, team.campaign),
        ),
        small(say("audit_results.skills_told")),
    )
    return Message(title, [*native, *rest], [*plain, *rest])


def _group(say: Words, team: Team, group: Group) -> tuple[list[Json], list[Json]]:
    name = say("audit_results.group_title", group=group.key, num=len(group.people))
    rated = [line for line in group.lines if line.gap is not None]
    if not rated:
        nothing = rendered(section(f"{name}\n{say('audit_results.skills_none')}"))
        return nothing, nothing
    head = rendered(section(f"{name}\n{_first(say, team, group)}"))
    apart = [(team.labels[line.skill], line.no_part) for line in group.lines if line.no_part]
    of_no_job = small(say("audit_results.no_part_of", skills=apart)) if apart else None
    after = rendered(*_since(say, team, group), of_no_job)
    native, plain = heat_map(say, group.people, [line.skill for line in rated], team.labels)
    chart = rendered(_chart(say, team, group, rated))
    return [*head, *native, *chart, *after], [*head, *plain, *after]


def _first(say: Words, team: Team, group: Group) -> str:
    lines = [Markup(_priority(say, team, group, line)) for line in group.first.first]
    alike = [team.labels[line.skill] for line in group.first.alike]
    if not lines and not alike:
        return say("audit_results.no_training")
    if not lines:
        return say("audit_results.team_alike", labels=alike, count=len(alike), most=MOST_MOVED)
    told = say("audit_results.training", lines=lines)
    if not alike:
        return told
    return f"{told}\n{say('audit_results.team_next', labels=alike, count=len(alike), most=MOST_MOVED)}"


def _priority(say: Words, team: Team, group: Group, line: TeamSkill) -> str:
    """`Negotiation: 5 of 8 people below best in class, 1.7 on average; team 2.8, company 3.1`."""
    return say(
        "audit_results.training_line", label=team.labels[line.skill], line=line, company=group.company.get(line.skill)
    )


def _chart(say: Words, team: Team, group: Group, lines: Sequence[TeamSkill]) -> sb.Block | None:
    """The mean gap of each skill, widest first."""
    bars = sorted(lines, key=lambda line: -(line.gap or 0))[:MOST_BARS]
    labels = [short_label(say, line.skill, team.labels[line.skill]) for line in bars]
    if len(bars) < 2 or len(group.people) < 2 or len(set(labels)) < len(labels) or not any(one.gap for one in bars):
        return None
    points = [sb.DataPoint(label, tenths(line.gap or 0)) for label, line in zip(labels, bars, strict=True)]
    series = sb.DataSeries(say.bare("audit_results.gap_series"), points)
    title = shortened(say.bare("audit_results.team_chart_title", group=group.key), 50)
    return sb.DataVisualizationBlock(title, sb.BarChart([series], sb.AxisConfig(labels)))


def _since(say: Words, team: Team, group: Group) -> list[sb.Block]:
    told = [one for one in group.changes if one.since]
    lines = [
        Markup(say("audit_results.team_change", label=team.labels[one.skill], change=one, rose=one.since > 0))
        for one in sorted(told, key=lambda one: -abs(one.since))[:MOST_MOVED]
    ]
    blocks = []
    if lines:
        blocks.append(section(say("audit_results.team_since", number=group.since, lines=lines)))
    elif group.changes:
        blocks.append(small(say("audit_results.team_unmoved")))
    if group.reworded:
        blocks.append(small(say("audit_results.reworded", labels=[team.labels[one] for one in group.reworded])))
    return blocks


def _whose(say: Words, team: Team) -> sb.Block | None:
    options = [choice(name, f"{team.campaign}:{id_}") for id_, name in team.people[:100]]
    if not options:
        return None
    menu = sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("audit_results.choose_person")), action_id=WHOSE, options=options
    )
    return section(say("audit_results.whose"), button=menu)
