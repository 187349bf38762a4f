"""A typed line about territories, accounts and cadences: what is meant, and carrying it out."""

from dataclasses import replace
from datetime import date

from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request
from handlers.door.who import found, team_found
from handlers.phrases.territories import TerritoryPhrase
from handlers.territories.views import account_view, territory_view
from messages.blocks import Message
from messages.territories import answers as messages
from models.accounts.queries import account_with_id, accounts_like, accounts_named
from models.accounts.records import Account
from models.refusal import Refusal
from models.territories.actions import (
    AccountTerms,
    TerritoryTerms,
    add_territory,
    another_territory,
    change_territory,
    end_territory,
    name_accounts,
    territory_named,
)
from models.territories.cadence import cadences_of, set_cadence
from models.territories.lists import lists_of
from models.territories.records import Territory
from models.territories.undoing import latest_batch_by, undo_batch


def add(request: Request, phrase: TerritoryPhrase) -> Answers:
    """`/territory add North owner=@anna`."""
    territory, batch = add_territory(request.acting, phrase.name, _terms(request, phrase), _from(request, phrase))
    return Whisper(messages.added(request.language, *_as_it_is(request, territory, phrase), batch, request.today))


def change(request: Request, phrase: TerritoryPhrase) -> Answers:
    """`/territory change North owner=@bram from 1 dec`."""
    territory = territory_meant(request, phrase.name)
    if not phrase.values:
        raise Refusal("territories.nothing_said")
    batch = change_territory(request.acting, territory, _terms(request, phrase), _from(request, phrase))
    return Whisper(messages.changed(request.language, *_as_it_is(request, territory, phrase), batch, request.today))


def end(request: Request, phrase: TerritoryPhrase) -> Answers:
    """`/territory end North`."""
    territory, day = territory_meant(request, phrase.name), _from(request, phrase)
    lists = lists_of(request.session, territory.workspace_id)
    accounts = sum(one.territory_id == territory.id for one in lists.on(day))
    batch = end_territory(request.acting, territory, day)
    view = messages.TerritoryView(territory.name, from_day=day)
    return Whisper(messages.ended(request.language, view, batch, accounts))


def name(request: Request, phrase: TerritoryPhrase) -> Answers:
    """`/territory set Acme tier=A territory=North owner=@anna`: noted, or asked whether it moves."""
    account = account_meant(request, phrase.name)
    terms = _account_terms(request, phrase)
    return named(request, account, terms, _from(request, phrase))


def named(request: Request, account: Account, terms: AccountTerms, day: date, *, moves: bool = False) -> Whisper:
    """What holds for the account from `day` on; an account that is in another territory is asked about."""
    lists = lists_of(request.session, account.workspace_id, [account.id])
    if not moves and another_territory(lists, account.id, terms.territory_id, day):
        wanted = lists.territories.get(terms.territory_id or "", "")
        value = "|".join(
            [account.id, terms.territory_id or "", terms.tier or "", terms.owner_id or "", day.isoformat()]
        )
        return Whisper(messages.in_another(request.language, account_view(request, account), wanted, value))
    batch = name_accounts(request.acting, [account], terms, day, moves=moves)
    return Whisper(messages.named(request.language, account_view(request, account, day), batch, day, request.today))


def cadence(request: Request, phrase: TerritoryPhrase) -> Answers:
    """`/territory cadence`, `/territory cadence A=10 B=45 from 1 dec`."""
    day = _from(request, phrase)
    if not phrase.days:
        return Whisper(messages.cadences(request.language, _cadences(request, request.today)))
    batch = set_cadence(request.acting, phrase.days, day)
    return Whisper(messages.cadence_set(request.language, _cadences(request, day), batch, day))


def undo(request: Request, phrase: TerritoryPhrase) -> Answers:
    """`/territory undo`: what the person said last."""
    batch = latest_batch_by(request.session, request.person)
    if batch is None:
        raise Refusal("territories.nothing_to_undo")
    return Whisper(undone(request, batch))


def undone(request: Request, batch: str) -> Message:
    """Take it back, and say so."""
    gone = undo_batch(request.acting, batch)
    return messages.undone(request.language, gone.accounts, gone.territories, gone.cadences)


def account_meant(request: Request, typed: str) -> Account:
    """The account of this name. Refuses one that nobody knows, and says which are like it."""
    account = account_called(request, typed)
    if account is None:
        nearest = accounts_like(request.session, request.workspace.workspace_id, typed)
        raise Refusal("territories.no_account", account=typed[:60], nearest=[one.name for one in nearest])
    return account


def account_called(request: Request, typed: str) -> Account | None:
    """The account of this name, however it is spelled."""
    named_so = accounts_named(request.session, request.workspace.workspace_id, [typed]) if typed else {}
    return next(iter(named_so.values()), None)


def account_of(request: Request, account_id: str) -> Account:
    """The account of a button. Refuses one that is gone."""
    account = account_with_id(request.session, request.workspace.workspace_id, account_id)
    if account is None:
        raise Refusal("territories.account_gone", field="account")
    return account


def territory_meant(request: Request, typed: str) -> Territory:
    """The territory of this name that there is today, or will be. Refuses one that nobody knows, and says which there are."""
    session, workspace_id = request.session, request.workspace.workspace_id
    territory = territory_named(session, workspace_id, typed) if typed else None
    if territory is None:
        lists = lists_of(session, workspace_id, ())
        names = [lists.territories[term.territory_id] for term in lists.territories_on(request.today)][:10]
        if not typed:
            raise Refusal("territories.which", names=names)
        raise Refusal("territories.not_there", name=typed[:60], names=names)
    return territory


def _terms(request: Request, phrase: TerritoryPhrase) -> TerritoryTerms:
    team = phrase.values.get("team")
    return TerritoryTerms(
        region=phrase.values.get("region"),
        team_id=team_found(request, team).id if team else team,
        owner_id=_owner(request, phrase),
    )


def _account_terms(request: Request, phrase: TerritoryPhrase) -> AccountTerms:
    said = phrase.values
    territory = said.get("territory")
    terms = AccountTerms(
        tier=said.get("tier"),
        territory_id=territory_meant(request, territory).id if territory else territory,
        owner_id=_owner(request, phrase),
    )
    return replace(terms, **{name: said[name] for name in ("sector", "size", "segment", "postcode") if name in said})


def _owner(request: Request, phrase: TerritoryPhrase) -> str | None:
    if phrase.owner is not None:
        return found(request, phrase.owner).id
    return phrase.values.get("owner")


def _from(request: Request, phrase: TerritoryPhrase) -> date:
    return phrase.from_day or request.today


def _as_it_is(request: Request, territory: Territory, phrase: TerritoryPhrase) -> tuple[messages.TerritoryView]:
    term = lists_of(request.session, territory.workspace_id, ()).term_on(territory.id, _from(request, phrase))
    assert term is not None
    return (territory_view(request, territory.name, term),)


def _cadences(request: Request, day: date) -> list[tuple[str, int | None]]:
    return list(cadences_of(request.session, request.workspace.workspace_id).on(day).items())
