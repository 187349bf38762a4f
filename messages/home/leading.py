"""What is on the Home of who leads people: the digest as it stands, what waits with a button each, stage and plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import slackblocks as sb

from messages.blocks import Json, button, buttons, rendered, section, small
from messages.coaching.parts import PLAN, RECORD
from messages.digest.company import to_leader
from messages.digest.figures import named
from messages.digest.weekly import SCORECARD as DIGEST_SCORECARD
from messages.digest.weekly import to_manager
from messages.figures import period_name
from messages.plan.page import STAGE
from messages.plan.stage import in_the_way, stage_line, stages_lines
from messages.plan.views import Stage
from messages.qbr.steps import REMARK
from messages.reviews.overview import WRITE
from messages.scorecard.managing import OPEN as MANAGING
from messages.words import Words
from models.digest.company import CompanyWeek
from models.digest.waiting import Item, Waiting
from models.digest.week import TeamWeek

COACHING, REVIEWS, QBRS = "home.coaching", "home.reviews", "home.qbrs"
PEOPLE, CORRECTIONS = "home.roster", "home.corrections"
MOST_WAITING = 6
"""One by one; of the rest how many there are."""
MOST_BLOCKS = 40
"""Of the digest; its own limit is fifty."""
MOST_NAMED = 5


@dataclass(frozen=True)
class Leading:
    """What somebody who leads people sees first."""

    week: TeamWeek
    company: CompanyWeek | None
    """For who leads managers: by team instead of by name."""
    waiting: Waiting
    stage: Stage | None = None
    """For who leads managers."""
    before: Sequence[Stage] = ()
    """The stages before it, the newest first."""


def digest_blocks(say: Words, leading: Leading) -> list[Json]:
    """The digest as it would come now, without its title and its buttons; of which days it is stands below."""
    language, week = say.language, leading.week
    company = replace(leading.company, stage=None) if leading.company else None  # it stands below, with its button
    message = to_leader(language, company, preview=True) if company else to_manager(language, week, preview=True)
    parts: list[Json] = []
    for block in message.plain_blocks or message.blocks:
        if any(str(one.get("action_id")).startswith(DIGEST_SCORECARD) for one in block.get("elements") or ()):
            break
        if block["type"] not in ("header", "divider"):
            parts.append(block)
    days = small(say("digest.status_of", first_day=week.period.start, last_day=week.period.last_day))
    basis = small(say("digest.company_basis", teams=len(company.teams))) if company else None
    return [*parts[:MOST_BLOCKS], *rendered(basis, days)]


def stage_blocks(say: Words, leading: Leading) -> list[sb.Block]:
    """The maturity stage, with what fits it behind a button."""
    if leading.stage is None:
        return []
    way, lines = in_the_way(say, leading.stage), stages_lines(say, (leading.stage, *leading.before))
    return [
        section(stage_line(say, leading.stage)),
        *(section(text) for text in (way, lines) if text),
        buttons(button(say.bare("home.what_fits"), STAGE)),
    ]


def waiting_blocks(say: Words, waiting: Waiting) -> list[sb.Block]:
    """What waits, each with its button; what waits longest first."""
    if not waiting:
        return [section(say("digest.nothing_waits"))]
    blocks = [section(say("home.waits"))]
    for what, action, label in _KINDS:
        items = [item for item in waiting.items if item.what == what]
        blocks += [_item(say, item, action, label) for item in items[:MOST_WAITING]]
        if rest := items[MOST_WAITING:]:
            names = named(say, [item.name for item in rest], MOST_NAMED)
            see = button(say.bare("home.see"), _ALL_OF.get(what, COACHING))
            blocks.append(section(say(f"home.more_{what}", names=names), button=see))
    if waiting.corrections:
        text = say("home.waits_corrections", number=waiting.corrections)
        blocks.append(section(text, button=button(say.bare("home.see"), CORRECTIONS)))
    if waiting.proposals:
        text = say("home.waits_proposals", number=waiting.proposals)
        blocks.append(section(text, button=button(say.bare("home.see"), f"{PEOPLE}:proposals")))
    if waiting.without_manager:
        text = say("home.without_manager", names=named(say, waiting.without_manager, MOST_NAMED))
        blocks.append(section(text, button=button(say.bare("home.see"), f"{PEOPLE}:without")))
    return blocks


def _item(say: Words, item: Item, action: str, label: str) -> sb.Block:
    told = {"item": item} if item.quarter is None else {"item": item, "quarter": period_name(say, item.quarter)}
    return section(
        say(f"home.waits_{item.what}", **told), button=button(say.bare(label), f"{action}:{item.id}", item.id)
    )


_KINDS = (
    ("review", WRITE, "reviews.write"),
    ("qbr", REMARK, "qbr.write"),
    ("record", RECORD, "coaching.record"),
    ("plan", PLAN, "coaching.plan"),
)
"""What waits one by one, what its button does, and how that is called."""
_ALL_OF = {"review": REVIEWS, "qbr": QBRS}
"""Where the rest of them is seen; of talks under coaching."""


def link_buttons(say: Words, settings: sb.Button | None, *, has_digest: bool = True) -> sb.Block:
    """The short ways of who leads people; no digest where nobody sells below them."""
    return buttons(
        button(say.bare("home.digest"), "home.digest") if has_digest else None,
        button(say.bare("home.team_scorecard"), "home.team_scorecard"),
        button(say.bare("home.roster"), PEOPLE),
        button(say.bare("scorecard.managing_button"), MANAGING) if has_digest else None,
        settings,
    )
