"""Reading plain JSON into dataclasses; a mistake is told with the place where it stands."""

import json
from dataclasses import MISSING, fields
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints


class ConfigError(ValueError):
    """The configuration cannot be used; the message says where and why."""


Shape = TypeVar("Shape")


def read_shape(shape: type[Shape], plain: Any, place: str) -> Shape:
    """Builds a dataclass from a plain dict; `place` is where the dict stands. Raises ConfigError."""
    if not isinstance(plain, dict):
        raise ConfigError(f"{place or 'the configuration'}: must be an object")
    hints = get_type_hints(shape)
    known = {f.name: f for f in fields(shape)}  # type: ignore[arg-type]
    for name in plain:
        if name not in known:
            raise ConfigError(f"{_at(place, name)}: unknown field; known are {', '.join(known)}")
    for name, spec in known.items():
        if name not in plain and spec.default is MISSING and spec.default_factory is MISSING:
            raise ConfigError(f"{_at(place, name)}: is missing")
    return shape(**{name: _read(hints[name], value, _at(place, name)) for name, value in plain.items()})


def _read(kind: Any, value: Any, place: str) -> Any:
    if isinstance(kind, UnionType):
        kinds = get_args(kind)
        return None if value is None else _read(kinds[0], value, place)
    if get_origin(kind) is list:
        if not isinstance(value, list):
            raise ConfigError(f"{place}: must be a list")
        (item,) = get_args(kind)
        return [_read(item, one, f"{place}[{number}]") for number, one in enumerate(value)]
    if get_origin(kind) is dict:
        if not isinstance(value, dict):
            raise ConfigError(f"{place}: must be an object")
        _, item = get_args(kind)
        return {name: _read(item, one, _at(place, name)) for name, one in value.items()}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind in (str, bool, float, int):
        if type(value) is not kind:
            raise ConfigError(f"{place}: must be {_NAMES[kind]}, not {json.dumps(value)}")
        return value
    if of_text := getattr(kind, "of_text", None):
        if isinstance(value, str):
            return of_text(value)
        if not isinstance(value, dict):
            raise ConfigError(f"{place}: must be a text, or an object with {' and '.join(get_type_hints(kind))}")
    return read_shape(kind, value, place)


_NAMES = {str: "a text", bool: "true or false", float: "a number", int: "a whole number"}


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
