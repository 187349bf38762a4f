"""Who is asked: the audience of a campaign, and the group in which somebody answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.audit.questions import Group, Part
from models.audit.records import AuditCampaign, AuditInvitation, CampaignStatus
from models.audit.results.overlap import people_given_away
from models.audit.team_audiences import teams_told_of
from models.permissions import Right
from models.refusal import Refusal
from models.rights import Rights, rights_of
from models.team.calendar import calendar_of_company
from models.team.queries import people_at_work
from models.team.records import Person, Team
from models.team.reporting_line import people_below
from models.workspace.queries import workspace_of

REMEMBERED_FOR = timedelta(days=180)
"""As long, an earlier anonymous campaign of the same part counts: people still think the same of many things."""
SETTLED_AFTER = timedelta(days=30)
"""From then on, whoever has joined or left since an earlier campaign is no longer a difference between the two."""
RATER = "rater"


@dataclass(frozen=True)
class Everybody:
    """The whole sales organisation; of a manager, everybody below and themself."""


@dataclass(frozen=True)
class OneTeam:
    """The people of a team."""

    id: str


@dataclass(frozen=True)
class Named:
    """The people with these ids are asked."""

    ids: frozenset[str]


Audience = Everybody | OneTeam | Named


@dataclass(frozen=True)
class Invited:
    """The people of an audience by group: `rep`, `manager` or, for skills, `rater`."""

    people: dict[str, Person]
    groups: dict[str, str]
    kind: str
    name: str = ""

    @property
    def asked(self) -> frozenset[str]:
        """Ids of those who are asked about themself or the organisation."""
        return frozenset(id_ for id_, group in self.groups.items() if group != RATER)


def invited_by(session: Session, by: Person, part: Part, audience: Audience, today: date) -> Invited:
    """Whom `by` would ask. Refuses an audience beyond what they may ask, a team that is not there and nobody at all."""
    askable = {person.id: person for person in _askable(session, by, today)}
    kind, name, people = _chosen(session, rights_of(session, by, today), audience, askable)
    groups = group_of_each(session, by.workspace_id, people)
    asked = {id_: person for id_, person in people.items() if id_ in groups}
    if not asked:
        raise Refusal("audit.nobody")
    everybody = dict(asked)
    if part is Part.SKILLS:
        for manager in _managers_of(session, asked.values(), today):
            if manager.id not in everybody:
                everybody[manager.id], groups[manager.id] = manager, RATER
    return Invited(everybody, {id_: groups[id_] for id_ in everybody}, kind, name)


def group_of_each(session: Session, workspace_id: str, people: Iterable[str]) -> dict[str, str]:
    """`manager` for people with reports and leaders, `rep` for those who sell; the others are not asked."""
    managers = set(
        session.exec(
            select(Person.manager_id).where(Person.workspace_id == workspace_id, col(Person.manager_id).is_not(None))
        )
    )
    found = session.exec(select(Person).where(Person.workspace_id == workspace_id))
    wanted = set(people)
    groups = {}
    for person in found:
        if person.id not in wanted:
            continue
        if person.id in managers or person.is_leader:
            groups[person.id] = Group.MANAGER.value
        elif person.is_rep:
            groups[person.id] = Group.REP.value
    return groups


def refuse_differencing(
    session: Session, workspace_id: str, part: Part, asked: frozenset[str], k: int, today: date
) -> None:
    """Refuses an audience that, with those of the last 180 days and the running ones, would give a few people away.

    The sums of two campaigns can be subtracted; what is left must be nobody, or at least k people. Somebody who has
    joined or left since counts as no difference from a campaign that began more than 30 days ago.
    """
    earlier = published_before(session, workspace_id, part, asked, today)
    strictest = max([k, *(campaign.k for campaign, _ in earlier)])
    few = people_given_away([*(people for _, sums in earlier for people in sums), asked], strictest)
    if few is not None:
        raise Refusal("audit.too_alike", numbers=[campaign.number for campaign, _ in earlier], few=few, k=strictest)


def published_before(
    session: Session,
    workspace_id: str,
    part: Part,
    asked: frozenset[str],
    today: date,
    *,
    with_open_teams: bool = False,
) -> list[tuple[AuditCampaign, list[frozenset[str]]]]:
    """The earlier campaigns that still count, each with the people over whom it tells figures: all, and teams shown.

    Of a campaign that was never closed no team was shown yet; `with_open_teams` counts those that may be.
    """
    found = []
    for campaign in _remembered(session, workspace_id, part, today):
        then, changed = asked_in(session, campaign), frozenset[str]()
        if campaign.opened_on + SETTLED_AFTER <= today:
            changed = _joined_or_left(session, workspace_id, then ^ asked, campaign.opened_on, today)
        sums = [(then - changed) | (asked & changed)]
        if campaign.results is not None or with_open_teams:
            sums += teams_told_of(session, campaign, changed, asked)
        found.append((campaign, sums))
    return found


def asked_in(session: Session, campaign: AuditCampaign) -> frozenset[str]:
    """Ids of those who were asked in a campaign."""
    asked = select(AuditInvitation.person_id).where(
        AuditInvitation.workspace_id == campaign.workspace_id,
        AuditInvitation.campaign_id == campaign.id,
        AuditInvitation.group != RATER,
    )
    return frozenset(session.exec(asked))


def surveys_asked(person: Person) -> SelectOfScalar[AuditCampaign]:
    """The campaigns in which somebody was asked; not those in which they only rate others."""
    return surveys_invited_to(person).where(AuditInvitation.group != RATER)


def surveys_invited_to(person: Person) -> SelectOfScalar[AuditCampaign]:
    """The campaigns in which somebody was asked, or rates others."""
    in_workspace = col(AuditInvitation.workspace_id) == AuditCampaign.workspace_id
    same = in_workspace & (col(AuditInvitation.campaign_id) == AuditCampaign.id)
    return (
        select(AuditCampaign)
        .join(AuditInvitation, same)
        .where(AuditCampaign.workspace_id == person.workspace_id, AuditInvitation.person_id == person.id)
    )


def _askable(session: Session, by: Person, today: date) -> list[Person]:
    """Whom this person may ask, of those who are here, also when invitations reach them, and whom Slack knows."""
    asks_anybody = rights_of(session, by, today).may(Right.ASK_ANYBODY)
    first = _first_day(session, by.workspace_id, today)
    people = people_at_work(session, by.workspace_id, today) if asks_anybody else [by, *people_below(session, by)]
    return [
        person
        for person in people
        if person.slack_user_id
        and (person.ends_on is None or person.ends_on >= first)
        and (person.starts_on is None or person.starts_on <= today)
    ]


def _first_day(session: Session, workspace_id: str, today: date) -> date:
    """Who is not with us any more on this day is not asked: the next working day of the company, after today."""
    calendar = calendar_of_company(workspace_of(session, workspace_id))
    return max(calendar.next_working_day(today), today + timedelta(days=1))


def _chosen(
    session: Session, rights: Rights, audience: Audience, askable: dict[str, Person]
) -> tuple[str, str, dict[str, Person]]:
    workspace_id = rights.person.workspace_id
    match audience:
        case Everybody():
            return "everybody", "", askable
        case OneTeam(id=team_id):
            team = session.get(Team, (workspace_id, team_id))
            if team is None:
                raise Refusal("audit.no_such_team")
            people = {id_: person for id_, person in askable.items() if person.team_id == team_id}
            if not people:
                rights.require(Right.ASK_ANYBODY, name=team.name, field="team")
            return "team", team.name, people
        case Named(ids=ids):
            for id_ in ids - set(askable):
                person = session.get(Person, (workspace_id, id_))
                if person is None:
                    raise Refusal("audit.nobody")
                rights.require(Right.ASK_ANYBODY, name=person.name, field="people")
                raise Refusal("audit.cannot_be_asked", name=person.name, field="people")
            return "named", "", {id_: askable[id_] for id_ in ids}


def _managers_of(session: Session, people: Iterable[Person], today: date) -> list[Person]:
    """The direct managers of these people who are still here."""
    managers = {}
    first: date | None = None
    for person in people:
        manager = session.get(Person, (person.workspace_id, person.manager_id)) if person.manager_id else None
        first = first or _first_day(session, person.workspace_id, today)
        if manager and manager.slack_user_id and (manager.ends_on is None or manager.ends_on >= first):
            managers[manager.id] = manager
    return list(managers.values())


def _remembered(session: Session, workspace_id: str, part: Part, today: date) -> list[AuditCampaign]:
    """The anonymous campaigns of this part that are open, or whose results are not too old to subtract."""
    found = select(AuditCampaign).where(
        AuditCampaign.workspace_id == workspace_id,
        AuditCampaign.part == part,
        col(AuditCampaign.anonymous).is_(True),
        AuditCampaign.status != CampaignStatus.STOPPED,
    )
    return [
        campaign
        for campaign in session.exec(found.order_by(col(AuditCampaign.number)))
        if campaign.status == CampaignStatus.OPEN or (campaign.closed_on or campaign.deadline) > today - REMEMBERED_FOR
    ]


def _joined_or_left(
    session: Session, workspace_id: str, people: frozenset[str], since: date, today: date
) -> frozenset[str]:
    """Those of the people who were enrolled or left after `since`; a start date could be moved to please."""
    found = session.exec(select(Person).where(Person.workspace_id == workspace_id))
    return frozenset(
        person.id
        for person in found
        if person.id in people
        and (person.created_at.date() > since or (person.ends_on is not None and since <= person.ends_on < today))
    )
