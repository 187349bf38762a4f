"""How long a survey takes somebody, from what they are asked: the one place that knows."""

from collections.abc import Iterable

from models.audit.questions import Part

SECONDS_A_SKILL = 14
"""One question at a time, as measured: a statement with its 1 and its 5, about 44 words."""
SECONDS_A_STATEMENT = 30
"""About the sales organisation: one has to think of others, and comments more."""
SECONDS_A_FORM, SECONDS_A_ROW = 10, 4
"""To open and save a form, and for each of its rows: the statement was read at the person before."""


def minutes_of(part: str, questions: int, forms: Iterable[int] = ()) -> int:
    """Whole minutes for questions one at a time, and for forms with that many rows each; at least one."""
    a_question = SECONDS_A_SKILL if part == Part.SKILLS else SECONDS_A_STATEMENT
    seconds = questions * a_question + sum(SECONDS_A_FORM + rows * SECONDS_A_ROW for rows in forms if rows)
    return max(1, round(seconds / 60))
