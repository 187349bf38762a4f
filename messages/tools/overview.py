"""The list of tools by type, one tool, and what the list says in the results of the survey."""

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, header, rendered, section, small
from messages.tools.views import EvidenceView, Page, ToolView
from messages.words import Markup, Words, words
from models.tools.counting import Level, PollResult
from models.tools.records import ToolType

OPEN, ADD, SEE, MORE, POLL, WITHDRAW = (
    "tools.open",
    "tools.add",
    "tools.see",
    "tools.more",
    "tools.poll",
    "tools.withdraw",
)
CHANGE, REMOVE = "change", "remove"
MOST_A_TYPE = 6
MOST_ADOPTIONS = 4


def page(language: str, view: Page) -> Message:
    """By type: which tool, whose, what it costs, whether it is used."""
    say = words(language)
    title = say("tools.title", count=len(view.tools), types=len(ToolType) - len(view.missing))
    blocks: list[sb.Block | None] = [header(say.bare("tools.heading"))]
    if not view.tools:
        blocks.append(section(say("tools.none_yet", may_change=view.may_change)))
    else:
        blocks.append(section(title))
    for kind in ToolType:
        own = [one for one in view.tools if one.kind == kind]
        if own:
            blocks.append(section(say("tools.of_type", kind=say(f"tools.type_{kind.value}"))))
            blocks += [_row(say, one) for one in own[:MOST_A_TYPE]]
    if view.tools and view.missing:
        missing = [say(f"tools.type_{kind}") for kind in view.missing]
        blocks.append(section(say("tools.missing", missing=missing)))
    if view.sees_cost and view.tools:
        blocks.append(section(say("tools.a_year", cost=view.a_year, waiting=view.waiting)))
    if view.heavy:
        blocks.append(section(say("tools.heavy", heavy=view.heavy)))
    if view.may_change:
        blocks.append(buttons(button(say.bare("tools.add"), ADD)))
    blocks.append(small(say("tools.how_to")))
    return Message(title, rendered(*blocks))


def one(language: str, view: ToolView) -> Message:
    """One tool, with what its newest poll says."""
    say = words(language)
    lines = [say("tools.about", tool=view, kind=say(f"tools.type_{view.kind}")), say("tools.about_owner", tool=view)]
    if view.sees_cost:
        lines.append(say("tools.about_cost", tool=view))
    lines.append(say("tools.about_links", tool=view))
    if view.result is not None:
        lines += [say("tools.polled_on", day=view.polled_on), *result_lines(say, view.result)]
    elif view.polled_until is None:
        lines.append(say("tools.not_polled"))
    if view.polled_until is not None:
        lines.append(say("tools.poll_runs", day=view.polled_until))
    options = [choice(say.bare(f"tools.{what}"), f"{what} {view.id}") for what in (CHANGE, REMOVE)]
    row = [
        button(say.bare("tools.poll"), POLL, view.id, style="primary")
        if view.may_poll and view.polled_until is None
        else None,
        sb.OverflowMenu(action_id=f"{MORE}:{view.id}", options=options) if view.may_change else None,
    ]
    text = "\n".join(lines)
    return Message(text, rendered(section(text), buttons(*row) if any(row) else None))


def result_lines(say: Words, result: PollResult) -> list[str]:
    """Both questions, so that nobody stands alone."""
    use, helps = result.use, result.help
    lines = [say("tools.use", told=use, asked=result.asked, level=use.level.value)]
    if use.level is Level.EACH:
        parts = [
            say("tools.part", answer=say(f"tools.use_{answer}"), share=share) for answer, share in use.each if share
        ]
        lines.append(say("tools.parts", parts=[Markup(part) for part in parts]))
    if helps.level is not Level.NOTHING:
        lines.append(say("tools.helps", told=helps, level=helps.level.value))
    return lines


def evidence_lines(say: Words, view: EvidenceView) -> list[str]:
    """What the list of tools says about the function technology, in the results of a survey."""
    if not view.tools:
        return [say("tools.no_evidence")]
    missing = [say(f"tools.type_{kind}") for kind in view.missing]
    lines = [say("tools.evidence", view=view, missing=missing)]
    for name, result in view.adoptions[:MOST_ADOPTIONS]:
        use = say("tools.use", told=result.use, asked=result.asked, level=result.use.level.value)
        lines.append(say("tools.adoption", name=name, use=Markup(use)))
    if view.heavy:
        lines.append(say("tools.heavy", heavy=view.heavy))
    return lines


def _row(say: Words, view: ToolView) -> sb.Block:
    lines = [say("tools.row", tool=view)]
    if view.cost is not None:
        lines.append(say("tools.row_cost", tool=view))
    if view.links:
        lines.append(say("tools.row_links", tool=view))
    if view.result is not None:
        use = view.result.use
        lines.append(say("tools.use", told=use, asked=view.result.asked, level=use.level.value))
    elif view.polled_until is not None:
        lines.append(say("tools.poll_runs", day=view.polled_until))
    return section("\n".join(lines), button=button(say.bare("tools.see"), f"{SEE}:{view.id}", view.id))
