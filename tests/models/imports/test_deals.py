"""A CRM's deals come in whole: what is missing stays unknown and is reported, and a second time changes nothing."""

from datetime import date, timedelta
from pathlib import Path
from statistics import median

import pytest
from sqlmodel import Session, col, select

from messages.imports.report import report_lines
from models.accounts.records import Account
from models.database import Database
from models.deals.actions import add_deal, move_deal
from models.deals.queries import decided_between
from models.deals.records import Deal, DealChange, Outcome, StageChange
from models.deals.snapshot import deals_open_at
from models.deals.terms import DealTerms
from models.imports.report import ImportRefused, ImportReport
from models.period import Period, month_of
from models.references.links import spelled_ids
from models.references.records import Fact
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.team.records import Person
from models.workspace.queries import workspace_of
from models.workspace.records import ExchangeRate
from tests.conftest import NOW, Cast, acting
from tests.models.imports.files import PEOPLE, PIPELINE, Import, importing

EVER = Period(date(2010, 1, 1), date(2027, 1, 1))
HEAD = "id,owner,account,stage,created,closed,amount"


def deals(session: Session) -> dict[str, Deal]:
    session.expire_all()
    found = session.exec(select(Deal).where(Deal.source == "csv").order_by(col(Deal.number))).all()
    called = spelled_ids(session, "T1", Fact.DEAL)
    return {called[deal.id]: deal for deal in found}


def why(report: ImportReport) -> dict[str, tuple[int, ...]]:
    return {remark.reason: remark.lines for remark in report.skipped}


def noted(report: ImportReport) -> dict[str, tuple[int, ...]]:
    return {remark.reason: remark.lines for remark in report.notes}


def test_every_row_comes_in_and_what_is_missing_is_reported(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("deals", PIPELINE)
    assert (report.taken, report.rows, report.skipped) == (6, 6, [])
    assert noted(report) == {"no_value": (5, 6, 7), "no_account": (5, 7), "product_spelled": (4,), "no_open_date": (7,)}
    stored = deals(session)
    assert [deal.stage for deal in stored.values()] == ["won", "won", "lost", "discovery", "discovery", "qualified"]
    assert {deal.product for deal in stored.values()} == {"GTX Plus", "GTXPro", "MG Special"}
    assert (stored["A6"].account_id, stored["A6"].value_minor, stored["A6"].opened_on) == (None, None, None)


def test_the_figures_come_out_of_it(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", PIPELINE)
    decided = decided_between(session, "T1", EVER)
    won = decided_between(session, "T1", EVER, outcomes=(Outcome.WON,))
    assert (len(won), len(decided)) == (2, 3)
    assert sum(deal.reporting_minor or 0 for deal in won) == (1054 + 4514) * 100
    assert median(deal.days_open or 0 for deal in won) == (132 + 137) / 2


def test_a_second_time_changes_nothing(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", PIPELINE)
    before = (deals(session), len(session.exec(select(StageChange)).all()), len(session.exec(select(Account)).all()))
    again = imports("deals", PIPELINE)
    assert (again.taken, again.changed, again.unchanged) == (0, 0, 6)
    after = (deals(session), len(session.exec(select(StageChange)).all()), len(session.exec(select(Account)).all()))
    assert before == after


def test_past_days_show_the_pipeline_of_then(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", PIPELINE)
    open_then = deals_open_at(session, "T1", date(2017, 2, 1))
    assert len(open_then) == 4
    assert len(deals_open_at(session, "T1", date(2017, 12, 31))) == 2
    assert len(deals_open_at(session, "T1", date(2026, 11, 12))) == 3


def test_what_a_lost_deal_of_nothing_was_worth_nobody_knows(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", PIPELINE)
    lost = next(deal for deal in deals_open_at(session, "T1", date(2016, 12, 1)) if deal.number == 3)
    assert lost.value_minor is None


def test_sellers_become_people_and_later_get_their_manager(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("deals", PIPELINE)
    assert report.added["people"] == ["Moses Frase", "Darcel Schlecht"]
    imports("people", PEOPLE)
    moses = session.exec(select(Person).where(Person.name == "Moses Frase")).one()
    dustin = session.exec(select(Person).where(Person.name == "Dustin Brinkmann")).one()
    assert (moses.is_rep, moses.slack_user_id, moses.manager_id) == (True, None, dustin.id)
    assert dustin.is_rep is False


def test_known_people_and_accounts_are_found_by_name_and_mail(imports: Import, session: Session, cast: Cast) -> None:
    imports(
        "deals",
        f"{HEAD}\n1,anna de VRIES,Acme,Won,2026-01-01,2026-02-01,5\n2,anna@example.com,ACME.,Won,2026-01-01,2026-02-01,5\n",
    )
    stored = deals(session)
    assert {deal.owner_id for deal in stored.values()} == {cast.anna.id}
    assert stored["1"].account_id == stored["2"].account_id


def test_a_dry_run_reports_and_stores_nothing(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("deals", PIPELINE, dry_run=True)
    assert (report.taken, report.is_dry_run) == (6, True)
    assert deals(session) == {}
    assert session.exec(select(Person).where(Person.name == "Moses Frase")).all() == []


def test_nothing_is_half_done_when_the_file_is_refused_late(imports: Import, session: Session, cast: Cast) -> None:
    with pytest.raises(ImportRefused, match="dates_unclear"):
        imports("deals", f"{HEAD}\n1,Anna,Acme,Won,2026-01-01,03-04-17,5\n")
    assert deals(session) == {}
    assert session.exec(select(Account)).all() == []


def test_rows_that_cannot_be_taken_are_named_with_reason_and_line(
    imports: Import, session: Session, cast: Cast
) -> None:
    report = imports(
        "deals",
        f"{HEAD}\n"
        "1,,Acme,Won,2026-01-01,2026-02-01,5\n"
        "2,Anna,Acme,,2026-01-01,2026-02-01,5\n"
        "3,Anna,Acme,Won,2026-02-01,2026-01-01,5\n"
        "4,Anna,Acme,Won,2026-01-01,2027-01-01,5\n"
        "5,Anna,Acme,Won,2026-01-01,2026-02-30,5\n"
        "6,Anna,Acme,Won,2026-01-01,2026-02-01,-5\n"
        "7,Anna,Acme,Won,2026-01-01,2026-02-01,5,6,7\n"
        "8,Anna,Acme,Won,2026-01-01,2026-02-01,5\n"
        "8,Anna,Acme,Won,2026-01-01,2026-02-01,5\n",
    )
    assert why(report) == {
        "no_owner": (2,),
        "no_stage": (3,),
        "closed_before_opened": (4,),
        "decided_in_the_future": (5,),
        "negative_amount": (7,),
        "too_many_values": (8,),
        "same_id": (10,),
    }
    assert noted(report) == {"cell_unread": (6,), "no_close_date": (6,)}
    assert list(deals(session)) == ["5", "8"]


def test_a_row_that_changed_changes_the_deal_and_keeps_its_history(
    imports: Import, session: Session, cast: Cast
) -> None:
    imports("deals", f"{HEAD}\n1,Anna de Vries,Acme,Proposal,2026-01-01,,5000\n")
    report = imports("deals", f"{HEAD}\n1,Anna de Vries,Acme,Won,2026-01-01,2026-03-01,4000\n")
    assert (report.changed, report.taken) == (1, 0)
    assert (deals(session)["1"].outcome, deals(session)["1"].value_minor) == ("won", 400_000)
    assert [deal.value_minor for deal in deals_open_at(session, "T1", date(2026, 2, 1))] == [500_000]
    assert deals_open_at(session, "T1", date(2026, 3, 1)) == []
    change = session.exec(select(DealChange)).one()
    assert (change.what, change.changed_by, change.old["stage"], change.new["stage"]) == (
        "import",
        None,
        "proposal",
        "won",
    )


def test_a_corrected_close_date_moves_the_decision(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", f"{HEAD}\n1,Anna de Vries,Acme,Won,2026-01-01,2026-03-01,5000\n")
    imports("deals", f"{HEAD}\n1,Anna de Vries,Acme,Won,2026-01-05,2026-04-01,5000\n")
    assert len(deals_open_at(session, "T1", date(2026, 3, 15))) == 1
    assert deals_open_at(session, "T1", date(2026, 1, 3)) == []
    assert deals_open_at(session, "T1", date(2026, 4, 1)) == []


def test_what_was_done_in_slack_since_stays_when_the_row_is_as_it_was(
    imports: Import, session: Session, cast: Cast
) -> None:
    text = f"{HEAD}\n1,Anna de Vries,Acme,Proposal,2026-01-01,,5000\n"
    imports("deals", text)
    move_deal(acting(session, cast.anna, NOW + timedelta(hours=1)), deals(session)["1"], "negotiation")
    session.commit()
    assert imports("deals", text).unchanged == 1
    assert deals(session)["1"].stage == "negotiation"


def test_without_ids_the_same_file_is_still_the_same(imports: Import, session: Session, cast: Cast) -> None:
    text = "owner,account,stage,created,amount\nAnna,Acme,Proposal,2026-01-01,5\nAnna,Acme,Proposal,2026-01-01,7\n"
    assert imports("deals", text).taken == 2
    assert imports("deals", text).unchanged == 2


def test_an_unknown_stage_is_kept_and_reported(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("deals", f"{HEAD}\n1,Anna,Acme,Pilot Phase,2026-01-01,,5\n")
    assert noted(report) == {"stage_unknown": (2,)}
    [open_deal] = deals_open_at(session, "T1", NOW.date())
    assert (open_deal.stage, open_deal.probability) == ("pilot phase", None)


def test_another_currency_counts_at_the_rate_of_its_day(imports: Import, session: Session, cast: Cast) -> None:
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=date(2026, 1, 1), rate="0.9"))
    session.commit()
    report = imports(
        "deals",
        f"{HEAD},currency\n1,Anna,Acme,Won,2026-01-01,2026-02-01,100,USD\n2,Anna,Acme,Won,2026-01-01,2026-02-01,100,CHF\n",
    )
    assert noted(report) == {"rate_missing": (3,)}
    assert [deal.reporting_minor for deal in deals(session).values()] == [9_000, None]


def test_the_close_date_of_an_open_deal_is_the_expected_one(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", f"{HEAD}\n1,Anna,Acme,Proposal/Price Quote,2026-01-01,2026-12-31,5\n")
    deal = deals(session)["1"]
    assert (deal.stage, deal.expected_close, deal.closed_on) == ("proposal", date(2026, 12, 31), None)


def test_the_last_day_of_a_contract_comes_in_and_a_file_without_it_leaves_it(
    imports: Import, session: Session, cast: Cast
) -> None:
    row = "1,Anna,Acme,Won,2026-01-01,2026-02-01,5"
    imports("deals", f"{HEAD},contracteinde\n{row},31-01-2027\n")
    assert deals(session)["1"].contract_ends_on == date(2027, 1, 31)
    imports("deals", f"{HEAD}\n{row}\n")
    assert deals(session)["1"].contract_ends_on == date(2027, 1, 31)
    imports("deals", f"{HEAD},contract end\n{row},\n")
    assert deals(session)["1"].contract_ends_on == date(2027, 1, 31), "an empty cell says nothing"


def test_two_people_of_one_name_are_not_mixed_up(imports: Import, session: Session, cast: Cast) -> None:
    session.add(Person(workspace_id="T1", name="Anna de Vries", created_at=NOW))
    session.commit()
    report = imports("deals", f"{HEAD}\n1,Anna de Vries,Acme,Won,2026-01-01,2026-02-01,5\n")
    assert why(report) == {"two_people": (2,)}


def test_the_report_reads_like_sentences(imports: Import, cast: Cast) -> None:
    lines = list(report_lines(imports("deals", PIPELINE)))
    assert lines[0] == "deals: 6 rows: 6 taken, 0 changed, 0 unchanged, 0 skipped"
    assert "  added: 2 people (Moses Frase, Darcel Schlecht)" in lines
    assert any(line.startswith("  note: 1 row: product GTX Pro is kept as GTXPro") for line in lines)


def test_the_other_workspace_sees_nothing_of_it(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", PIPELINE)
    assert decided_between(session, "T2", EVER) == []


def test_progress_goes_from_nothing_to_all(database: Database, cast: Cast, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    rows = "".join(f"{n},Anna de Vries,Acme,Proposal,2026-01-01,,5\n" for n in range(600))
    importing(database, tmp_path, lambda done, total: seen.append((done, total)))("deals", f"{HEAD}\n{rows}")
    assert seen == [(0, 600), (250, 600), (500, 600), (600, 600)]


def test_numbers_go_on_behind_those_of_slack(imports: Import, session: Session, cast: Cast) -> None:
    add_deal(acting(session, cast.anna), None, DealTerms())
    session.commit()
    imports("deals", f"{HEAD}\n1,Anna de Vries,Acme,Proposal,2026-01-01,,5\n")
    assert deals(session)["1"].number == 2


def test_what_a_deal_weighed_before_the_file_came_is_not_known(imports: Import, session: Session, cast: Cast) -> None:
    won, negotiated = (
        "1,Anna de Vries,Acme,Won,2026-05-01,2026-09-10,1000",
        "2,Anna de Vries,Globex,Negotiation,2026-06-01,,400",
    )
    imports("deals", f"{HEAD}\n{won}\n{negotiated}\n")
    session.commit()
    workspace = workspace_of(session, "T1")
    anna = scope_of_person(session, workspace, cast.anna)
    lines = {
        month: scorecard_of(session, workspace, anna, month_of(date(2026, month, 1)), NOW).lines for month in (6, 11)
    }
    # At the end of June both were open, worth 1,400 together. In which stage, the file does not say: no 10 % and no 75 %.
    assert lines[6]["pipeline"].figure.value == 1400
    weighted = lines[6]["weighted_pipeline"].figure
    assert (weighted.value, weighted.reason) == (None, "no_probabilities")
    # Today the second one negotiates: 75 % of 400.
    assert lines[11]["weighted_pipeline"].figure.value == 300
    # From here on its history is known: it moves back, and last week's figure stays what it was.
    deal = deals(session)["2"]
    move_deal(acting(session, cast.anna, NOW + timedelta(days=7)), deal, "discovery")
    at = {day: deals_open_at(session, "T1", date(2026, 11, day)) for day in (12, 19)}
    assert {day: [one.probability for one in found] for day, found in at.items()} == {12: [75], 19: [25]}
