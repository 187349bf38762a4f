"""The elements of Block Kit: one table row each, with the limits of Slack's reference."""

from typing import Any
from zoneinfo import available_timezones

from handlers.local_slack.blocks.composition import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    IDENTIFIER,
    LONGEST_TEXT,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    URL,
    initial_is_offered,
    plain,
)
from handlers.local_slack.blocks.rich_text import RICH_TEXT_VALUE
from handlers.local_slack.blocks.rules import Report, Rule, boolean, exactly_one, items, one_of, shape, string, whole

DATE = string(10, 10, r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = string(5, 5, r"([01]\d|2[0-3]):[0-5]\d")
STYLE = one_of("primary", "danger")
LABEL = string(75, 1)


def _zone(value: Any, place: str, report: Report) -> None:
    if value not in available_timezones():
        report.wrong("must be a valid IANA timezone", place)


def _ordered(low: str, high: str) -> Rule:
    def check(element: Any, place: str, report: Report) -> None:
        if (
            element.get(low) is not None
            and element.get(high) is not None
            and float(element[low]) > float(element[high])
        ):
            report.wrong(f"`{low}` must not be greater than `{high}`", f"{place}/{low}")

    return check


def _focus(element: Any, place: str, report: Report) -> None:
    if element.get("focus_on_load"):
        report.count("focus_on_load", 1, 1, "only one element can have `focus_on_load`", f"{place}/focus_on_load")


def _element(kind: str, required: dict[str, Rule], optional: dict[str, Rule], *further: Rule) -> Rule:
    base: dict[str, Rule] = {"action_id": IDENTIFIER}
    return shape({"type": one_of(kind), **required}, base | optional, *further)


def _chooser(kind: str, required: dict[str, Rule], optional: dict[str, Rule], *further: Rule) -> Rule:
    """An element in which something is chosen or entered: it may be confirmed and may have the focus."""
    return _element(kind, required, {"confirm": CONFIRM, "focus_on_load": boolean} | optional, *further, _focus)


def _selects(
    what: str, required: dict[str, Rule], optional: dict[str, Rule], initial: Rule, *further: Rule
) -> dict[str, Rule]:
    """A select menu and its multi-select brother."""
    name = "option" if what in ("static", "external") else what.rstrip("s")
    common = {"placeholder": plain(150)} | optional
    single = {k: v for k, v in common.items() if k not in MULTI_ONLY} | {f"initial_{name}": initial}
    multi = {k: v for k, v in common.items() if k not in SINGLE_ONLY}
    multi |= {f"initial_{name}s": items(initial), "max_selected_items": whole(1)}
    return {
        f"{what}_select": _chooser(f"{what}_select", required, single, *further),
        f"multi_{what}_select": _chooser(f"multi_{what}_select", required, multi, *further),
    }


SINGLE_ONLY = ("response_url_enabled",)
MULTI_ONLY = ("max_selected_items",)
OFFERED: dict[str, Rule] = {"options": items(OPTION, 100, 1), "option_groups": items(OPTION_GROUP, 100, 1)}


def _text_input(kind: str, required: dict[str, Rule], optional: dict[str, Rule], *further: Rule) -> Rule:
    base = {"placeholder": plain(150), "dispatch_action_config": DISPATCH_CONFIG, "focus_on_load": boolean}
    return _element(kind, required, base | {"initial_value": string(LONGEST_TEXT)} | optional, *further, _focus)


BUTTON: dict[str, Rule] = {
    "value": string(2000),
    "url": URL,
    "style": STYLE,
    "confirm": CONFIRM,
    "accessibility_label": LABEL,
    "agent_prompt": string(4000, 1),
}
FEEDBACK = shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": LABEL})
DIGITS = string(None, 1, r"-?\d+(\.\d+)?")

ELEMENTS: dict[str, Rule] = {
    "button": _element("button", {"text": plain(75)}, BUTTON),
    "workflow_button": _element(
        "workflow_button",
        {
            "text": plain(75),
            "workflow": shape(
                {
                    "trigger": shape(
                        {"url": URL},
                        {"customizable_input_parameters": items(shape({"name": string(None, 1), "value": string()}))},
                    )
                }
            ),
        },
        {"style": STYLE, "accessibility_label": LABEL},
    ),
    "checkboxes": _chooser(
        "checkboxes",
        {"options": items(RICH_OPTION, 10, 1)},
        {"initial_options": items(RICH_OPTION, 10, 1)},
        initial_is_offered,
    ),
    "radio_buttons": _chooser(
        "radio_buttons", {"options": items(RICH_OPTION, 10, 1)}, {"initial_option": RICH_OPTION}, initial_is_offered
    ),
    "overflow": _element("overflow", {"options": items(OVERFLOW_OPTION, 5, 1)}, {"confirm": CONFIRM}),
    "datepicker": _chooser("datepicker", {}, {"initial_date": DATE, "placeholder": plain(150)}),
    "timepicker": _chooser("timepicker", {}, {"initial_time": TIME, "placeholder": plain(150), "timezone": _zone}),
    "datetimepicker": _chooser("datetimepicker", {}, {"initial_date_time": whole(10**9, 10**10 - 1)}),
    **_selects("static", {}, OFFERED, OPTION, exactly_one("options", "option_groups"), initial_is_offered),
    **_selects("external", {}, {"min_query_length": whole(0)}, OPTION),
    **_selects("users", {}, {}, string(None, 1)),
    **_selects("channels", {}, {"response_url_enabled": boolean}, string(None, 1)),
    **_selects(
        "conversations",
        {},
        {"response_url_enabled": boolean, "default_to_current_conversation": boolean, "filter": CONVERSATION_FILTER},
        string(None, 1),
    ),
    "plain_text_input": _text_input(
        "plain_text_input",
        {},
        {"multiline": boolean, "min_length": whole(0, 3000), "max_length": whole(1, 3000)},
        _ordered("min_length", "max_length"),
    ),
    "email_text_input": _text_input("email_text_input", {}, {}),
    "url_text_input": _text_input("url_text_input", {}, {}),
    "number_input": _text_input(
        "number_input",
        {"is_decimal_allowed": boolean},
        {"initial_value": DIGITS, "min_value": DIGITS, "max_value": DIGITS},
        _ordered("min_value", "max_value"),
    ),
    "rich_text_input": _text_input(
        "rich_text_input",
        {},
        {"initial_value": RICH_TEXT_VALUE, "min_lines": whole(1, 100), "max_lines": whole(1, 100)},
        _ordered("min_lines", "max_lines"),
    ),
    "file_input": _element("file_input", {}, {"filetypes": items(string(None, 1)), "max_files": whole(1, 10)}),
    "image": shape(
        {"type": one_of("image"), "alt_text": string(2000)},
        {"image_url": URL, "slack_file": SLACK_FILE},
        exactly_one("image_url", "slack_file"),
    ),
    "feedback_buttons": _element("feedback_buttons", {"positive_button": FEEDBACK, "negative_button": FEEDBACK}, {}),
    "icon_button": _element(
        "icon_button",
        {"icon": string(None, 1), "text": plain(75)},
        {
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": LABEL,
            "visible_to_user_ids": items(string(None, 1), 10),
        },
    ),
    "url": shape({"type": one_of("url"), "url": URL, "text": string(None, 1)}),
}

CHOICES = frozenset("checkboxes radio_buttons datepicker timepicker".split())  # noqa: SIM905 - reads as the reference does
MENUS = frozenset(kind for kind in ELEMENTS if kind.endswith("_select"))
TEXT_INPUTS = frozenset(kind for kind in ELEMENTS if kind.endswith("_input"))

IN_ACTIONS = MENUS | CHOICES | {"button", "overflow", "datetimepicker", "workflow_button", "rich_text_input"}
IN_SECTION = MENUS | CHOICES | {"button", "overflow", "image", "workflow_button"}
IN_INPUT = MENUS | CHOICES | TEXT_INPUTS | {"datetimepicker"}
