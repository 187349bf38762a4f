"""What a file means goes before what its columns are called: status, outcomes, merges, splits, totals, owners."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from messages.imports.report import report_lines
from models.accounts.records import Account
from models.activity.records import Activity
from models.deals.records import Deal, DealShare
from models.deals.snapshot import deals_open_at
from models.imports.report import ImportReport
from models.team.leave import leave_of
from models.team.records import Person
from tests.conftest import NOW, Cast
from tests.models.imports.files import Import

pytestmark = pytest.mark.once

TODAY = NOW.date()


def deals(session: Session) -> list[Deal]:
    session.rollback()  # a reading of its own: an import has written since
    return list(session.exec(select(Deal).where(col(Deal.removed_at).is_(None)).order_by(col(Deal.number))))


def stood(session: Session) -> list[tuple[str, str | None]]:
    return [(deal.stage, deal.outcome) for deal in deals(session)]


def why(report: ImportReport) -> dict[str, tuple[int, ...]]:
    return {remark.reason: remark.lines for remark in report.skipped}


def noted(report: ImportReport) -> set[str]:
    return {remark.reason for remark in report.notes}


def test_a_won_deal_of_pipedrive_is_won_on_the_day_it_was(imports: Import, session: Session, cast: Cast) -> None:
    """Kind 3: the stage says negotiation, the status says won: October's sales are 12,000."""
    imports(
        "deals",
        "Deal - ID,Deal - Title,Deal - Owner,Deal - Organization,Deal - Stage,Deal - Status,Deal - Won time,Deal - Value\n"
        "1,A,Anna de Vries,Acme,Negotiations Started,Won,2026-10-14 16:20:11,12000\n",
    )
    [deal] = deals(session)
    assert (deal.outcome, deal.closed_on, deal.value_minor) == ("won", date(2026, 10, 14), 1_200_000)


@pytest.mark.parametrize(
    ("status", "stage", "meant"),
    [
        ("Open", "Negotiation", ("negotiation", None)),
        ("In Progress", "Proposal", ("proposal", None)),
        ("On Hold", "Proposal", ("proposal", None)),
        ("Won", "Proposal", ("won", "won")),
        ("gewonnen", "Voorstel", ("won", "won")),
        ("Converted", "Proposal", ("won", "won")),
        ("Lost", "Negotiation", ("lost", "lost")),
        ("Verloren", "Offerte", ("lost", "lost")),
        ("Canceled", "Offerte", ("lost", "lost")),
        ("Out-Sold", "Proposal", ("lost", "lost")),
        ("Closed", "Closed Won", ("won", "won")),
        ("Inactive", "Lost", ("lost", "lost")),
        ("Active", "Closed Won", ("won", "won")),
        ("", "Closed Lost", ("lost", "lost")),
        ("Won", "", ("won", "won")),
        ("Open", "", ("qualified", None)),
        ("Proposal/Quotation", "", ("proposal", None)),
    ],
)
def test_the_status_goes_before_the_stage(
    status: str, stage: str, meant: tuple[str, str | None], imports: Import, session: Session, cast: Cast
) -> None:
    report = imports(
        "deals", f"id,owner,account,stage,status,created,closed\n1,Anna,Acme,{stage},{status},2026-01-01,2026-02-01\n"
    )
    assert report.skipped == []
    assert stood(session) == [meant]


@pytest.mark.parametrize(
    ("stage", "meant"),
    [
        ("Closed Lost to Competition", "lost"),
        ("Closed-Lost to Competition", "lost"),
        ("Closed Won (Sales Pipeline)", "won"),
        ("Closed Lost [Partner]", "lost"),
        ("Gesloten en gewonnen", "won"),
        ("Gesloten verloren aan concurrent", "lost"),
        ("Deal won", "won"),
        ("Verloren aan concurrent", "lost"),
        ("Lost - price", "lost"),
        ("6 - Closed Won", "won"),
        ("100% - Gewonnen", "won"),
    ],
)
def test_a_decided_stage_is_decided_however_it_is_spelled(
    stage: str, meant: str, imports: Import, session: Session, cast: Cast
) -> None:
    imports("deals", f"id,owner,account,stage,created,closed\n1,Anna,Acme,{stage},2026-01-01,2026-02-01\n")
    assert stood(session) == [(meant, meant)]


@pytest.mark.parametrize(
    "stage", ["Closed", "Gesloten", "Nog niet gewonnen", "Bijna gewonnen", "Won over by our demo team", "Won or lost"]
)
def test_a_stage_that_only_seems_decided_is_asked_about(
    stage: str, imports: Import, session: Session, cast: Cast
) -> None:
    report = imports("deals", f"id,owner,account,stage,created,closed\n1,Anna,Acme,{stage},2026-01-01,2026-02-01\n")
    assert (why(report), deals(session)) == ({"decided_how": (2,)}, [])


@pytest.mark.parametrize(
    ("stage", "ours"),
    [
        ("Identify Decision Makers", "discovery"),
        ("Id. Decision Makers", "discovery"),
        ("1-Qualify", "qualified"),
        ("4-Close", "negotiation"),
        ("Ready to Close", "negotiation"),
        ("Demo/Making", "discovery"),
        ("Offerte verstuurd", "proposal"),
        ("Proposal Made (Enterprise)", "proposal"),
        ("Proposal 50%", "proposal"),
        ("Contact gelegd", "discovery"),
    ],
)
def test_the_stages_that_crms_come_with_are_known(
    stage: str, ours: str, imports: Import, session: Session, cast: Cast
) -> None:
    report = imports("deals", f"id,owner,account,stage,created\n1,Anna,Acme,{stage},2026-01-01\n")
    assert stood(session) == [(ours, None)]
    assert "stage_unknown" not in noted(report)


def test_an_unknown_status_is_said_and_the_stage_decides(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("deals", "id,owner,account,stage,status,created\n1,Anna,Acme,Proposal,Blorp,2026-01-01\n")
    assert stood(session) == [("proposal", None)]
    assert "status_unknown" in noted(report)
    assert report.needs_a_look


def test_won_and_lost_times_are_used_by_outcome(imports: Import, session: Session, cast: Cast) -> None:
    """A deal that was lost in March and won in May was won in May; the close date (a plan) counts for neither."""
    imports(
        "deals",
        "id,owner,account,stage,status,created,closed,won time,lost time\n"
        "1,Anna,Acme,Proposal,Won,2026-01-01,2026-12-31,2026-05-02,2026-03-01\n"
        "2,Anna,Acme,Proposal,Lost,2026-01-01,2026-12-31,2026-02-01,2026-03-01\n"
        "3,Anna,Acme,Proposal,Open,2026-01-01,2026-12-31,,\n",
    )
    assert [(deal.closed_on, deal.expected_close) for deal in deals(session)] == [
        (date(2026, 5, 2), None),
        (date(2026, 3, 1), None),
        (None, date(2026, 12, 31)),
    ]


def test_what_was_really_sold_goes_before_the_estimate(imports: Import, session: Session, cast: Cast) -> None:
    imports(
        "deals",
        "id,owner,account,stage,status,created,actual close date,est. revenue,actual revenue\n"
        "1,Anna,Acme,Propose,Won,2026-01-01,2026-02-01,15000,12000\n2,Anna,Acme,Propose,Lost,2026-01-01,2026-02-01,5000,0\n",
    )
    assert [deal.value_minor for deal in deals(session)] == [1_200_000, 500_000]


def test_a_column_of_probabilities_has_one_scale(imports: Import, session: Session, cast: Cast) -> None:
    """0.5 and 1 are 50 % and 100 % where nothing is above 1; beside 75 a 1 is 1 %."""
    head = "id,owner,account,stage,created,probability\n"
    imports("deals", f"{head}1,Anna,Acme,Proposal,2026-01-01,0.5\n2,Anna,Acme,Proposal,2026-01-02,1\n")
    imports("deals", f"{head}3,Anna,Acme,Proposal,2026-01-03,75\n4,Anna,Acme,Proposal,2026-01-04,1\n")
    assert [deal.probability for deal in deals(session)] == [50, 100, 75, 1]


def test_a_cell_that_cannot_be_read_costs_the_cell(imports: Import, session: Session, cast: Cast) -> None:
    """Kind 16: of five rows all come in; what is unknown is said, and a column that is mostly so first."""
    report = imports(
        "deals",
        "id,owner,account,stage,created,amount,currency,probability\n"
        "1,Anna,Acme,Proposal,2026-01-01,N/A,EUR,High\n"
        "2,Anna,Acme,Proposal,2026-01-01,-,EUR,High\n"
        "3,Anna,Acme,Proposal,2026-01-01,NULL,EUR,Low\n"
        "4,Anna,Acme,Proposal,2026-01-01,(blank),EUR,\n"
        '5,Anna,Acme,Proposal,sometime,"12.000,-",€,40\n',
    )
    assert (report.taken, report.skipped) == (5, [])
    assert [deal.value_minor for deal in deals(session)] == [None, None, None, None, 1_200_000]
    assert deals(session)[-1].opened_on is None
    assert [(remark.reason, remark.values["column"]) for remark in report.warnings] == [
        ("column_unread", "probability")
    ]
    assert next(report_lines(report)).startswith("LOOK: 3 of 4 values in probability cannot be read, for instance High")


@pytest.mark.parametrize(
    ("amount", "currency", "cents", "code"),
    [
        ('"12.000,-"', "€", 1_200_000, "EUR"),
        ("12K", "Euro", 1_200_000, "EUR"),
        ("€ 12k", "", 1_200_000, "EUR"),
        ("1.5M", "", 150_000_000, "EUR"),
        ("12000", "US Dollar", 1_200_000, "USD"),
        ("12000", "Amerikaanse dollar", 1_200_000, "USD"),
        ('"EUR 1,000.00 (USD 1,100.00)"', "", 100_000, "EUR"),
        ("CHF 12'500.00", "", 1_250_000, "CHF"),
        ("12 euro", "", 1_200, "EUR"),
    ],
)
def test_amounts_are_read_as_they_are_typed(
    amount: str, currency: str, cents: int, code: str, imports: Import, session: Session, cast: Cast
) -> None:
    imports(
        "deals",
        f"id,owner,account,stage,created,amount,currency\n1,Anna,Acme,Proposal,2026-01-01,{amount},{currency}\n",
    )
    assert [(deal.value_minor, deal.currency) for deal in deals(session)] == [(cents, code)]


def test_an_instant_is_a_day_where_the_team_is(imports: Import, session: Session, cast: Cast) -> None:
    """Kind 10: 22:30 in UTC on 30 September is half past midnight on 1 October in Amsterdam: another quarter."""
    imports("deals", "id,owner,account,stage,created,closed\n1,Anna,Acme,Won,2026-01-01,2026-09-30T22:30:00.000Z\n")
    assert deals(session)[0].closed_on == date(2026, 10, 1)


@pytest.mark.parametrize(
    "text",
    ["1-Sep-26", "1 sept. 2026", '"Sep 1, 2026"', "46266", "46266.5", "1788220800", "1788220800000", "1 september 2026",
     "2026-09-01T00:00:00Z", '"Tue, 1 Sep 2026"', "di 1 sep 2026", "2026-Sep-01"],
)  # fmt: skip
def test_dates_as_exports_have_them(text: str, imports: Import, session: Session, cast: Cast) -> None:
    """Kind 17. Day 46266 of Excel is 1 September 2026 (45658 is 1 January 2025, and 608 days on); so is 1788220800 s."""
    report = imports("deals", f"id,owner,account,stage,created\n1,Anna,Acme,Proposal,{text}\n")
    assert deals(session)[0].opened_on == date(2026, 9, 1)
    assert "cell_unread" not in noted(report)


@pytest.mark.parametrize("text", ["0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "0001-01-01", "N/A"])
def test_no_date_is_no_date(text: str, imports: Import, session: Session, cast: Cast) -> None:
    report = imports("deals", f"id,owner,account,stage,created\n1,Anna,Acme,Proposal,{text}\n")
    assert deals(session)[0].opened_on is None
    assert "cell_unread" not in noted(report)


def test_one_column_settles_the_dates_of_another(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", "id,owner,account,stage,created,closed\n1,Anna,Acme,Won,03/04/2026,25/04/2026\n")
    assert deals(session)[0].opened_on == date(2026, 4, 3)


def test_total_lines_titles_and_footers_are_no_deals(imports: Import, session: Session, cast: Cast) -> None:
    """Kind 7: two deals of 12,000 and 5,000, and nobody called Grand Total."""
    report = imports(
        "deals",
        "Sales pipeline\nAs of 12-11-2026;;;;;;\n\nOwner;Account;Stage;Count;Amount;Created;Closed\n"
        "Anna de Vries;Acme;Proposal;1;12000;2026-01-01;\nAnna de Vries Total;;;1;12000;;\n"
        "Bram Bakker;Globex;Proposal;1;5000;2026-01-01;\nSubtotaal;;;1;5000;;\n"
        "Grand Total;;;2;17000;;\n\nConfidential Information - Do Not Distribute\nCopyright (c) 2026\nNoordzee BV\n",
    )
    assert [deal.value_minor for deal in deals(session)] == [1_200_000, 500_000]
    assert report.skipped == []
    assert [why for _, why in report.passed_over] == [
        "title",
        "title",
        "total",
        "total",
        "total",
        "footer",
        "footer",
        "footer",
    ]
    assert session.exec(select(Person).where(col(Person.name).contains("otal"))).all() == []
    assert not report.needs_a_look


@pytest.mark.parametrize(
    "line",
    [
        '"Grand Total","","","1","12000","",""',
        "Totaal (1),,,,12000,,",
        ",Total: 1,,,12000,,",
        "Eindtotaal,,,1,€ 12000,,",
    ],
)
def test_a_total_is_a_total_however_it_is_written(line: str, imports: Import, session: Session, cast: Cast) -> None:
    imports(
        "deals", f"owner,account,stage,quantity,amount,created,closed\nAnna,Acme,Proposal,1,12000,2026-01-01,\n{line}\n"
    )
    assert len(deals(session)) == 1


def test_an_account_called_total_is_one(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", "account,owner,stage,amount,created\nTotal,Anna de Vries,Proposal,12000,2026-01-01\n")
    assert session.exec(select(Account.name)).all() == ["Total"]


@pytest.mark.parametrize(
    "owner",
    ["Anna de Vries (Deactivated User)", '"Vries, Anna de"', "Anna de Vries (Inactive)", "Anna de Vries (gedeactiveerd)",
     "anna@example.com", "Anna de Vries <anna@example.com>", "Anna de Vries (anna@example.com)", "ANNA DE VRIES [inactief]",
     "Anna de Vries - inactive"],
)  # fmt: skip
def test_an_owner_is_the_same_person_however_written(owner: str, imports: Import, session: Session, cast: Cast) -> None:
    report = imports("deals", f"id,owner,account,stage,created\n1,{owner},Acme,Proposal,2026-01-01\n")
    assert report.added["people"] == []
    assert deals(session)[0].owner_id == cast.anna.id


def test_an_address_is_the_person_of_that_name_whose_address_nobody_knows(
    imports: Import, session: Session, cast: Cast
) -> None:
    imports("deals", "id,owner,account,stage,created\n1,Noa Nu,Acme,Proposal,2026-01-01\n")
    report = imports("deals", "id,owner,account,stage,created\n2,noa.nu@corp.example,Acme,Proposal,2026-01-01\n")
    assert report.added["people"] == []


def test_lines_of_one_id_with_percentages_share_the_credit(imports: Import, session: Session, cast: Cast) -> None:
    """Kind 9: 60 % is Anna's and 40 % Bram's; the deal of 10,000 is one."""
    report = imports(
        "deals",
        "Opportunity ID,Opportunity Name,Opportunity Owner,Split Owner,Split (%),Account Name,Stage,Amount,Created Date,Close Date\n"
        "7,Big,Anna de Vries,Anna de Vries,60.00%,Acme,Closed Won,10000,2026-01-01,2026-02-01\n"
        '7,Big,Anna de Vries,"Bakker, Bram",40.00%,Acme,Closed Won,10000,2026-01-01,2026-02-01\n',
    )
    [deal] = deals(session)
    assert (report.taken, deal.value_minor, deal.owner_id) == (1, 1_000_000, cast.anna.id)
    shares = {share.person_id: share.percent for share in session.exec(select(DealShare))}
    assert shares == {cast.anna.id: 60, cast.bram.id: 40}


def test_thirds_of_the_credit_are_whole_percentages(imports: Import, session: Session, cast: Cast) -> None:
    rows = "".join(
        f"7,{name},{part},Acme,Won,100,2026-01-01,2026-02-01\n"
        for name, part in (("A A", "33.33"), ("B B", "33.33"), ("C C", "33.34"))
    )
    imports("deals", f"id,owner,split,account,stage,amount,created,closed\n{rows}")
    assert sorted(share.percent for share in session.exec(select(DealShare))) == [33, 33, 34]


def test_credit_that_is_not_whole_is_no_split(imports: Import, session: Session, cast: Cast) -> None:
    report = imports(
        "deals",
        "id,owner,split percent,account,stage,created\n7,Anna de Vries,60,Acme,Proposal,2026-01-01\n7,Bram Bakker,20,Acme,Proposal,2026-01-01\n",
    )
    assert why(report) == {"same_id": (3,)}


def test_products_of_one_deal_are_one_deal(imports: Import, session: Session, cast: Cast) -> None:
    """7,000 and 5,000 for two products are 12,000; 12,000 on both lines of another is its amount."""
    report = imports(
        "deals",
        "id,owner,account,stage,product,amount,created\n"
        "1,Anna,Acme,Proposal,Licences,7000,2026-01-01\n1,Anna,Acme,Proposal,Training,5000,2026-01-01\n"
        "2,Anna,Globex,Proposal,Licences,12000,2026-01-01\n2,Anna,Globex,Proposal,Training,12000,2026-01-01\n",
    )
    assert [(deal.value_minor, deal.product) for deal in deals(session)] == [
        (1_200_000, "Licences"),
        (1_200_000, "Licences"),
    ]
    assert noted(report) >= {"product_lines_summed", "product_lines_alike"}


def test_a_line_that_stands_twice_is_still_said(imports: Import, session: Session, cast: Cast) -> None:
    row = "1,Anna,Acme,Proposal,Licences,7000,2026-01-01\n"
    assert why(imports("deals", f"id,owner,account,stage,product,amount,created\n{row}{row}")) == {"same_id": (3,)}


MERGED = "Record ID,Deal Name,Deal Stage,Deal owner,Amount,Create Date,Associated Company (Primary),Merged Deal IDs\n"


@pytest.mark.parametrize(
    "before", ["", "1,A,Proposal made,Anna,10000,2026-01-01,Acme,\n2,B,Proposal made,Anna,10000,2026-01-02,Acme,\n"]
)
def test_merged_deals_are_one(before: str, imports: Import, session: Session, cast: Cast) -> None:
    """Kind 8: 1 and 2 of 10,000 each became 3 of 10,000: the pipeline is 10,000, not 30,000."""
    if before:
        imports("deals", MERGED + before)
    imports("deals", f"{MERGED}{before}3,A,Proposal made,Anna,10000,2026-01-01,Acme,1;2\n")
    assert [deal.value_minor for deal in deals(session)] == [1_000_000]
    again = imports("deals", f"{MERGED}{before}3,A,Proposal made,Anna,10000,2026-01-01,Acme,1;2\n")
    assert (again.taken, again.changed, len(deals_open_at(session, "T1", TODAY))) == (0, 0, 1)


HEAD = "id,owner,account,title,stage,created\n"


def test_what_a_later_file_no_longer_has_is_told_and_closed_on_request(
    imports: Import, session: Session, cast: Cast
) -> None:
    imports("deals", f"{HEAD}1,Anna,Acme,Old one,Proposal,2026-01-01\n2,Anna,Globex,B,Proposal,2026-01-01\n")
    later = f"{HEAD}2,Anna,Globex,B,Proposal,2026-01-01\n"
    report = imports("deals", later)
    assert (report.gone, report.closed, len(deals(session)), report.needs_a_look) == (("Old one (#1)",), 0, 2, True)
    assert any(
        "1 open deal that came from such a file before is not in this one: Old one (#1)" in line
        for line in report_lines(report)
    )
    report = imports("deals", later, close_missing=True)
    assert (report.closed, [deal.title for deal in deals(session)]) == (1, ["B"])
    assert imports("deals", later).gone == ()
    imports("deals", f"{HEAD}1,Anna,Acme,Old one,Proposal,2026-01-01\n2,Anna,Globex,B,Proposal,2026-01-01\n")
    assert len(deals(session)) == 2


def test_the_file_of_one_crm_says_nothing_of_the_deals_of_another(
    imports: Import, session: Session, cast: Cast
) -> None:
    imports("deals", f"{MERGED}1,A,Proposal made,Anna,10000,2026-01-01,Acme,\n")
    report = imports(
        "deals",
        "Deal - ID,Deal - Title,Deal - Owner,Deal - Organization,Deal - Stage,Deal - Status\n1,Other,Anna,Globex,Proposal Made,Open\n",
    )
    assert (report.taken, report.gone, len(deals(session))) == (1, (), 2)


def test_a_deal_without_an_id_changes_hands(imports: Import, session: Session, cast: Cast) -> None:
    head = "owner,account,title,stage,created\n"
    report = imports("deals", f"{head}Anna de Vries,Acme,A,Proposal,2026-01-01\n")
    assert any("without ids" in line for line in report_lines(report))
    imports("deals", f"{head}Bram Bakker,Acme,A,Proposal,2026-01-01\n")
    assert [deal.owner_id for deal in deals(session)] == [cast.bram.id]


@pytest.mark.parametrize(
    ("status", "reason"),
    [("Held", None), ("Completed", None), ("afgerond", None), ("Done", None), ("", None), ("TRUE", None),
     ("Cancelled", "not_held"), ("Geannuleerd", "not_held"), ("No show", "not_held"), ("Not Held", "not_held"),
     ("Planned", "not_held"), ("To do", "not_held"), ("Canceled - moved", "not_held"), ("Blorp", "status_not_known")],
)  # fmt: skip
def test_an_activity_counts_when_it_was_held(
    status: str, reason: str | None, imports: Import, session: Session, cast: Cast
) -> None:
    report = imports(
        "activities", f"id,person,kind,account,date,status\n1,Anna de Vries,meeting,Acme,2026-10-14,{status}\n"
    )
    assert [remark.reason for remark in report.skipped] == ([reason] if reason else [])
    assert len(session.exec(select(Activity)).all()) == (reason is None)
    assert report.needs_a_look == (reason is not None)


@pytest.mark.parametrize(
    ("length", "minutes"),
    [
        ("00:30", 30),
        ("1h 30m", 90),
        ("01:30:00", 90),
        ("1,5 uur", 90),
        ("45", 45),
        ("PT1H", 60),
        ("90 min", 90),
        ("soon", None),
    ],
)
def test_lengths_of_time(length: str, minutes: int | None, imports: Import, session: Session, cast: Cast) -> None:
    imports("activities", f'id,person,kind,account,date,duration\n1,Anna de Vries,meeting,Acme,2026-10-14,"{length}"\n')
    assert session.exec(select(Activity.minutes)).all() == [minutes]


def test_activities_of_pipedrive_come_in(imports: Import, session: Session, cast: Cast) -> None:
    report = imports(
        "activities",
        "Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Duration,Activity - Done,"
        "Activity - Assigned to user,Activity - Organization\n"
        "1,Intake,Meeting,2026-10-14,00:45,Done,Anna de Vries,Acme\n2,Later,Meeting,2026-11-30,,To do,Anna de Vries,Acme\n",
    )
    assert (report.profile, why(report)) == ("Pipedrive", {"not_held": (3,)})
    [entry] = session.exec(select(Activity)).all()
    assert (entry.kind, entry.minutes, entry.topic, entry.happened_on) == ("meeting", 45, "Intake", date(2026, 10, 14))


@pytest.mark.parametrize(
    ("status", "reason"),
    [("Approved", None), ("Goedgekeurd", None), ("", None), ("Rejected", "not_granted"), ("Afgewezen", "not_granted"),
     ("Requested", "not_granted"), ("Pending approval", "not_granted"), ("Cancelled", "not_granted"), ("Blorp", "status_not_known")],
)  # fmt: skip
def test_leave_counts_when_it_was_granted(
    status: str, reason: str | None, imports: Import, session: Session, cast: Cast
) -> None:
    report = imports("leave", f"employee name,from,to,status\nAnna de Vries,2026-12-01,2026-12-04,{status}\n")
    assert [remark.reason for remark in report.skipped] == ([reason] if reason else [])
    session.expire_all()
    assert len(leave_of(session, cast.anna, date(2026, 12, 1), date(2026, 12, 4))) == (reason is None)


def test_people_of_an_hr_system_have_their_names_in_parts(imports: Import, session: Session, cast: Cast) -> None:
    report = imports(
        "people",
        "Employee #,First Name,Last Name,Job Title,Department,Reporting to,Work Email,Hire Date\n"
        '1,Noa,Nu,SDR,Sales,"Mulder, Carla",noa@corp.example,2025-02-14\n2,Anna,de Vries,AE,Sales,,anna@example.com,2024-03-01\n',
    )
    assert (report.taken, report.added["managers"]) == (1, [])
    noa = session.exec(select(Person).where(Person.name == "Noa Nu")).one()
    assert (noa.email, noa.starts_on, noa.manager_id) == ("noa@corp.example", date(2025, 2, 14), cast.carla.id)


def test_an_owner_that_is_only_an_id_is_asked_about(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("deals", "id,owner,account,stage,created\n1,12345678,Acme,Proposal,2026-01-01\n")
    assert why(report) == {"person_is_an_id": (2,)}


@pytest.mark.parametrize(
    "heading", ["Account: Account Name", "Opportunity: Account Name", "Account Name: Account Name"]
)
def test_a_heading_that_begins_with_its_own_object_is_read(
    heading: str, imports: Import, session: Session, cast: Cast
) -> None:
    imports(
        "deals",
        f"Opportunity: ID,Opportunity Owner: Full Name,{heading},Stage,Account: Created Date,Opportunity: Created Date\n1,Anna,Acme,Proposal,2020-01-01,2026-01-01\n",
    )
    assert session.exec(select(Account.name)).all() == ["Acme"]
    assert deals(session)[0].opened_on == date(2026, 1, 1)


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//HR//EN
X-WR-CALNAME:Time off
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261201
DTEND;VALUE=DATE:20261205
SUMMARY:Anna de Vries (Vacation)
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261210
SUMMARY:Out of office
ATTENDEE:mailto:bram@example.com
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20261214
SUMMARY:Anna de Vries vakantie
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20261215T100000Z
DTEND:20261215T110000Z
SUMMARY:Anna de Vries dentist
END:VEVENT
BEGIN:VEVENT
UID:5
DTSTART;VALUE=DATE:20261216
RRULE:FREQ=WEEKLY
SUMMARY:Anna de Vries off
END:VEVENT
BEGIN:VEVENT
UID:6
DTSTART;VALUE=DATE:20261217
SUMMARY:Verjaardag Anna de Vries
END:VEVENT
BEGIN:VEVENT
UID:7
DTSTART:20261220T230000Z
DTEND:20261222T230000Z
SUMMARY:Anna de Vries
END:VEVENT
BEGIN:VEVENT
UID:8
DTSTART;VALUE=DATE:20261228
SUMMARY:Somebody else
END:VEVENT
END:VCALENDAR
"""


def test_whole_days_of_a_calendar_are_leave(imports: Import, session: Session, cast: Cast) -> None:
    """In a calendar the end is the day after: until 5 December is 1 to 4. Midnight in Amsterdam is 23:00 in UTC."""
    report = imports("leave", CALENDAR)
    session.expire_all()
    away = [(leave.first_day, leave.last_day) for leave in leave_of(session, cast.anna, TODAY, TODAY + timedelta(90))]
    assert sorted(away) == [(date(2026, 12, 1), date(2026, 12, 4)), (date(2026, 12, 21), date(2026, 12, 22))]
    assert len(leave_of(session, cast.bram, date(2026, 12, 10), date(2026, 12, 10))) == 1
    assert {remark.reason for remark in report.skipped} == {
        "not_granted", "part_of_a_day", "comes_back", "all_day_no_leave", "unknown_person",
    }  # fmt: skip
    assert imports("leave", CALENDAR).unchanged == 3


def test_now_is_after_the_days_of_these_files() -> None:
    assert date(2026, 11, 1) < NOW.date() == TODAY < date(2026, 11, 30)
