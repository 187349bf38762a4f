"""Ids are UUIDs of version 7: unique, and in order of time also within a millisecond."""

import time
from itertools import count
from uuid import RFC_4122, UUID

import pytest

from models.database import new_id


def test_of_two_ids_in_one_millisecond_the_later_is_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    microseconds = count(1_795_000_000_000_000)
    monkeypatch.setattr(time, "time_ns", lambda: next(microseconds) * 1_000)
    ids = [new_id() for _ in range(3_000)]
    assert ids == sorted(ids)


def test_an_id_is_a_uuid_of_version_7_with_the_time_in_front() -> None:
    before = time.time_ns() // 1_000_000
    made = UUID(new_id())
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= time.time_ns() // 1_000_000


def test_ids_of_the_same_instant_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 1_795_000_000_000_000_000)
    assert len({new_id() for _ in range(1_000)}) == 1_000
