"""Examples of what comes out of a survey on skills."""

from collections.abc import Iterator
from dataclasses import replace

from messages.audit import skills
from messages.audit.skills import Line, Person, Priority, Team
from messages.blocks import Message, View
from models.audit.questions import SKILLS_OF, Group

NASTY = "Bo *the_closer* ~`<!channel>` 🚀 \u202eמכירות"


def _lines(language: str) -> list[Line]:
    labels = [area.label(language) for area in SKILLS_OF[Group.REP].values()]
    lines = [Line(label, 4, 3.0, 4.5, 1.5) for label in labels]
    lines[0] = Line(labels[0], 4, None, 4.5, 0.5, [(NASTY, f"I want to call more. {NASTY}")])
    lines[1] = Line(labels[1], None, 4.5, 4.5, 0.0)
    lines[2] = Line(labels[2], None, None, 4.5, None)
    lines[3] = Line(labels[3], None, None, 4.5, None, is_no_part=True)
    return lines


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message of it."""
    lines = _lines(language)
    yield "own", skills.own_page(language, 3, Person("", lines), "c3")
    yield "of_somebody", skills.own_page(language, 3, Person(NASTY, lines, [NASTY]), "c3")
    yield "none", skills.own_page(language, 3, Person("", lines[2:3]), "c3")
    first = [Priority(lines[0].label, 1.2, 8), Priority(NASTY, 0.8, 1)]
    gaps = [(line.label, 1.5) for line in lines]
    team = Team("c3", 3, [("p1", "Anna de Vries"), ("p2", NASTY)], first, gaps, [("Negotiation", 1), (NASTY, 3)])
    yield "team", skills.team_page(language, team)
    yield "team_with_own", skills.team_page(language, team, Person("", lines))
    yield ("team_nothing", skills.team_page(language, replace(team, people=[("p1", "Anna")], priorities=[], gaps=[])))
