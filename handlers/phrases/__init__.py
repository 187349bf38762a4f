"""Typed text to values: what people write behind a slash command, in English and Dutch.

Pure: text, the person's day and what is known go in; a frozen dataclass comes out, or `Unreadable` is raised with
what was understood, what was not, and an example. Nothing here knows Slack, a database or a clock.
"""

from handlers.phrases.accounts import AccountRef, possible_names
from handlers.phrases.amounts import Amount, read_amount
from handlers.phrases.audit import AuditPhrase, read_audit
from handlers.phrases.calendar_periods import PeriodPhrase
from handlers.phrases.dates import read_date
from handlers.phrases.deal import read_deal
from handlers.phrases.deal_line import DealPhrase
from handlers.phrases.examples import example_of
from handlers.phrases.goal import GoalPhrase, Horizon, read_goal
from handlers.phrases.kinds import LOG_SUBCOMMANDS, OwnKind
from handlers.phrases.leave import LeavePhrase, read_leave
from handlers.phrases.log.draft import LogPhrase
from handlers.phrases.log.phrase import read_log
from handlers.phrases.people import MYSELF, PersonForm, PersonRef, read_person
from handlers.phrases.periods import read_period
from handlers.phrases.scope import Scope, ScopeKind
from handlers.phrases.scorecard import ScorecardPhrase, read_scorecard
from handlers.phrases.shares import Share
from handlers.phrases.target import TargetPhrase, read_target
from handlers.phrases.team import read_team
from handlers.phrases.team_keys import TeamPhrase
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Label, Reason, Understood, Unreadable, did_you_mean
from handlers.phrases.values import KpiValue

__all__ = [
    "LOG_SUBCOMMANDS",
    "MYSELF",
    "AccountRef",
    "Amount",
    "AuditPhrase",
    "DealPhrase",
    "Direction",
    "GoalPhrase",
    "Horizon",
    "KpiValue",
    "Label",
    "LeavePhrase",
    "LogPhrase",
    "OwnKind",
    "PeriodPhrase",
    "PersonForm",
    "PersonRef",
    "Reason",
    "Scope",
    "ScopeKind",
    "ScorecardPhrase",
    "Share",
    "TargetPhrase",
    "TeamPhrase",
    "Understood",
    "Unreadable",
    "did_you_mean",
    "example_of",
    "possible_names",
    "read_amount",
    "read_audit",
    "read_date",
    "read_deal",
    "read_goal",
    "read_leave",
    "read_log",
    "read_period",
    "read_person",
    "read_scorecard",
    "read_target",
    "read_team",
]
