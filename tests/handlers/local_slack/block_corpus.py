"""Valid and invalid blocks, written from Slack's documented limits.

A case is (name, surface, block or blocks[, complaint]); a complaint is "message @ place below /blocks".
"""

from typing import Any

# A table, one case a line.
# fmt: off

Json = dict[str, Any]


def plain(text: str = "x", **more: Any) -> Json:
    return {"type": "plain_text", "text": text, **more}


def mrkdwn(text: str = "x", **more: Any) -> Json:
    return {"type": "mrkdwn", "text": text, **more}


def option(value: str = "1", text: str = "One", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def options(number: int) -> list[Json]:
    return [option(str(n), f"Option {n}") for n in range(number)]


def element(kind: str, **more: Any) -> Json:
    return {"type": kind, "action_id": "a", **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def field(inside: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": inside, **more}


def section(**more: Any) -> Json:
    return {"type": "section", **more}


def accessory(inside: Json) -> Json:
    return section(text=mrkdwn(), accessory=inside)


def button(**more: Any) -> Json:
    return element("button", **({"text": plain("Go")} | more))


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*leaves: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(leaves)}


def raw(text: str = "x") -> Json:
    return {"type": "raw_text", "text": text}


def raw_number(value: Any = 3, text: str = "3") -> Json:
    return {"type": "raw_number", "value": value, "text": text}


def rows(number: int, columns: int = 2, text: str = "x") -> list[list[Json]]:
    return [[raw(text) for _ in range(columns)] for _ in range(number)]


def data_table(**more: Any) -> Json:
    return {"type": "data_table", "caption": "Deals", "rows": rows(3)} | more


def chart(**more: Any) -> Json:
    return {"type": "data_visualization", "title": "Deals", "chart": pie()} | more


def pie(**more: Any) -> Json:
    return {"type": "pie", "segments": [{"label": "won", "value": 3}]} | more


def series(name: str = "won", labels: str = "abc") -> Json:
    return {"name": name, "data": [{"label": label, "value": 1.5} for label in labels]}


def lines(kind: str = "line", **more: Any) -> Json:
    return {"type": kind, "series": [series()], "axis_config": {"categories": list("abc")}} | more


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"} | more


def video(**more: Any) -> Json:
    return {"type": "video", "alt_text": "a", "title": plain(), "thumbnail_url": "https://example.com/t.png", "video_url": "https://example.com/v"} | more


def container(**more: Any) -> Json:
    return {"type": "container", "title": plain(), "child_blocks": [{"type": "divider"}]} | more


def card(**more: Any) -> Json:
    return {"type": "card", "title": mrkdwn("Acme"), **more}


def task(**more: Any) -> Json:
    return {"type": "task_card", "task_id": "t", "title": "Call", "status": "complete"} | more


CONFIRM = {"title": plain("Sure?"), "text": mrkdwn("Really"), "confirm": plain("Yes"), "deny": plain("No")}
FEEDBACK = {"text": plain("Good"), "value": "good"}
FEEDBACK_BUTTONS = element("feedback_buttons", positive_button=FEEDBACK, negative_button=FEEDBACK)
ICON_BUTTON = element("icon_button", icon="trash", text=plain("Delete"))
WORKFLOW = element("workflow_button", text=plain("Run"), workflow={"trigger": {"url": "https://slack.com/t"}})
SOURCE = {"type": "url", "url": "https://example.com", "text": "Source"}
GROUPS = [{"label": plain("All"), "options": options(3)}]
TEXT = {"type": "text", "text": "x"}

VALID: list[tuple[str, str, Any]] = [
    ("no blocks at all", "message", []),
    ("fifty blocks", "message", [{"type": "divider"}] * 50),
    ("a hundred blocks at home", "home", [{"type": "divider"}] * 100),
    ("a hundred blocks in a modal", "modal", [{"type": "divider"}] * 100),
    ("section with text", "message", section(text=mrkdwn("*hi*"))),
    ("section with plain text and emoji", "modal", section(text=plain("hi", emoji=False))),
    ("section with verbatim", "message", section(text=mrkdwn("hi", verbatim=True))),
    ("section with the longest text", "message", section(text=mrkdwn("x" * 3000))),
    ("section counted in code points", "message", section(text=mrkdwn("👍" * 3000))),
    ("section with ten fields", "home", section(fields=[mrkdwn("x" * 2000)] * 10)),
    ("section with text and fields", "message", section(text=mrkdwn(), fields=[plain()])),
    ("section that is expanded", "message", section(text=mrkdwn(), expand=True)),
    ("section with the longest block_id", "message", section(text=mrkdwn(), block_id="b" * 255)),
    ("section with nulls for what is absent", "message", section(text=mrkdwn(), fields=None, accessory=None)),
    ("button beside a section", "message", accessory(button())),
    ("overflow beside a section", "message", accessory(element("overflow", options=options(5)))),
    ("overflow with a link", "message", accessory(element("overflow", options=[option(url="https://example.com")]))),
    ("image beside a section", "home", accessory(image())),
    ("checkboxes beside a section", "modal", accessory(element("checkboxes", options=options(10)))),
    ("radio buttons beside a section", "modal", accessory(element("radio_buttons", options=options(10)))),
    ("datepicker beside a section", "modal", accessory(element("datepicker", initial_date="2026-02-28"))),
    ("workflow button beside a section", "message", accessory(WORKFLOW)),
    ("menu beside a section", "message", accessory(element("static_select", options=options(100)))),
    ("header", "message", {"type": "header", "text": plain("x" * 150)}),
    ("header with a level", "message", {"type": "header", "text": plain(), "level": 2}),
    ("divider", "modal", {"type": "divider"}),
    ("image", "message", image(title=plain("x" * 2000))),
    ("image from Slack", "message", {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"}),
    ("context with text and image", "message", {"type": "context", "elements": [mrkdwn(), plain(), image()]}),
    ("context with ten elements", "modal", {"type": "context", "elements": [mrkdwn()] * 10}),
    ("actions with 25 buttons", "message", actions(*[button(action_id=str(n)) for n in range(25)])),
    ("button with everything", "message", actions(button(value="v" * 2000, style="danger", confirm=CONFIRM, accessibility_label="x" * 75))),
    ("button with a link", "message", actions(button(url="https://example.com/" + "x" * 2900))),
    ("button with the longest text", "message", actions(button(text=plain("x" * 75)))),
    ("button without an action_id", "message", actions({"type": "button", "text": plain()})),
    ("the same action_id in two blocks", "message", [actions(button()), actions(button())]),
    ("confirm with a style", "message", actions(button(confirm=CONFIRM | {"style": "danger"}))),
    ("menu with groups", "message", actions(element("static_select", option_groups=GROUPS))),
    ("menu with an initial option", "message", actions(element("static_select", options=options(3), initial_option=options(3)[1]))),
    ("menu with an initial option of a group", "message", actions(element("static_select", option_groups=GROUPS, initial_option=options(3)[1]))),
    ("several of a menu", "modal", field(element("multi_static_select", options=options(3), initial_options=options(2), max_selected_items=2))),
    ("external menu", "message", actions(element("external_select", min_query_length=0, initial_option=option()))),
    ("several of an external menu", "modal", field(element("multi_external_select"))),
    ("people menu", "message", actions(element("users_select", initial_user="U1", placeholder=plain("x" * 150)))),
    ("several people", "modal", field(element("multi_users_select", initial_users=["U1"]))),
    ("channel menu", "modal", field(element("channels_select", response_url_enabled=True))),
    ("several channels", "modal", field(element("multi_channels_select", initial_channels=["C1"]))),
    ("conversation menu", "modal", field(element("conversations_select", default_to_current_conversation=True, filter={"include": ["im", "public"]}))),
    ("several conversations", "modal", field(element("multi_conversations_select", filter={"exclude_bot_users": True}))),
    ("datepicker", "message", actions(element("datepicker", placeholder=plain(), focus_on_load=True))),
    ("timepicker", "message", actions(element("timepicker", initial_time="23:59", timezone="Europe/Amsterdam"))),
    ("datetimepicker", "modal", field(element("datetimepicker", initial_date_time=1_795_000_000))),
    ("checkboxes with mrkdwn", "message", actions(element("checkboxes", options=[{"text": mrkdwn("*a*"), "value": "a", "description": mrkdwn()}]))),
    ("checked checkboxes", "modal", field(element("checkboxes", options=options(3), initial_options=options(2)))),
    ("radio buttons", "modal", field(element("radio_buttons", options=options(3), initial_option=options(3)[2]))),
    ("text input", "modal", field(element("plain_text_input", multiline=True, min_length=0, max_length=3000, initial_value="x" * 3000))),
    ("text input that is dispatched", "modal", field(element("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}), dispatch_action=True)),
    ("text input in a message", "message", field(element("plain_text_input"))),
    ("text input at home", "home", field(element("plain_text_input"))),
    ("e-mail input", "modal", field(element("email_text_input", placeholder=plain()))),
    ("address input", "modal", field(element("url_text_input"))),
    ("number input", "modal", field(element("number_input", is_decimal_allowed=True, min_value="-1.5", max_value="10", initial_value="3"))),
    ("rich text input", "modal", field(element("rich_text_input", min_lines=1, max_lines=100))),
    ("rich text input in actions", "message", actions(element("rich_text_input"))),
    ("file input", "modal", field(element("file_input", filetypes=["csv"], max_files=10))),
    ("input with everything", "modal", field(element("plain_text_input"), hint=plain("x" * 2000), optional=True, label=plain("x" * 2000))),
    ("rich text", "message", rich(rich_section(TEXT | {"style": {"bold": True, "strike": True}}))),
    (
        "rich text with all leaves",
        "message",
        rich(
            rich_section(
                TEXT,
                {"type": "link", "url": "https://a.b"},
                {"type": "user", "user_id": "U1"},
                {"type": "channel", "channel_id": "C1"},
                {"type": "usergroup", "usergroup_id": "S1"},
                {"type": "team", "team_id": "T1"},
                {"type": "emoji", "name": "tada"},
                {"type": "color", "value": "#fff"},
                {"type": "broadcast", "range": "here"},
                {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "x"},
            )
        ),
    ),
    ("rich text list", "modal", rich({"type": "rich_text_list", "style": "ordered", "indent": 8, "border": 1, "offset": 3, "elements": [rich_section(TEXT)]})),
    ("rich text quote", "home", rich({"type": "rich_text_quote", "elements": [TEXT]})),
    ("rich text code", "message", rich({"type": "rich_text_preformatted", "elements": [TEXT], "border": 0})),
    ("markdown", "message", {"type": "markdown", "text": "x" * 12_000}),
    ("two markdown blocks", "message", [{"type": "markdown", "text": "x" * 6000}] * 2),
    ("table", "message", {"type": "table", "rows": rows(100, 20), "column_settings": [{"align": "right", "is_wrapped": True}]}),
    ("table with numbers and rich text", "home", {"type": "table", "rows": [[raw_number(), rich(rich_section(TEXT))]]}),
    ("data table", "message", data_table(page_size=100, row_header_column_index=1)),
    ("largest data table", "message", data_table(rows=rows(101, 20))),
    ("data table with numbers", "home", data_table(rows=[[raw("a")], [raw_number(1.5, "1,5")]])),
    ("pie", "message", chart()),
    ("pie with twelve segments", "home", chart(chart=pie(segments=[{"label": str(n), "value": 0.1} for n in range(12)]))),
    ("bars", "message", chart(chart=lines("bar"))),
    ("area", "message", chart(chart=lines("area"))),
    ("line with twelve series of twenty", "message", chart(chart={"type": "line", "series": [series(str(n), "abcdefghijklmnopqrst") for n in range(12)]})),
    ("line with negative values", "message", chart(chart={"type": "line", "series": [{"name": "a", "data": [{"label": "x", "value": -3}]}]})),
    ("chart with axis labels", "message", chart(chart=lines(axis_config={"categories": list("abc"), "x_label": "x" * 50, "y_label": ""}))),
    ("two charts in a message", "message", [chart()] * 2),
    ("three charts at home", "home", [chart()] * 3),
    ("alert", "modal", {"type": "alert", "text": mrkdwn("x" * 200), "level": "warning"}),
    ("card", "message", card(subtitle=mrkdwn("x" * 150), body=mrkdwn("x" * 200), actions=[button()], icon=image())),
    ("card with an icon of Slack", "modal", card(slack_icon={"type": "icon", "name": "star"})),
    ("carousel", "message", {"type": "carousel", "elements": [card()] * 10}),
    ("container", "message", container(width="wide", is_collapsible=True, default_collapsed=True)),
    ("container with ten children", "home", container(child_blocks=[section(text=mrkdwn())] * 10)),
    ("container with a rich title", "message", {"type": "container", "rich_text_title": rich(rich_section(TEXT)), "child_blocks": [{"type": "divider"}]}),
    ("feedback buttons", "message", {"type": "context_actions", "elements": [FEEDBACK_BUTTONS]}),
    ("icon button", "message", {"type": "context_actions", "elements": [ICON_BUTTON]}),
    ("task card", "message", task(details=rich(rich_section(TEXT)), sources=[SOURCE])),
    ("plan with a pending task", "message", {"type": "plan", "title": "Plan", "tasks": [task(status="pending")]}),
    ("video", "home", video(title_url="https://example.com", author_name="x" * 49)),
]

INVALID: list[tuple[str, str, Any, str]] = [
    ("51 blocks", "message", [{"type": "divider"}] * 51, "no more than 50 items allowed @ "),
    ("101 blocks in a modal", "modal", [{"type": "divider"}] * 101, "no more than 100 items allowed @ "),
    ("101 blocks at home", "home", [{"type": "divider"}] * 101, "no more than 100 items allowed @ "),
    ("a modal without blocks", "modal", [], "no less than 1 items allowed @ "),
    ("a block that is a text", "message", ["divider"], "must provide an object @ /0"),
    ("a block without a type", "message", {"text": "x"}, "missing required field: type @ /0"),
    ("an unknown type", "message", {"type": "banner"}, "unsupported type: banner @ /0/type"),
    ("a type that is a number", "message", {"type": 3}, "unsupported type: 3 @ /0/type"),
    ("block_id twice", "message", [{"type": "divider", "block_id": "b"}] * 2, "block_id `b` already exists @ /1/block_id"),
    ("block_id twice, once in a container", "message", [{"type": "divider", "block_id": "b"}, container(child_blocks=[{"type": "divider", "block_id": "b"}])], "block_id `b` already exists @ /1/child_blocks/0/block_id"),
    ("block_id too long", "message", {"type": "divider", "block_id": "b" * 256}, "must be less than 256 characters @ /0/block_id"),
    ("an empty block_id", "message", {"type": "divider", "block_id": ""}, "must be more than 0 characters @ /0/block_id"),
    ("an unknown field", "message", {"type": "divider", "color": "red"}, "invalid additional property: color @ /0"),
    ("empty section", "message", section(), "must define either `text` or `fields` @ /0"),
    ("section with empty text", "message", section(text=mrkdwn("")), "must be more than 0 characters @ /0/text/text"),
    ("section too long", "message", section(text=mrkdwn("x" * 3001)), "must be less than 3001 characters @ /0/text/text"),
    ("section with a bare text", "message", section(text="x"), "must provide an object @ /0/text"),
    ("section with eleven fields", "message", section(fields=[mrkdwn()] * 11), "no more than 10 items allowed @ /0/fields"),
    ("section with no fields", "message", section(fields=[]), "no less than 1 items allowed @ /0/fields"),
    ("field too long", "message", section(fields=[mrkdwn("x" * 2001)]), "must be less than 2001 characters @ /0/fields/0/text"),
    ("emoji in mrkdwn", "message", section(text=mrkdwn(emoji=True)), "invalid additional property: emoji @ /0/text"),
    ("verbatim in plain text", "message", section(text=plain(verbatim=True)), "invalid additional property: verbatim @ /0/text"),
    ("unknown kind of text", "message", section(text={"type": "html", "text": "x"}), "unsupported type: html @ /0/text/type"),
    ("text that is a number", "message", section(text={"type": "mrkdwn", "text": 3}), "must provide a string @ /0/text/text"),
    ("input beside a section", "modal", accessory(element("plain_text_input")), "unsupported type: plain_text_input @ /0/accessory/type"),
    ("datetimepicker beside a section", "modal", accessory(element("datetimepicker")), "unsupported type: datetimepicker @ /0/accessory/type"),
    ("overflow with six options", "message", accessory(element("overflow", options=options(6))), "no more than 5 items allowed @ /0/accessory/options"),
    ("overflow without options", "message", accessory(element("overflow", options=[])), "no less than 1 items allowed @ /0/accessory/options"),
    ("header too long", "message", {"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters @ /0/text/text"),
    ("header in mrkdwn", "message", {"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn @ /0/text/type"),
    ("header of level five", "message", {"type": "header", "text": plain(), "level": 5}, "must be less than 5 @ /0/level"),
    ("header without text", "message", {"type": "header"}, "missing required field: text @ /0"),
    ("image without a description", "message", {"type": "image", "image_url": "https://a.b/c.png"}, "missing required field: alt_text @ /0"),
    ("image from two places", "message", image(slack_file={"id": "F1"}), "cannot define both `image_url` and `slack_file` @ /0"),
    ("image from nowhere", "message", {"type": "image", "alt_text": "a"}, "must define either `image_url` or `slack_file` @ /0"),
    ("image with a bad address", "message", image(image_url="a.png"), "must match the required format @ /0/image_url"),
    ("image description too long", "message", image(alt_text="x" * 2001), "must be less than 2001 characters @ /0/alt_text"),
    ("context with eleven elements", "message", {"type": "context", "elements": [mrkdwn()] * 11}, "no more than 10 items allowed @ /0/elements"),
    ("context with nothing", "message", {"type": "context", "elements": []}, "no less than 1 items allowed @ /0/elements"),
    ("context with a button", "message", {"type": "context", "elements": [button()]}, "unsupported type: button @ /0/elements/0/type"),
    ("actions with 26 buttons", "message", actions(*[button(action_id=str(n)) for n in range(26)]), "no more than 25 items allowed @ /0/elements"),
    ("actions with nothing", "message", actions(), "no less than 1 items allowed @ /0/elements"),
    ("the same action_id twice", "message", actions(button(), button()), "action_id `a` already exists @ /0/elements/1/action_id"),
    ("text input in actions", "message", actions(element("plain_text_input")), "unsupported type: plain_text_input @ /0/elements/0/type"),
    ("button text too long", "message", actions(button(text=plain("x" * 76))), "must be less than 76 characters @ /0/elements/0/text/text"),
    ("button text empty", "message", actions(button(text=plain(""))), "must be more than 0 characters @ /0/elements/0/text/text"),
    ("button in mrkdwn", "message", actions(button(text=mrkdwn())), "unsupported type: mrkdwn @ /0/elements/0/text/type"),
    ("button value too long", "message", actions(button(value="v" * 2001)), "must be less than 2001 characters @ /0/elements/0/value"),
    ("button value that is a number", "message", actions(button(value=7)), "must provide a string @ /0/elements/0/value"),
    ("button link too long", "message", actions(button(url="https://a.b/" + "x" * 3000)), "must be less than 3001 characters @ /0/elements/0/url"),
    ("button of an unknown style", "message", actions(button(style="warning")), "must be a valid enum value: primary, danger @ /0/elements/0/style"),
    ("action_id too long", "message", actions(button(action_id="a" * 256)), "must be less than 256 characters @ /0/elements/0/action_id"),
    ("confirm without deny", "message", actions(button(confirm={k: v for k, v in CONFIRM.items() if k != "deny"})), "missing required field: deny @ /0/elements/0/confirm"),
    ("confirm title too long", "message", actions(button(confirm=CONFIRM | {"title": plain("x" * 101)})), "must be less than 101 characters @ /0/elements/0/confirm/title/text"),
    ("confirm text too long", "message", actions(button(confirm=CONFIRM | {"text": plain("x" * 301)})), "must be less than 301 characters @ /0/elements/0/confirm/text/text"),
    ("confirm button too long", "message", actions(button(confirm=CONFIRM | {"confirm": plain("x" * 31)})), "must be less than 31 characters @ /0/elements/0/confirm/confirm/text"),
    ("workflow button without a workflow", "message", actions(element("workflow_button", text=plain())), "missing required field: workflow @ /0/elements/0"),
    ("menu with 101 options", "message", actions(element("static_select", options=options(101))), "no more than 100 items allowed @ /0/elements/0/options"),
    ("menu without options", "message", actions(element("static_select")), "must define either `options` or `option_groups` @ /0/elements/0"),
    ("menu with options and groups", "message", actions(element("static_select", options=options(1), option_groups=GROUPS)), "cannot define both `options` and `option_groups` @ /0/elements/0"),
    ("menu with a strange initial option", "message", actions(element("static_select", options=options(2), initial_option=option("9"))), "`initial_option` must match one of the options @ /0/elements/0/initial_option"),
    ("menu with a renamed initial option", "message", actions(element("static_select", options=options(2), initial_option=option("1", "Other"))), "`initial_option` must match one of the options @ /0/elements/0/initial_option"),
    ("option text too long", "message", actions(element("static_select", options=[option(text="x" * 76)])), "must be less than 76 characters @ /0/elements/0/options/0/text/text"),
    ("option value too long", "message", actions(element("static_select", options=[option("v" * 151)])), "must be less than 151 characters @ /0/elements/0/options/0/value"),
    ("option value empty", "message", actions(element("static_select", options=[option("")])), "must be more than 0 characters @ /0/elements/0/options/0/value"),
    ("option description too long", "message", actions(element("static_select", options=[option(description=plain("x" * 76))])), "must be less than 76 characters @ /0/elements/0/options/0/description/text"),
    ("option with a link in a menu", "message", actions(element("static_select", options=[option(url="https://a.b")])), "invalid additional property: url @ /0/elements/0/options/0"),
    ("option in mrkdwn in a menu", "message", actions(element("static_select", options=[{"text": mrkdwn(), "value": "1"}])), "unsupported type: mrkdwn @ /0/elements/0/options/0/text/type"),
    ("group label too long", "message", actions(element("static_select", option_groups=[{"label": plain("x" * 76), "options": options(1)}])), "must be less than 76 characters @ /0/elements/0/option_groups/0/label/text"),
    ("placeholder too long", "message", actions(element("users_select", placeholder=plain("x" * 151))), "must be less than 151 characters @ /0/elements/0/placeholder/text"),
    ("several of a menu, at most none", "modal", field(element("multi_static_select", options=options(1), max_selected_items=0)), "must be greater than 0 @ /0/element/max_selected_items"),
    ("several of a menu, strange initial", "modal", field(element("multi_static_select", options=options(1), initial_options=[option("9")])), "`initial_options` must match the options @ /0/element/initial_options/0"),
    ("external menu with options", "message", actions(element("external_select", options=options(1))), "invalid additional property: options @ /0/elements/0"),
    ("several external with a text as length", "modal", field(element("multi_external_select", min_query_length="3")), "must provide an integer @ /0/element/min_query_length"),
    ("several people with one initial", "modal", field(element("multi_users_select", initial_user="U1")), "invalid additional property: initial_user @ /0/element"),
    ("channel menu with a filter", "modal", field(element("channels_select", filter={"include": ["im"]})), "invalid additional property: filter @ /0/element"),
    ("several channels with a response_url", "modal", field(element("multi_channels_select", response_url_enabled=True)), "invalid additional property: response_url_enabled @ /0/element"),
    ("conversation filter without a key", "modal", field(element("conversations_select", filter={})), "must define at least one key @ /0/element/filter"),
    ("conversation filter of an unknown kind", "modal", field(element("multi_conversations_select", filter={"include": ["dm"]})), "must be a valid enum value: im, mpim, private, public @ /0/element/filter/include/0"),
    ("a date the wrong way round", "message", actions(element("datepicker", initial_date="23-11-2026")), "must match the required format @ /0/elements/0/initial_date"),
    ("a date with month thirteen", "message", actions(element("datepicker", initial_date="2026-13-01")), "must match the required format @ /0/elements/0/initial_date"),
    ("a time after midnight", "message", actions(element("timepicker", initial_time="24:00")), "must match the required format @ /0/elements/0/initial_time"),
    ("an unknown zone", "message", actions(element("timepicker", timezone="Mars/Base")), "must be a valid IANA timezone @ /0/elements/0/timezone"),
    ("a moment in milliseconds", "modal", field(element("datetimepicker", initial_date_time=1_795_000_000_000)), "must be less than 10000000000 @ /0/element/initial_date_time"),
    ("eleven checkboxes", "modal", field(element("checkboxes", options=options(11))), "no more than 10 items allowed @ /0/element/options"),
    ("checked checkboxes that are not there", "modal", field(element("checkboxes", options=options(1), initial_options=[option("9")])), "`initial_options` must match the options @ /0/element/initial_options/0"),
    ("eleven radio buttons", "modal", field(element("radio_buttons", options=options(11))), "no more than 10 items allowed @ /0/element/options"),
    ("a chosen radio button that is not there", "modal", field(element("radio_buttons", options=options(1), initial_option=option("9"))), "`initial_option` must match one of the options @ /0/element/initial_option"),
    ("button in an input", "modal", field(button()), "unsupported type: button @ /0/element/type"),
    ("input label too long", "modal", field(element("plain_text_input"), label=plain("x" * 2001)), "must be less than 2001 characters @ /0/label/text"),
    ("input label in mrkdwn", "modal", field(element("plain_text_input"), label=mrkdwn()), "unsupported type: mrkdwn @ /0/label/type"),
    ("input hint too long", "modal", field(element("plain_text_input"), hint=plain("x" * 2001)), "must be less than 2001 characters @ /0/hint/text"),
    ("input without an element", "modal", {"type": "input", "label": plain()}, "missing required field: element @ /0"),
    ("text input over its maximum", "modal", field(element("plain_text_input", max_length=3001)), "must be less than 3001 @ /0/element/max_length"),
    ("text input that ends before it begins", "modal", field(element("plain_text_input", min_length=9, max_length=3)), "`min_length` must not be greater than `max_length` @ /0/element/min_length"),
    ("dispatch on an unknown moment", "modal", field(element("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_blur"]})), "must be a valid enum value: on_enter_pressed, on_character_entered @ /0/element/dispatch_action_config/trigger_actions_on/0"),
    ("two fields with the focus", "modal", [field(element("plain_text_input", focus_on_load=True)), field(element("plain_text_input", focus_on_load=True))], "only one element can have `focus_on_load` @ /1/element/focus_on_load"),
    ("e-mail input of several lines", "modal", field(element("email_text_input", multiline=True)), "invalid additional property: multiline @ /0/element"),
    ("address input with a number", "modal", field(element("url_text_input", initial_value=3)), "must provide a string @ /0/element/initial_value"),
    ("number input that says nothing of decimals", "modal", field(element("number_input")), "missing required field: is_decimal_allowed @ /0/element"),
    ("number input with a number as limit", "modal", field(element("number_input", is_decimal_allowed=True, min_value=1)), "must provide a string @ /0/element/min_value"),
    ("number input that ends before it begins", "modal", field(element("number_input", is_decimal_allowed=True, min_value="9", max_value="10.5", initial_value="x")), "must match the required format @ /0/element/initial_value"),
    ("rich text input of 101 lines", "modal", field(element("rich_text_input", max_lines=101)), "must be less than 101 @ /0/element/max_lines"),
    ("file input for eleven files", "modal", field(element("file_input", max_files=11)), "must be less than 11 @ /0/element/max_files"),
    ("file input at home", "home", field(element("file_input")), "unsupported type: file_input @ /0/element/type"),
    ("rich text with an unknown part", "message", rich({"type": "paragraph"}), "unsupported type: paragraph @ /0/elements/0/type"),
    ("rich text with an empty text", "message", rich(rich_section({"type": "text", "text": ""})), "must be more than 0 characters @ /0/elements/0/elements/0/text"),
    ("rich text with an unknown style", "message", rich(rich_section(TEXT | {"style": {"blink": True}})), "invalid additional property: blink @ /0/elements/0/elements/0/style"),
    ("rich text list that is too deep", "message", rich({"type": "rich_text_list", "style": "bullet", "indent": 9, "elements": []}), "must be less than 9 @ /0/elements/0/indent"),
    ("rich text list of bare text", "message", rich({"type": "rich_text_list", "style": "bullet", "elements": [TEXT]}), "unsupported type: text @ /0/elements/0/elements/0/type"),
    ("markdown too long", "message", {"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters @ /0/text"),
    ("markdown too long together", "message", [{"type": "markdown", "text": "x" * 6001}] * 2, "must be less than 12001 characters in all markdown blocks @ /1/text"),
    ("markdown in a modal", "modal", {"type": "markdown", "text": "x"}, "unsupported type: markdown @ /0/type"),
    ("markdown at home", "home", {"type": "markdown", "text": "x"}, "unsupported type: markdown @ /0/type"),
    ("table in a modal", "modal", {"type": "table", "rows": rows(1)}, "unsupported type: table @ /0/type"),
    ("table of 101 rows", "message", {"type": "table", "rows": rows(101)}, "no more than 100 items allowed @ /0/rows"),
    ("table of 21 columns", "message", {"type": "table", "rows": rows(1, 21)}, "no more than 20 items allowed @ /0/rows/0"),
    ("table with an empty cell", "message", {"type": "table", "rows": [[raw("")]]}, "must be more than 0 characters @ /0/rows/0/0/text"),
    ("table with an unknown alignment", "message", {"type": "table", "rows": rows(1), "column_settings": [{"align": "middle"}]}, "must be a valid enum value: left, center, right @ /0/column_settings/0/align"),
    ("data table in a modal", "modal", data_table(), "unsupported type: data_table @ /0/type"),
    ("data table without a caption", "message", {"type": "data_table", "rows": rows(2)}, "missing required field: caption @ /0"),
    ("data table of a header alone", "message", data_table(rows=rows(1)), "no less than 2 items allowed @ /0/rows"),
    ("data table of 102 rows", "message", data_table(rows=rows(102)), "no more than 101 items allowed @ /0/rows"),
    ("data table with a ragged row", "message", data_table(rows=[*rows(2, 2), *rows(1, 3)]), "all rows must have the same number of cells @ /0/rows/2"),
    ("data table with rich text in its header", "message", data_table(rows=[[rich(rich_section(TEXT))], [raw()]]), "unsupported type: rich_text @ /0/rows/0/0/type"),
    ("data table with too much text", "message", data_table(rows=rows(2, 2, "x" * 5001)), "must be less than 20001 characters in all cells @ /0"),
    ("data table with pages of 101", "message", data_table(page_size=101), "must be less than 101 @ /0/page_size"),
    ("data table with its names outside", "message", data_table(row_header_column_index=2), "must be less than 2 @ /0/row_header_column_index"),
    ("a number that is a text", "message", data_table(rows=[[raw()], [raw_number("3")]]), "must provide a number @ /0/rows/1/0/value"),
    ("chart in a modal", "modal", chart(), "unsupported type: data_visualization @ /0/type"),
    ("three charts", "message", [chart()] * 3, "no more than 2 data_visualization blocks allowed @ /2"),
    ("chart title too long", "message", chart(title="x" * 51), "must be less than 51 characters @ /0/title"),
    ("chart title that is an object", "message", chart(title=plain()), "must provide a string @ /0/title"),
    ("unknown chart", "message", chart(chart={"type": "radar"}), "unsupported type: radar @ /0/chart/type"),
    ("pie with thirteen segments", "message", chart(chart=pie(segments=[{"label": str(n), "value": 1} for n in range(13)])), "no more than 12 items allowed @ /0/chart/segments"),
    ("pie with a segment of nothing", "message", chart(chart=pie(segments=[{"label": "a", "value": 0}])), "must be greater than 0 @ /0/chart/segments/0/value"),
    ("segment label too long", "message", chart(chart=pie(segments=[{"label": "x" * 21, "value": 1}])), "must be less than 21 characters @ /0/chart/segments/0/label"),
    ("bars with the same name twice", "message", chart(chart=lines("bar", series=[series(), series()])), "series names must be unique @ /0/chart/series"),
    ("line with a missing category", "message", chart(chart=lines(series=[series(labels="ab")])), "must have one value for every category @ /0/chart/series/0/data"),
    ("line with a category twice", "message", chart(chart=lines(series=[series(labels="aab")], axis_config={"categories": list("aab")})), "categories must be unique @ /0/chart/axis_config/categories"),
    ("line with 21 points", "message", chart(chart={"type": "line", "series": [series(labels="abcdefghijklmnopqrstu")]}), "no more than 20 items allowed @ /0/chart/series/0/data"),
    ("axis label too long", "message", chart(chart=lines(axis_config={"categories": list("abc"), "y_label": "x" * 51})), "must be less than 51 characters @ /0/chart/axis_config/y_label"),
    ("alert in a message", "message", {"type": "alert", "text": mrkdwn()}, "unsupported type: alert @ /0/type"),
    ("alert too long", "modal", {"type": "alert", "text": mrkdwn("x" * 201)}, "must be less than 201 characters @ /0/text/text"),
    ("alert of an unknown level", "modal", {"type": "alert", "text": mrkdwn(), "level": "panic"}, "must be a valid enum value: default, info, warning, error, success @ /0/level"),
    ("empty card", "message", {"type": "card"}, "must define either `hero_image` or `title` or `actions` or `body` @ /0"),
    ("card body too long", "message", card(body=mrkdwn("x" * 201)), "must be less than 201 characters @ /0/body/text"),
    ("card with four buttons", "message", card(actions=[button(action_id=str(n)) for n in range(4)]), "no more than 3 items allowed @ /0/actions"),
    ("carousel of eleven", "message", {"type": "carousel", "elements": [card()] * 11}, "no more than 10 items allowed @ /0/elements"),
    ("carousel of sections", "message", {"type": "carousel", "elements": [section(text=mrkdwn())]}, "unsupported type: section @ /0/elements/0/type"),
    ("carousel in a modal", "modal", {"type": "carousel", "elements": [card()]}, "unsupported type: carousel @ /0/type"),
    ("container of eleven", "message", container(child_blocks=[{"type": "divider"}] * 11), "no more than 10 items allowed @ /0/child_blocks"),
    ("container in a container", "message", container(child_blocks=[container()]), "unsupported type: container @ /0/child_blocks/0/type"),
    ("container without a title", "message", {"type": "container", "child_blocks": [{"type": "divider"}]}, "must define either `title` or `rich_text_title` @ /0"),
    ("container closed for good", "message", container(default_collapsed=True), "`default_collapsed` requires `is_collapsible` @ /0/default_collapsed"),
    ("feedback buttons in a modal", "modal", {"type": "context_actions", "elements": [FEEDBACK_BUTTONS]}, "unsupported type: context_actions @ /0/type"),
    ("six context actions", "message", {"type": "context_actions", "elements": [ICON_BUTTON | {"action_id": str(n)} for n in range(6)]}, "no more than 5 items allowed @ /0/elements"),
    ("feedback without a no", "message", {"type": "context_actions", "elements": [element("feedback_buttons", positive_button=FEEDBACK)]}, "missing required field: negative_button @ /0/elements/0"),
    ("icon button for eleven people", "message", {"type": "context_actions", "elements": [ICON_BUTTON | {"visible_to_user_ids": ["U"] * 11}]}, "no more than 10 items allowed @ /0/elements/0/visible_to_user_ids"),
    ("pending task alone", "message", task(status="pending"), "must be a valid enum value: in_progress, complete, error @ /0/status"),
    ("task with an unknown source", "message", task(sources=[SOURCE | {"url": "nowhere"}]), "must match the required format @ /0/sources/0/url"),
    ("plan with 51 tasks", "message", {"type": "plan", "title": "P", "tasks": [task()] * 51}, "no more than 50 items allowed @ /0/tasks"),
    ("plan at home", "home", {"type": "plan", "title": "P", "tasks": [task()]}, "unsupported type: plan @ /0/type"),
    ("video that is not secure", "message", video(video_url="http://example.com/v"), "must match the required format @ /0/video_url"),
    ("video title too long", "message", video(title=plain("x" * 200)), "must be less than 200 characters @ /0/title/text"),
    ("file that is posted", "message", {"type": "file", "external_id": "x", "source": "remote"}, "unsupported type: file @ /0/type"),
]


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "blocks": [{"type": "divider"}]} | more


def home(**more: Any) -> Json:
    return {"type": "home", "blocks": [{"type": "divider"}]} | more


VALID_VIEWS: list[tuple[str, Json]] = [
    ("modal", modal()),
    ("modal with everything", modal(submit=plain("x" * 24), close=plain("x" * 24), private_metadata="x" * 3000, callback_id="x" * 255, external_id="e", clear_on_close=True, notify_on_close=False)),
    ("modal with an input", modal(submit=plain(), blocks=[field(element("plain_text_input"))])),
    ("home", home()),
    ("home without blocks", home(blocks=[])),
    ("home with metadata", home(private_metadata="x", callback_id="home")),
]

INVALID_VIEWS: list[tuple[str, Json, str]] = [
    ("no type", {"blocks": []}, "unsupported type @ /type"),
    ("an unknown type", {"type": "popup"}, "unsupported type @ /type"),
    ("modal without a title", {"type": "modal", "blocks": [{"type": "divider"}]}, "missing required field: title @ "),
    ("title too long", modal(title=plain("x" * 25)), "must be less than 25 characters @ /title/text"),
    ("title in mrkdwn", modal(title=mrkdwn()), "unsupported type: mrkdwn @ /title/type"),
    ("submit too long", modal(submit=plain("x" * 25)), "must be less than 25 characters @ /submit/text"),
    ("close too long", modal(close=plain("x" * 25)), "must be less than 25 characters @ /close/text"),
    ("metadata too long", modal(private_metadata="x" * 3001), "must be less than 3001 characters @ /private_metadata"),
    ("callback_id too long", modal(callback_id="x" * 256), "must be less than 256 characters @ /callback_id"),
    ("an input without submit", modal(blocks=[field(element("plain_text_input"))]), "missing required field: submit @ "),
    ("home with submit", home(submit=plain()), "invalid additional property: submit @ "),
    ("home with close", home(close=plain()), "invalid additional property: close @ "),
    ("a wrong block in a view", modal(blocks=[section()]), "must define either `text` or `fields` @ /blocks/0"),
    ("unknown field of a view", modal(colour="red"), "invalid additional property: colour @ "),
]
