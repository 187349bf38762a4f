"""The results of a campaign about functions, as they were frozen: all that is ever shown, exported and compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlmodel import Session

from models.audit.audience import asked_in
from models.audit.closed_campaigns import closed_campaigns
from models.audit.questions import FUNCTIONS
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.results.suppression import Cell
from models.audit.rounding import moved
from models.team.records import Person

AT_MOST = 3
STRONG_FROM = 4.0
COMMENTS_LATER = "audit.comments_need_more"


@dataclass(frozen=True)
class FunctionResult:
    """One function. Suppressed, mean, spread and n are None and `reason` says why."""

    key: str
    mean: float | None
    spread: float | None
    n: int | None
    reason: str | None
    detail: int
    """A `Detail`."""
    reps: Cell
    managers: Cell
    statements: Mapping[str, Cell]
    comments: tuple[str, ...] = ()
    """Word for word, in no order, of nobody."""
    comments_reason: str | None = None
    """Why there are none to see."""
    teams: Mapping[str, Cell] = field(default_factory=dict)
    """By team: its figure, where that may stand beside the company's."""


@dataclass(frozen=True)
class Before:
    """The campaign of the same kind before this one."""

    number: int
    functions: Mapping[str, float | None]
    """Means that were shown then."""
    reworded: frozenset[str] = frozenset()
    """Functions that were asked about in other words, or by other statements: nothing is compared."""


@dataclass(frozen=True)
class Results:
    """The frozen results of a whole campaign on functions."""

    k: int
    invited: int
    answered: int
    """People who gave at least one answer (don't know counts)."""
    finished: int
    """People who came to the end."""
    functions: Mapping[str, FunctionResult]
    kept: tuple[str, ...] = ()
    """Functions of which the figures of the first closing stayed: fewer than k people (or nobody) changed something since."""
    before: Before | None = field(default=None, compare=False)
    teams: Mapping[str, str] = field(default_factory=dict)
    """The names of the teams that are shown, as they were when it began."""

    @property
    def answered_share(self) -> float:
        """Of those who were asked, 0 to 1."""
        return self.answered / self.invited if self.invited else 0.0

    @property
    def means(self) -> dict[str, float | None]:
        """By function, in the order of the domain."""
        return {key: result.mean for key, result in self.functions.items()}

    @property
    def is_suppressed(self) -> bool:
        """Whether there is nothing to show at all."""
        return all(mean is None for mean in self.means.values())

    @property
    def lowest(self) -> tuple[FunctionResult, ...]:
        """The three functions that score lowest, of those that are shown, lowest first."""
        return tuple(self._with_a_mean()[:AT_MOST])

    @property
    def strengths(self) -> tuple[FunctionResult, ...]:
        """At most three functions with a mean of 4 and more, highest first."""
        return tuple(one for one in reversed(self._with_a_mean()) if (one.mean or 0) >= STRONG_FROM)[:AT_MOST]

    @property
    def statements(self) -> dict[str, Cell]:
        """The figures of every statement, by its key."""
        return {key: cell for result in self.functions.values() for key, cell in result.statements.items()}

    def since_before(self, key: str) -> float | None:
        """How much a function has risen, as both are written; None where one of the two is not shown, and where it was
        asked in other words."""
        if self.before is None or key in self.before.reworded:
            return None
        return moved(self.before.functions.get(key), self.means.get(key))

    def is_reworded(self, key: str) -> bool:
        """Whether a function has a score now and had one before, but was asked about in other words."""
        if self.before is None or key not in self.before.reworded:
            return False
        return self.means.get(key) is not None and self.before.functions.get(key) is not None

    def _with_a_mean(self) -> list[FunctionResult]:
        with_a_mean = [result for result in self.functions.values() if result.mean is not None]
        return sorted(with_a_mean, key=lambda result: result.mean or 0)

    def to_json(self) -> dict[str, Any]:
        """For the campaign's `results`; without the campaign before, which has its own."""
        return asdict(replace(self, before=None))

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Results":
        """The results as they were stored with the campaign."""
        functions = {}
        for key, row in _in_order(stored["functions"]):
            cells = {name: Cell(**row[name]) for name in ("reps", "managers")}
            statements = {name: Cell(**cell) for name, cell in row["statements"].items()}
            teams = {team: Cell(**cell) for team, cell in row.get("teams", {}).items()}
            functions[key] = FunctionResult(
                **{**row, **cells, "statements": statements, "comments": tuple(row["comments"]), "teams": teams}
            )
        k, invited, answered, finished = (stored[name] for name in ("k", "invited", "answered", "finished"))
        kept, teams = tuple(stored["kept"]), stored.get("teams", {})
        return cls(k, invited, answered, finished, functions, kept, teams=teams)


def results_of(session: Session, campaign: AuditCampaign) -> Results | None:
    """The frozen results, with those of the campaign before; None for skills, and as long as it is open."""
    if campaign.status != CampaignStatus.CLOSED or campaign.results is None:
        return None
    results = Results.from_json(campaign.results)
    earlier = campaign_before(session, campaign)
    if earlier is None or earlier.results is None:
        return results
    return replace(results, before=before_of(campaign, results, earlier, Results.from_json(earlier.results)))


def before_of(campaign: AuditCampaign, results: Results, earlier: AuditCampaign, then: Results) -> Before:
    """An earlier campaign beside this one, with the functions of which nothing is compared."""
    reworded = {
        key
        for key, result in results.functions.items()
        if key in then.functions
        and _wording(campaign, result.statements) != _wording(earlier, then.functions[key].statements)
    }
    return Before(earlier.number, then.means, frozenset(reworded))


def _wording(campaign: AuditCampaign, statements: Iterable[str]) -> dict[str, int]:
    """In which words these statements were asked: two figures are compared only where both have the same."""
    return {one: campaign.version_of(one) for one in statements}


def campaign_before(session: Session, campaign: AuditCampaign) -> AuditCampaign | None:
    """The last of `campaigns_before`."""
    return next(campaigns_before(session, campaign), None)


def campaigns_before(session: Session, campaign: AuditCampaign) -> Iterator[AuditCampaign]:
    """The closed campaigns of the same kind before this one, newest first: the same part, mostly the same people, and started
    by the same person or by leaders both times (a manager is not shown what was measured for a leader)."""
    asked = asked_in(session, campaign)
    for one in closed_campaigns(session, campaign.workspace_id, campaign.part, campaign.number):
        asked_then = asked_in(session, one)
        is_alike = 2 * len(asked & asked_then) >= max(len(asked), len(asked_then))
        if is_alike and _same_source(session, one, campaign):
            yield one


def _same_source(session: Session, one: AuditCampaign, other: AuditCampaign) -> bool:
    if one.started_by == other.started_by:
        return True
    starters = (session.get(Person, (one.workspace_id, id_)) for id_ in (one.started_by, other.started_by))
    return all(person is not None and person.is_leader for person in starters)


def _in_order(functions: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """In the order of the domain: a database may have sorted the keys."""
    return ((key, functions[key]) for key in FUNCTIONS if key in functions)
