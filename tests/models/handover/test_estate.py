"""Manager 10: who leaves leaves no hole: the manager is told once what is open and gives it away, history stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from models.accounts.records import Account
from models.activity.records import PlannedVisit
from models.deals.records import Deal
from models.delivery.records import Delivery
from models.goals.records import Objective
from models.handover.beside import Beside, beside
from models.handover.estate import estate_of, hand_over, left_message, take_back, told
from models.handover.things import Kind
from models.newcomers.records import NewcomerPlan
from models.qbr.decisions import owner_of, settle, who_is_asked
from models.qbr.records import DecisionState, Qbr, QbrDecision, QbrState
from models.refusal import Refusal
from models.team.actions import Details, add_person, change_person, end_person
from models.team.enrolment import Profile, Standing
from models.team.leaving import LEFT, follow_slack
from models.team.moves import follow_moves
from models.team.records import Person
from models.territories.actions import AccountTerms, TerritoryTerms, add_territory, name_accounts
from models.territories.lists import lists_of
from models.tools.records import Tool
from models.training.records import Seat, Training
from tests.conftest import NOW, Cast, acting
from tests.models.scorecard.facts import goal


@pytest.fixture
def annas(session: Session, cast: Cast) -> None:
    """Anna has two open deals (€10,000 and €2,500), one that was won, one account and one goal; Bram has a deal."""
    account = Account(workspace_id="T1", name="Acme", key="acme", owner_id=cast.anna.id, created_at=NOW)
    session.add(account)
    for number, owner, value, outcome in (
        (1, cast.anna, 10_000, None),
        (2, cast.anna, 2_500, None),
        (3, cast.anna, 90_000, "won"),
        (4, cast.bram, 500, None),
    ):
        session.add(
            Deal(
                workspace_id="T1",
                number=number,
                owner_id=owner.id,
                currency="EUR",
                value_minor=value * 100,
                reporting_minor=value * 100,
                stage=outcome or "proposal",
                outcome=outcome,
                closed_on=date(2026, 11, 3) if outcome else None,
                opened_on=date(2026, 10, 1),
                created_at=NOW,
            )
        )
    goal(session, cast.anna.id, cast.anna)


def slack_says(session: Session, cast: Cast, standing: Standing, now: datetime = NOW) -> None:
    profile = Profile("UANNA", "Anna de Vries", "anna@example.com", "Europe/Amsterdam", "en", standing=standing)
    follow_slack(session, "T1", profile, now)


def the_message(session: Session) -> Delivery:
    return session.exec(select(Delivery).where(Delivery.cadence == LEFT)).one()


def test_the_manager_is_told_once_when_somebody_is_deactivated(session: Session, cast: Cast, annas: None) -> None:
    slack_says(session, cast, Standing.GONE)
    slack_says(session, cast, Standing.GONE)
    message = the_message(session)
    assert message.recipient == cast.carla.id
    counts, worth = told(session, cast.workspace, cast.anna)
    assert counts == {"deals": 2, "accounts": 1, "goals": 1}
    assert worth.amount == 12_500, "10,000 + 2,500; what was won is no open deal"


def test_all_of_it_goes_to_one_colleague_and_back(session: Session, cast: Cast, annas: None) -> None:
    slack_says(session, cast, Standing.GONE)
    by_carla = acting(session, cast.carla)
    delivery, leaver = left_message(by_carla, the_message(session).id)
    moved = hand_over(by_carla, delivery, leaver, dict.fromkeys(Kind, cast.bram))
    assert moved == {"deals": 2, "accounts": 1, "goals": 1}
    assert estate_of(session, cast.anna).counts() == {}
    won = session.exec(select(Deal).where(Deal.number == 3)).one()
    assert won.owner_id == cast.anna.id, "history stays"
    assert estate_of(session, cast.bram).counts() == {"deals": 3, "accounts": 1, "goals": 1}
    assert take_back(by_carla, delivery, leaver) == {"deals": 2, "accounts": 1, "goals": 1}
    assert estate_of(session, cast.bram).counts() == {"deals": 1}, "his own deal stays his"
    assert take_back(by_carla, delivery, leaver) == {}, "pressed twice it is undone once"


def test_each_kind_may_go_to_somebody_else_and_what_is_left_open_stays(
    session: Session, cast: Cast, annas: None
) -> None:
    slack_says(session, cast, Standing.GONE)
    by_carla = acting(session, cast.carla)
    delivery, leaver = left_message(by_carla, the_message(session).id)
    moved = hand_over(by_carla, delivery, leaver, {Kind.DEALS: cast.bram, Kind.ACCOUNTS: cast.carla})
    assert moved == {"deals": 2, "accounts": 1}
    assert estate_of(session, cast.anna).counts() == {"goals": 1}


def test_only_the_manager_who_was_told_gives_it_and_only_to_people_below(
    session: Session, cast: Cast, annas: None
) -> None:
    slack_says(session, cast, Standing.GONE)
    with pytest.raises(Refusal, match="not_yours"):
        left_message(acting(session, cast.bram), the_message(session).id)
    by_carla = acting(session, cast.carla)
    delivery, leaver = left_message(by_carla, the_message(session).id)
    for stranger in (cast.dirk, cast.rival, cast.anna):
        with pytest.raises(Refusal, match="cannot_take_over"):
            hand_over(by_carla, delivery, leaver, {Kind.DEALS: stranger})


def test_who_is_activated_again_is_back_but_a_last_day_set_by_hand_stays(session: Session, cast: Cast) -> None:
    slack_says(session, cast, Standing.GONE)
    assert cast.anna.ends_on == date(2026, 11, 12)
    slack_says(session, cast, Standing.MEMBER, datetime(2026, 11, 20, tzinfo=UTC))
    assert cast.anna.ends_on is None
    end_person(acting(session, cast.dirk), cast.anna, date(2026, 12, 31))
    slack_says(session, cast, Standing.MEMBER)
    assert cast.anna.ends_on == date(2026, 12, 31)
    cast.anna.ends_on = NOW.date() - timedelta(days=1)
    session.flush()
    slack_says(session, cast, Standing.GONE)
    slack_says(session, cast, Standing.MEMBER)
    assert cast.anna.ends_on == NOW.date() - timedelta(days=1), "Slack did not set it"


def test_a_last_day_that_is_changed_is_told_to_the_manager_as_well(session: Session, cast: Cast) -> None:
    change_person(acting(session, cast.dirk), cast.anna, Details(ends_on=date(2026, 12, 31)))
    assert the_message(session).recipient == cast.carla.id
    end_person(acting(session, cast.dirk), cast.anna, date(2026, 12, 31))
    assert the_message(session).about == {"person": cast.anna.id}, "the same day is told once"


def test_whoever_comes_with_a_last_day_leaves_nothing_behind_yet(session: Session, cast: Cast) -> None:
    details = Details(manager=cast.carla, ends_on=date(2027, 6, 30))
    eva = add_person(acting(session, cast.dirk), "UEVA", "Eva", details)
    assert eva.ends_on == date(2027, 6, 30)
    assert session.exec(select(Delivery)).all() == []


def test_who_leaves_with_people_below_them_is_told_of_to_the_manager_above(session: Session, cast: Cast) -> None:
    end_person(acting(session, cast.dirk), cast.carla, NOW.date())
    assert the_message(session).recipient == cast.dirk.id
    assert session.get_one(Person, ("T1", cast.anna.id)).manager_id == cast.dirk.id


def test_until_a_last_day_that_is_to_come_people_report_to_who_leaves(session: Session, cast: Cast) -> None:
    end_person(acting(session, cast.dirk), cast.carla, date(2026, 12, 31))
    assert cast.anna.manager_id == cast.carla.id
    follow_moves(session, "T1", date(2026, 12, 31))
    assert cast.anna.manager_id == cast.carla.id
    follow_moves(session, "T1", date(2027, 1, 1))
    assert cast.anna.manager_id == cast.dirk.id


def test_territories_and_named_accounts_go_too_and_come_back(session: Session, cast: Cast) -> None:
    """North is Anna's; Acme is hers by name, though Bram opened it; what comes back is as it was."""
    dirk, carla = acting(session, cast.dirk), acting(session, cast.carla)
    acme = Account(workspace_id="T1", name="Acme", key="acme", owner_id=cast.bram.id, created_at=NOW)
    globex = Account(workspace_id="T1", name="Globex", key="globex", created_at=NOW)
    session.add_all([acme, globex])
    session.flush()
    north, _ = add_territory(dirk, "North", TerritoryTerms(owner_id=cast.anna.id), date(2026, 1, 1))
    name_accounts(dirk, [acme], AccountTerms(tier="A", owner_id=cast.anna.id), date(2026, 1, 1))
    name_accounts(dirk, [globex], AccountTerms(tier="B", territory_id=north.id), date(2026, 1, 1))
    slack_says(session, cast, Standing.GONE)
    assert estate_of(session, cast.anna).counts() == {"territories": 1, "accounts": 1}
    delivery, leaver = left_message(carla, the_message(session).id)

    def lists(day: date) -> dict[str, str | None]:
        return {one.account_id: one.owner_id for one in lists_of(session, "T1").on(day)}

    hand_over(carla, delivery, leaver, dict.fromkeys(Kind, cast.bram))
    assert lists(NOW.date()) == {acme.id: cast.bram.id, globex.id: cast.bram.id}
    assert lists(date(2026, 11, 11)) == {acme.id: cast.anna.id, globex.id: cast.anna.id}, "what is over stays"
    assert take_back(carla, delivery, leaver) == {"territories": 1, "accounts": 1}
    assert lists(NOW.date()) == {acme.id: cast.anna.id, globex.id: cast.anna.id}
    assert acme.owner_id == cast.bram.id


def test_what_was_added_since_is_theirs_as_well(session: Session, cast: Cast) -> None:
    """A planned visit, a decision of a quarterly review, a seat, a tool and an objective: told, given, and back again."""
    acme = Account(workspace_id="T1", name="Acme", key="acme", created_at=NOW)
    training = Training(workspace_id="T1", number=1, topic="closing", minutes=60, day=date(2026, 12, 1), created_at=NOW)
    over = Training(workspace_id="T1", number=2, topic="closing", minutes=60, day=date(2026, 11, 1), created_at=NOW)
    bram = {"scope_kind": "person", "scope_id": cast.bram.id, "person_id": cast.bram.id, "name": "2026-Q3"}
    qbr = Qbr(workspace_id="T1", quarter=date(2026, 7, 1), opened_on=date(2026, 10, 2), **bram)
    session.add_all([acme, training, over, qbr])
    session.flush()
    anna = {"workspace_id": "T1", "person_id": cast.anna.id, "created_at": NOW}
    session.add_all(
        [
            PlannedVisit(**anna, account_id=acme.id, planned_on=date(2026, 11, 20), batch_id="b1"),
            PlannedVisit(**anna, account_id=acme.id, planned_on=date(2026, 11, 19), batch_id="b2", called_off_at=NOW),
            Seat(**anna, training_id=training.id),
            Seat(**anna, training_id=over.id),
            QbrDecision(
                workspace_id="T1",
                qbr_id=qbr.id,
                text="Visit the ten largest",
                owner_id=cast.anna.id,
                due_on=date(2026, 12, 1),
                added_by=cast.carla.id,
                added_on=NOW.date(),
            ),
            Tool(
                workspace_id="T1",
                number=1,
                kind="crm",
                name="HubSpot",
                owner_id=cast.anna.id,
                entered_by=cast.carla.id,
                created_at=NOW,
            ),
            Objective(
                workspace_id="T1",
                number=1,
                title="Grow",
                months=12,
                starts_on=date(2026, 1, 1),
                owner_id=cast.anna.id,
                created_at=NOW,
            ),
        ]
    )
    slack_says(session, cast, Standing.GONE)
    new = {"visits": 1, "decisions": 1, "objectives": 1, "seats": 1, "tools": 1}
    assert estate_of(session, cast.anna).counts() == new
    by_carla = acting(session, cast.carla)
    delivery, leaver = left_message(by_carla, the_message(session).id)
    assert hand_over(by_carla, delivery, leaver, dict.fromkeys(Kind, cast.bram)) == new
    assert estate_of(session, cast.anna).counts() == {}
    assert estate_of(session, cast.bram).counts() == new
    assert take_back(by_carla, delivery, leaver) == new
    assert estate_of(session, cast.anna).counts() == new


def test_a_decision_of_a_signed_review_is_taken_over_and_the_review_says_what_it_said(
    session: Session, cast: Cast
) -> None:
    bram = {"scope_kind": "person", "scope_id": cast.bram.id, "person_id": cast.bram.id, "name": "2026-Q3"}
    qbr = Qbr(workspace_id="T1", quarter=date(2026, 7, 1), opened_on=date(2026, 10, 2), state=QbrState.SIGNED, **bram)
    session.add(qbr)
    session.flush()
    decision = QbrDecision(
        workspace_id="T1",
        qbr_id=qbr.id,
        text="Visit the ten largest",
        owner_id=cast.anna.id,
        due_on=date(2026, 12, 1),
        added_by=cast.carla.id,
        added_on=NOW.date(),
    )
    session.add(decision)
    slack_says(session, cast, Standing.GONE)
    by_carla = acting(session, cast.carla)
    delivery, leaver = left_message(by_carla, the_message(session).id)
    assert hand_over(by_carla, delivery, leaver, {Kind.DECISIONS: cast.bram}) == {"decisions": 1}
    session.expire_all()
    assert (decision.owner_id, owner_of(session, decision).id) == (cast.anna.id, cast.bram.id)
    assert who_is_asked(session, decision, date(2026, 12, 1)) == cast.bram
    settle(acting(session, cast.bram), decision.id, DecisionState.DONE)


def test_a_seat_stays_when_the_colleague_has_one_already(session: Session, cast: Cast) -> None:
    training = Training(workspace_id="T1", number=1, topic="closing", minutes=60, day=date(2026, 12, 1), created_at=NOW)
    session.add(training)
    session.flush()
    for person in (cast.anna, cast.bram):
        session.add(Seat(workspace_id="T1", person_id=person.id, training_id=training.id, created_at=NOW))
    slack_says(session, cast, Standing.GONE)
    by_carla = acting(session, cast.carla)
    delivery, leaver = left_message(by_carla, the_message(session).id)
    assert hand_over(by_carla, delivery, leaver, dict.fromkeys(Kind, cast.bram)) == {}


def test_contracts_that_end_and_newcomers_are_named_beside_it(session: Session, cast: Cast) -> None:
    acme = Account(workspace_id="T1", name="Acme", key="acme", created_at=NOW)
    session.add(acme)
    session.flush()
    session.add(
        Deal(
            workspace_id="T1",
            number=1,
            account_id=acme.id,
            owner_id=cast.anna.id,
            currency="EUR",
            value_minor=100,
            stage="won",
            outcome="won",
            opened_on=date(2026, 1, 1),
            closed_on=date(2026, 1, 15),
            contract_ends_on=date(2026, 12, 31),
            created_at=NOW,
        )
    )
    bram = {"starts_on": date(2026, 11, 2), "made_by": cast.carla.id, "made_at": NOW}
    session.add(NewcomerPlan(workspace_id="T1", person_id=cast.bram.id, state="given", shadows=[cast.anna.id], **bram))
    session.flush()
    told_beside = beside(session, cast.workspace, cast.anna, NOW.date())
    assert told_beside == Beside((("Acme", date(2026, 12, 31)),), shadowed_by=("Bram Bakker",))
    assert beside(session, cast.workspace, cast.carla, NOW.date()).led == ("Bram Bakker",)
    assert beside(session, cast.workspace, cast.bram, NOW.date()).own_plan
