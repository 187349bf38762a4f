"""`bot.py settings`: the workspace's settings from a terminal, and what `doctor` says of them."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from handlers.phrases.settings import read_settings, value_meant
from handlers.program.terminal import TerminalError, serving_meant, workspace_meant
from handlers.rates import counted_view
from messages.rates import counted_text
from messages.settings.values import name_of, said
from messages.words import words
from models.database import Database
from models.team.queries import teams_of
from models.workspace.records import Workspace
from models.workspace.recounting import amounts_in, waiting
from models.workspace.setting_table import GUESSED, SETTINGS
from models.workspace.settings import CHOSEN, IS_GUESSED, Author, change_settings, values_wanted


def settings_lines(
    database: Database, workspace: str | None, typed: Sequence[str], as_json: bool, yes: bool, now: datetime
) -> list[str]:
    """Change what is typed (`currency=USD`), and all settings as lines, or as one of JSON. Raises what `clear_line` knows."""

    def work(session: Session) -> list[str]:
        chosen = workspace_meant(session, workspace)
        told = list(_changed(Author(session, chosen, now), " ".join(typed), yes)) if typed else []
        return [*([] if as_json else told), *(_as_json(chosen) if as_json else _as_lines(chosen, told))]

    with serving_meant(database, workspace):
        return database.write(work) if typed else database.read(work)


def active_workspaces(session: Session) -> list[str]:
    """The ids of the workspaces in which the app is installed."""
    here = select(Workspace.workspace_id).where(col(Workspace.uninstalled_at).is_(None))
    return list(session.exec(here.order_by(col(Workspace.workspace_id))))


def unsettled(database: Database) -> list[str]:
    """What nobody has set or confirmed in each workspace, and what waits for it: lines for `doctor`."""

    def work(session: Session) -> list[str]:
        here = select(Workspace).where(col(Workspace.uninstalled_at).is_(None)).order_by(col(Workspace.workspace_id))
        return [line for workspace in session.exec(here) for line in _unsettled(session, workspace)]

    return database.read_over_all(work)


def _unsettled(session: Session, workspace: Workspace) -> Iterator[str]:
    for origin, what in ((IS_GUESSED, "only guessed from Slack"), ("default", "never set, so a default")):
        keys = [key for key in GUESSED if workspace.settled.get(key, "default") == origin]
        if keys:
            held = ", ".join(f"{key}={SETTINGS[key].of(workspace)}" for key in keys)
            yield f"settings of {workspace.name}: {what}: {held}. Confirm with: python bot.py settings {held.replace(',', '')}"
    teams = [team.name for team in teams_of(session, workspace.workspace_id) if team.channel_id is None]
    if teams:
        yield f"settings of {workspace.name}: no channel for {', '.join(teams)}. In Slack: /team channel {teams[0]} #sales"
    for currency, number in waiting(session, workspace).items():
        yield f"settings of {workspace.name}: {_count(number)} waiting for a rate of {currency}. In Slack: /koers rate {currency} 0.92"


def _count(number: int) -> str:
    return "1 amount is" if number == 1 else f"{number:,} amounts are"


def _changed(author: Author, typed: str, yes: bool) -> Iterator[str]:
    wanted = read_settings(typed)
    if not wanted:
        raise TerminalError(f"{typed!r} sets nothing. For instance: settings currency=USD fiscal_start=7.")
    say = words("en")
    meant = {key: value_meant(key, text, author.today, "en") for key, text in wanted.items()}
    values = values_wanted(author.workspace, meant)
    number = amounts_in(author.session, author.workspace) if "currency" in values else 0
    if number and not yes:
        new = values["currency"]
        raise TerminalError(
            f"{_count(number)} counted in {author.workspace.currency}. In {new} each is computed anew at the rate of"
            " its day, and what has no rate waits. Say --yes to do it."
        )
    changed = change_settings(author, values)
    for key in wanted:  # said at a terminal: chosen, also when it is what was guessed
        author.workspace.settled = {**author.workspace.settled, key: CHOSEN}
    for key, value in values.items():
        yield f"changed: {name_of(say, key)} is {said(say, key, value)}"
    if changed.recount:
        yield from counted_text(say, counted_view(changed.recount, author.workspace.currency)).splitlines()


def _as_json(workspace: Workspace) -> Iterator[str]:
    values = {key: setting.of(workspace) for key, setting in SETTINGS.items()}
    origins = {key: workspace.settled.get(key, "default") for key in SETTINGS}
    yield json.dumps({"workspace": workspace.workspace_id, **values, "origins": origins}, indent=2, ensure_ascii=False)


def _as_lines(workspace: Workspace, told: Sequence[str]) -> Iterator[str]:
    if told:
        return
    say = words("en")
    for key, setting in SETTINGS.items():
        origin = workspace.settled.get(key, "default")
        note = "  (guessed)" if origin == IS_GUESSED else ""
        yield f"{key:<16} {said(say, key, setting.of(workspace))}{note}"
