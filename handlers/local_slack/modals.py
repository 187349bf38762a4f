"""A person fills in a modal, sends it and closes it; the app answers with errors, another view, or nothing."""

from dataclasses import dataclass
from typing import Any

from handlers.local_slack.delivery import Ack
from handlers.local_slack.entering import ValueRefused, entered, unfinished
from handlers.local_slack.form_state import find_element
from handlers.local_slack.interactions import view_closed, view_submission
from handlers.local_slack.people import Person
from handlers.local_slack.platform import Platform
from handlers.local_slack.screens import Screen
from handlers.local_slack.viewing import ViewRefused, checked_modal, push_modal, replace_view, tell_screen
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Submitted:
    """What came of a submission: closed or replaced (ok), errors at the inputs, or an error as a whole."""

    errors: dict[str, str] | None = None
    error: str | None = None
    ack: Ack | None = None


def fill(workspace: Workspace, screen: Screen, field: str, value: Any) -> None:
    """Enters a value in the field with this action_id or block_id. Raises ValueRefused."""
    found = find_element(screen.view["blocks"], action_id=field) or find_element(screen.view["blocks"], block_id=field)
    if found is None:
        raise ValueRefused(f'there is no field "{field}"')
    block, element = found
    screen.fill((block["block_id"], element["action_id"]), entered(workspace, block, element, value))


async def submit(platform: Platform, workspace: Workspace, person: Person, screen: Screen) -> Submitted:
    """Sends a modal and does what the app answers: errors, update, push, clear, or close."""
    if wrong := unfinished(screen.view["blocks"], screen.state):
        screen.errors = wrong
        tell_screen(platform, workspace, person.id, "modal")
        return Submitted(errors=wrong)
    payload = view_submission(platform, workspace, person, screen)
    name = screen.view.get("callback_id") or "view_submission"
    ack = await platform.delivery.send(workspace.id, screen.app, "interactive", "view", name, payload)
    outcome = _after_submission(platform, workspace, person, screen, ack)
    tell_screen(platform, workspace, person.id, "modal")
    return outcome


async def close(platform: Platform, workspace: Workspace, person: Person, screen: Screen) -> Ack | None:
    """Closes a modal (all of them when it says `clear_on_close`) and tells the app where it asked to know."""
    clear = screen.view.get("clear_on_close", False)
    stack = workspace.screens.stack(person.id)
    closed = workspace.screens.drop(stack[0] if clear and stack else screen)
    tell_screen(platform, workspace, person.id, "modal")
    ack = None
    for gone in closed:
        if gone.view.get("notify_on_close"):
            payload = view_closed(platform, workspace, person, gone, cleared=clear)
            name = gone.view.get("callback_id") or "view_closed"
            ack = await platform.delivery.send(workspace.id, gone.app, "interactive", "view", name, payload)
    return ack


def _after_submission(platform: Platform, workspace: Workspace, person: Person, screen: Screen, ack: Ack) -> Submitted:
    if ack.error:
        screen.notice = TROUBLE
        return Submitted(error=ack.error, ack=ack)
    response = ack.response or {}
    action = response.get("response_action") if isinstance(response, dict) else "unreadable"
    try:
        if action == "errors":
            return _with_errors(screen, response.get("errors"), ack)
        if action == "update":
            replace_view(platform, workspace, screen, _view(response))
        elif action == "push":
            checked = checked_modal(workspace, screen.app, _view(response))
            push_modal(platform, workspace, screen.app, person.id, checked)
        elif action == "clear":
            workspace.screens.stack(person.id).clear()
        elif action is None:
            workspace.screens.drop(screen)
        else:
            return _trouble(platform, workspace, screen, "invalid_response_action", response, ack)
    except ViewRefused as refusal:
        return _trouble(platform, workspace, screen, refusal.code, refusal.errors, ack)
    return Submitted(ack=ack)


def _view(response: Payload) -> Payload:
    view = response.get("view")
    if not isinstance(view, dict):
        raise ViewRefused("invalid_view")
    return view


def _with_errors(screen: Screen, errors: Any, ack: Ack) -> Submitted:
    """Errors stand at input blocks only; an unknown block makes Slack show trouble instead."""
    inputs = {b["block_id"] for b in screen.view["blocks"] if b["type"] == "input"}
    readable = isinstance(errors, dict) and all(isinstance(text, str) and text for text in errors.values())
    if not readable or not errors or not set(errors) <= inputs:
        screen.notice = TROUBLE
        return Submitted(error="invalid_errors", ack=ack)
    screen.errors = dict(errors)
    return Submitted(errors=screen.errors, ack=ack)


def _trouble(platform: Platform, workspace: Workspace, screen: Screen, code: str, response: Any, ack: Ack) -> Submitted:
    screen.notice = TROUBLE
    platform.inspector.note(
        "in", "view", "the answer to a submission", team=workspace.id, error=code, response=response
    )
    return Submitted(error=code, ack=ack)
