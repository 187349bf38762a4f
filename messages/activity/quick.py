"""With whom it was: the second of two taps that log something of today."""

from collections.abc import Sequence

from messages.blocks import ANSWER, View, button, buttons, modal, section
from messages.words import Words, words

CHOOSE = "activity.quick"
LOG = "activity.quick_log"
OTHER = "activity.open_form"


def with_whom(
    language: str, kind: str, own_label: str | None, accounts: Sequence[tuple[str, str]], *, may_be_without: bool
) -> View:
    """The accounts of the last entries (id and name), each a tap; the form for anybody else."""
    say = words(language)
    rows = [button(name, f"{LOG}:{place}", f"{kind}|{id_}") for place, (id_, name) in enumerate(accounts)]
    if may_be_without:
        rows.append(button(say.bare("activity.quick_without"), f"{LOG}:none", f"{kind}|"))
    return modal(
        kind_name(say, kind, own_label),
        [
            section(say("activity.quick_with_whom")),
            buttons(*rows),
            section(say("activity.quick_or"), button=button(say.bare("activity.open_form"), OTHER, kind)),
        ],
        callback_id=ANSWER,
        close=say.bare("activity.form_close"),
    )


def kind_name(say: Words, kind: str, own_label: str | None = None) -> str:
    """What a kind is called on a button: `Meeting`."""
    return own_label or say.bare(f"activity.kind_{kind}")
