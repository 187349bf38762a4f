"""Doubles are found by likeness among thousands of names; companies of one family are none."""

import random
import time
from itertools import combinations

import pytest

from models.accounts.doubles import pairs_alike
from models.accounts.naming import looks_like


def found(*names: str) -> list[tuple[str, str]]:
    return pairs_alike(dict(zip(names, names, strict=True)))


@pytest.mark.parametrize(
    "pair",
    [
        ("Acme", "Acmee"),
        ("Acem", "Acme"),
        ("Hooli", "Hooly"),
        ("Acme BV", "Acme N.V."),
        ("Acme", "Acme B.V."),
        ("Globex", "Globex Corporation"),
        ("Acme", "ACME "),
    ],
)
def test_a_double_is_found(pair: tuple[str, str]) -> None:
    assert [set(each) for each in found(*pair, "Something Else")] == [set(pair)]


@pytest.mark.parametrize(
    "names",
    [("KLM", "KPM"), ("Depot 12", "Depot 13"), ("Amber", "Amber Bouw", "Amber Glas", "Amber Labs"), ("Acme", "Globex")],
)
def test_what_is_no_double_is_not(names: tuple[str, ...]) -> None:
    assert found(*names) == []


@pytest.mark.parametrize("seed", range(5))
def test_no_slip_is_overlooked(seed: int) -> None:
    """Against comparing each with each, among short words of few letters."""
    chosen = random.Random(seed)
    names = sorted({"".join(chosen.choices("abc", k=chosen.randint(4, 6))) for _ in range(60)})
    each_with_each = [(one, other) for one, other in combinations(names, 2) if looks_like(one, other)]
    assert found(*names) == each_with_each
    assert each_with_each


def test_two_thousand_names_take_less_than_two_seconds() -> None:
    chosen = random.Random(1)
    words = ["".join(chosen.choices("abcdefghijklmnoprstuvw", k=7)).title() for _ in range(300)]
    names = {str(n): f"{chosen.choice(words)} {chosen.choice(words)} {n}" for n in range(2_000)}
    started = time.process_time()
    pairs_alike(names)
    assert time.process_time() - started < 2
