"""What is put into the outbox is kept as it was said."""

import pytest
from sqlmodel import Session

from messages.blocks import Message
from models.delivery.outbox import post
from tests.conftest import NOW, Cast

TABLE, SECTION = {"type": "data_table"}, {"type": "section"}


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        (Message("Hi"), {"text": "Hi", "blocks": [], "plain_blocks": None}),
        (Message("Hi", [SECTION]), {"text": "Hi", "blocks": [SECTION], "plain_blocks": None}),
        (Message("Hi", [TABLE], [SECTION]), {"text": "Hi", "blocks": [TABLE], "plain_blocks": [SECTION]}),
        (None, None),
    ],
)
def test_a_message_keeps_its_blocks_and_what_stands_in_for_them(
    session: Session, cast: Cast, message: Message | None, kept: dict[str, object] | None
) -> None:
    delivery = post(session, "T1", recipient=cast.anna.id, cadence="targets.set", slot="1", now=NOW, message=message)
    assert delivery is not None
    session.refresh(delivery)
    assert delivery.message == kept
