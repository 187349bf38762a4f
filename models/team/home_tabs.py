"""Who has opened their Home tab, so that it is kept fresh, and whose shows what somebody did."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, or_, select, update

from models.prepared import Prepared, fetch
from models.team.records import Person
from models.workspace.records import Workspace

NOTED_EVERY = timedelta(hours=6)
"""Opening Home is noted this often at most: to know who has one, once would do."""
FOLLOWED_FOR = timedelta(days=7)
"""Somebody's own changes always show; the figures of people below go to who looked within a week."""
OPEN_FOR = timedelta(hours=12)
"""After a restart the tabs that may still be on a screen are shown anew."""


@dataclass(frozen=True)
class HomeTab:
    """The Home of somebody; `is_own`: it shows what they did themselves, or what is addressed to them."""

    workspace_id: str
    slack_user_id: str
    is_own: bool = False


def note_opened(session: Session, workspace_id: str, slack_user_id: str, now: datetime) -> None:
    """Somebody opened their Home."""
    theirs = update(Person).where(
        col(Person.workspace_id) == workspace_id,
        col(Person.slack_user_id) == slack_user_id,
        or_(col(Person.home_opened_at).is_(None), col(Person.home_opened_at) < now - NOTED_EVERY),
    )
    session.execute(theirs.values(home_opened_at=now))


def tabs_that_show(session: Session, workspace_id: str, people: Collection[str], now: datetime) -> list[HomeTab]:
    """The tabs on which a change that concerns these people is seen: theirs, of who is above them, and of leaders.

    Also of who is told to have left: nothing of what theirs showed stays on it.
    """
    lately = now - FOLLOWED_FOR
    openers = [
        (id_, user, is_leader, opened_at)
        for id_, user, is_leader, opened_at, ends_on in fetch(session, _OPENERS, {"workspace_id": workspace_id})
        if ends_on is None or ends_on > lately.date() or id_ in people
    ]
    if not openers:
        return []
    above = _above(session, workspace_id, people)
    return [
        HomeTab(workspace_id, user, id_ in people)
        for id_, user, is_leader, opened_at in openers
        if id_ in people or ((id_ in above or is_leader) and opened_at > lately)
    ]


_OPENERS = Prepared(
    sa.select(
        col(Person.id),
        col(Person.slack_user_id),
        col(Person.is_leader),
        col(Person.home_opened_at),
        col(Person.ends_on),
    ).where(
        col(Person.workspace_id) == sa.bindparam("workspace_id"),
        col(Person.home_opened_at).is_not(None),
        col(Person.slack_user_id).is_not(None),
    )
)
"""Asked after every change, so built once."""


def tabs_on_screens(session: Session, now: datetime) -> list[HomeTab]:
    """The tabs that were opened not long ago, of all workspaces."""
    lately = (
        select(Person.workspace_id, Person.slack_user_id)
        .join(Workspace, col(Workspace.workspace_id) == Person.workspace_id)
        .where(
            col(Workspace.uninstalled_at).is_(None),
            col(Person.home_opened_at) > now - OPEN_FOR,
            col(Person.slack_user_id).is_not(None),
            or_(col(Person.ends_on).is_(None), col(Person.ends_on) > (now - FOLLOWED_FOR).date()),
        )
    )
    return [HomeTab(workspace_id, str(user)) for workspace_id, user in session.exec(lately)]


def _above(session: Session, workspace_id: str, people: Collection[str]) -> set[str]:
    """Ids of everybody above these people, at any height."""
    above: set[str] = set()
    at = set(people)
    while at:
        managers = select(Person.manager_id).where(
            Person.workspace_id == workspace_id, col(Person.id).in_(at), col(Person.manager_id).is_not(None)
        )
        at = {str(one) for one in session.exec(managers)} - above
        above |= at
    return above
