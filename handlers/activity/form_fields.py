"""The fields of the log's form: read into an entry, and filled with one."""

from datetime import date

from handlers.door.request import Form, Request
from handlers.phrases import Reason, Unreadable
from handlers.phrases.amounts import figure_at
from handlers.phrases.durations import duration_at
from handlers.phrases.tokens import typed
from messages.activity.forms import NEW, Filled
from models.activity.entry import NewActivity
from models.activity.kinds import rules_of
from models.activity.queries import Noted
from models.money import Money


def entry_from(request: Request, form: Form) -> NewActivity:
    """What the form says; fields that its kind does not ask are left out. Raises FieldUnreadable."""
    kind = form.text("kind")
    asked = (*rules_of(kind).fields, "note")

    def text(name: str) -> str:
        return form.text(name) if name in asked else ""

    account = text("account")
    is_new = account.startswith(NEW)
    return NewActivity(
        kind=kind,
        happened_on=day_in(form.text("date")) or request.today,
        account=account.removeprefix(NEW) if is_new else None,
        account_id=account if account and not is_new else None,
        is_new_account=is_new,
        is_first={"first": True, "follow_up": False}.get(text("order")),
        quantity=_quantity(text("quantity")),
        minutes=_minutes(text("duration")),
        amount=_money(text("amount"), request.workspace.currency),
        score=int(text("score")) if text("score") else None,
        topic=text("topic") or None,
        contact=text("contact") or None,
        due_on=day_in(text("due")),
        note=text("note"),
    )


def filled_with(noted: Noted) -> Filled:
    """The form as it opens for an entry."""
    row, account = noted.activity, noted.account
    amount = Money(row.amount_minor, row.currency) if row.amount_minor is not None and row.currency else None
    texts = {
        "duration": f"{row.minutes}m" if row.minutes else "",
        "quantity": str(max(1, row.quantity)),
        "amount": f"{amount.amount:f} {amount.currency}" if amount else "",
        "topic": row.topic or "",
        "contact": row.contact or "",
        "note": row.note,
    }
    return Filled(
        kind=row.kind,
        account=(account.id, account.name) if account else None,
        order="rule" if not row.order_is_said else "first" if row.is_first else "follow_up",
        day=row.happened_on,
        texts=texts,
        score=row.score,
        due_on=row.due_on,
    )


class FieldUnreadable(Exception):  # noqa: N818 - a question to the person, not an error
    """One field cannot be read."""

    def __init__(self, field: str, problem: Unreadable) -> None:
        super().__init__(field)
        self.field = field
        self.problem = problem


def day_in(text: str) -> date | None:
    """The day of a date field; None when it is empty."""
    return date.fromisoformat(text) if text else None


def _quantity(text: str) -> int:
    if not text:
        return 1
    if not text.isdecimal() or len(text) > 6:
        raise FieldUnreadable("quantity", Unreadable(Reason.NOT_A_NUMBER, text[:60]))
    return int(text)


def _minutes(text: str) -> int | None:
    """A bare number is minutes."""
    words = typed(f"{text} min" if text.isdecimal() else text)
    if not words.tokens:
        return None
    try:
        found = duration_at(words, 0)
    except Unreadable as problem:
        raise FieldUnreadable("duration", problem) from None
    if found is None or found[1] != len(words.tokens):
        raise FieldUnreadable("duration", Unreadable(Reason.DURATION_MISSING))
    return found[0]


def _money(text: str, currency: str) -> Money | None:
    words = typed(text)
    if not words.tokens:
        return None
    try:
        found = figure_at(words, 0)
    except Unreadable as problem:
        raise FieldUnreadable("amount", problem) from None
    if found is None or found[1] != len(words.tokens) or found[0].is_percent:
        raise FieldUnreadable("amount", Unreadable(Reason.NOT_A_NUMBER, text[:60]))
    return Money.of(found[0].value, found[0].currency or currency)
