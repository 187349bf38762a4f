"""When somebody last had contact with an account, for many accounts at once.

Each account and kind is one step into the index `ix_activity_account`, from the newest entry backwards: how much was logged
makes no difference.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from models.accounts.records import Account
from models.activity.kinds import CONTACTS
from models.activity.records import Activity

_AT_A_TIME = 500


def last_contacts_by(session: Session, workspace_id: str, day: date, accounts: Sequence[str]) -> dict[str, date]:
    """The day of the last contact up to and with `day`, by account; without those that were never contacted."""
    found: dict[str, date] = {}
    latest = [_latest(workspace_id, day, kind) for kind in sorted(CONTACTS)]
    for at in range(0, len(accounts), _AT_A_TIME):
        asked: Any = select(col(Account.id), *latest).where(
            col(Account.workspace_id) == workspace_id, col(Account.id).in_(accounts[at : at + _AT_A_TIME])
        )
        for account, *days in session.execute(asked):
            if known := [one for one in days if one is not None]:
                found[account] = max(known)
    return found


def _latest(workspace_id: str, day: date, kind: str) -> Any:
    newest: Any = (
        select(col(Activity.happened_on))
        .where(
            col(Activity.workspace_id) == workspace_id,
            col(Activity.account_id) == col(Account.id),
            col(Activity.kind) == kind,
            col(Activity.happened_on) <= day,
            col(Activity.undone_at).is_(None),
            col(Activity.same_as).is_(None),
        )
        .order_by(col(Activity.happened_on).desc())
        .limit(1)
    )
    return newest.correlate(Account).scalar_subquery()
