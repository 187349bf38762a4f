"""People, accounts, activities, costs and leave come in whole, and a second time changes nothing."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from messages.imports.report import WARNED
from models.accounts.records import Account
from models.activity.queries import history_of
from models.activity.records import Activity, ActivityChange
from models.costs.queries import costs_between
from models.costs.records import Cost
from models.imports import run
from models.imports.fields import FIELDS
from models.imports.report import ImportRefused, ImportReport
from models.imports.run import KINDS
from models.money import Money
from models.period import Period, fiscal_year, quarter
from models.references.links import spelled_ids
from models.references.records import Fact
from models.scorecard.own_kpis import Counts, OwnKpi
from models.scorecard.records import Target
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from models.team.enrolment import Profile, Standing, enrol, person_with_email
from models.team.leaving import follow_slack
from models.team.records import Leave, Move, Person, Team
from models.territories.lists import lists_of
from models.workspace.rates import rate_on
from models.workspace.records import ExchangeRate
from tests.conftest import NOW, Cast
from tests.models.imports.files import PEOPLE, Import

ACTIVITIES = """\
id,person,kind,account,date,quantity,amount,note
1,Anna de Vries,meeting,Acme,2026-03-02,,,first talk
2,Bram Bakker,visit,ACME,2026-03-20,,,
3,Anna de Vries,call,,2026-03-20,12,,
4,Anna de Vries,proposal,Acme,2026-04-01,,"12,500.00",
5,Anna de Vries,training,,2026-04-02,1.5,,
6,Anna de Vries,csat,Acme,2026-04-03,4,,
7,Anna de Vries,follow-up meeting,Globex,2026-04-03,,,
"""
COSTS = "date;kind;amount;channel\n2026-03-01;marketing;1.250,50;online\n2026-03-01;marketing;1.250,50;online\n2026-04-01;Verkoop;300;\n"
LEAVE = "name,start,end,part\nAnna de Vries,2026-12-24,2027-01-02,\nBram Bakker,2026-11-27,2026-11-27,morning\n"
ACCOUNTS = "account,sector,tier,territory,owner,opened\nAcme,technolgy,a,North,Anna de Vries,2025-02-01\nGlobex,,,,,\n"
TARGETS = (
    "kpi,target,period,person,team,role,from\n"
    "first_meetings,8,week,Anna de Vries,,,\n"
    'Sales by channel,"100,000.50",monthly,,North,,2026-01-01\n'
    "Slagingspercentage,40%,quarter,,,account,\n"
    "new_customers,12,kwartaal,,,,2027-01-01\n"
)
FILES = {
    "targets": TARGETS,
    "people": PEOPLE,
    "accounts": ACCOUNTS,
    "activities": ACTIVITIES,
    "costs": COSTS,
    "leave": LEAVE,
}


def why(report: ImportReport) -> dict[str, tuple[int, ...]]:
    return {remark.reason: remark.lines for remark in report.skipped}


def log(session: Session) -> dict[str, Activity]:
    session.expire_all()
    called = spelled_ids(session, "T1", Fact.ACTIVITY)
    return {called.get(entry.id, "None"): entry for entry in session.exec(select(Activity).order_by(Activity.id))}


@pytest.mark.parametrize("kind", FILES)
def test_a_second_time_changes_nothing(imports: Import, cast: Cast, kind: str) -> None:
    first = imports(kind, FILES[kind])
    assert (first.taken, first.skipped) == (len(FILES[kind].splitlines()) - 1, [])
    again = imports(kind, FILES[kind])
    assert (again.taken, again.changed, again.unchanged) == (0, 0, first.taken)


ECB = """\
Date,USD,GBP,CYP,
2026-11-10,1.25,0.80,N/A,
2026-11-09,1.2,0.75,N/A,
"""


def test_rates_a_row_each_count_what_waited(imports: Import, session: Session, cast: Cast) -> None:
    imports("costs", "date,kind,amount,currency\n2026-11-03,marketing,500,USD\n")
    report = imports(
        "rates", "currency;day;rate\nUSD;2026-11-01;0,92\nusd;2026-11-10;0,95\nUSD;2026-11-11;0\nXQX;2026-11-11;1\n"
    )
    # 500 × 0.92 = 460.
    assert (report.taken, report.counted, report.counted_worth) == (2, 1, Money.of(460, "EUR"))
    assert [remark.reason for remark in report.skipped] == ["not_a_rate", "unknown_currency"]
    again = imports("rates", "currency;day;rate\nUSD;2026-11-01;0,93\nUSD;2026-11-10;0,95\n")
    assert (again.taken, again.changed, again.unchanged) == (0, 1, 1)
    assert session.exec(select(Cost)).one().reporting_minor == 46_500


def test_the_file_of_the_european_central_bank_is_read_as_it_is(imports: Import, session: Session, cast: Cast) -> None:
    imports("costs", "date,kind,amount,currency\n2026-11-11,marketing,500,USD\n2026-11-09,sales,75,GBP\n")
    report = imports("rates", ECB)
    # One euro cost 1.25 dollars, so $500 were €400; on the 9th £0.75, so £75 were €100.
    assert (report.taken, report.counted, report.counted_worth) == (4, 2, Money.of(500, "EUR"))
    cast.workspace.currency = "USD"
    session.add(cast.workspace)
    session.commit()
    # £75 on the 9th = €100 = $120.
    assert rate_on(session, cast.workspace, "GBP", date(2026, 11, 9)) == Decimal("1.6")
    assert imports("rates", ECB).unchanged == 4


def test_a_file_of_rates_without_rates_is_refused(imports: Import) -> None:
    with pytest.raises(ImportRefused, match="column_missing"):
        imports("rates", "date,price\n2026-11-09,2\n")


def test_every_kind_has_its_headings() -> None:
    assert set(KINDS) == set(FIELDS)


def test_an_unknown_kind_is_refused(imports: Import) -> None:
    with pytest.raises(ImportRefused, match="unknown_kind"):
        imports("planets", "a,b\n")


def test_people_come_with_managers_and_teams(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("people", PEOPLE)
    assert report.added == {"managers": ["Dustin Brinkmann"], "teams": ["Central"], "people": []}
    moses = session.exec(select(Person).where(Person.name == "Moses Frase")).one()
    assert session.exec(select(Team).where(Team.id == moses.team_id)).one().name == "Central"


def test_a_person_is_found_by_mail_and_gets_what_is_new(imports: Import, session: Session, cast: Cast) -> None:
    report = imports(
        "people",
        "name,email,role,start,end,from\nA. de Vries,ANNA@example.com,Buitendienst,2024-01-01,,2026-11-12\n"
        "Bram Bakker,,manager,,2026-12-31,2026-11-12\n",
    )
    assert report.changed == 2
    session.expire_all()
    assert (cast.anna.name, cast.anna.sales_role, cast.anna.starts_on) == ("Anna de Vries", "field", date(2024, 1, 1))
    assert (cast.bram.is_rep, cast.bram.ends_on) == (False, date(2026, 12, 31))


def test_nobody_manages_in_a_circle(imports: Import, cast: Cast) -> None:
    report = imports("people", "name,manager\nCarla Mulder,Anna de Vries\n")
    assert why(report) == {"manages_in_a_circle": (2,)}


def test_two_rows_of_one_file_make_no_circle_from_tomorrow(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("people", "name,manager\nAnna de Vries,Bram Bakker\nBram Bakker,Anna de Vries\n")
    assert why(report) == {"manages_in_a_circle": (3,)}
    assert [move.new for move in session.exec(select(Move))] == [{"manager_id": cast.bram.id}]


def test_a_last_day_of_a_file_stays_when_slack_activates_somebody_again(
    imports: Import, session: Session, cast: Cast
) -> None:
    profile = Profile("UANNA", "Anna de Vries", standing=Standing.GONE)
    follow_slack(session, "T1", profile, NOW)
    session.commit()
    imports("people", "name,end\nAnna de Vries,2026-12-31\n")
    session.expire_all()
    follow_slack(session, "T1", replace(profile, standing=Standing.MEMBER), NOW)
    assert session.get_one(Person, ("T1", cast.anna.id)).ends_on == date(2026, 12, 31)


def test_a_change_of_team_holds_from_the_day_in_the_file_or_from_tomorrow(
    imports: Import, session: Session, cast: Cast
) -> None:
    report = imports("people", "name,team,from\nAnna de Vries,South,2026-12-01\nBram Bakker,South,\nEva New,South,\n")
    assert (report.taken, report.changed) == (1, 2)
    moves = {move.person_id: move.from_day for move in session.exec(select(Move))}
    tomorrow = NOW.date() + timedelta(days=1)
    assert moves == {cast.anna.id: date(2026, 12, 1), cast.bram.id: tomorrow}
    again = imports("people", "name,team,from\nAnna de Vries,South,2026-12-01\nBram Bakker,South,\nEva New,South,\n")
    assert (again.taken, again.unchanged) == (0, 3)
    assert len(session.exec(select(Move)).all()) == 2


def test_people_that_cannot_be_taken_are_named(imports: Import, session: Session, cast: Cast) -> None:
    report = imports(
        "people",
        "name,email,slack_id,role,start,end\n"
        ",x@example.com,,,,\nEva,nonsense,,,,\nEva,,,astronaut,,\nEva,,,,2026-02-01,2026-01-01\n"
        "Anna de Vries,anna@example.com,UBRAM,,,\nEva,,,,,\nEva,,,,,\n",
    )
    assert why(report) == {
        "no_name": (2,),
        "not_an_email": (3,),
        "unknown_role": (4,),
        "ends_before_start": (5,),
        "handles_differ": (6,),
        "same_person": (8,),
    }


def test_accounts_fill_in_what_a_file_of_deals_left_open(imports: Import, session: Session, cast: Cast) -> None:
    imports("deals", "id,owner,account,stage\n1,Anna de Vries,Acme,Proposal\n")
    report = imports("accounts", ACCOUNTS)
    assert (report.changed, report.taken) == (1, 1)
    acme = session.exec(select(Account).where(Account.key == "acme")).one()
    assert (acme.sector, acme.owner_id, acme.opened_on) == ("technolgy", cast.anna.id, date(2025, 2, 1))


def test_activities_are_logged_as_if_they_had_been_kept_here(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("activities", ACTIVITIES)
    entries = log(session)
    assert report.added["accounts"] == ["Acme", "Globex"]
    assert [entries[n].is_first for n in "127"] == [True, False, False]
    assert entries["7"].order_is_said
    assert (entries["3"].quantity, entries["4"].amount_minor, entries["5"].minutes, entries["6"].score) == (
        12,
        1_250_000,
        90,
        4,
    )
    assert {entry.source for entry in entries.values()} == {"csv"}


def test_an_earlier_meeting_in_a_later_file_takes_the_first(imports: Import, session: Session, cast: Cast) -> None:
    imports("activities", ACTIVITIES)
    imports("activities", "id,person,kind,account,date\n9,Anna de Vries,meeting,Acme,2026-02-01\n")
    assert [log(session)[n].is_first for n in "912"] == [True, False, False]


def test_what_was_corrected_in_slack_stays_corrected(imports: Import, session: Session, cast: Cast) -> None:
    imports("activities", ACTIVITIES)
    entry = log(session)["3"]
    entry.quantity = 10
    session.add(
        ActivityChange(workspace_id="T1", activity_id=entry.id, changed_by=cast.anna.id, changed_at=NOW, what="edit")
    )
    session.commit()
    report = imports("activities", ACTIVITIES)
    assert log(session)["3"].quantity == 10
    assert [remark.reason for remark in report.notes] == ["changed_here_since"]


def test_activities_that_cannot_be_taken_are_named(imports: Import, session: Session, cast: Cast) -> None:
    report = imports(
        "activities",
        "person,kind,account,date,quantity\n"
        ",call,Acme,2026-01-01,\nAnna,dance,Acme,2026-01-01,\nAnna,call,Acme,,\nAnna,call,Acme,2027-01-01,\n"
        "Anna,meeting,,2026-01-01,\nAnna,csat,Acme,2026-01-01,\nAnna,training,,2026-01-01,\nAnna,call,,2026-01-01,5000\n",
    )
    assert why(report) == {
        "no_person": (2,),
        "unknown_kind": (3,),
        "no_date": (4,),
        "happened_in_the_future": (5,),
        "no_account": (6,),
        "no_score": (7,),
        "no_minutes": (8,),
        "not_a_number": (9,),
    }
    assert log(session) == {}


def test_costs_that_are_alike_are_both_counted(imports: Import, session: Session, cast: Cast) -> None:
    imports("costs", COSTS)
    march = costs_between(session, "T1", Period(date(2026, 3, 1), date(2026, 4, 1)))
    assert [cost.amount_minor for cost in march] == [125_050, 125_050]
    assert len(costs_between(session, "T1", Period(date(2026, 1, 1), date(2027, 1, 1)), ["sales"])) == 1


def test_leave_that_is_taken_already_is_named(imports: Import, session: Session, cast: Cast) -> None:
    imports("leave", LEAVE)
    report = imports("leave", "name,from,to\nAnna de Vries,2026-12-28,2026-12-29\nNobody,2026-12-28,2026-12-29\n")
    assert why(report) == {"already_away": (2,), "unknown_person": (3,)}
    assert len(session.exec(select(Leave).where(col(Leave.workspace_id) == "T1")).all()) == 2


def test_targets_are_for_a_person_a_team_a_role_or_everybody(imports: Import, session: Session, cast: Cast) -> None:
    imports("targets", TARGETS)
    found = {target.kpi: target for target in session.exec(select(Target))}
    assert {kpi: (target.scope, target.value, target.period_type) for kpi, target in found.items()} == {
        "first_meetings": ("person", "8", "week"),
        "sales_by_channel": ("team", "100000.50", "month"),
        "close_rate": ("role", "0.4", "quarter"),
        "new_customers": ("workspace", "12", "quarter"),
    }
    assert found["sales_by_channel"].effective_from == date(2026, 1, 1)


def starts_of(session: Session) -> list[tuple[str | None, date]]:
    found = session.exec(select(Target).order_by(col(Target.effective_from), col(Target.id)))
    return [(target.value, target.effective_from) for target in found]


@pytest.mark.parametrize("rows", [("100", "120"), ("120", "100")])
def test_the_history_of_a_quota_comes_in_in_either_order(
    imports: Import, session: Session, cast: Cast, rows: tuple[str, str]
) -> None:
    # D9: today is 12 November; 100 a month from January and 120 from July.
    since = {"100": "2026-01-01", "120": "2026-07-01"}
    text = "kpi,target,period,person,from\n" + "".join(
        f"sales_by_channel,{value},month,Anna de Vries,{since[value]}\n" for value in rows
    )
    report = imports("targets", text)
    assert (report.taken, report.skipped) == (2, [])
    assert starts_of(session) == [("100", date(2026, 1, 1)), ("120", date(2026, 7, 1))]
    until = {"120": date(2026, 10, 31), "100": date(2026, 6, 30) if rows[0] == "120" else date(2026, 10, 31)}
    assert sorted((note.values["first"], note.values["last"]) for note in report.notes) == [
        (date(2026, 1, 1), until["100"]),
        (date(2026, 7, 1), until["120"]),
    ]
    again = imports("targets", text)
    assert (again.taken, again.unchanged, again.notes) == (0, 2, [])
    # So 3 × 100 in the second quarter, 3 × 120 in the third, and 6 × 100 + 6 × 120 in the year.
    anna = scope_of_person(session, cast.workspace, cast.anna)
    for period, asked in ((quarter(2026, 2), 300), (quarter(2026, 3), 360), (fiscal_year(2026), 1320)):
        sales = scorecard_of(session, cast.workspace, anna, period, NOW).lines["sales_by_channel"]
        assert sales.target is not None
        assert sales.target.value == pytest.approx(asked)


def test_a_plan_by_quarter_comes_in(imports: Import, session: Session, cast: Cast) -> None:
    plan = "kpi,target,period,from\n" + "".join(
        f"sales_by_channel,{value},quarter,{day}\n"
        for value, day in ((400, "2026-10-01"), (500, "2027-01-01"), (450, "2027-04-01"), (300, "2026-07-01"))
    )
    report = imports("targets", plan)
    assert report.taken == 4
    assert [(note.reason, note.values["first"], note.values["last"]) for note in report.notes] == [
        ("restates", date(2026, 7, 1), date(2026, 9, 30))  # only the third quarter is over
    ]
    assert [value for value, _ in starts_of(session)] == ["300", "400", "500", "450"]


def test_a_target_without_a_day_waits_for_the_next_period(imports: Import, session: Session, cast: Cast) -> None:
    head = "kpi,target,period,team\n"
    imports("targets", head + "sales_by_channel,100000,month,North\n")
    report = imports("targets", head + "sales_by_channel,120000,month,North\n")
    assert (report.taken, report.notes) == (1, [])
    assert starts_of(session) == [("100000", date(2026, 11, 1)), ("120000", date(2026, 12, 1))]
    assert imports("targets", head + "sales_by_channel,120000,month,North\n").unchanged == 1


def test_a_target_of_a_year_comes_in_from_a_day_within_it(imports: Import, session: Session, cast: Cast) -> None:
    imports("targets", "kpi,target,period,from\nsales_by_channel,1200000,year,2026-03-05\n")
    assert starts_of(session) == [("1200000", date(2026, 1, 1))]


def test_what_a_later_file_says_otherwise_is_remembered_and_the_next_file_counts_again(
    imports: Import, session: Session, cast: Cast
) -> None:
    row = "id,person,kind,account,date,quantity\n1,Anna de Vries,call,Acme,{day},{count}\n"
    for day, count in (("2026-11-02", 2), ("2026-11-02", 2), ("2026-11-03", 5), ("2026-11-04", 5)):
        imports("activities", row.format(day=day, count=count))
    [entry] = session.exec(select(Activity)).all()
    assert (entry.happened_on, entry.quantity) == (date(2026, 11, 4), 5)
    history = history_of(session, "T1", entry.id)
    assert [(change.what, name) for change, name in history] == [("import", None)] * 2
    first, second = (change for change, _ in history)
    assert (first.old["happened_on"], first.old["quantity"], first.old["account"]) == ("2026-11-02", 2, "Acme")
    assert (first.new["happened_on"], first.new["quantity"]) == ("2026-11-03", 5)
    assert (second.old["happened_on"], second.new["happened_on"]) == ("2026-11-03", "2026-11-04")


def test_a_rate_that_came_meanwhile_is_no_change_of_the_row(imports: Import, session: Session, cast: Cast) -> None:
    row = "id,person,kind,account,date,amount,currency\n1,Anna de Vries,proposal,Acme,2026-11-02,1000,USD\n"
    imports("activities", row)
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=date(2026, 1, 1), rate="0.9"))
    session.commit()
    imports("activities", row)
    [entry] = session.exec(select(Activity)).all()
    session.refresh(entry)
    assert entry.reporting_minor == 90_000
    assert history_of(session, "T1", entry.id) == []


def test_targets_of_a_kpi_of_ones_own_come_in_by_key_or_name(imports: Import, session: Session, cast: Cast) -> None:
    surveys = OwnKpi("site_surveys", "Site surveys", "Bezichtigingen", Counts("count", kinds=("visit",)))
    gone = replace(surveys, key="old_surveys", english="Old surveys", dutch="Oude", retired_on="2026-11-01")
    cast.workspace.own_kpis = [surveys.to_store(), gone.to_store()]
    session.commit()
    rows = "site_surveys,2,week,\nSite surveys,3,week,Anna de Vries\nbezichtigingen,4,week,Bram Bakker\nold_surveys,5,week,\n"
    report = imports("targets", "kpi,target,period,person\n" + rows)
    found = session.exec(select(Target).order_by(col(Target.id))).all()
    assert [(target.kpi, target.scope, target.value) for target in found] == [
        ("site_surveys", "workspace", "2"),
        ("site_surveys", "person", "3"),
        ("site_surveys", "person", "4"),
    ]
    assert [(row.reason, row.values) for row in report.skipped] == [("unknown_kpi", {"kpi": "old_surveys"})]


def test_targets_that_cannot_be_taken_are_named(imports: Import, cast: Cast) -> None:
    report = imports(
        "targets",
        "kpi,target,period,person,team\n"
        "joy,8,week,,\nfirst_meetings,8,day,,\nfirst_meetings,0,week,,\nfirst_meetings,,week,,\n"
        "first_meetings,8,week,Nobody,\nfirst_meetings,8,week,,Nowhere\nfirst_meetings,8,week,Anna de Vries,North\n"
        "turnover,1,quarter,Anna de Vries,\ncoca,2000,quarter,,North\n",
    )
    assert why(report) == {
        "unknown_kpi": (2,),
        "unknown_period": (3,),
        "absurd_target": (4,),
        "no_target": (5,),
        "unknown_person": (6,),
        "unknown_team": (7,),
        "several_subjects": (8,),
        "team_figure": (9,),
        "company_figure": (10,),
    }


def test_every_remark_has_its_sentence() -> None:
    """Reasons in the importers and sentences in the report are the same."""
    code = "\n".join(path.read_text() for path in Path(run.__file__).parent.glob("*.py"))
    skipped = set(re.findall(r'SkipRow\(\s*"(\w+)"', code)) | set(re.findall(r'"leave\.\w+": "(\w+)"', code))
    skipped |= set(re.findall(r'report\.skip\([^,]+, "(\w+)"', code)) | {"no_date", "no_amount"}
    sentences = (Path(__file__).parents[3] / "messages" / "templates" / "imports" / "reasons.j2").read_text()
    said = {pre: set(re.findall(rf"macro {pre}_(\w+)\(", sentences)) for pre in ("skipped", "noted")}
    assert said["skipped"] == skipped
    assert said["noted"] == set(re.findall(r'note\(\s*[\w.]+(?:\[[\w.]+\](?:\.line)?)?, "(\w+)"', code))
    assert set(WARNED) == set(re.findall(r'warn\(\s*"(\w+)"', code))


@pytest.mark.parametrize("carla_first", [True, False])
def test_who_took_a_managers_name_in_slack_does_not_become_the_manager(
    imports: Import, session: Session, cast: Cast, carla_first: bool
) -> None:
    """Eve calls herself Carla Smit in Slack before the file comes in; the file says Carla's address."""
    eve = enrol(session, "T1", Profile("UEVE", "Carla Smit", email="eve@elsewhere.example"), NOW)
    session.commit()
    rows = ["Carla Smit,carla@corp.example,", "Noa Nu,noa@corp.example,Carla Smit"]
    report = imports("people", "\n".join(["name,email,manager", *(rows if carla_first else reversed(rows))]) + "\n")
    assert report.skipped == []
    session.expire_all()
    carla = person_with_email(session, "T1", "carla@corp.example")
    noa = person_with_email(session, "T1", "noa@corp.example")
    assert carla is not None
    assert noa is not None
    assert (noa.manager_id, carla.id == eve.id) == (carla.id, False)
    assert (eve.email, eve.slack_user_id) == ("eve@elsewhere.example", "UEVE")


def test_a_row_does_not_take_a_namesakes_slack_user(imports: Import, session: Session, cast: Cast) -> None:
    imports("people", "name,slack id\nAnna de Vries,UOTHER\n")
    session.expire_all()
    named = session.exec(select(Person).where(Person.name == "Anna de Vries")).all()
    assert {person.slack_user_id for person in named} == {"UANNA", "UOTHER"}


def test_a_name_without_a_visible_character_is_no_name(imports: Import, session: Session, cast: Cast) -> None:
    report = imports("people", "name,email\n\u200b,x@example.com\n\u3164,y@example.com\n")
    assert why(report) == {"no_name": (2, 3)}


NAMED = (
    "account,tier,territory,owner,postcode,size,segment,from\n"
    "Acme,a,North,Anna de Vries,1012 AB,50-200,gold,2026-03-01\n"
    "Globex,B,north,,1018XX,,,\n"
    "Initech,C,,Bram Bakker,,,,\n"
    "Hooli,E,,,,,,\n"
)
TERRITORIES = "territory;region;team;owner;from;until\nNorth;Utrecht;North;Anna de Vries;2026-01-01;\nOld;;;;2026-01-01;2026-06-30\n"


def test_accounts_are_named_from_a_day_on(imports: Import, session: Session, cast: Cast) -> None:
    territories = imports("territories", TERRITORIES)
    assert (territories.taken, territories.skipped) == (2, [])
    report = imports("accounts", NAMED)
    assert (report.taken, [skip.reason for skip in report.skipped]) == (3, ["unknown_tier"])
    lists = lists_of(session, "T1")
    names = {account.id: account.name for account in session.exec(select(Account))}
    today = {names[one.account_id]: (one.tier, one.owner_id) for one in lists.on(date(2026, 11, 12))}
    assert today == {"Acme": ("A", cast.anna.id), "Globex": ("B", cast.anna.id), "Initech": ("C", cast.bram.id)}
    assert [names[one.account_id] for one in lists.on(date(2026, 3, 1))] == ["Acme"], "the others from today"
    assert len(lists.territories_on(date(2026, 6, 30))) == 2
    assert len(lists.territories_on(date(2026, 7, 1))) == 1
    acme = session.exec(select(Account).where(Account.key == "acme")).one()
    assert (acme.postcode, acme.size, acme.segment) == ("1012 AB", "50-200", "gold")
    assert imports("accounts", NAMED).unchanged == 3
    assert imports("territories", TERRITORIES).unchanged == 2
    moved = imports("accounts", "account,territory\nAcme,South\n")
    assert (moved.changed, [note.reason for note in moved.notes]) == (1, ["moved_territory"])
    assert moved.added["territories"] == ["South"]
