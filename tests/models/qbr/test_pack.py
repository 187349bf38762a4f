"""The pack: the quarter's own figures, worked out by hand; what was promised and kept; what is disputed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from models.accounts.records import Account
from models.activity.records import Activity
from models.coaching.records import PairAction
from models.deals.records import Deal, DealShare, StageChange
from models.goals.records import Goal, Milestone
from models.period import quarter
from models.qbr import decisions
from models.qbr.actions import open_qbr
from models.qbr.drafting import pack_of
from models.qbr.pack import Pack, Row
from models.qbr.records import DecisionState, Qbr, QbrDecision, QbrState
from models.reviews.records import Review, ReviewState
from models.reviews.restated import differences
from models.scorecard.records import Dispute, DisputeState, Target, TargetScope
from models.team.records import Person
from models.territories.records import NamedAccount
from tests.conftest import NOW, Cast, acting
from tests.models.qbr.conftest import Q3
from tests.models.scorecard.facts import entry

LATE_SEPTEMBER = date(2026, 9, 21)
NewDeal = Callable[..., Deal]


@pytest.fixture
def deal(session: Session, cast: Cast) -> NewDeal:
    numbers = iter(range(1, 100))

    def made(owner: Person, euros: int | None, outcome: str | None = None, reason: str = "", **more: object) -> Deal:
        minor = None if euros is None else euros * 100
        values: dict[str, object] = {
            "workspace_id": "T1",
            "number": next(numbers),
            "owner_id": owner.id,
            "currency": "EUR",
            "value_minor": minor,
            "reporting_minor": minor,
            "stage": outcome or "proposal",
            "outcome": outcome,
            "reason": reason,
            "opened_on": date(2026, 8, 3),
            "closed_on": LATE_SEPTEMBER if outcome else None,
            "created_at": NOW - timedelta(days=90),
        }
        found = Deal(**{**values, **more})
        session.add(found)
        session.flush()
        steps = [(date(2026, 8, 3), "proposal")] + ([(LATE_SEPTEMBER, outcome)] if outcome else [])
        for day, stage in steps:
            at = NOW - (NOW.date() - day)
            step = {"deal_id": found.id, "stage": stage, "happened_on": day, "changed_at": at}
            session.add(StageChange(workspace_id="T1", value_minor=minor, reporting_minor=minor, **step))
        session.flush()
        return found

    return made


def target(session: Session, person: Person, kpi: str, value: str, since: date = date(2026, 1, 1)) -> None:
    about = {"scope": TargetScope.PERSON, "person_id": person.id, "period_type": "quarter", "effective_from": since}
    session.add(Target(workspace_id="T1", kpi=kpi, value=value, set_by=person.id, set_at=NOW, **about))
    session.flush()


def test_won_and_lost_with_reasons_and_the_part_of_a_shared_deal(
    session: Session, cast: Cast, qbr: Qbr, deal: NewDeal
) -> None:
    """Anna won 10,000 alone and 40 % of 20,000: 10,000 + 8,000 = 18,000 in 2 deals. Lost: 5,000 and 3,000 for the price,
    and one without a value for no reason. One of 40,000 was decided in the next quarter, and Bram's is his."""
    deal(cast.anna, 10_000, "won")
    shared = deal(cast.bram, 20_000, "won")
    for person, percent in ((cast.anna, 40), (cast.bram, 60)):
        session.add(DealShare(workspace_id="T1", deal_id=shared.id, person_id=person.id, percent=percent))
    deal(cast.anna, 5_000, "lost", "price")
    deal(cast.anna, 3_000, "lost", "price")
    deal(cast.anna, None, "lost")
    deal(cast.anna, 40_000, "won", closed_on=date(2026, 10, 2))
    deal(cast.bram, 9_000, "won")
    target(session, cast.anna, "sales_by_channel", "24000")

    pack = pack_of(session, cast.workspace, qbr, NOW)
    assert (pack.won.count, pack.won.value) == (2, 18_000)
    assert (pack.lost.count, pack.lost.value, pack.lost.without_value) == (3, 8_000, 1)
    assert pack.lost.reasons == (("price", 2), ("", 1))
    assert [line.value for line in pack.won_deals] == [20_000, 10_000], "a deal is worth what it is worth"
    [sales] = [row for row in pack.planned if row.kpi == "sales_by_channel"]
    assert (sales.value, sales.target, sales.attainment, sales.status) == (18_000, 24_000, 0.75, "behind")
    assert (sales.quadrant, sales.is_lead) == ("close", False)
    assert Pack.from_json(pack.as_json()) == pack, "it is stored as it is"


def test_pipeline_covers_what_the_running_quarter_still_asks(
    session: Session, cast: Cast, qbr: Qbr, deal: NewDeal
) -> None:
    """On 12 November: target of the fourth quarter 100,000, 40,000 of it won on 2 October: 60,000 is missing. Open are
    90,000 and 30,000, both at proposal (50 %): 120,000, weighted 60,000; coverage 120,000 / 60,000 = 2. Nothing was heard
    of either since it was added to Koers on 14 August: 90 days. The one that should have closed in October slipped."""
    target(session, cast.anna, "sales_by_channel", "100000")
    deal(cast.anna, 40_000, "won", closed_on=date(2026, 10, 2))
    deal(cast.anna, 90_000, expected_close=date(2026, 10, 20))
    deal(cast.anna, 30_000, expected_close=date(2026, 12, 1))
    found = pack_of(session, cast.workspace, qbr, NOW).pipeline
    assert found is not None
    assert (found.open_count, found.open_value, found.weighted) == (2, 120_000, 60_000)
    assert (found.missing, found.coverage) == (60_000, 2.0)
    assert [(line.value, line.days) for line in found.silent] == [(90_000, 90), (30_000, 90)]
    assert (found.silent_count, found.slipped) == (2, 1)


def test_without_a_target_and_with_a_reached_one_there_is_no_ratio(
    session: Session, cast: Cast, qbr: Qbr, deal: NewDeal
) -> None:
    deal(cast.anna, 30_000)
    found = pack_of(session, cast.workspace, qbr, NOW).pipeline
    assert found is not None
    assert (found.coverage, found.missing) == (None, None)
    deal(cast.anna, 50_000, "won", closed_on=date(2026, 10, 2))
    target(session, cast.anna, "sales_by_channel", "40000")
    found = pack_of(session, cast.workspace, qbr, NOW).pipeline
    assert found is not None
    assert (found.coverage, found.missing) == (None, 0)


def test_account_plan_coverage_is_that_of_the_reps_own_list(session: Session, cast: Cast, qbr: Qbr) -> None:
    """Three accounts of tier A (every 14 days) on Anna's list: one visited 10 days ago, one 20 days ago, one never. 1 of 3.
    One of tier D has no cadence, and one is on Bram's list."""
    ago = {"Acme": 10, "Bolt": 20, "Cargo": None, "Delta": 3, "Echo": 3}
    for name, days in ago.items():
        account = Account(workspace_id="T1", name=name, key=name.lower(), created_at=NOW)
        session.add(account)
        session.flush()
        owner, tier = (cast.bram if name == "Echo" else cast.anna), ("D" if name == "Delta" else "A")
        said = {"said_by": cast.carla.id, "said_at": NOW, "batch_id": "1", "from_day": date(2026, 1, 1)}
        session.add(NamedAccount(workspace_id="T1", account_id=account.id, tier=tier, owner_id=owner.id, **said))
        if days is not None:
            happened = {"kind": "visit", "happened_on": NOW.date() - timedelta(days=days), "created_at": NOW}
            session.add(Activity(workspace_id="T1", person_id=cast.anna.id, account_id=account.id, **happened))
    session.flush()
    accounts = pack_of(session, cast.workspace, qbr, NOW).accounts
    assert accounts is not None
    assert (accounts.in_time, accounts.with_cadence) == (1, 3)


def test_what_was_promised_for_the_quarter_and_what_became_of_it(session: Session, cast: Cast, qbr: Qbr) -> None:
    """A commitment that Anna says she kept; one due after the quarter is none of it. A goal with 1 of 2 milestones; an
    action that is done, and one that is not; a decision of the second quarter that is done."""
    anna, carla = cast.anna, cast.carla
    kept = Review(
        workspace_id="T1",
        person_id=anna.id,
        month=date(2026, 7, 1),
        opened_on=date(2026, 8, 3),
        state=ReviewState.SIGNED,
        commitment="Five first meetings",
        commitment_by=date(2026, 8, 31),
    )
    later = Review(
        workspace_id="T1",
        person_id=anna.id,
        month=date(2026, 9, 1),
        opened_on=date(2026, 10, 1),
        state=ReviewState.SIGNED,
        commitment="Call more",
        commitment_by=date(2026, 10, 31),
    )
    goal = Goal(
        workspace_id="T1",
        number=1,
        title="Grow",
        scope_kind="person",
        scope_id=anna.id,
        horizon="60d",
        set_by=anna.id,
        starts_on=date(2026, 7, 6),
        ends_on=date(2026, 9, 3),
        created_at=NOW,
    )
    before = open_qbr(session, anna, anna, quarter(2026, 2), date(2026, 7, 2))
    before.state = QbrState.SHARED
    session.add_all([kept, later, goal])
    session.flush()
    pair = {"workspace_id": "T1", "coach_id": carla.id, "rep_id": anna.id, "added_by": carla.id}
    session.add_all(
        [
            Milestone(workspace_id="T1", goal_id=goal.id, kpi="first_meetings", target="1"),
            Milestone(workspace_id="T1", goal_id=goal.id, kpi="proposals", target="2"),
            Activity(
                workspace_id="T1",
                person_id=anna.id,
                kind="meeting",
                is_first=True,
                happened_on=date(2026, 8, 4),
                created_at=NOW,
            ),
            PairAction(
                **pair,
                text="Done",
                added_on=date(2026, 8, 4),
                check_on=date(2026, 8, 18),
                state="done",
                done_on=date(2026, 8, 10),
            ),
            PairAction(**pair, text="Not done", added_on=date(2026, 9, 4), check_on=date(2026, 9, 18)),
            QbrDecision(
                workspace_id="T1",
                qbr_id=before.id,
                text="Pre-sales",
                owner_id=carla.id,
                due_on=date(2026, 7, 31),
                added_by=carla.id,
                added_on=date(2026, 7, 10),
                state=DecisionState.DONE,
                settled_on=date(2026, 7, 30),
            ),
        ]
    )
    session.flush()

    def told() -> list[tuple[str, str, str]]:
        return [(one.kind, one.text, one.state) for one in pack_of(session, cast.workspace, qbr, NOW).promises]

    qbr.answers = {f"kept:{kept.id}": "kept"}
    assert ("commitment", "Five first meetings", "unknown") in told(), "a draft of the report says nothing to others"
    qbr.reported_on = date(2026, 10, 6)
    assert told() == [
        ("decision", "Pre-sales", "kept"),
        ("action", "Done", "kept"),
        ("commitment", "Five first meetings", "kept"),
        ("goal", "Grow", "not"),
        ("action", "Not done", "unknown"),  # its day has passed, and nobody has said what became of it
    ]
    [grow] = [one for one in pack_of(session, cast.workspace, qbr, NOW).promises if one.kind == "goal"]
    assert grow.steps == (1, 2)


def test_a_disputed_figure_is_noted_and_a_withdrawn_one_is_not(session: Session, cast: Cast, qbr: Qbr) -> None:
    for kpi, state in (("close_rate", DisputeState.OPEN), ("proposals", DisputeState.WITHDRAWN)):
        about = {
            "scope_kind": "person",
            "scope_id": cast.anna.id,
            "first_day": date(2026, 9, 1),
            "end": date(2026, 10, 1),
        }
        asked = {"text": "One is missing", "asked_by": cast.anna.id, "asked_at": NOW, "state": state}
        session.add(Dispute(workspace_id="T1", kpi=kpi, period_name="2026-09", **about, **asked))
    session.flush()
    disputed = pack_of(session, cast.workspace, qbr, NOW).disputed
    assert [(one.kpi, one.state, one.asked_on) for one in disputed] == [("close_rate", "open", NOW.date())]


def test_a_team_has_a_pack_of_everybody_and_no_commitments(session: Session, cast: Cast, deal: NewDeal) -> None:
    """North in the third quarter: 10,000 of Anna and 20,000 that she shares with Bram, once: 30,000."""
    deal(cast.anna, 10_000, "won")
    shared = deal(cast.bram, 20_000, "won")
    for person, percent in ((cast.anna, 40), (cast.bram, 60)):
        session.add(DealShare(workspace_id="T1", deal_id=shared.id, person_id=person.id, percent=percent))
    qbr = open_qbr(session, cast.team, cast.carla, Q3, date(2026, 10, 8))
    pack = pack_of(session, cast.workspace, qbr, NOW)
    assert (pack.won.count, pack.won.value) == (2, 30_000)
    assert {"turnover", "reps_at_target"} <= {row.kpi for row in pack.rows}


def test_a_figure_of_a_team_is_of_who_has_the_target_and_the_others_stand_apart(session: Session, cast: Cast) -> None:
    """At most one returned lead for Anna in the quarter, who returned one: as agreed. Bram's two and Eva's one are nobody's target."""
    eva = Person(workspace_id="T1", name="Eva Bos", team_id=cast.team.id, manager_id=cast.carla.id, created_at=NOW)
    session.add(eva)
    session.flush()
    target(session, cast.anna, "returned_leads", "1")
    for person, count in ((cast.anna, 1), (cast.bram, 2), (eva, 1)):
        entry(session, person, "returned", LATE_SEPTEMBER, quantity=count)
    pack = pack_of(session, cast.workspace, open_qbr(session, cast.team, cast.carla, Q3, date(2026, 10, 8)), NOW)
    [row] = [row for row in pack.rows if row.kpi == "returned_leads"]
    assert (row.value, row.target, row.by_others) == (1, 1, 3)
    assert row.is_at_most
    assert row.status in {"on_track", "ahead"}


def test_the_decisions_of_two_are_what_their_next_talk_is_about(session: Session, cast: Cast, qbr: Qbr) -> None:
    qbr.state, qbr.reviewer_id = QbrState.DRAFTED, cast.carla.id
    one = decisions.decide(acting(session, cast.carla), qbr.id, "Prices in two days", cast.anna, date(2026, 11, 20))
    assert decisions.open_between(session, cast.carla, cast.anna) == [], "it is not shared yet"
    qbr.state = QbrState.SHARED
    session.flush()
    assert decisions.open_between(session, cast.carla, cast.anna) == [one]
    assert decisions.open_between(session, cast.carla, cast.bram) == []
    assert [found.id for found in decisions.due_between(session, "T1", date(2026, 11, 1), date(2026, 11, 30))] == [
        one.id
    ]
    assert decisions.due_between(session, "T2", date(2026, 11, 1), date(2026, 11, 30)) == []


@pytest.mark.parametrize(
    ("unit", "was", "now", "differs"),
    [
        ("money", 120_000, 120_000.001, False),
        ("money", 120_000, 125_000, True),
        ("rate", 0.32, 0.33, True),
        ("rate", 1 / 3, 0.3333333, False),
        ("count", None, 4, True),
        ("count", None, None, False),
    ],
)
def test_a_restatement_is_a_figure_that_reads_otherwise(
    unit: str, was: float | None, now: float | None, differs: bool
) -> None:
    def row(value: float | None) -> Row:
        return Row("sales_by_channel", "close", unit, False, value, 100)

    assert bool(differences([row(was)], [row(now)])) is differs
