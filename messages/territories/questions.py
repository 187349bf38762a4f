"""What is asked about accounts: whose the credit is on a colleague's list, and a visit on a day off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import slackblocks as sb

from messages.blocks import Message, View, button, buttons, field_input, modal, rendered, section
from messages.words import Words, words

MOVE = "territories.move"
MOVE_TO = "territories.move_to"
SHARE = "territories.share"
MINE = "territories.mine"
THEIRS = "territories.theirs"
STILL_TO_COME = "territories.still_to_come"
UNDO_CLAIM = "territories.undo_claim"
MINE_FORM = "territories.mine_form"
Blocks: TypeAlias = Sequence[sb.Block]


@dataclass(frozen=True)
class FreeDay:
    """A planned visit on a day on which the person does not work."""

    visit_id: str
    account: str
    day: date
    why: str
    """`leave`, `holiday` or `off`."""
    next_day: date
    """The first day after it on which they work."""


@dataclass(frozen=True)
class Claim:
    """Something that was done with an account on a colleague's list."""

    id: str
    account: str
    owner: str
    """On whose list it is."""
    by: str = ""
    """Who did it; empty for the reader."""
    is_deal: bool = False
    answer: str = ""
    """`shared`, `mine`, `theirs`, or empty while nobody has answered."""
    reason: str = ""


def move_button(say: Words, visit_id: str) -> sb.Button:
    """Another day for a planned visit."""
    return button(say.bare("territories.move"), MOVE, visit_id)


def still_to_come(say: Words, batch_id: str, day: date) -> sb.Button:
    """A visit “tuesday” is that of last week in the log; it may be that of next week that was meant."""
    return button(say.bare("territories.still_to_come", day=day), STILL_TO_COME, f"{batch_id}|{day.isoformat()}")


def on_a_free_day(say: Words, free: FreeDay) -> Blocks:
    """Says so, and offers the next working day."""
    move = button(
        say.bare("territories.move_to", day=free.next_day),
        f"{MOVE_TO}:{free.visit_id[-8:]}",
        f"{free.visit_id}|{free.next_day.isoformat()}",
    )
    return (section(say("territories.on_a_free_day", free=free)), buttons(move))


def whose(say: Words, claim: Claim) -> Blocks:
    """Whose the credit is: half each, all of it with a reason, or theirs, which it is until somebody answers."""
    return (
        section(say("territories.whose", claim=claim)),
        buttons(
            button(say.bare("territories.share"), f"{SHARE}:{claim.id[-8:]}", claim.id, style="primary"),
            button(say.bare("territories.mine"), f"{MINE}:{claim.id[-8:]}", claim.id),
            button(say.bare("territories.theirs", name=claim.owner.split()[0]), f"{THEIRS}:{claim.id[-8:]}", claim.id),
        ),
    )


def claim_answered(language: str, claim: Claim) -> Message:
    """How the credit is split from now on; one press takes the answer back."""
    say = words(language)
    text = say("territories.claim_answered_for" if claim.by else "territories.claim_answered", claim=claim)
    undo = button(say.bare("territories.undo"), UNDO_CLAIM, claim.id)
    return Message(text, rendered(section(text, button=undo)))


def claim_open_again(language: str, claim: Claim) -> Message:
    """The answer was taken back: it is asked again."""
    say = words(language)
    text = say("territories.whose", claim=claim)
    return Message(text, rendered(*whose(say, claim)))


def why_mine(language: str, claim: Claim) -> View:
    """The reason why all of it is one's own: the manager reads it."""
    say = words(language)
    reason = sb.PlainTextInput(action_id="reason", multiline=True, max_length=300)
    return modal(
        say.bare("territories.mine_title"),
        [
            section(say("territories.mine_about", claim=claim)),
            field_input(say.bare("territories.reason"), "reason", reason),
        ],
        callback_id=MINE_FORM,
        submit=say.bare("territories.save"),
        close=say.bare("territories.cancel"),
        private_metadata=claim.id,
    )


def claim_told(language: str, claim: Claim) -> Message:
    """For the manager: somebody counts all of it as their own, and why; one press splits it otherwise."""
    say = words(language)
    text = say("territories.claim_told", claim=claim)
    return Message(
        text,
        rendered(
            section(text),
            buttons(
                button(say.bare("territories.share"), SHARE, claim.id),
                button(say.bare("territories.theirs", name=claim.owner.split()[0]), THEIRS, claim.id),
            ),
        ),
    )
