"""Who is good at what, in colours: squares that read on a phone, a table with the figures, and lines without tables."""

from collections.abc import Mapping, Sequence

import slackblocks as sb

from messages.blocks import rendered, section, shortened, small
from messages.long_text import sections
from messages.words import Words, straight
from models.audit.ready_made import skill_named
from models.audit.results.ranking import ranked
from models.audit.results.skills import PersonSkills, SkillLine
from models.audit.rounding import tenths

SQUARES = ("🟩", "🟨", "🟧", "🟥", "⬜")
"""A colour for each band, and for what is not rated."""
BANDS = (0.5, 1.5, 2.5)
"""So far below best in class at most, with one decimal; in the last band it is more. On paper they are the same."""
NOT_RATED = len(BANDS) + 1
MOST_SQUARES = 10
"""People whose squares fit beside one another on a phone; of more, each colour is counted."""
MOST_ROWS = 100
MOST_LOW = 3
OWN_LABEL = 24


def band_of(gap: float | None) -> int:
    """By the gap as it is written: 0 near best in class or above, 3 far below it, 4 not rated."""
    if gap is None:
        return NOT_RATED
    return next((place for place, most in enumerate(BANDS) if tenths(gap) <= most), len(BANDS))


def _square(line: SkillLine | None) -> str:
    return SQUARES[band_of(None if line is None else line.gap)]


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
        rows = ["".join(_square(lines[one.person.id].get(skill)) for one in people) for skill in skills]
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
    bands = [band_of(None if line is None else line.gap) for line in lines]
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
    return f"{_square(line)} {manager}{own}"


def _low(say: Words, one: PersonSkills, labels: Mapping[str, str]) -> str:
    """A person's widest gaps with their figures; those that are as wide and do not all fit are told together."""
    low = ranked([line for line in one.lines if line.gap], lambda line: line.gap or 0, MOST_LOW)
    told = [say("audit_results.cell", label=labels[line.skill], cell=_cell(say, line)) for line in low.first]
    if low.alike:
        alike = {"labels": [labels[line.skill] for line in low.alike], "count": len(low.alike), "most": MOST_LOW}
        if low.first:
            told.append(say("audit_results.team_next", **alike))
        else:
            told.append(say("audit_results.furthest", line=low.alike[0], **alike))
    return say("audit_results.person_row", name=one.person.name, cells=told)
