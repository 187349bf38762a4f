"""Whose the credit is for what somebody did with an account on somebody else's list.

An account in somebody else's named list gives no credit without a split (domain 10), and every entry's split sums to 100
(domain 2): so until whoever did it has said how it is split, all of it counts for the person on whose list the account
is. Only what people say in Koers is asked about; a file says itself whose something is.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, select

from models.acting import Acting
from models.activity.kinds import Kind
from models.activity.records import Activity, CreditShare
from models.database import new_id
from models.deals.history import changing, share_out
from models.deals.records import Deal, DealShare
from models.permissions import Right
from models.refusal import Refusal
from models.rights import About
from models.team.records import Person
from models.team.reporting_line import is_at_work
from models.territories.lists import owner_of_account
from models.territories.records import ClaimAnswer, CreditClaim

WITHOUT_CREDIT = frozenset({Kind.NOTE, Kind.NO_SHOW, Kind.TRAINING})
"""Kinds of which nobody asks whose they are."""
LONGEST_REASON = 300
HALF = 50


def claim_entries(acting: Acting, rows: Sequence[Activity]) -> list[CreditClaim]:
    """Give entries without a split to whom their accounts are named, and ask: a question for each of these colleagues."""
    found: defaultdict[tuple[str, str], list[Activity]] = defaultdict(list)
    known: dict[tuple[str, date], str | None] = {}
    for row in rows:
        if row.account_id is None or row.kind in WITHOUT_CREDIT:
            continue
        place = (row.account_id, row.happened_on)
        if place not in known:
            known[place] = _owner(acting.session, acting.by.workspace_id, *place)
        owner_id = known[place]
        if owner_id is not None and owner_id != row.person_id:
            found[owner_id, row.account_id].append(row)
    claims = []
    for (owner_id, _), theirs in found.items():
        for row in theirs:
            acting.session.add(_share(row, owner_id, 100))
        claims.append(_claim(acting, acting.by.id, owner_id, [row.id for row in theirs], None))
    acting.session.flush()
    return claims


def claim_deal(acting: Acting, deal: Deal) -> CreditClaim | None:
    """The same for a deal that is won: its value counts for whose list the account is on. None where nothing is to ask."""
    if deal.account_id is None or deal.closed_on is None:
        return None
    shares = select(DealShare.id).where(DealShare.workspace_id == deal.workspace_id, DealShare.deal_id == deal.id)
    owner_id = _owner(acting.session, deal.workspace_id, deal.account_id, deal.closed_on)
    if owner_id is None or owner_id == deal.owner_id or acting.session.exec(shares.limit(1)).first() is not None:
        return None
    share_out(acting.session, deal, ((owner_id, 100),))
    claim = _claim(acting, deal.owner_id, owner_id, [], deal.id)
    acting.session.flush()
    return claim


def open_claim_of(session: Session, deal: Deal) -> CreditClaim | None:
    """The question about a won deal that nobody has answered yet."""
    asked = select(CreditClaim).where(
        CreditClaim.workspace_id == deal.workspace_id, CreditClaim.deal_id == deal.id, CreditClaim.answer == ""
    )
    return session.exec(asked.order_by(col(CreditClaim.id).desc())).first()


def claim_with_id(acting: Acting, claim_id: str) -> CreditClaim:
    """The question of a button. Refuses who neither did it nor is above them."""
    claim = acting.session.get(CreditClaim, (acting.workspace.workspace_id, claim_id))
    if claim is None:
        raise Refusal("territories.claim_not_there")
    acting.rights.require(Right.CORRECT_ENTRY, About(claim.workspace_id, claim.person_id))
    return claim


def answer_claim(acting: Acting, claim: CreditClaim, answer: ClaimAnswer | None, reason: str = "") -> None:
    """Split the credit as was answered; None takes an answer back. Refuses all of it without a reason."""
    if answer is ClaimAnswer.MINE and not reason.strip():
        raise Refusal("territories.why_yours", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal("territories.text_too_long", limit=LONGEST_REASON, field="reason")
    shares = {ClaimAnswer.SHARED: ((claim.person_id, HALF), (claim.owner_id, HALF)), ClaimAnswer.MINE: ()}.get(
        answer or ClaimAnswer.THEIRS, ((claim.owner_id, 100),)
    )
    session = acting.session
    if claim.deal_id is not None:
        deal = session.get_one(Deal, (claim.workspace_id, claim.deal_id))
        with changing(session, deal, "edit", acting.by, acting.now, deal.closed_on or acting.today):
            share_out(session, deal, shares)
    else:
        _split_entries(session, claim, shares)
    claim.answer, claim.reason = (answer.value, reason.strip()) if answer else ("", "")
    claim.answered_at = acting.now if answer else None
    session.flush()


def entries_of_claim(session: Session, claim: CreditClaim) -> list[Activity]:
    """The entries that a question is about."""
    found = (session.get(Activity, (claim.workspace_id, id_)) for id_ in claim.activity_ids)
    return [entry for entry in found if entry is not None]


def _split_entries(session: Session, claim: CreditClaim, shares: Sequence[tuple[str, int]]) -> None:
    of_these = (
        col(CreditShare.workspace_id) == claim.workspace_id,
        col(CreditShare.activity_id).in_(claim.activity_ids),
    )
    session.execute(delete(CreditShare).where(*of_these))
    for entry in entries_of_claim(session, claim):
        session.add_all(_share(entry, person_id, percent) for person_id, percent in shares)


def _owner(session: Session, workspace_id: str, account_id: str, day: date) -> str | None:
    """On whose list the account is; None where that is nobody, or somebody who had left by then."""
    owner_id = owner_of_account(session, workspace_id, account_id, day)
    owner = session.get(Person, (workspace_id, owner_id)) if owner_id else None
    return owner.id if owner is not None and is_at_work(owner, day) else None


def _claim(acting: Acting, person_id: str, owner_id: str, activity_ids: list[str], deal_id: str | None) -> CreditClaim:
    claim = CreditClaim(
        workspace_id=acting.workspace.workspace_id,
        id=new_id(),
        person_id=person_id,
        owner_id=owner_id,
        activity_ids=list(activity_ids),
        deal_id=deal_id,
        created_at=acting.now,
    )
    acting.session.add(claim)
    return claim


def _share(row: Activity, person_id: str, percent: int) -> CreditShare:
    return CreditShare(workspace_id=row.workspace_id, activity_id=row.id, person_id=person_id, percent=percent)
