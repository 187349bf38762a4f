"""What the role of somebody looks at first, on top of their Home."""

import slackblocks as sb

from messages.blocks import section
from messages.words import Words
from models.scorecard.role_accounts import AccountsDue
from models.scorecard.role_figures import Demos, Handovers, PartnerDeals, RoleFigures


def has_news(figures: RoleFigures | None) -> bool:
    """Whether there is anything in them: a message that comes by itself tells nobody of zeros."""
    match figures:
        case Demos():
            return bool(figures.demos or figures.wins)
        case PartnerDeals():
            return bool(figures.open or figures.won)
        case Handovers():
            return bool(figures.handed)
        case AccountsDue():
            return bool(figures.overdue or figures.due or figures.renewals)
        case _:
            return False


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
