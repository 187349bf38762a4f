"""Slack's limits, one a line: what may stand there at the limit, and not one more.

A row is (name, surface, how to build it of a size, the largest size, the place of the complaint below /blocks). Sizes are
characters for texts, items for lists, and the number itself for numbers.
"""

from collections.abc import Callable
from typing import Any

from tests.handlers.local_slack.block_corpus import (
    CONFIRM,
    FEEDBACK,
    FEEDBACK_BUTTONS,
    ICON_BUTTON,
    SOURCE,
    TEXT,
    WORKFLOW,
    Json,
    accessory,
    actions,
    button,
    card,
    chart,
    container,
    data_table,
    element,
    field,
    image,
    lines,
    mrkdwn,
    option,
    options,
    pie,
    plain,
    raw,
    rich,
    rich_section,
    rows,
    section,
    series,
    task,
    video,
)

# A table, one limit a line.
# fmt: off

Build = Callable[[int], Any]
DIVIDER = {"type": "divider"}


def x(size: int) -> str:
    return "x" * size


def address(size: int) -> str:
    return "https://a.b/".ljust(size, "x")


def menu(**more: Any) -> Json:
    return actions(element("static_select", **more))


def group(**more: Any) -> Json:
    return {"label": plain(), "options": options(1)} | more


def labels(size: int) -> list[str]:
    return [f"l{n}" for n in range(size)]


def points(names: list[str]) -> Json:
    return {"name": "s", "data": [{"label": name, "value": 1} for name in names]}


LIMITS: list[tuple[str, str, Build, int, str]] = [
    ("blocks in a message", "message", lambda n: [DIVIDER] * n, 50, ""),
    ("blocks in a modal", "modal", lambda n: [DIVIDER] * n, 100, ""),
    ("blocks at home", "home", lambda n: [DIVIDER] * n, 100, ""),
    ("block_id", "message", lambda n: DIVIDER | {"block_id": x(n)}, 255, "/0/block_id"),
    ("action_id", "message", lambda n: actions(button(action_id=x(n))), 255, "/0/elements/0/action_id"),
    ("plain text", "message", lambda n: section(text=plain(x(n))), 3000, "/0/text/text"),
    ("mrkdwn", "message", lambda n: section(text=mrkdwn(x(n))), 3000, "/0/text/text"),
    ("text of a context", "modal", lambda n: {"type": "context", "elements": [mrkdwn(x(n))]}, 3000, "/0/elements/0/text"),
    ("markdown", "message", lambda n: {"type": "markdown", "text": x(n)}, 12_000, "/0/text"),
    ("markdown of a whole message", "message", lambda n: [{"type": "markdown", "text": x(6000)}, {"type": "markdown", "text": x(n - 6000)}], 12_000, "/1/text"),
    ("charts in a message", "message", lambda n: [chart()] * n, 2, "/2"),
    ("text of all data tables of a message", "message", lambda n: [data_table(rows=[[raw()], [raw(x(n // 2 - 1))]]), data_table(rows=[[raw()], [raw(x(n - n // 2 - 1))]])], 20_000, "/1"),
    ("elements with the focus", "modal", lambda n: [field(element("plain_text_input", focus_on_load=True))] * n, 1, "/1/element/focus_on_load"),
    ("elements of actions", "message", lambda n: actions(*[button(action_id=str(i)) for i in range(n)]), 25, "/0/elements"),
    ("alert text", "modal", lambda n: {"type": "alert", "text": plain(x(n))}, 200, "/0/text/text"),
    ("card title", "home", lambda n: {"type": "card", "title": mrkdwn(x(n))}, 150, "/0/title/text"),
    ("card subtitle", "message", lambda n: card(subtitle=mrkdwn(x(n))), 150, "/0/subtitle/text"),
    ("card body", "message", lambda n: card(body=mrkdwn(x(n))), 200, "/0/body/text"),
    ("card subtext", "message", lambda n: card(subtext=mrkdwn(x(n))), 200, "/0/subtext/text"),
    ("card actions", "message", lambda n: card(actions=[button(action_id=str(i)) for i in range(n)]), 3, "/0/actions"),
    ("cards of a carousel", "message", lambda n: {"type": "carousel", "elements": [card()] * n}, 10, "/0/elements"),
    ("container title", "message", lambda n: container(title=plain(x(n))), 150, "/0/title/text"),
    ("container subtitle", "message", lambda n: container(subtitle=plain(x(n))), 150, "/0/subtitle/text"),
    ("children of a container", "home", lambda n: container(child_blocks=[DIVIDER] * n), 10, "/0/child_blocks"),
    ("elements of a context", "message", lambda n: {"type": "context", "elements": [mrkdwn()] * n}, 10, "/0/elements"),
    ("context actions", "message", lambda n: {"type": "context_actions", "elements": [ICON_BUTTON | {"action_id": str(i)} for i in range(n)]}, 5, "/0/elements"),
    ("data table rows, the header too", "message", lambda n: data_table(rows=rows(n)), 101, "/0/rows"),
    ("data table columns", "message", lambda n: data_table(rows=[[raw()] * n, [raw()] * n]), 20, "/0/rows/0"),
    ("data table page", "message", lambda n: data_table(page_size=n), 100, "/0/page_size"),
    ("chart title", "message", lambda n: chart(title=x(n)), 50, "/0/title"),
    ("segments of a pie", "message", lambda n: chart(chart=pie(segments=[{"label": str(i), "value": 1} for i in range(n)])), 12, "/0/chart/segments"),
    ("label of a segment", "message", lambda n: chart(chart=pie(segments=[{"label": x(n), "value": 1}])), 20, "/0/chart/segments/0/label"),
    *[(f"series of a {kind} chart", "message", lambda n, kind=kind: chart(chart=lines(kind, series=[series(str(i)) for i in range(n)])), 12, "/0/chart/series") for kind in ("bar", "area", "line")],
    ("name of a series", "message", lambda n: chart(chart=lines(series=[series(x(n))])), 20, "/0/chart/series/0/name"),
    ("points of a series", "message", lambda n: chart(chart={"type": "line", "series": [points(labels(n))]}), 20, "/0/chart/series/0/data"),
    ("label of a point", "message", lambda n: chart(chart={"type": "line", "series": [points([x(n)])]}), 20, "/0/chart/series/0/data/0/label"),
    ("category", "message", lambda n: chart(chart={"type": "bar", "series": [points([x(min(n, 20))])], "axis_config": {"categories": [x(n)]}}), 20, "/0/chart/axis_config/categories/0"),
    ("categories", "message", lambda n: chart(chart={"type": "bar", "series": [points(labels(min(n, 20)))], "axis_config": {"categories": labels(n)}}), 20, "/0/chart/axis_config/categories"),
    ("label of the x axis", "message", lambda n: chart(chart=lines(axis_config={"categories": list("abc"), "x_label": x(n)})), 50, "/0/chart/axis_config/x_label"),
    ("label of the y axis", "message", lambda n: chart(chart=lines(axis_config={"categories": list("abc"), "y_label": x(n)})), 50, "/0/chart/axis_config/y_label"),
    ("header", "message", lambda n: {"type": "header", "text": plain(x(n))}, 150, "/0/text/text"),
    ("level of a header", "message", lambda n: {"type": "header", "text": plain(), "level": n}, 4, "/0/level"),
    ("image address", "message", lambda n: image(image_url=address(n)), 3000, "/0/image_url"),
    ("image description", "modal", lambda n: image(alt_text=x(n)), 2000, "/0/alt_text"),
    ("image title", "home", lambda n: image(title=plain(x(n))), 2000, "/0/title/text"),
    ("image element address", "message", lambda n: accessory(image(image_url=address(n))), 3000, "/0/accessory/image_url"),
    ("image element description", "message", lambda n: {"type": "context", "elements": [image(alt_text=x(n))]}, 2000, "/0/elements/0/alt_text"),
    ("input label", "modal", lambda n: field(element("plain_text_input"), label=plain(x(n))), 2000, "/0/label/text"),
    ("input hint", "modal", lambda n: field(element("plain_text_input"), hint=plain(x(n))), 2000, "/0/hint/text"),
    ("tasks of a plan", "message", lambda n: {"type": "plan", "title": "P", "tasks": [task()] * n}, 50, "/0/tasks"),
    ("fields of a section", "message", lambda n: section(fields=[mrkdwn()] * n), 10, "/0/fields"),
    ("field of a section", "message", lambda n: section(fields=[plain(x(n))]), 2000, "/0/fields/0/text"),
    ("rows of a table", "message", lambda n: {"type": "table", "rows": rows(n)}, 100, "/0/rows"),
    ("cells of a table row", "message", lambda n: {"type": "table", "rows": rows(1, n)}, 20, "/0/rows/0"),
    ("column settings of a table", "message", lambda n: {"type": "table", "rows": rows(1), "column_settings": [{"is_wrapped": True}] * n}, 20, "/0/column_settings"),
    ("video description", "message", lambda n: video(alt_text=x(n)), 2000, "/0/alt_text"),
    ("video title", "message", lambda n: video(title=plain(x(n))), 199, "/0/title/text"),
    ("video author", "message", lambda n: video(author_name=x(n)), 49, "/0/author_name"),
    ("button text", "message", lambda n: actions(button(text=plain(x(n)))), 75, "/0/elements/0/text/text"),
    ("button value", "message", lambda n: actions(button(value=x(n))), 2000, "/0/elements/0/value"),
    ("button link", "message", lambda n: actions(button(url=address(n))), 3000, "/0/elements/0/url"),
    ("button spoken", "message", lambda n: actions(button(accessibility_label=x(n))), 75, "/0/elements/0/accessibility_label"),
    ("button prompt", "message", lambda n: actions(button(agent_prompt=x(n))), 4000, "/0/elements/0/agent_prompt"),
    ("workflow button text", "message", lambda n: actions(WORKFLOW | {"text": plain(x(n))}), 75, "/0/elements/0/text/text"),
    ("workflow button spoken", "message", lambda n: actions(WORKFLOW | {"accessibility_label": x(n)}), 75, "/0/elements/0/accessibility_label"),
    ("checkboxes", "modal", lambda n: field(element("checkboxes", options=options(n))), 10, "/0/element/options"),
    ("radio buttons", "modal", lambda n: field(element("radio_buttons", options=options(n))), 10, "/0/element/options"),
    ("options of a menu", "message", lambda n: menu(options=options(n)), 100, "/0/elements/0/options"),
    ("options of a menu of several", "modal", lambda n: field(element("multi_static_select", options=options(n))), 100, "/0/element/options"),
    ("groups of a menu", "message", lambda n: menu(option_groups=[group()] * n), 100, "/0/elements/0/option_groups"),
    ("options of a group", "message", lambda n: menu(option_groups=[group(options=options(n))]), 100, "/0/elements/0/option_groups/0/options"),
    ("label of a group", "message", lambda n: menu(option_groups=[group(label=plain(x(n)))]), 75, "/0/elements/0/option_groups/0/label/text"),
    ("overflow", "message", lambda n: actions(element("overflow", options=options(n))), 5, "/0/elements/0/options"),
    ("link of an overflow option", "message", lambda n: actions(element("overflow", options=[option(url=address(n))])), 3000, "/0/elements/0/options/0/url"),
    ("option text", "message", lambda n: menu(options=[option(text=x(n))]), 75, "/0/elements/0/options/0/text/text"),
    ("option value", "message", lambda n: menu(options=[option(x(n))]), 150, "/0/elements/0/options/0/value"),
    ("option description", "message", lambda n: menu(options=[option(description=plain(x(n)))]), 75, "/0/elements/0/options/0/description/text"),
    ("moment, in seconds", "modal", lambda n: field(element("datetimepicker", initial_date_time=n)), 9_999_999_999, "/0/element/initial_date_time"),
    ("shortest text", "modal", lambda n: field(element("plain_text_input", min_length=n)), 3000, "/0/element/min_length"),
    ("longest text", "modal", lambda n: field(element("plain_text_input", max_length=n)), 3000, "/0/element/max_length"),
    ("fewest lines of rich text", "modal", lambda n: field(element("rich_text_input", min_lines=n)), 100, "/0/element/min_lines"),
    ("most lines of rich text", "modal", lambda n: field(element("rich_text_input", max_lines=n)), 100, "/0/element/max_lines"),
    ("files", "modal", lambda n: field(element("file_input", max_files=n)), 10, "/0/element/max_files"),
    ("feedback text", "message", lambda n: {"type": "context_actions", "elements": [FEEDBACK_BUTTONS | {"positive_button": FEEDBACK | {"text": plain(x(n))}}]}, 75, "/0/elements/0/positive_button/text/text"),
    ("feedback value", "message", lambda n: {"type": "context_actions", "elements": [FEEDBACK_BUTTONS | {"negative_button": FEEDBACK | {"value": x(n)}}]}, 2000, "/0/elements/0/negative_button/value"),
    ("feedback spoken", "message", lambda n: {"type": "context_actions", "elements": [FEEDBACK_BUTTONS | {"negative_button": FEEDBACK | {"accessibility_label": x(n)}}]}, 75, "/0/elements/0/negative_button/accessibility_label"),
    ("icon button value", "message", lambda n: {"type": "context_actions", "elements": [ICON_BUTTON | {"value": x(n)}]}, 2000, "/0/elements/0/value"),
    ("who sees an icon button", "message", lambda n: {"type": "context_actions", "elements": [ICON_BUTTON | {"visible_to_user_ids": ["U"] * n}]}, 10, "/0/elements/0/visible_to_user_ids"),
    ("source of a task", "message", lambda n: task(sources=[SOURCE | {"url": address(n)}]), 3000, "/0/sources/0/url"),
    ("confirm title", "message", lambda n: actions(button(confirm=CONFIRM | {"title": plain(x(n))})), 100, "/0/elements/0/confirm/title/text"),
    ("confirm text", "message", lambda n: actions(button(confirm=CONFIRM | {"text": plain(x(n))})), 300, "/0/elements/0/confirm/text/text"),
    ("confirm yes", "message", lambda n: actions(button(confirm=CONFIRM | {"confirm": plain(x(n))})), 30, "/0/elements/0/confirm/confirm/text"),
    ("confirm no", "message", lambda n: actions(button(confirm=CONFIRM | {"deny": plain(x(n))})), 30, "/0/elements/0/confirm/deny/text"),
    ("indent of a list", "message", lambda n: rich({"type": "rich_text_list", "style": "bullet", "indent": n, "elements": [rich_section(TEXT)]}), 8, "/0/elements/0/indent"),
    ("border of a list", "message", lambda n: rich({"type": "rich_text_list", "style": "bullet", "border": n, "elements": [rich_section(TEXT)]}), 1, "/0/elements/0/border"),
    ("border of a quote", "message", lambda n: rich({"type": "rich_text_quote", "border": n, "elements": [TEXT]}), 1, "/0/elements/0/border"),
]

PLACEHOLDERS = [
    "static_select", "external_select", "users_select", "conversations_select", "channels_select", "multi_static_select",
    "multi_external_select", "multi_users_select", "multi_conversations_select", "multi_channels_select", "datepicker",
    "timepicker", "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input",
]
NEEDED: dict[str, Json] = {
    "static_select": {"options": options(1)}, "multi_static_select": {"options": options(1)}, "number_input": {"is_decimal_allowed": True},
}
LIMITS += [
    (f"placeholder of {kind}", "modal", lambda n, kind=kind: field(element(kind, placeholder=plain(x(n)), **NEEDED.get(kind, {}))), 150, "/0/element/placeholder/text")
    for kind in PLACEHOLDERS
]

VIEW_LIMITS: list[tuple[str, Build, int, str]] = [
    ("modal title", lambda n: {"title": plain(x(n))}, 24, "/title/text"),
    ("modal submit", lambda n: {"submit": plain(x(n))}, 24, "/submit/text"),
    ("modal close", lambda n: {"close": plain(x(n))}, 24, "/close/text"),
    ("private_metadata", lambda n: {"private_metadata": x(n)}, 3000, "/private_metadata"),
    ("callback_id", lambda n: {"callback_id": x(n)}, 255, "/callback_id"),
    ("external_id", lambda n: {"external_id": x(n)}, 255, "/external_id"),
]

SURFACES = {
    "message": "actions card carousel container context context_actions data_table data_visualization divider header image input "
               "markdown plan rich_text section table task_card video",
    "modal": "actions alert card context divider header image input rich_text section video",
    "home": "actions card carousel container context data_table data_visualization divider header image input rich_text section "
            "table video",
}
NOWHERE = ("file", "call", "auth_provider", "share_shortcut", "banner")  # an app cannot post these: Slack gives them back, or does not know them
IN_ACTIONS = "button checkboxes datepicker datetimepicker overflow radio_buttons timepicker workflow_button rich_text_input"
IN_SECTION = "button checkboxes datepicker image overflow radio_buttons timepicker workflow_button"
IN_INPUT = ("checkboxes datepicker datetimepicker radio_buttons timepicker email_text_input url_text_input number_input plain_text_input "
            "rich_text_input file_input")
MENUS = " ".join(f"{several}{what}_select" for several in ("", "multi_") for what in ("static", "external", "users", "conversations", "channels"))
