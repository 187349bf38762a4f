"""First meeting or follow-up is a function of the log."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.activity.meeting_order import Held, forgotten_on, orders
from models.activity.revisions import Offered, counted

DAY = date(2026, 11, 12)


def first(*meetings: Held) -> list[str]:
    return [id_ for id_, order in orders(meetings).items() if order.is_first]


def test_the_earliest_meeting_is_the_first_one_however_late_it_was_logged() -> None:
    assert first(Held("a", DAY), Held("b", DAY - timedelta(days=3))) == ["b"]


def test_two_on_one_day_stand_in_the_order_of_logging() -> None:
    assert first(Held("b", DAY), Held("a", DAY)) == ["a"]


def test_on_one_day_the_time_of_day_decides_where_it_is_known() -> None:
    nine, noon = (datetime(2026, 11, 12, hour, tzinfo=UTC) for hour in (9, 12))
    assert first(Held("a", DAY, happened_at=noon), Held("b", DAY, happened_at=nine)) == ["b"]
    assert first(Held("a", DAY), Held("b", DAY, happened_at=noon)) == ["b"], "whoever told of it first"


def test_after_twelve_months_of_silence_a_meeting_is_a_first_one_again() -> None:
    assert first(Held("a", date(2025, 11, 12)), Held("b", DAY)) == ["a", "b"]
    assert first(Held("a", date(2025, 11, 13)), Held("b", DAY)) == ["a"]


def test_the_twelve_months_of_a_leap_day_end_on_the_last_of_february() -> None:
    assert forgotten_on(date(2024, 2, 29)) == date(2023, 2, 28)


def test_the_word_of_a_person_overrides_the_rule_and_still_counts_as_a_meeting() -> None:
    said = orders([Held("a", DAY, said=False), Held("b", DAY + timedelta(days=1))])
    assert not said["a"].is_first
    assert not said["b"].is_first
    assert said["b"].previous == DAY


days = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@given(st.lists(days, max_size=12))
def test_a_follow_up_always_names_a_meeting_less_than_twelve_months_before(held: list[date]) -> None:
    meetings = [Held(f"{n:03}", day) for n, day in enumerate(held)]
    for id_, order in orders(meetings).items():
        day = held[int(id_)]
        assert order.is_first == (order.previous is None)
        if order.previous:
            assert order.previous in held
            assert forgotten_on(day) < order.previous <= day


@given(st.lists(days, min_size=1, max_size=12), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_reading(held: list[date], random: object) -> None:
    meetings = [Held(f"{n:03}", day) for n, day in enumerate(held)]
    shuffled = meetings.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert orders(meetings) == orders(shuffled)


def test_the_first_proposal_on_a_deal_counts_and_its_revisions_do_not() -> None:
    proposals = [Offered("b", DAY, 1), Offered("a", DAY - timedelta(days=9), 0), Offered("c", DAY, 2)]
    assert counted(proposals) == {"a": 1, "b": 0, "c": 0}
