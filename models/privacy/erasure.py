"""Erasing one person: who they were and what they wrote goes; what others' figures rest on stays, without a name.

| stays, without a name                  | emptied                                       | removed                            |
|----------------------------------------|-----------------------------------------------|------------------------------------|
| activities, deals, shares, targets     | notes and contacts, texts of reviews, of      | leave, wishes, private notes by    |
| and their history (the figures),       | of quarterly reviews and their decisions, of  | and about them, topics, what waits |
|                                        | talks and agreements, old and new of edits,   |                                    |
| their levels in an audit and that they | what was sent to them, or names them to       | to be sent to them, ratings of     |
| were invited to it, competitions       | others; comments on skills of others and in   | their skills, what stood out,      |
|                                        | sealed ballots; why credit is all theirs; how | planned visits, who read them,     |
|                                        | they looked back on a newcomer; their id in   | their style, the plan of their     |
|                                        | Slack where the trail tells who installed     | first 90 days, their calendar,     |
|                                        |                                               | what CRMs, files and calendars     |
| what CRMs and files call their deals   |                                               | call them and their entries        |
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, delete, or_, select, update
from sqlmodel import Session, SQLModel, col

from models.activity.records import OF_THE_EVENT, Activity, ActivityChange, Draft, PlannedVisit
from models.anomalies.records import Case
from models.audit.forgetting import forget_words
from models.calendar.links import forget_calendar
from models.coaching.records import PairAction, Talk, Topic
from models.connections.records import CrmMapping, OwnWrite
from models.deals.records import Deal, DealChange
from models.delivery.records import Delivery, DeliveryPreference, DeliveryState
from models.goals.records import Goal
from models.newcomers.records import NewcomerItem, NewcomerPlan, NewInSlack
from models.privacy.records import Reading
from models.private_notes.records import PrivateNote
from models.qbr.records import Qbr, QbrDecision
from models.references.outgoing import CrmWrite
from models.references.records import Fact, Link
from models.reviews.records import Review, ShortReview
from models.scorecard.records import Dispute
from models.style.preference import forget
from models.team.leaving import hand_reports_on, set_last_day
from models.team.records import Leave, Membership, Move, Person, PersonProposal
from models.territories.records import CreditClaim
from models.tools.records import ToolVoter
from models.training.records import Seat
from models.workspace.records import TrailEntry
from models.workspace.secrets import Secrets
from models.workspace.trail import as_in_slack

ERASED = "–"


def erase(session: Session, person: Person, now: datetime, secrets: Secrets | None = None) -> str:
    """Erase the person, in this transaction; returns the name they had.

    Without `secrets` a ballot box stays shut, and their comments in it are gone a week after closing at the latest.
    """
    name, names = person.name, _names_of(person)
    if person.ends_on is None:
        hand_reports_on(session, person, now.date(), now)
        set_last_day(session, person, now.date(), now, tells_manager=False)
    forget(session, person)
    forget_calendar(session, person)
    _remove(session, person)
    _empty(session, person)
    forget_words(session, secrets, person)
    _empty_messages(session, person, names, now)
    person.name, person.slack_user_id, person.email = ERASED, None, None
    person.zone = person.language = person.region = None
    person.is_admin = person.is_leader = False
    person.home_opened_at = None
    session.flush()
    return name


def _remove(session: Session, person: Person) -> None:
    for table, about in (
        (Leave, col(Leave.person_id) == person.id),
        (Draft, col(Draft.person_id) == person.id),
        (PlannedVisit, col(PlannedVisit.person_id) == person.id),
        (Case, col(Case.person_id) == person.id),
        (ShortReview, col(ShortReview.person_id) == person.id),
        (Seat, col(Seat.person_id) == person.id),
        (NewcomerItem, col(NewcomerItem.plan_id).in_(_newcomer_plans(person))),
        (NewcomerPlan, col(NewcomerPlan.person_id) == person.id),
        (NewInSlack, col(NewInSlack.slack_user_id) == (person.slack_user_id or "")),
        (ToolVoter, col(ToolVoter.person_id) == person.id),
        (DeliveryPreference, col(DeliveryPreference.person_id) == person.id),
        (Reading, col(Reading.subject_id) == person.id),
        (PrivateNote, or_(col(PrivateNote.author_id) == person.id, col(PrivateNote.about_id).in_(_subjects(person)))),
        (PersonProposal, or_(col(PersonProposal.person_id) == person.id, col(PersonProposal.other_id) == person.id)),
        (OwnWrite, _written_of(person)),
        (CrmWrite, (col(CrmWrite.asked_by) == person.id) | col(CrmWrite.fact_id).in_(_entries(person))),
        (Link, _told_of(person)),
        (Topic, or_(col(Topic.coach_id) == person.id, col(Topic.rep_id) == person.id)),
        (Delivery, (col(Delivery.recipient) == person.id) & (col(Delivery.state) == DeliveryState.PENDING.value)),
    ):
        session.execute(delete(table).where(_in_workspace(table, person), about))


_NOBODY_OF_OURS: dict[str, Any] = {"local": None, "is_left_out": True, "label": "", "facts": {}}
"""What a CRM tells of them comes in no more, and does not bring their name back."""


def _empty(session: Session, person: Person) -> None:
    for table, about, emptied in (
        (Activity, col(Activity.person_id) == person.id, {"note": "", "contact": None, "message": None}),
        (ActivityChange, _words_of_entries(person), {"old": {}, "new": {}, "reason": ""}),
        (DealChange, _words_of_deals(person), {"old": {}, "new": {}}),
        (Delivery, col(Delivery.recipient) == person.id, {"message": None, "about": {}}),
        (Goal, (col(Goal.scope_kind) == "person") & (col(Goal.scope_id) == person.id), {"title": ERASED}),
        (Talk, or_(col(Talk.coach_id) == person.id, col(Talk.rep_id) == person.id), {"outcome": ""}),
        (PairAction, or_(col(PairAction.coach_id) == person.id, col(PairAction.rep_id) == person.id), {"text": ERASED}),
        (Membership, col(Membership.person_id) == person.id, {"region": None}),
        (Move, col(Move.person_id) == person.id, {"old": {}, "new": {}, "rows": []}),
        (CreditClaim, col(CreditClaim.person_id) == person.id, {"reason": ""}),
        (Dispute, col(Dispute.asked_by) == person.id, {"text": ERASED}),
        (Dispute, col(Dispute.answered_by) == person.id, {"reason": ""}),
        (NewcomerPlan, col(NewcomerPlan.looked_by) == person.id, {"manager_look": "", "looked_by": None}),
        (Review, col(Review.person_id) == person.id, {**dict.fromkeys(_REVIEW_TEXTS, ""), **_OF_MONTHS}),
        (Qbr, col(Qbr.person_id) == person.id, _OF_QUARTERS),
        (Qbr, col(Qbr.reviewer_id) == person.id, {"remarks": ""}),
        (QbrDecision, _decided_with(person), {"text": ERASED}),
        (TrailEntry, col(TrailEntry.about) == as_in_slack(person.slack_user_id or ""), {"about": ""}),
        (CrmMapping, (col(CrmMapping.what) == "person") & (col(CrmMapping.local) == person.id), _NOBODY_OF_OURS),
    ):
        session.execute(update(table).where(_in_workspace(table, person), about).values(**emptied))


SHORTEST_NAME = 3
"""Characters. A shorter name stands in any message."""


def _names_of(person: Person) -> list[str]:
    """By what a stored message may name them, as its JSON has it."""
    names = (person.id, person.slack_user_id or "", person.name)
    return [json.dumps(name)[1:-1] for name in names if len(name) >= SHORTEST_NAME]


def _empty_messages(session: Session, person: Person, names: Sequence[str], now: datetime) -> None:
    """What was sent to others and names them loses its words; what waits to be sent is not sent."""

    def named_in(column: Any) -> Any:
        return or_(*(cast(column, Text).contains(name, autoescape=True) for name in names))

    theirs = update(Delivery).where(_in_workspace(Delivery, person), named_in(Delivery.message))
    waiting = theirs.where(col(Delivery.state) == DeliveryState.PENDING)
    session.execute(waiting.values(state=DeliveryState.EXPIRED, finished_at=now, error="it names who was erased"))
    session.execute(theirs.where(col(Delivery.finished_at).is_not(None)).values(message=None))
    said = update(Delivery).where(
        _in_workspace(Delivery, person), named_in(Delivery.about), col(Delivery.about)["words"].as_string().is_not(None)
    )
    session.execute(said.values(about={}))


_REVIEW_TEXTS = (
    "went_well",
    "in_the_way",
    "help_needed",
    "commitment",
    "comment",
    "strengths",
    "focus",
    "agreed",
    "answer",
)


_OF_MONTHS: dict[str, Any] = {"draft": {}, "half_written": {}, "promised": None, "at": None, "asked_at": None}
_OF_QUARTERS: dict[str, Any] = {"answers": {}, "remarks": "", "answer": "", "pack": None, "at": None, "asked_at": None}
"""Their pack names accounts and repeats what they promised; the plan and its goals are figures, and stay."""


def _decided_with(person: Person) -> Any:
    """What was decided in their quarterly reviews, by them, or for them to do."""
    theirs = select(col(Qbr.id)).where(col(Qbr.workspace_id) == person.workspace_id, col(Qbr.person_id) == person.id)
    return or_(
        col(QbrDecision.owner_id) == person.id,
        col(QbrDecision.added_by) == person.id,
        col(QbrDecision.qbr_id).in_(theirs),
    )


def _in_workspace(table: type[SQLModel], person: Person) -> Any:
    return table.__table__.c.workspace_id == person.workspace_id  # type: ignore[attr-defined]


def _newcomer_plans(person: Person) -> Any:
    return select(col(NewcomerPlan.id)).where(
        col(NewcomerPlan.workspace_id) == person.workspace_id, col(NewcomerPlan.person_id) == person.id
    )


def _entries(person: Person) -> Any:
    return select(col(Activity.id)).where(
        col(Activity.workspace_id) == person.workspace_id, col(Activity.person_id) == person.id
    )


def _deals(person: Person) -> Any:
    return select(col(Deal.id)).where(col(Deal.workspace_id) == person.workspace_id, col(Deal.owner_id) == person.id)


def _words_of_entries(person: Person) -> Any:
    """What is said of an event with ids and times alone stays: what was parted would be one again without it."""
    theirs = col(ActivityChange.activity_id).in_(_entries(person))
    return theirs & col(ActivityChange.what).not_in(OF_THE_EVENT)


def _words_of_deals(person: Person) -> Any:
    """With which records a deal was connected stays, for the same reason."""
    return col(DealChange.deal_id).in_(_deals(person)) & (col(DealChange.what) != "connect")


def _written_of(person: Person) -> Any:
    """What was written to the records that tell of them and their entries; others may have the same number."""
    told = select(col(Link.id)).where(
        _told_of(person),
        col(Link.workspace_id) == col(OwnWrite.workspace_id),
        col(Link.origin) == col(OwnWrite.connection_id),
        col(Link.kind) == col(OwnWrite.kind),
        col(Link.external_id) == col(OwnWrite.external_id),
    )
    return told.exists()


def _told_of(person: Person) -> Any:
    """What CRMs, files and calendars call them and their entries.

    What they call a deal stays: it says nothing of anybody, and the deal would come in once more under another owner.
    """
    return or_(
        (col(Link.kind) == Fact.PERSON) & (col(Link.fact_id) == person.id),
        col(Link.kind).in_((Fact.ACTIVITY, Fact.EVENT)) & col(Link.fact_id).in_(_entries(person)),
    )


def _subjects(person: Person) -> Any:
    """Reviews and talks of this person: what a private note can be about."""
    reviews = select(col(Review.id)).where(
        col(Review.workspace_id) == person.workspace_id, col(Review.person_id) == person.id
    )
    talks = select(col(Talk.id)).where(col(Talk.workspace_id) == person.workspace_id, col(Talk.rep_id) == person.id)
    return reviews.union(talks)
