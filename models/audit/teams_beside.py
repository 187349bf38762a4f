"""Which teams a campaign may show beside the company: decided when it begins, so that no later campaign changes it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, select

from models.audit.audience import Invited, published_before
from models.audit.ballots.box import code_of, open_salt
from models.audit.questions import Part
from models.audit.records import AuditBox, AuditCampaign, AuditInvitation, AuditTeamMember
from models.audit.results.freezing import Teams
from models.audit.results.overlap import people_given_away
from models.audit.results.teams import Asked
from models.audit.team_audiences import team_members_of
from models.team.records import Team
from models.workspace.secrets import Secrets


def remember_teams(session: Session, campaign: AuditCampaign, invited: Invited, today: date) -> None:
    """Note who is in which team, of the teams that can be shown without giving a few people away.

    Everything that earlier campaigns told counts, as for an audience of its own: somebody who has changed teams since
    is the difference of the two figures, so neither of the two teams is shown again within half a year.
    """
    _make_way(session, campaign, invited, today)
    workspace_id, asked = campaign.workspace_id, invited.asked
    earlier = published_before(session, workspace_id, Part(campaign.part), asked, today, with_open_teams=True)
    earlier = [(one, sums) for one, sums in earlier if one.id != campaign.id]
    told = [asked, *(people for _, sums in earlier for people in sums)]
    strictest = max([campaign.k, *(one.k for one, _ in earlier)])
    teams: dict[str, set[str]] = defaultdict(set)
    for id_ in asked:
        if team_id := invited.people[id_].team_id:
            teams[team_id].add(id_)
    for team_id, members in sorted(teams.items(), key=lambda team: (-len(team[1]), team[0])):
        people = frozenset(members)
        if people == asked:
            continue
        if campaign.anonymous and (
            len(people) < campaign.k or people_given_away([*told, people], strictest) is not None
        ):
            continue
        told.append(people)
        name = session.get_one(Team, (workspace_id, team_id)).name
        for id_ in sorted(people):
            session.add(
                AuditTeamMember(
                    workspace_id=workspace_id, campaign_id=campaign.id, person_id=id_, team_id=team_id, team_name=name
                )
            )
    session.flush()


def teams_in(session: Session, secrets: Secrets, campaign: AuditCampaign, row: AuditBox) -> Teams:
    """Which ballot is of which team, for whoever has the key, at closing."""
    salt = open_salt(secrets, row.workspace_id, row.campaign_id, row.sealed_salt)
    members = team_members_of(session, campaign)
    return Teams(
        {code_of(salt, one.person_id): one.team_id for one in members},
        {one.team_id: one.team_name for one in members},
        _asked(session, campaign, {one.person_id: one.team_id for one in members}),
    )


def _asked(session: Session, campaign: AuditCampaign, team_of: Mapping[str, str]) -> Asked:
    """How many were asked, by team that may be shown and group."""
    invited = select(AuditInvitation.person_id, AuditInvitation.group).where(
        AuditInvitation.workspace_id == campaign.workspace_id, AuditInvitation.campaign_id == campaign.id
    )
    asked: dict[str | None, Counter[str]] = defaultdict(Counter)
    for person_id, group in session.exec(invited):
        asked[team_of.get(person_id)][group] += 1
    return asked


def _make_way(session: Session, campaign: AuditCampaign, invited: Invited, today: date) -> None:
    """A team that a running campaign might show, and nobody has seen, steps back for a campaign that starts beside it."""
    if not campaign.anonymous:
        return
    earlier = published_before(
        session, campaign.workspace_id, Part(campaign.part), invited.asked, today, with_open_teams=True
    )
    told = [people for one, sums in earlier if one.id != campaign.id for people in sums]
    if people_given_away([*told, invited.asked], max([campaign.k, *(one.k for one, _ in earlier)])) is None:
        return
    for one, _ in earlier:
        if one.id != campaign.id and one.results is None:
            for member in team_members_of(session, one):
                session.delete(member)
    session.flush()
