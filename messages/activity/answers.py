"""What we say about the log: the answer to an entry, and to undo, put back and edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.activity.notes import quoted, shortened_note
from messages.activity.standing import StandingView
from messages.blocks import Message, button, buttons, rendered, section, small
from messages.territories.questions import Claim, FreeDay
from messages.words import Markup, Words, words
from models.money import Money

UNDO = "activity.undo"
EDIT = "activity.edit"
PUT_BACK = "activity.put_back"
SPLIT = "activity.split"
JOIN = "activity.join"
LISTED_OF_A_BATCH = 15

OWN_CALENDAR = "own_calendar"
"""As a source: the calendar of whoever reads this."""


@dataclass(frozen=True)
class Entry:
    """An entry of the log, as sentences need it."""

    id: str
    kind: str
    happened_on: date
    account: str | None = None
    own_label: str | None = None
    """The name of a kind that the workspace added itself."""
    is_first: bool | None = None
    order_is_said: bool = False
    previous: date | None = None
    """The meeting before it, by which the rule made it a follow-up."""
    is_planned: bool = False
    is_revision: bool = False
    quantity: int = 1
    minutes: int | None = None
    amount: Money | None = None
    rate_is_missing: bool = False
    score: int | None = None
    topic: str | None = None
    contact: str | None = None
    due_on: date | None = None
    note: str = ""
    batch_id: str | None = None
    """What was logged in one go with it."""
    shares: Sequence[tuple[str, int]] = ()
    """Names and percentages, when the credit is split."""
    told_by: str | None = None
    """The source whose entry counts for this event: its name, or `slack`, `csv` … This one then does not count."""
    also: Sequence[str] = ()
    """The other sources that tell of the same event, in the same way."""
    written_in: Sequence[str] = ()
    """The CRMs to which it was written, by their names; OWN_CALENDAR where the reader's own calendar holds it."""
    is_asked: bool = False
    """Of which of several events it tells is not known."""


@dataclass(frozen=True)
class EitherEvent:
    """An entry that tells of one of several events, which is asked."""

    entry: Entry
    options: Sequence[tuple[str, str]]
    """The id of each, and when it was."""


@dataclass(frozen=True)
class Answer:
    """Everything the answer to a log says."""

    batch_id: str
    entries: Sequence[Entry]
    today: date
    standings: Sequence[StandingView] = ()
    new_accounts: Sequence[str] = ()
    moved: Sequence[tuple[str, date, bool]] = ()
    """Other meetings (account, day) that turned into a first one (True) or a follow-up."""
    currency: str = "EUR"
    """The reporting currency."""
    mended: Sequence[tuple[str, str | date]] = ()
    """Slips of the pen: what was typed, and the kind or the day that it was read as."""
    free_days: Sequence[FreeDay] = ()
    """Planned visits that fall on a day off."""
    claims: Sequence[Claim] = ()
    still_to_come: date | None = None
    """Of a visit that was read as of last Tuesday: the Tuesday that may have been meant."""
    left_out: Sequence[tuple[str, str]] = ()
    """Parts of the line that did not take place: why (`cancelled`, `planned` …), and as typed."""
    either: Sequence[EitherEvent] = ()


def undone(language: str, entries: Sequence[Entry], today: date, instead: Sequence[Entry] = ()) -> Message:
    """Entries no longer count; one tap puts them back. What counts `instead`, as another source told of it too."""
    said = words(language)
    remark = said("activity.counts_instead", lines=[Markup(line_of(said, entry, today)) for entry in instead])
    return _changed(language, "activity.undone", entries, today, put_back=True, remark=remark if instead else "")


def restored(language: str, entries: Sequence[Entry], today: date) -> Message:
    """Entries count again; one tap takes them back once more."""
    return _changed(language, "activity.restored", entries, today, put_back=False)


def edited(language: str, entry: Entry, today: date, currency: str) -> Message:
    """An entry now says something else."""
    say = words(language)
    text = say("activity.edited", line=Markup(line_of(say, entry, today)))
    notes = _remarks_on(say, entry, currency, today)
    return Message(
        text,
        rendered(
            section(text, button=button(say.bare("activity.edit"), EDIT, entry.id)),
            small("\n".join(notes)) if notes else None,
        ),
    )


def counted_apart(language: str, entry: Entry, today: date) -> Message:
    """An entry that told of the same event as another one is an event of its own from now on."""
    say = words(language)
    text = say("activity.counted_apart", line=Markup(line_of(say, entry, today)))
    return Message(text, rendered(section(text, button=button(say.bare("activity.undo"), JOIN, entry.id))))


def counted_once(language: str, entry: Entry, today: date) -> Message:
    """That was taken back."""
    say = words(language)
    text = say("activity.counted_once", line=Markup(line_of(say, entry, today)))
    label = say.bare("activity.split")
    return Message(
        text, rendered(section(text, button=button(label, SPLIT, entry.id) if entry.told_by or entry.also else None))
    )


def kept(language: str, entries: Sequence[Entry], today: date) -> Message:
    """A message was changed into words that cannot be read: what was logged from it stays."""
    return _of_a_message(language, "activity.kept", entries, today)


def logged_before(language: str, entries: Sequence[Entry], today: date) -> Message:
    """A message from which the person has logged already: nothing is added."""
    return _of_a_message(language, "activity.logged_before", entries, today)


def _of_a_message(language: str, key: str, entries: Sequence[Entry], today: date) -> Message:
    say = words(language)
    lines = [line_of(say, entry, today) for entry in entries]
    head = say(key, count=len(lines))
    text = "\n".join([head, *(f"• {line}" for line in lines[:LISTED_OF_A_BATCH])])
    edit = button(say.bare("activity.edit"), EDIT, entries[0].id) if len(entries) == 1 else None
    label = say.bare("activity.undo" if len(entries) == 1 else "activity.undo_all")
    return Message(
        text, rendered(section(text), buttons(button(label, UNDO, entries[0].batch_id or entries[0].id), edit))
    )


def nothing_changed(language: str) -> Message:
    """The form said what the entry said already."""
    text = words(language)("activity.nothing_changed")
    return Message(text, rendered(section(text)))


def corrected(language: str, manager: str, entry: Entry, reason: str, today: date, *, taken_back: bool) -> Message:
    """To the owner: their manager changed or took back an entry, and why."""
    say = words(language)
    macro = "activity.taken_back_by" if taken_back else "activity.corrected_by"
    text = say(macro, manager=manager, line=Markup(line_of(say, entry, today)), reason=reason)
    return Message(text, rendered(section(text), small(say("activity.ask_them"))))


def _changed(
    language: str, macro: str, entries: Sequence[Entry], today: date, *, put_back: bool, remark: str = ""
) -> Message:
    say = words(language)
    head = say(macro, count=len(entries))
    lines = [line_of(say, entry, today) for entry in entries[:LISTED_OF_A_BATCH]]
    text = f"{head} {lines[0]}" if len(entries) == 1 else "\n".join([head, *(f"• {line}" for line in lines)])
    ids = ",".join(entry.id for entry in entries)
    action = button(say.bare("activity.put_back"), PUT_BACK, ids) if put_back else None
    return Message(
        text, rendered(section(text), small(remark) if remark else None, buttons(action) if action else None)
    )


def line_of(say: Words, entry: Entry, today: date) -> str:
    """An entry in one line of mrkdwn."""
    about = _about(say, entry.kind, entry.account) if entry.account else ""
    also = also_in(say, list(dict.fromkeys([*entry.also, *entry.written_in])))
    return say("activity.line", entry=entry, what=_what(say, entry), about=about, today=today, also=also)


def also_in(say: Words, also: Sequence[str]) -> str:
    """`also in HubSpot and the calendar`; nothing where nobody else tells of it."""
    sources = [Markup(say("activity.source", which=which)) for which in also]
    return say("activity.also_in", sources=sources) if sources else ""


def _what(say: Words, entry: Entry) -> str:
    """`First meeting`, `3 calls`; of a kind without words of its own how many, and its name."""
    key = f"activity.what_{entry.kind}"
    if say.has(key):
        return say(key, entry=entry)
    return say("activity.counted_by_name", count=entry.quantity, name=_name(say, entry))


def _name(say: Words, entry: Entry) -> str:
    key = f"activity.kind_{entry.kind}"
    return entry.own_label or (say.bare(key) if say.has(key) else entry.kind)


def _about(say: Words, kind: str, account: str) -> str:
    """`with Acme`, `to Acme`."""
    key = f"activity.about_{kind}"
    return say(key if say.has(key) else "activity.with_account", account=account)


def remarks(say: Words, answer: Answer) -> list[str]:
    """What is worth knowing about it, in small print."""
    remarks: list[str] = []
    if len(answer.entries) == 1:
        remarks += _remarks_on(say, answer.entries[0], answer.currency, answer.today)
    for typed, meant in answer.mended:
        kind, day = ("", meant) if isinstance(meant, date) else (meant, None)
        remarks.append(say("activity.mended", typed=typed, kind=kind, day=day))
    remarks += [say("activity.left_out", standing=why, text=shortened_note(text)) for why, text in answer.left_out]
    if any(entry.is_planned for entry in answer.entries):
        remarks.append(say("territories.counts_when_held"))
    if answer.new_accounts:
        remarks.append(say("activity.new_accounts", names=answer.new_accounts))
    remarks += [
        say("activity.moved", account=account, day=day, is_first=is_first)
        for account, day, is_first in answer.moved[:3]
    ]
    return remarks


def _remarks_on(say: Words, entry: Entry, currency: str, today: date) -> list[str]:
    remarks = [
        say("activity.why_order", entry=entry, today=today) if entry.account and entry.is_first is not None else "",
        say("activity.revision") if entry.is_revision else "",
        quoted(say, entry.note) if entry.note else "",
        say("activity.credit", shares=entry.shares) if entry.shares else "",
        say("activity.rate_missing", amount=entry.amount, currency=currency) if entry.rate_is_missing else "",
    ]
    return [remark for remark in remarks if remark]
