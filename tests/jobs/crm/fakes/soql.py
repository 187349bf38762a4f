"""As much of SOQL as the adapter speaks."""

import re
from datetime import datetime

TOKEN = re.compile(r"\s*('(?:[^'\\]|\\.)*'|[()]|,|>=|<=|!=|[=<>]|[\w.:+-]+)")
WHOLE = re.compile(
    r"SELECT (?P<fields>.+?) FROM (?P<of>\w+)(?: WHERE (?P<where>.+?))?(?: ORDER BY (?P<order>.+?))?(?: LIMIT (?P<limit>\d+))?$"
)


class Malformed(Exception):  # noqa: N818
    """MALFORMED_QUERY."""


def parsed(soql: str) -> dict:
    found = WHOLE.match(soql)
    if not found:
        raise Malformed
    fields = [name.strip() for name in found["fields"].split(",")]
    order = [(part.split()[0], "DESC" in part) for part in (found["order"] or "").split(",") if part.strip()]
    where = _Reader(TOKEN.findall(found["where"])).either() if found["where"] else (lambda row: True)
    return {"fields": fields, "of": found["of"], "where": where, "order": order, "limit": int(found["limit"] or 50_000)}


def at(value: object) -> object:
    """A stamp as an instant, anything else as it is."""
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        return datetime.fromisoformat(value)
    return value


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def either(self):
        parts = [self.both()]
        while self.tokens and self.tokens[0] == "OR":
            self.tokens.pop(0)
            parts.append(self.both())
        return lambda row: any(part(row) for part in parts)

    def both(self):
        parts = [self.one()]
        while self.tokens and self.tokens[0] == "AND":
            self.tokens.pop(0)
            parts.append(self.one())
        return lambda row: all(part(row) for part in parts)

    def one(self):
        first = self.tokens.pop(0)
        if first == "(":
            inside = self.either()
            self._take(")")
            return inside
        sign = self.tokens.pop(0)
        if sign == "IN":
            self._take("(")
            wanted = set()
            while (token := self.tokens.pop(0)) != ")":
                if token != ",":
                    wanted.add(token.strip("'"))
            return lambda row: row.get(first) in wanted
        literal = self.tokens.pop(0)
        value = {"true": True, "false": False}.get(literal, literal.strip("'"))
        value = at(value) if not literal.startswith("'") else value
        compare = {
            "=": lambda a: a == value,
            ">": lambda a: a is not None and a > value,
            "<": lambda a: a is not None and a < value,
            ">=": lambda a: a is not None and a >= value,
        }[sign]
        return lambda row: compare(at(row.get(first)))

    def _take(self, wanted: str) -> None:
        if not self.tokens or self.tokens.pop(0) != wanted:
            raise Malformed
