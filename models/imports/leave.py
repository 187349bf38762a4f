"""Leave from an HR system: days away, both ends included."""

from models.imports.cells import OF_LEAVE, Became, became
from models.imports.csv_file import Row
from models.imports.fields import folded
from models.imports.intake import Intake
from models.imports.naming import People
from models.imports.report import SkipRow
from models.refusal import Refusal
from models.team.leave import leave_of, take_leave
from models.team.records import DayPart, Person

PARTS: dict[str, DayPart] = {
    "": DayPart.FULL,
    "full": DayPart.FULL,
    "fullday": DayPart.FULL,
    "heledag": DayPart.FULL,
    "morning": DayPart.MORNING,
    "am": DayPart.MORNING,
    "ochtend": DayPart.MORNING,
    "afternoon": DayPart.AFTERNOON,
    "pm": DayPart.AFTERNOON,
    "middag": DayPart.AFTERNOON,
}
"""How the parts of a day are called elsewhere, folded."""


def import_leave(intake: Intake) -> None:
    """Take every stretch of leave of people who are known; the same stretch again changes nothing."""
    people = People(intake)
    first_days, last_days = intake.dates("first"), intake.dates("last")

    def take(row: Row) -> None:
        _check_is_leave(row)
        if not row["person"]:
            raise SkipRow("no_person")
        _check_granted(intake, row)
        person = people.find(row["person"]) or _named(people, row)
        if person is None:
            raise SkipRow("unknown_person", name=row["person"][:60])
        first_day = first_days(row["first"])
        if first_day is None:
            raise SkipRow("no_date")
        last_day = last_days(row["last"]) or first_day
        part = PARTS.get(folded(row["part"]))
        if part is None:
            raise SkipRow("unknown_part", part=row["part"][:20])
        if any(
            (leave.first_day, leave.last_day, leave.part) == (first_day, last_day, part)
            for leave in leave_of(intake.session, person, first_day, last_day)
        ):
            intake.report.unchanged += 1
            return
        try:
            take_leave(intake.session, person, first_day, last_day, intake.now, part)
        except Refusal as refusal:
            raise SkipRow(_REASONS[refusal.reason], **_values(refusal, first_day, last_day)) from None
        intake.report.taken += 1

    intake.each(take)


def _check_is_leave(row: Row) -> None:
    """Raises SkipRow for an event of a calendar that is no leave, or not told as one stretch."""
    title = row["title"][:60]
    match row["why_not"]:
        case "all_day_no_leave":
            raise SkipRow("all_day_no_leave", title=title)
        case "part_of_a_day":
            raise SkipRow("part_of_a_day", title=title)
        case "comes_back":
            raise SkipRow("comes_back", title=title)


def _named(people: People, row: Row) -> Person | None:
    """Whose event of a calendar it is: who is named in its title, else the one of its people who is known here."""
    if not row["title"]:
        return None
    if named := people.named_in(row["title"]):
        return named
    known = {person.id: person for text in row["people"].split() if (person := people.with_handle(text)) is not None}
    return next(iter(known.values())) if len(known) == 1 else people.named_in(row["calendar"])


def _check_granted(intake: Intake, row: Row) -> None:
    """Raises SkipRow for leave that was rejected, is only asked for, or has a status that is not known."""
    if not row["status"]:
        return
    status = became(row["status"], OF_LEAVE)
    if status is None:
        raise SkipRow("status_not_known", status=row["status"][:40], column=intake.file.columns["status"])
    if status is not Became.APPROVED:
        raise SkipRow("not_granted", status=row["status"][:40])


_REASONS = {
    "leave.wrong_order": "ends_before_start",
    "leave.too_long": "leave_too_long",
    "leave.already_away": "already_away",
}


def _values(refusal: Refusal, first_day: object, last_day: object) -> dict[str, object]:
    if refusal.reason == "leave.wrong_order":
        return {"start": first_day, "end": last_day}
    return refusal.values
