"""Whose the credit is, answered: half each, all of it with a reason, theirs; and taken back."""

from handlers.deals.claims import claim_view
from handlers.deals.wins import win_follows
from handlers.door.answers import Answer, Answers, OpenModal, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.territories.views import name_of
from messages.territories import questions as messages
from models.deals.records import Deal
from models.delivery.outbox import post
from models.team.records import Person
from models.team.reporting_line import line_above
from models.territories.claims import answer_claim, claim_with_id
from models.territories.records import ClaimAnswer, CreditClaim

TOLD = "claim_told"


def share(request: Request, press: Press) -> Answers:
    """Half each."""
    return _answered(request, press.value, ClaimAnswer.SHARED)


def theirs(request: Request, press: Press) -> Answers:
    """All of it is whose list it is on."""
    return _answered(request, press.value, ClaimAnswer.THEIRS)


def mine(request: Request, press: Press) -> Answers:
    """All of it: why?"""
    claim = claim_with_id(request.acting, press.value)
    return OpenModal(messages.why_mine(request.language, claim_view(request, claim)))


def mine_because(request: Request, form: Form) -> Answers:
    """The reason: the manager reads it, and may split it otherwise."""
    return _answered(request, form.metadata, ClaimAnswer.MINE, form.text("reason"))


def undo(request: Request, press: Press) -> Answers:
    """The answer is taken back: it is asked again."""
    claim = claim_with_id(request.acting, press.value)
    answer_claim(request.acting, claim, None)
    return _with_win(request, claim, Replace(messages.claim_open_again(request.language, claim_view(request, claim))))


def _answered(request: Request, claim_id: str, answer: ClaimAnswer, reason: str = "") -> Answers:
    claim = claim_with_id(request.acting, claim_id)
    answer_claim(request.acting, claim, answer, reason)
    if answer is ClaimAnswer.MINE:
        _tell_manager(request, claim)
    return _with_win(request, claim, Whisper(messages.claim_answered(request.language, claim_view(request, claim))))


def _with_win(request: Request, claim: CreditClaim, answer: Answer) -> Answers:
    """What the team's channel says about a won deal follows."""
    if claim.deal_id is None:
        return answer
    deal = request.session.get_one(Deal, (claim.workspace_id, claim.deal_id))
    return [answer, *win_follows(request, deal)]


def _tell_manager(request: Request, claim: CreditClaim) -> None:
    """Their manager hears that all of it counts for them, and why; nobody does where there is none."""
    person = request.session.get_one(Person, (claim.workspace_id, claim.person_id))
    above = line_above(request.session, person, request.today)
    if not above or above[0].id == request.person.id:
        return
    view = claim_view(request, claim)
    told = messages.claim_told(
        request.language_of(above[0]),
        messages.Claim(
            view.id, view.account, view.owner, name_of(request, person.id), view.is_deal, view.answer, view.reason
        ),
    )
    post(
        request.session,
        claim.workspace_id,
        recipient=above[0].id,
        cadence=TOLD,
        slot=f"{claim.id}:{request.now:%m%dT%H%M%S}",
        now=request.now,
        message=told,
    )
