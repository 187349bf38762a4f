"""What comes by itself about a calendar: meetings to log, days away, a calendar that does not answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, rendered, section, small
from messages.calendar.answers import LASTING, OPEN_FORM, forget_button
from messages.calendar.views import MeetingView
from messages.words import Markup, Words, words

LOG = "calendar.log"
CHOOSE = "calendar.choose"
NOT_SALES = "calendar.not_sales"
WHICH = "calendar.which_one"
AWAY = "calendar.away"
NOT_AWAY = "calendar.not_away"

ACCOUNT, NEW, OTHER, NO_SALES, SKIP = "account", "new", "other", "no_sales", "skip"
"""What an option of a menu means; `account:<id>` and `new:<domain>` say which."""


def meetings(language: str, today: date, found: Sequence[MeetingView]) -> Message:
    """The meetings that are over: those with a known account in one line, a question for each other one."""
    say = words(language)
    known, doubtful = [one for one in found if one.account], [one for one in found if not one.account]
    text = ""
    if known:
        names = [Markup(say("calendar.one_met", meeting=one, with_day=one.day != today)) for one in known]
        text = say("calendar.met", names=names)
    blocks: list[sb.Block] = []
    if known:
        ids = ",".join(one.id for one in known)
        blocks += [
            section(text),
            *(small(line) for line in _shares(say, known)),
            buttons(
                button(say.bare("calendar.log_them", count=len(known)), LOG, ids, style="primary"),
                button(say.bare("calendar.choose"), CHOOSE, ids),
                button(say.bare("calendar.not_sales"), NOT_SALES, ids),
            ),
        ]
    else:
        text = say("calendar.met_somebody")
        blocks.append(section(text))
    blocks += [_question(say, one, with_day=one.day != today) for one in doubtful]
    return Message(text, rendered(*blocks, small(say("calendar.only_you"))))


def _shares(say: Words, known: Sequence[MeetingView]) -> list[str]:
    shared = [one for one in known if one.with_names]
    if len(known) == 1:
        return [say("calendar.share", names=list(one.with_names)) for one in shared]
    return [say("calendar.share_at", meeting=one, names=list(one.with_names)) for one in shared]


def _question(say: Words, one: MeetingView, *, with_day: bool) -> sb.Block:
    options = [choice(text, value) for text, value in options_of(say, one)]
    menu = sb.StaticSelectMenu(
        f"{WHICH}:{one.id}", options=options, placeholder=sb.PlainText(say.bare("calendar.which"))
    )
    return section(say("calendar.asked", meeting=one, with_day=with_day, domains=list(one.domains)), button=menu)


def options_of(say: Words, one: MeetingView, *, is_form: bool = False) -> list[tuple[str, str]]:
    """What may be chosen of a meeting: text and value. In a form a name can be typed beside it."""
    accounts = dict([(one.account_id, one.account)] if one.account else []) | dict(one.choices)
    found = [(name, f"{ACCOUNT}:{id_}") for id_, name in accounts.items()]
    found += [(say.bare("calendar.new_account", name=name), f"{NEW}:{domain}") for domain, name in one.new_names]
    if not is_form:
        found.append((say.bare("calendar.another"), OTHER))
    found.append((say.bare("calendar.not_sales"), NO_SALES))
    return [*found, (say.bare("calendar.skip"), SKIP)] if is_form else found


def away(language: str, question_id: str, first_day: date, last_day: date) -> Message:
    """Days on which the calendar says that they are away."""
    say = words(language)
    text = say("calendar.away", first_day=first_day, last_day=last_day)
    yes = button(say.bare("calendar.away_yes"), AWAY, question_id, style="primary")
    no = button(say.bare("calendar.away_no"), NOT_AWAY, question_id)
    return Message(text, rendered(section(text), buttons(yes, no), small(say("calendar.who_sees_leave"))))


def broken(language: str, trouble: str) -> Message:
    """A calendar that has not answered for a day."""
    say = words(language)
    text = say("calendar.broken")
    again = "" if trouble in LASTING else say("calendar.tries_again")
    why = section(f"{say('calendar.trouble', why=trouble)} {again}".strip())
    other = button(say.bare("calendar.link_another"), OPEN_FORM)
    return Message(text, rendered(section(text), why, buttons(other, forget_button(say))))


def and_not_logged(language: str, message: Message, count: int) -> Message:
    """A rep's Monday, with how many meetings of last week stand in no log."""
    line = rendered(small(words(language)("calendar.not_logged", count=count)))
    plain = None if message.plain_blocks is None else [*message.plain_blocks, *line]
    return replace(message, blocks=[*message.blocks, *line], plain_blocks=plain)
