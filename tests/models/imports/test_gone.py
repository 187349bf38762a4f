"""What a later file no longer has, or has as part of another, as far as nobody else tells of it."""

import pytest
from sqlmodel import Session, col, select

from models.activity.records import Activity
from models.deals.history import undo
from models.deals.records import Deal, DealChange
from models.references.links import add_link, link_to
from models.references.records import Fact
from tests.conftest import NOW, Cast, acting, store
from tests.models.imports.files import Import

pytestmark = pytest.mark.once

HEAD = "Record ID,Deal Name,Deal Stage,Deal owner,Amount,Create Date,Associated Company (Primary),Merged Deal IDs\n"
ONE = "1,A,Proposal made,Anna de Vries,10000,2026-01-01,Acme,\n"
TWO = "2,B,Proposal made,Anna de Vries,20000,2026-01-02,Globex,\n"


def deal(session: Session, number: int) -> Deal:
    session.rollback()
    session.expire_all()
    return session.exec(select(Deal).where(Deal.number == number)).one()


def removals(session: Session) -> list[tuple[object, object]]:
    changes = session.exec(select(DealChange).where(DealChange.what == "import").order_by(col(DealChange.id)))
    return [(change.old.get("removed"), change.new.get("removed")) for change in changes]


def test_what_is_closed_on_request_has_a_history_and_can_be_taken_back(
    imports: Import, session: Session, cast: Cast
) -> None:
    imports("deals", HEAD + ONE + TWO)
    report = imports("deals", HEAD + TWO, close_missing=True)
    assert (report.gone, report.closed) == (("A (#1)",), 1)
    assert deal(session, 1).removed_at == NOW
    assert removals(session) == [(False, True)]
    imports("deals", HEAD + ONE + TWO)
    assert deal(session, 1).removed_at is None
    assert removals(session) == [(False, True), (True, False)]
    [_, back] = session.exec(select(DealChange).order_by(col(DealChange.changed_at))).all()
    undo(acting(session, cast.anna), back.id)
    assert session.exec(select(Deal.removed_at).where(Deal.number == 1)).one() is not None


@pytest.mark.parametrize("by", ["crm", "slack"])
def test_a_deal_that_others_tell_of_stays(by: str, imports: Import, session: Session, cast: Cast) -> None:
    """The file lacks deal 1; a connected CRM, or somebody in Slack, has it: it is neither told as gone nor removed."""
    imports("deals", HEAD + ONE + TWO)
    its = deal(session, 1)
    if by == "crm":
        add_link(session, "T1", "c" * 32, Fact.DEAL, "1", its.id, NOW)
    else:
        its.source = "slack"
    session.commit()
    report = imports("deals", HEAD + TWO, close_missing=True)
    assert (report.gone, report.closed, deal(session, 1).removed_at) == ((), 0, None)


def test_a_file_of_nobody_knows_whom_with_other_deals_says_nothing_of_the_first(
    imports: Import, session: Session, cast: Cast
) -> None:
    head = "id,owner,account,title,stage,created\n"
    imports("deals", f"{head}1,Anna,Acme,A,Proposal,2026-01-01\n")
    report = imports("deals", f"{head}77,Anna,Globex,B,Proposal,2026-01-01\n", close_missing=True)
    assert (report.gone, report.closed, deal(session, 1).removed_at) == ((), 0, None)


def test_a_deal_whose_status_says_deleted_is_gone(imports: Import, session: Session, cast: Cast) -> None:
    head = "id,owner,account,title,stage,status,created\n"
    other = "2,Anna,Globex,B,Proposal,Open,2026-01-01\n"
    imports("deals", f"{head}1,Anna,Acme,A,Proposal,Open,2026-01-01\n{other}")
    report = imports("deals", f"{head}1,Anna,Acme,A,Proposal,Deleted,2026-01-01\n{other}", close_missing=True)
    assert (report.gone, report.closed) == (("A (#1)",), 1)
    assert deal(session, 1).removed_at == NOW


def test_what_was_done_about_a_merged_deal_is_about_the_one_that_stays(
    imports: Import, session: Session, cast: Cast
) -> None:
    """1 and 2 become 3: 3 is 1 from now on, a proposal and the CRM's record of 2 go along, and 2 leaves with its history."""
    imports("deals", HEAD + ONE + TWO)
    first, second = deal(session, 1), deal(session, 2)
    add_link(session, "T1", "c" * 32, Fact.DEAL, "x", second.id, NOW)
    account = {"account_id": second.account_id, "deal_id": second.id}
    store(session, [Activity(workspace_id="T1", person_id=cast.anna.id, kind="proposal", happened_on=NOW.date(), created_at=NOW, **account)])  # fmt: skip
    session.commit()
    imports("deals", f"{HEAD}3,A,Proposal made,Anna de Vries,10000,2026-01-01,Acme,1;2\n")
    stays, gone = deal(session, 1), deal(session, 2)
    assert (stays.removed_at, gone.removed_at, removals(session)[0]) == (None, NOW, (False, True))
    assert session.exec(select(Activity.deal_id)).one() == first.id
    of_the_crm = link_to(session, "T1", "c" * 32, Fact.DEAL, "x")
    assert of_the_crm is not None
    assert of_the_crm.fact_id == first.id


def test_of_two_that_were_merged_the_one_that_somebody_told_of_in_slack_stays(
    imports: Import, session: Session, cast: Cast
) -> None:
    imports("deals", HEAD + ONE + TWO)
    deal(session, 2).source = "slack"
    session.commit()
    imports("deals", f"{HEAD}1,A,Proposal made,Anna de Vries,10000,2026-01-01,Acme,2\n")
    assert (deal(session, 1).removed_at, deal(session, 2).removed_at) == (NOW, None)
