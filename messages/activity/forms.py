"""The form behind a bare `/log`, and the same form to edit an entry: its fields depend on the kind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

import slackblocks as sb

from messages.activity.answers import Entry, line_of
from messages.blocks import View, choice, field_input, modal, options_json, section, shortened, small
from messages.words import Words, words
from models.activity.entry import LONGEST_NOTE, LONGEST_TOPIC
from models.activity.kinds import rules_of

FORM = "activity.form"
TAKE_BACK = "activity.take_back"
KIND = "activity.kind"
ACCOUNT = "activity.account"
NEW = "new:"
"""Before the name of an account that is still to be opened, as the value of an option."""


@dataclass(frozen=True)
class Filled:
    """What the fields of the form hold when it opens."""

    kind: str = "meeting"
    account: tuple[str, str] | None = None
    """Value (an id, or `new:` and a name) and name."""
    order: str = "rule"
    """`rule`, `first` or `follow_up`."""
    day: date | None = None
    texts: dict[str, str] = field(default_factory=dict)
    """The fields that are typed: duration, quantity, amount, topic, contact, note."""
    score: int | None = None
    due_on: date | None = None


def form(
    language: str,
    kinds: Sequence[tuple[str, str | None]],
    asked: Sequence[str],
    needed: Collection[str],
    filled: Filled,
    *,
    currency: str,
    metadata: str = "",
    owner: str = "",
    history: Sequence[tuple[str, str, str]] = (),
    remark: str = "",
) -> View:
    """The form of one kind: `kinds` with the names of a workspace's own, `asked` fields of which some are `needed`.

    `metadata` is the id of the entry that is edited; `owner` names whose it is, when somebody else's (then a
    reason is asked, and a choice is not saved as it is made); `history` tells who changed it when, and what they did; `remark` is a key of the words, on top.
    """
    say = words(language)
    is_edit = bool(metadata)
    saves = is_edit and not owner
    fields = [_field(say, name, name in needed, filled, currency, saves=saves) for name in asked]
    told = [say("activity.history", when=when, who=who, what=what) for who, when, what in history[-5:]]
    return modal(
        say.bare("activity.form_title_edit" if is_edit else "activity.form_title"),
        [
            small(say(f"activity.remark_{remark}")) if remark else None,
            _kind(say, kinds, filled.kind, saves=saves),
            *fields[:1],
            _day(say, "date", filled.day),
            *fields[1:],
            _text(say, "note", filled, optional=True, multiline=True, longest=LONGEST_NOTE),
            _reason(say, owner) if owner else None,
            small("\n".join(told)) if told else None,
        ],
        callback_id=FORM,
        submit=say.bare("activity.form_save" if is_edit else "activity.form_submit"),
        close=say.bare("activity.form_close"),
        private_metadata=metadata,
    )


def take_back(language: str, entry: Entry, owner: str, today: date) -> View:
    """Why an entry of somebody else is taken back: they get to see it."""
    say = words(language)
    return modal(
        say.bare("activity.form_title_undo"),
        [section(line_of(say, entry, today)), _reason(say, owner)],
        callback_id=TAKE_BACK,
        submit=say.bare("activity.undo"),
        close=say.bare("activity.form_close"),
        private_metadata=entry.id,
    )


def account_options(
    language: str, typed: str, found: Sequence[tuple[str, str]], is_known: bool
) -> list[dict[str, object]]:
    """What the account field offers while somebody types: known accounts, then a new one by that name."""
    say = words(language)
    options = [choice(name, id_) for id_, name in found]
    if typed and not is_known:
        options.append(choice(say.bare("activity.new_account_option", typed=typed), f"{NEW}{shortened(typed, 140)}"))
    return options_json(options)


def _kind(say: Words, kinds: Sequence[tuple[str, str | None]], chosen: str, *, saves: bool) -> sb.Block:
    options = {key: choice(label or say.bare(f"activity.kind_{key}"), key) for key, label in kinds[:100]}
    menu = sb.StaticSelectMenu(action_id=KIND, options=list(options.values()), initial_option=options.get(chosen))
    hint = say.bare("activity.hint_saves") if saves else None
    return field_input(say.bare("activity.field_kind"), "kind", menu, hint=hint, live=True)


def _field(say: Words, name: str, is_needed: bool, filled: Filled, currency: str, *, saves: bool) -> sb.Block:
    match name:
        case "account":
            return _account(say, is_needed, filled.account, saves=saves)
        case "order":
            orders = {key: choice(say.bare(f"activity.order_{key}"), key) for key in ("rule", "first", "follow_up")}
            menu = sb.StaticSelectMenu(
                action_id="order", options=list(orders.values()), initial_option=orders[filled.order]
            )
            return field_input(say.bare("activity.field_order"), "order", menu)
        case "score":
            scores = {n: choice(str(n), str(n)) for n in rules_of(filled.kind).scores}
            chosen = None if filled.score is None else scores.get(filled.score)
            menu = sb.StaticSelectMenu(action_id="score", options=list(scores.values()), initial_option=chosen)
            return field_input(say.bare("activity.field_score"), "score", menu, optional=not is_needed)
        case "due":
            return _day(say, "due", filled.due_on, optional=True)
        case "duration":
            hint = say.bare("activity.hint_duration")
            return _text(say, name, filled, optional=not is_needed, hint=hint)
        case "amount":
            hint = say.bare("activity.hint_amount", currency=currency)
            return _text(say, name, filled, optional=not is_needed, hint=hint)
        case _:
            return _text(say, name, filled, optional=not is_needed)


def _account(say: Words, is_needed: bool, chosen: tuple[str, str] | None, *, saves: bool) -> sb.Block:
    menu = sb.ExternalSelectMenu(
        action_id=ACCOUNT, min_query_length=0, initial_option=choice(chosen[1], chosen[0]) if chosen else None
    )
    return field_input(
        say.bare("activity.field_account"),
        "account",
        menu,
        hint=say.bare("activity.hint_account"),
        optional=not is_needed,
        live=saves,
    )


def _day(say: Words, name: str, day: date | None, *, optional: bool = False) -> sb.Block:
    picker = sb.DatePicker(action_id=name, initial_date=day.isoformat() if day else None)
    return field_input(say.bare(f"activity.field_{name}"), name, picker, optional=optional)


def _text(
    say: Words,
    name: str,
    filled: Filled,
    *,
    optional: bool,
    hint: str | None = None,
    multiline: bool = False,
    longest: int = LONGEST_TOPIC,
) -> sb.Block:
    element = sb.PlainTextInput(
        action_id=name, initial_value=filled.texts.get(name) or None, multiline=multiline, max_length=longest
    )
    return field_input(say.bare(f"activity.field_{name}"), name, element, hint=hint, optional=optional)


def _reason(say: Words, owner: str) -> sb.Block:
    element = sb.PlainTextInput(action_id="reason", max_length=300)
    return field_input(
        say.bare("activity.field_reason"), "reason", element, hint=say.bare("activity.hint_reason", name=owner)
    )
