"""Acting as a person: typing, clicking, filling in and sending modals, opening Home."""

from typing import Any

from handlers.local_slack.channels import Channel
from handlers.local_slack.config import AppConfig
from handlers.local_slack.control.asking import Ask, ControlRefused
from handlers.local_slack.delivery import Ack
from handlers.local_slack.entering import ValueRefused
from handlers.local_slack.events import tell
from handlers.local_slack.form_state import find_element, initial_state
from handlers.local_slack.interactions import in_message, in_view
from handlers.local_slack.modals import TROUBLE, close, fill, submit
from handlers.local_slack.speaking import Spoken, command, say
from handlers.local_slack.touching import click_in_message, click_in_view, search_options
from handlers.local_slack.wire import Payload

ERRORS = {
    "unknown_command": "is not a valid command.",
    "operation_timeout": 'failed with the error "operation_timeout".',
    "dispatch_failed": 'failed with the error "dispatch_failed".',
    "invalid_command_response": 'failed with the error "invalid_command_response".',
}


async def type_text(ask: Ask) -> Payload:
    """Sends what a person typed: a slash command when it starts with "/", otherwise a message."""
    person, channel, text = ask.actor, ask.channel, ask.required("text")
    if person.id not in channel.members:
        raise ControlRefused("not_in_channel", f"{person.real_name} is not in this channel.")
    if channel.is_archived:
        raise ControlRefused("is_archived", "This channel is archived.")
    if text.startswith("/") and ask.text("thread_ts"):
        name = text.partition(" ")[0]
        raise ControlRefused("not_supported_in_threads", f"{name} is not supported in threads. Sorry!")
    if text.startswith("/"):
        return spoken(await command(ask.platform, ask.workspace, person, channel, text), text)
    return spoken(await say(ask.platform, ask.workspace, person, channel, text, ask.text("thread_ts")), text)


async def click(ask: Ask) -> Payload:
    """Clicks, or chooses a value, in a message, a modal or on Home."""
    value = ask.arguments.get("value")
    try:
        if ask.text("view_id"):
            ack = await click_in_view(
                ask.platform,
                ask.workspace,
                ask.actor,
                ask.screen,
                ask.text("block_id"),
                ask.required("action_id"),
                value,
            )
        else:
            message = _message(ask, ask.channel)
            ack = await click_in_message(
                ask.platform,
                ask.workspace,
                ask.actor,
                ask.channel,
                message,
                ask.text("block_id"),
                ask.required("action_id"),
                value,
            )
    except ValueRefused as refusal:
        raise ControlRefused("invalid_value", f"{refusal}.") from None
    return acked(ack)


async def fill_field(ask: Ask) -> Payload:
    """Enters a value in a field of an open modal, without sending it."""
    field = ask.text("action_id") or ask.required("block_id")
    _fill(ask, field, ask.arguments.get("value"))
    return {}


async def submit_modal(ask: Ask) -> Payload:
    """Sends a modal, after entering `values` when they are given."""
    screen, person = ask.screen, ask.actor
    for field, value in (ask.arguments.get("values") or {}).items():
        _fill(ask, field, value)
    outcome = await submit(ask.platform, ask.workspace, person, screen)
    answer: Payload = {"ack_ms": outcome.ack.ms if outcome.ack else None}
    if outcome.errors:
        answer |= {"ok": False, "errors": outcome.errors}
    elif outcome.error:
        answer |= {"ok": False, "error": outcome.error, "message": TROUBLE}
    return answer


async def close_modal(ask: Ask) -> Payload:
    """Closes a modal with its cross or Cancel."""
    return acked(await close(ask.platform, ask.workspace, ask.actor, ask.screen))


async def open_home(ask: Ask) -> Payload:
    """Opens the app's Home (or, with `tab: "messages"`, its Messages tab)."""
    workspace, person, app = ask.workspace, ask.actor, ask.app
    tab = ask.text("tab") or "home"
    event: Payload = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": workspace.direct(person.id, app.bot_user_id).id,
        "tab": tab,
        "event_ts": ask.platform.clock.ts(),
    }
    home = workspace.screens.home(person.id, app)
    if home and tab == "home":
        event["view"] = home.as_slack(workspace.id)
    return acked(await tell(ask.platform, workspace, app, event))


async def options(ask: Ask) -> Payload:
    """The options that the app offers for what is typed in an external select."""
    action_id = ask.required("action_id")
    if ask.text("view_id"):
        app: AppConfig | None = ask.screen.app
        blocks, place = ask.screen.view["blocks"], in_view(ask.workspace, ask.screen)
    else:
        message = _message(ask, ask.channel)
        app, blocks = ask.workspace.app_that_wrote(message), message["blocks"]
        place = in_message(ask.workspace, ask.channel, message, initial_state(blocks), "")
    found = find_element(blocks, ask.text("block_id"), action_id)
    if found is None or app is None:
        raise ControlRefused("invalid_value", f'There is no field "{action_id}".')
    ack = await search_options(ask.platform, ask.workspace, app, ask.actor, place, found, ask.text("value"))
    answer = ack.response if isinstance(ack.response, dict) else {}
    return acked(ack) | {name: answer[name] for name in ("options", "option_groups") if name in answer}


def _fill(ask: Ask, field: str, value: Any) -> None:
    try:
        fill(ask.workspace, ask.screen, field, value)
    except ValueRefused as refusal:
        raise ControlRefused("invalid_value", f"{refusal}.") from None


def _message(ask: Ask, channel: Channel) -> Payload:
    """The message `ts`, or else the newest one that this person sees with the wanted element."""
    ts, action_id = ask.text("ts"), ask.text("action_id")
    mine = [w.message for w in channel.whispers if w.reader == ask.person.id]
    seen = sorted([*channel.messages, *mine], key=lambda m: str(m["ts"]), reverse=True)
    for message in seen:
        if message["ts"] == ts or (not ts and find_element(message.get("blocks", []), ask.text("block_id"), action_id)):
            return message
    raise ControlRefused("message_not_found", f'There is no message with "{ts or action_id}" here.')


def spoken(said: Spoken, text: str) -> Payload:
    """What the page is told of something that was typed."""
    answer: Payload = {"ts": said.ts, "ack_ms": said.ack.ms if said.ack else None}
    if said.ack:
        answer["response"] = said.ack.response
    if said.error:
        name = text.partition(" ")[0]
        sentence = f"{name} {ERRORS.get(said.error, said.error)}"
        answer |= {"ok": False, "error": said.error, "message": sentence}
    return answer


def acked(ack: Ack | None) -> Payload:
    """What the page is told of the app's answer: its time, or the trouble that the person sees."""
    if ack is None:
        return {"ack_ms": None}
    answer: Payload = {"ack_ms": ack.ms, "response": ack.response}
    return answer | ({"ok": False, "error": ack.error, "message": TROUBLE} if ack.error else {})
