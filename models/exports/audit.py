"""Campaigns of the self-audit as data: frozen results of functions, ratings of skills, and what moved; never a ballot."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from models.audit.audience import asked_in
from models.audit.questions import FUNCTIONS, Part
from models.audit.records import IN_GENERAL, AuditCampaign, CampaignStatus
from models.audit.results.earlier import together
from models.audit.results.functions import Results, results_of
from models.audit.results.skills import skills_in
from models.audit.results.talk import Talk, talks_of
from models.audit.rounding import moved
from models.exports.names import Names
from models.exports.writing import Row
from models.maturity.history import stage_of_results
from models.period import Period
from models.permissions import Right
from models.rights import rights_of
from models.scorecard.scope import Scope
from models.team.records import Person
from models.team.reporting_line import is_at_work
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
    "no_part",
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
"""The columns of the table. `what`: `function`, `stage`, `skill` (of a person), `remark` (of a person, in general) or
`skill_mean` (of the people rated)."""
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
        for one in row["remarks"]:
            yield head | {"what": "remark", "key": IN_GENERAL} | one | {"seen_by": ", ".join(one["seen_by"])}
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
        "remarks": [],
        "trends": [],
    }
    if campaign.part == Part.SKILLS and is_over and campaign.status == CampaignStatus.CLOSED and not campaign.anonymous:
        talks = talks_of(session, campaign, skills_in(session, campaign, _people(session, campaign, whose)))
        seen_by = _seen_by(session, [talk.found.person for talk in talks], day)
        row["skills"] = list(_skills(talks, names, seen_by))
        row["remarks"] = list(_remarks(talks, names, seen_by))
        row["trends"] = list(_skill_trends(talks))
    elif hidden is None:
        row["trends"] = list(_function_trends(results_of(session, campaign)))
    return row


def _people(session: Session, campaign: AuditCampaign, ids: Set[str]) -> Sequence[Person]:
    found = select(Person).where(Person.workspace_id == campaign.workspace_id, col(Person.id).in_(ids))
    return session.exec(found.order_by(Person.name, Person.id)).all()


def _skills(talks: Sequence[Talk], names: Names, seen_by: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    """Each rating, with the names of those who may see it."""
    for talk in talks:
        person = talk.found.person
        for line in talk.found.lines:
            then, now = talk.changes.get(line.skill, (None, None))
            yield {
                "person": person.name,
                "skill": line.skill,
                "self": line.own,
                "manager": None if line.manager is None else float(line.manager),
                "standard": line.standard,
                "gap": line.gap,
                "no_part": line.is_no_part,
                "team": names.team(person.team_id),
                "before": None if then is None else float(then),
                "change": moved(then, now),
                "compared_with": talk.then.survey if talk.then and then is not None else None,
                "own_comment": line.own_comment or None,
                "manager_comment": "\n".join(line.manager_comments) or None,
                "seen_by": seen_by[person.id],
            }


def _remarks(talks: Sequence[Talk], names: Names, seen_by: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
    """What was said of a person and no single skill."""
    for talk in talks:
        found = talk.found
        if found.remarks:
            yield {
                "person": found.person.name,
                "team": names.team(found.person.team_id),
                "own_comment": found.own_remark or None,
                "manager_comment": "\n".join(found.manager_remarks) or None,
                "seen_by": seen_by[found.person.id],
            }


def _seen_by(session: Session, people: Sequence[Person], day: date) -> dict[str, list[str]]:
    """By person: the names of those at work who may see their figures, the person first and then by name."""
    if not people:
        return {}
    everybody = select(Person).where(Person.workspace_id == people[0].workspace_id).order_by(Person.name, Person.id)
    readers = [rights_of(session, one, day) for one in session.exec(everybody) if is_at_work(one, day)]
    found = {}
    for person in people:
        may = [rights.person for rights in readers if rights.may(Right.SEE_FIGURES, person)]
        found[person.id] = [one.name for one in sorted(may, key=lambda one: one.id != person.id)]
    return found


def _skill_trends(talks: Sequence[Talk]) -> Iterator[dict[str, Any]]:
    """The mean of each skill then and now, over the people whom both surveys rated."""
    earlier = [talk.then for talk in talks if talk.then]
    skills = dict.fromkeys(line.skill for talk in talks for line in talk.found.lines)
    for one in together(earlier, skills):
        newest = max(then.survey for then in earlier if any(change.skill == one.skill for change in then.changes))
        yield _trend(one.skill, one.then, one.now, moved(one.then, one.now), one.people, newest)


def _function_trends(results: Results | None) -> Iterator[dict[str, Any]]:
    """Each function then and now, where both were shown and it was asked in the same words."""
    if results is None or results.before is None:
        return
    for key, now in results.means.items():
        change = results.since_before(key)
        if change is not None:
            yield _trend(key, results.before.functions[key], now, change, None, results.before.number)


def _trend(
    key: str, then: float | None, now: float | None, change: float | None, n: int | None, compared_with: int
) -> dict[str, Any]:
    return {"key": key, "before": then, "now": now, "change": change, "n": n, "compared_with": compared_with}


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
