"""Rows of a file with a day that is still to come: a visit is planned, anything else is refused. Today is 12 November 2026."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, col, select

from models.activity.records import Activity, PlannedVisit
from models.imports.activities import KINDS
from tests.conftest import Cast
from tests.models.imports.files import Import

HEAD = "id,person,kind,account,date,quantity,minutes,score\n"


def counted(session: Session) -> list[tuple[str, date]]:
    rows = session.exec(select(Activity).where(Activity.source == "csv", col(Activity.undone_at).is_(None)))
    return [(row.kind, row.happened_on) for row in rows]


@pytest.mark.parametrize("kind", sorted({str(kind) for kind in KINDS.values()} - {"visit"}))
def test_nothing_but_a_visit_may_lie_ahead(imports: Import, session: Session, cast: Cast, kind: str) -> None:
    report = imports("activities", f"{HEAD}1,Anna de Vries,{kind},Acme,2026-11-13,1,60,4\n")
    assert [remark.reason for remark in report.skipped] == ["happened_in_the_future"]
    assert counted(session) == []


def test_a_visit_of_tomorrow_is_planned_once_and_counts_when_the_file_tells_it_again_on_its_day(
    imports: Import, session: Session, cast: Cast
) -> None:
    file = f"{HEAD}1,Anna de Vries,visit,Acme,2026-11-13,,,\n"
    first, again = imports("activities", file), imports("activities", file)
    assert [remark.reason for remark in first.notes] == ["planned"]
    assert (first.taken, again.taken, again.unchanged) == (1, 0, 1)
    [visit] = session.exec(select(PlannedVisit)).all()
    assert (visit.planned_on, visit.activity_id, counted(session)) == (date(2026, 11, 13), None, [])
    imports("activities", file, now=datetime(2026, 11, 13, 17, tzinfo=UTC))
    session.commit()  # what was read before is a snapshot
    session.refresh(visit)
    assert counted(session) == [("visit", date(2026, 11, 13))]
    assert visit.activity_id is not None


def test_the_day_is_that_of_the_person(imports: Import, session: Session, cast: Cast) -> None:
    cast.anna.zone = "Pacific/Auckland"  # 13 hours before UTC: at 12:00 UTC on the 12th it is the 13th there
    session.add(cast.anna)
    session.commit()
    now = datetime(2026, 11, 12, 12, tzinfo=UTC)
    rows = "1,Anna de Vries,meeting,Acme,2026-11-13,,,\n2,Bram Bakker,meeting,Acme,2026-11-13,,,\n"
    report = imports("activities", HEAD + rows, now=now)
    assert (report.taken, [remark.lines for remark in report.skipped]) == (1, [(3,)])
