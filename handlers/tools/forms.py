"""The forms of tools, filled in: one of the list, and a poll about it."""

from datetime import date

from handlers.door.answers import Answers, FormErrors, Whisper
from handlers.door.request import Form, OnForm, Request
from handlers.door.unreadable import field_error
from handlers.phrases.amounts import read_amount
from handlers.phrases.unreadable import Unreadable
from handlers.tools.command import money_of, polled
from handlers.tools.views import tool_view
from messages.tools import answers, forms
from models.refusal import Refusal
from models.team.enrolment import person_of
from models.tools.actions import NewTool, add_tool, change_tool
from models.tools.queries import tool_with_id
from models.tools.records import ToolType


def save(request: Request, form: Form) -> Answers:
    """A tool added or changed."""
    cost = None
    if form.text("cost"):
        try:
            amount = read_amount(form.text("cost"))
        except Unreadable as error:
            return FormErrors({"cost": field_error(request, error)})
        cost = money_of(request, amount.value, amount.currency)
    if form.text("kind") not in set(ToolType):
        raise Refusal("tools.which_type", field="kind")
    owner = (
        person_of(request.session, request.workspace.workspace_id, form.text("owner")) if form.text("owner") else None
    )
    if form.text("owner") and owner is None:
        raise Refusal("tools.unknown_owner", field="owner")
    links = tuple(link.strip() for link in form.text("links").split(",") if link.strip())
    new = NewTool(
        ToolType(form.text("kind")),
        form.text("name"),
        owner.id if owner else None,
        cost,
        form.text("per") or "month",
        links,
    )
    if form.metadata:
        tool = tool_with_id(request.session, request.workspace.workspace_id, form.metadata)
        changed = change_tool(request.acting, tool, new)
        return Whisper(answers.stored(request.language, tool_view(request, changed), "changed"))
    return Whisper(answers.stored(request.language, tool_view(request, add_tool(request.acting, new)), "added"))


def save_poll(request: Request, form: Form) -> Answers:
    """Everybody is asked until this day."""
    tool = tool_with_id(request.session, request.workspace.workspace_id, form.metadata)
    return polled(request, tool, date.fromisoformat(form.text("until")) if form.text("until") else None)


FORMS: dict[str, OnForm] = {forms.FORM: save, forms.POLL_FORM: save_poll}
