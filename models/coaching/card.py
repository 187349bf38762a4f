"""What one of the two looks at before a talk: last praise, wins, what was asked for, gaps to talk about.

Each part is shown by its own right; what the reader may not see is left out without a word.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from models.accounts.records import Account
from models.audit.audience import surveys_asked
from models.audit.custom_statements import skill_questions
from models.audit.questions import Part
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.results.skills import skills_of
from models.audit.results.summary import summary_of
from models.coaching.open_items import skill_topics
from models.coaching.pair import Pair
from models.coaching.records import Talk, TalkState
from models.deals.queries import decided_between
from models.deals.records import Outcome
from models.period import Period
from models.refusal import Refusal
from models.reviews.queries import review_to_read, reviews_of
from models.team.records import Person

SINCE = timedelta(days=31)
"""How far back wins are looked for when the two have not talked yet."""
MOST_WINS = 5
MOST_ALIKE = 5
"""Gaps that are offered where several are as wide; of more than that none before another."""


@dataclass(frozen=True)
class OpenGap:
    """A skill that was put on the agenda since it was rated."""

    skill: str
    gap: float | None
    """Points below best in class; None: nobody rated it, or it is no part of the job."""
    talked_on: date | None = None
    """The day of the last talk about it; None: not yet."""


@dataclass(frozen=True)
class Card:
    """What stands on the card beside topics, actions, commitment and the weakest figures."""

    praise: str = ""
    """The coach's last kind words to the rep, and none of anybody else: `models/praise/talks.py` adds them."""
    praised_on: date | None = None
    wins: tuple[str, ...] = ()
    """Accounts won since the last talk, first won first; empty for a deal without one."""
    asked_for: str = ""
    """What help the rep asked for in the last review that the reader may read."""
    gaps: tuple[str, ...] = ()
    """Skills of the newest closed survey that are furthest below best in class: offered as topics."""
    open_gaps: tuple[OpenGap, ...] = ()
    """Skills that the two talk about until the next survey."""

    @property
    def has_gaps(self) -> bool:
        """Whether any skill stands on it."""
        return bool(self.gaps or self.open_gaps)


def card_of(session: Session, pair: Pair, reader: Person, today: date) -> Card:
    """The card for one of the two (or who stands in for the coach)."""
    gaps, open_gaps = _gaps(session, pair, reader, today)
    return Card(
        wins=_wins(session, pair, today),
        asked_for=_asked_for(session, pair.rep, reader, today),
        gaps=gaps,
        open_gaps=open_gaps,
    )


def _wins(session: Session, pair: Pair, today: date) -> tuple[str, ...]:
    """Since the day of the pair's last talk; in the last month when there was none, or none so recent."""
    held = select(Talk).where(
        Talk.workspace_id == pair.rep.workspace_id,
        Talk.coach_id == pair.coach.id,
        Talk.rep_id == pair.rep.id,
        Talk.state == TalkState.HELD,
        col(Talk.held_on) < today,
    )
    last = session.exec(held.order_by(col(Talk.held_on).desc()).limit(1)).first()
    since = last.held_on if last and last.held_on else date.min
    days = Period(max(since, today - SINCE), today + timedelta(days=1))
    won = decided_between(session, pair.rep.workspace_id, days, [pair.rep.id], outcomes=(Outcome.WON,))
    ids = [deal.account_id for deal in won[:MOST_WINS]]
    named = select(Account).where(Account.workspace_id == pair.rep.workspace_id, col(Account.id).in_(filter(None, ids)))
    names = {account.id: account.name for account in session.exec(named)}
    return tuple(names.get(account_id or "", "") for account_id in ids)


def _asked_for(session: Session, rep: Person, reader: Person, today: date) -> str:
    for review in reviews_of(session, rep, limit=2):
        try:
            readable = review_to_read(session, reader, review.id, today)
        except Refusal:
            continue
        if readable.help_needed and readable.reflected_on is not None:
            return readable.help_needed
    return ""


def _gaps(session: Session, pair: Pair, reader: Person, today: date) -> tuple[tuple[str, ...], tuple[OpenGap, ...]]:
    """The widest gaps that are on no agenda yet, and those that are; of the newest survey that rated the rep."""
    rep = pair.rep
    closed = surveys_asked(rep).where(AuditCampaign.part == Part.SKILLS, AuditCampaign.status == CampaignStatus.CLOSED)
    for newest in session.exec(closed.order_by(col(AuditCampaign.number).desc())):
        try:
            found = skills_of(session, newest, reader, rep, today)
        except Refusal:
            return (), ()
        if all(line.level is None for line in found.lines):
            continue
        gap_of = {line.skill: line.gap for line in found.lines}
        talked = _talked_about(session, pair, newest.closed_on or newest.deadline)
        wide = summary_of(found, skill_questions(session, rep.workspace_id)).gaps
        offered = wide.first if len(wide.first) + len(wide.alike) > MOST_ALIKE else (*wide.first, *wide.alike)
        return (
            tuple(line.skill for line in offered if line.skill not in talked),
            tuple(OpenGap(skill, gap_of[skill], day) for skill, day in talked.items() if skill in gap_of),
        )
    return (), ()


def _talked_about(session: Session, pair: Pair, since: date) -> dict[str, date | None]:
    """The skills on the pair's agenda since that day, with the day of the last talk about each."""
    found: dict[str, date | None] = {}
    own = [topic for topic in skill_topics(session, pair.rep, since) if topic.coach_id == pair.coach.id]
    ids = {topic.talk_id for topic in own if topic.talk_id}
    about = select(Talk).where(Talk.workspace_id == pair.rep.workspace_id, col(Talk.id).in_(ids))
    day_of = {talk.id: talk.held_on for talk in session.exec(about)} if ids else {}
    for topic in own:
        if topic.skill is not None:
            found[topic.skill] = day_of.get(topic.talk_id or "") or found.get(topic.skill)
    return found
