"""A file that an admin drops into the DM: it is read, shown as it would come in, and imported on a press.

What was said about the file travels with the buttons (`How`), and the file is read again from Slack at each press.
"""

import logging
from hashlib import sha256

from handlers.door.answers import Answers, ReadFile, Replace, SendFile, Whisper, listed
from handlers.door.dropped_file import FileRead, SlackFile, Trouble
from handlers.door.request import Feature, Press, Request
from messages.blocks import Message
from messages.imports import dropped as messages
from messages.imports.asking import asked
from messages.imports.full_report import full_report
from models.imports.dropped import LARGEST, CannotYet, How, KindUnclear, import_dropped, preview_of
from models.imports.report import ImportRefused
from models.imports.run import said
from models.permissions import Right
from models.team.reporting_line import admins_of
from models.workspace.seen import first_time
from models.workspace.trail import Did, note

log = logging.getLogger("koers.imports")
WORKBOOKS = frozenset({"xlsx", "xls", "xlsm", "xlsb", "ods", "numbers"})
PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "heic", "webp", "pdf", "mp4", "mov", "mp3", "m4a"})
SOON = 256 * 1024
"""Bytes that are read within a few seconds; of a larger file it is said that it takes longer."""


def dropped(request: Request, file: SlackFile) -> Answers:
    """A file in the DM: an admin's is read; everybody else hears in one sentence what to do with it."""
    answers = listed(_of_file(request, file))
    if file.has_words and file.is_table:
        answers.insert(0, Whisper(messages.words_beside(request.language)))
    return answers


def _of_file(request: Request, file: SlackFile) -> Answers:
    language = request.language
    if not file.is_table and file.ending in PICTURES:
        if file.has_words:
            return None  # what it is beside is read, and answered
        return Whisper(messages.not_a_table(language, file.name))
    if not request.rights.may(Right.IMPORT_FILES):
        return Whisper(messages.for_admins(language, _admins(request)))
    if file.ending in WORKBOOKS:
        return Whisper(messages.workbook(language, file.name))
    if not file.is_table:
        return Whisper(messages.not_a_table(language, file.name))
    if file.is_elsewhere or file.size > LARGEST:
        return Whisper(_trouble(request, Trouble.ELSEWHERE if file.is_elsewhere else Trouble.TOO_LARGE))
    reading = ReadFile(file.id, lambda again, read: Whisper(_preview_of(again, read, How(file.id))), LARGEST)
    return [Whisper(messages.reading(language, file.name)), reading] if file.size > SOON else reading


def choose_kind(request: Request, press: Press) -> Answers:
    """What the file holds was chosen."""
    how = _how(request, press)
    return _looked_at_again(How(how.file_id, press.value))


def choose_column(request: Request, press: Press) -> Answers:
    """In which column a field is was chosen: `account 4`."""
    how, (name, _, column) = _how(request, press), press.value.partition(" ")
    return _looked_at_again(How.read(str(how.with_column(name, column))))


def settle(request: Request, press: Press) -> Answers:
    """How dates or amounts are written was chosen; the button says all that is known of the file."""
    _require(request)
    return _looked_at_again(How.read(press.value))


def take(request: Request, press: Press) -> Answers:
    """*Import*: the file is read once more, and taken in."""
    _require(request)
    how = How.read(press.value)
    started = Replace(messages.importing(request.language))
    return [started, ReadFile(how.file_id, lambda again, read: _imported(again, read, how), LARGEST)]


def leave(request: Request, press: Press) -> Answers:
    """*Leave it*: nothing was kept, so there is nothing to clear."""
    return Replace(messages.left(request.language))


def _looked_at_again(how: How) -> Answers:
    return ReadFile(how.file_id, lambda again, read: Replace(_preview_of(again, read, how)), LARGEST)


def _preview_of(request: Request, read: FileRead, how: How) -> Message:
    """What would become of a file, or what has to be known first."""
    _require(request)
    if read.file is None or read.trouble:
        return _trouble(request, read.trouble or Trouble.UNREACHABLE)
    try:
        preview = preview_of(request.session, request.workspace.workspace_id, read.data, how, request.now)
    except (KindUnclear, CannotYet, ImportRefused) as question:
        return asked(request.language, read.file.name, how, question)
    return messages.preview(request.language, read.file.name, preview)


def _imported(request: Request, read: FileRead, how: How) -> Answers:
    """Take the file in, once: the mark that it was done is stored with its rows."""
    _require(request)
    workspace_id = request.workspace.workspace_id
    if read.file is None or read.trouble:
        return Replace(_trouble(request, read.trouble or Trouble.UNREACHABLE))
    mark = "import:" + sha256(f"{how}".encode()).hexdigest()
    try:
        with request.session.begin_nested():  # what is refused was not done: its mark goes with it
            if not first_time(request.session, workspace_id, mark, request.now):
                return Replace(messages.done_before(request.language))
            report = import_dropped(request.session, workspace_id, read.data, how, request.now)
        note(
            request.session,
            workspace_id,
            Did.IMPORT,
            about=report.kind,
            detail=said(report),
            by=request.person.id,
            at=request.now,
        )
    except (KindUnclear, CannotYet, ImportRefused) as question:
        return Replace(asked(request.language, read.file.name, how, question))
    log.info("a file was imported: %s, %d taken, %d changed", report.kind, report.taken, report.changed)
    answer = Replace(messages.report(request.language, read.file.name, report))
    if (content := full_report(request.language, report)) is None:
        return answer
    title = messages.report_title(request.language, read.file.name)
    return [answer, SendFile(f"{title}.csv", title, content, is_export=False)]


def _how(request: Request, press: Press) -> How:
    _require(request)
    return How.read(press.action_id.partition(":")[2])


def _require(request: Request) -> None:
    request.rights.require(Right.IMPORT_FILES, admins=_admins(request))


def _admins(request: Request) -> list[str]:
    return admins_of(request.session, request.workspace.workspace_id)


def _trouble(request: Request, trouble: Trouble) -> Message:
    return messages.trouble(request.language, trouble.name.lower(), LARGEST // 1024**2)


feature = Feature(
    "imports",
    presses={
        messages.KIND: choose_kind,
        messages.COLUMN: choose_column,
        messages.SETTLE: settle,
        messages.IMPORT: take,
        messages.LEAVE: leave,
    },
    file=dropped,
)
