"""Over which people of a team figures were told in a campaign: sums like those over everybody, to add and to subtract."""

from collections import defaultdict

from sqlmodel import Session, col, select

from models.audit.records import AuditCampaign, AuditTeamMember
from models.team.records import Person


def teams_told_of(
    session: Session, campaign: AuditCampaign, changed: frozenset[str], asked: frozenset[str]
) -> list[frozenset[str]]:
    """The teams that are shown in the results (of one that was never closed: that may be), as sets of people.

    Who joined or left since (`changed`) counts as if they had been in the team that they are in now.
    """
    teams: dict[str, set[str]] = defaultdict(set)
    for member in team_members_of(session, campaign):
        teams[member.team_id].add(member.person_id)
    if campaign.results is not None:
        shown = campaign.results.get("teams") or {}
        teams = defaultdict(set, {team: people for team, people in teams.items() if team in shown})  # type: ignore[operator]
    here = select(Person.id, Person.team_id).where(
        Person.workspace_id == campaign.workspace_id, col(Person.id).in_(changed & asked)
    )
    now = dict(session.exec(here).all()) if changed & asked else {}
    return [
        frozenset((people - changed) | {id_ for id_, of in now.items() if of == team}) for team, people in teams.items()
    ]


def team_members_of(session: Session, campaign: AuditCampaign) -> list[AuditTeamMember]:
    """Who was in which team when the campaign began, of the teams that may be shown."""
    found = select(AuditTeamMember).where(
        AuditTeamMember.workspace_id == campaign.workspace_id, AuditTeamMember.campaign_id == campaign.id
    )
    return list(session.exec(found))
