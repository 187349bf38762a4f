"""A won deal is told in the channel of its owner's team, where the team wants that; it follows what becomes of the deal."""

from handlers.door.answers import Answer, Answers, RewriteMessage, WithdrawMessage
from handlers.door.request import Request
from messages.blocks import Message
from messages.deals import answers as messages
from models.accounts.queries import account_with_id
from models.deals.queries import shares_of
from models.deals.records import Deal, Outcome
from models.deals.wins import rewrite_win, tell_win, telling_of, withdraw_win
from models.money import Money
from models.team.records import Person, Team, TellsWins


def win_told(request: Request, deal: Deal) -> str | None:
    """A deal was won: the channel in which that is told from now on; None where it is not."""
    team = _team(request, deal)
    if team is None or team.channel_id is None:
        return None
    return tell_win(request.acting, deal, team.channel_id, _message(request, deal, team))


def win_follows(request: Request, deal: Deal) -> list[Answer]:
    """What stands in the channel about the deal becomes what is true now: rewritten, or gone."""
    telling = telling_of(request.session, deal)
    if telling is None:
        return []
    team = _team(request, deal)
    if team is None or f"channel:{team.channel_id}" != telling.recipient:
        gone = withdraw_win(request.acting, telling)
        return [WithdrawMessage(*gone)] if gone else []
    message = _message(request, deal, team)
    place = rewrite_win(telling, message)
    return [RewriteMessage(*place, message)] if place else []


def followed_by(answer: Answer, followed: list[Answer]) -> Answers:
    """An answer, and what becomes of the channel's message; the answer alone where nothing does."""
    return [answer, *followed] if followed else answer


def _team(request: Request, deal: Deal) -> Team | None:
    """The owner's team, while the deal is won and the team wants its wins told."""
    if deal.outcome != Outcome.WON or deal.removed_at is not None:
        return None
    owner = request.session.get_one(Person, (deal.workspace_id, deal.owner_id))
    team = request.session.get(Team, (deal.workspace_id, owner.team_id)) if owner.team_id else None
    return team if team is not None and team.wins != TellsWins.OFF else None


def _message(request: Request, deal: Deal, team: Team) -> Message:
    account = account_with_id(request.session, deal.workspace_id, deal.account_id)
    value = None
    if team.wins == TellsWins.WITH_AMOUNT and deal.value_minor is not None:
        value = Money(deal.value_minor, deal.currency)
    language = request.language_of(team)
    return messages.win(language, _winners(request, deal), account.name if account else "", value)


def _winners(request: Request, deal: Deal) -> list[str]:
    """Everybody who has a part in it, the largest first."""
    shares = shares_of(request.session, deal.workspace_id, [deal])[deal.id]
    in_order = sorted(shares, key=lambda share: -share[1])
    return [request.session.get_one(Person, (deal.workspace_id, person_id)).name for person_id, _ in in_order]
