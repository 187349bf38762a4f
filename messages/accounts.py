"""What we say about accounts: lists with a button for each, and what was done to one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import (
    Message,
    View,
    button,
    buttons,
    choice,
    field_input,
    modal,
    options_json,
    rendered,
    section,
    small,
)
from messages.words import Words, words

RENAME = "accounts.rename"
MERGE = "accounts.merge"
DELETE = "accounts.delete"
UNDO = "accounts.undo"
DOUBLES = "accounts.doubles"
FORM = "accounts.form"
SAME_AS = "accounts.same_as"
LISTED = 12
"""Rows of a list; each has up to two blocks of the fifty that a message may have."""


@dataclass(frozen=True)
class Pair:
    """An account that may go up in another one; `other` is the name of the one of the two that is not the row's."""

    goes_id: str
    stays_id: str
    other: str


@dataclass(frozen=True)
class AccountRow:
    """An account in a list."""

    id: str
    name: str
    entries: int = 0
    deals: int = 0
    last_on: date | None = None
    """The day of the latest entry."""
    others: Sequence[str] = ()
    """Who else uses it."""
    may_change: bool = True
    is_empty: bool = False
    """Nothing is about it."""
    double: Pair | None = None


@dataclass(frozen=True)
class Change:
    """What was done to an account."""

    id: str
    what: str
    """`rename`, `merge` or `delete`."""
    account: str
    was: str = ""
    """Of a rename the former name."""
    into: str = ""
    """Of a merge the one that stayed."""
    entries: int = 0
    deals: int = 0
    """How many went along."""
    former_name_stays: bool = False
    """Whoever types the former name still means the account."""


def listed(
    language: str,
    rows: Sequence[AccountRow],
    count: int,
    today: date,
    *,
    newest_first: bool = False,
    with_people: bool = False,
) -> Message:
    """The first of `count` accounts; `with_people`: also those of the people below."""
    say = words(language)
    if not rows:
        text = say("accounts.none_yet")
        return Message(text, rendered(section(text)))
    title = say("accounts.title_recent" if newest_first else "accounts.title", count=count, with_people=with_people)
    return _list(say, title, rows, count, today)


def found(language: str, rows: Sequence[AccountRow], typed: str, today: date) -> Message:
    """The accounts with `typed` in their name."""
    say = words(language)
    if not rows:
        text = say("accounts.none_found", typed=typed)
        return Message(text, rendered(section(text), small(say("accounts.hint"))))
    return _list(say, say("accounts.title_found", typed=typed), rows, len(rows), today)


def doubles(
    language: str, pairs: Sequence[tuple[AccountRow, AccountRow]], count: int, of_others: int, today: date
) -> Message:
    """The first of `count` pairs that look like one company: of each the account that goes, and the one that stays."""
    say = words(language)
    title = say("accounts.title_doubles", count=count) if pairs else say("accounts.no_doubles")
    left = count - len(pairs)
    return Message(
        title,
        rendered(
            section(f"*{title}*" if pairs else title),
            *(
                section(
                    f"{_row(say, goes, today)}\n{_row(say, stays, today)}",
                    button=button(
                        say.bare("accounts.merge_into", account=stays.name), f"{MERGE}:{n}", f"{goes.id}:{stays.id}"
                    ),
                )
                for n, (goes, stays) in enumerate(pairs)
            ),
            small(say("accounts.more_doubles", count=left)) if left > 0 else None,
            small(say("accounts.doubles_of_others", count=of_others)) if of_others else None,
        ),
    )


def changed(language: str, change: Change) -> Message:
    """What was done; one tap takes it back."""
    say = words(language)
    text = say(f"accounts.done_{change.what}", change=change)
    remark = say("accounts.former_name_stays", change=change) if change.former_name_stays else ""
    return Message(
        text,
        rendered(
            section(text, button=button(say.bare("accounts.undo_it"), UNDO, change.id)),
            small(remark) if remark else None,
            small(say("accounts.meetings_anew")) if change.what == "merge" and change.entries else None,
        ),
    )


def undone(language: str, change: Change) -> Message:
    """What was done is taken back."""
    text = words(language)(f"accounts.undone_{change.what}", change=change)
    return Message(text, rendered(section(text)))


def name_taken(language: str, account: tuple[str, str], other: tuple[str, str]) -> Message:
    """The new name is that of another account (id and name of each): are they the same? Nothing was changed."""
    say = words(language)
    text = say("accounts.is_it_the_same", account=account[1], other=other[1])
    merge = button(say.bare("accounts.merge_into", account=other[1]), MERGE, f"{account[0]}:{other[0]}")
    return Message(text, rendered(section(text), buttons(merge), small(say("accounts.nothing_changed_yet"))))


def form(language: str, account_id: str, name: str) -> View:
    """Another name, or the account that it is the same as."""
    say = words(language)
    return modal(
        say.bare("accounts.form_title"),
        [
            field_input(
                say.bare("accounts.field_name"),
                "name",
                sb.PlainTextInput(action_id="name", initial_value=name, max_length=160),
            ),
            field_input(
                say.bare("accounts.field_same_as"),
                "same_as",
                sb.ExternalSelectMenu(action_id=SAME_AS, min_query_length=0),
                hint=say.bare("accounts.hint_same_as"),
                optional=True,
            ),
        ],
        callback_id=FORM,
        submit=say.bare("accounts.form_save"),
        close=say.bare("accounts.form_close"),
        private_metadata=account_id,
    )


def account_options(known: Sequence[tuple[str, str]]) -> list[dict[str, object]]:
    """What the second field offers: accounts by id and name."""
    return options_json([choice(name, id_) for id_, name in known])


def help_text(language: str) -> Message:
    """What there is to do with accounts."""
    say = words(language)
    title, lines = say("accounts.help_title"), say("accounts.help_lines")
    find = button(say.bare("accounts.find_doubles"), DOUBLES)
    return Message(f"{title}\n{lines}", rendered(section(f"*{title}*\n{lines}"), buttons(find)))


def _list(say: Words, title: str, rows: Sequence[AccountRow], count: int, today: date) -> Message:
    left = count - len(rows)
    blocks = [block for row in rows for block in _blocks(say, row, today)]
    return Message(
        title,
        rendered(
            section(f"*{title}*"),
            *blocks,
            small(say("accounts.and_more", count=left)) if left > 0 else None,
            small(say("accounts.hint")),
        ),
    )


def _blocks(say: Words, row: AccountRow, today: date) -> list[sb.Block]:
    """The account with its buttons: all of them under it, or the only one beside it."""
    rename = button(say.bare("accounts.rename"), f"{RENAME}:{row.id}", row.id) if row.may_change else None
    more = [
        button(
            say.bare("accounts.merge_with", account=row.double.other),
            f"{MERGE}:{row.id}",
            f"{row.double.goes_id}:{row.double.stays_id}",
        )
        if row.double
        else None,
        button(say.bare("accounts.delete"), f"{DELETE}:{row.id}", row.id) if row.is_empty and row.may_change else None,
    ]
    if not any(more):
        return [section(_row(say, row, today), button=rename)]
    return [section(_row(say, row, today)), buttons(rename, *more)]


def _row(say: Words, row: AccountRow, today: date) -> str:
    return say("accounts.row" if row.may_change else "accounts.row_of_others", row=row, today=today)
