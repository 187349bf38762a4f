"""An answer that Slack is too busy for waits its turn; it is never dropped in silence."""

from collections.abc import Sequence
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from handlers.door.answers import Answer, OpenModal, Replace, SendFile, Settle, Tell, Whisper
from handlers.door.replying import Replier
from messages.blocks import Message, View


class Refused(dict[str, Any]):
    """What Slack answers with a 429."""

    def __init__(self, error: str) -> None:
        super().__init__(ok=False, error=error)
        self.headers = {"Retry-After": "0"}


class Slack:
    """A client that says no as often as it is told to."""

    def __init__(self, *errors: str) -> None:
        self.errors = list(errors)
        self.posted: list[str] = []

    async def chat_postMessage(self, channel: str, text: str) -> None:  # noqa: N802 - Slack's name
        if self.errors:
            raise SlackApiError("no", Refused(self.errors.pop(0)))
        self.posted.append(text)


async def say(slack: Slack) -> None:
    body = {"user": {"id": "U1"}, "view": {"type": "modal"}}
    await Replier(slack, body, None).say_all([Whisper(Message("hello"))])  # type: ignore[arg-type]


async def test_an_answer_waits_when_slack_asks_for_it() -> None:
    slack = Slack("ratelimited", "ratelimited")
    await say(slack)
    assert slack.posted == ["hello"]


async def test_an_answer_outlasts_five_others_that_wait_for_the_same_conversation() -> None:
    slack = Slack(*["ratelimited"] * 5)
    await say(slack)
    assert slack.posted == ["hello"]


async def test_another_refusal_is_not_tried_again() -> None:
    slack = Slack("channel_not_found")
    with pytest.raises(RuntimeError, match="channel_not_found"):
        await say(slack)
    assert slack.posted == []


async def test_it_gives_up_at_last_and_says_so_in_the_log() -> None:
    with pytest.raises(RuntimeError, match="ratelimited"):
        await say(Slack(*["ratelimited"] * 9))


class Conversation(Slack):
    """A client with an own conversation in it: two questions, and what became of them."""

    base_url = "http://127.0.0.1:1/api/"

    def __init__(self, *errors: str) -> None:
        super().__init__(*errors)
        self.changed: dict[str, str] = {}
        self.files: list[dict[str, Any]] = []
        self.history = [
            {"ts": "2", "blocks": [{"type": "context"}, {"type": "actions", "block_id": "audit.q:c1:two"}]},
            {"ts": "1", "blocks": [{"type": "actions", "block_id": "audit.q:c1:one"}]},
            {"ts": "0", "text": "without blocks"},
        ]

    async def conversations_open(self, users: str) -> dict[str, Any]:
        return {"channel": {"id": f"D{users}"}}

    async def conversations_history(self, channel: str, limit: int) -> dict[str, Any]:
        if self.errors:
            raise SlackApiError("no", Refused(self.errors.pop(0)))
        assert channel == "DU1"
        return {"messages": self.history}

    async def chat_update(self, channel: str, ts: str, text: str, blocks: Sequence[dict[str, Any]] = ()) -> None:
        self.changed[ts] = text
        self.blocks = [str((block.get("text") or {}).get("text") or block["block_id"]) for block in blocks]

    async def files_upload_v2(self, **file: Any) -> None:
        self.files.append(file)


async def answer(slack: Conversation, *answers: Answer, **more: Any) -> None:
    await Replier(slack, {"user": {"id": "U1"}, **more}, None).say_all(answers)  # type: ignore[arg-type]


async def test_a_question_answered_by_a_word_is_found_by_its_mark() -> None:
    slack = Conversation()
    await answer(slack, Settle(("audit.q:c1:one", "audit.a:c1:one"), Message("answered")), Tell(Message("next")))
    assert slack.changed == {"1": "answered"}
    assert slack.posted == ["next"]


async def test_a_question_that_came_with_others_is_settled_and_they_stay() -> None:
    slack = Conversation()
    names = ["title", "together.1", "review", "together.2", "audit.q:c1:one"]
    slack.history = [{"ts": "3", "text": "2 waited", "blocks": [{"type": "x", "block_id": name} for name in names]}]
    await answer(slack, Settle(("audit.q:c1:one",), Message("answered")))
    assert slack.blocks == ["title", "together.1", "review", "together.2", "answered"]


async def test_where_it_cannot_be_looked_up_the_conversation_goes_on() -> None:
    slack = Conversation("missing_scope")
    await answer(slack, Settle(("audit.q:c1:one",), Message("answered")), Tell(Message("next")))
    assert slack.changed == {}
    assert slack.posted == ["next"]


async def test_what_is_told_goes_to_the_person_also_when_a_button_in_a_channel_was_pressed() -> None:
    slack = Conversation()
    await answer(slack, Tell(Message("for you alone")), response_url="http://127.0.0.1:1/never", channel={"id": "C1"})
    assert slack.posted == ["for you alone"]
    with pytest.raises(OSError, match=r"127\.0\.0\.1"):  # the response_url, which a replaced message does use
        await answer(slack, Replace(Message("x")), response_url="http://127.0.0.1:1/never")


async def test_a_file_goes_into_the_persons_own_conversation() -> None:
    slack = Conversation()
    await answer(slack, SendFile("results.pdf", "Results", b"%PDF", "Here it is"))
    assert slack.files == [
        {
            "channel": "DU1",
            "filename": "results.pdf",
            "title": "Results",
            "content": b"%PDF",
            "initial_comment": "Here it is",
        }
    ]


class Modals:
    """Slack with three modals on each other: a fourth may not lie on top."""

    def __init__(self) -> None:
        self.updated: dict[str, Any] = {}

    async def views_push(self, trigger_id: str, view: Any) -> None:
        response: Any = {"ok": False, "error": "push_limit_reached"}
        raise SlackApiError("refused", response)

    async def views_update(self, view_id: str, view: Any) -> None:
        self.updated[view_id] = view


async def test_a_fourth_modal_takes_the_place_of_the_third() -> None:
    slack: Any = Modals()
    body = {"user": {"id": "U1"}, "view": {"type": "modal", "id": "V3"}, "trigger_id": "1.2"}
    await Replier(slack, body, None).say_all([OpenModal(View({"type": "modal"}))])  # type: ignore[arg-type]
    assert slack.updated == {"V3": {"type": "modal"}}
