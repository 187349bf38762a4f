"""Figures of meetings, deals, people and scores, worked out by hand: see `test_worked_out.py` for the calendar."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, select

from models.acting import Acting
from models.activity.corrections import undo_entry
from models.activity.own_kinds import add_kind
from models.activity.records import Activity
from models.coaching.records import Talk, TalkState
from models.database import Database
from models.deals.own_stages import set_stages
from models.scorecard.own_kpis import Counts, OwnKpi
from models.scorecard.setting_own_kpis import add_kpi
from models.scorecard.setting_weights import set_weights
from models.team.records import Person
from models.workspace.records import Workspace
from tests.models.scorecard.by_csv import ACTIVITIES, DEALS, MEETINGS, NOW, World


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    return World(database, tmp_path)


def test_first_meetings_and_follow_ups(world: World) -> None:
    world.begin()
    rows = "Anna,meeting,Acme,2026-02-03,\nAnna,meeting,Acme,2026-02-10,\nBram,meeting,Acme,2026-02-11,\n"
    rows += "Anna,visit,Beta,2026-02-04,follow-up\nAnna,meeting,Core,2025-02-10,\nAnna,meeting,Core,2026-02-09,\n"
    world.take("activities", MEETINGS + rows + "Bram,meeting,Delta,2025-02-10,\nAnna,meeting,Delta,2026-02-11,")
    # Anna: Acme 3 and Delta 11 (twelve months and a day) are first; Acme 10, Beta as said, Core within twelve months not
    assert [world.of(kpi, "2026-02", "Anna") for kpi in ("first_meetings", "follow_ups")] == [2, 3]
    assert [world.of(kpi, "2026-02") for kpi in ("first_meetings", "follow_ups")] == [2, 4]
    world.take("activities", MEETINGS + "Cleo,meeting,Acme,2026-02-02,")  # back-dated: now hers is the first with Acme
    assert [world.of(kpi, "2026-02", "Anna") for kpi in ("first_meetings", "follow_ups")] == [1, 4]


def test_what_is_undone_leaves_its_place(world: World) -> None:
    world.begin()
    world.take("deals", DEALS + "77,Anna,A,proposal,2026-02-01,,1000,EUR,,,new")
    rows = "a,Anna,meeting,B,2026-03-02,,,,,,\nb,Bram,meeting,B,2026-03-03,,,,,,\n"
    rows += "c,Anna,proposal,A,2026-02-25,,,,,,77\nd,Bram,proposal,A,2026-03-05,,,,,,77"
    world.take("activities", ACTIVITIES + rows)
    assert [world.of(kpi, "2026-03") for kpi in ("first_meetings", "follow_ups", "proposals")] == [1, 1, 0]

    def undo(session: Session) -> None:
        anna = session.exec(select(Person).where(Person.name == "Anna")).one()
        acting = Acting(session, session.get_one(Workspace, "T1"), anna, NOW, NOW.date())
        for row in session.exec(select(Activity).where(Activity.person_id == anna.id)).all():
            undo_entry(acting, row.id, "not so")

    world.do(undo)  # Bram's meeting becomes the first, his revision the proposal
    assert [world.of(kpi, "2026-03") for kpi in ("first_meetings", "follow_ups", "proposals")] == [1, 0, 1]
    assert world.of("proposals", "2026-02") == 0


def test_money_split_and_foreign(world: World) -> None:
    world.begin()
    world.take("rates", "day,currency,rate\n2026-01-01,USD,0.90\n2026-03-01,USD,0.80")
    rows = "1,Anna,A1,won,2026-02-01,2026-02-28,1000,USD,direct,,new\n2,Anna,A2,won,2026-02-19,2026-03-01,1000,USD,partner,,new\n"
    rows += '3,Anna,A3,won,2026-02-01,2026-03-03,1000,GBP,direct,,new\n4,Anna,A4,won,2026-01-01,2026-03-05,10000,EUR,direct,"Anna 60%, Cleo 40%",new\n'
    rows += (
        "5,Bram,A4,lost,2026-01-01,2026-03-06,500,EUR,,,new\n6,Bram,A5,returned,2026-01-01,2026-03-07,500,EUR,,,new\n"
    )
    world.take("deals", DEALS + rows + "7,Anna,A1,won,2026-03-01,2026-03-31,100,EUR,,,upsell")
    assert world.of("sales_by_channel", "2026-02", "Anna") == 900
    # 800 + 6000 + 100; the pounds are shown as missing
    said = [6900, {"direct": 6000, "partner": 800, "unknown": 100}, {"without_rate": 1}]
    assert world.of("sales_by_channel", "2026-03", "Anna", fields=("value", "by_channel", "left_out")) == said
    assert [world.of("sales_by_channel", "2026-03", who) for who in ("North", "South", "line Carla", "")] == [
        6900,
        4000,
        6900,
        10_900,
    ]
    # North: (2, 3, 7 and 0.6 of 4) of these and the two that were lost and returned; the company 4 of 6
    assert [world.of("close_rate", "2026-03", who) for who in ("Anna", "North", "")] == [1, 3.6 / 5.6, 4 / 6]
    assert [world.of("new_customers", "2026-03", who) for who in ("Anna", "Cleo", "")] == [
        2.6,
        0.4,
        3,
    ]  # A1 was one before
    assert world.of("sales_cycle", "2026-03", "Anna") == 30  # the median of 10, 30, 30 and 63
    # January to March: (900 + 800 + 6000 + 100) / 3.6 deals with a value, to the cent
    assert world.of("deal_size", "2026-03", "Anna") == 2166.67
    assert world.of("returned_leads", "2026-03", "North") == 1
    world.take("rates", "day,currency,rate\n2026-02-15,GBP,1.10")
    assert world.of("sales_by_channel", "2026-03", "Anna") == 8000


def test_pipeline_of_a_past_day(world: World) -> None:
    world.begin()
    deal = DEALS + '1,Anna,A,{},2026-01-10,,{},EUR,,"Anna 75%, Bram 25%",new'
    world.take("deals", deal.format("proposal", 1000), datetime(2026, 1, 10, 9, tzinfo=UTC))
    world.as_admin(
        lambda author: set_stages(author, {"proposal": 60}, date(2026, 2, 10)), datetime(2026, 2, 10, 9, tzinfo=UTC)
    )
    world.take("deals", deal.format("negotiation", 2000), datetime(2026, 3, 10, 9, tzinfo=UTC))
    months = ("2025-12", "2026-01", "2026-02", "2026-03")
    assert [world.of("pipeline", month, "North") for month in months] == [0, 1000, 1000, 2000]
    assert [world.of("weighted_pipeline", month, "North") for month in months] == [0, 500, 600, 1500]
    assert [world.of("weighted_pipeline", month, "Anna") for month in months] == [0, 375, 450, 1125]


def test_renewals_by_the_day_on_which_they_were_due(world: World) -> None:
    world.begin()
    rows = "a,Anna,renewal,A1,2026-02-20,,,2026-03-15,,,\nb,Anna,renewal,A2,2026-03-10,,,2026-03-31,,,\n"
    rows += "c,Anna,renewal,A3,2026-04-05,,,2026-03-20,,,\nd,Anna,renewal,A4,2026-03-20,,,2026-05-01,,,"
    world.take("activities", ACTIVITIES + rows)
    deals = "1,Anna,A2,won,2026-03-01,2026-04-10,900,EUR,,,renewal\n2,Bram,A7,lost,2026-03-01,2026-03-20,900,EUR,,,renewal\n"
    world.take("deals", DEALS + deals + "3,Anna,A1,won,2026-03-01,2026-04-22,900,EUR,,,renewal")
    fields = ("value", "renewal_rate", "renewals_due")
    # March: b and d; due were a (before), b, c (after): all renewed, and of North Bram's was lost
    assert world.of("renewals", "2026-03", "Anna", fields=fields) == [2, 1, 3]
    assert world.of("renewals", "2026-03", "North", fields=fields) == [2, 3 / 4, 4]
    # April: c, and deal 3, 61 days after a; deal 1 is b, told twice (31 days)
    assert [world.of("renewals", period, "Anna") for period in ("2026-Q1", "2026-04", "2026")] == [3, 2, 5]
    assert world.of("renewals", "2026-05", "Anna", fields=fields) == [0, 1, 1]


def test_returned_leads_in_both_directions(world: World) -> None:
    world.begin()
    world.ask("returned_leads,3,month,Anna,,2024-01-01")
    world.take(
        "activities", "person,kind,account,date,quantity\nAnna,returned,,2026-03-03,1\nAnna,returned,,2026-03-04,3"
    )
    world.take("deals", DEALS + "9,Anna,A9,returned,2026-03-01,2026-03-20,,EUR,,,new")
    fields = ("value", "attainment", "status")
    assert world.of("returned_leads", "2026-03", "Anna", fields=fields) == [5, 3 / 5, "behind"]
    world.do(lambda session: setattr(session.get_one(Workspace, "T1"), "returned_leads_up", True))
    assert world.of("returned_leads", "2026-03", "Anna", fields=fields) == [5, 5 / 3, "ahead"]
    assert world.card("2026-03", "Anna")["score"] == 1.5  # no more than 150 %


def test_csat_training_and_coaching(world: World) -> None:
    world.begin()
    rows = "a,Anna,csat,A,2026-03-02,,,,5,,\nb,Anna,csat,A,2026-03-03,,,,4,,\nc,Anna,csat,A,2026-03-04,,,,2,,\nd,Bram,csat,A,2026-03-04,,,,1,,\n"
    world.take(
        "activities", ACTIVITIES + rows + "e,Anna,training,,2026-03-02,,,,,90,\nf,Anna,training,,2026-03-03,2.25,,,,,"
    )
    assert world.of("csat", "2026-03", "Anna", fields=("value", "n", "satisfied")) == [11 / 3, 3, 2 / 3]
    assert world.of("csat", "2026-03", "North", fields=("value", "n", "satisfied")) == [12 / 4, 4, 2 / 4]
    assert world.of("csat", "2026-03", "Cleo", fields=("value", "reason")) == [None, "no_scores"]
    assert world.of("training_hours", "2026-03", "Anna") == 3.75
    world.ask("coaching,2,month,Anna,,2024-01-01\ncoaching,2,month,Bram,,2024-01-01")

    def talks(session: Session) -> None:
        ids = {person.name: person.id for person in session.exec(select(Person))}
        held, recorded = TalkState.HELD, TalkState.RECORDED
        for who, day, state in (
            ("Anna", 2, held),
            ("Anna", 31, held),
            ("Anna", 10, recorded),
            ("Bram", 10, TalkState.DENIED),
        ):
            at = datetime(2026, 3, day, 9, tzinfo=UTC)
            talk = {
                "coach_id": ids["Carla"],
                "rep_id": ids[who],
                "planned_at": at,
                "held_on": at.date(),
                "created_at": at,
            }
            session.add(Talk(workspace_id="T1", state=state, **talk))

    world.do(talks)
    assert world.of("coaching", "2026-03", "North", fields=("value", "target", "attainment")) == [2, 4, 0.5]
    assert world.card("2026-03", "Anna")["score"] is None  # coaching is its manager's


def test_score_own_kpis_and_weights(world: World) -> None:
    world.begin()
    world.as_admin(lambda author: add_kind(author, "tasting", "quantity"))
    own = OwnKpi("tastings", "Tastings", "Proeverijen", Counts("count", kinds=("tasting",)), quadrant="grow", weight=2)
    world.as_admin(lambda author: add_kpi(author, own))
    asked = "tastings,10\nrenewals,2\nfirst_meetings,10\nnew_accounts,4\nproposals,10\nsales_by_channel,1000\ntraining_hours,10"
    world.ask("\n".join(f"{row},month,Anna,,2024-01-01" for row in asked.split("\n")))
    rows = 'a,Anna,tasting,A,2026-03-02,7,,,,,\nb,Anna,tasting,A,2026-03-31,2,"Anna 50%, Cleo 50%",,,,\nc,Anna,renewal,B,2026-03-02,1,,,,,\n'
    rows += (
        "d,Anna,meeting,C,2026-03-02,,,,,,\ne,Anna,proposal,C,2026-03-02,10,,,,,\nf,Anna,training,,2026-03-02,,,,,300,"
    )
    world.take("activities", ACTIVITIES + rows)
    world.take("deals", DEALS + "1,Anna,A,won,2026-03-01,2026-03-10,900,EUR,,,new")
    world.take("accounts", "account,opened,owner\n" + "\n".join(f"N{n},2026-03-02,Anna" for n in range(7)))
    card = world.card("2026-03", "Anna")
    # find: meetings 1/10 × 3, accounts 7/4, at most 1.5, × 1; close: sales 0.9 × 4, proposals 1 × 3; grow: 8/10 × 2, 1/2 × 1
    parts = {"find": 1.8 / 4, "close": 6.6 / 7, "grow": 2.1 / 3, "develop": 0.5}
    assert {key: part["score"] for key, part in card["quadrants"].items()} == pytest.approx(parts)
    assert (card["score"], card["worst"]) == (pytest.approx(sum(parts.values()) / 4), "first_meetings")
    assert world.of("tastings", "2026-03") == 9
    later = datetime(2026, 3, 20, 9, tzinfo=UTC)
    world.as_admin(lambda author: set_weights(author, "", {"renewals": 0.0}, date(2026, 4, 1)), later)
    assert world.card("2026-03", "Anna")["quadrants"]["grow"]["score"] == pytest.approx(0.7)
    world.take("activities", ACTIVITIES + "g,Anna,tasting,A,2026-04-02,4,,,,,")
    assert world.card("2026-04", "Anna")["quadrants"]["grow"]["score"] == pytest.approx(0.4)


def test_costs_and_accounts(world: World) -> None:
    world.begin()
    world.take(
        "costs",
        "date,kind,amount\n2026-03-01,sales,1000\n2026-03-31,marketing,500\n2026-03-15,delivery,9999\n2026-04-01,sales,1",
    )
    deals = "1,Anna,A1,won,2026-03-01,2026-03-31,1,EUR,,,new\n2,Cleo,A2,won,2026-03-01,2026-03-31,1,EUR,,,new"
    world.take("deals", DEALS + deals)
    assert world.of("coca", "2026-03") == 750
    assert [world.of("coca", month, fields=("reason",)) for month in ("2026-02", "2026-04")] == [
        "no_costs",
        "no_new_customers",
    ]
    world.take(
        "accounts", "account,opened,owner,channel\nN1,2026-03-01,Anna,partner\nN2,2026-04-01,Anna,\nN3,2026-03-31,Cleo,"
    )
    assert world.of("new_accounts", "2026-03", fields=("value", "by_channel")) == [2, {"partner": 1, "unknown": 1}]
