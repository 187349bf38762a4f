"""Tables of the self-audit.

What is anonymous has no table of its own: the ballots of a campaign are one sealed text (`AuditBox`, see `box.py`).
Nothing here says who has answered, or when: an invitation has no state and no time, and ids are random, never in
order of time.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from models.database import Record, UtcDateTime, belongs_to
from models.workspace.secrets import sealed_as

LONGEST_COMMENT = 1000
"""Characters of a comment."""
LOWEST_K, DEFAULT_K, HIGHEST_K = 3, 5, 50
"""Answers from which on a figure of an anonymous campaign is shown."""
BEST_IN_CLASS = 4.5
"""The level of a skill that counts as best in class, unless the workspace sets another."""

IN_GENERAL = "in_general"
"""In the place of a skill: a comment that is about none in particular."""


def random_id() -> str:
    """An id that says nothing about when or in which order: 32 random hexadecimal characters."""
    return uuid4().hex


class CampaignStatus(StrEnum):
    """`open → closed | stopped`; within a week a closed one may be opened again. A stopped one has no results."""

    OPEN = "open"
    CLOSED = "closed"
    STOPPED = "stopped"


class ShareForm(StrEnum):
    """What participants get to see of the results."""

    LEADERS = "leaders"
    SUMMARY = "summary"
    FULL = "full"


class AuditCampaign(Record, table=True):
    """One round of a part of the audit, for an audience, until a deadline."""

    __tablename__ = "audit_campaign"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_audit_campaign_status", "workspace_id", "status", "deadline"),
        belongs_to("started_by", "person"),
        CheckConstraint("part IN ('skills', 'functions')", name="part"),
        CheckConstraint("status IN ('open', 'closed', 'stopped')", name="status"),
        CheckConstraint("share_with IN ('leaders', 'summary', 'full')", name="share_with"),
        CheckConstraint("k >= 1", name="k"),
        CheckConstraint("deadline >= opened_on", name="in_order"),
    )

    number: int
    """A small number that people can type: audit 3."""
    part: str = Field(max_length=10)
    """A `Part`."""
    status: str = Field(default=CampaignStatus.OPEN, max_length=8)
    anonymous: bool
    k: int
    """Answers from which on a figure is shown; told to the participants at the start and never changed. 1: not anonymous."""
    audience: str = Field(max_length=10)
    """`everybody`, `team` or `named`."""
    audience_name: str = Field(default="", max_length=80)
    """The team's name."""
    started_by: str
    opened_on: date
    deadline: date
    """The last day on which answers count, in the workspace's time zone."""
    closed_on: date | None = None
    invited_count: int
    finished_count: int | None = None
    """How many have answered everything, as of `counted_on`; None: not counted yet, or fewer than k.

    While an anonymous campaign runs this is the count at the start of a day, in steps of k.
    """
    counted_on: date | None = None
    results: dict[str, object] | None = Field(default=None, sa_type=JSON)
    """The frozen results, suppression applied: the only source of what is shown, exported, compared and charted."""
    share_with: str = Field(default=ShareForm.LEADERS, max_length=8)
    shared_on: date | None = None
    versions: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """The version of every statement that it asks, by key, frozen at the start; empty: all in their first (before there were versions)."""
    roles: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    """Of skills: the sales roles of reps that are asked each statement, by its key, frozen at the start; none: every role.

    Empty: what the workspace has chosen now (before this was kept).
    """
    created_at: datetime = Field(sa_type=UtcDateTime)

    def version_of(self, key: str) -> int:
        """In which version this statement was asked."""
        return self.versions.get(key, 1)


class AuditBox(Record, table=True):
    """The sealed ballot box of a campaign about functions, as long as answers can still be needed."""

    __tablename__ = "audit_box"
    __table_args__ = (UniqueConstraint("workspace_id", "campaign_id"), belongs_to("campaign_id", "audit_campaign"))

    id: str = Field(default_factory=random_id, primary_key=True, max_length=32)
    campaign_id: str
    sealed_salt: str = Field(sa_column_kwargs=sealed_as("audit_box.sealed_salt:{campaign_id}"))
    """Turns a person into the code of their ballot; sealed."""
    sealed_box: str = Field(sa_column_kwargs=sealed_as("audit_box.sealed_box:{campaign_id}"))
    """Every ballot, sealed as one text and padded: two copies say no more than that it was touched."""


class AuditInvitation(Record, table=True):
    """Who was asked, and in which group. Whether they answered is not here."""

    __tablename__ = "audit_invitation"
    __table_args__ = (
        UniqueConstraint("workspace_id", "campaign_id", "person_id"),
        Index("ix_audit_invitation_person", "workspace_id", "person_id"),
        belongs_to("campaign_id", "audit_campaign"),
        belongs_to("person_id", "person"),
        CheckConstraint("\"group\" IN ('rep', 'manager', 'rater')", name="group"),
    )

    id: str = Field(default_factory=random_id, primary_key=True, max_length=32)
    campaign_id: str
    person_id: str
    group: str = Field(max_length=8)
    """`rep` or `manager`; `rater`: only rates people of theirs who were invited (skills)."""


class AuditTeamMember(Record, table=True):
    """Who was in which team when an anonymous campaign began, of the teams of which figures may be shown. Says nothing of answers."""

    __tablename__ = "audit_team_member"
    __table_args__ = (
        UniqueConstraint("workspace_id", "campaign_id", "person_id"),
        belongs_to("campaign_id", "audit_campaign"),
        belongs_to("person_id", "person"),
    )

    id: str = Field(default_factory=random_id, primary_key=True, max_length=32)
    campaign_id: str
    person_id: str
    team_id: str = Field(max_length=32)
    team_name: str = Field(max_length=80)
    """As it was called then."""


class AuditTurns(Record, table=True):
    """To which conversation a typed answer belongs, for everybody in the workspace who is in one: sealed as one text."""

    __tablename__ = "audit_turns"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    id: str = Field(default_factory=random_id, primary_key=True, max_length=32)
    sealed: str = Field(sa_column_kwargs=sealed_as("audit_turns.sealed"))


class SkillRating(Record, table=True):
    """What one person said of one skill of one person (or of themself). Not anonymous."""

    __tablename__ = "skill_rating"
    __table_args__ = (
        UniqueConstraint("workspace_id", "campaign_id", "rater_id", "person_id", "skill"),
        Index("ix_skill_rating_person", "workspace_id", "person_id"),
        belongs_to("campaign_id", "audit_campaign"),
        belongs_to("rater_id", "person"),
        belongs_to("person_id", "person"),
        CheckConstraint("level BETWEEN -2 AND 5", name="level"),
    )

    id: str = Field(default_factory=random_id, primary_key=True, max_length=32)
    campaign_id: str
    rater_id: str
    person_id: str
    skill: str = Field(max_length=40)
    level: int | None = None
    """1 to 5; 0 for don't know, -1 for skipped, -2 for no part of the job; None when there is only a comment."""
    comment: str = Field(default="", max_length=LONGEST_COMMENT)


class SkillProgress(Record, table=True):
    """Where somebody is in the conversation about skills. The anonymous part has no such table."""

    __tablename__ = "skill_progress"
    __table_args__ = (
        UniqueConstraint("workspace_id", "campaign_id", "person_id"),
        belongs_to("campaign_id", "audit_campaign"),
        belongs_to("person_id", "person"),
    )

    id: str = Field(default_factory=random_id, primary_key=True, max_length=32)
    campaign_id: str
    person_id: str
    at: str | None = Field(default=None, max_length=80)
    """The key of the question on screen; None when finished."""
    is_paused: bool = False


class SkillStandard(Record, table=True):
    """The level that counts as best in class for a skill, where the workspace does not take 4.5."""

    __tablename__ = "skill_standard"
    __table_args__ = (UniqueConstraint("workspace_id", "skill"), CheckConstraint("level BETWEEN 1 AND 5", name="level"))

    skill: str = Field(max_length=40)
    level: float


class OwnStatement(Record, table=True):
    """A statement that the workspace added to a function or a skill list."""

    __tablename__ = "audit_statement"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("part IN ('skills', 'functions')", name="part"),
    )

    key: str = Field(max_length=40)
    part: str = Field(max_length=10)
    area: str = Field(max_length=40)
    """One of the seven functions; for skills the statement is an area of its own."""
    for_group: str | None = Field(default=None, max_length=8)
    """`rep` or `manager`; None: everybody."""
    texts: dict[str, dict[str, str]] = Field(sa_type=JSON)
    """By language: `statement`, `explain`, `one`, `five`, `recommendation`."""
    added_on: date
    retired_on: date | None = None


class AuditSetting(Record, table=True):
    """What a workspace chose about its audits."""

    __tablename__ = "audit_setting"
    __table_args__ = (
        UniqueConstraint("workspace_id"),
        CheckConstraint(f"k BETWEEN {LOWEST_K} AND {HIGHEST_K}", name="k"),
    )

    k: int = DEFAULT_K
    roles: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON, sa_column_kwargs={"server_default": "{}"})
    """By skill: the sales roles that are asked about it, where the workspace chose others; none: every role."""
    ready_made: list[str] = Field(default_factory=list, sa_type=JSON)
    """Keys of the ready-made statements that were switched on."""
    calendar: dict[str, list[int]] = Field(default_factory=dict, sa_type=JSON)
    """By part: the months in which the next survey is offered; not there: only half a year after the last."""
