"""`/log history` and *History* beside an entry: who changed what, for its owner and who leads them."""

from collections.abc import Mapping
from datetime import date, datetime

from handlers.activity.views import entry_views
from handlers.door.answers import Answers, Whisper
from handlers.door.request import Request
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases import Unreadable, read_person
from messages.activity import history as messages
from models.activity.queries import Noted, changed_lately, entry_with_id, history_of
from models.activity.records import Activity, ActivityChange
from models.money import Money
from models.permissions import Right
from models.privacy.reading import Thing
from models.team.records import Person

MOST_ENTRIES = 6


def show_history(request: Request, whose: str = "") -> Answers:
    """`/log history`: one's own entries that were changed last, or (`/log history @anna`) those of who is led."""
    try:
        person = found(request, read_person(whose)) if whose else request.person
    except Unreadable as error:
        return unreadable(request, error, "log history")
    request.rights.require(Right.SEE_HISTORY, person, person=person.name)
    request.note_reading(Thing.LOG, [person])
    entries = [_history(request, noted) for noted in changed_lately(request.session, person, MOST_ENTRIES)]
    name = "" if person.id == request.person.id else person.name
    return Whisper(messages.lately(request.language, entries, request.today, name))


def show_history_of(request: Request, activity_id: str) -> Answers:
    """*History* in the menu beside an entry."""
    noted = entry_with_id(request.session, request.workspace.workspace_id, activity_id)
    owner = request.session.get_one(Person, (request.workspace.workspace_id, noted.activity.person_id))
    request.rights.require(Right.SEE_HISTORY, owner, person=owner.name)
    request.note_reading(Thing.LOG, [owner])
    return Whisper(messages.of_entry(request.language, _history(request, noted), request.today))


def _history(request: Request, noted: Noted) -> messages.History:
    row, zone = noted.activity, request.zone.key
    [entry] = entry_views(request, [noted])
    return messages.History(
        entry,
        row.undone_at is not None,
        request.words.moment(row.created_at, zone),
        row.source,
        [_change(request, row, change, name) for change, name in history_of(request.session, row.workspace_id, row.id)],
    )


def _change(request: Request, row: Activity, change: ActivityChange, name: str | None) -> messages.Change:
    old, new = (
        _values(request, row, told, other) for told, other in ((change.old, change.new), (change.new, change.old))
    )
    fields = [(key, old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new])]
    moment = request.words.moment(change.changed_at, request.zone.key)
    return messages.Change(moment, name or "", change.what, fields, change.reason)


def _values(
    request: Request, row: Activity, told: Mapping[str, object], other: Mapping[str, object]
) -> dict[str, messages.Value]:
    """What the history holds as JSON, as values; an amount with its currency, which is told only where it changed too."""
    values: dict[str, messages.Value] = {}
    words, zone = request.words, request.zone.key
    for name, value in told.items():
        if name in ("shares", "with") or told.get(name) == other.get(name, ...):
            continue
        if name == "currency" and ("amount" in told or row.amount_minor is None):
            continue
        if name in ("amount", "currency"):
            minor = told.get("amount", row.amount_minor)
            currency = told.get("currency") or row.currency
            values["amount"] = Money(int(str(minor)), str(currency)) if minor is not None and currency else None
        elif name == "happened_at" and value:
            values[name] = words.moment(datetime.fromisoformat(str(value)), zone)
        elif name in ("happened_on", "due") and value:
            values[name] = date.fromisoformat(str(value))
        else:
            values[name] = value if isinstance(value, int | str) else None
    return values
