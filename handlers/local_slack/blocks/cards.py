"""Cards and tasks: what stands in them."""

from handlers.local_slack.blocks.composition import words
from handlers.local_slack.blocks.elements import ELEMENTS
from handlers.local_slack.blocks.rich_text import RICH_TEXT_VALUE
from handlers.local_slack.blocks.rules import Rule, by_type, items, one_of, shape, string

TASK: dict[str, Rule] = {
    "task_id": string(None, 1),
    "title": string(None, 1),
    "status": one_of("pending", "in_progress", "complete", "error"),
}
TASK_PARTS: dict[str, Rule] = {
    "details": RICH_TEXT_VALUE,
    "output": RICH_TEXT_VALUE,
    "sources": items(by_type(ELEMENTS, frozenset({"url"}))),
}
CARD: dict[str, Rule] = {
    "hero_image": ELEMENTS["image"],
    "icon": ELEMENTS["image"],
    "slack_icon": shape({"type": one_of("icon"), "name": string(None, 1)}),
    "title": words(150),
    "subtitle": words(150),
    "body": words(200),
    "subtext": words(200),
    "actions": items(by_type(ELEMENTS, frozenset({"button"})), 3),
}
