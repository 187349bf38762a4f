"""Whose the credit is for what was done with an account on a colleague's list, as a value for the messages."""

from collections.abc import Sequence

from handlers.door.request import Request
from messages.territories.questions import Claim
from models.accounts.queries import account_with_id
from models.deals.records import Deal
from models.team.records import Person
from models.territories.claims import entries_of_claim
from models.territories.records import CreditClaim


def claim_views(request: Request, claims: Sequence[CreditClaim]) -> list[Claim]:
    """Whose the credit is, as a question."""
    return [claim_view(request, claim) for claim in claims]


def claim_view(request: Request, claim: CreditClaim) -> Claim:
    """One question, with its answer if there is one."""
    if claim.deal_id:
        account_id = request.session.get_one(Deal, (claim.workspace_id, claim.deal_id)).account_id
    else:
        account_id = next((entry.account_id for entry in entries_of_claim(request.session, claim)), None)
    account = account_with_id(request.session, claim.workspace_id, account_id)
    return Claim(
        claim.id,
        account.name if account else request.words.bare("territories.somebody"),
        _name_of(request, claim.owner_id),
        "" if claim.person_id == request.person.id else _name_of(request, claim.person_id),
        claim.deal_id is not None,
        claim.answer,
        claim.reason,
    )


def _name_of(request: Request, person_id: str) -> str:
    return request.session.get_one(Person, (request.workspace.workspace_id, person_id)).name
