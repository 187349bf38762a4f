"""A team's figure of a function beside the company's, under the same suppression. Pure.

Beside the levels of `suppression.py` a team adds one more sum: its answers to the function. Parts are the teams that
are shown, and the rest of the company. Whoever adds and subtracts everything on show must come down to nobody or to
at least k people, so for each statement

- every part has answers of at least k people (the rest: or of nobody), and
- where reps and managers are shown apart, the few that stand between teams and groups are nobody or at least k:
  summed over the parts, the smaller of its reps and its managers.

Why that is enough: take one statement. A combination of the sums gives everybody of a group g in a part t the weight
a(g) + b(t). Draw groups and parts as points and join them where somebody answered: a combination that vanishes outside
a few people vanishes along every line that is left, and so everywhere, unless leaving out those few cuts the drawing
in two. The cheapest cuts are a whole part, and all parts from their smaller group. Until both hold, the smallest team
is told with the rest.
"""

from collections.abc import Iterable, Mapping, Sequence

from models.audit.results.suppression import GROUPS, Answered, Cell, Detail, cell_of

Member = tuple[Answered, str | None]
"""A ballot, and the team of whoever filled it in; None: of none that may be shown."""


def team_cells(members: Sequence[Member], statements: Sequence[str], k: int, detail: Detail) -> dict[str, Cell]:
    """The figures of the teams that may be shown beside the function, by team."""
    if detail < Detail.STATEMENTS:
        return {}
    shown = sorted({team for _, team in members if team is not None})
    while shown and not _is_safe(members, shown, statements, k, detail):
        shown.remove(min(shown, key=lambda team: (_people(members, team, statements), team)))
    if not _has_a_rest(members, shown, statements) and len(shown) < 2:
        return {}
    return {team: cell_of((ballot for ballot, of in members if of == team), statements) for team in shown}


def _is_safe(
    members: Sequence[Member], shown: Sequence[str], statements: Sequence[str], k: int, detail: Detail
) -> bool:
    if k == 1:
        return all(_people(members, team, statements) for team in shown)
    for one in statements:
        parts = _parts(members, shown, one)
        if any(sum(parts[team].values()) < k for team in shown) or 0 < sum(parts[None].values()) < k:
            return False
        between = sum(min(part.values()) for part in parts.values())
        if detail is Detail.GROUPS and 0 < between < k:
            return False
    return True


def _parts(members: Iterable[Member], shown: Sequence[str], statement: str) -> Mapping[str | None, dict[str, int]]:
    """By team that is shown, and None for the rest: how many of each group answered the statement."""
    parts: dict[str | None, dict[str, int]] = {team: dict.fromkeys(GROUPS, 0) for team in (*shown, None)}
    for ballot, team in members:
        if ballot.levels.get(statement, 0) > 0:
            parts[team if team in parts else None][ballot.group] += 1
    return parts


def _people(members: Iterable[Member], team: str, statements: Sequence[str]) -> int:
    return sum(of == team and any(ballot.levels.get(one, 0) > 0 for one in statements) for ballot, of in members)


def _has_a_rest(members: Iterable[Member], shown: Sequence[str], statements: Sequence[str]) -> bool:
    return any(of not in shown and any(ballot.levels.get(one, 0) > 0 for one in statements) for ballot, of in members)
