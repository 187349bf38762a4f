"""What the role of somebody looks at first, on top of their Home."""

import slackblocks as sb

from messages.blocks import section
from messages.words import Words
from models.scorecard.role_accounts import AccountsDue
from models.scorecard.role_figures import Demos, Handovers, PartnerDeals, RoleFigures


def of_role(say: Words, figures: RoleFigures | None) -> list[sb.Block]:
    """Its figures in short lines; nothing for a role that has none of its own."""
    match figures:
        case Demos():
            lines = [say("home.demos", figures=figures), say("home.technical_wins", figures=figures)]
        case PartnerDeals():
            lines = [say("home.partners_open", figures=figures), say("home.partners_won", figures=figures)]
        case Handovers():
            lines = [say("home.handed", figures=figures), say("home.acceptance", figures=figures)]
        case AccountsDue():
            lines = [say("home.accounts_due", figures=figures)] if figures.listed else []
            lines += [say("home.renewals_due", figures=figures)] if figures.renewals is not None else []
        case _:
            return []
    return [section("\n".join(lines))]
