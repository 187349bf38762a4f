"""A small language for what Slack accepts: rules that look at one part of a payload and write down what is wrong.

A message names the place with a JSON pointer, as Slack does: `must be less than 151 characters [json-pointer:/blocks/0/text/text]`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Rule = Callable[[Any, str, "Report"], None]


class Report:
    """What is wrong so far, and what has to be counted over a whole message or view."""

    def __init__(self, surface: str) -> None:
        self.surface = surface
        self.errors: list[str] = []
        self.block_ids: set[str] = set()
        self.counts: dict[str, int] = {}

    def wrong(self, message: str, place: str) -> None:
        """Writes one message with its place."""
        self.errors.append(f"{message} [json-pointer:{place}]")

    def count(self, what: str, number: int, most: int, message: str, place: str) -> None:
        """Adds to a sum over the whole message; complains when it goes over its limit."""
        before = self.counts.get(what, 0)
        self.counts[what] = before + number
        if before <= most < before + number:
            self.wrong(message, place)


def string(most: int | None = None, least: int = 0, pattern: str = "") -> Rule:
    """A text of so many characters (Unicode code points)."""

    def check(value: Any, place: str, report: Report) -> None:
        if not isinstance(value, str):
            report.wrong("must provide a string", place)
        elif most is not None and len(value) > most:
            report.wrong(f"must be less than {most + 1} characters", place)
        elif len(value) < least:
            report.wrong(f"must be more than {least - 1} characters", place)
        elif pattern and not re.fullmatch(pattern, value):
            report.wrong("must match the required format", place)

    return check


def one_of(*values: object) -> Rule:
    """One of a few fixed values."""

    def check(value: Any, place: str, report: Report) -> None:
        if value not in values or type(value) not in {type(v) for v in values}:
            report.wrong(f"must be a valid enum value: {', '.join(str(v) for v in values)}", place)

    return check


def boolean(value: Any, place: str, report: Report) -> None:
    """true or false."""
    if not isinstance(value, bool):
        report.wrong("must provide a boolean", place)


def whole(least: int, most: int | None = None) -> Rule:
    """A whole number between two others."""

    def check(value: Any, place: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            report.wrong("must provide an integer", place)
        elif value < least:
            report.wrong(f"must be greater than {least - 1}", place)
        elif most is not None and value > most:
            report.wrong(f"must be less than {most + 1}", place)

    return check


def number(above: float | None = None) -> Rule:
    """A finite number, above another one when that is given."""

    def check(value: Any, place: str, report: Report) -> None:
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or value != value
            or abs(value) == float("inf")
        ):
            report.wrong("must provide a number", place)
        elif above is not None and value <= above:
            report.wrong(f"must be greater than {above:g}", place)

    return check


def items(rule: Rule, most: int | None = None, least: int = 0) -> Rule:
    """A list in which each item follows the rule."""

    def check(value: Any, place: str, report: Report) -> None:
        if not isinstance(value, list):
            report.wrong("must provide an array", place)
            return
        if most is not None and len(value) > most:
            report.wrong(f"no more than {most} items allowed", place)
        elif len(value) < least:
            report.wrong(f"no less than {least} items allowed", place)
        for position, item in enumerate(value):
            rule(item, f"{place}/{position}", report)

    return check


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *further: Rule) -> Rule:
    """An object with these fields and no others; `further` rules look at the object once its fields are right."""
    known = {**required, **(optional or {})}

    def check(value: Any, place: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.wrong("must provide an object", place)
            return
        before = len(report.errors)
        for name in required:
            if value.get(name) is None:
                report.wrong(f"missing required field: {name}", place)
        for name, inside in value.items():
            if name not in known:
                report.wrong(f"invalid additional property: {name}", place)
            elif inside is not None:
                known[name](inside, f"{place}/{name}", report)
        if len(report.errors) == before:
            for rule in further:
                rule(value, place, report)

    return check


def by_type(table: Mapping[str, Rule], allowed: frozenset[str] | None = None) -> Rule:
    """An object that follows the rule of its `type`, which must be one of those allowed here."""

    def check(value: Any, place: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.wrong("must provide an object", place)
            return
        kind = value.get("type")
        if kind is None:
            report.wrong("missing required field: type", place)
        elif not isinstance(kind, str) or kind not in table or (allowed is not None and kind not in allowed):
            report.wrong(f"unsupported type: {kind}", f"{place}/type")
        else:
            table[kind](value, place, report)

    return check


def exactly_one(*names: str) -> Rule:
    """One of these fields, and not two."""

    def check(value: Any, place: str, report: Report) -> None:
        given = [name for name in names if value.get(name) is not None]
        listed = " or ".join(f"`{name}`" for name in names)
        if not given:
            report.wrong(f"must define either {listed}", place)
        elif len(given) > 1:
            report.wrong(f"cannot define both {' and '.join(f'`{name}`' for name in given)}", place)

    return check


def at_least_one(*names: str) -> Rule:
    """One of these fields at least."""

    def check(value: Any, place: str, report: Report) -> None:
        if not any(value.get(name) for name in names):
            report.wrong(f"must define either {' or '.join(f'`{name}`' for name in names)}", place)

    return check
