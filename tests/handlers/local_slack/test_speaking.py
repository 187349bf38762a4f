"""People type: slash commands and messages, as they reach an app over Socket Mode."""

import asyncio
import base64

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from handlers.local_slack import LocalSlack
from tests.handlers.local_slack.conftest import PATIENCE, SIGNING_SECRET, People, connected


async def test_a_command_reaches_the_app_with_slacks_fields(slack: LocalSlack, people: People, bolt: AsyncApp):
    heard = {}

    @bolt.command("/log")
    async def log(ack, command):
        heard.update(command)
        await ack("noted")

    async with connected(bolt, slack):
        answer = await people.do("type", "UANNA", channel="CSALES", text="/log  meeting Acme")
    assert answer["ok"]
    assert answer["response"] == {"text": "noted"}
    assert answer["ack_ms"] < 400
    assert heard["text"] == "meeting Acme"
    assert (heard["team_id"], heard["team_domain"], heard["channel_name"]) == ("T1", "noordzee", "sales")
    assert (heard["user_id"], heard["user_name"], heard["api_app_id"]) == ("UANNA", "anna", "A1")
    assert heard["is_enterprise_install"] == "false"
    assert heard["response_url"].startswith(slack.url)
    assert await people.texts("UANNA", "CSALES") == ["noted"]
    assert await people.texts("UBRAM", "CSALES") == []


async def test_people_and_channels_are_escaped_where_the_command_asks_for_it(slack, people: People, bolt: AsyncApp):
    heard = []

    @bolt.command("/log")
    @bolt.command("/raw")
    async def take(ack, command):
        heard.append(command["text"])
        await ack()

    async with connected(bolt, slack):
        for text in (
            "/log with @bram in #sales",
            "/log @Bram Bakker, and @nobody",
            "/raw with @bram in #sales",
            "/log a<b & c>d",
        ):
            await people.do("type", "UANNA", channel="CSALES", text=text)
    assert heard == [
        "with <@UBRAM|bram> in <#CSALES|sales>",
        "<@UBRAM|bram>, and @nobody",
        "with @bram in #sales",
        "a&lt;b &amp; c&gt;d",
    ]


async def test_addresses_are_links_as_clients_send_them(people: People):
    typed = "quote bol.com 12.5k, see https://acme.example/a?b=1&c=2. mail anna@noordzee.example; 24/7 v1.2 e.g. so"
    await people.do("type", "UANNA", channel="CSALES", text=typed)
    assert await people.texts("UANNA", "CSALES") == [
        "quote <http://bol.com|bol.com> 12.5k, see <https://acme.example/a?b=1&amp;c=2>. "
        "mail <mailto:anna@noordzee.example|anna@noordzee.example>; 24/7 v1.2 e.g. so"
    ]


async def test_an_answer_in_channel_is_seen_by_everyone(slack: LocalSlack, people: People, bolt: AsyncApp):
    @bolt.command("/log")
    async def log(ack):
        await ack(text="everyone", response_type="in_channel")

    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert await people.texts("UBRAM", "CSALES") == ["everyone"]


async def test_a_command_without_an_app_fails_at_once(people: People):
    answer = await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert answer["error"] == "dispatch_failed"
    assert answer["message"] == '/log failed with the error "dispatch_failed".'


@pytest.mark.usefixtures("impatient")
async def test_a_command_that_is_not_acknowledged_times_out(slack: LocalSlack, people: People, bolt: AsyncApp):
    @bolt.command("/log")
    async def log(ack):
        await asyncio.sleep(0.8)
        await ack()

    async with connected(bolt, slack):
        answer = await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert answer["error"] == "operation_timeout"


async def test_an_unknown_command_never_leaves_slack(people: People):
    answer = await people.do("type", "UANNA", channel="CSALES", text="/nothing")
    assert answer["error"] == "unknown_command"
    assert await people.log("command") == []


async def test_an_answer_with_wrong_blocks_is_an_invalid_command_response(slack, people: People, bolt: AsyncApp):
    @bolt.command("/log")
    async def log(ack):
        await ack(text="x", blocks=[{"type": "alert", "text": {"type": "mrkdwn", "text": "modals only"}}])

    async with connected(bolt, slack):
        answer = await people.do("type", "UANNA", channel="CSALES", text="/log")
    assert answer["error"] == "invalid_command_response"


async def test_a_direct_message_is_an_event_and_is_stored_escaped(slack: LocalSlack, people: People, bolt: AsyncApp):
    heard: asyncio.Queue = asyncio.Queue()

    @bolt.event("message")
    async def message(event, body, say):
        await say("hi")
        await heard.put((event, body))

    channel = await people.app_channel("UANNA")
    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel=channel, text="5 < 6 & @bram")
        event, body = await asyncio.wait_for(heard.get(), PATIENCE)
    assert (await people.texts("UANNA", channel))[1] == "hi"
    assert event["text"] == "5 &lt; 6 &amp; <@UBRAM>"
    assert (event["channel_type"], event["user"], event["channel"]) == ("im", "UANNA", channel)
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "5 < 6 & "},
        {"type": "user", "user_id": "UBRAM"},
    ]
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["user_id"] == "UKOERS"
    assert body["team_id"] == "T1"


async def test_the_app_hears_its_name_in_a_channel(slack: LocalSlack, people: People, bolt: AsyncApp):
    heard = asyncio.Queue()

    @bolt.event("app_mention")
    async def mention(event):
        await heard.put(event)

    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel="CSALES", text="nobody in particular")
        await people.do("type", "UANNA", channel="CSALES", text="@koers help")
        event = await asyncio.wait_for(heard.get(), PATIENCE)
    assert event["text"] == "<@UKOERS> help"
    assert heard.empty()


async def test_two_people_talk_without_the_app(slack: LocalSlack, people: People, bolt: AsyncApp):
    channel = (await people.do("open_dm", "UANNA", user="UBRAM"))["channel"]
    async with connected(bolt, slack):
        await people.do("type", "UANNA", channel=channel, text="just us")
    assert await people.texts("UBRAM", channel) == ["just us"]
    assert await people.log("event") == []
    assert (await people.see("messages", "UCARLA", channel=channel))["error"] == "channel_not_found"


async def test_unread_counts_what_others_said_since(people: People, client):
    async def unread(who: str) -> int:
        return next(c["unread"] for c in (await people.see("state", who))["channels"] if c["id"] == "CSALES")

    await client.chat_postMessage(channel="CSALES", text="one")
    await people.do("type", "UBRAM", channel="CSALES", text="two")
    assert (await unread("UANNA"), await unread("UBRAM")) == (2, 0)
    await people.do("mark_read", "UANNA", channel="CSALES")
    assert await unread("UANNA") == 0


async def test_who_is_not_there_cannot_type(people: People):
    assert (await people.do("type", "UGONE", channel="CSALES", text="x"))["error"] == "account_inactive"
    assert (await people.do("type", "UCARLA", channel="CELSE", text="x"))["error"] == "not_in_channel"
    assert (await people.do("type", "UNOBODY", channel="CSALES", text="x"))["error"] == "user_not_found"
    assert (await people.do("type", "UANNA", channel="CSALES"))["error"] == "missing_argument"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("mail anna@example.com", "mail <mailto:anna@example.com|anna@example.com>"),
        ("@Anna de Vries, and @Carla Mulder!", "<@UANNA>, and <@UCARLA>!"),
        ("(@bram)", "(<@UBRAM>)"),
        ("@here look", "<!here> look"),
        ("#sales #nowhere", "<#CSALES> #nowhere"),
        ("<!channel> & <@UANNA>", "&lt;!channel&gt; &amp; &lt;@UANNA&gt;"),
        ("@", "@"),
        ("@@anna", "@@anna"),
        ("שלום @bram 👋", "שלום <@UBRAM> 👋"),
    ],
)
async def test_mentions_are_found_in_what_is_typed(people: People, typed: str, sent: str):
    await people.do("type", "UANNA", channel="CSALES", text=typed)
    assert await people.texts("UANNA", "CSALES") == [sent]


async def test_a_private_channel_is_a_channel_only_for_those_who_are_in_it(people: People):
    await people.do("type", "UANNA", channel="CSALES", text="#secret")
    await people.do("type", "UCARLA", channel="CSALES", text="#secret")
    assert await people.texts("UANNA", "CSALES") == ["#secret", "<#CSECRET>"]


async def test_one_app_in_two_workspaces_is_told_where_it_is(slack: LocalSlack, people: People):
    async def authorize(team_id):
        token, bot = {"T1": ("xoxb-noordzee", "UKOERS"), "T2": ("xoxb-zuiderzee", "UKOERS2")}[team_id]
        return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=token, bot_user_id=bot, bot_id="BKOERS")

    app = AsyncApp(client=AsyncWebClient(base_url=slack.api_url), authorize=authorize, signing_secret=SIGNING_SECRET)
    posted: asyncio.Queue = asyncio.Queue()

    @app.command("/log")
    async def log(ack, command, client):
        await ack()
        said = await client.chat_postMessage(channel=command["user_id"], text=f"in {command['team_id']}")
        await posted.put(said["channel"])

    async with connected(app, slack):
        await people.do("type", "UANNA", channel="CSALES", text="/log")
        annas = await asyncio.wait_for(posted.get(), PATIENCE)
        await people.do("type", "URITA", channel="CZUID", text="/log", team="T2")
        ritas = await asyncio.wait_for(posted.get(), PATIENCE)
    assert await people.texts("UANNA", annas) == ["in T1"]
    theirs = await people.see("messages", "URITA", channel=ritas, team="T2")
    assert [m["text"] for m in theirs["messages"]] == ["in T2"]
    assert (await people.see("messages", "UANNA", channel=ritas))["error"] == "channel_not_found"


async def test_an_app_hears_its_own_messages_and_what_becomes_of_them(
    slack: LocalSlack, people: People, client: AsyncWebClient, bolt: AsyncApp
):
    async with connected(bolt, slack):  # Bolt keeps them from its listeners: it knows itself
        posted = await client.chat_postMessage(channel="UANNA", text="one")
        await client.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
        await client.chat_delete(channel=posted["channel"], ts=posted["ts"])
        async with asyncio.timeout(2):
            while len(rows := await people.log("event")) < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    said, changed, deleted = (row["request"]["event"] for row in rows)
    assert (said["bot_id"], said["text"], said["channel_type"]) == ("BKOERS", "one", "im")
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("two", "one")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", posted["ts"])


async def test_people_change_and_delete_what_they_said(
    slack: LocalSlack, people: People, client: AsyncWebClient, bolt: AsyncApp
):
    heard: asyncio.Queue = asyncio.Queue()

    async def hear(event):
        await heard.put(event)

    bolt.event({"type": "message", "subtype": "message_changed"})(hear)
    bolt.event({"type": "message", "subtype": "message_deleted"})(hear)
    channel = await people.app_channel("UANNA")
    said = await people.do("type", "UANNA", channel=channel, text="met Acme")
    theirs = await client.chat_postMessage(channel="UANNA", text="noted")
    async with connected(bolt, slack):
        await people.do("edit", "UANNA", channel=channel, ts=said["ts"], text="met @bram")
        changed = await asyncio.wait_for(heard.get(), PATIENCE)
        await people.do("delete", "UANNA", channel=channel, ts=said["ts"])
        deleted = await asyncio.wait_for(heard.get(), PATIENCE)
    assert (changed["message"]["text"], changed["message"]["edited"]["user"]) == ("met <@UBRAM>", "UANNA")
    assert deleted["previous_message"]["user"] == "UANNA"
    assert await people.texts("UANNA", channel) == ["noted"]
    for action in ("edit", "delete"):
        answer = await people.do(action, "UANNA", channel=channel, ts=theirs["ts"], text="x")
        assert answer["error"] == "not_yours"


async def test_a_person_drops_a_file_and_the_app_reads_it(client: AsyncWebClient, people: People, http):
    channel = (await client.conversations_open(users="UANNA"))["channel"]["id"]
    file = {"name": "deals.csv", "content": base64.b64encode(b"a,b\n").decode()}
    await people.do("upload", "UANNA", channel=channel, files=[file])
    (shown,) = (await people.see("messages", "UANNA", channel=channel))["messages"]
    assert (shown["subtype"], shown["files"][0]["user"]) == ("file_share", "UANNA")
    told = (await client.files_info(file=shown["files"][0]["id"]))["file"]
    assert (told["name"], told["filetype"], told["size"], told["user_team"]) == ("deals.csv", "csv", 4, "T1")
    async with http.get(told["url_private"], headers={"Authorization": "Bearer xoxb-noordzee"}) as answer:
        assert await answer.read() == b"a,b\n"
    async with http.get(f"{told['url_private']}?as=UBRAM", allow_redirects=False) as answer:
        assert answer.status == 302, "Bram is not in that conversation"
