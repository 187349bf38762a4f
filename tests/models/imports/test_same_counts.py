"""What is told by CSV counts as the same things do when they are typed in Slack."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select

from handlers.activity import command as log_command
from handlers.deals import command as deals_command
from handlers.door.request import Request
from models.activity.records import Activity, CreditShare
from models.deals.records import Deal, DealShare
from models.imports.report import ImportRefused
from models.team.records import Person
from tests.conftest import Cast
from tests.models.imports.files import Import

AtTheDoor = Callable[..., Request]


def channels(session: Session) -> list[str]:
    session.commit()
    return [deal.channel for deal in session.exec(select(Deal).order_by(col(Deal.number)))]


def test_a_deal_of_which_nobody_said_the_channel_is_unknown_through_every_door(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    deals_command.command(request_of(cast.anna), "add Acme 25k")
    session.commit()
    imports("deals", "id,owner,account,stage,created,amount\n1,Anna de Vries,Globex,Discovery,2026-11-02,5000\n")
    assert channels(session) == ["unknown", "unknown"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("Reseller", "partner"), ("Webshop", "online"), ("Binnendienst", "inside"), ("Fairs", "fairs")]
)
def test_a_channel_is_called_what_it_is_called_in_slack(
    imports: Import, session: Session, cast: Cast, typed: str, kept: str
) -> None:
    head = "id,owner,account,stage,created,amount,channel"
    imports("deals", f"{head}\n1,Anna de Vries,Globex,Discovery,2026-11-02,5000,{typed}\n")
    assert channels(session) == [kept]


def test_a_channel_that_is_not_known_can_be_said_in_slack_too(cast: Cast, request_of: AtTheDoor) -> None:
    at_the_door = request_of(cast.anna)
    deals_command.command(at_the_door, "add Acme 25k channel=partner")
    deals_command.command(at_the_door, "edit Acme channel=unknown")
    assert channels(at_the_door.session) == ["unknown"]


ENTRIES = "id,person,kind,account,date,quantity"
DEALS = "id,owner,account,stage,created,amount"


def meetings(session: Session, source: str) -> list[tuple[bool | None, int]]:
    """First or follow-up, and for how many it counts, of what came through this door."""
    session.commit()
    found = select(Activity).where(Activity.source == source, col(Activity.undone_at).is_(None))
    return sorted(((entry.is_first, entry.quantity) for entry in session.exec(found)), key=str, reverse=True)


def proposals(session: Session) -> list[tuple[int, int, bool]]:
    """Day, for how many it counts, and whether it belongs to a deal."""
    session.commit()
    found = select(Activity).where(Activity.kind == "proposal").order_by(col(Activity.happened_on))
    return [(entry.happened_on.day, entry.quantity, entry.deal_id is not None) for entry in session.exec(found)]


def test_three_meetings_are_one_first_and_two_follow_ups_through_both_doors(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    # D10: nobody met Kappa or Acme before: of three meetings the first is a first one, the other two follow it.
    log_command.command(request_of(cast.anna), "3 meetings Kappa")
    session.commit()
    report = imports("activities", f"{ENTRIES}\n77,Anna de Vries,meeting,Acme,2026-11-10,3\n")
    assert (report.taken, report.rows) == (1, 1)
    assert meetings(session, "slack") == meetings(session, "csv") == [(True, 1), (False, 1), (False, 1)]


def test_three_meetings_again_change_nothing_and_two_of_them_leave_two(
    imports: Import, session: Session, cast: Cast
) -> None:
    imports("activities", f"{ENTRIES}\n77,Anna de Vries,meeting,Acme,2026-11-10,3\n")
    again = imports("activities", f"{ENTRIES}\n77,Anna de Vries,meeting,Acme,2026-11-10,3\n")
    assert (again.taken, again.changed, again.unchanged) == (0, 0, 1)
    fewer = imports("activities", f"{ENTRIES}\n77,Anna de Vries,meeting,Acme,2026-11-10,2\n")
    assert (fewer.changed, meetings(session, "csv")) == (1, [(True, 1), (False, 1)])
    more = imports("activities", f"{ENTRIES}\n77,Anna de Vries,meeting,Acme,2026-11-10,3\n")
    assert (more.changed, len(meetings(session, "csv"))) == (1, 3)


def test_first_meetings_that_are_called_so_are_one_entry_as_in_slack(
    imports: Import, session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    log_command.command(request_of(cast.anna), "2 first meetings")
    session.commit()
    imports("activities", f"{ENTRIES}\n77,Bram Bakker,first meeting,,2026-11-10,2\n")
    assert meetings(session, "slack") == meetings(session, "csv") == [(True, 2)]


OFFERED = f"{ENTRIES}\na,Anna de Vries,proposal,Acme,2026-11-03,\nb,Anna de Vries,proposal,Acme,2026-11-09,\n"
PROPOSED = f"{DEALS}\n006X,Anna de Vries,Acme,Proposal,2026-11-02,25000\n"


@pytest.mark.parametrize("order", [("deals", "activities"), ("activities", "deals")])
def test_a_second_proposal_on_one_deal_revises_the_first_whichever_file_comes_first(
    imports: Import, session: Session, cast: Cast, order: tuple[str, str]
) -> None:
    files = {"deals": PROPOSED, "activities": OFFERED}
    for kind in order:
        imports(kind, files[kind])
    # D10: one deal that ran from the 2nd: the proposal of the 3rd counts, that of the 9th revises it and counts for 0.
    assert proposals(session) == [(3, 1, True), (9, 0, True)]
    for kind in order:
        again = imports(kind, files[kind])
        assert (again.taken, again.changed) == (0, 0)
    assert proposals(session) == [(3, 1, True), (9, 0, True)]


def test_a_proposal_belongs_to_the_deal_that_ran_on_its_day(imports: Import, session: Session, cast: Cast) -> None:
    head = "id,owner,account,stage,created,closed,amount"
    imports(
        "deals",
        f"{head}\n1,Anna de Vries,Acme,Won,2026-01-05,2026-03-31,9000\n2,Anna de Vries,Acme,Proposal,2026-11-02,,1\n",
    )
    rows = "".join(f"{day},Anna de Vries,proposal,Acme,{day},\n" for day in ("2026-02-03", "2026-03-04", "2026-11-09"))
    imports("activities", f"{ENTRIES}\n{rows}")
    # February's and March's are on the deal that was won on 31 March (1 and its revision); November's on the new one.
    assert proposals(session) == [(3, 1, True), (4, 0, True), (9, 1, True)]


def test_proposals_in_slack_before_and_after_their_deal_are_one_and_its_revision(
    session: Session, cast: Cast, request_of: AtTheDoor
) -> None:
    at_the_door = request_of(cast.anna)
    log_command.command(at_the_door, "proposal Acme 20k yesterday")
    deals_command.command(at_the_door, "add Acme 20k")
    log_command.command(at_the_door, "proposal Acme 18k")
    assert [(counts, has_deal) for _, counts, has_deal in proposals(session)] == [(1, True), (0, True)]


def test_the_file_may_say_which_deal_a_proposal_is_about(imports: Import, session: Session, cast: Cast) -> None:
    two = f"{PROPOSED}007Y,Anna de Vries,Acme,Proposal,2026-11-02,9000\n"
    imports("deals", two)
    rows = "a,Anna de Vries,proposal,Acme,2026-11-03,,006X\nb,Anna de Vries,proposal,Acme,2026-11-04,,007Y\n"
    report = imports("activities", f"{ENTRIES},deal\n{rows}c,Anna de Vries,proposal,Acme,2026-11-05,,#1\n")
    # Two deals: of the first the proposals of the 3rd and the 5th (deal 1 is 006X), of the second that of the 4th.
    assert proposals(session) == [(3, 1, True), (4, 1, True), (5, 0, True)]
    assert report.notes == []
    unknown = imports("activities", f"{ENTRIES},deal\nd,Anna de Vries,proposal,Globex,2026-11-05,,nope\n")
    assert [(note.reason, note.lines) for note in unknown.notes] == [("deal_unknown", (2,))]


def test_a_renewal_has_the_day_on_which_it_was_due(imports: Import, session: Session, cast: Cast) -> None:
    head = "id,person,kind,account,date,due date"
    imports("activities", f"{head}\n1,Anna de Vries,renewal,Acme,2026-11-03,2026-12-31\n")
    [entry] = session.exec(select(Activity)).all()
    assert (entry.happened_on.isoformat(), str(entry.due_on)) == ("2026-11-03", "2026-12-31")


def test_when_something_is_due_is_not_when_it_happened(imports: Import, session: Session, cast: Cast) -> None:
    with pytest.raises(ImportRefused) as refused:
        imports("activities", "id,person,kind,account,due date\n1,Anna de Vries,renewal,Acme,2026-11-03\n")
    assert refused.value.values["names"] == ["date"]


def test_a_split_comes_in_with_an_entry_and_with_a_deal(imports: Import, session: Session, cast: Cast) -> None:
    split = '"Anna de Vries 60%, Bram Bakker 40%"'
    entries = f"{ENTRIES},shares\n1,Anna de Vries,meeting,Acme,2026-11-03,2,{split}\n"
    deals = f"{DEALS},credit split\n1,Anna de Vries,Acme,Proposal,2026-11-02,9000,{split}\n"
    for kind, text in (("activities", entries), ("deals", deals), ("activities", entries), ("deals", deals)):
        report = imports(kind, text)
    assert (report.taken, report.changed, report.unchanged) == (0, 0, 1)
    names = {person.id: person.name.split()[0] for person in session.exec(select(Person))}
    # Two meetings, each 60 to 40; and one deal.
    for table, times in ((CreditShare, 2), (DealShare, 1)):
        parts = sorted((share.percent, names[share.person_id]) for share in session.exec(select(table)))
        assert parts == sorted([(60, "Anna"), (40, "Bram")] * times)
    other = imports("deals", deals.replace("60%", "50%").replace("40%", "50%"))
    session.commit()
    assert (other.changed, {share.percent for share in session.exec(select(DealShare))}) == (1, {50})


@pytest.mark.parametrize(("split", "why"), [("Anna de Vries 60%", "shares_not_100"), ("Anna and Bram", "not_a_split")])
def test_a_split_that_is_none_leaves_the_row_out(imports: Import, cast: Cast, split: str, why: str) -> None:
    report = imports("activities", f"{ENTRIES},shares\n1,Anna de Vries,meeting,Acme,2026-11-03,1,{split}\n")
    assert [(skipped.reason, skipped.lines) for skipped in report.skipped] == [(why, (2,))]
