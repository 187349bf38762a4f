"""A person clicks, chooses and searches: in messages, in modals and on Home."""

from typing import Any

from handlers.local_slack.blocks.validation import wrong_options
from handlers.local_slack.channels import Channel
from handlers.local_slack.config import AppConfig
from handlers.local_slack.delivery import Ack
from handlers.local_slack.entering import ValueRefused, chosen_option, entered
from handlers.local_slack.form_state import STATEFUL, find_element, kept_state
from handlers.local_slack.interactions import action_entry, block_actions, block_suggestion, in_message, in_view
from handlers.local_slack.people import Person
from handlers.local_slack.platform import Platform
from handlers.local_slack.screens import Screen
from handlers.local_slack.wire import Payload
from handlers.local_slack.workspace import Workspace


async def click_in_message(
    platform: Platform,
    workspace: Workspace,
    person: Person,
    channel: Channel,
    message: Payload,
    block_id: str,
    action_id: str,
    value: Any,
) -> Ack:
    """Clicks or chooses in a message. Raises ValueRefused when there is no such element or option."""
    app = workspace.app_that_wrote(message)
    if app is None:
        raise ValueRefused("there is nothing to click in what a person wrote")
    block, element = _element(message.get("blocks", []), block_id, action_id)
    entry, chosen = _chosen(workspace, block, element, value)
    key = (message["ts"], person.id)
    state = channel.entered[key] = kept_state(channel.entered.get(key, {}), message["blocks"])
    if entry:
        state[block["block_id"], element["action_id"]] = entry
    thread = message.get("thread_ts", "")
    url = platform.response_urls.issue(workspace.id, app.id, channel.id, person.id, message["ts"], thread)
    place = in_message(workspace, channel, message, state, f"{platform.url}/response/{url}")
    return await _send_action(platform, workspace, app, person, place, block, element, chosen)


async def click_in_view(
    platform: Platform, workspace: Workspace, person: Person, screen: Screen, block_id: str, action_id: str, value: Any
) -> Ack | None:
    """Clicks or chooses in a modal or on Home; an input that is not dispatched only keeps its value."""
    block, element = _element(screen.view["blocks"], block_id, action_id)
    entry, chosen = _chosen(workspace, block, element, value)
    if entry:
        screen.fill((block["block_id"], element["action_id"]), entry)
    if block["type"] == "input" and not block.get("dispatch_action"):
        return None
    place = in_view(workspace, screen)
    return await _send_action(platform, workspace, screen.app, person, place, block, element, chosen)


async def search_options(
    platform: Platform,
    workspace: Workspace,
    app: AppConfig,
    person: Person,
    place: Payload,
    found: tuple[Payload, Payload],
    typed: str,
) -> Ack:
    """Asks the app for the options of an external select, and remembers them as what can be chosen."""
    block, element = found
    payload = block_suggestion(platform, workspace, app, person, place, block, element, typed)
    ack = await platform.delivery.send(workspace.id, app, "interactive", "options", element["action_id"], payload)
    answer = ack.response if isinstance(ack.response, dict) else {}
    if wrong := wrong_options(answer):
        platform.inspector.note(
            "in", "options", element["action_id"], team=workspace.id, error="invalid_options", response=wrong
        )
        ack, answer = Ack(ack.ms, wrong, ack.error or "invalid_options"), {}
    groups = answer.get("option_groups") or []
    offered = [*(answer.get("options") or []), *(o for group in groups for o in group.get("options", []))]
    workspace.offered[block["block_id"], element["action_id"]] = offered
    return ack


async def _send_action(
    platform: Platform,
    workspace: Workspace,
    app: AppConfig,
    person: Person,
    place: Payload,
    block: Payload,
    element: Payload,
    chosen: Payload,
) -> Ack:
    payload = block_actions(platform, workspace, app, person, place, block, element, chosen)
    return await platform.delivery.send(workspace.id, app, "interactive", "action", element["action_id"], payload)


def _element(blocks: list[Payload], block_id: str, action_id: str) -> tuple[Payload, Payload]:
    found = find_element(blocks, block_id, action_id)
    if found is None:
        raise ValueRefused(f'there is nothing to click called "{action_id or block_id}"')
    return found


def _chosen(workspace: Workspace, block: Payload, element: Payload, value: Any) -> tuple[Payload | None, Payload]:
    """The entry for the state, if the element has one, and the part of the action that says what was chosen."""
    if element["type"] in STATEFUL:
        entry = entered(workspace, block, element, value)
        return entry, action_entry(element, entry)
    if element["type"] == "overflow":
        return None, {"selected_option": chosen_option(element, value)}
    if element["type"] == "feedback_buttons":
        button = element["positive_button" if value in (None, "positive") else "negative_button"]
        return None, {"text": button["text"], "value": button.get("value", "")}
    return None, {}
