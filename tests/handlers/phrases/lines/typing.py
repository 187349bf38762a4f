"""Lines typed to the features of the bot, in-process: each in a transaction of its own that is taken back."""

import csv
import importlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, select
from sqlmodel import Session

import models.every_table  # noqa: F401 - the tables must be known
from bot import FEATURES
from handlers.door.answers import Answer, OpenModal, Replace, Whisper
from handlers.door.direct_message import addressed
from handlers.door.request import Feature, Press, Request
from messages.words import words
from models.accounts.naming import key_of
from models.accounts.records import Account
from models.activity.records import Activity
from models.database import Database, Record
from models.deals.records import Deal
from models.refusal import Refusal
from models.team.records import Leave, Person
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from tests.handlers.phrases.lines.judging import (
    ASKED,
    MISSED,
    NOTHING,
    PART,
    RIGHT,
    Changes,
    Json,
    State,
    folded,
    verdict,
    verdict_of_press,
)

HERE = Path(__file__).parent
PRESSES = 3
_NEVER_PRESSED = re.compile(r"\b(undo|edit|change|ongedaan|aanpassen|wijzig)\b", re.IGNORECASE)
_LABELS = {
    "meeting": "meeting afspraak gesprek",
    "visit": "visit bezoek",
    "call": "call telefoontje",
    "email": "e-mail",
    "demo": "demo",
    "lead": "lead",
    "returned": "lead",
    "proposal": "proposal voorstel",
    "renewal": "renewal verlenging",
    "csat": "satisfaction",
    "training": "training",
    "note": "note notitie",
    "won": "won gewonnen",
    "lost": "lost verloren",
    "move": "move",
    "add": "add",
}


@dataclass(frozen=True)
class Judged:
    """A line and what became of it."""

    line: Json
    verdict: str
    told: str
    reply: str
    pressed: str = ""


class Desk:
    """A workspace with the known accounts, a rep for each language, and the bot's features."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.now = now
        self.engine: Engine = database.engine
        features: list[Feature] = [importlib.import_module(f"handlers.{name}").feature for name in FEATURES]
        self.commands = {command.word: command.answer for feature in features for command in feature.commands}
        self.presses = {id_: handler for feature in features for id_, handler in feature.presses.items()}
        self.direct_message = next(f.direct_message for f in features if f.direct_message)
        self.reply = next(f.reply for f in features if f.reply)
        with Session(self.engine) as session:
            session.add(
                Workspace(
                    workspace_id="T1", id="T1", name="Lines", currency="EUR", zone="Europe/Amsterdam", created_at=now
                )
            )
            session.flush()
            for language in ("en", "nl"):
                session.add(_rep(language, now))
            for row in csv.DictReader((HERE / "accounts.csv").open(encoding="utf-8")):
                session.add(
                    Account(
                        workspace_id="T1",
                        name=row["account"],
                        key=key_of(row["account"]),
                        created_at=datetime(2026, 1, 1, tzinfo=UTC),
                    )
                )
            session.commit()

    def judged(self, line: Json, text: str) -> Judged:
        """Type the line; where nothing came of it, press the likeliest of what is offered."""
        today = self.now.date()
        answers, changes = self._attempt(line, text)
        reply = _texts(answers)
        found = verdict(line, changes, reply, today)
        choices = _ranked(answers, line)
        if found in (NOTHING, PART):
            for number, (label, _) in enumerate(choices[:PRESSES]):
                pressed, after = self._attempt(line, text, number)
                second = verdict_of_press(line, after, _texts(pressed), today)
                if second == RIGHT:
                    return Judged(line, ASKED, after.told(), reply, label)
                if second == PART and found == NOTHING:
                    found = PART
        return Judged(line, MISSED if found == NOTHING else found, changes.told(), reply)

    def _attempt(self, line: Json, text: str, press: int | None = None) -> tuple[list[Answer], Changes]:
        with Session(self.engine) as session:
            person = session.get_one(Person, ("T1", line["language"]))
            request = Request(
                session,
                session.get_one(Workspace, "T1"),
                person,
                self.now,
                Secrets(["of the tests, and of nothing else"]),
            )
            self._prepare(request, line)
            before = _state(session)
            answers = self._typed(request, line["door"], text)
            if press is not None:
                _, element = _ranked(answers, line)[press]
                name = element["action_id"].partition(":")[0]
                answers = _done(
                    request,
                    lambda: self.presses[name](request, Press(element["action_id"], element.get("value") or "")),
                )
            session.flush()
            changes = Changes(before, _state(session))
            session.rollback()
            return answers, changes

    def _typed(self, request: Request, door: str, text: str) -> list[Answer]:
        if door == "log":
            return _done(request, lambda: self.commands["log"](request, text))
        handler, rest = addressed(self.commands, self.direct_message, text, self.reply)
        return _done(request, lambda: handler(request, rest))

    def _prepare(self, request: Request, line: Json) -> None:
        """What the line needs to be there: an open deal to win, an entry to undo."""
        for wanted in [line["expect"], *line.get("accept", [])]:
            for each in [wanted, *wanted.get("ask", [])]:
                deal, command = each.get("deal"), each.get("command")
                if deal and deal["verb"] != "add":
                    self.commands["deal"](request, f'add "{deal["account"]}" 7k stage=discovery')
                elif command == "deals":
                    self.commands["deal"](request, 'add "Summit Legal" 7k stage=discovery')
                elif command in ("list", "undo"):
                    self.commands["log"](request, "call Summit Legal")
                elif command == "goal":
                    self.commands["goal"](request, '"Win ten schools" 60d new_customers=5')
                else:
                    continue
                request.session.flush()
                return


def _rep(language: str, now: datetime) -> Person:
    return Person(
        workspace_id="T1",
        id=language,
        name=f"Rep {language}",
        slack_user_id=f"U{language}",
        language=language,
        zone="Europe/Amsterdam",
        is_rep=True,
        sales_role="account",
        created_at=now,
    )


def _done(request: Request, handler: Any) -> list[Answer]:
    try:
        answers = handler()
    except Refusal as refusal:
        feature, _, reason = refusal.reason.partition(".")
        values = {name: value for name, value in refusal.values.items() if name != "field"}
        from messages.blocks import Message

        answers = Whisper(Message(words(request.language)(f"{feature}.refused_{reason}", **values)))
    if answers is None:
        return []
    return list(answers) if isinstance(answers, list | tuple) else [answers]


def _state(session: Session) -> State:
    accounts = {row["id"]: row["name"] for row in _rows(session, Account, "id", "name")}
    entries, deals = (
        {row["id"]: {**row, "account": accounts.get(row["account_id"])} for row in _rows(session, table)}
        for table in (Activity, Deal)
    )
    return State(accounts, entries, deals, {row["id"]: dict(row) for row in _rows(session, Leave)})


def _rows(session: Session, table: type[Record], *columns: str) -> Iterable[Mapping[str, Any]]:
    """As they are stored, oldest first; all columns, unless some are named.

    No records are made of them: everything is read twice for each line.
    """
    stored = inspect(table).local_table
    wanted = select(*(stored.c[name] for name in columns or stored.c.keys()))
    return session.connection().execute(wanted.order_by(stored.c.id)).mappings()


def _texts(answers: list[Answer]) -> str:
    return "\n".join(text for answer in answers for text in _within(_content(answer)))


def _content(answer: Answer) -> Any:
    if isinstance(answer, OpenModal):
        return answer.view.json
    return [answer.message.text, answer.message.blocks] if isinstance(answer, Whisper | Replace) else []


def _within(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            if key in (
                "text",
                "title",
                "label",
                "alt_text",
                "caption",
                "name",
                "description",
                "rows",
                "blocks",
                "elements",
                "fields",
                "accessory",
            ) or not isinstance(value, str):
                yield from _within(value)
    elif isinstance(thing, list):
        for each in thing:
            yield from _within(each)


def _buttons(thing: Any) -> Iterator[Json]:
    if isinstance(thing, dict):
        if thing.get("type") == "button" and thing.get("action_id"):
            yield thing
        for value in thing.values():
            yield from _buttons(value)
    elif isinstance(thing, list):
        for each in thing:
            yield from _buttons(each)


def _ranked(answers: list[Answer], line: Json) -> list[tuple[str, Json]]:
    """The buttons of an answer, those whose words are nearest to what is expected first."""
    wanted = _wanted_words(line)
    scored = []
    for number, element in enumerate(each for answer in answers for each in _buttons(_content(answer))):
        label = element["text"]["text"]
        if _NEVER_PRESSED.search(label) and line["expect"].get("command") != "undo":
            continue
        score = sum(weight for word, weight in wanted.items() if re.search(rf"(?<!\w){re.escape(word)}", folded(label)))
        scored.append((-score, number, (label, element)))
    return [choice for _, _, choice in sorted(scored, key=lambda each: each[:2])]


def _wanted_words(line: Json) -> Counter[str]:
    found: Counter[str] = Counter()
    for wanted in [line["expect"], *line.get("accept", [])]:
        for each in [wanted, *wanted.get("ask", [])]:
            for entry in each.get("entries", []) + ([each["deal"]] if "deal" in each else []):
                if entry.get("account"):
                    found[folded(entry["account"])] = 6
                kinds = entry.get("kind", entry.get("verb"))
                for kind in kinds if isinstance(kinds, list) else [kinds]:
                    found |= Counter(dict.fromkeys(_LABELS.get(kind, "").split(), 3))
    return found
