"""Campaigns of the self-audit as data: frozen results of functions, ratings of skills, and what moved; never a ballot."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.audit.audience import asked_in
from models.audit.questions import FUNCTIONS, Part
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.results.functions import Results, results_of
from models.audit.results.skills import skills_in
from models.audit.results.talk import Talk, talks_of
from models.audit.rounding import moved
from models.exports.names import Names
from models.exports.writing import Row
from models.maturity.history import stage_of_results
from models.period import Period
from models.scorecard.scope import Scope
from models.team.records import Person
from models.team.reporting_line import is_at_work, line_above
from models.workspace.records import Workspace

FLAT = (
    "number",
    "part",
    "status",
    "opened",
    "deadline",
    "closed",
    "anonymous",
    "invited",
    "finished",
    "what",
    "key",
    "person",
    "team",
    "self",
    "manager",
    "standard",
    "gap",
    "mean",
    "n",
    "reason",
    "before",
    "change",
    "compared_with",
    "own_comment",
    "manager_comment",
    "seen_by",
)
"""The columns of the table. `what`: `function`, `stage`, `skill` (of a person) or `skill_mean` (of the people rated)."""
_OF_A_CAMPAIGN = FLAT[:9]


def audit_rows(
    session: Session, workspace: Workspace, scope: Scope, period: Period | None, at: date | None, day: date
) -> Iterator[Row]:
    """The campaigns, newest first; with `period` those that began in it, with `at` as they stood after that day.

    `day`: that on which is looked who may see a rating. Of a person or team the campaigns in which one of them was asked: of functions with the figures of everybody asked
    (there is nothing smaller to export), of skills with the ratings of those people alone.
    """
    found = select(AuditCampaign).where(AuditCampaign.workspace_id == workspace.workspace_id)
    if period:
        found = found.where(col(AuditCampaign.opened_on) >= period.start, col(AuditCampaign.opened_on) < period.end)
    if at:
        found = found.where(col(AuditCampaign.opened_on) <= at)
    names = Names(session, workspace.workspace_id)
    for campaign in session.exec(found.order_by(col(AuditCampaign.number).desc())).all():
        asked = asked_in(session, campaign)
        if scope.ids is None or asked & scope.ids:
            whose = asked if scope.ids is None else asked & scope.ids
            yield _row(session, campaign, names, whose, at, day)


def flat_rows(
    session: Session, workspace: Workspace, scope: Scope, period: Period | None, at: date | None, day: date
) -> Iterator[Row]:
    """The same as a table: a row a figure, with the campaign in front of each."""
    for row in audit_rows(session, workspace, scope, period, at, day):
        head = {key: row[key] for key in _OF_A_CAMPAIGN}
        trends = {
            one["key"]: {name: one[name] for name in ("before", "change", "compared_with")} for one in row["trends"]
        }
        if row["part"] == Part.FUNCTIONS or row["skills"] is None:
            for key, figure in row["functions"].items():
                yield head | {"what": "function", "key": key, **figure, **trends.get(key, {})}
            stage = row["stage"]
            yield head | {"what": "stage", "key": stage["capped_by"], "mean": stage["value"], "reason": stage["reason"]}
            continue
        for one in row["skills"]:
            seen_by = ", ".join(one["seen_by"])
            yield head | {"what": "skill", "key": one["skill"]} | one | {"seen_by": seen_by}
        for one in row["trends"]:
            yield head | {"what": "skill_mean", "mean": one["now"]} | one


def _row(session: Session, campaign: AuditCampaign, names: Names, whose: Set[str], at: date | None, day: date) -> Row:
    is_over = campaign.closed_on is not None and (at is None or campaign.closed_on <= at)
    was_counted = campaign.counted_on is not None and (at is None or campaign.counted_on <= at)
    row: Row = {
        "id": campaign.id,
        "part": campaign.part,
        "status": campaign.status if is_over else CampaignStatus.OPEN.value,
        "invited": campaign.invited_count,
        "finished": campaign.finished_count if was_counted else None,
        "anonymous": campaign.anonymous,
    }
    hidden = _why_hidden(campaign, is_over)
    if hidden is not None or campaign.results is None:
        row["functions"] = {key: {"mean": None, "n": None, "reason": hidden} for key in FUNCTIONS}
        row["stage"] = {"value": None, "capped_by": None, "reason": hidden}
    else:
        results = Results.from_json(campaign.results)
        row["functions"] = {
            key: {"mean": result.mean, "n": result.n, "reason": _plain(result.reason)}
            for key, result in results.functions.items()
        }
        stage = stage_of_results(results)
        row["stage"] = {"value": stage.value, "capped_by": stage.capped_by, "reason": stage.reason}
    row |= {
        "number": campaign.number,
        "opened": campaign.opened_on,
        "deadline": campaign.deadline,
        "closed": campaign.closed_on if is_over else None,
        "skills": None,
        "trends": [],
    }
    if campaign.part == Part.SKILLS and is_over and campaign.status == CampaignStatus.CLOSED and not campaign.anonymous:
        talks = talks_of(session, campaign, skills_in(session, campaign, _people(session, campaign, whose)))
        row["skills"] = list(_skills(session, talks, names, day))
        row["trends"] = list(_skill_trends(talks))
    elif hidden is None:
        row["trends"] = list(_function_trends(results_of(session, campaign)))
    return row


def _people(session: Session, campaign: AuditCampaign, ids: Set[str]) -> Sequence[Person]:
    found = select(Person).where(Person.workspace_id == campaign.workspace_id, col(Person.id).in_(ids))
    return session.exec(found.order_by(Person.name, Person.id)).all()


def _skills(session: Session, talks: Sequence[Talk], names: Names, day: date) -> Iterator[dict[str, Any]]:
    """Each rating, with the names of those who may see it: the person, who is above them, the sales leaders."""
    for talk in talks:
        person = talk.found.person
        seen_by = _seen_by(session, person, day)
        for line in talk.found.lines:
            then, now = talk.changes.get(line.skill, (None, None))
            yield {
                "person": person.name,
                "skill": line.skill,
                "self": line.own,
                "manager": None if line.manager is None else float(line.manager),
                "standard": line.standard,
                "gap": line.gap,
                "team": names.team(person.team_id),
                "before": None if then is None else float(then),
                "change": moved(then, now),
                "compared_with": talk.then.survey if talk.then and then is not None else None,
                "own_comment": line.own_comment or None,
                "manager_comment": "\n".join(line.manager_comments) or None,
                "seen_by": seen_by,
            }


def _seen_by(session: Session, person: Person, day: date) -> list[str]:
    leading = select(Person).where(Person.workspace_id == person.workspace_id, col(Person.is_leader).is_(True))
    leaders = session.exec(leading.order_by(Person.name, Person.id)).all()
    here = (leader for leader in leaders if is_at_work(leader, day))
    names = [one.name for one in (person, *line_above(session, person, day), *here)]
    return list(dict.fromkeys(names))


def _skill_trends(talks: Sequence[Talk]) -> Iterator[dict[str, Any]]:
    """The mean of each skill then and now, over the people whom both surveys rated."""
    pairs: dict[str, list[tuple[float, float]]] = {}
    numbers: dict[str, set[int]] = {}
    for talk in talks:
        for skill, pair in talk.changes.items():
            pairs.setdefault(skill, []).append(pair)
            if talk.then is not None:
                numbers.setdefault(skill, set()).add(talk.then.survey)
    for skill, found in pairs.items():
        then, now = (round(sum(side) / len(found), 2) for side in zip(*found, strict=True))
        yield _trend(skill, then, now, len(found), max(numbers[skill], default=None))


def _function_trends(results: Results | None) -> Iterator[dict[str, Any]]:
    """Each function then and now, where both were shown."""
    if results is None or results.before is None:
        return
    for key, now in results.means.items():
        then = results.before.functions.get(key)
        if then is not None and now is not None:
            yield _trend(key, then, now, None, results.before.number)


def _trend(key: str, then: float, now: float, n: int | None, compared_with: int | None) -> dict[str, Any]:
    return {"key": key, "before": then, "now": now, "change": moved(then, now), "n": n, "compared_with": compared_with}


def _why_hidden(campaign: AuditCampaign, is_over: bool) -> str | None:
    """Why there are no figures; None when there are."""
    if campaign.part == Part.SKILLS:
        return "about_skills"
    if not is_over or campaign.status == CampaignStatus.OPEN:
        return "still_open"
    if campaign.status == CampaignStatus.STOPPED:
        return "stopped"
    return None if campaign.results is not None else "no_results"


def _plain(reason: str | None) -> str | None:
    """Reasons of exports stand without the feature that they belong to."""
    return None if reason is None else reason.removeprefix("audit.")
