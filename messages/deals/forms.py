"""The forms of deals: one to add or edit, one to decide."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import slackblocks as sb

from messages.blocks import View, choice, field_input, modal, options_json, section, shortened, small
from messages.deals.answers import DealView
from messages.words import Words, words

FORM = "deals.form"
DECIDE, DECIDE_STALE = "deals.decide", "deals.decide_stale"
ACCOUNT = "deals.account"
NEW = "new:"
"""Before the name of an account that is still to be opened, as the value of an option."""

TYPES = ("new", "renewal", "upsell", "crosssell")


@dataclass(frozen=True)
class Filled:
    """What the fields hold when the form opens."""

    account: tuple[str, str] | None = None
    """Value (an id, or `new:` and a name) and name."""
    stage: str | None = None
    channel: str = "unknown"
    deal_type: str = "new"
    expected_close: date | None = None
    contract_ends_on: date | None = None
    texts: dict[str, str] = field(default_factory=dict)
    """The fields that are typed: value, title, product, probability."""


def form(
    language: str,
    filled: Filled,
    stages: Sequence[str],
    channels: Sequence[str],
    currency: str,
    deal: DealView | None = None,
    history: Sequence[tuple[str, str, str]] = (),
) -> View:
    """A new deal; or with `deal` that one, to edit, with who did what when (`history`)."""
    say = words(language)
    told = [say("deals.history", when=when, who=who, what=what) for when, who, what in history[-5:]]
    return modal(
        say.bare("deals.form_edit" if deal else "deals.form_add"),
        [
            section(say("deals.row", deal=deal, today=date.max)) if deal else _account(say, filled.account),
            _text(say, "value", filled, hint=say.bare("deals.hint_value", currency=currency), longest=40),
            _text(say, "title", filled, longest=160),
            _menu(say, "stage", [(key, say.bare("deals.stage", of=key)) for key in stages], filled.stage)
            if filled.stage in stages
            else None,
            _day(say, "close", filled.expected_close),
            _day(say, "contract", filled.contract_ends_on),
            _text(say, "product", filled, longest=80),
            _menu(say, "channel", [(key, say.bare("deals.channel", of=key)) for key in channels], filled.channel),
            _menu(say, "type", [(key, say.bare("deals.deal_type", of=key)) for key in TYPES], filled.deal_type),
            _text(say, "probability", filled, hint=say.bare("deals.hint_probability"), longest=4),
            _text(say, "reason", filled, longest=300) if deal and deal.outcome else None,
            small("\n".join(told)) if told else None,
        ],
        callback_id=FORM,
        submit=say.bare("deals.form_save" if deal else "deals.form_submit"),
        close=say.bare("deals.form_close"),
        private_metadata=deal.id if deal else "",
    )


def decide(
    language: str, deal: DealView, outcome: str, today: date, value: str, currency: str, stale: str = ""
) -> View:
    """Won, lost or returned: on which day, for how much, and why; `stale` is the place in the list that asked for it."""
    say = words(language)
    filled = Filled(texts={"value": value})
    reason = sb.PlainTextInput(action_id="reason", max_length=300, multiline=True)
    return modal(
        say.bare("deals.form_decide", of=outcome),
        [
            section(say("deals.row", deal=deal, today=today)),
            _text(say, "value", filled, hint=say.bare("deals.hint_value", currency=currency), longest=40)
            if outcome == "won"
            else None,
            _day(say, "date", today, optional=False),
            _day(say, "contract", deal.contract_ends_on) if outcome == "won" else None,
            field_input(say.bare("deals.field_reason"), "reason", reason, optional=True),
        ],
        callback_id=DECIDE_STALE if stale else DECIDE,
        submit=say.bare("deals.form_save"),
        close=say.bare("deals.form_close"),
        private_metadata=f"{outcome}:{deal.id}" + (f"|{stale}" if stale else ""),
    )


def account_options(
    language: str, typed: str, found: Sequence[tuple[str, str]], is_known: bool
) -> list[dict[str, object]]:
    """What the account field offers while somebody types: known accounts, then a new one by that name."""
    say = words(language)
    options = [choice(name, id_) for id_, name in found]
    if typed and not is_known:
        options.append(choice(say.bare("deals.new_account", typed=typed), f"{NEW}{shortened(typed, 140)}"))
    return options_json(options)


def _account(say: Words, chosen: tuple[str, str] | None) -> sb.Block:
    menu = sb.ExternalSelectMenu(
        action_id=ACCOUNT, min_query_length=1, initial_option=choice(chosen[1], chosen[0]) if chosen else None
    )
    return field_input(say.bare("deals.field_account"), "account", menu, hint=say.bare("deals.hint_account"))


def _text(say: Words, name: str, filled: Filled, *, longest: int, hint: str | None = None) -> sb.Block:
    element = sb.PlainTextInput(action_id=name, initial_value=filled.texts.get(name) or None, max_length=longest)
    return field_input(say.bare(f"deals.field_{name}"), name, element, hint=hint, optional=True)


def _menu(say: Words, name: str, options: Sequence[tuple[str, str]], chosen: str | None) -> sb.Block:
    choices = {key: choice(label, key) for key, label in options[:100]}
    menu = sb.StaticSelectMenu(action_id=name, options=list(choices.values()), initial_option=choices.get(chosen or ""))
    return field_input(say.bare(f"deals.field_{name}"), name, menu)


def _day(say: Words, name: str, day: date | None, *, optional: bool = True) -> sb.Block:
    picker = sb.DatePicker(action_id=name, initial_date=day.isoformat() if day else None)
    return field_input(say.bare(f"deals.field_{name}"), name, picker, optional=optional)
