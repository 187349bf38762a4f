"""Buttons below what was noted: undo it, move an account to another territory."""

from datetime import date

from handlers.door.answers import Answers, Replace
from handlers.door.request import Press, Request
from handlers.territories.line import account_of, named, undone
from models.territories.actions import AccountTerms


def undo(request: Request, press: Press) -> Answers:
    """What was said no longer holds."""
    return Replace(undone(request, press.value))


def move_account(request: Request, press: Press) -> Answers:
    """The account goes to the other territory, with what else was said."""
    account_id, territory_id, tier, owner_id, day = press.value.split("|")
    terms = AccountTerms(tier=tier or None, territory_id=territory_id, owner_id=owner_id or None)
    account = account_of(request, account_id)
    return Replace(named(request, account, terms, date.fromisoformat(day), moves=True).message)
