"""What became of a line: right, asked (one press away), part of it, missed, or wrong."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.handlers.phrases.lines.days import days

RIGHT, ASKED, PART, MISSED, WRONG, NOTHING = "RIGHT", "ASKED", "PART", "MISSED", "WRONG", "NOTHING"
CLASSES = (RIGHT, ASKED, PART, MISSED, WRONG)
_BEST_FIRST = (RIGHT, PART, NOTHING, WRONG)
_QUADRANTS = (("find", "close", "grow", "develop"), ("vinden", "binnenhalen", "groeien", "ontwikkelen"))
_TOPICS = ("log", "deal", "score", "goal", "doel", "review", "terugblik", "leave", "verlof", "coach")
Json = dict[str, Any]


@dataclass(frozen=True)
class State:
    """The stored rows by id, as mappings."""

    accounts: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, Json] = field(default_factory=dict)
    deals: Mapping[str, Json] = field(default_factory=dict)
    leave: Mapping[str, Json] = field(default_factory=dict)


class Changes:
    """What is there after a line that was not there before."""

    def __init__(self, before: State, after: State) -> None:
        self.entries = [r for k, r in after.entries.items() if k not in before.entries and not r["undone_at"]]
        self.accounts = [name for k, name in after.accounts.items() if k not in before.accounts]
        self.undone = [
            r
            for k, r in after.entries.items()
            if k in before.entries and r["undone_at"] and not before.entries[k]["undone_at"]
        ]
        watched = ("stage", "outcome", "value_minor", "account", "reason", "removed_at")
        self.deals = [
            (before.deals.get(k), row)
            for k, row in after.deals.items()
            if k not in before.deals or any(before.deals[k][w] != row[w] for w in watched)
        ]
        self.leave = [row for k, row in after.leave.items() if k not in before.leave]

    def __bool__(self) -> bool:
        return bool(self.entries or self.accounts or self.undone or self.deals or self.leave)

    def told(self) -> str:
        """In one line, for whoever reads the table."""
        keys = ("kind", "account", "happened_on", "contact", "minutes", "amount_minor", "score", "quantity", "note")
        parts = [" ".join(str(row[key]) for key in keys if row[key] not in (None, "")) for row in self.entries]
        parts += [
            f"deal {row['account']} {row['stage']} {row['outcome']} {row['value_minor']}" for _, row in self.deals
        ]
        parts += [f"leave {row['first_day']}..{row['last_day']}" for row in self.leave]
        return "; ".join(
            [*parts, *(f"undone {row['kind']}" for row in self.undone), *(f"NEW {a}" for a in self.accounts)]
        )


def folded(text: str | None) -> str:
    """Without case, accents and marks at the edges."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return " ".join(plain.split()).strip(" .\"'")


def verdict(line: Json, changes: Changes, reply: str, today: date) -> str:
    """The best verdict over what is expected and what is accepted as well; NOTHING where nothing was stored or shown."""
    return best(
        _one(wanted, changes, reply, line, today, False) for wanted in [line["expect"], *line.get("accept", [])]
    )


def verdict_of_press(line: Json, changes: Changes, reply: str, today: date) -> str:
    """The same after a press on what was offered."""
    return best(_one(wanted, changes, reply, line, today, True) for wanted in [line["expect"], *line.get("accept", [])])


def best(verdicts: Iterable[str]) -> str:
    """The best of several."""
    return min(verdicts, key=_BEST_FIRST.index)


def _one(wanted: Json, changes: Changes, reply: str, line: Json, today: date, pressed: bool) -> str:
    if "store" in wanted:
        is_plan = changes.entries and not (changes.accounts or changes.deals or changes.leave or changes.undone)
        is_plan = is_plan and all(row["happened_on"] > today for row in changes.entries)
        return RIGHT if not changes or (is_plan and {"future", "negated"} & set(line["tags"])) else WRONG
    if "ask" in wanted:
        if not pressed:
            return NOTHING if not changes else WRONG
        return best(_one(each, changes, reply, line, today, True) for each in wanted["ask"])
    if "entries" in wanted:
        return _entries(wanted["entries"], changes, today)
    if "deal" in wanted:
        return _deal(wanted["deal"], changes)
    return _command(wanted, changes, folded(reply), today)


def _entries(wanted: list[Json], changes: Changes, today: date) -> str:
    if not changes:
        return NOTHING
    new = {folded(each["account"]) for each in wanted if each.get("new_account")}
    if changes.deals or changes.leave or changes.undone or any(folded(name) not in new for name in changes.accounts):
        return WRONG
    left, found = list(changes.entries), []
    is_part = False
    for each in wanted:
        rows = _rows_of(each, left, today)
        if not rows:
            is_part = True
            without = [row for row in left if row["kind"] in _several(each["kind"]) and row["account"] is None]
            for row in without[:1]:
                left.remove(row)  # it is there, without its account
            continue
        for row in rows:
            left.remove(row)
        found.append(_fields(each, rows))
    if left or WRONG in found:
        return WRONG
    return PART if is_part or PART in found else RIGHT


def _rows_of(wanted: Json, left: list[Json], today: date) -> list[Json]:
    fits = [
        row
        for row in left
        if row["kind"] in _several(wanted["kind"])
        and row["happened_on"] in days(wanted["date"], today)
        and folded(row["account"]) == folded(wanted["account"])
    ]
    rows: list[Json] = []
    for row in fits:
        if sum(each["quantity"] for each in rows) < wanted.get("quantity", 1):
            rows.append(row)
    return rows


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _fields(wanted: Json, rows: list[Json]) -> str:
    row = rows[0]
    amounts = (
        [None]
        if row["amount_minor"] is None
        else [row["amount_minor"] / 100, sum(each["amount_minor"] or 0 for each in rows) / 100]
    )
    checks = [
        _field(wanted.get("contact"), [row["contact"] and folded(row["contact"])], fold=True),
        _field(wanted.get("minutes"), [row["minutes"]]),
        _field(wanted.get("amount"), amounts),
        _field(wanted.get("score"), [row["score"]]),
    ]
    if "amount" in wanted and row["amount_minor"] is not None:
        checks.append(_field(wanted.get("currency", "EUR"), [row["currency"]]))
    if "first" in wanted and row["kind"] in ("meeting", "visit") and None not in _several(wanted["first"]):
        checks.append(_field(wanted["first"], [row["is_first"]]))
    counted = sum(each["quantity"] for each in rows)
    checks.append(
        RIGHT if counted == wanted.get("quantity", 1) else PART if counted < wanted.get("quantity", 1) else WRONG
    )
    return WRONG if WRONG in checks else PART if PART in checks else RIGHT


def _field(wanted: Any, got: list[Any], *, fold: bool = False) -> str:
    wants = [folded(each) if fold and each else each for each in _several(wanted)]
    if got == [None] or got == [""]:
        return RIGHT if None in wants else PART
    return RIGHT if any(each in wants for each in got) else WRONG


def _deal(wanted: Json, changes: Changes) -> str:
    if not changes:
        return NOTHING
    if changes.entries or changes.leave or changes.undone or len(changes.deals) != 1:
        return WRONG
    [(old, new)] = changes.deals
    outcome = {"won": "won", "lost": "lost"}.get(wanted["verb"])
    is_right = folded(new["account"]) == folded(wanted["account"]) and (new["outcome"] or None) == outcome
    if not is_right or (wanted["verb"] == "add") != (old is None):
        return WRONG
    value = None if new["value_minor"] is None else new["value_minor"] / 100
    if "amount" in wanted and value != wanted["amount"]:
        return PART if value is None or (old and new["value_minor"] == old["value_minor"]) else WRONG
    if "stage" in wanted and new["stage"] != wanted["stage"]:
        return PART if wanted["verb"] == "add" else WRONG
    return PART if "reason" in wanted and not new["reason"] else RIGHT


def _command(wanted: Json, changes: Changes, reply: str, today: date) -> str:
    name = wanted["command"]
    if name in ("undo", "leave"):
        others = (
            changes.entries
            or changes.accounts
            or changes.deals
            or (changes.leave if name == "undo" else changes.undone)
        )
        if others:
            return WRONG
        if name == "undo":
            return RIGHT if changes.undone else NOTHING
        wanted_days = days(wanted["date"], today)
        is_away = any(row["first_day"] <= day <= row["last_day"] for row in changes.leave for day in wanted_days)
        return RIGHT if is_away else WRONG if changes.leave else NOTHING
    if changes:
        return WRONG
    is_told = {
        "scorecard": any(sum(each in reply for each in quadrants) >= 3 for quadrants in _QUADRANTS),
        "deals": "summit legal" in reply,
        "list": "summit legal" in reply,
        "goal": "win ten schools" in reply,
        "help": sum(topic in reply for topic in _TOPICS) >= 3,
    }
    return RIGHT if is_told[name] else NOTHING
