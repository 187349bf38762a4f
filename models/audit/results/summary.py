"""What somebody's skills come down to: furthest from best in class, strongest, and where the two ratings differ most."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.audit.questions import Question
from models.audit.results.ranking import USUAL_IMPACT, Ranked, ranked, role_weight
from models.audit.results.skills import PersonSkills, SkillLine

MOST = 3
DIFFERS_FROM = 1.0
"""Points between the two ratings from which on they are said to differ."""


@dataclass(frozen=True)
class Summary:
    """The first lines of a person's page. Each is empty where there is nothing to say."""

    gaps: Ranked[SkillLine]
    """The widest gaps; of gaps that are as wide the ones that bring most, by impact and role."""
    furthest: tuple[SkillLine, ...]
    """All that lie furthest below best in class."""
    strongest: tuple[SkillLine, ...]
    """All with the highest level."""
    differ: tuple[SkillLine, ...]
    """At most three, the largest difference between self and manager first."""
    unrated: tuple[SkillLine, ...]
    """Of which nobody gave a level."""
    is_all_alike: bool
    """Whether every skill has the same level and the same standard."""
    both: int
    """Skills of which both gave a level."""


def summary_of(found: PersonSkills, questions: Mapping[str, Question]) -> Summary:
    """The summary of one person. `questions` tell what a skill brings."""
    rated = [line for line in found.lines if line.level is not None]
    weight = _weight(found, questions)
    widest = max((line.gap or 0 for line in rated), default=0)
    highest = max((line.level or 0 for line in rated), default=0)
    apart = [line for line in rated if abs(line.difference or 0) >= DIFFERS_FROM]
    return Summary(
        ranked([line for line in rated if weight(line) > 0], weight, MOST),
        tuple(line for line in rated if widest > 0 and line.gap == widest),
        tuple(line for line in rated if line.level == highest),
        tuple(sorted(apart, key=lambda line: (-abs(line.difference or 0), -weight(line)))[:MOST]),
        tuple(line for line in found.lines if line.level is None and not line.is_no_part),
        len(rated) > 1 and len({(line.level, line.standard) for line in rated}) == 1,
        sum(line.difference is not None for line in rated),
    )


def widest_first(found: PersonSkills, questions: Mapping[str, Question]) -> tuple[SkillLine, ...]:
    """Every skill, the widest gap first; what nobody rated stands last."""
    weight = _weight(found, questions)
    return tuple(sorted(found.lines, key=lambda line: (line.level is None, -weight(line), line.level or 0)))


def _weight(found: PersonSkills, questions: Mapping[str, Question]) -> Callable[[SkillLine], float]:
    def weight(line: SkillLine) -> float:
        """The gap decides; impact (at most 3) times role (at most 1.5) only between gaps that are as wide."""
        if not line.gap:
            return 0.0
        impact = questions[line.skill].action.impact if line.skill in questions else USUAL_IMPACT
        return line.gap * 1000 + impact * role_weight(found.person.sales_role, line.skill)

    return weight
