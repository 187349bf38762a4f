"""Companies of a CRM: each a reference to an account. Two of one name are two references to one account, until somebody splits them."""

from sqlmodel import select

from models.accounts.actions import open_account
from models.accounts.merging import absorb_account
from models.accounts.naming import LONGEST_NAME, key_of, tidy_name
from models.accounts.queries import account_with_id, accounts_with_keys
from models.accounts.records import Account
from models.connections.remote import RemoteAccount
from models.connections.rereading import Waits, read_account_again
from models.connections.taking import Taking, fingerprint_of
from models.references.links import MERGED, is_merged, re_point
from models.references.records import Fact, Link

BY_AN_ADMIN = "asked"
"""The reason of a reference that somebody pointed to its account: names no longer decide."""


def take_account(taking: Taking, record: RemoteAccount) -> None:
    """One company: the account that it is known to be, else the one of its name, else a new one."""
    for old in record.merged_ids:
        account_moved(taking, old, record.id)
    name = tidy_name(record.name or record.domain or "")[:LONGEST_NAME]
    owner_id = taking.person(record.owner_id)
    fingerprint = fingerprint_of({"name": name, "owner_id": owner_id})
    link = taking.link(Fact.ACCOUNT, record.id)
    if link is not None and link.fingerprint == fingerprint and link.gone_at is None:
        taking.counts["account:unchanged"] += 1
        return
    if not name:  # nobody could find it; its deals stand without an account
        taking.wait(Fact.ACCOUNT, record.id, Waits.ACCOUNT, fingerprint)
        return
    account = account_with_id(taking.session, taking.workspace_id, link.fact_id) if link and link.fact_id else None
    if link is None or account is None:
        if link is not None and (link.fingerprint or link.gone_at):  # it had no name, or was gone
            taking.has_new_company = True
        account, is_new = _named(taking, name, record)
        link = link or taking.know(Fact.ACCOUNT, record.id, account.id, "" if is_new else "same_name")
        link.fact_id, link.reason = account.id, "" if is_new else "same_name"
        taking.counts["account:new" if is_new else "account:joined"] += 1
    else:
        account = _as_it_is_called(taking, link, account, name, record)
        taking.counts["account:changed"] += 1
    if owner_id is not None:
        account.owner_id = owner_id
    link.fingerprint, link.remote_updated_at, link.gone_at = fingerprint, record.updated_at, None


def account_gone(taking: Taking, link: Link) -> None:
    """The company is deleted there: what was done with it was done all the same."""


def account_moved(taking: Taking, old_id: str, into_id: str) -> None:
    """A company became part of another: what is about the one is about the other, and first meetings are judged again."""
    old, into = taking.link(Fact.ACCOUNT, old_id), taking.link(Fact.ACCOUNT, into_id)
    if old is None or old_id == into_id or is_merged(old, into):
        return
    if into is None:
        into = taking.know(Fact.ACCOUNT, into_id, old.fact_id, MERGED)
    elif not into.fact_id:
        into.fact_id, into.fingerprint = old.fact_id, None
    elif old.fact_id and old.fact_id != into.fact_id:
        account = account_with_id(taking.session, taking.workspace_id, old.fact_id)
        stays = account_with_id(taking.session, taking.workspace_id, into.fact_id)
        if account is not None and stays is not None and account.id != stays.id:
            if _others_on(taking, old):
                read_account_again(taking.session, taking.connection, account.id)
            else:
                absorb_account(taking.session, account, stays, taking.now)
    re_point(old, into.fact_id, MERGED)
    old.gone_at = taking.now
    taking.counts["account:merged"] += 1
    taking.session.flush()


def _named(taking: Taking, name: str, record: RemoteAccount) -> tuple[Account, bool]:
    """The account of that name; one that nobody named before is one of ours since the day the CRM made the company."""
    known = accounts_with_keys(taking.session, taking.workspace_id, {key_of(name)}).get(key_of(name))
    if known is not None:
        return known, False
    made_on = taking.day(record.created_at)
    opened_on = min(made_on, taking.today) if made_on else None
    return open_account(taking.session, taking.workspace_id, name, opened_on=opened_on, now=taking.now), True


def _as_it_is_called(taking: Taking, link: Link, account: Account, name: str, record: RemoteAccount) -> Account:
    """The CRM's name wins: the account is called so too, or the company is another account by now."""
    if link.reason == BY_AN_ADMIN:
        return account
    if key_of(name) == account.key:
        account.name = name
        return account
    is_taken = key_of(name) in accounts_with_keys(taking.session, taking.workspace_id, {key_of(name)})
    if not is_taken and not _others_on(taking, link) and not _is_reserved(taking, name):
        account.name, account.key = name, key_of(name)
        return account
    other, is_new = _named(taking, name, record)
    link.fact_id, link.reason = other.id, "" if is_new else "same_name"
    taking.session.flush()
    read_account_again(taking.session, taking.connection, account.id)
    return other


def _others_on(taking: Taking, link: Link) -> bool:
    """Whether another company, of any CRM, is the same account."""
    told = select(Link.id).where(
        Link.workspace_id == taking.workspace_id,
        Link.kind == Fact.ACCOUNT,
        Link.fact_id == link.fact_id,
        Link.id != link.id,
        Link.gone_at.is_(None),  # type: ignore[union-attr]
    )
    return taking.session.exec(told.limit(1)).first() is not None


def _is_reserved(taking: Taking, name: str) -> bool:
    """Whether an account of that name was removed: it is opened again then."""
    same = select(Account.id).where(Account.workspace_id == taking.workspace_id, Account.key == key_of(name))
    return taking.session.exec(same).first() is not None
