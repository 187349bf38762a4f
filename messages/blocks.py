"""The few parts that messages repeat, on the slackblocks library. Messages and views are values."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

import slackblocks as sb

from messages.words import straight

Json: TypeAlias = dict[str, Any]
SECTION_LIMIT = 3000
PLAIN_LIMIT = 75
ANSWER = "answer"
"""The callback_id of a modal whose buttons are answered in it: see `answer_modal`."""


@dataclass(frozen=True)
class Message:
    """What is posted: `text` (always: notifications, screen readers) and blocks.

    `plain_blocks` stands in where a workspace refuses native tables and charts (`invalid_blocks`).
    """

    text: str
    blocks: list[Json] = field(default_factory=list)
    plain_blocks: list[Json] | None = None
    author: str = ""
    """Under whose name it stands, where Slack lets us; empty: the bot's own."""

    def in_list(self, name: str, ref: str) -> "Message":
        """The same, as a list: what is pressed in its rows, or sent in forms opened there, shows it anew.

        `name` is under what its feature shows it, `ref` (200 characters at most) of what it is a list.
        """
        plain = None if self.plain_blocks is None else _marked(self.plain_blocks, name, ref)
        return replace(self, blocks=_marked(self.blocks, name, ref), plain_blocks=plain)


IN_LIST = "listed~"
"""How the rows of a list are named: with its name, of what it is a list, and their number."""


def _marked(blocks: list[Json], name: str, ref: str) -> list[Json]:
    return [
        {**block, "block_id": f"{IN_LIST}{name}~{ref}~{number}"}
        if "accessory" in block or block["type"] == "actions"
        else block
        for number, block in enumerate(blocks)
    ]


@dataclass(frozen=True)
class View:
    """A modal or a Home tab, as Slack takes it."""

    json: Json


def rendered(*blocks: "sb.Block | Json | None") -> list[Json]:
    """Blocks as Slack's JSON; `None` leaves a place out.

    The library writes blocks as part of what is sent, and a message takes every kind that we use. They are not given to
    its constructor, which would write each out twice more to see whether a message takes it.
    """
    message = sb.WebhookMessage()
    message.blocks = [block for block in blocks if isinstance(block, sb.Block)]
    written = iter(message.to_dict()["blocks"])
    return [block if isinstance(block, dict) else next(written) for block in blocks if block is not None]


def section(text: str, *, button: sb.Element | None = None, block_id: str | None = None) -> sb.Block:
    """A paragraph of mrkdwn, with at most one element beside it."""
    return sb.SectionBlock(shortened(text, SECTION_LIMIT), accessory=button, block_id=block_id)


def fields(texts: Sequence[str]) -> sb.Block:
    """Up to ten short texts in two columns."""
    return sb.SectionBlock(fields=[sb.Text(shortened(text, 2000)) for text in texts[:10]])


def small(*texts: str) -> sb.Block:
    """A line of context: small and grey."""
    return sb.ContextBlock([sb.Text(shortened(text, 2000)) for text in texts])


def header(text: str) -> sb.Block:
    """A title; plain text."""
    return sb.HeaderBlock(shortened(text, 150))


def divider() -> sb.Block:
    """A horizontal line between blocks."""
    return sb.DividerBlock()


def buttons(*elements: sb.Element | None) -> sb.Block:
    """A row of buttons and menus."""
    return sb.ActionsBlock([element for element in elements if element is not None])


def button(
    text: str,
    action_id: str,
    value: str = "",
    *,
    style: Literal["primary", "danger"] | None = None,
    confirm: sb.ConfirmationDialogue | None = None,
) -> sb.Button:
    """A button. Its value is an id: the truth is read again from the database when it is pressed."""
    return sb.Button(
        sb.PlainText(shortened(text, PLAIN_LIMIT)),
        action_id=action_id,
        value=value or None,
        style=style,
        confirm=confirm,
    )


def field_input(
    label: str,
    block_id: str,
    element: sb.Element,
    *,
    hint: str | None = None,
    optional: bool = False,
    live: bool = False,
) -> sb.Block:
    """A field of a form. `block_id` is the field's name: errors are keyed by it. `live` sends each change."""
    return sb.InputBlock(
        sb.PlainText(label),
        element,
        block_id=block_id,
        hint=sb.PlainText(hint) if hint else None,
        optional=optional,
        dispatch_action=live,
    )


def choice(text: str, value: str, description: str | None = None) -> sb.Option:
    """An option of a menu, radio group or overflow; plain text."""
    return sb.Option(
        sb.PlainText(shortened(straight(text), PLAIN_LIMIT)),
        value,
        description=sb.PlainText(shortened(description, PLAIN_LIMIT)) if description else None,
    )


def options_json(options: Sequence[sb.Option]) -> list[Json]:
    """Options as Slack's JSON, for a menu that asks for them while somebody types."""
    if not options:
        return []
    [menu] = rendered(buttons(sb.StaticSelectMenu(action_id="options", options=list(options))))
    return list(menu["elements"][0]["options"])


def modal(
    title: str,
    blocks: Sequence[sb.Block | Json | None],
    *,
    callback_id: str,
    close: str,
    submit: str | None = None,
    private_metadata: str = "",
) -> View:
    """A modal. `callback_id` names the form, as `feature.form`."""
    json: Json = {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": shortened(title, 24)},
        "close": {"type": "plain_text", "text": shortened(close, 24)},
        "blocks": rendered(*blocks),
    }
    if submit:
        json["submit"] = {"type": "plain_text", "text": shortened(submit, 24)}
    if private_metadata:
        json["private_metadata"] = private_metadata
    return View(json)


def answer_modal(title: str, close: str, message: Message) -> View:
    """A modal that shows an answer; what its buttons do is shown in it as well."""
    blocks = message.plain_blocks or message.blocks or rendered(section(message.text))
    return modal(title, blocks, callback_id=ANSWER, close=close)


def unbroken(text: str) -> str:
    """A figure that stays on one line: `€12,500 of €20,000` without a space to break at."""
    return text.replace(" ", "\u00a0")


def home(blocks: Sequence[sb.Block | Json | None]) -> View:
    """A person's Home tab."""
    return View({"type": "home", "blocks": rendered(*blocks)})


def shortened(text: str, limit: int) -> str:
    """`text` cut to `limit` characters, with … when something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def progress(share: float, width: int = 10) -> str:
    """A bar for a share of 0 to 1 (more is full): `▰▰▰▱▱▱▱▱▱▱`. It is full only where the whole is reached."""
    full = max(0, min(width if share >= 1 else width - 1, round(share * width)))
    return "▰" * full + "▱" * (width - full)
