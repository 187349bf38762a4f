"""Who may do what: one table, `Right`. Everything that somebody may or may not is looked up here, by `models/rights.py`.

Whoever may more, or less, is changed in a row; a new right is a new row, and one in `tests/models/test_permissions.py`.
Nobody may anything in another workspace, and whoever has left may nothing any more. What is read by its author's id
alone needs no row: nobody can ask for somebody else's private notes (`models/private_notes/notes.py`).
"""

from dataclasses import dataclass
from enum import Enum, Flag, auto


class Who(Flag):
    """What somebody is to the thing that they want to see or do; the columns of the table."""

    EVERYBODY = auto()
    OWN = auto()
    """It is theirs."""
    LEADER = auto()
    """They lead the whole workspace."""
    ADMIN = auto()
    """They look after settings, roster and imports."""
    BELOW = auto()
    """It is of somebody below them in the reporting line, at any depth."""
    MANAGER = auto()
    """Somebody reports to them."""
    TEAM = auto()
    """It is of their own team, or of a team of somebody below them."""
    TEAM_MANAGER = auto()
    """It is of such a team, and somebody reports to them."""
    LEADS = auto()
    """It is of somebody who reports to them directly."""
    REVIEWER = auto()
    """It is of somebody below them, while the reader is at work; or they are the leader who reviews who has no manager, or
    stand in for the manager who is away."""
    DIRECT_MANAGER = auto()
    """It is of somebody who reports to them; or they were named to stand in for that manager, who is away."""


EVERYBODY, OWN, LEADER, ADMIN, BELOW = Who.EVERYBODY, Who.OWN, Who.LEADER, Who.ADMIN, Who.BELOW
MANAGER, TEAM, TEAM_MANAGER, REVIEWER = Who.MANAGER, Who.TEAM, Who.TEAM_MANAGER, Who.REVIEWER
DIRECT_MANAGER = Who.DIRECT_MANAGER
LEADS = Who.LEADS


@dataclass(frozen=True)
class Permission:
    """A row of the table."""

    what: str
    who: Who
    refusal: str = ""
    """What everybody else is told; empty: they are not offered it, so that there is nothing to refuse."""
    helps: bool = False
    """Whether the refusal says who could help."""
    refusal_to_owner: str = ""
    """What who wants it for themself is told instead."""


class Right(Enum):
    """The table: what it is about, who may, and what the others are told."""

    USE_KOERS = Permission("ask Koers anything, and log what they did", EVERYBODY)
    SEE_FIGURES = Permission("see somebody's figures", OWN | BELOW | LEADER, "access.not_below", helps=True)
    SEE_MANAGING = Permission(
        "see how somebody manages: their talks, reviews, actions and corrections",
        OWN | LEADS,
        "scorecard.not_your_managing",
    )
    SEE_TEAM = Permission("see the total of a team", TEAM | LEADER, "access.other_team", helps=True)
    SEE_COMPANY = Permission("see the figures of the company", LEADER, "access.leaders_only", helps=True)
    SEE_AS_ROW = Permission("see somebody as a row of a team's table", BELOW | LEADER)
    SEE_GOAL_OF_COMPANY = Permission("see a goal of the company", EVERYBODY)
    CORRECT_ENTRY = Permission("correct an entry of the log", OWN | BELOW | LEADER, "activity.not_yours")
    SEE_HISTORY = Permission(
        "see who changed somebody's entries, and from what", OWN | BELOW | LEADER, "access.not_below", helps=True
    )
    ANSWER_CORRECTION = Permission(
        "answer a request for a correction, asked of whom it was sent to",
        OWN | BELOW | LEADER,
        "scorecard.not_yours_to_answer",
    )
    CHANGE_DEAL = Permission("move, decide or edit a deal", OWN | BELOW | LEADER, "deals.not_yours")
    CHANGE_ACCOUNT = Permission(
        "rename, merge or delete an account, asked for each whose it is",
        OWN | BELOW | LEADER,
        "accounts.not_yours",
        helps=True,
    )
    GIVE_DEAL = Permission("add a deal in somebody's name", OWN | BELOW | LEADER, "deals.not_for_them")

    SET_TARGET = Permission(
        "set somebody's target",
        BELOW | LEADER,
        "access.not_their_manager",
        helps=True,
        refusal_to_owner="access.not_yourself",
    )
    SET_TARGET_OF_TEAM = Permission("set a team's target", TEAM_MANAGER | LEADER, "targets.not_your_team", helps=True)
    SET_TARGET_OF_COMPANY = Permission("set a target of a role or of all", LEADER, "targets.leaders_only", helps=True)
    SET_GOAL = Permission("set a goal for somebody", OWN | BELOW | LEADER, "goals.not_for_them")
    SET_GOAL_OF_TEAM = Permission("set a goal for a team", TEAM_MANAGER | LEADER, "goals.not_for_them")
    SET_GOAL_OF_COMPANY = Permission("set a goal for the company", LEADER, "goals.not_for_them")
    CHANGE_GOAL = Permission("close or change a goal", OWN | BELOW | LEADER, "goals.not_yours")

    WRITE_REVIEW = Permission("write somebody's review", REVIEWER, "reviews.not_yours_to_write")
    READ_REVIEW = Permission(
        "read the rep's half of a review before it was shared", OWN | REVIEWER, "reviews.not_yours"
    )
    READ_SHARED_REVIEW = Permission("read a review that was shared", OWN | REVIEWER | LEADER, "reviews.not_yours")
    WRITE_QBR = Permission("write the manager's half of a quarterly review", REVIEWER, "qbr.not_yours_to_write")
    READ_QBR = Permission(
        "read the report and the plan of a quarterly review before it was shared", OWN | REVIEWER, "qbr.not_yours"
    )
    READ_SHARED_QBR = Permission("read a quarterly review that was shared", OWN | REVIEWER | LEADER, "qbr.not_yours")
    SEE_QBRS = Permission("see by manager which quarterly reviews were held", MANAGER | LEADER, "qbr.managers_only")
    SEE_REVIEWS = Permission(
        "see by manager which monthly reviews were held, and the spread of ratings",
        MANAGER | LEADER,
        "reviews.managers_only",
    )
    PLAN_NEWCOMER = Permission(
        "make, give and stop the plan of somebody's first 90 days", REVIEWER, "newcomers.not_their_manager", helps=True
    )
    READ_NEWCOMER = Permission(
        "read that plan, and what was ticked off", OWN | REVIEWER | LEADER, "newcomers.not_there"
    )
    COACH = Permission("coach somebody", REVIEWER, "coaching.not_a_pair")
    SEE_STYLE = Permission("see how somebody likes to be told things", OWN | DIRECT_MANAGER, "style.between_the_two")

    START_SURVEY = Permission("start a survey", MANAGER | LEADER, "audit.not_allowed")
    ASK_ANYBODY = Permission("ask in a survey who is not below them", LEADER, "audit.not_below")
    LEAD_SURVEY = Permission("close, stop, open again or share a survey", OWN | LEADER, "audit.not_yours")
    SEE_RESULTS = Permission("see everything that a survey says", OWN | LEADER, "audit.not_shared")
    SEE_SHARED_RESULTS = Permission("see what was shared of a survey in which they were asked", EVERYBODY)
    SET_UP_SURVEYS = Permission("choose k, standards and own statements", LEADER, "audit.leaders_only")

    SEE_PLAN = Permission("see what runs and is done of the improvement plan", EVERYBODY)
    CHANGE_PLAN = Permission("steer the improvement plan", MANAGER | LEADER, "plan.managers_only", helps=True)
    FINISH_ACTION = Permission("say that an action is done", OWN | MANAGER | LEADER, "plan.managers_only", helps=True)
    LEAD_COMPANY = Permission("set objectives, and how the company works", LEADER, "plan.leaders_only", helps=True)

    CHANGE_ROSTER = Permission("add, change and end-date people", ADMIN | LEADER, "team.not_allowed")
    CHANGE_SETTINGS = Permission("change the settings, the rates and the channels", ADMIN, "settings.admins_only")
    CONNECT_CRM = Permission(
        "connect or disconnect a CRM, and say what its people and stages are here", ADMIN, "connections.admins_only"
    )
    IMPORT_FILES = Permission("import a file that they drop in Slack", ADMIN, "imports.admins_only")
    CHANGE_PRESETS = Permission("change what is usual for a role", LEADER | ADMIN, "presets.leaders_only", helps=True)
    ENTER_LEAVE = Permission("see and enter leave", OWN | BELOW | LEADER | ADMIN, "leave.not_yours")
    ENTER_COST = Permission("enter a cost, or take it back", MANAGER | LEADER, "costs.managers_only")
    SEE_ANALYSES = Permission(
        "ask for the ten analyses, of whom they may see", MANAGER | LEADER, "analysis.managers_only", helps=True
    )
    MANAGE_TERRITORIES = Permission(
        "make, change and end territories, and say which accounts are in them",
        MANAGER | LEADER,
        "territories.managers_only",
        helps=True,
    )
    NAME_ACCOUNT = Permission(
        "give an account a tier, or put it on somebody's list or take it off, asked for whose list it is",
        OWN | BELOW | LEADER,
        "territories.not_your_list",
        helps=True,
    )
    SET_CADENCE = Permission(
        "say how often a tier is visited", LEADER | ADMIN, "territories.cadence_is_for_leaders", helps=True
    )
    SEE_COSTS = Permission("see what training and tools cost", MANAGER | LEADER)
    PLAN_TRAINING = Permission("keep the catalogue of training", MANAGER | LEADER, "training.managers_only", helps=True)
    PUT_ON_TRAINING = Permission(
        "put somebody on a training, and say whether they were there",
        OWN | BELOW | LEADER,
        "access.not_below",
        helps=True,
    )
    KEEP_TOOLS = Permission("keep the list of tools", MANAGER | LEADER, "tools.managers_only", helps=True)
    POLL_ABOUT_TOOLS = Permission("ask everybody about a tool", LEADER, "tools.leaders_only", helps=True)
    PRAISE = Permission("praise somebody in the channel of their team", BELOW | LEADER, "access.not_below", helps=True)
    SAY_KINDLY = Permission("say something kind to a colleague, to them or in the channel of their team", EVERYBODY)
    RUN_CONTEST = Permission(
        "start and stop a competition of a team", TEAM_MANAGER | LEADER, "contests.not_your_team", helps=True
    )
    NAME_DEPUTY = Permission(
        "name who stands in while a manager is away", OWN | BELOW | LEADER, "access.not_below", helps=True
    )
    SEE_READERS = Permission("see who read somebody's scorecard, reviews and the rest", OWN, "privacy.not_your_readers")
    GET_DIGEST = Permission("get the digest of their people", MANAGER, "delivery.no_reports")
    MANAGE = Permission("be offered what managers do", MANAGER | LEADER)
    ADMINISTER = Permission("be offered what admins do, and see what could not be delivered", ADMIN)
