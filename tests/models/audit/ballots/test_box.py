"""The sealed box: what goes in comes out, and from outside it says no more than that it was touched."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audit.ballots.ballot import Ballot
from models.audit.ballots.box import STEP, Box, code_of, new_salt, open_box, open_salt, seal_box, seal_salt
from models.workspace.secrets import SecretError, Secrets
from tests.conftest import SECRETS

QUESTIONS = {f"question_{n}": f"area_{n // 2}" for n in range(14)}
keys = st.sampled_from(list(QUESTIONS))
a_ballot = st.builds(
    Ballot,
    group=st.sampled_from(["rep", "manager"]),
    levels=st.dictionaries(keys, st.integers(-1, 5)),
    comments=st.dictionaries(keys, st.text(min_size=1, max_size=60)),
    at=st.none() | keys,
    is_paused=st.booleans(),
    published=st.dictionaries(keys, st.integers(-1, 5), min_size=1),
    changed_comments=st.sets(keys),
)


def sealed(box: Box, invited: int = 20) -> str:
    return seal_box(SECRETS, "T1", "c1", box, invited)


@settings(max_examples=100, deadline=None)
@given(st.lists(a_ballot, max_size=6))
def test_what_goes_in_comes_out(ballots: list[Ballot]) -> None:
    box = Box(5, dict(QUESTIONS), {code_of(b"salt", str(n)): one for n, one in enumerate(ballots)})
    again = open_box(SECRETS, "T1", "c1", sealed(box))
    assert (again.k, again.questions, dict(again.ballots)) == (box.k, box.questions, dict(box.ballots))


def test_its_length_is_the_same_for_nobody_and_for_everybody_of_five_hundred() -> None:
    lengths = set()
    for answered in (0, 1, 250, 500):
        full = Ballot("manager", dict.fromkeys(QUESTIONS, 5), {}, "question_13", True, dict.fromkeys(QUESTIONS, 5))
        codes = (code_of(b"salt", str(n)) for n in range(answered))
        lengths.add(len(sealed(Box(5, dict(QUESTIONS), {code: replace(full) for code in codes}), 500)))
    assert len(lengths) == 1
    assert lengths.pop() < 64_000


def test_comments_make_it_longer_in_steps_only() -> None:
    def plain(length: int) -> int:
        box = Box(5, dict(QUESTIONS), {"c": Ballot("rep", {}, {"question_1": "é" * length})})
        return len(SECRETS.open("T1", "audit_box.sealed_box:c1", sealed(box)).encode())

    lengths = {plain(length) for length in range(0, 6_000, 61)}
    assert {length % STEP for length in lengths} == {0}
    assert len(lengths) == 4


def test_the_same_content_is_never_the_same_text_twice() -> None:
    box = Box(5, dict(QUESTIONS), {"c": Ballot("rep")})
    first, second = sealed(box), sealed(box)
    assert first != second
    assert sum(a == b for a, b in zip(first[12:], second[12:], strict=True)) < len(first) / 20


def test_ballots_lie_in_the_order_of_their_codes() -> None:
    box = Box(5, dict(QUESTIONS), {code: Ballot("rep") for code in ("z", "a", "m")})
    inside = json.loads(SECRETS.open("T1", "audit_box.sealed_box:c1", sealed(box)))
    assert list(inside["b"]) == ["a", "m", "z"]


def test_a_code_needs_the_salt_of_its_campaign() -> None:
    one, other = new_salt(), new_salt()
    assert code_of(one, "anna") == code_of(one, "anna")
    assert len({code_of(one, "anna"), code_of(other, "anna"), code_of(one, "bram")}) == 3
    assert open_salt(SECRETS, "T1", "c1", seal_salt(SECRETS, "T1", "c1", one)) == one


def test_it_opens_with_its_own_key_workspace_and_campaign_only() -> None:
    text = sealed(Box(5, dict(QUESTIONS)))
    for secrets, workspace, campaign in (
        (Secrets(["a key of somebody else"]), "T1", "c1"),
        (SECRETS, "T2", "c1"),
        (SECRETS, "T1", "c2"),
    ):
        with pytest.raises(SecretError):
            open_box(secrets, workspace, campaign, text)
