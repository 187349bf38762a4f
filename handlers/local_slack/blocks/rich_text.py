"""Rich text: sections, lists, quotes and preformatted text, and the leaves in them."""

from typing import Any

from handlers.local_slack.blocks.rules import Report, Rule, boolean, by_type, items, one_of, shape, string, whole

NAME = string(None, 1)
STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")
STYLE = shape({}, dict.fromkeys(STYLES, boolean))


def _leaf(kind: str, required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    return shape({"type": one_of(kind), **required}, {"style": STYLE} | (optional or {}))


LEAVES: dict[str, Rule] = {
    "text": _leaf("text", {"text": NAME}),
    "link": _leaf("link", {"url": NAME}, {"text": string(), "unsafe": boolean}),
    "user": _leaf("user", {"user_id": NAME}),
    "usergroup": _leaf("usergroup", {"usergroup_id": NAME}),
    "channel": _leaf("channel", {"channel_id": NAME}),
    "team": _leaf("team", {"team_id": NAME}),
    "emoji": _leaf("emoji", {"name": NAME}, {"unicode": string(), "skin_tone": whole(1, 6), "url": string()}),
    "date": _leaf("date", {"timestamp": whole(0), "format": NAME}, {"fallback": string(), "url": string()}),
    "color": _leaf("color", {"value": NAME}),
    "broadcast": _leaf("broadcast", {"range": one_of("here", "channel", "everyone")}),
}

BORDER = whole(0, 1)
SECTION = shape({"type": one_of("rich_text_section"), "elements": items(by_type(LEAVES))})
PARTS: dict[str, Rule] = {
    "rich_text_section": SECTION,
    "rich_text_list": shape(
        {
            "type": one_of("rich_text_list"),
            "style": one_of("bullet", "ordered"),
            "elements": items(by_type({"rich_text_section": SECTION})),
        },
        {"indent": whole(0, 8), "offset": whole(0), "border": BORDER},
    ),
    "rich_text_quote": shape(
        {"type": one_of("rich_text_quote"), "elements": items(by_type(LEAVES))}, {"border": BORDER}
    ),
    "rich_text_preformatted": shape(
        {"type": one_of("rich_text_preformatted"), "elements": items(by_type(LEAVES, frozenset({"text", "link"})))},
        {"border": BORDER, "language": string()},
    ),
}

RICH_TEXT_FIELDS: dict[str, Rule] = {"type": one_of("rich_text"), "elements": items(by_type(PARTS))}
RICH_TEXT_VALUE = shape(RICH_TEXT_FIELDS, {"block_id": string(255, 1)})


def rich_text_characters(value: Any) -> int:
    """How many characters a rich text shows."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(rich_text_characters(part) for part in value.get("elements", []))
    return 0


def no_rich_text(cell: Any, place: str, report: Report) -> None:
    """A header cell holds plain values only."""
    if isinstance(cell, dict) and cell.get("type") == "rich_text":
        report.wrong("unsupported type: rich_text", f"{place}/type")
