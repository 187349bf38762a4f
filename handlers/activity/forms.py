"""The form behind a bare `/log`, and behind Edit: opened, changed with its kind, submitted."""

from handlers.activity.form_fields import FieldUnreadable, day_in, entry_from, filled_with
from handlers.activity.views import answer, shown
from handlers.door.answers import Answers, FormErrors, OpenModal, Options, UpdateModal, Whisper
from handlers.door.request import Form, Press, Visit
from handlers.door.unreadable import field_error
from messages.activity import answers as messages
from messages.activity import forms as form_messages
from messages.activity.forms import NEW, Filled
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
    return OpenModal(_form(visit, filled_with(noted), noted))


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
        day=day_in(form.text("date")) or visit.today,
        texts={name: text for name in press.fields if (text := form.text(name))},
        score=int(form.text("score") or 0) or None,
        due_on=day_in(form.text("due")),
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
        entry = entry_from(visit, form)
    except FieldUnreadable as error:
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
