"""A small app for the tests of the page: a command, a button, a form that can be wrong, a Home."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from handlers.local_slack import LocalSlack

Json = dict[str, Any]

CONFIG: Json = {
    "start": "2026-10-14T07:00:00+00:00",  # a Wednesday, 09:00 in Amsterdam
    "ack_seconds": 2.0,
    "workspaces": [
        {
            "id": "T1",
            "name": "Noordzee Systems",
            "users": [
                {
                    "id": "UANNA",
                    "name": "anna",
                    "real_name": "Anna de Vries",
                    "title": "Account executive",
                    "locale": "en-GB",
                },
                {
                    "id": "UBRAM",
                    "name": "bram",
                    "real_name": "Bram Bakker",
                    "title": "Accountmanager",
                    "locale": "nl-NL",
                },
            ],
            "channels": [
                {"id": "CGENERAL", "name": "general", "topic": "For everyone"},
                {"id": "CWINS", "name": "wins"},
            ],
            "app": {
                "id": "A1",
                "name": "Koers",
                "bot_token": "xoxb-page",
                "app_token": "xapp-page",
                "commands": [
                    {"command": "/log", "description": "Log what you did", "usage_hint": "meeting Acme 45m"},
                    {"command": "/form", "description": "Opens a form"},
                    {"command": "/blocks", "description": "Shows blocks"},
                    {"command": "/stuck", "description": "Never answers"},
                ],
            },
        },
        {
            "id": "T2",
            "name": "Zuiderzee",
            "users": [{"id": "URITA", "name": "rita", "real_name": "Rita Rival"}],
            "channels": [{"id": "CZUID", "name": "zuid"}],
            "app": {"id": "A2", "name": "Koers", "bot_token": "xoxb-zuiderzee"},
        },
    ],
}


LOG: Json = {
    "title": {"en": "Log", "nl": "Loggen"},
    "person": {"en": "UANNA", "nl": "UBRAM"},
    "say": {"en": "Log a meeting.", "nl": "Log een gesprek."},
    "why": {"en": "It takes ten seconds.", "nl": "Het kost tien seconden."},
    "do": {"type": {"en": "/log meeting Acme", "nl": "/log afspraak Acme"}},
    "seen": {"action_ids": ["take_back"]},
    "then": {"en": "There it stands.", "nl": "Daar staat het."},
}
UNDO: Json = LOG | {"title": "Take it back", "do": {"press": "take_back"}, "seen": {"text": "Taken back."}}
TELL: Json = LOG | {
    "title": "Tell the others",
    "person": "UBRAM",
    "channel": "CWINS",
    "do": {"type": "We won Acme"},
    "seen": {"text": "We won Acme"},
}
FORM: Json = LOG | {
    "title": "Fill in a form",
    "person": "UANNA",
    "do": {"type": "/form", "fill": {"kind": "meeting", "note": "spoke about pricing"}},
    "seen": {"text": "spoke about pricing"},
}


TOUR: Json = {"title": "Three minutes", "about": "A walk.", "end": "That was it.", "steps": [LOG, UNDO, TELL, FORM]}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def form(lines: int = 0) -> Json:
    """The form; `lines` sections are added by its own button."""
    kinds = {"type": "static_select", "action_id": "chosen", "options": [option("Meeting"), option("Call")]}
    day = {"type": "datepicker", "action_id": "picked", "initial_date": "2026-10-14"}
    account = {"type": "external_select", "action_id": "account", "min_query_length": 2}
    note = {"type": "plain_text_input", "action_id": "typed", "placeholder": plain("What was said?")}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Log an activity"),
        "submit": plain("Log"),
        "close": plain("Cancel"),
        "blocks": [
            {"type": "input", "block_id": "kind", "label": plain("Kind"), "element": kinds},
            {"type": "input", "block_id": "when", "label": plain("When"), "element": day},
            {"type": "input", "block_id": "account", "label": plain("Account"), "element": account, "optional": True},
            {"type": "input", "block_id": "note", "label": plain("Note"), "element": note},
            {"type": "actions", "elements": [button("Add a line", "grow"), button("Go deeper", "deeper")]},
            *(section(f"Line {line}") for line in range(lines)),
        ],
    }


SHOWN: list[Json] = [
    {"type": "header", "text": plain("Scorecard")},
    section("*Ahead* on <@UBRAM>'s list :tada: <script>window.stolen = 1</script> <javascript:alert(1)|press me>"),
    {
        "type": "data_visualization",
        "title": "Won value",
        "chart": {
            "type": "bar",
            "series": [{"name": "North", "data": [{"label": "Sep", "value": 40}, {"label": "Oct", "value": 60}]}],
            "axis_config": {"categories": ["Sep", "Oct"]},
        },
    },
    {
        "type": "data_table",
        "caption": "Deals",
        "page_size": 2,
        "rows": [
            [{"type": "raw_text", "text": "Account"}, {"type": "raw_text", "text": "Value"}],
            *(
                [{"type": "raw_text", "text": name}, {"type": "raw_number", "value": value, "text": str(value)}]
                for name, value in (("Acme", 20), ("Globex", 30), ("Initech", 10))
            ),
        ],
    },
    {
        "type": "actions",
        "elements": [
            button(
                "Undo",
                "undo",
                style="danger",
                confirm={
                    "title": plain("Undo this?"),
                    "text": plain("It is taken back."),
                    "confirm": plain("Undo it"),
                    "deny": plain("Keep it"),
                },
            ),
            {"type": "overflow", "action_id": "more", "options": [option("Last month"), option("This year")]},
        ],
    },
]


@contextmanager
def connected_app(slack: LocalSlack) -> Iterator[App]:
    """The app, connected over Socket Mode until the block ends."""
    client = WebClient(token="xoxb-page", base_url=slack.api_url)
    app = App(client=client, token_verification_enabled=False)
    _commands(app)
    _actions(app)
    handler = SocketModeHandler(app, "xapp-page")
    handler.connect()
    try:
        yield app
    finally:
        _hang_up(handler.client)
        Thread(target=_close, args=[handler]).start()  # slack_sdk waits for its own threads, one after another


def _close(handler: SocketModeHandler) -> None:
    with suppress(AttributeError):  # slack_sdk closes a session from two threads at once, now and then
        handler.close()


def _hang_up(client: Any) -> None:
    """Wakes slack_sdk's reader, which would let `close` wait until its `recv` of three seconds is over."""
    client.auto_reconnect_enabled = False
    client.current_session_state.terminated = True
    with suppress(AttributeError, OSError):  # the line was gone already
        client.current_session.sock.shutdown(socket.SHUT_RDWR)


def _commands(app: App) -> None:
    @app.command("/log")
    def log(ack, command):
        text = f"Logged: *{command['text']}*"
        ack(text=text, blocks=[section(text), {"type": "actions", "elements": [button("Undo", "take_back")]}])

    @app.shortcut("read")
    def read(ack, shortcut, respond):
        ack()
        respond(f"Read: {shortcut['message']['text']}")

    @app.shortcut("new")
    def new(ack, shortcut, client):
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=form())

    @app.command("/form")
    def open_form(ack, client, body):
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form())

    @app.command("/blocks")
    def blocks(ack, say):
        ack()
        say(text="Scorecard", blocks=SHOWN)

    @app.command("/stuck")
    def stuck():
        """Never acknowledges."""

    @app.event("message")
    def answer(event, say):
        if event.get("text") == "hello":
            say(text=f"Hello <@{event['user']}>")

    @app.event("app_home_opened")
    def home(event, client):
        blocks = [{"type": "header", "text": plain(f"Home of {event['user']}")}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


def _actions(app: App) -> None:
    @app.action("take_back")
    def take_back(ack, respond):
        ack()
        respond(text="Taken back.", replace_original=True)

    @app.action("undo")
    def undo(ack, say):
        ack()
        say(text="Undone.")

    @app.action("more")
    def more(ack, say, payload):
        ack()
        say(text=f"Chosen: {payload['selected_option']['value']}")

    @app.action("grow")
    def grow(ack, client, body):
        ack()
        lines = sum(block["type"] == "section" for block in body["view"]["blocks"])
        client.views_update(view_id=body["view"]["id"], view=form(lines + 1))

    @app.action("deeper")
    def deeper(ack, client, body):
        ack()
        view = {"type": "modal", "title": plain("One deeper"), "blocks": [section("Here it ends.")]}
        client.views_push(trigger_id=body["trigger_id"], view=view)

    @app.options("account")
    def accounts(ack, payload):
        if payload["value"] == "nobody knows":
            return  # and so never answers
        ack(options=[option(name) for name in ("Acme", "Acorn", "Globex") if payload["value"] in name.lower()])

    @app.view("form")
    def submitted(ack, client, body, view):
        values = view["state"]["values"]
        note = values["note"]["typed"]["value"]
        if len(note) < 5:
            ack(response_action="errors", errors={"note": "That is too short."})
            return
        ack()
        text = f"{values['kind']['chosen']['selected_option']['value']} on {values['when']['picked']['selected_date']}: {note}"
        client.chat_postMessage(channel=body["user"]["id"], text=text)
