"""Activities that a later file tells again: not held after all, with another split, or with columns more."""

from collections.abc import Iterable

import pytest
from sqlmodel import Session, col, select

from models.activity.measuring import MEASURED, as_told_of
from models.activity.records import Activity, ActivityChange, CreditShare
from models.database import new_id
from models.imports import activities, fields
from models.imports.numbering import RowIds
from models.references.links import add_link
from models.references.records import Fact, Link
from tests.conftest import NOW, Cast, store
from tests.models.imports.files import Import

pytestmark = pytest.mark.once

HEAD = "id,person,kind,account,date,status,quantity\n"


def counting(session: Session) -> list[Activity]:
    session.rollback()
    session.expire_all()
    found = select(Activity).where(col(Activity.undone_at).is_(None), col(Activity.same_as).is_(None))
    return list(session.exec(found.order_by(col(Activity.id))))


@pytest.mark.parametrize("status", ["Cancelled", "No show", "Planned"])
def test_what_a_later_file_says_was_not_held_counts_no_more(
    status: str, imports: Import, session: Session, cast: Cast
) -> None:
    """Three meetings in one row, and another: of the four that counted, the other is left; and all come back."""
    other = "2,Anna de Vries,meeting,Globex,2026-10-14,Held,1\n"
    first = f"{HEAD}1,Anna de Vries,meeting,Acme,2026-10-14,Held,3\n{other}"
    imports("activities", first)
    assert len(counting(session)) == 4
    imports("activities", f"{HEAD}1,Anna de Vries,meeting,Acme,2026-10-14,{status},3\n{other}")
    assert len(counting(session)) == 1
    changes = session.exec(select(ActivityChange.new).where(ActivityChange.what == "import")).all()
    assert changes == [{"undone": True}] * 3
    imports("activities", first)
    assert len(counting(session)) == 4


def test_a_row_that_was_not_held_takes_nothing_from_one_that_was(imports: Import, session: Session, cast: Cast) -> None:
    row = "1,Anna de Vries,meeting,Acme,2026-10-14"
    imports("activities", f"{HEAD}{row},Held,1\n{row},Cancelled,1\n")
    assert len(counting(session)) == 1


def test_without_ids_a_cancelled_meeting_is_known_again(imports: Import, session: Session, cast: Cast) -> None:
    head = "person,kind,account,date,status,note\n"
    imports("activities", f"{head}Anna de Vries,meeting,Acme,2026-10-14,Held,well\n")
    imports("activities", f"{head}Anna de Vries,meeting,Acme,2026-10-14,Cancelled,was ill\n")
    assert counting(session) == []


def test_a_file_is_known_again_once_more_of_its_columns_are_recognised(
    imports: Import, session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two calls that differ only in a column that is not read yet; the next version reads it: they stay two."""
    rows = "Anna de Vries,call,Acme,2026-10-14,{}\n"
    file = "person,kind,account,date,Terugkoppeling\n" + "".join(map(rows.format, ("a", "b")))
    imports("activities", file)
    known = fields.FIELDS["activities"]
    more = tuple(
        fields.Field(one.name, f"{one.headings}|terugkoppeling") if one.name == "note" else one for one in known
    )
    monkeypatch.setitem(fields.FIELDS, "activities", more)
    report = imports("activities", file)
    assert (report.taken, report.changed, [row.note for row in counting(session)]) == (0, 2, ["a", "b"])


def test_what_was_read_under_an_older_id_is_known_by_both(
    imports: Import, session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = "person,kind,account,date,note\nAnna de Vries,call,Acme,2026-10-14,a\n"
    with monkeypatch.context() as before:
        before.setattr(activities, "TELLING", ("person", "kind", "account", "date", "quantity", "amount"))
        imports("activities", file)
    [link] = _links(session)
    link.external_id = _of_all_columns(["Anna de Vries", "call", "Acme", "2026-10-14", "a"])
    session.commit()
    assert imports("activities", file).unchanged == 1
    assert imports("activities", file.replace(",a\n", ",b\n")).changed == 1
    assert len(counting(session)) == 1


def _links(session: Session) -> list[Link]:
    session.rollback()
    return list(session.exec(select(Link).where(Link.kind == Fact.ACTIVITY)))


def _of_all_columns(texts: Iterable[str]) -> str:
    return RowIds().of(texts)


SPLIT = "id,person,kind,account,date,shares\n1,Anna de Vries,meeting,Acme,2026-11-10,{}\n"


def _shares(session: Session, of: str) -> list[tuple[str, int]]:
    session.rollback()
    found = select(CreditShare.person_id, CreditShare.percent).where(CreditShare.activity_id == of)
    return sorted(session.exec(found).all())


def test_a_split_that_was_measured_stays_while_the_row_says_what_it_said(
    imports: Import, session: Session, cast: Cast
) -> None:
    """The file: Anna alone. The CRM: Anna and Bram, 50 each. The same file again changes nothing; another split does."""
    imports("activities", SPLIT.format(""))
    [row] = counting(session)
    of_crm = {"kind": "meeting", "happened_on": row.happened_on, "account_id": row.account_id, "created_at": NOW}
    crm = Activity(workspace_id="T1", id=new_id(), person_id=cast.anna.id, source="crm", **of_crm)
    session.add(crm)
    session.flush()
    add_link(session, "T1", "c" * 32, Fact.ACTIVITY, "9", crm.id, NOW)
    both = [(cast.anna.id, 50), (cast.bram.id, 50)]
    store(session, [CreditShare(workspace_id="T1", id=new_id(), activity_id=crm.id, person_id=who, percent=part) for who, part in both])  # fmt: skip
    session.commit()
    imports(
        "activities", "id,person,kind,account,date\n2,Anna de Vries,call,Acme,2026-11-10\n"
    )  # lets the rules decide
    counts = next(one for one in counting(session) if one.kind == "meeting")
    assert _shares(session, counts.id) == sorted(both)
    again = imports("activities", SPLIT.format(""))
    assert (again.unchanged, _shares(session, counts.id)) == (1, sorted(both))
    imports("activities", SPLIT.format("Anna de Vries 70%; Bram Bakker 30%"))
    assert _shares(session, row.id) == sorted([(cast.anna.id, 70), (cast.bram.id, 30)])


def test_a_split_that_somebody_changed_since_is_no_measure(session: Session, cast: Cast, imports: Import) -> None:
    """Measured 50/50 over nothing, then said to be 80/20: that is what the entry says, and not “nothing”."""
    imports("activities", SPLIT.format(""))
    [row] = counting(session)
    half = [[cast.anna.id, 50], [cast.bram.id, 50]]
    about = {"workspace_id": "T1", "activity_id": row.id}
    session.add(ActivityChange(**about, changed_at=NOW, what=MEASURED, old={"shares": []}, new={"shares": half}))
    now = ((cast.anna.id, 80), (cast.bram.id, 20))
    store(session, [CreditShare(**about, id=new_id(), person_id=who, percent=part) for who, part in now])
    assert as_told_of(session, "T1", [row]).shares[row.id] == [(cast.anna.id, 80), (cast.bram.id, 20)]
