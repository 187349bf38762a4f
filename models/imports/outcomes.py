"""Whether a deal of a file is open, won or lost: by its status, which goes before its stage, and by when that was."""

from dataclasses import dataclass
from datetime import date

from models.deals.records import Outcome
from models.deals.stages import OUTCOMES, Stages
from models.imports.cells import yes_or_no
from models.imports.csv_file import Row
from models.imports.dates import DateColumn
from models.imports.fields import folded
from models.imports.intake import Intake
from models.imports.report import SkipRow
from models.imports.stages import Known, stage_meant
from models.vocabulary import vocabulary

_STATUS = {
    folded(word): meant
    for meant in ("open", "won", "lost", "decided", "gone")
    for word in vocabulary().section("imports.deal_status")[meant]
}
_WEAK = frozenset(map(folded, vocabulary().words("imports.deal_status", "weak")))
"""Words that are also said of records of any kind: a stage that is decided goes before them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a deal stands: an open stage, or an outcome that is its stage as well."""

    stage: str
    outcome: str | None


class Standings:
    """Reads where the deals of one file stand, and since when."""

    def __init__(self, intake: Intake, stages: Stages) -> None:
        self._intake = intake
        self._stages = stages
        self._own = dict(intake.file.profile.status) if intake.file.profile else {}
        self._days: dict[str, DateColumn] = {
            field: intake.dates(field) for field in ("opened", "closed", "won", "lost", "expected")
        }

    def says_gone(self, row: Row) -> bool:
        """Whether the deal was deleted there, by its own status."""
        is_decided = yes_or_no(row["is_won"]) or yes_or_no(row["is_lost"])
        return not is_decided and self._by_word(folded(row["status"])) == "gone"

    def of(self, row: Row) -> Standing:
        """Where the deal stands. Raises SkipRow when it is decided and the file does not say how."""
        stage, known = stage_meant(row["stage"], self._stages) if row["stage"] else ("", Known.YES)
        said = self._said(row)
        if said in OUTCOMES:
            return Standing(said, said)
        if stage in OUTCOMES and (said != "open" or folded(row["status"]) in _WEAK):
            if known is Known.BY_SPELLING:
                self._intake.report.note(row.line, "stage_by_spelling", stage=row["stage"][:40], outcome=stage)
            return Standing(stage, stage)
        if said == "decided" or (known is Known.UNCLEAR and said != "open"):
            raise SkipRow("decided_how", stage=(row["status"] if said == "decided" else row["stage"])[:40])
        if not row["stage"]:
            return Standing(self._by_status(row), None)
        if stage in OUTCOMES:
            stage, known = self._stages.keys[-1], Known.YES  # it is open, whatever the stage is called
        if known is not Known.YES:
            self._intake.report.note(row.line, "stage_unknown", stage=row["stage"][:40], stages=self._stages.keys)
        return Standing(stage, None)

    def days(self, row: Row, outcome: str | None) -> tuple[date | None, date | None, date | None]:
        """The days on which it was opened, was decided, and is expected to be: of an open deal the close date."""
        read = {field: self._intake.optional(row, field, column) for field, column in self._days.items()}
        decided = read.get(str(outcome)) or read["closed"] if outcome else None
        return read["opened"], decided, read["expected"] or (None if outcome else read["closed"])

    def _by_status(self, row: Row) -> str:
        """The stage of an open deal that has none: the status may be one, as with Frappe; else the first."""
        stage, known = stage_meant(row["status"], self._stages) if row["status"] else ("", Known.YES)
        if stage in OUTCOMES or not stage:
            return self._stages.first
        if known is Known.UNCLEAR:
            raise SkipRow("decided_how", stage=row["status"][:40])
        if known is Known.NO:
            self._intake.report.note(row.line, "stage_unknown", stage=row["status"][:40], stages=self._stages.keys)
        return stage

    def _said(self, row: Row) -> str | None:
        """`open`, `won`, `lost` or `decided`; None when the file says it by the stage alone."""
        flags = {name: yes_or_no(row[name]) for name in ("is_won", "is_lost", "is_closed", "is_active")}
        if flags["is_won"]:
            return Outcome.WON
        if flags["is_lost"]:
            return Outcome.LOST
        word = folded(row["status"])
        meant = self._by_word(word)
        if meant in ("won", "lost"):
            return meant
        if flags["is_closed"] and flags["is_won"] is False:
            return Outcome.LOST
        if flags["is_active"] is False:
            stage, _ = stage_meant(row["stage"], self._stages) if row["stage"] else ("", Known.YES)
            return Outcome.WON if stage == Outcome.WON else Outcome.LOST
        if flags["is_closed"] is not None and meant is None:
            return "decided" if flags["is_closed"] else "open"
        if word and meant is None and row["stage"]:
            return self._by_spelling(row)
        if word and meant is None:
            stage, known = stage_meant(row["status"], self._stages)
            if stage in OUTCOMES:
                if known is Known.BY_SPELLING:
                    self._intake.report.note(row.line, "stage_by_spelling", stage=row["status"][:40], outcome=stage)
                return stage
        if meant == "decided" and row["stage"] and stage_meant(row["stage"], self._stages)[0] in OUTCOMES:
            return None
        return meant

    def _by_word(self, word: str) -> str | None:
        return (self._own.get(word) or _STATUS.get(word)) if word else None

    def _by_spelling(self, row: Row) -> str | None:
        """A status that is not in the table, beside a stage: decided by its spelling, or asked about."""
        meant, known = stage_meant(row["status"], self._stages)
        if known is Known.UNCLEAR:
            return "decided"
        if meant in OUTCOMES:
            return meant
        self._intake.report.note(row.line, "status_unknown", status=row["status"][:40])
        return None
