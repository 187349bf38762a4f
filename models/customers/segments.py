"""Segments: how many customers, what they bought in twelve months, how content they are; by sector, tier, size or own word."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import col

from models.activity.records import Activity
from models.analysis.question import Question
from models.analysis.satisfaction import Scores, hidden_beside, scores_by_segment
from models.analysis.satisfaction import Segment as Scored
from models.customers.book import Customer, groups_of


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the customers."""

    name: str | None
    """None: of whom nobody said it; scores on no account are there too."""
    customers: int
    """Who ever bought."""
    active: int
    """Who bought in the last twelve months."""
    sales: float
    """In these twelve months, in whole units."""
    share: float | None
    """Of everything that was sold in them; None when nothing was."""
    scores: Scores
    """Of the last twelve months."""
    hides: frozenset[str] = frozenset()
    """What is not shown of them because it would tell another segment's (`hidden_beside`)."""

    @property
    def scored(self) -> Scored:
        """The scores as the analysis of satisfaction shows them: none of fewer than three answers, nor what tells those."""
        return Scored(self.name, self.scores, self.hides)

    @property
    def csat(self) -> float | None:
        """The mean of 1 to 5; None with fewer than three answers."""
        return self.scored.mean

    @property
    def top_two(self) -> float | None:
        """The share of 4 and 5; None with fewer than three answers."""
        return self.scored.top_two

    @property
    def nps(self) -> float | None:
        """Promoters − detractors in points; None with fewer than three answers of 0 to 10."""
        return self.scored.nps


def segments_of(question: Question, customers: Mapping[str, Customer], by: str) -> list[Segment]:
    """The segments by one of `BY`, most sales first; the one without a name last."""
    given = scores_by_segment(question, question.year, col(Activity.account_id))
    groups = groups_of(question, {*customers, *(id_ for id_ in given if id_)}, by)
    scores: defaultdict[str | None, Scores] = defaultdict(Scores)
    for id_, of_account in given.items():
        scores[groups.get(id_ or "")] += of_account
    members: defaultdict[str | None, list[Customer]] = defaultdict(list)
    for id_, customer in customers.items():
        members[groups.get(id_)].append(customer)
    total = sum(customer.this_year for customer in customers.values())
    found = []
    for name in {*members, *scores}:
        theirs = members.get(name, [])
        sales = sum(customer.this_year for customer in theirs)
        active = sum(1 for customer in theirs if customer.last_bought in question.year)
        share = sales / total if total else None
        found.append(Segment(name, len(theirs), active, sales, share, scores.get(name, Scores())))
    found.sort(key=lambda one: (one.name is None, -one.sales, -one.customers, one.name or ""))
    hides = hidden_beside([one.scores for one in found])
    return [replace(one, hides=also) for one, also in zip(found, hides, strict=True)]


def everybody(segments: list[Segment]) -> Scores:
    """The scores of all of them."""
    return sum((segment.scores for segment in segments), Scores())
