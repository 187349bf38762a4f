"""What waited stands in one message; an answer to a press in it takes the place of that part, and of nothing else."""

from messages.blocks import Message
from messages.together import PART, in_its_part, joined

TITLE = "3 messages that waited"


def three() -> dict[str, object]:
    """As Slack gives it back: each block with an id."""
    parts = [
        {
            "text": f"hello {name}",
            "blocks": [{"type": "section", "block_id": f"{name}1"}, {"type": "actions", "block_id": f"{name}2"}],
        }
        for name in "abc"
    ]
    message = joined(TITLE, parts)
    return {
        "text": message.text,
        "blocks": [{"block_id": f"own{n}", **block} for n, block in enumerate(message.blocks)],
    }


def ids(message: Message | None) -> list[str]:
    assert message is not None
    return [str((block.get("text") or {}).get("text") or block["block_id"]) for block in message.blocks]


def test_an_answer_takes_the_place_of_its_part_and_the_others_stay() -> None:
    answer = in_its_part(Message("answered"), three(), "b2")
    assert ids(answer) == [TITLE, f"{PART}1", "a1", "a2", f"{PART}2", "answered", f"{PART}3", "c1", "c2"]
    assert answer is not None
    assert answer.text == TITLE, "what is not true any more is in no notification either"
    last = in_its_part(Message("answered"), three(), "c1")
    assert ids(last) == [TITLE, f"{PART}1", "a1", "a2", f"{PART}2", "b1", "b2", f"{PART}3", "answered"]


def test_where_there_is_a_chart_the_others_stay_without_it_too() -> None:
    drawn = Message("answered", [{"type": "data_table", "block_id": "t"}], [{"type": "section", "block_id": "p"}])
    answer = in_its_part(drawn, three(), "a1")
    assert answer is not None
    assert answer.plain_blocks is not None
    assert [block["block_id"] for block in answer.plain_blocks][1:4] == [f"{PART}1", "p", f"{PART}2"]


def test_a_message_that_stands_alone_becomes_the_answer() -> None:
    answer = Message("answered")
    assert in_its_part(answer, {"text": "x", "blocks": [{"type": "section", "block_id": "b2"}]}, "b2") is answer
    assert in_its_part(answer, {}, "") is answer


def test_an_answer_too_long_for_the_rest_takes_nothings_place() -> None:
    long = Message("answered", [{"type": "section", "block_id": f"l{n}"} for n in range(45)])
    assert in_its_part(long, three(), "b2") is None
