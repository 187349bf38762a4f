"""The shortcuts *Log activity*: what a message says is logged by whoever runs it; the global one opens the form."""

from handlers.activity import command, forms
from handlers.activity.asking import question_about
from handlers.activity.line import note_with_link
from handlers.activity.views import entry_views
from handlers.deals.spoken import asked_whether
from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request, SeenMessage
from handlers.door.typed_line import Typed, WorkspaceBook, read_typed
from handlers.phrases import Unreadable
from handlers.phrases.log.phrase import Part, Reading
from messages.activity import answers as messages
from messages.activity.forms import NEW, Filled
from models.accounts.naming import key_of
from models.activity.queries import entries_of_message
from models.money import Money, known_currencies
from models.zones import zone_named

LONGEST_LINE = 600
"""Characters. What is longer is a story, and nobody's line about what was done."""


def log_new(request: Request, _: SeenMessage | None) -> Answers:
    """The global shortcut: the empty form."""
    return forms.open_new(request)


def log_message(request: Request, seen: SeenMessage | None) -> Answers:
    """The message is read like a line, on the day on which it was written, and logged for who runs this.

    What cannot be read opens the form, filled in as far as it goes. Nobody logs from one message twice. Words of a
    private conversation stand nowhere in the log: only the message's address, which Slack opens for those who may.
    """
    assert seen is not None, "a shortcut of a message comes with one"
    logged = entries_of_message(request.session, request.workspace.workspace_id, seen.key)
    if own := [noted for noted in logged if noted.activity.person_id == request.person.id]:
        return Whisper(messages.logged_before(request.language, entry_views(request, own), request.today))
    day = min(seen.written_at.astimezone(zone_named(request.person.zone, request.workspace.zone)).date(), request.today)
    typed = Typed(seen.text.strip(), day, link=seen.link, is_quotable=seen.is_public)
    try:
        reading, book = read_typed(request, typed)
    except Unreadable:
        return _form(request, typed)
    if asked := asked_whether(request, reading.line):
        return asked
    if len(typed.text) > LONGEST_LINE or any(
        part.problem or _would_tell_words(typed, part, book) for part in reading.parts
    ):
        return _form(request, typed, reading, book)
    return question_about(request, typed, reading) or command.store_or_ask(request, typed, reading, book)


def _would_tell_words(typed: Typed, part: Part, book: WorkspaceBook) -> bool:
    """Whether words of a private conversation would be stored: a note, or a name that is not known here.

    Those the person sees in the form first, and stores or strikes out.
    """
    if typed.is_quotable or part.phrase is None:
        return False
    is_new = any(book.known.get(key_of(account.name)) is None for account in part.draft.accounts)
    return part.phrase.kind == "note" or part.draft.contact is not None or is_new


def _form(request: Request, typed: Typed, reading: Reading | None = None, book: WorkspaceBook | None = None) -> Answers:
    note = note_with_link(typed.text if typed.is_quotable else "", typed.link)
    remark = "filled_in" if typed.is_quotable else "private"
    part = _best(reading)
    if part is None:
        return forms.open_filled(request, Filled(day=typed.day, texts={"note": note}), remark)
    draft = part.draft
    texts = {"note": note}
    if draft.contact is not None:
        texts["contact"] = draft.contact.name
    if draft.minutes:
        texts["duration"] = f"{draft.minutes}m"
    if draft.quantity and draft.quantity > 1:
        texts["quantity"] = str(draft.quantity)
    if draft.amount is not None:
        currency = draft.amount.currency or request.workspace.currency
        if currency in known_currencies():
            amount = Money.of(draft.amount.value, currency)
            texts["amount"] = f"{amount.amount:f} {amount.currency}"
    filled = Filled(
        kind=draft.kind.kind if draft.kind else "meeting",
        account=_account(part, book),
        day=min(draft.day or typed.day, request.today),
        texts=texts,
        score=draft.score,
    )
    return forms.open_filled(request, filled, remark)


def _best(reading: Reading | None) -> Part | None:
    """The part of which most was understood; the first of them."""
    parts = reading.parts if reading else ()
    return max(parts, key=lambda part: bool(part.draft.kind) + bool(part.draft.accounts), default=None)


def _account(part: Part, book: WorkspaceBook | None) -> tuple[str, str] | None:
    if not part.draft.accounts or book is None:
        return None
    name = part.draft.accounts[0].name
    known = book.known.get(key_of(name))
    return (known.id, known.name) if known else (f"{NEW}{name[:140]}", name[:140])
