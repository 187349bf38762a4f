"""Logging, taking back and editing: the rules of the log hold whatever comes, goes or changes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from models.accounts.records import Account
from models.activity.actions import AccountUnclear, LikelyDuplicate, log_activities
from models.activity.corrections import edit_entry, put_back, undo_batch, undo_entry
from models.activity.entry import NewActivity, Share, check
from models.activity.queries import count_this_week, credit_of, history_of, recent_entries
from models.activity.records import Activity, CreditShare
from models.activity.storing import Logged
from models.deals.records import Deal
from models.money import Money
from models.refusal import Refusal
from models.team.records import Person
from models.workspace.records import ExchangeRate
from tests.conftest import NOW, Cast, acting

TODAY = date(2026, 11, 12)
YESTERDAY = TODAY - timedelta(days=1)


def meeting(account: str = "Acme", day: date = TODAY, **more: object) -> NewActivity:
    return NewActivity("meeting", day, account, **more)  # type: ignore[arg-type]


@pytest.fixture
def log(session: Session, cast: Cast):  # type: ignore[no-untyped-def]
    def by(person: Person, *entries: NewActivity, again: bool = False) -> Logged:
        outcome = log_activities(acting(session, person), entries, is_no_duplicate=again)
        assert isinstance(outcome, Logged), outcome
        session.commit()
        return outcome

    return by


def is_first(session: Session, logged: Logged) -> bool | None:
    return session.get_one(Activity, ("T1", logged.batch_id)).is_first


def test_a_meeting_dated_before_the_first_one_takes_its_place(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    later = log(cast.anna, meeting())
    earlier = log(cast.bram, meeting(day=YESTERDAY))
    assert is_first(session, earlier)
    assert not is_first(session, later)
    assert [m.id for m in earlier.orders.changed] == [later.batch_id]


def test_undoing_the_first_meeting_makes_the_next_one_first(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    earlier = log(cast.bram, meeting(day=YESTERDAY))
    later = log(cast.anna, meeting())
    undo_batch(acting(session, cast.bram), earlier.batch_id)
    assert is_first(session, later)
    put_back(acting(session, cast.bram), [earlier.batch_id])
    assert not is_first(session, later)


def test_history_before_the_back_dated_day_keeps_its_order(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    a_year_and_a_half_ago = log(cast.anna, meeting(day=TODAY - timedelta(days=550)))
    follow_up = log(cast.anna, meeting(day=TODAY - timedelta(days=300)))
    assert not is_first(session, follow_up), "250 days after the one before"
    log(cast.anna, meeting(day=TODAY))
    assert not is_first(session, follow_up), "what decides about it lies outside the window that was read"
    assert is_first(session, a_year_and_a_half_ago)


def test_what_a_person_said_is_not_changed_by_the_rule(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    said = log(cast.anna, meeting(is_first=True))
    log(cast.bram, meeting(day=YESTERDAY))
    assert is_first(session, said)


def test_three_meetings_with_one_account_have_one_first(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    logged = log(cast.anna, meeting(quantity=3))
    assert sorted(bool(entry.is_first) for entry in logged.entries) == [False, False, True]


def test_a_visit_is_a_meeting(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    log(cast.anna, NewActivity("visit", YESTERDAY, "Acme"))
    assert not is_first(session, log(cast.bram, meeting()))


def test_the_meetings_of_another_workspace_decide_nothing_here(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    log_activities(acting(session, cast.rival), [meeting(day=YESTERDAY)])
    assert is_first(session, log(cast.anna, meeting()))


def test_a_revised_proposal_on_the_same_open_deal_does_not_count_again(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    call = log(cast.anna, NewActivity("call", TODAY, "Acme"))
    account_id = call.entries[0].account_id
    session.add(
        Deal(
            workspace_id="T1",
            number=1,
            account_id=account_id,
            owner_id=cast.anna.id,
            currency="EUR",
            stage="proposal",
            created_at=NOW,
        )
    )
    first = log(cast.anna, NewActivity("proposal", YESTERDAY, "Acme", amount=Money.of(12_500, "EUR")))
    revised = log(cast.bram, NewActivity("proposal", TODAY, "Acme", amount=Money.of(11_000, "EUR")))
    assert [first.entries[0].quantity, revised.entries[0].quantity] == [1, 0]
    assert count_this_week(session, cast.bram, "proposal", TODAY) == 0
    undo_batch(acting(session, cast.anna), first.batch_id)
    assert revised.entries[0].quantity == 1, "with the first one gone, the revision is the proposal"


def test_proposals_without_a_deal_all_count(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    for day in (YESTERDAY, TODAY):
        assert log(cast.anna, NewActivity("proposal", day, "Acme")).entries[0].quantity == 1


def test_the_rate_of_the_day_is_kept_with_the_amount(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    session.add(ExchangeRate(workspace_id="T1", currency="USD", day=YESTERDAY, rate="0.9"))
    logged = log(cast.anna, NewActivity("renewal", TODAY, "Acme", amount=Money.of(100, "USD")))
    assert logged.entries[0].reporting_minor == 9_000


def test_the_same_again_is_asked_and_undone_ones_are_not_the_same(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    first = log(cast.anna, meeting())
    outcome = log_activities(acting(session, cast.anna), [meeting("acme")])
    assert isinstance(outcome, LikelyDuplicate)
    undo_batch(acting(session, cast.anna), first.batch_id)
    log(cast.anna, meeting())


def test_a_colleague_with_the_same_meeting_is_no_duplicate(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    log(cast.anna, meeting())
    log(cast.bram, meeting())


def test_one_unclear_name_in_a_batch_stores_nothing_of_it(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    log(cast.anna, NewActivity("call", TODAY, "Initech"))
    batch = [meeting("Globex"), meeting("Initehc")]
    outcome = log_activities(acting(session, cast.anna), batch)
    assert isinstance(outcome, AccountUnclear)
    assert [a.name for a in session.exec(select(Account))] == ["Initech"]


def test_an_account_that_an_undone_entry_opened_is_not_a_new_account(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    logged = log(cast.anna, meeting("Typo Inc"))
    [account] = logged.opened
    assert account.opened_on == TODAY
    undo_batch(acting(session, cast.anna), logged.batch_id)
    assert account.opened_on is None
    put_back(acting(session, cast.anna), [logged.batch_id])
    assert account.opened_on == TODAY


def test_an_account_stays_opened_as_long_as_an_entry_counts(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    brought_in = log(cast.anna, meeting())
    called = log(cast.bram, NewActivity("call", TODAY, "Acme"))
    [account] = brought_in.opened
    undo_batch(acting(session, cast.anna), brought_in.batch_id)
    assert account.opened_on == TODAY
    undo_batch(acting(session, cast.bram), called.batch_id)
    assert account.opened_on is None


def test_an_account_that_was_there_before_is_left_alone(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    long_ago = NOW - timedelta(days=900)
    account = Account(workspace_id="T1", name="Acme", key="acme", opened_on=date(2024, 5, 1), created_at=long_ago)
    session.add(account)
    session.flush()
    undo_batch(acting(session, cast.anna), log(cast.anna, meeting()).batch_id)
    assert account.opened_on == date(2024, 5, 1)


def test_the_credit_is_stored_per_person(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    logged = log(cast.anna, meeting(shares=(Share(cast.anna.id, 60), Share(cast.bram.id, 40))))
    assert credit_of(session, "T1", [logged.batch_id]) == {
        logged.batch_id: [("Anna de Vries", 60), ("Bram Bakker", 40)]
    }


def test_an_edit_keeps_old_and_new_and_the_rules(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    first = log(cast.anna, meeting())
    later = log(cast.bram, meeting(note="hm"))
    wanted = meeting("Globex", YESTERDAY, minutes=45)
    edit_entry(acting(session, cast.anna), first.batch_id, wanted)
    [(change, who)] = history_of(session, "T1", first.batch_id)
    assert who == "Anna de Vries"
    assert change.old == {"account": "Acme", "duration": None, "happened_on": "2026-11-12"}
    assert change.new == {"account": "Globex", "duration": 45, "happened_on": "2026-11-11"}
    assert is_first(session, later), "the meeting before it moved to another account"


def test_an_edit_that_changes_nothing_leaves_no_trace(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    logged = log(cast.anna, meeting())
    assert edit_entry(acting(session, cast.anna), logged.batch_id, meeting()) is None
    assert history_of(session, "T1", logged.batch_id) == []


def test_a_manager_corrects_with_a_reason_and_a_colleague_never(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    logged = log(cast.anna, meeting())
    with pytest.raises(Refusal, match="not_yours"):
        undo_entry(acting(session, cast.bram), logged.batch_id, "because")
    with pytest.raises(Refusal, match="why"):
        undo_entry(acting(session, cast.carla), logged.batch_id, "")
    undo_entry(acting(session, cast.carla), logged.batch_id, "the meeting was cancelled")
    [(change, who)] = history_of(session, "T1", logged.batch_id)
    assert (who, change.reason) == ("Carla Mulder", "the meeting was cancelled")


def test_nobody_reaches_into_another_workspace(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    logged = log(cast.anna, meeting())
    with pytest.raises(Refusal, match="not_there"):
        undo_entry(acting(session, cast.rival), logged.batch_id, "why not")


def test_the_latest_entries_come_first(session: Session, cast: Cast, log) -> None:  # type: ignore[no-untyped-def]
    log(cast.anna, meeting())
    log(cast.anna, NewActivity("call", YESTERDAY, "Globex"))
    assert [n.account and n.account.name for n in recent_entries(session, cast.anna)] == ["Acme", "Globex"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (meeting(day=TODAY + timedelta(days=1)), "in_the_future"),
        (NewActivity("visit", TODAY + timedelta(days=400), "Acme"), "too_far_ahead"),
        (meeting(day=date(2016, 1, 1)), "too_long_ago"),
        (NewActivity("meeting", TODAY), "which_account"),
        (NewActivity("csat", TODAY, "Acme"), "which_score"),
        (NewActivity("csat", TODAY, "Acme", score=6), "score_out_of_range"),
        (NewActivity("training", TODAY), "how_long"),
        (NewActivity("call", TODAY, quantity=1001), "absurd_quantity"),
        (NewActivity("call", TODAY, quantity=0), "absurd_quantity"),
        (meeting(minutes=1441), "absurd_duration"),
        (meeting(note="x" * 2001), "note_too_long"),
        (meeting(contact="x" * 121), "text_too_long"),
        (NewActivity("proposal", TODAY, "Acme", amount=Money(-1, "EUR")), "negative_amount"),
        (NewActivity("proposal", TODAY, "Acme", amount=Money.of(Decimal(10) ** 12 + 1, "EUR")), "absurd_amount"),
        (NewActivity("proposal", TODAY, "Acme", amount=Money(1, "XYZ")), "unknown_currency"),
        (meeting(shares=(Share("a", 60), Share("b", 30))), "shares_not_100"),
        (meeting(shares=(Share("a", 50), Share("a", 50))), "shares_not_100"),
    ],
)
def test_what_breaks_a_rule_is_refused(entry: NewActivity, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        check(entry, TODAY)


def test_the_limits_themselves_are_allowed() -> None:
    for entry in (
        NewActivity("visit", TODAY + timedelta(days=366), "Acme"),
        NewActivity("call", TODAY, quantity=1000, note="x" * 2000),
        NewActivity("proposal", TODAY, "Acme", amount=Money.of(Decimal(10) ** 12, "EUR")),
        meeting(minutes=1440, shares=(Share("a", 1), Share("b", 99))),
    ):
        check(entry, TODAY)


def test_a_batch_of_more_than_fifty_is_refused_and_nothing_of_it_is_stored(session: Session, cast: Cast) -> None:
    many = [meeting(f"Firm {n}", is_first=True) for n in range(51)]
    with pytest.raises(Refusal, match="batch_too_large"):
        log_activities(acting(session, cast.anna), many)
    assert session.exec(select(CreditShare)).first() is None
    assert session.exec(select(Activity)).first() is None


@pytest.mark.parametrize(
    "entry", [meeting("Zeta"), NewActivity("call", TODAY), NewActivity("training", TODAY, minutes=30)]
)
def test_a_log_looks_at_nothing_else_of_the_day(session: Session, cast: Cast, log, entry: NewActivity) -> None:  # type: ignore[no-untyped-def]
    """What others tell of is looked for around the new entry alone: the fortieth of a day costs what the first did."""
    log(cast.anna, *(meeting(f"Account {n}") for n in range(20)))
    session.expunge_all()
    anna, read = session.get_one(Person, ("T1", cast.anna.id)), list[object]()
    for come in ("loaded_as_persistent", "detached_to_persistent"):
        event.listen(session, come, lambda _, record: read.append(record))
    logged = log(anna, entry)
    assert {one.id for one in read if isinstance(one, Activity)} == {logged.batch_id}
