"""Two companies of one name were taken for one account: an admin says that they are two."""

from models.accounts.actions import open_account
from models.accounts.naming import LONGEST_NAME, key_of
from models.accounts.queries import account_with_id, accounts_with_keys
from models.accounts.records import Account
from models.connections.accounts_in import BY_AN_ADMIN
from models.connections.connecting import Connecting
from models.connections.records import Connection
from models.connections.rereading import read_account_again
from models.references.links import link_to, links_of, re_point
from models.references.records import Fact
from models.refusal import Refusal


def split_company(connecting: Connecting, connection: Connection, remote_id: str) -> Account:
    """The company `remote_id` is an account of its own from now on, called `Acme (2)`; its deals and activities follow.

    They do so at the next run, which reads what the connection told of the account once more. Refuses a company that the
    CRM did not name, and one that is an account of its own already.
    """
    connecting.require()
    session, workspace_id = connecting.session, connection.workspace_id
    link = link_to(session, workspace_id, connection.id, Fact.ACCOUNT, remote_id)
    account = account_with_id(session, workspace_id, link.fact_id or None) if link else None
    if (
        link is None
        or account is None
        or len(links_of(session, workspace_id, Fact.ACCOUNT, [account.id])[account.id]) < 2
    ):
        raise Refusal("connections.not_in_crm", what="account", id=remote_id[:60])
    name, number = "", 2
    while not name or accounts_with_keys(session, workspace_id, {key_of(name)}):
        name, number = f"{account.name[: LONGEST_NAME - 5]} ({number})", number + 1
    own = open_account(session, workspace_id, name, opened_on=account.opened_on, now=connecting.now)
    own.owner_id = account.owner_id
    re_point(link, own.id, BY_AN_ADMIN)
    read_account_again(session, connection, account.id)
    session.flush()
    return own
