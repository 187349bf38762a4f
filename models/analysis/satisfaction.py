"""Customer satisfaction: mean of 1 to 5, share of 4 and 5, and NPS where there are scores of 0 to 10; by segment."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, case, func, literal, select
from sqlmodel import col

from models.accounts.records import Account
from models.activity.kinds import Kind
from models.activity.records import Activity, CreditShare
from models.analysis.credited import on_the_roll
from models.analysis.question import Question
from models.period import Period
from models.team.membership import Roll

FEWEST = 5
"""Scores below which a mean says more of one customer than of all."""
FEWEST_ANSWERS = 3
"""Below these, the mean of a segment is what one customer said: it is not shown."""
_SCORES = (Kind.CSAT.value, Kind.NPS.value)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores, added up; of a shared entry the part."""

    entries: int = 0
    """Scores of 1 to 5."""
    weight: float = 0
    total: float = 0
    satisfied: float = 0
    """Of 4 and 5."""
    asked: int = 0
    """Scores of 0 to 10."""
    promoters: float = 0
    """Of 9 and 10."""
    detractors: float = 0
    """Of 0 to 6."""
    nps_weight: float = 0

    def __add__(self, other: "Scores") -> "Scores":
        return Scores(
            self.entries + other.entries,
            self.weight + other.weight,
            self.total + other.total,
            self.satisfied + other.satisfied,
            self.asked + other.asked,
            self.promoters + other.promoters,
            self.detractors + other.detractors,
            self.nps_weight + other.nps_weight,
        )

    @property
    def mean(self) -> float | None:
        """Of 1 to 5; None without scores."""
        return self.total / self.weight if self.weight else None

    @property
    def top_two(self) -> float | None:
        """The share of 4 and 5."""
        return self.satisfied / self.weight if self.weight else None

    @property
    def nps(self) -> float | None:
        """Promoters − detractors, in points (−100 to 100); None without scores of 0 to 10."""
        return net_promoter_score(self.promoters, self.detractors, self.nps_weight)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the customers (the segment of the account, else its sector), with its scores."""

    name: str | None
    """None: accounts without a segment, and scores on no account."""
    scores: Scores
    hides: frozenset[str] = frozenset()
    """`csat`, `nps`: what is not shown of it because another segment could be worked out from it and the total."""

    @property
    def mean(self) -> float | None:
        """Of 1 to 5; None with fewer than three answers, and where it would tell another segment's."""
        return self.scores.mean if self.scores.entries >= FEWEST_ANSWERS and "csat" not in self.hides else None

    @property
    def top_two(self) -> float | None:
        """The share of 4 and 5; None where the mean is."""
        return self.scores.top_two if self.mean is not None else None

    @property
    def nps(self) -> float | None:
        """In points; None with fewer than three answers of 0 to 10, and where it would tell another segment's."""
        return self.scores.nps if self.scores.asked >= FEWEST_ANSWERS and "nps" not in self.hides else None


@dataclass(frozen=True)
class Satisfaction:
    """The analysis."""

    total: Scores
    before: Scores
    """Of the stretch of the same length before."""
    segments: tuple[Segment, ...]
    """Most scores first; the one without a name last."""

    @property
    def is_thin(self) -> bool:
        """Fewer than five scores."""
        return max(self.total.entries, self.total.asked) < FEWEST

    @property
    def weakest(self) -> Segment | None:
        """The named segment with the lowest mean, of those with five scores; None where they are alike to a decimal, and of
        fewer than two such segments."""
        told = [one for one in self.segments if one.name and one.scores.entries >= FEWEST and one.mean is not None]
        are_alike = len({round(one.scores.mean or 0, 1) for one in told}) < 2
        return None if are_alike else min(told, key=lambda one: one.scores.mean or 0)


def net_promoter_score(promoters: float, detractors: float, answers: float) -> float | None:
    """(promoters − detractors) / answers × 100: 9 and 10 promote, 0 to 6 detract (Reichheld 2003)."""
    return (promoters - detractors) / answers * 100 if answers else None


def read_satisfaction(question: Question) -> Satisfaction:
    """The scores in the period, by segment."""
    seen = question.seen
    if seen is None:
        return Satisfaction(Scores(), Scores(), ())
    segments = scores_by_segment(question, seen)
    before = Period(seen.start - (seen.end - seen.start), seen.start)
    found = [Segment(name, scores) for name, scores in segments.items()]
    found.sort(key=lambda one: (one.name is None, -one.scores.entries - one.scores.asked, one.name or ""))
    hides = hidden_beside([one.scores for one in found])
    found = [replace(one, hides=also) for one, also in zip(found, hides, strict=True)]
    total, earlier = (sum(each.values(), Scores()) for each in (segments, scores_by_segment(question, before)))
    return Satisfaction(total, earlier, tuple(found))


def hidden_beside(segments: Sequence[Scores]) -> list[frozenset[str]]:
    """Of each segment what is hidden although it has answers enough: the total less the others would tell a hidden one.

    Where all that is hidden has fewer than three answers together, the smallest of the others is hidden too: what is left
    of the total is then of three answers or more.
    """
    hides: list[set[str]] = [set() for _ in segments]
    for which, counts in (("csat", [one.entries for one in segments]), ("nps", [one.asked for one in segments])):
        shown = [at for at, count in enumerate(counts) if count >= FEWEST_ANSWERS]
        hidden = sum(count for count in counts if count < FEWEST_ANSWERS)
        if shown and 0 < hidden < FEWEST_ANSWERS:
            hides[min(shown, key=lambda at: (counts[at], -at))].add(which)
    return [frozenset(also) for also in hides]


def scores_by_segment(question: Question, span: Period, by: Any = None) -> dict[str | None, Scores]:
    """The scores in `span`, by the segment of the account (its sector where none was said), or by another column of it.

    A score of 0 in `csat` came from elsewhere and is none; of `nps` it is one."""
    percent: Any = literal(100) if question.is_company else func.coalesce(col(CreditShare.percent), 100)
    score, kind = col(Activity.score), col(Activity.kind)
    is_csat = and_(kind == Kind.CSAT.value, score.between(1, 5))
    is_nps = and_(kind == Kind.NPS.value, score.is_not(None))
    usual = func.coalesce(func.nullif(col(Account.segment), ""), col(Account.sector))
    segment: Any = usual if by is None else by
    summed: Any = select(
        segment,
        _number(question, is_csat),
        *(_sum(percent, is_csat, weight) for weight in (1, score)),
        _sum(percent, and_(is_csat, score >= 4)),
        _number(question, is_nps),
        _sum(percent, and_(is_nps, score >= 9)),
        _sum(percent, and_(is_nps, score <= 6)),
        _sum(percent, is_nps),
    ).select_from(Activity)
    same = and_(col(Account.workspace_id) == col(Activity.workspace_id), col(Account.id) == col(Activity.account_id))
    summed = summed.outerjoin(Account, same)
    if not question.is_company:
        summed = _shared(summed, question.scope.roll)
    summed = summed.where(
        col(Activity.workspace_id) == question.workspace.workspace_id,
        col(Activity.happened_on) >= span.start,
        col(Activity.happened_on) < span.end,
        kind.in_(_SCORES),
        col(Activity.undone_at).is_(None),
        col(Activity.same_as).is_(None),
    ).group_by(segment)
    found: defaultdict[str | None, Scores] = defaultdict(Scores)
    for name, *values in question.session.execute(summed):
        entries, weight, score_sum, satisfied, asked, promoters, detractors, answers = (
            float(one or 0) for one in values
        )
        if entries or asked:
            of_five = (weight / 100, score_sum / 100, satisfied / 100)
            of_ten = (promoters / 100, detractors / 100, answers / 100)
            found[name or None] += Scores(int(entries), *of_five, int(asked), *of_ten)
    return dict(found)


def _number(question: Question, condition: Any) -> Any:
    """How many scores: one that a team shares has a row for each of them, and is one."""
    if question.is_company:
        return func.count(case((condition, 1)))
    return func.count(case((condition, col(Activity.id))).distinct())


def _sum(percent: Any, condition: Any, weight: Any = 1) -> Any:
    return func.sum(case((condition, percent * weight), else_=0))


def _shared(statement: Any, roll: Roll) -> Any:
    same = and_(
        col(CreditShare.workspace_id) == col(Activity.workspace_id), col(CreditShare.activity_id) == col(Activity.id)
    )
    whose: Any = func.coalesce(col(CreditShare.person_id), col(Activity.person_id))
    return statement.outerjoin(CreditShare, same).where(on_the_roll(roll, whose, col(Activity.happened_on)))
