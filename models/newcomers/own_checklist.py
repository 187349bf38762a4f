"""The checklist of a workspace's own: set by a leader or an admin, by language, and undone."""

from models.newcomers.program import LANGUAGES, LAST_DAY, Line, program
from models.newcomers.records import LONGEST_ITEM
from models.refusal import Refusal
from models.workspace.records import SettingChange, Workspace
from models.workspace.settings import Author, noted, take_turn, to_undo

KEY = "newcomers"
"""Of its changes in the history of the settings."""
MOST_ITEMS = 20
"""Two groups of ticks in one message."""


def lines_of(workspace: Workspace, who: str, language: str) -> list[Line]:
    """The checklist that is proposed: the workspace's own in that language, else in the other one, else Koers' own."""
    own = workspace.newcomer_checklist
    stored = own.get(language) or next((own[one] for one in LANGUAGES if own.get(one)), None)
    if stored is None:
        return program().lines(who, language)
    return [Line(int(str(day)), str(text)) for day, text in stored]


def check_lines(lines: list[Line]) -> None:
    """Refuses too many of them, a day beyond the ninety, no words, and too many."""
    if len(lines) > MOST_ITEMS:
        raise Refusal("newcomers.too_many_items", most=MOST_ITEMS, field="items")
    for line in lines:
        if not 1 <= line.day <= LAST_DAY:
            raise Refusal("newcomers.which_day", text=line.text[:40], most=LAST_DAY, field="items")
        if not line.text or len(line.text) > LONGEST_ITEM:
            raise Refusal("newcomers.item_too_long", most=LONGEST_ITEM, length=len(line.text), field="items")


def set_checklist(author: Author, language: str, lines: list[Line]) -> SettingChange | None:
    """This is the checklist in that language from now on; empty: the one that comes with Koers again.

    Plans that were made stay as they are. None when it says so already.
    """
    check_lines(lines)
    take_turn(author)
    own = dict(author.workspace.newcomer_checklist)
    before = own.get(language)
    wanted = [[line.day, line.text] for line in lines] or None
    if wanted == before:
        return None
    change = noted(author, KEY, language, _said(before), _said(wanted))
    change.old, change.new = {**change.old, "rows": before}, {**change.new, "rows": wanted}
    _put(author.workspace, language, wanted)
    author.session.flush()
    return change


def undo_checklist(author: Author, change_id: str) -> SettingChange:
    """It is what it was. Refuses when it was changed again since, or undone already."""
    change = to_undo(author, change_id, KEY)
    if author.workspace.newcomer_checklist.get(change.about) != change.new["rows"]:
        raise Refusal("newcomers.changed_since")
    _put(author.workspace, change.about, change.old["rows"])
    change.undone_at = author.now
    author.session.flush()
    return change


def _put(workspace: Workspace, language: str, rows: object) -> None:
    own = {**workspace.newcomer_checklist, language: rows}
    workspace.newcomer_checklist = {key: value for key, value in own.items() if value}  # type: ignore[misc]


def _said(rows: object) -> str | None:
    """For the history: how many lines."""
    return str(len(rows)) if isinstance(rows, list) else None
