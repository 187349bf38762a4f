"""Open deals by name, and why somebody should look at them."""

from collections.abc import Sequence

import slackblocks as sb

from messages.blocks import section
from messages.words import Markup, Words
from models.digest.at_stake import DealAtStake


def at_stake(say: Words, deals: Sequence[DealAtStake]) -> sb.Block | None:
    """The deals to watch; None without any."""
    lines = [deal_line(say, deal) for deal in deals]
    return section(say("digest.deals_at_stake", lines=lines)) if lines else None


def deal_line(say: Words, deal: DealAtStake) -> Markup:
    """An open deal by name and what it is worth; then who has it, and why it is at stake."""
    return Markup(say("digest.deal_at_stake", deal=deal))
