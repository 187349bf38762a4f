"""What BottleCRM's answers say: companies, deals, interactions, and a key that it does not take."""

from collections.abc import Callable
from datetime import datetime

from jobs.crm import reading
from jobs.crm.adapter import TokenRefused, VendorBroken
from jobs.crm.calling import Answer
from jobs.crm.reading import Row, inner, needed_id, text
from models.connections.remote import OUR_MARK, Outcome, RemoteAccount, RemoteActivity, RemoteDeal, RemoteRecord, What

VENDOR = "BottleCRM"


def judge(answer: Answer, now: datetime) -> TokenRefused | None:
    """A key that is wrong, withdrawn or too old is a 403 there, with these words; so is one without the scope to read."""
    if answer.status != 403:
        return None
    if says_no_key(answer) or "not scoped" in (text(inner(answer.body, "detail")) or ""):
        return TokenRefused(f"{VENDOR} does not take the key.")
    return None


def says_no_key(answer: Answer) -> bool:
    """Whether a refusal is one of the key itself, and not of what was asked with it."""
    said = (text(inner(answer.body, "detail")) or "").lower()
    return answer.status == 401 or (
        answer.status == 403
        and (
            "not valid for any token type" in said
            or said.startswith(("invalid token", "token revoked", "organization context", "authentication credentials"))
        )
    )


def reader(what: What) -> Callable[[Row], RemoteRecord]:
    """How a record of this kind is read."""
    return {What.ACCOUNT: account, What.DEAL: deal, What.ACTIVITY: activity}[what]


def account(one: Row) -> RemoteRecord:
    """A company."""
    return RemoteAccount(
        needed_id(one.get("id"), VENDOR),
        text(one.get("name")) or "",
        _first(one),
        reading.host_of(one.get("website")),
        created_at=reading.instant(one.get("created_at")),
    )


def deal(one: Row) -> RemoteRecord:
    """A deal."""
    outcome = outcome_of(one.get("stage_kind"))
    return RemoteDeal(
        id=needed_id(one.get("id"), VENDOR),
        title=text(one.get("name")) or "",
        stage_id=text(one.get("stage")) or "",
        owner_id=_first(one),
        account_id=text(inner(one, "account", "id")),
        outcome=outcome,
        value=reading.amount(one.get("amount")),
        currency=text(one.get("currency")),
        created_at=reading.instant(one.get("created_at")),
        decided_at=reading.instant(one.get("stage_changed_at")) if outcome is not Outcome.OPEN else None,
        close_date=reading.day(one.get("closed_on")),
        probability=reading.percent(one.get("probability")),
        is_archived=one.get("is_active") is False,
    )


def activity(one: Row) -> RemoteActivity:
    """An interaction; what we wrote has our mark for a text."""
    seconds = reading.whole(one.get("duration_seconds"))
    return RemoteActivity(
        id=needed_id(one.get("id"), VENDOR),
        kind_id=text(one.get("kind")) or "",
        owner_id=text(one.get("logged_by")),
        account_id=text(one.get("account")),
        deal_id=text(one.get("opportunity")),
        happened_at=reading.instant(one.get("occurred_at")),
        minutes=seconds // 60 if seconds else None,
        event_key=mark if (mark := text(one.get("body")) or "").startswith(OUR_MARK) else None,
        subject=text(one.get("subject")) or "",
    )


def _first(one: Row) -> str | None:
    """Who has it: the first one to whom it is assigned."""
    assigned = reading.rows(one.get("assigned_to"), VENDOR)
    return text(assigned[0].get("id")) if assigned else None


def outcome_of(kind: object) -> Outcome:
    """What a kind of stage decides. Raises VendorBroken."""
    try:
        return Outcome(text(kind) or "open")
    except ValueError:
        raise VendorBroken(f"{VENDOR} has a kind of stage that nobody knows.") from None
