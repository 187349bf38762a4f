"""People click, fill in and send: buttons, modals, Home, and the response_url."""

import asyncio
import re

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from tests.handlers.local_slack.conftest import PATIENCE, People, connected

BUTTON = {"type": "button", "action_id": "log.undo", "value": "a7", "text": {"type": "plain_text", "text": "Undo"}}
KIND = {
    "type": "static_select",
    "action_id": "kind",
    "options": [{"text": {"type": "plain_text", "text": t}, "value": t} for t in ("meeting", "call")],
}


def field(block_id: str, element: dict, **more) -> dict:
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": block_id},
        "element": element,
    } | more


def modal(title: str = "Log", *blocks: dict, **more) -> dict:
    plain = {"type": "plain_text"}
    return {
        "type": "modal",
        "callback_id": "log.form",
        "title": plain | {"text": title},
        "submit": plain | {"text": "Save"},
        "blocks": list(blocks)
        or [field("account", {"type": "plain_text_input", "action_id": "name"}), field("kind", KIND, optional=True)],
    } | more


async def open_form(people: People, bolt: AsyncApp, view: dict) -> dict:
    """Anna types /log and gets the modal."""

    @bolt.command("/log")
    async def log(ack, command, client):
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=view)

    await people.do("type", "UANNA", channel="CSALES", text="/log")
    for _ in range(6000):
        if modals := (await people.see("views", "UANNA"))["modals"]:
            return modals[-1]
        await asyncio.sleep(0.01)
    raise AssertionError("no modal was opened")


async def test_a_button_tells_the_app_where_it_was_clicked(slack, people: People, bolt: AsyncApp, client):
    clicks = []

    @bolt.action("log.undo")
    async def undo(ack, body):
        await ack()
        clicks.append(body)

    posted = await client.chat_postMessage(
        channel="UANNA", text="Logged", blocks=[{"type": "actions", "block_id": "b", "elements": [BUTTON]}]
    )
    async with connected(bolt, slack):
        answer = await people.do("click", "UANNA", channel=posted["channel"], action_id="log.undo")
    assert answer["ok"]
    (body,) = clicks
    (action,) = body["actions"]
    assert (action["value"], action["block_id"], action["type"]) == ("a7", "b", "button")
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": posted["channel"],
        "is_ephemeral": False,
    }
    assert body["message"]["text"] == "Logged"
    assert body["channel"]["name"] == "directmessage"
    assert body["user"]["id"] == "UANNA"


async def test_a_choice_in_a_message_is_in_the_action_and_in_the_state(slack, people: People, bolt: AsyncApp, client):
    chosen = []

    @bolt.action("kind")
    async def choose(ack, body):
        await ack()
        chosen.append(body)

    posted = await client.chat_postMessage(
        channel="CSALES", text="?", blocks=[{"type": "actions", "block_id": "b", "elements": [KIND]}]
    )
    async with connected(bolt, slack):
        wrong = await people.do("click", "UANNA", channel="CSALES", action_id="kind", value="lunch")
        await people.do("click", "UANNA", ts=posted["ts"], action_id="kind", value="call")
        elsewhere = await people.do("click", "UANNA", ts="1.000001", action_id="kind", value="call")
    assert elsewhere["error"] == "channel_not_found"
    assert (wrong["error"], wrong["message"]) == ("invalid_value", '"lunch" is not one of the options.')
    (body,) = chosen
    assert body["actions"][0]["selected_option"]["value"] == "call"
    assert body["state"]["values"]["b"]["kind"]["selected_option"]["value"] == "call"


async def test_an_answer_can_replace_and_delete_an_ephemeral_message(slack, people: People, bolt: AsyncApp):
    blocks = [{"type": "actions", "elements": [BUTTON]}]

    @bolt.command("/log")
    async def log(ack):
        await ack(text="Logged", blocks=blocks)

    @bolt.action("log.undo")
    async def undo(ack, body, respond):
        assert "message" not in body
        await respond(text="Undone", replace_original=True, blocks=blocks)
        await ack()

    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log")
        await people.do("click", "UANNA", channel="CSALES", action_id="log.undo")
        assert await people.texts("UANNA", "CSALES") == ["Undone"]


async def test_a_response_url_works_five_times_and_half_an_hour(slack, people: People, bolt: AsyncApp, http):
    urls = []

    @bolt.command("/log")
    async def log(ack, command):
        urls.append(command["response_url"])
        await ack()

    async def post(url: str) -> tuple[int, str]:
        async with http.post(url, json={"text": "answer"}) as answer:
            return answer.status, await answer.text()

    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log")
        await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert [await post(urls[0]) for _ in range(5)] == [(200, "ok")] * 5
    assert await post(urls[0]) == (404, '{"ok": false, "error": "used_url"}')
    assert await people.texts("UANNA", "CSALES") == ["answer"] * 5
    assert await people.texts("UBRAM", "CSALES") == []
    await people.do("clock", advance=30 * 60 + 1)
    assert await post(urls[1]) == (404, '{"ok": false, "error": "expired_url"}')
    assert (await post(slack.url + "/response/unknown"))[0] == 404


async def test_a_modal_is_filled_in_and_sent_with_its_state(slack, people: People, bolt: AsyncApp):
    sent = []

    @bolt.view("log.form")
    async def save(ack, body):
        sent.append(body)
        await ack()

    async with connected(bolt, slack):
        view = await open_form(people, bolt, modal(private_metadata="p"))
        assert view["state"]["values"]["account"]["name"] == {"type": "plain_text_input", "value": None}
        await people.do("fill", "UANNA", view_id=view["id"], action_id="name", value="Acme")
        answer = await people.do("submit", "UANNA", view_id=view["id"], values={"kind": "call"})
    assert answer["ok"]
    (body,) = sent
    assert body["view"]["state"]["values"] == {
        "account": {"name": {"type": "plain_text_input", "value": "Acme"}},
        "kind": {
            "kind": {
                "type": "static_select",
                "selected_option": KIND["options"][1] | {"text": {"type": "plain_text", "text": "call", "emoji": True}},
            }
        },
    }
    assert (body["view"]["private_metadata"], body["view"]["callback_id"]) == ("p", "log.form")
    assert body["view"]["root_view_id"] == body["view"]["id"]
    assert (await people.see("views", "UANNA"))["modals"] == []


async def test_the_client_keeps_an_unfinished_form_to_itself(slack, people: People, bolt: AsyncApp):
    form = modal(
        "Log",
        field("account", {"type": "plain_text_input", "action_id": "name", "min_length": 3}),
        field(
            "amount",
            {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, "max_value": "10"},
            optional=True,
        ),
        field("mail", {"type": "email_text_input", "action_id": "m"}, optional=True),
    )
    async with connected(bolt, slack):
        view = (await open_form(people, bolt, form))["id"]
        nothing = await people.do("submit", "UANNA", view_id=view)
        wrong = await people.do("submit", "UANNA", view_id=view, values={"account": "A", "amount": "11", "mail": "x"})
    assert nothing["errors"] == {"account": "Please complete this required field."}
    assert set(wrong["errors"]) == {"account", "amount", "mail"}
    assert await people.log("view") == []


async def test_errors_stand_at_their_inputs_until_they_are_filled_in_again(slack, people: People, bolt: AsyncApp):
    @bolt.view("log.form")
    async def save(ack):
        await ack(response_action="errors", errors={"account": "We do not know Acme."})

    async with connected(bolt, slack):
        view = await open_form(people, bolt, modal())
        answer = await people.do("submit", "UANNA", view_id=view["id"], values={"account": "Acme"})
        assert (answer["ok"], answer["errors"]) == (False, {"account": "We do not know Acme."})
        (shown,) = (await people.see("views", "UANNA"))["modals"]
        assert shown["errors"] == answer["errors"]
        await people.do("fill", "UANNA", view_id=view["id"], block_id="account", value="Globex")
        (shown,) = (await people.see("views", "UANNA"))["modals"]
        assert shown["errors"] == {}


async def test_errors_at_an_unknown_block_are_trouble_for_the_person(slack, people: People, bolt: AsyncApp):
    @bolt.view("log.form")
    async def save(ack):
        await ack(response_action="errors", errors={"elsewhere": "?"})

    async with connected(bolt, slack):
        view = await open_form(people, bolt, modal())
        answer = await people.do("submit", "UANNA", view_id=view["id"], values={"account": "Acme"})
    assert (answer["ok"], answer["message"]) == (False, "We had some trouble connecting. Try again?")


@pytest.mark.parametrize(("action", "titles"), [("update", ["Next"]), ("push", ["Log", "Next"]), ("clear", [])])
async def test_a_submission_can_be_answered_with_another_view(slack, people, bolt: AsyncApp, action: str, titles: list):
    @bolt.view("log.form")
    async def save(ack):
        await (ack(response_action="clear") if action == "clear" else ack(response_action=action, view=modal("Next")))

    async with connected(bolt, slack):
        view = await open_form(people, bolt, modal())
        await people.do("submit", "UANNA", view_id=view["id"], values={"account": "Acme"})
        modals = (await people.see("views", "UANNA"))["modals"]
    assert [m["title"]["text"] for m in modals] == titles
    if action == "push":
        assert modals[1]["previous_view_id"] == modals[0]["id"]


@pytest.mark.usefixtures("impatient")
async def test_an_answer_of_twenty_kilobytes_never_arrives_over_socket_mode(slack, people: People, bolt: AsyncApp):
    big = modal("Next", *[{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}} for _ in range(8)])

    @bolt.view("log.form")
    async def save(ack):
        await ack(response_action="update", view=big)

    async with connected(bolt, slack):
        view = await open_form(people, bolt, modal())
        answer = await people.do("submit", "UANNA", view_id=view["id"], values={"account": "Acme"})
    assert answer["error"] == "operation_timeout"
    (dropped,) = await people.log("socket")
    assert dropped["error"] == "frame_too_large"


async def test_entered_values_survive_an_update_with_the_same_ids(slack, people: People, bolt: AsyncApp, client):
    async with connected(bolt, slack):
        view = await open_form(people, bolt, modal())
        await people.do("fill", "UANNA", view_id=view["id"], block_id="account", value="Acme")
        renamed = modal(
            "Again", field("account", {"type": "plain_text_input", "action_id": "name", "initial_value": "other"})
        )
        updated = (await client.views_update(view_id=view["id"], hash=view["hash"], view=renamed))["view"]
        assert updated["state"]["values"]["account"]["name"]["value"] == "Acme"
        fresh = modal(
            "New", field("account2", {"type": "plain_text_input", "action_id": "name", "initial_value": "other"})
        )
        updated = (await client.views_update(view_id=view["id"], view=fresh))["view"]
        assert updated["state"]["values"] == {"account2": {"name": {"type": "plain_text_input", "value": "other"}}}
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await client.views_update(view_id=view["id"], hash=view["hash"], view=fresh)


async def test_a_trigger_is_good_for_one_view(slack, people: People, bolt: AsyncApp, client):
    triggers = []

    @bolt.command("/log")
    async def log(ack, command):
        await ack()
        triggers.append(command["trigger_id"])

    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log")
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_open(trigger_id=triggers[0], view=modal(title="x" * 25))
    await client.views_open(trigger_id=triggers[0], view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=triggers[0], view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id="1.2.3", view=modal())


async def test_a_trigger_is_too_old_after_three_seconds(slack, people: People, bolt: AsyncApp, client, monkeypatch):
    triggers = []

    @bolt.command("/log")
    async def log(ack, command):
        await ack()
        triggers.append(command["trigger_id"])

    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log")
    monkeypatch.setattr("handlers.local_slack.triggers.TRIGGER_SECONDS", 0.0)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=triggers[0], view=modal())


async def test_three_modals_are_the_most(slack: LocalSlack, client: AsyncWebClient):
    def trigger() -> str:
        return slack.platform.triggers.issue("T1", "A1", "UANNA")

    await client.views_open(trigger_id=trigger(), view=modal())
    await client.views_push(trigger_id=trigger(), view=modal())
    await client.views_push(trigger_id=trigger(), view=modal())
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=trigger(), view=modal())


async def test_views_tell_what_is_wrong_with_pointers(slack: LocalSlack, client: AsyncWebClient):
    with pytest.raises(SlackApiError) as caught:
        await client.views_open(trigger_id="x", view=modal(title="x" * 25))
    answer = caught.value.response
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
    ]
    large = [{"type": "section", "text": {"type": "mrkdwn", "text": "€" * 3000}} for _ in range(40)]
    with pytest.raises(SlackApiError, match="view_too_large"):
        await client.views_publish(user_id="UANNA", view={"type": "home", "blocks": large})


async def test_closing_is_told_only_on_request(slack, people: People, bolt: AsyncApp):
    closed = []

    @bolt.view_closed("log.form")
    async def gone(ack, body):
        await ack()
        closed.append(body)

    async with connected(bolt, slack):
        view = await open_form(people, bolt, modal())
        await people.do("close", "UANNA", view_id=view["id"])
        assert await people.log("view") == []
        trigger = slack.platform.triggers.issue("T1", "A1", "UANNA")
        view = (await bolt.client.views_open(trigger_id=trigger, view=modal(notify_on_close=True)))["view"]
        await people.do("close", "UANNA", view_id=view["id"])
    (body,) = closed
    assert body["type"] == "view_closed"
    assert body["is_cleared"] is False


async def test_home_is_opened_without_a_view_at_first(slack, people: People, bolt: AsyncApp, client):
    opened: asyncio.Queue = asyncio.Queue()

    @bolt.event("app_home_opened")
    async def home(event):
        await opened.put(event)

    section = {"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "Your week"}, "accessory": BUTTON}
    async with connected(bolt, slack):
        await people.do("open_home", "UANNA")
        first = await asyncio.wait_for(opened.get(), PATIENCE)
        published = (await client.views_publish(user_id="UANNA", view={"type": "home", "blocks": [section]}))["view"]
        await people.do("open_home", "UANNA")
        second = await asyncio.wait_for(opened.get(), PATIENCE)
    assert "view" not in first
    assert first["tab"] == "home"
    assert second["view"]["id"] == published["id"]
    assert (await people.see("state", "UANNA"))["home"]["blocks"][0]["text"]["text"] == "Your week"
    assert (await people.see("state", "UBRAM"))["home"] is None
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_publish(user_id="UANNA", hash="old", view={"type": "home", "blocks": [section]})


async def test_a_button_on_home_comes_with_the_view_and_without_a_response_url(slack, people, bolt: AsyncApp, client):
    clicks = []

    @bolt.action(re.compile("log"))
    async def click(ack, body):
        await ack()
        clicks.append(body)

    view = {"type": "home", "blocks": [{"type": "actions", "elements": [BUTTON]}]}
    published = (await client.views_publish(user_id="UANNA", view=view))["view"]
    async with connected(bolt, slack):
        await people.do("click", "UANNA", view_id=published["id"], action_id="log.undo")
    (body,) = clicks
    assert body["container"] == {"type": "view", "view_id": published["id"]}
    assert "response_url" not in body
    assert body["view"]["type"] == "home"
    assert (await people.do("click", "UBRAM", view_id=published["id"], action_id="log.undo"))[
        "error"
    ] == "view_not_found"


async def test_options_are_asked_for_while_typing(slack, people: People, bolt: AsyncApp, http: aiohttp.ClientSession):
    asked = []

    @bolt.options("account")
    async def accounts(ack, body):
        asked.append(body["value"])
        await ack(options=[{"text": {"type": "plain_text", "text": "Acme"}, "value": "acme"}])

    async with connected(bolt, slack):
        form = modal("Log", field("account", {"type": "external_select", "action_id": "account"}))
        view = (await open_form(people, bolt, form))["id"]
        early = await people.do("fill", "UANNA", view_id=view, action_id="account", value="acme")
        offered = await people.do("options", "UANNA", view_id=view, action_id="account", value="ac")
        await people.do("fill", "UANNA", view_id=view, action_id="account", value="acme")
        (shown,) = (await people.see("views", "UANNA"))["modals"]
    assert early["error"] == "invalid_value"
    assert asked == ["ac"]
    assert offered["options"][0]["value"] == "acme"
    assert shown["state"]["values"]["account"]["account"]["selected_option"]["value"] == "acme"


async def test_every_element_takes_its_kind_of_value(slack: LocalSlack, people: People, client: AsyncWebClient):
    option = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
    elements = {
        "datepicker": ("2026-11-23", "selected_date"),
        "timepicker": ("08:30", "selected_time"),
        "users_select": ("UBRAM", "selected_user"),
        "multi_users_select": (["UBRAM", "UANNA"], "selected_users"),
        "channels_select": ("CSALES", "selected_channel"),
        "conversations_select": ("CSALES", "selected_conversation"),
        "plain_text_input": ("words", "value"),
        "url_text_input": ("https://example.com", "value"),
    }
    fields = [field(kind, {"type": kind, "action_id": kind}) for kind in elements]
    for kind in ("checkboxes", "multi_static_select", "radio_buttons"):
        fields.append(field(kind, {"type": kind, "action_id": kind, "options": [option]}))
    trigger = slack.platform.triggers.issue("T1", "A1", "UANNA")
    view = (await client.views_open(trigger_id=trigger, view=modal("All", *fields)))["view"]["id"]
    for kind, (value, _) in elements.items():
        assert (await people.do("fill", "UANNA", view_id=view, action_id=kind, value=value))["ok"], kind
    for kind, value in (("checkboxes", ["1"]), ("multi_static_select", ["1"]), ("radio_buttons", "1")):
        assert (await people.do("fill", "UANNA", view_id=view, action_id=kind, value=value))["ok"], kind
    (shown,) = (await people.see("views", "UANNA"))["modals"]
    values = shown["state"]["values"]
    for kind, (value, name) in elements.items():
        assert values[kind][kind] == {"type": kind, name: value}
    assert values["checkboxes"]["checkboxes"]["selected_options"][0]["value"] == "1"
    assert values["radio_buttons"]["radio_buttons"]["selected_option"]["value"] == "1"
    for kind, wrong in (
        ("datepicker", "23-11-2026"),
        ("timepicker", "25:00"),
        ("users_select", "UNOBODY"),
        ("checkboxes", ["2"]),
    ):
        answer = await people.do("fill", "UANNA", view_id=view, action_id=kind, value=wrong)
        assert answer["error"] == "invalid_value", kind


async def test_a_conversation_that_asks_for_it_gives_the_form_a_response_url(slack, people, bolt: AsyncApp, http):
    sent = []

    @bolt.view("log.form")
    async def save(ack, body):
        sent.extend(body["response_urls"])
        await ack()

    where = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    async with connected(bolt, slack):
        view = await open_form(people, bolt, modal("Log", field("channel", where)))
        await people.do("submit", "UANNA", view_id=view["id"], values={"where": "CSALES"})
    (url,) = sent
    assert (url["block_id"], url["channel_id"]) == ("channel", "CSALES")
    async with http.post(url["response_url"], json={"text": "logged", "response_type": "in_channel"}) as answer:
        assert answer.status == 200
    assert await people.texts("UBRAM", "CSALES") == ["logged"]


async def test_nulls_are_as_good_as_nothing(slack: LocalSlack, people: People, client: AsyncWebClient):
    quiet = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, "accessory": None, "fields": None}
    choice = KIND | {"option_groups": None, "initial_option": None, "confirm": None}
    view = modal("Log", quiet, field("kind", choice, hint=None), private_metadata=None, close=None)
    opened = (await client.views_open(trigger_id=slack.platform.triggers.issue("T1", "A1", "UANNA"), view=view))["view"]
    assert "accessory" not in opened["blocks"][0]
    assert opened["private_metadata"] == ""
    answer = await people.do("fill", "UANNA", view_id=opened["id"], action_id="kind", value="call")
    assert answer["ok"]
