"""Entries that wait for an answer: kept as they were read, so that a "yesterday" stays that day."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from models.acting import Acting
from models.activity.entry import NewActivity, Share
from models.activity.records import Draft
from models.money import Money
from models.refusal import Refusal
from models.team.records import Person

KEPT_FOR = timedelta(days=2)


def keep_draft(acting: Acting, entries: Sequence[NewActivity], asked_about: str = "") -> str:
    """Keep `entries` until the person answers; returns the draft's id. Their drafts of days ago are dropped."""
    person = acting.by
    forgotten = delete(Draft).where(
        col(Draft.workspace_id) == person.workspace_id,
        col(Draft.person_id) == person.id,
        col(Draft.created_at) < acting.now - KEPT_FOR,
    )
    acting.session.execute(forgotten)
    draft = Draft(
        workspace_id=person.workspace_id,
        person_id=person.id,
        created_at=acting.now,
        asked_about=asked_about[:160],
        entries=[as_json(entry) for entry in entries],
    )
    acting.session.add(draft)
    acting.session.flush()
    return draft.id


def take_draft(session: Session, person: Person, draft_id: str) -> tuple[list[NewActivity], str]:
    """The waiting entries and the account name that was asked about; the draft is then gone.

    Refuses a draft that was answered before, or is somebody else's.
    """
    draft = session.get(Draft, (person.workspace_id, draft_id))
    if draft is None or draft.person_id != person.id:
        raise Refusal("activity.answered_before")
    session.delete(draft)
    session.flush()
    return [from_json(entry) for entry in draft.entries], draft.asked_about


def meant(entries: Sequence[NewActivity], typed: str, account_id: str | None) -> list[NewActivity]:
    """The entries with the account that `typed` stands for; None: it is a new account."""
    return [
        replace(entry, account_id=account_id, is_new_account=account_id is None)
        if entry.account is not None and entry.account[:160] == typed
        else entry
        for entry in entries
    ]


def as_json(entry: NewActivity) -> dict[str, object]:
    """An entry as it waits in the database."""
    values = asdict(entry)
    for name in ("happened_on", "due_on", "happened_at"):
        values[name] = values[name] and values[name].isoformat()
    return values


def from_json(stored: dict[str, Any]) -> NewActivity:
    """The entry that waited."""
    values = dict(stored)
    for name in ("happened_on", "due_on"):
        values[name] = values[name] and date.fromisoformat(values[name])
    if happened_at := values.get("happened_at"):
        values["happened_at"] = datetime.fromisoformat(happened_at)
    values["amount"] = values["amount"] and Money(**values["amount"])
    values["shares"] = tuple(Share(**share) for share in values["shares"])
    return NewActivity(**values)
