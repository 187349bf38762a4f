"""The form behind a bare `/log`, and behind Edit: opened, changed with its kind, submitted."""

from handlers.activity.form_fields import FieldUnreadable, day_in, entry_from, filled_with
from handlers.activity.views import answer, entry_views, planned_instead
from handlers.door.answers import Answers, FormErrors, OpenModal, Options, UpdateModal, Whisper, in_place
from handlers.door.request import Form, Press, Request
from handlers.door.unreadable import field_error
from messages.activity import answers as messages
from messages.activity import forms as form_messages
from messages.activity.forms import NEW, Filled
from messages.blocks import View
from models.accounts.choosing import accounts_to_choose
from models.accounts.naming import key_of
from models.accounts.queries import account_with_id
from models.activity.actions import log_activities
from models.activity.corrections import about_entry, edit_entry, undo_entry
from models.activity.entry import NewActivity, check
from models.activity.kinds import KINDS, rules_of
from models.activity.queries import Noted, entry_with_id, history_of, names_of_own_kinds
from models.delivery.outbox import post
from models.permissions import Right
from models.refusal import Refusal
from models.team.records import Person


def open_new(request: Request) -> Answers:
    """An empty form, for today."""
    return OpenModal(form_of(request, Filled(day=request.today)))


def open_filled(request: Request, filled: Filled, remark: str = "") -> Answers:
    """The form with what could be read of a message."""
    return OpenModal(form_of(request, filled, remark=remark))


def open_from_button(request: Request, press: Press) -> Answers:
    """The button that opens the empty form to log."""
    return open_new(request)


def edit(request: Request, press: Press) -> Answers:
    """The form of an entry, from the button below it."""
    return open_entry(request, press.value)


def open_entry(request: Request, activity_id: str, *, is_undo: bool = False) -> Answers:
    """The form of an entry; for taking back somebody else's, only the reason."""
    noted = entry_with_id(request.session, request.workspace.workspace_id, activity_id)
    request.rights.require(Right.CORRECT_ENTRY, about_entry(noted.activity))
    if noted.activity.undone_at is not None:
        raise Refusal("activity.not_there")
    if is_undo:
        owner = _owner(request, noted)
        return OpenModal(
            form_messages.take_back(request.language, entry_views(request, [noted])[0], owner.name, request.today)
        )
    return OpenModal(form_of(request, filled_with(noted), noted))


def kind_chosen(request: Request, press: Press) -> Answers:
    """Another kind asks other questions; what was filled in stays. Of one's own entry that says enough it is saved."""
    if saved := _saved_at_once(request, press, "kind"):
        return saved
    noted = None
    if press.metadata:
        noted = entry_with_id(request.session, request.workspace.workspace_id, press.metadata)
    form = Form(press.fields)
    filled = Filled(
        kind=press.value,
        account=_chosen_account(request, form.text("account")),
        order=form.text("order") or "rule",
        day=day_in(form.text("date")) or request.today,
        texts={name: text for name in press.fields if (text := form.text(name))},
        score=int(form.text("score") or 0) or None,
        due_on=day_in(form.text("due")),
    )
    return UpdateModal(form_of(request, filled, noted))


def account_chosen(request: Request, press: Press) -> Answers:
    """Another account for one's own entry: saved, unless something else in the form cannot be."""
    return _saved_at_once(request, press, "account")


def find_accounts(request: Request, text: str) -> Answers:
    """Accounts to choose from, while somebody types."""
    known = accounts_to_choose(request.session, request.person, text)
    is_known = any(account.key == key_of(text) for account in known)
    return Options(
        form_messages.account_options(request.language, text.strip(), [(a.id, a.name) for a in known], is_known)
    )


def submitted(request: Request, form: Form) -> Answers:
    """Log what the form says, or change the entry that it was opened for."""
    try:
        entry = entry_from(request, form)
    except FieldUnreadable as error:
        return FormErrors({error.field: field_error(request, error.problem)})
    if form.metadata:
        return _save(request, form.metadata, entry, form.text("reason"))
    outcome = log_activities(request.acting, [entry])
    return answer(request, outcome)


def taken_back(request: Request, form: Form) -> Answers:
    """A manager takes back an entry, with a reason; its owner is told."""
    [noted] = undo_entry(request.acting, form.metadata, form.text("reason"))
    _tell_owner(request, noted, form.text("reason"), taken_back=True)
    return Whisper(messages.undone(request.language, entry_views(request, [noted]), request.today))


# --- to the form -----------------------------------------------------------------------------------------


def form_of(request: Request, filled: Filled, noted: Noted | None = None, remark: str = "") -> View:
    """The form, filled in; `noted` is the entry that it changes."""
    own = names_of_own_kinds(request.session, request.workspace.workspace_id, request.language)
    rules = rules_of(filled.kind)
    owner = _owner(request, noted) if noted else request.person
    return form_messages.form(
        request.language,
        [*((str(kind), None) for kind in KINDS), *own.items()],
        rules.fields,
        rules.needs,
        filled,
        currency=request.workspace.currency,
        metadata=noted.activity.id if noted else "",
        owner="" if owner.id == request.person.id else owner.name,
        history=_history(request, noted) if noted else (),
        remark=remark,
    )


def _chosen_account(request: Request, value: str) -> tuple[str, str] | None:
    if value.startswith(NEW):
        return value, value.removeprefix(NEW)
    account = account_with_id(request.session, request.workspace.workspace_id, value or None)
    return (account.id, account.name) if account else None


def _history(request: Request, noted: Noted) -> list[tuple[str, str, str]]:
    changes = history_of(request.session, request.workspace.workspace_id, noted.activity.id)
    zone = request.zone.key
    return [(name or "", request.words.moment(change.changed_at, zone), change.what) for change, name in changes]


# --- corrections -----------------------------------------------------------------------------------------


def _save(request: Request, activity_id: str, wanted: NewActivity, reason: str) -> Answers:
    if wanted.happened_on > request.today:
        return planned_instead(request, activity_id, wanted)
    return _corrected(request, activity_id, wanted, reason)


def _corrected(request: Request, activity_id: str, wanted: NewActivity, reason: str) -> Whisper:
    correction = edit_entry(request.acting, activity_id, wanted, reason)
    if correction is None:
        return Whisper(messages.nothing_changed(request.language))
    if correction.owner.id != request.person.id:
        _tell_owner(request, correction.noted, reason, taken_back=False)
    [entry] = entry_views(request, [correction.noted])
    return Whisper(messages.edited(request.language, entry, request.today, request.workspace.currency))


def _saved_at_once(request: Request, press: Press, field: str) -> Answers:
    """A choice in a menu is saved as it is made; None for a new entry, somebody else's, and one that then says too little."""
    if not press.metadata:
        return None
    form = Form({**press.fields, field: press.value}, press.metadata)
    noted = entry_with_id(request.session, request.workspace.workspace_id, press.metadata)
    if noted.activity.person_id != request.person.id:
        return None
    try:
        entry = entry_from(request, form)
        check(entry, request.today)
    except (FieldUnreadable, Refusal):
        return None
    if entry.happened_on > request.today:
        return None
    return in_place(_corrected(request, press.metadata, entry, ""), request.language)


def _tell_owner(request: Request, noted: Noted, reason: str, *, taken_back: bool) -> None:
    owner = _owner(request, noted)
    language = request.language_of(owner)
    [entry] = entry_views(request, [noted])
    message = messages.corrected(language, request.person.name, entry, reason, request.today, taken_back=taken_back)
    post(
        request.session,
        request.workspace.workspace_id,
        recipient=owner.id,
        cadence="activity.correction",
        slot=f"{noted.activity.id}:{request.now:%m%dT%H%M%S}",
        now=request.now,
        message=message,
    )


def _owner(request: Request, noted: Noted) -> Person:
    return request.session.get_one(Person, (request.workspace.workspace_id, noted.activity.person_id))
