"""The blocks of Block Kit: one table row each, and on which surfaces they may stand."""

from typing import Any

from handlers.local_slack.blocks.cards import CARD, TASK, TASK_PARTS
from handlers.local_slack.blocks.composition import SLACK_FILE, URL, plain, text_kinds, words
from handlers.local_slack.blocks.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from handlers.local_slack.blocks.figures import (
    CHART_FIELDS,
    DATA_TABLE_FIELDS,
    DATA_TABLE_OPTIONS,
    TABLE_FIELDS,
    TABLE_OPTIONS,
    count_chart,
    data_table_is_whole,
)
from handlers.local_slack.blocks.rich_text import RICH_TEXT_FIELDS, RICH_TEXT_VALUE
from handlers.local_slack.blocks.rules import (
    Report,
    Rule,
    at_least_one,
    boolean,
    by_type,
    exactly_one,
    items,
    one_of,
    shape,
    string,
    whole,
)

MOST_MARKDOWN = 12_000  # characters over all markdown blocks of a message
EVERYWHERE = "actions card context divider header image input rich_text section video"
SURFACES = {
    "message": frozenset(
        f"{EVERYWHERE} carousel container context_actions data_table data_visualization file markdown plan table task_card".split()
    ),
    "modal": frozenset(f"{EVERYWHERE} alert".split()),
    "home": frozenset(f"{EVERYWHERE} carousel container data_table data_visualization table".split()),
}
IN_CONTAINER = frozenset(
    ("actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table", "video")
)


def _block_id(block: Any, place: str, report: Report) -> None:
    block_id = block.get("block_id")
    if block_id in report.block_ids:
        report.wrong(f"block_id `{block_id}` already exists", f"{place}/block_id")
    elif block_id is not None:
        report.block_ids.add(block_id)


def _block(kind: str, required: dict[str, Rule], optional: dict[str, Rule] | None = None, *further: Rule) -> Rule:
    base: dict[str, Rule] = {"block_id": string(255, 1)}
    return shape({"type": one_of(kind), **required}, base | (optional or {}), *further, _block_id)


def _unique_actions(block: Any, place: str, report: Report) -> None:
    seen = set()
    for position, element in enumerate(block["elements"]):
        action_id = element.get("action_id")
        if action_id is not None and action_id in seen:
            report.wrong(f"action_id `{action_id}` already exists", f"{place}/elements/{position}/action_id")
        seen.add(action_id)


def _not_at_home(block: Any, place: str, report: Report) -> None:
    if report.surface == "home" and block["element"]["type"] == "file_input":
        report.wrong("unsupported type: file_input", f"{place}/element/type")


def _count_markdown(block: Any, place: str, report: Report) -> None:
    message = f"must be less than {MOST_MARKDOWN + 1} characters in all markdown blocks"
    report.count("markdown", len(block["text"]), MOST_MARKDOWN, message, f"{place}/text")


def _collapse_fits(block: Any, place: str, report: Report) -> None:
    if block.get("default_collapsed") and not block.get("is_collapsible"):
        report.wrong("`default_collapsed` requires `is_collapsible`", f"{place}/default_collapsed")
    if block.get("has_header_divider") and block.get("is_collapsible"):
        report.wrong("`has_header_divider` cannot be used with `is_collapsible`", f"{place}/has_header_divider")


def _children(block: Any, place: str, report: Report) -> None:
    items(by_type(BLOCKS, IN_CONTAINER), 10, 1)(block["child_blocks"], f"{place}/child_blocks", report)


def _is_read_only(block: Any, place: str, report: Report) -> None:
    report.wrong("unsupported type: file", f"{place}/type")


def _not_pending(block: Any, place: str, report: Report) -> None:
    if block["status"] == "pending":
        report.wrong("must be a valid enum value: in_progress, complete, error", f"{place}/status")


def _list(value: Any, place: str, report: Report) -> None:
    if not isinstance(value, list):
        report.wrong("must provide an array", place)


IMAGE = ELEMENTS["image"]
PICTURE: dict[str, Rule] = {"image_url": URL, "slack_file": SLACK_FILE}
BLOCKS: dict[str, Rule] = {
    "section": _block(
        "section",
        {},
        {
            "text": words(),
            "fields": items(words(2000), 10, 1),
            "accessory": by_type(ELEMENTS, IN_SECTION),
            "expand": boolean,
        },
        at_least_one("text", "fields"),
    ),
    "header": _block("header", {"text": plain(150)}, {"level": whole(1, 4)}),
    "divider": _block("divider", {}),
    "image": _block(
        "image", {"alt_text": string(2000)}, {**PICTURE, "title": plain(2000)}, exactly_one("image_url", "slack_file")
    ),
    "context": _block("context", {"elements": items(by_type({**text_kinds(3000), "image": IMAGE}), 10, 1)}),
    "actions": _block("actions", {"elements": items(by_type(ELEMENTS, IN_ACTIONS), 25, 1)}, {}, _unique_actions),
    "input": _block(
        "input",
        {"label": plain(2000), "element": by_type(ELEMENTS, IN_INPUT)},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        _not_at_home,
    ),
    "rich_text": _block("rich_text", {"elements": RICH_TEXT_FIELDS["elements"]}),
    "markdown": _block("markdown", {"text": string(MOST_MARKDOWN, 1)}, {}, _count_markdown),
    "table": _block("table", TABLE_FIELDS, TABLE_OPTIONS),
    "data_table": _block("data_table", DATA_TABLE_FIELDS, DATA_TABLE_OPTIONS, data_table_is_whole),
    "data_visualization": _block("data_visualization", CHART_FIELDS, {}, count_chart),
    "alert": _block("alert", {"text": words(200)}, {"level": one_of("default", "info", "warning", "error", "success")}),
    "card": _block("card", {}, CARD, at_least_one("hero_image", "title", "actions", "body")),
    "carousel": _block(
        "carousel", {"elements": items(lambda v, p, r: by_type(BLOCKS, frozenset({"card"}))(v, p, r), 10, 1)}
    ),
    "container": _block(
        "container",
        {"child_blocks": _list},
        {
            "title": plain(150),
            "rich_text_title": RICH_TEXT_VALUE,
            "subtitle": plain(150),
            "icon": IMAGE,
            "width": one_of("narrow", "standard", "wide", "full"),
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
        at_least_one("title", "rich_text_title"),
        _collapse_fits,
        _children,
    ),
    "context_actions": _block(
        "context_actions",
        {"elements": items(by_type(ELEMENTS, frozenset({"feedback_buttons", "icon_button"})), 5, 1)},
        {},
        _unique_actions,
    ),
    "task_card": _block("task_card", TASK, TASK_PARTS, _not_pending),
    "plan": _block(
        "plan",
        {
            "title": string(None, 1),
            "tasks": items(shape(TASK, {**TASK_PARTS, "type": one_of("task_card"), "block_id": string(255)}), 50),
        },
    ),
    "video": _block(
        "video",
        {
            "alt_text": string(2000),
            "title": plain(199),
            "thumbnail_url": URL,
            "video_url": string(3000, 1, r"https://\S+"),
        },
        {
            "title_url": URL,
            "author_name": string(49),
            "description": plain(200),
            "provider_name": string(50),
            "provider_icon_url": URL,
        },
    ),
    "file": _block("file", {}, {"external_id": string(), "source": string()}, _is_read_only),
}
