"""Which entries of several sources are one event: by key, person, time and day, whoever came first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.activity.sources import Told, events_of

pytestmark = pytest.mark.once
TUESDAY = date(2026, 11, 10)
PLACE = {"slack": 0, "crm": 1, "csv": 2, "calendar": 3}


def told(id_: str, by: str, at: str = "", minutes: int | None = None, **more: Any) -> Told:
    """Anna's meeting on Tuesday 10 November 2026, or as `more` says; `at` is 09:00."""
    day = more.pop("day", TUESDAY)
    start = datetime.combine(day, datetime.strptime(at, "%H:%M").time(), UTC) if at else None  # noqa: DTZ007
    people = more.pop("people", ("anna",))
    kind = more.pop("kind", "meeting")
    return Told(id_, frozenset({by}), people, kind, day, PLACE[by], start, minutes, **more)


def joined(*entries: Told, **said: Any) -> set[str]:
    """The events that several tell of: `s+c`, the one that counts first."""
    return {"+".join(one.id for one in event) for event in events_of(entries, **said).of if len(event) > 1}


@pytest.mark.parametrize(
    ("entries", "events"),
    [
        ([told("s", "slack"), told("c", "crm", "09:00", 30)], {"s+c"}),
        ([told("s", "slack"), told("c", "crm", kind="visit"), told("k", "calendar", "09:00", kind="demo")], {"s+c+k"}),
        ([told("s", "slack"), told("c", "crm", day=date(2026, 11, 11))], {"s+c"}),
        ([told("s", "slack"), told("c", "crm", day=date(2026, 11, 12))], set()),
        ([told("s", "slack"), told("c", "crm", kind="call")], set()),
        ([told("s", "slack", kind="email"), told("c", "crm", kind="email", day=date(2026, 11, 11))], set()),
        ([told("s", "slack"), told("c", "crm", people=("bram",))], set()),
        # Bram has a part of what Anna logged.
        ([told("s", "slack", people=("anna", "bram")), told("c", "crm", people=("bram",))], {"s+c"}),
        (
            [told("s", "slack", people=("anna", "bram")), told("c", "crm"), told("d", "crm", people=("bram",))],
            {"s+c+d"},
        ),
        # 09:00 to 09:30 and 09:15 to 10:00 overlap; 09:30 does not.
        ([told("c", "crm", "09:00", 30), told("k", "calendar", "09:15", 45)], {"c+k"}),
        ([told("c", "crm", "09:00", 30), told("k", "calendar", "09:30", 30)], set()),
        # Two of Slack and two of the calendar: each its own; on the day itself before the day beside it.
        (
            [told("s", "slack"), told("t", "slack"), told("k", "calendar", "09:00"), told("l", "calendar", "16:00")],
            {"s+k", "t+l"},
        ),
        (
            [told("s", "slack"), told("t", "slack", day=date(2026, 11, 11)), told("c", "crm", day=date(2026, 11, 11))],
            {"t+c"},
        ),
        # Three calls in one line are not the one call of the day after.
        ([told("s", "slack", kind="call", units=3), told("c", "crm", kind="call", day=date(2026, 11, 11))], set()),
        # The key of the event is stronger than person, time, kind, and source.
        (
            [
                told("m", "crm", "09:00", keys=frozenset({"u"})),
                told("n", "crm", "09:00", people=("bram",), keys=frozenset({"u"})),
            ],
            {"m+n"},
        ),
        (
            [
                told("s", "slack"),
                told("t", "slack", people=("bram",)),
                told("k", "calendar", "09:00", keys=frozenset({"u"})),
                told("l", "calendar", "09:00", people=("bram",), keys=frozenset({"u"})),
            ],
            {"s+t+k+l"},
        ),
    ],
)
def test_what_is_one_event(entries: list[Told], events: set[str]) -> None:
    assert joined(*entries) == events
    assert joined(*reversed(entries)) == events


TWO = (told("s", "slack"), told("k", "calendar", "09:00", 30), told("l", "calendar", "16:00", 60))


def test_one_that_could_be_two_counts_as_one_of_them_and_is_asked_about() -> None:
    found = events_of(TWO)
    # Two meetings, never three: she logged one of those that the calendar has.
    assert (len(found.of), found.questions) == (2, {"s": ("k", "l")})
    assert joined(*TWO, same=[frozenset("sl")]) == {"s+l"}
    answered = events_of(TWO, same=[frozenset("sl")])
    assert (len(answered.of), answered.questions) == (2, {})
    another = events_of(TWO, apart=[frozenset("sk"), frozenset("sl")])
    assert (len(another.of), another.questions) == (3, {})


@pytest.mark.parametrize(
    ("entries", "question"),
    [
        # Monday or Wednesday.
        (
            [told("s", "slack"), told("c", "crm", day=date(2026, 11, 9)), told("d", "crm", day=date(2026, 11, 11))],
            ("c", "d"),
        ),
        # The calendar and the CRM say 09:00 both: one event; the CRM has another one at 16:00.
        (
            [told("s", "slack"), told("k", "calendar", "09:00"), told("c", "crm", "09:00"), told("d", "crm", "16:00")],
            ("c", "d"),
        ),
        # Nobody can tell apart what says no time: nothing is asked.
        ([told("s", "slack"), told("c", "crm"), told("d", "crm")], None),
        # She logged both.
        (
            [told("s", "slack"), told("t", "slack"), told("k", "calendar", "09:00"), told("l", "calendar", "16:00")],
            None,
        ),
        # She said when.
        ([told("s", "slack", "16:00"), told("k", "calendar", "09:00"), told("l", "calendar", "16:00")], None),
    ],
)
def test_what_is_asked(entries: list[Told], question: tuple[str, ...] | None) -> None:
    assert events_of(entries).questions.get("s") == question


def test_what_somebody_has_split_is_never_joined_again() -> None:
    s, c, k = told("s", "slack"), told("c", "crm", "09:00"), told("k", "calendar", "09:00")
    assert joined(s, c, apart=[frozenset("sc")]) == set()
    # The calendar tells of the one of the CRM, at the same time.
    assert joined(s, c, k, apart=[frozenset("sc")]) == {"c+k"}


ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(list(PLACE)),
        st.sampled_from(["", "", "09:00", "09:15", "16:00"]),
        st.sampled_from([("anna",), ("anna",), ("bram",), ("anna", "bram")]),
        st.sampled_from(["meeting", "visit", "call"]),
        st.integers(0, 3),
        st.sampled_from([frozenset(), frozenset(), frozenset({"u"}), frozenset({"v"})]),
    ),
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_decides_nothing(drawn: list[Any], chance: Any) -> None:
    def shape(order: list[int]) -> tuple[Any, ...]:
        """The events, with what their entries say instead of who came when."""
        entries = []
        for number, at in enumerate(order):
            by, start, people, kind, days, keys = drawn[at]
            day = TUESDAY + timedelta(days=days)
            entries.append(told(f"{number:02}", by, start, kind=kind, people=people, keys=keys, day=day))
        found = events_of(entries)
        return sorted(sorted(str(replace(one, id="", keys=frozenset())) for one in event) for event in found.of), len(
            found.questions
        )

    before = list(range(len(drawn)))
    after = before.copy()
    chance.shuffle(after)
    assert shape(before) == shape(after)
