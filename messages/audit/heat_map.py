"""Who is good at what, in colours: squares that read on a phone, a table with the figures, and lines without tables."""

from collections.abc import Mapping, Sequence

import slackblocks as sb

from messages.blocks import rendered, section, shortened, small
from messages.long_text import sections
from messages.words import Words, straight
from models.audit.ready_made import skill_named
from models.audit.results.skills import PersonSkills, SkillLine

SQUARES = ("🟩", "🟨", "🟧", "🟥", "⬜")
"""At most half a point below best in class, one and a half, two and a half, more; and not rated."""
BANDS = (0.5, 1.5, 2.5)
NOT_RATED = len(BANDS) + 1
MOST_SQUARES = 10
"""People whose squares fit beside one another on a phone; of more, each colour is counted."""
MOST_ROWS = 100
MOST_LOW = 3
OWN_LABEL = 24


def band_of(line: SkillLine | None) -> int:
    """Which of the `SQUARES`: 0 near best in class or above, 3 far below it, 4 not rated."""
    if line is None or line.gap is None:
        return NOT_RATED
    return next((place for place, most in enumerate(BANDS) if line.gap <= most), len(BANDS))


def short_label(say: Words, skill: str, label: str) -> str:
    """A name that fits under a bar or over a column: never cut within a word."""
    if skill_named(skill):
        return say.bare("audit_results.short_skill", skill=skill, label=label)
    if len(label) <= OWN_LABEL:
        return label
    return f"{label[:OWN_LABEL].rsplit(' ', 1)[0]} …"


def heat_map(
    say: Words, people: Sequence[PersonSkills], skills: Sequence[str], labels: Mapping[str, str]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """The map with its table, and the same where tables are refused. `skills` in the order in which they are listed."""
    lines = {one.person.id: {line.skill: line for line in one.lines} for one in people}
    if len(people) <= MOST_SQUARES:
        names = [one.person.name for one in people]
        rows = ["".join(SQUARES[band_of(lines[one.person.id].get(skill))] for one in people) for skill in skills]
        top = say("audit_results.from_left", names=names) if len(people) > 1 else ""
    else:
        rows, top = [_counted([lines[one.person.id].get(skill) for one in people]) for skill in skills], ""
    told = [
        say("audit_results.heat_row", squares=row, label=short_label(say, skill, labels[skill]))
        for row, skill in zip(rows, skills, strict=True)
    ]
    head = [
        section("\n".join(part for part in (say("audit_results.heat_title"), top) if part)),
        *sections("\n".join(told)),
        small(say("audit_results.legend")),
    ]
    table = _table(say, people, skills, labels, lines)
    lowest = sections("\n".join(_low(say, one, labels) for one in people))
    return rendered(*head, table), rendered(*head, *lowest)


def _counted(lines: Sequence[SkillLine | None]) -> str:
    bands = [band_of(line) for line in lines]
    return " ".join(f"{SQUARES[band]} {bands.count(band)}" for band in (3, 2, 1, 0, 4) if band in bands)


def _table(
    say: Words,
    people: Sequence[PersonSkills],
    skills: Sequence[str],
    labels: Mapping[str, str],
    lines: Mapping[str, Mapping[str, SkillLine]],
) -> sb.Block | None:
    if len(people) < 2 or not skills:
        return None
    head = [sb.RawText(say.bare("audit_results.column_person"))]
    head += [sb.RawText(short_label(say, skill, labels[skill])) for skill in skills[:19]]
    rows = [
        [
            sb.RawText(shortened(straight(one.person.name), 80)),
            *(sb.RawText(_cell(say, lines[one.person.id].get(skill))) for skill in skills[:19]),
        ]
        for one in people[:MOST_ROWS]
    ]
    return sb.DataTableBlock([head, *rows], say.bare("audit_results.table_told"), page_size=20)  # type: ignore[list-item]


def _cell(say: Words, line: SkillLine | None) -> str:
    """`🟧 2 (4)`: the manager's rating, and the person's own in brackets."""
    if line is None or line.level is None:
        return f"{SQUARES[NOT_RATED]} –"
    manager = "–" if line.manager is None else say.answer(line.manager)
    own = "" if line.own is None else f" ({say.answer(line.own)})"
    return f"{SQUARES[band_of(line)]} {manager}{own}"


def _low(say: Words, one: PersonSkills, labels: Mapping[str, str]) -> str:
    """A person's widest gaps with their figures."""
    low = sorted((line for line in one.lines if (line.gap or 0) > 0), key=lambda line: -(line.gap or 0))[:MOST_LOW]
    told = [say("audit_results.cell", label=labels[line.skill], cell=_cell(say, line)) for line in low]
    return say("audit_results.person_row", name=one.person.name, cells=told)
