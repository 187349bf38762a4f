"""Composition objects: texts, options, confirmations, filters."""

from typing import Any

from handlers.local_slack.blocks.rules import Report, Rule, at_least_one, boolean, by_type, items, one_of, shape, string

LONGEST_TEXT = 3000
IDENTIFIER = string(255, 1)
URL = string(3000, 1, r"https?://\S+|mailto:\S+|slack://\S+")


def plain(most: int = LONGEST_TEXT, least: int = 1) -> Rule:
    """A text object of plain text only."""
    return by_type({"plain_text": _plain(most, least)})


def words(most: int = LONGEST_TEXT) -> Rule:
    """A text object, plain or mrkdwn."""
    return by_type(text_kinds(most))


def text_kinds(most: int) -> dict[str, Rule]:
    """The two kinds of text object; `emoji` belongs to the one, `verbatim` to the other."""
    mrkdwn = shape({"type": one_of("mrkdwn"), "text": string(most, 1)}, {"verbatim": boolean})
    return {"plain_text": _plain(most, 1), "mrkdwn": mrkdwn}


def _plain(most: int, least: int) -> Rule:
    return shape({"type": one_of("plain_text"), "text": string(most, least)}, {"emoji": boolean})


CONFIRM = shape(
    {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)

OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75)})
OVERFLOW_OPTION = shape({"text": plain(75), "value": string(150, 1)}, {"description": plain(75), "url": URL})
RICH_OPTION = shape({"text": words(75), "value": string(150, 1)}, {"description": words(75)})
OPTION_GROUP = shape({"label": plain(75), "options": items(OPTION, 100, 1)})

DISPATCH_CONFIG = shape({"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2, 1)})
CONVERSATION_FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), None, 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    lambda value, place, report: at_least_one(*value)(value, place, report) if value else _empty(place, report),
)
SLACK_FILE: Rule = shape({}, {"id": string(None, 1), "url": string(None, 1)}, at_least_one("id", "url"))


def _empty(place: str, report: Report) -> None:
    report.wrong("must define at least one key", place)


def known_options(element: dict[str, Any]) -> list[Any]:
    """All options of an element, grouped or not."""
    grouped = [option for group in element.get("option_groups") or [] for option in group.get("options", [])]
    return [*(element.get("options") or []), *grouped]


def initial_is_offered(element: Any, place: str, report: Report) -> None:
    """`initial_option` and `initial_options` must be among the options, and look exactly the same."""
    offered = known_options(element)
    if element.get("initial_option") is not None and element["initial_option"] not in offered:
        report.wrong("`initial_option` must match one of the options", f"{place}/initial_option")
    for position, option in enumerate(element.get("initial_options") or []):
        if option not in offered:
            report.wrong("`initial_options` must match the options", f"{place}/initial_options/{position}")
