"""What a person does with conversations and messages: opening, reading, reacting, changing, shortcuts."""

from handlers.local_slack.channels import Channel
from handlers.local_slack.control.asking import Ask, ControlRefused
from handlers.local_slack.control.doing import acked
from handlers.local_slack.interactions import shortcut_payload
from handlers.local_slack.posting import change, delete
from handlers.local_slack.reacting import change_reaction, reacted
from handlers.local_slack.typed import message_blocks, message_text
from handlers.local_slack.wire import Payload


async def open_dm(ask: Ask) -> Payload:
    """Opens the direct message with somebody, or with a group of `users`."""
    workspace, me = ask.workspace, ask.actor.id
    if not isinstance(group := ask.arguments.get("users"), list):
        return {"channel": workspace.direct(me, ask.person_named("user").id).id}
    for user in group:
        if workspace.person(str(user)) is None:
            raise ControlRefused("user_not_found", f'There is nobody with the id "{user}".')
    return {"channel": workspace.group([me, *(str(user) for user in group if user != me)]).id}


async def react(ask: Ask) -> Payload:
    """Puts an emoji (`name`) under a message, or takes one's own away again."""
    person, channel = ask.actor, ask.channel
    message = _message(ask, channel)
    add = person.id not in reacted(message, ask.required("name"))
    change_reaction(ask.platform, ask.workspace, channel, message, person.id, ask.text("name"), add=add)
    return {"reactions": message.get("reactions", [])}


async def run_shortcut(ask: Ask) -> Payload:
    """Runs a shortcut `callback_id`, of the `app` or whichever has it: a message's with `channel` and `ts`, a global one without."""
    workspace, person, wanted = ask.workspace, ask.actor, ask.required("callback_id")
    found = workspace.shortcut(wanted, "message" if ask.text("ts") else "global", ask.text("app"))
    if found is None:
        raise ControlRefused("shortcut_not_found", f'There is no such shortcut as "{wanted}".')
    channel = ask.channel if ask.text("ts") else None
    message = _message(ask, channel) if channel else None
    app, shortcut = found
    payload = shortcut_payload(ask.platform, workspace, app, person, shortcut, channel, message)
    return acked(await ask.platform.delivery.send(workspace.id, app, "interactive", "action", wanted, payload))


async def mark_read(ask: Ask) -> Payload:
    """The person has read a conversation to its end."""
    channel = ask.channel
    channel.last_read[ask.person.id] = channel.order[-1] if channel.order else ""
    ask.platform.stream.tell({"type": "channels", "team": ask.workspace.id, "reader": ask.person.id})
    return {}


async def edit_message(ask: Ask) -> Payload:
    """Changes the `text` of one's own message."""
    person, channel, text = ask.actor, ask.channel, ask.required("text")
    message = _own_message(ask, channel)
    fields: Payload = {
        "text": message_text(ask.workspace, person, text),
        "blocks": message_blocks(ask.workspace, person, text, ask.workspace.number("b")),
    }
    change(ask.platform, ask.workspace, person.id, channel, message, fields)
    return {}


async def delete_message(ask: Ask) -> Payload:
    """Deletes one's own message."""
    channel = ask.channel
    delete(ask.platform, ask.workspace, channel, _own_message(ask, channel))
    return {}


def _message(ask: Ask, channel: Channel) -> Payload:
    message = channel.find(ask.required("ts"))
    if message is None:
        raise ControlRefused("message_not_found", "There is no such message here.")
    return message


def _own_message(ask: Ask, channel: Channel) -> Payload:
    message = _message(ask, channel)
    if message.get("user") != ask.actor.id:
        raise ControlRefused("not_yours", "Only one's own messages can be changed.")
    return message
