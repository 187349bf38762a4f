"""The form behind a bare `/log`, and behind Edit: opened, changed with its kind, submitted."""

from datetime import date

from handlers.activity_answer import answer, shown
from handlers.answers import Answers, FormErrors, OpenModal, Options, UpdateModal, Whisper
from handlers.phrases import Reason, Unreadable
from handlers.phrases.amounts import figure_at
from handlers.phrases.durations import duration_at
from handlers.phrases.tokens import typed
from handlers.unreadable import field_error
from handlers.visit import Form, Press, Visit
from messages import activity as messages
from messages import activity_form as form_messages
from messages.activity_form import NEW, Filled
from messages.blocks import Message, View
from models.accounts.naming import key_of
from models.accounts.queries import account_with_id, search_accounts
from models.activity.actions import log_activities
from models.activity.corrections import edit_entry, undo_entry
from models.activity.entry import NewActivity
from models.activity.kinds import KINDS, rules_of
from models.activity.permission import require_may_correct
from models.activity.queries import Noted, entry_with_id, history_of, own_kinds_of
from models.delivery.outbox import post
from models.money import Money
from models.refusal import Refusal
from models.team.records import Person


def open_new(visit: Visit) -> Answers:
    """An empty form, for today."""
    return OpenModal(_form(visit, Filled(day=visit.today)))


def open_from_button(visit: Visit, press: Press) -> Answers:
    """The same, from a button."""
    return open_new(visit)


def edit(visit: Visit, press: Press) -> Answers:
    """The form of an entry, from the button below it."""
    return open_entry(visit, press.value)


def open_entry(visit: Visit, activity_id: str, *, is_undo: bool = False) -> Answers:
    """The form of an entry; for taking back somebody else's, only the reason."""
    noted = entry_with_id(visit.session, visit.workspace.workspace_id, activity_id)
    require_may_correct(visit.session, visit.person, noted.activity)
    if noted.activity.undone_at is not None:
        raise Refusal("activity.not_there")
    if is_undo:
        owner = _owner(visit, noted)
        return OpenModal(
            form_messages.take_back(visit.language, shown(visit, [noted])[0], owner.name, visit.today)
        )
    return OpenModal(_form(visit, _filled_with(visit, noted), noted))


def kind_chosen(visit: Visit, press: Press) -> Answers:
    """Another kind asks other questions; what was filled in stays."""
    noted = None
    if press.metadata:
        noted = entry_with_id(visit.session, visit.workspace.workspace_id, press.metadata)
    form = Form(press.fields)
    filled = Filled(
        kind=press.value,
        account=_chosen_account(visit, form.text("account")),
        order=form.text("order") or "rule",
        day=_day(form.text("date")) or visit.today,
        texts={name: text for name in press.fields if (text := form.text(name))},
        score=int(form.text("score") or 0) or None,
        due_on=_day(form.text("due")),
    )
    return UpdateModal(_form(visit, filled, noted))


def find_accounts(visit: Visit, text: str) -> Answers:
    """Accounts to choose from, while somebody types."""
    known = search_accounts(visit.session, visit.workspace.workspace_id, text)
    is_known = any(account.key == key_of(text) for account in known)
    return Options(
        form_messages.account_options(visit.language, text.strip(), [(a.id, a.name) for a in known], is_known)
    )


def submitted(visit: Visit, form: Form) -> Answers:
    """Log what the form says, or change the entry that it was opened for."""
    try:
        entry = _entry(visit, form)
    except _FieldUnreadable as error:
        return FormErrors({error.field: field_error(visit, error.problem)})
    if form.metadata:
        return _save(visit, form.metadata, entry, form.text("reason"))
    outcome = log_activities(visit.session, visit.workspace, visit.person, [entry], visit.now, visit.today)
    return answer(visit, outcome)


def taken_back(visit: Visit, form: Form) -> Answers:
    """A manager takes back an entry, with a reason; its owner is told."""
    [noted] = undo_entry(visit.session, visit.person, form.metadata, visit.now, form.text("reason"))
    _tell_owner(visit, noted, form.text("reason"), taken_back=True)
    return Whisper(messages.undone(visit.language, shown(visit, [noted]), visit.today))


# --- from the form ---------------------------------------------------------------------------------------


class _FieldUnreadable(Exception):  # noqa: N818 - a question to the person, not an error
    """One field cannot be read."""

    def __init__(self, field: str, problem: Unreadable) -> None:
        super().__init__(field)
        self.field = field
        self.problem = problem


def _entry(visit: Visit, form: Form) -> NewActivity:
    kind = form.text("kind")
    asked = (*rules_of(kind).fields, "note")

    def text(name: str) -> str:
        return form.text(name) if name in asked else ""

    account = text("account")
    is_new = account.startswith(NEW)
    return NewActivity(
        kind=kind,
        happened_on=_day(form.text("date")) or visit.today,
        account=account.removeprefix(NEW) if is_new else None,
        account_id=account if account and not is_new else None,
        is_new_account=is_new,
        is_first={"first": True, "follow_up": False}.get(text("order")),
        quantity=_quantity(text("quantity")),
        minutes=_minutes(text("duration")),
        amount=_money(text("amount"), visit.workspace.currency),
        score=int(text("score") or 0) or None,
        topic=text("topic") or None,
        contact=text("contact") or None,
        due_on=_day(text("due")),
        note=text("note"),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _quantity(text: str) -> int:
    if not text:
        return 1
    if not text.isdecimal() or len(text) > 6:
        raise _FieldUnreadable("quantity", Unreadable(Reason.NOT_A_NUMBER, text[:60]))
    return int(text)


def _minutes(text: str) -> int | None:
    """A bare number is minutes."""
    words = typed(f"{text} min" if text.isdecimal() else text)
    if not words.tokens:
        return None
    try:
        found = duration_at(words, 0)
    except Unreadable as problem:
        raise _FieldUnreadable("duration", problem) from None
    if found is None or found[1] != len(words.tokens):
        raise _FieldUnreadable("duration", Unreadable(Reason.DURATION_MISSING))
    return found[0]


def _money(text: str, currency: str) -> Money | None:
    words = typed(text)
    if not words.tokens:
        return None
    try:
        found = figure_at(words, 0)
    except Unreadable as problem:
        raise _FieldUnreadable("amount", problem) from None
    if found is None or found[1] != len(words.tokens) or found[0].is_percent:
        raise _FieldUnreadable("amount", Unreadable(Reason.NOT_A_NUMBER, text[:60]))
    return Money.of(found[0].value, found[0].currency or currency)


# --- to the form -----------------------------------------------------------------------------------------


def _form(visit: Visit, filled: Filled, noted: Noted | None = None) -> View:
    own = own_kinds_of(visit.session, visit.workspace.workspace_id)
    labels = [(kind.key, kind.label_nl if visit.language == "nl" else kind.label_en) for kind in own]
    rules = rules_of(filled.kind)
    owner = _owner(visit, noted) if noted else visit.person
    return form_messages.form(
        visit.language,
        [*((str(kind), None) for kind in KINDS), *labels],
        rules.fields,
        rules.needs,
        filled,
        currency=visit.workspace.currency,
        metadata=noted.activity.id if noted else "",
        owner="" if owner.id == visit.person.id else owner.name,
        history=_history(visit, noted) if noted else (),
    )


def _filled_with(visit: Visit, noted: Noted) -> Filled:
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


def _chosen_account(visit: Visit, value: str) -> tuple[str, str] | None:
    if value.startswith(NEW):
        return value, value.removeprefix(NEW)
    account = account_with_id(visit.session, visit.workspace.workspace_id, value or None)
    return (account.id, account.name) if account else None


def _history(visit: Visit, noted: Noted) -> list[tuple[str, str, str]]:
    changes = history_of(visit.session, visit.workspace.workspace_id, noted.activity.id)
    return [
        (name, visit.words.moment(change.changed_at, visit.zone.key), change.what) for change, name in changes
    ]


# --- corrections -----------------------------------------------------------------------------------------


def _save(visit: Visit, activity_id: str, wanted: NewActivity, reason: str) -> Answers:
    correction = edit_entry(
        visit.session, visit.workspace, visit.person, activity_id, wanted, visit.now, visit.today, reason
    )
    if correction is None:
        return Whisper(messages.nothing_changed(visit.language))
    if correction.owner.id != visit.person.id:
        _tell_owner(visit, correction.noted, reason, taken_back=False)
    [entry] = shown(visit, [correction.noted])
    return Whisper(messages.edited(visit.language, entry, visit.today, visit.workspace.currency))


def _tell_owner(visit: Visit, noted: Noted, reason: str, *, taken_back: bool) -> None:
    owner = _owner(visit, noted)
    language = owner.language or visit.workspace.language
    [entry] = shown(visit, [noted])
    message = messages.corrected(
        language, visit.person.name, entry, reason, visit.today, taken_back=taken_back
    )
    post(
        visit.session, visit.workspace.workspace_id, recipient=owner.id, cadence="activity.correction",
        slot=f"{noted.activity.id}:{visit.now:%m%dT%H%M%S}", now=visit.now, message=_as_json(message),
    )  # fmt: skip


def _as_json(message: Message) -> dict[str, object]:
    return {"text": message.text, "blocks": message.blocks, "plain_blocks": message.plain_blocks}


def _owner(visit: Visit, noted: Noted) -> Person:
    return visit.session.get_one(Person, (visit.workspace.workspace_id, noted.activity.person_id))
