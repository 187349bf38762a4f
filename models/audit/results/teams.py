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

Nobody is enough only where nobody was asked: a rest that was asked and says nothing, or a manager of a team of reps,
must not be told from one of whom a few answered (`asked`). Else the teams that add up to the company say who did not.
"""

from collections.abc import Iterable, Mapping, Sequence

from models.audit.results.suppression import GROUPS, Answered, Cell, Detail, cell_of

Member = tuple[Answered, str | None]
"""A ballot, and the team of whoever filled it in; None: of none that may be shown."""


Asked = Mapping[str | None, Mapping[str, int]]
"""How many were asked, by team (None: of none that may be shown) and group."""


def team_cells(
    members: Sequence[Member], statements: Sequence[str], k: int, detail: Detail, asked: Asked | None = None
) -> dict[str, Cell]:
    """The figures of the teams that may be shown beside the function, by team.

    Without `asked`, those who answered count as all who were asked.
    """
    if detail < Detail.STATEMENTS:
        return {}
    shown = sorted({team for _, team in members if team is not None})
    while shown and not _is_safe(members, shown, statements, k, detail, asked or {}):
        shown.remove(min(shown, key=lambda team: (_people(members, team, statements), team)))
    if not _has_a_rest(members, shown, statements) and len(shown) < 2:
        return {}
    return {team: cell_of((ballot for ballot, of in members if of == team), statements) for team in shown}


def _is_safe(
    members: Sequence[Member], shown: Sequence[str], statements: Sequence[str], k: int, detail: Detail, asked: Asked
) -> bool:
    if k == 1:
        return all(_people(members, team, statements) for team in shown)
    were_asked = {team: dict.fromkeys(GROUPS, 0) for team in (*shown, None)}
    for team, groups in asked.items():
        part = were_asked[team if team in were_asked else None]
        for group, people in groups.items():
            part[group] += people
    rest_asked, between_asked = sum(were_asked[None].values()), _between(were_asked)
    for one in statements:
        parts = _parts(members, shown, one)
        rest = sum(parts[None].values())
        if any(sum(parts[team].values()) < k for team in shown) or (rest < k and (rest or rest_asked)):
            return False
        between = _between(parts)
        if detail is Detail.GROUPS and between < k and (between or between_asked):
            return False
    return True


def _between(parts: Mapping[str | None, Mapping[str, int]]) -> int:
    """People who stand between teams and groups: summed over the parts, the smaller of its reps and its managers."""
    return sum(min(part.values()) for part in parts.values())


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
