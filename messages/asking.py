"""A question of a conversation: the row of its answers, found again by its mark, and the ways on."""

import slackblocks as sb

from messages.blocks import button, buttons
from messages.words import Words


def marked(mark: str, ref: str, *elements: sb.Element | None) -> sb.Block:
    """A row of buttons under which the question is found again, to become one line when it is answered."""
    return sb.ActionsBlock([one for one in elements if one is not None], block_id=f"{mark}{ref}")


def kept_buttons(say: Words, action_id: str, ref: str, given: str) -> list[sb.Button]:
    """Whether a commitment was kept: yes, partly, no."""
    return [
        button(say.bare(f"qbr.{kept}"), f"{action_id}:{kept}", ref, style="primary" if given == kept else None)
        for kept in ("kept", "partly", "not")
    ]


def ways(say: Words, ref: str, back: str, skip: str, pause: str, *, is_first: bool, skips: bool = True) -> sb.Block:
    """Back, skip and pause, by their action ids."""
    return buttons(
        None if is_first else button(say.bare("qbr.back"), back, ref),
        button(say.bare("qbr.skip"), skip, ref) if skips else None,
        button(say.bare("qbr.pause"), pause, ref),
    )
