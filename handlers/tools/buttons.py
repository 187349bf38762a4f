"""The buttons of tools: open, change, remove, undo; ask everybody; and the answers of who is asked."""

from handlers.door.answers import Answers, OpenModal, Replace, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from handlers.tools.command import overview, undone
from handlers.tools.views import tool_view
from messages.tools import answers, forms, questions
from messages.tools import overview as messages
from models.permissions import Right
from models.refusal import Refusal
from models.tools.actions import remove_tool
from models.tools.counting import Help, Use
from models.tools.polls import USUAL_LENGTH, answer, may_answer, withdraw_poll
from models.tools.queries import day_of, tool_with_id
from models.tools.records import Tool, ToolPoll


@reads
def open_list(request: Request, press: Press) -> Answers:
    """The list by type."""
    return overview(request)


@reads
def see(request: Request, press: Press) -> Answers:
    """One tool."""
    return Whisper(messages.one(request.language, tool_view(request, _tool(request, press.value))))


@reads
def add(request: Request, press: Press) -> Answers:
    """The form of a new one."""
    request.rights.require(Right.KEEP_TOOLS)
    return OpenModal(forms.tool(request.language))


@reads
def ask(request: Request, press: Press) -> Answers:
    """The form that asks until when people may answer."""
    request.rights.require(Right.POLL_ABOUT_TOOLS)
    until = day_of(request.workspace, request.now) + USUAL_LENGTH
    return OpenModal(forms.poll(request.language, tool_view(request, _tool(request, press.value)), until))


def more(request: Request, press: Press) -> Answers:
    """Change or remove, from the ⋯ menu."""
    what, _, tool_id = press.value.partition(" ")
    tool = _tool(request, tool_id)
    request.rights.require(Right.KEEP_TOOLS)
    if what == messages.CHANGE:
        return OpenModal(forms.tool(request.language, tool_view(request, tool)))
    view = tool_view(request, remove_tool(request.acting, tool))
    return Replace(answers.stored(request.language, view, "removed"))


def undo(request: Request, press: Press) -> Answers:
    """What was done with it last is undone."""
    return Replace(undone(request, press.value).message)


def withdraw(request: Request, press: Press) -> Answers:
    """Undo of a poll: nobody is asked any more."""
    poll = request.session.get(ToolPoll, (request.workspace.workspace_id, press.value))
    if poll is None:
        raise Refusal("tools.poll_over")
    withdraw_poll(request.acting, poll)
    return Replace(answers.poll_withdrawn(request.language, _tool(request, poll.tool_id).name))


@reads
def use(request: Request, press: Press) -> Answers:
    """The first answer: it is kept in the buttons of the second question, and nowhere else."""
    poll_id, _, said = press.value.partition(" ")
    poll = may_answer(request.acting, poll_id)
    if said not in set(Use):
        raise Refusal("tools.poll_over")
    name = _tool(request, poll.tool_id).name
    return Replace(questions.second(request.language, name, poll.id, Use(said)))


def helps(request: Request, press: Press) -> Answers:
    """The second answer: both are counted now."""
    poll_id, said, helped = [*press.value.split(), "", "", ""][:3]
    if said not in set(Use) or helped not in set(Help):
        raise Refusal("tools.poll_over")
    poll = answer(request.acting, request.secrets, poll_id, Use(said), Help(helped))
    name = _tool(request, poll.tool_id).name
    return Replace(questions.thanks(request.language, name, poll.closes_on))


def _tool(request: Request, tool_id: str) -> Tool:
    return tool_with_id(request.session, request.workspace.workspace_id, tool_id)


PRESSES: dict[str, OnPress] = {
    messages.OPEN: open_list,
    messages.SEE: see,
    messages.ADD: add,
    messages.MORE: more,
    messages.POLL: ask,
    messages.WITHDRAW: withdraw,
    answers.UNDO: undo,
    questions.USE: use,
    questions.HELP: helps,
}
