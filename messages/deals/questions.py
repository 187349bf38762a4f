"""What we ask before a deal is added or changed: which deal, which account. Nothing is stored yet."""

from collections.abc import Sequence
from datetime import date

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.deals.answers import LISTED, DealView
from messages.words import words

THIS_DEAL = "deals.this_deal"
THIS_ACCOUNT = "deals.this_account"
THE_SAME = "deals.the_same"


def which_deal(language: str, deals: Sequence[DealView], account: str, values: Sequence[str], today: date) -> Message:
    """Several deals fit: a button for each; `values` carry what was typed. Nothing is stored yet."""
    say = words(language)
    text = say("deals.which_deal", account=account, count=len(deals))
    rows = [
        section(
            say("deals.row", deal=deal, today=today),
            button=button(say.bare("deals.this_one", number=deal.number), f"{THIS_DEAL}:{deal.number}", value),
        )
        for deal, value in zip(deals[:LISTED], values, strict=False)
    ]
    return Message(text, rendered(section(text), *rows, small(say("deals.nothing_stored_yet"))))


def none_is_open(
    language: str,
    action: str,
    account: str,
    near: Sequence[DealView],
    values: Sequence[str],
    new_value: str,
    today: date,
) -> Message:
    """A deal is said to be won or lost, and none is open there: one of an account much like it, or one that is added
    now. Nothing is stored yet.
    """
    say = words(language)
    text = say("deals.none_is_open", account=account)
    rows = [
        section(
            say("deals.row", deal=deal, today=today),
            button=button(say.bare("deals.this_one", number=deal.number), f"{THIS_DEAL}:{deal.number}", value),
        )
        for deal, value in zip(near[:LISTED], values, strict=False)
    ]
    new = button(
        say.bare(f"deals.add_as_{action}", account=account),
        f"{THIS_DEAL}:new",
        new_value,
        style=None if near else "primary",
    )
    return Message(text, rendered(section(text), *rows, buttons(new), small(say("deals.nothing_stored_yet"))))


def change_there(language: str) -> Message:
    """A message about a deal was changed: deals do not follow, so that nothing is decided twice."""
    text = words(language)("deals.change_there")
    return Message(text, rendered(section(text)))


def told_already(language: str, deal: DealView, new_value: str, today: date) -> Message:
    """A deal is to be added of which an import told already, it seems. Nothing is stored yet."""
    say = words(language)
    text = say("deals.told_already")
    return Message(
        text,
        rendered(
            section(f"{text}\n{say('deals.row', deal=deal, today=today)}"),
            buttons(
                button(say.bare("deals.the_same_one", number=deal.number), THE_SAME, deal.id, style="primary"),
                button(say.bare("deals.add_it_too"), f"{THIS_DEAL}:new", new_value),
            ),
            small(say("deals.nothing_stored_yet")),
        ),
    )


def nothing_added(language: str, deal: DealView, today: date) -> Message:
    """It is that deal, which stays as it is."""
    say = words(language)
    text = say("deals.nothing_added")
    return Message(text, rendered(section(f"{text}\n{say('deals.row', deal=deal, today=today)}")))


def is_it_decided(language: str, action: str, account: str, said: str, value: str) -> Message:
    """The words may mean that a deal is won or lost (`action`): is it? Nothing is stored yet."""
    say = words(language)
    text = say("deals.is_it_decided", said=said, account=account)
    yes = button(say.bare(f"deals.it_is_{action}", account=account), f"{THIS_DEAL}:{action}", value, style="primary")
    return Message(text, rendered(section(text), buttons(yes), small(say("deals.nothing_stored_yet"))))


def which_account(language: str, typed: str, known: Sequence[tuple[str, str]], new_value: str) -> Message:
    """The account's name is nearly that of known ones (name and value): which is it? Nothing is stored yet."""
    say = words(language)
    text = say("deals.which_account", typed=typed, count=len(known))
    choices = [
        button(
            say.bare("deals.for_account", account=name), f"{THIS_ACCOUNT}:{n}", value, style=None if n else "primary"
        )
        for n, (name, value) in enumerate(known)
    ]
    new = button(say.bare("deals.new_account", typed=typed), f"{THIS_ACCOUNT}:new", new_value)
    return Message(text, rendered(section(text), buttons(*choices, new), small(say("deals.nothing_stored_yet"))))
