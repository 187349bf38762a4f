"""Blocks written out as JSON: exactly as the library would write them."""

import pytest
import slackblocks as sb

from messages import blocks
from messages.block_json import json_of

SURE = sb.ConfirmationDialogue("Sure?", sb.Text("Really"), sb.PlainText("Yes"), sb.PlainText("No"))
MENU = sb.OverflowMenu(action_id="a.menu", options=[blocks.choice("One", "1"), blocks.choice("Two", "2")])
PARTS = {
    "section": blocks.section("Some *text*"),
    "section with a button": blocks.section("Text", button=blocks.button("Go", "a.go", "1", style="primary")),
    "section with a menu": blocks.section("Text", button=MENU, block_id="mine"),
    "fields": blocks.fields(["one", "two"]),
    "text and fields": sb.SectionBlock("text", fields=["one"]),
    "context": blocks.small("one", "two"),
    "context with a picture": sb.ContextBlock([sb.Image("https://example.com/a.png", "A"), sb.Text("b")]),
    "buttons": blocks.buttons(blocks.button("Go", "a.go"), None, MENU),
    "a button that asks": blocks.buttons(blocks.button("Go", "a.go", confirm=SURE)),
    "a link": blocks.buttons(blocks.link("Look", "a.look", "https://example.com")),
    "a button for screen readers": sb.Button("Go", action_id="a.go", accessibility_label="Go there"),
    "text with emoji": sb.PlainText("Hi :wave:", emoji=True),
    "text as it stands": sb.Text("Hi", verbatim=True),
    "header": blocks.header("Title"),
    "divider": blocks.divider(),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_written_as_the_library_writes_it(name: str) -> None:
    assert json_of(PARTS[name]) == PARTS[name]._resolve()
