"""Judging blocks and views: what Slack would find wrong, place by place."""

from collections.abc import Set
from typing import Any

from handlers.local_slack.blocks.composition import OPTION, OPTION_GROUP, plain
from handlers.local_slack.blocks.layout import BLOCKS, SURFACES
from handlers.local_slack.blocks.rules import Report, Rule, boolean, by_type, exactly_one, items, one_of, shape, string

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}


def wrong_blocks(blocks: Any, surface: str, refused: Set[str] = frozenset(), place: str = "/blocks") -> list[str]:
    """What is wrong with a list of blocks; [] = Slack takes them. `refused` are types this workspace does not know."""
    report = Report(surface)
    _blocks_rule(surface, refused)(blocks, place, report)
    return report.errors


def wrong_view(view: Any, refused: Set[str] = frozenset()) -> list[str]:
    """What is wrong with a view; [] = Slack takes it."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in ("modal", "home"):
        return [
            "failed to match all allowed schemas [json-pointer:/view]",
            "unsupported type [json-pointer:/view/type]",
        ]
    report = Report(kind)
    rule = _modal_rule(refused) if kind == "modal" else _home_rule(refused)
    rule(view, "/view", report)
    return ["failed to match all allowed schemas [json-pointer:/view]", *report.errors] if report.errors else []


def wrong_options(answer: Any) -> list[str]:
    """What is wrong with the answer to a search for options; [] = Slack shows them."""
    report = Report("options")
    OPTIONS(answer, "", report)
    return report.errors


COMMON: dict[str, Rule] = {"private_metadata": string(3000), "callback_id": string(255), "external_id": string(255)}


OPTIONS = shape(
    {},
    {"options": items(OPTION, 100), "option_groups": items(OPTION_GROUP, 100)},
    exactly_one("options", "option_groups"),
)


def _blocks_rule(surface: str, refused: Set[str]) -> Rule:
    least = 1 if surface == "modal" else 0
    return items(by_type(BLOCKS, SURFACES[surface] - refused), MOST_BLOCKS[surface], least)


def _home_rule(refused: Set[str]) -> Rule:
    return shape({"type": one_of("home"), "blocks": _blocks_rule("home", refused)}, {**COMMON, "title": plain(24)})


def _modal_rule(refused: Set[str]) -> Rule:
    return shape(
        {"type": one_of("modal"), "title": plain(24), "blocks": _blocks_rule("modal", refused)},
        {
            **COMMON,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
        _inputs_can_be_sent,
    )


def _inputs_can_be_sent(view: Any, place: str, report: Report) -> None:
    if any(block["type"] == "input" for block in view["blocks"]) and view.get("submit") is None:
        report.wrong("missing required field: submit", place)
