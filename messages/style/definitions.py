"""How figures are counted, and rows of them as a table or in lines: for who wants to know exactly."""

from collections.abc import Iterable, Sequence

import slackblocks as sb

from messages.blocks import SECTION_LIMIT, section, shortened
from messages.scorecard.why import formula_text
from messages.words import Markup, Words, straight
from models.scorecard.kpis import Kpi


def definitions(say: Words, kpis: Iterable[Kpi]) -> list[sb.Block]:
    """A line for each KPI with the sentence that stands under “Why this number?”, in as many parts as Slack needs."""
    lines = [
        say("style.definition", label=kpi.label(say.language), formula=formula_text(say, kpi))
        for kpi in dict.fromkeys(kpis)
    ]
    parts = [[say("style.how_counted")]]
    for line in lines:
        if sum(len(one) + 1 for one in parts[-1]) + len(line) > SECTION_LIMIT:
            parts.append([])
        parts[-1].append(line)
    return [section("\n".join(part)) for part in parts] if lines else []


def table(say: Words, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[sb.Block, sb.Block]:
    """Rows of plain cells as a table, and the same in lines for a workspace that takes no tables."""
    titles = [say.bare("style.column", which=which) for which in columns]
    cells = [[sb.RawText(shortened(straight(cell), 80)) for cell in row] for row in (titles, *rows)]
    lines = [
        Markup(say("style.table_line", cells=[*zip(titles, row, strict=True)]))
        for row in rows
    ]  # fmt: skip
    caption = say.bare("style.table_caption")
    return sb.DataTableBlock(cells, caption), section("\n".join(lines))  # type: ignore[arg-type]
