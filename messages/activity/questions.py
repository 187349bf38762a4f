"""What we ask before something is logged: which account, and whether it happened twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import slackblocks as sb

from messages.activity.answers import EitherEvent, Entry, line_of
from messages.blocks import Message, button, buttons, rendered, section, small
from messages.words import Markup, Words, words

SAME_ACCOUNT = "activity.same_account"
NEW_ACCOUNT = "activity.new_account"
LOG_AGAIN = "activity.log_again"
DROP = "activity.drop"
ANSWER = "activity.answer"
IS_PERSON = "activity.is_person"
WHICH_EVENT = "activity.which_event"
ANOTHER = "another"
MOST_EVENTS = 20
"""Events that are named, each with its button: Slack takes 25 in a row."""


@dataclass(frozen=True)
class Option:
    """A way out of a question: what the button says (`kind`, `day`, `score`, `log_anyway` …), about what, its value."""

    label: str
    what: object
    value: str


def which_account(
    language: str, draft_id: str, typed: str, nearest: Sequence[tuple[str, str]], *, may_be_a_person: bool = False
) -> Message:
    """The name is nearly that of an account (ids and names), or may be none: which is it? Nothing is stored yet."""
    say = words(language)
    text = (
        say("activity.which_account", typed=typed, count=len(nearest))
        if nearest
        else say("activity.is_it_an_account", typed=typed)
    )
    known = [
        button(
            say.bare("activity.log_for", account=name),
            f"{SAME_ACCOUNT}:{n}",
            f"{draft_id}:{id_}",
            style="primary" if n == 0 else None,
        )
        for n, (id_, name) in enumerate(nearest)
    ]
    new = button(say.bare("activity.is_new_account", typed=typed), NEW_ACCOUNT, draft_id)
    person = button(say.bare("activity.is_a_person", typed=typed), IS_PERSON, draft_id) if may_be_a_person else None
    return Message(text, rendered(section(text), buttons(*known, new, person), small(say("activity.not_logged_yet"))))


def not_held(language: str, standing: str, said: str, options: Sequence[Option]) -> Message:
    """It did not take place, is still to come, or was a question: nothing is stored. `said` are the words for that."""
    text = words(language)(f"activity.not_held_{standing}", said=said)
    return with_options(language, Message(text, rendered(section(text))), options)


def which_account_was_it(language: str, kind: str, options: Sequence[Option]) -> Message:
    """The line names no account, and its kind cannot do without."""
    text = words(language)("activity.refused_which_account", kind=kind)
    return with_options(language, Message(text, rendered(section(text))), options)


def with_whom(language: str, typed: str, options: Sequence[Option]) -> Message:
    """The rest of the line is stored; this part of it, as `typed`, still lacks its account."""
    text = words(language)("activity.with_whom", typed=typed)
    return with_options(language, Message(text, rendered(section(text))), options)


def with_options(language: str, message: Message, options: Sequence[Option]) -> Message:
    """A question with the buttons that finish the line as it was read."""
    say = words(language)
    pressable = [
        button(say.bare(f"activity.option_{option.label}", what=option.what), f"{ANSWER}:{n}", option.value)
        for n, option in enumerate(options[:5])
        if option.value
    ]
    if not pressable:
        return message
    return replace(message, blocks=[*message.blocks, *rendered(buttons(*pressable))])


def many_meetings(language: str, draft_id: str, count: int, account: str) -> Message:
    """So many meetings with one account on one day are rare: is that right? Nothing is stored yet."""
    say = words(language)
    text = say("activity.many_meetings", count=count, account=account)
    yes = button(say.bare("activity.all_of_them", count=count), LOG_AGAIN, draft_id)
    no = button(say.bare("activity.not_so_many"), DROP, draft_id)
    return Message(text, rendered(section(text), buttons(yes, no), small(say("activity.not_logged_yet"))))


def logged_already(language: str, draft_id: str, earlier: Sequence[Entry], today: date) -> Message:
    """The same person, kind, account and day: did it happen twice? Nothing is stored yet."""
    say = words(language)
    lines = ", ".join(line_of(say, entry, today) for entry in earlier[:5])
    text = say("activity.logged_already", line=Markup(lines))
    yes = button(say.bare("activity.log_it_too"), LOG_AGAIN, draft_id)
    no = button(say.bare("activity.was_the_same"), DROP, draft_id, style="primary")
    return Message(text, rendered(section(text), buttons(yes, no), small(say("activity.not_logged_yet"))))


def which_event(say: Words, either: EitherEvent) -> list[sb.Block]:
    """Of which of several events an entry tells: each of them is a button."""
    entry, events = either.entry, either.options[:MOST_EVENTS]
    whens = [when for _, when in events]
    options = [
        button(when, f"{WHICH_EVENT}:{number}", f"{entry.id}:{id_}") for number, (id_, when) in enumerate(events)
    ]
    another = button(say.bare("activity.another_event"), f"{WHICH_EVENT}:{ANOTHER}", f"{entry.id}:{ANOTHER}")
    return [
        section(say("activity.which_event", account=entry.account or "", whens=whens)),
        buttons(*options, another),
        small(say("activity.which_event_meanwhile")),
    ]


def which_event_was_it(language: str, either: EitherEvent) -> Message:
    """The same as a message of its own."""
    say = words(language)
    whens = [when for _, when in either.options[:MOST_EVENTS]]
    text = say("activity.which_event", account=either.entry.account or "", whens=whens)
    return Message(text, rendered(*which_event(say, either)))


def event_chosen(language: str, entry: Entry, today: date) -> Message:
    """It is known of which of them the entry tells."""
    say = words(language)
    text = say("activity.event_chosen", line=Markup(line_of(say, entry, today)))
    return Message(text, rendered(section(text)))


def left_as_it_was(language: str) -> Message:
    """The question was answered with no."""
    text = words(language)("activity.left_as_it_was")
    return Message(text, rendered(section(text)))
