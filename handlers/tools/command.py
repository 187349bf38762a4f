"""`/koers tools`: the list by type, one tool, and asking everybody about it."""

from datetime import date, time
from decimal import Decimal

from handlers.door.answers import Answers, OpenModal, SendFile, Whisper
from handlers.door.request import Request
from handlers.door.unreadable import unreadable
from handlers.door.who import found
from handlers.phrases.tools import ToolPhrase, read_tools
from handlers.phrases.unreadable import Unreadable
from handlers.phrases.words import HELP
from handlers.tools.views import page_view, tool_view
from messages.tools import answers, forms
from messages.tools import overview as messages
from models.delivery.occurrence import instant_of
from models.delivery.outbox import post
from models.exports.tools import COLUMNS, tool_rows
from models.exports.writing import as_csv
from models.money import Money, known_currencies
from models.permissions import Right
from models.refusal import Refusal
from models.tools.actions import NewTool, add_tool, remove_tool, undo_tool
from models.tools.polls import open_poll
from models.tools.queries import latest_tool_by, tool_numbered, tools_of
from models.tools.records import Tool, ToolType
from models.zones import zone_named

CADENCE = "tools.poll"
_END = time(23, 59)


def command(request: Request, text: str) -> Answers:
    """`/koers tools`, `… 2`, `… add crm HubSpot €900/month`, `… poll 2 until friday`, `… csv`, `… undo`."""
    if text.strip().lower() in HELP:
        return Whisper(answers.help_text(request.language))
    try:
        phrase = read_tools(text, request.today, language=request.language)
    except Unreadable as error:
        return unreadable(request, error, "koers tools")
    match phrase.action:
        case "list" if phrase.number is None:
            return overview(request)
        case "csv":
            return _csv(request)
        case "add":
            return _add(request, phrase)
        case "undo" if phrase.number is None:
            latest = latest_tool_by(request.session, request.workspace.workspace_id, request.person.id)
            if latest is None:
                raise Refusal("tools.nothing_to_undo")
            return undone(request, latest.id)
        case _:
            return _about_one(request, phrase)


def overview(request: Request) -> Answers:
    """The list by type."""
    return Whisper(messages.page(request.language, page_view(request)))


def undone(request: Request, tool_id: str) -> Whisper:
    """What was done last with a tool is undone."""
    tool, what = undo_tool(request.acting, tool_id)
    return Whisper(answers.stored(request.language, tool_view(request, tool), what))


def polled(request: Request, tool: Tool, until: date | None) -> Whisper:
    """Everybody is asked about it, each in their own working hours."""
    poll, people = open_poll(request.acting, request.secrets, tool, until)
    end = instant_of(poll.closes_on, _END, zone_named(request.workspace.zone))
    for person in people:
        post(
            request.session,
            poll.workspace_id,
            recipient=person.id,
            cadence=CADENCE,
            slot=poll.id,
            now=request.now,
            about={"poll_id": poll.id},
            useful_for=end - request.now,
        )
    view = tool_view(request, tool)
    return Whisper(answers.poll_opened(request.language, view, poll.id, poll.asked, poll.closes_on))


def money_of(request: Request, value: Decimal, currency: str | None) -> Money:
    """An amount in the currency that was said, else in the workspace's. Refuses a currency that there is not."""
    code = currency or request.workspace.currency
    if code not in known_currencies():
        raise Refusal("tools.not_an_amount", field="cost")
    return Money.of(value, code)


def _add(request: Request, phrase: ToolPhrase) -> Answers:
    request.rights.require(Right.KEEP_TOOLS)
    if not phrase.name:
        return OpenModal(forms.tool(request.language, kind=phrase.kind or ""))
    if phrase.kind is None:
        raise Refusal("tools.which_type")
    owner = found(request, phrase.owner) if phrase.owner else None
    cost = money_of(request, phrase.cost.value, phrase.cost.currency) if phrase.cost else None
    new = NewTool(
        ToolType(phrase.kind), phrase.name, owner.id if owner else None, cost, phrase.per or "month", phrase.links
    )
    tool = add_tool(request.acting, new)
    return Whisper(answers.stored(request.language, tool_view(request, tool), "added"))


def _about_one(request: Request, phrase: ToolPhrase) -> Answers:
    tool = _tool_meant(request, phrase)
    match phrase.action:
        case "change":
            request.rights.require(Right.KEEP_TOOLS)
            return OpenModal(forms.tool(request.language, tool_view(request, tool)))
        case "remove":
            view = tool_view(request, remove_tool(request.acting, tool))
            return Whisper(answers.stored(request.language, view, "removed"))
        case "undo":
            return undone(request, tool.id)
        case "poll":
            return polled(request, tool, phrase.until)
        case _:
            return Whisper(messages.one(request.language, tool_view(request, tool)))


def _tool_meant(request: Request, phrase: ToolPhrase) -> Tool:
    """The tool with this number, or of this name."""
    workspace_id = request.workspace.workspace_id
    if phrase.number is not None:
        return tool_numbered(request.session, workspace_id, phrase.number)
    called = [one for one in tools_of(request.session, workspace_id) if one.name.casefold() == phrase.name.casefold()]
    if not called:
        raise Refusal("tools.not_there", number=phrase.name[:60])
    return called[0]


def _csv(request: Request) -> Answers:
    tools = tools_of(request.session, request.workspace.workspace_id)
    rows = tool_rows(request.session, request.workspace, tools, with_costs=request.rights.may(Right.SEE_COSTS))
    content = "".join(as_csv(rows, COLUMNS)).encode("utf-8-sig")
    sent = SendFile("tools.csv", request.words.bare("tools.heading"), content)
    return [sent, Whisper(answers.csv_sent(request.language))]
