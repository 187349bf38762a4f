"""Threats from what is shown: results before and after, groups and totals, counts, exports, comments, logs.

Each attack is shown to recover somebody where one defence is left out, and nobody where none is.
"""

import json
import logging
from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audit import starting
from models.audit.ballots.ballot import Ballot
from models.audit.ballots.box import Box
from models.audit.campaigns import campaigns_seen_by, form_seen_by, share_results
from models.audit.closing import close_campaign, reopen_campaign
from models.audit.conversation import conversation_of, give
from models.audit.questions import FUNCTIONS
from models.audit.records import AuditCampaign, ShareForm
from models.audit.results import freezing, suppression
from models.audit.results.counting import count_finished, finished_in
from models.audit.results.freezing import frozen
from models.audit.results.functions import FunctionResult, Results, results_of
from models.audit.results.suppression import Detail
from models.audit.starting import Named
from models.exports.run import export
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person, scope_of_team, scope_of_workspace
from tests.conftest import NOW, SECRETS, acting
from tests.models.audit.attacks import differenced, view_of, view_of_export, within_one_view
from tests.models.audit.company import CARLA, DEADLINE, FEMKE, GRACE, JORIS, NORTH, SOUTH, TODAY, Company
from tests.models.audit.filled_ballots import STATEMENTS, Sum, ballots, smallest_found

pytestmark = pytest.mark.long(seconds=20)

TWO_EACH = dict.fromkeys(FUNCTIONS, 2) | {"reps": 2, "managers": 2}
NOBODY: dict[str, float] = {}


def closed(company: Company, campaign: AuditCampaign, by: str = FEMKE) -> Results:
    close_campaign(acting(company.session, company[by]), SECRETS, campaign)
    results = results_of(company.session, campaign)
    assert results is not None
    return results


def exported(company: Company, what: str = "audit") -> str:
    scope = scope_of_workspace(company.session, company.workspace)
    return "".join(export(company.session, company.workspace, what, scope, None, None, "json", NOW))


# --- two result views of one campaign -----------------------------------------------------------------


def reopened_around(company: Company, victim: str) -> tuple[Results, Results]:
    """Ten answer 2; the results are kept; it is opened again for one, who answers 5."""
    campaign = company.starts()
    for name in (*NORTH, *SOUTH):
        company.answers(campaign, name, 2)
    before = closed(company, campaign)
    reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
    company.answers(campaign, victim, 5)
    return before, closed(company, campaign)


def test_closing_and_reopening_around_one_answer_recovers_nobody(company: Company) -> None:
    before, after = map(view_of, reopened_around(company, "Kim"))
    assert differenced(before, after, TWO_EACH, 5) == NOBODY


def test_the_difference_does_recover_them_when_every_closing_is_published(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freezing, "_may_replace", lambda *_: True)
    before, after = map(view_of, reopened_around(company, "Kim"))
    found = differenced(before, after, TWO_EACH, 5)
    assert {found[key] for key in FUNCTIONS} == {5.0}


def test_exports_before_and_after_recover_nobody(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """And do recover somebody where each closing is published."""

    def attack(victim: str) -> dict[str, float]:
        campaign = company.starts()
        for name in (*NORTH, *SOUTH):
            company.answers(campaign, name, 2)
        closed(company, campaign)
        before = view_of_export(json.loads(exported(company))[0])
        reopen_campaign(acting(company.session, company[FEMKE]), campaign, DEADLINE)
        company.answers(campaign, victim, 5)
        closed(company, campaign)
        return differenced(before, view_of_export(json.loads(exported(company))[0]), TWO_EACH, 5)

    assert attack("Kim") == NOBODY
    monkeypatch.setattr(freezing, "_may_replace", lambda *_: True)
    assert set(attack("Kim").values()) == {5.0}


changes = st.dictionaries(
    st.integers(0, 12), st.dictionaries(st.sampled_from(STATEMENTS), st.integers(-1, 5), min_size=1)
)


def sums_of(result: FunctionResult, cast: Sequence[Ballot], version: dict[tuple[int, str], int]) -> list[Sum]:
    """What a published function adds up: answers by ballot, statement and version."""
    every = range(len(cast))
    cells: list[tuple[Sequence[int], Sequence[str]]] = []
    if result.detail >= Detail.TOTAL:
        cells.append((every, STATEMENTS))
    if result.detail >= Detail.STATEMENTS:
        cells += [(every, [one]) for one in STATEMENTS]
    if result.detail == Detail.GROUPS:
        cells += [([n for n in every if cast[n].group == group], STATEMENTS) for group in ("rep", "manager")]
    return [
        Sum(
            frozenset(
                (n, f"{one}@{version.get((n, one), 0)}") for n in who for one in what if cast[n].levels.get(one, 0) > 0
            )
        )
        for who, what in cells
    ]


def joint_attack(cast: list[Ballot], rounds: Sequence[dict[int, dict[str, int]]], k: int) -> int | None:
    """Everything that several closings of one campaign published, solved together."""
    box = Box(k, dict.fromkeys(STATEMENTS, "people"), {f"{n:02}": one for n, one in enumerate(cast)})
    known: list[Sum] = []
    version: dict[tuple[int, str], int] = {}
    results = frozen(box, k, 20, ["rep", "manager"], None)
    known += sums_of(results.functions["people"], cast, version)
    for number, round_ in enumerate(rounds, start=1):
        for n, levels in round_.items():
            if n < len(cast):
                for one, level in levels.items():
                    if max(0, cast[n].levels.get(one, 0)) != max(0, level):
                        version[n, one] = number
                    cast[n].levels[one] = level
        before, results = results, frozen(box, k, 20, ["rep", "manager"], results)
        if results.functions["people"] is not before.functions["people"]:
            known += sums_of(results.functions["people"], deepcopy(cast), dict(version))
    return smallest_found(known, k)


@settings(max_examples=150, deadline=None)
@given(ballots(most=12), st.lists(changes, min_size=1, max_size=2))
def test_several_closings_solved_together_find_no_group_smaller_than_k(
    cast: list[Ballot], rounds: list[dict[int, dict[str, int]]]
) -> None:
    assert joint_attack(cast, rounds, 3) is None


def test_the_joint_attack_does_find_one_when_every_closing_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "_may_replace", lambda *_: True)
    cast = [Ballot("rep", dict.fromkeys(STATEMENTS, 2)) for _ in range(6)]
    assert joint_attack(cast, [{0: {"one": 5}}], 3) == 1


# --- two campaigns ------------------------------------------------------------------------------------


def two_audiences(company: Company, victim: str) -> dict[str, float]:
    """A manager asks her people, and then the same without one of them; people answer as they did."""
    levels = {name: 2 + number % 3 for number, name in enumerate((CARLA, *NORTH, "Kim"))}
    views = []
    for names in (levels, [name for name in levels if name != victim]):
        campaign = company.starts(audience=Named(company.named(*names)))
        for name in names:
            company.answers(campaign, name, levels[name])
        views.append(view_of(closed(company, campaign)))
    return differenced(views[0], views[1], TWO_EACH, 5)


def test_audiences_one_person_apart_recover_nobody(company: Company) -> None:
    with pytest.raises(Refusal, match="too_alike"):
        two_audiences(company, "Anna")


def test_audiences_one_person_apart_do_recover_them_when_that_is_not_refused(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "refuse_differencing", lambda *_: None)
    recovered = two_audiences(company, "Anna")
    assert {recovered[key] for key in FUNCTIONS} == {3.0}


# --- inside one view ----------------------------------------------------------------------------------


def one_manager_among_reps(company: Company) -> dict[str, float]:
    campaign = company.starts()
    for name in (*NORTH, *SOUTH):
        company.answers(campaign, name, 4)
    company.answers(campaign, JORIS, 1)
    return within_one_view(view_of(closed(company, campaign)), TWO_EACH, 5)


def test_the_only_manager_who_answered_is_not_found_between_group_and_total(company: Company) -> None:
    assert one_manager_among_reps(company) == NOBODY


def test_the_only_manager_is_found_when_the_large_group_is_shown(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suppression, "detail_of", lambda *_: Detail.GROUPS)
    recovered = one_manager_among_reps(company)
    assert {recovered[f"{key}/reps"] for key in FUNCTIONS} == {1.0}


def test_everybody_in_a_group_answers_and_one_of_the_other_does_not(company: Company) -> None:
    """All eleven reps and three of four managers: the managers stay inside the total."""
    campaign = company.starts()
    for name in (*NORTH, *SOUTH, "Kim", FEMKE, CARLA, GRACE):
        company.answers(campaign, name, 4)
    people = closed(company, campaign).functions["people"]
    assert (people.n, people.reps.n, people.managers.n) == (14, None, None)


# --- while it runs ------------------------------------------------------------------------------------


def test_a_leader_who_looks_at_everything_around_an_answer_sees_nothing_change(company: Company) -> None:
    """Export, overview and count before and after somebody answers, finishes, and answers again."""
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 2)
    count_finished(company.session, SECRETS, "T1", TODAY)

    def looks() -> tuple[object, ...]:
        count_finished(company.session, SECRETS, "T1", TODAY)
        seen = campaigns_seen_by(company.session, company[FEMKE], TODAY)
        return (
            exported(company, "everything"),
            [one.model_dump() for one in seen],
            results_of(company.session, campaign),
        )

    before = looks()
    for name, level in (("Fleur", 5), ("Gijs", 1), ("Anna", 4)):
        company.answers(campaign, name, level)
        assert looks() == before


def test_the_count_does_move_when_it_is_looked_at_live(company: Company) -> None:
    """The attack works: a count of the moment would tell the leader that somebody has just finished."""
    campaign = company.starts()
    live = []
    for name in (*NORTH, "Fleur"):
        company.answers(campaign, name, 2)
        live.append(finished_in(company.session, SECRETS, campaign))
    assert live == [1, 2, 3, 4, 5, 6]


def test_a_colleague_sees_nothing_that_was_not_shared(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 2)
    closed(company, campaign)
    session = company.session
    assert form_seen_by(session, campaign, company["Bram"], TODAY) is None
    share_results(acting(session, company[FEMKE]), campaign, ShareForm.SUMMARY)
    assert form_seen_by(session, campaign, company["Bram"], TODAY) is ShareForm.SUMMARY
    outsider = company.hires("Zoë", is_rep=False)
    assert form_seen_by(session, campaign, outsider, TODAY) is None


def test_a_conversation_shows_the_answers_of_its_own_person_only(company: Company) -> None:
    campaign = company.starts()
    company.answers(campaign, "Anna", 1, {"people_right": "Hers"})
    for name in ("Bram", CARLA, FEMKE):
        talk = conversation_of(company.session, SECRETS, campaign, company[name], TODAY)
        assert (talk.answered, talk.comment, talk.given) == (0, "", None)


def test_no_filter_of_an_export_gives_figures_of_fewer_people(company: Company) -> None:
    campaign = company.starts()
    for name in (*NORTH, *SOUTH):
        company.answers(campaign, name, 4 if name in NORTH else 1)
    closed(company, campaign)
    session, workspace = company.session, company.workspace
    whole = exported(company)
    for scope in (
        *(scope_of_team(session, workspace, team) for team in company.teams.values()),
        *(scope_of_person(session, workspace, company[name]) for name in ("Anna", CARLA)),
    ):
        text = "".join(export(session, workspace, "audit", scope, None, None, "json", NOW))
        assert text == whole


# --- words --------------------------------------------------------------------------------------------


def test_the_order_of_comments_says_nothing() -> None:
    """Frozen again and again, each comment comes in each place."""
    keys = dict.fromkeys(STATEMENTS, "people")
    cast = {f"{n}": Ballot("rep", dict.fromkeys(STATEMENTS, 3), {"one": f"word {n}"}) for n in range(5)}
    places = {
        (place, text)
        for _ in range(200)
        for place, text in enumerate(
            frozen(Box(5, keys, deepcopy(cast)), 5, 5, ["rep"], None).functions["people"].comments
        )
    }
    assert len(places) == 25


def test_comments_carry_no_group_and_no_statement(company: Company) -> None:
    campaign = company.starts()
    for name in (*NORTH, CARLA):
        company.answers(campaign, name, 4, {"people_right": f"Word of {name}"})
    people = closed(company, campaign).functions["people"]
    assert sorted(people.comments) == sorted(f"Word of {name}" for name in (*NORTH, CARLA))
    assert "comments" not in str(people.statements) + str(people.reps) + str(people.managers)


def test_comments_on_a_function_that_few_answered_are_not_shown(company: Company) -> None:
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, {"people_right": 4})
    give(company.session, SECRETS, campaign, company["Anna"], "strategy_growth", 1, TODAY)
    company.answers(campaign, "Fleur", {"strategy_growth": 1}, {"strategy_growth": "Only I said this"})
    assert "Only I said this" not in str(closed(company, campaign).to_json())


# --- logs ---------------------------------------------------------------------------------------------


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    caplog.set_level(logging.DEBUG)
    return lambda: "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)


def test_the_logs_name_nobody_and_no_answer(company: Company, logged: Callable[[], str]) -> None:
    campaign = company.starts()
    for name in (*NORTH, *SOUTH):
        company.answers(campaign, name, 4, {"people_right": "Quibbleworth"})
    with pytest.raises(Refusal):
        give(company.session, SECRETS, campaign, company["Anna"], "people_right", 9, TODAY)
    closed(company, campaign)
    text = logged()
    assert "Quibbleworth" not in text
    for person in company.people.values():
        assert person.id not in text
        assert str(person.slack_user_id) not in text


def test_a_refusal_carries_no_answer_and_nobody(company: Company) -> None:
    campaign = company.starts()
    for level, day in ((9, TODAY), (4, DEADLINE + timedelta(days=1))):
        with pytest.raises(Refusal) as refused:
            give(company.session, SECRETS, campaign, company["Anna"], "people_right", level, day)
        assert set(refused.value.values) <= {"number", "deadline"}


# --- what cannot be kept from anybody -----------------------------------------------------------------


def test_limit_unanimity_shows(company: Company) -> None:
    """Said as it is: when all five give a 1, everybody knows what each of them gave."""
    campaign = company.starts()
    for name in NORTH:
        company.answers(campaign, name, 1)
    people = closed(company, campaign).functions["people"]
    assert (people.mean, people.spread, people.n) == (1.0, 0.0, 5)


def test_limit_four_who_know_their_own_answers_know_the_fifths(company: Company) -> None:
    campaign = company.starts()
    for name, level in zip(NORTH, (1, 2, 3, 4, 5), strict=True):
        company.answers(campaign, name, level)
    people = closed(company, campaign).functions["people"]
    assert people.mean is not None
    assert people.mean * 5 - (1 + 2 + 3 + 4) == 5
