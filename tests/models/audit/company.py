"""A company large enough for an audit: ten reps in two teams, three managers, a leader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.audit.ballots.ballot import DONT_KNOW, SKIPPED
from models.audit.ballots.sheets import save, sheet_of
from models.audit.ballots.turns import end_turn
from models.audit.conversation import Conversation, begin, comment_on, conversation_of, give, skip
from models.audit.questions import FUNCTIONS, Part
from models.audit.records import AuditCampaign
from models.audit.starting import Audience, Everybody, NewCampaign, start_campaign
from models.team.records import Person, Team
from models.workspace.records import Workspace
from tests.conftest import NOW, SECRETS, acting

TODAY = date(2026, 11, 12)
DEADLINE = date(2026, 11, 26)
EVERYBODY = Everybody()
FEMKE, CARLA, JORIS, GRACE = "Femke", "Carla", "Joris", "Grace"
NORTH = ("Anna", "Bram", "Chris", "Daan", "Eva")
SOUTH = ("Fleur", "Gijs", "Hanna", "Ivo", "Jet")
Levels = int | Mapping[str, int | None] | None
"""1 to 5, None for don't know: of every question, or by question."""


@dataclass
class Company:
    """People by first name."""

    session: Session
    workspace: Workspace
    teams: Mapping[str, Team]
    people: dict[str, Person]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def named(self, *names: str) -> frozenset[str]:
        """Their ids."""
        return frozenset(self.people[name].id for name in names)

    def hires(self, name: str, *, now: datetime = NOW, **more: object) -> Person:
        """Somebody new."""
        person = Person(
            workspace_id="T1", name=name, slack_user_id=f"U{name.upper()}", created_at=now, sales_role="account", **more
        )
        self.session.add(person)
        self.session.flush()
        self.people[name] = person
        return person

    def starts(
        self,
        part: Part = Part.FUNCTIONS,
        audience: Audience = EVERYBODY,
        by: str = FEMKE,
        now: datetime = NOW,
        deadline: date = DEADLINE,
        **more: object,
    ) -> AuditCampaign:
        """A campaign."""
        new = NewCampaign(part, deadline, audience, **more)  # type: ignore[arg-type]
        return start_campaign(acting(self.session, self[by], now), SECRETS, new)

    def answers(
        self,
        campaign: AuditCampaign,
        name: str,
        level: Levels = 4,
        comment: Mapping[str, str] | None = None,
        today: date = TODAY,
    ) -> Conversation:
        """Everything that this person is asked: one level for all, or one for each question (the rest is skipped).

        It is kept once, at the end; `answers_one_by_one` leaves the same, in fourteen times as long.
        """
        person = self[name]
        begin(self.session, SECRETS, campaign, person, today)
        sheet = sheet_of(self.session, SECRETS, campaign, person, today)
        ballot = sheet.ballot
        for step in sheet.steps:
            if isinstance(level, Mapping) and step.key not in level:
                ballot.levels.setdefault(step.key, SKIPPED)
            else:
                value = level[step.key] if isinstance(level, Mapping) else level
                ballot.levels[step.key] = DONT_KNOW if value is None else value
            said = (comment or {}).get(step.key)
            if said and ballot.comments.get(step.key) != said:
                ballot.comments[step.key] = said
                ballot.changed_comments.add(step.key)
        ballot.at = None
        save(self.session, SECRETS, sheet)
        end_turn(self.session, SECRETS, person, campaign)
        return conversation_of(self.session, SECRETS, campaign, person, today)

    def answers_one_by_one(
        self,
        campaign: AuditCampaign,
        name: str,
        level: Levels = 4,
        comment: Mapping[str, str] | None = None,
        today: date = TODAY,
    ) -> Conversation:
        """Everything that this person is asked, one question after the other."""
        person = self[name]
        begin(self.session, SECRETS, campaign, person, today)
        talk = conversation_of(self.session, SECRETS, campaign, person, today)
        for step in talk.steps:
            if isinstance(level, Mapping) and step.key not in level:
                talk = skip(self.session, SECRETS, campaign, person, step.key, today)
            else:
                value = level[step.key] if isinstance(level, Mapping) else level
                talk = give(self.session, SECRETS, campaign, person, step.key, value, today)
            if comment and step.key in comment:
                comment_on(self.session, SECRETS, campaign, person, step.key, comment[step.key], today)
        return talk


def company_in(session: Session) -> Company:
    """The company, stored."""
    workspace = Workspace(workspace_id="T1", name="Noordzee Systems", created_at=NOW)
    session.add(workspace)
    session.flush()
    teams = {name: Team(workspace_id="T1", name=name) for name in ("North", "South")}
    session.add_all(teams.values())
    session.flush()
    company = Company(session, workspace, teams, {})
    long_ago = datetime(2024, 1, 1, tzinfo=NOW.tzinfo)
    company.hires(FEMKE, is_leader=True, is_rep=False, now=long_ago)
    company.hires(CARLA, manager_id=company[FEMKE].id, is_rep=False, team_id=teams["North"].id, now=long_ago)
    company.hires(JORIS, manager_id=company[FEMKE].id, is_rep=False, team_id=teams["South"].id, now=long_ago)
    company.hires(GRACE, manager_id=company[FEMKE].id, is_rep=False, now=long_ago)
    for manager, team, names in ((CARLA, "North", NORTH), (JORIS, "South", SOUTH)):
        for name in names:
            company.hires(name, manager_id=company[manager].id, team_id=teams[team].id, now=long_ago)
    company.hires("Kim", manager_id=company[GRACE].id, now=long_ago)
    session.flush()
    return company


FUNCTION_KEYS = tuple(FUNCTIONS)
