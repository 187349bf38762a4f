"""Who may be one person, and what an admin says of it: the same person, or two people."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from models.acting import Acting
from models.delivery.outbox import post
from models.permissions import Right
from models.refusal import Refusal
from models.rights import rights_of
from models.team.compared import both_of
from models.team.joining import join_people, part_people
from models.team.naming import may_be_the_same
from models.team.records import Person, PersonProposal, ProposalState
from models.team.reporting_line import is_at_work

ASKED = "team.same_person"
"""The message to whoever may decide."""
TOLD = "team.email_taken"
"""The message to somebody new whose address another row has."""
USEFUL_FOR = timedelta(days=14)
MOST = 5
"""People of a name like theirs that one newcomer may be."""


class Reason(StrEnum):
    """Why two may be one."""

    NAME = "name"
    EMAIL = "email"


def propose_by_name(session: Session, person: Person, now: datetime) -> None:
    """Ask about whoever has the same name, or one like it, and is not in Slack; never where the addresses differ."""
    waiting = select(Person).where(
        Person.workspace_id == person.workspace_id, col(Person.slack_user_id).is_(None), Person.id != person.id
    )
    alike = [other for other in session.exec(waiting.order_by(col(Person.id))) if _may_be(person, other)]
    for other in alike[:MOST]:
        propose(session, person, other, Reason.NAME, now)


def propose(session: Session, person: Person, other: Person, reason: Reason, now: datetime) -> None:
    """Ask the admins whether `person`, who came by Slack, is `other`. Once: what was decided stays decided."""
    same = select(PersonProposal).where(
        PersonProposal.workspace_id == person.workspace_id,
        PersonProposal.person_id == person.id,
        PersonProposal.other_id == other.id,
    )
    if session.exec(same).first() is not None:
        return
    proposal = PersonProposal(
        workspace_id=person.workspace_id, person_id=person.id, other_id=other.id, reason=reason, proposed_at=now
    )
    session.add(proposal)
    session.flush()
    told = [(admin.id, ASKED) for admin in _who_decide(session, other, now.date())]
    if reason is Reason.EMAIL and other.slack_user_id:
        told.append((person.id, TOLD))
    for recipient, cadence in told:
        post(
            session,
            person.workspace_id,
            recipient=recipient,
            cadence=cadence,
            slot=proposal.id,
            now=now,
            about={"proposal": proposal.id},
            useful_for=USEFUL_FOR,
        )


def open_proposals(session: Session, workspace_id: str) -> Sequence[PersonProposal]:
    """What waits for a decision, oldest first."""
    waiting = select(PersonProposal).where(
        PersonProposal.workspace_id == workspace_id, PersonProposal.state == ProposalState.OPEN
    )
    return session.exec(waiting.order_by(col(PersonProposal.proposed_at), col(PersonProposal.id))).all()


def same_person(acting: Acting, proposal_id: str) -> PersonProposal:
    """They are one: who was on the roster goes up in who came by Slack (or that one in a row that has a Slack user).

    Refuses who may not change the roster, and what was decided already.
    """
    proposal = _to_decide(acting, proposal_id)
    both = both_of(acting.session, proposal)
    if both is None:
        raise Refusal("team.cannot_join")
    person, other = both
    goes, stays = (other, person) if other.slack_user_id is None else (person, other)
    proposal.joined = join_people(acting, goes, stays)
    return _decided(acting, proposal, ProposalState.SAME)


def two_people(acting: Acting, proposal_id: str) -> PersonProposal:
    """They are two, and nobody is asked again. Refuses as above."""
    return _decided(acting, _to_decide(acting, proposal_id), ProposalState.TWO)


def undo_decision(acting: Acting, proposal_id: str) -> PersonProposal:
    """The question is open again, and two who were joined are two. Refuses as above, and what cannot be parted."""
    proposal = _with_id(acting, proposal_id)
    if proposal.state == ProposalState.OPEN:
        raise Refusal("team.decided_already", by="")
    if proposal.state == ProposalState.SAME:
        part_people(acting, proposal.joined)
    proposal.joined, proposal.decided_by, proposal.decided_at = {}, None, None
    proposal.state = ProposalState.OPEN
    acting.session.flush()
    return proposal


def proposal_with_id(session: Session, workspace_id: str, proposal_id: str) -> PersonProposal | None:
    """The question of a button or a message."""
    return session.get(PersonProposal, (workspace_id, proposal_id))


def _may_be(person: Person, other: Person) -> bool:
    addresses = {address.lower() for address in (person.email, other.email) if address}
    return len(addresses) < 2 and may_be_the_same(person.name, other.name)


def _who_decide(session: Session, other: Person, today: date) -> list[Person]:
    """The admins (without any: the leaders), and the manager of the row where they may change the roster."""
    in_slack = select(Person).where(Person.workspace_id == other.workspace_id, col(Person.slack_user_id).is_not(None))
    here = [person for person in session.exec(in_slack.order_by(col(Person.id))) if is_at_work(person, today)]
    rights = [(person, rights_of(session, person, today)) for person in here]
    may = [person for person, has in rights if has.may(Right.CHANGE_ROSTER)]
    admins = [person for person, has in rights if has.may(Right.ADMINISTER)] or may
    return [person for person in may if person in admins or person.id == other.manager_id]


def _with_id(acting: Acting, proposal_id: str) -> PersonProposal:
    acting.rights.require(Right.CHANGE_ROSTER)
    acting.session.flush()
    proposal = acting.session.get(
        PersonProposal,
        (acting.workspace.workspace_id, proposal_id),
        with_for_update=True,  # of two admins who press at once the second sees what the first decided
        populate_existing=True,
    )
    if proposal is None:
        raise Refusal("team.cannot_join")
    return proposal


def _to_decide(acting: Acting, proposal_id: str) -> PersonProposal:
    proposal = _with_id(acting, proposal_id)
    if proposal.state != ProposalState.OPEN:
        by = acting.session.get(Person, (proposal.workspace_id, proposal.decided_by)) if proposal.decided_by else None
        raise Refusal("team.decided_already", by=by.name if by else "")
    return proposal


def _decided(acting: Acting, proposal: PersonProposal, state: ProposalState) -> PersonProposal:
    proposal.state, proposal.decided_at, proposal.decided_by = state, acting.now, acting.by.id
    acting.session.flush()
    return proposal
