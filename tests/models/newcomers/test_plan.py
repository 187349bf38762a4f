"""A newcomer's plan: what is proposed by preset, ramp and calendar; and what manager and newcomer do with it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from models.delivery.records import Delivery
from models.newcomers.actions import GIVEN, NewPlan, give_plan, resume_plan, save_plan, stop_plan, tick
from models.newcomers.drafting import Draft, draft_of
from models.newcomers.looking_back import Look, answer, own_answers, read_both
from models.newcomers.own_checklist import lines_of, set_checklist, undo_checklist
from models.newcomers.program import Line
from models.newcomers.queries import items_of, plan_of, plan_to_read
from models.newcomers.records import NewcomerPlan
from models.newcomers.standing import progress_below, standing_of
from models.newcomers.starting import first_day_of, newcomers_of, note_joined
from models.refusal import Refusal
from models.scorecard.targets.setting_usual import preset_author
from models.team.enrolment import Profile
from models.team.records import Leave, Person
from tests.conftest import NOW, SECRETS, Cast, acting

FIRST = date(2026, 11, 16)
"""A Monday, four days after NOW."""


@pytest.fixture
def noor(session: Session, cast: Cast) -> Person:
    """Noor starts on Monday as a field rep of Carla, in Anna's team."""
    noor = Person(
        workspace_id="T1",
        name="Noor de Wit",
        slack_user_id="UNOOR",
        zone="Europe/Amsterdam",
        language="nl",
        team_id=cast.team.id,
        manager_id=cast.carla.id,
        sales_role="field",
        starts_on=FIRST,
        created_at=NOW,
    )
    session.add(noor)
    session.flush()
    return noor


def as_proposed(draft: Draft) -> NewPlan:
    return NewPlan(draft.goals, draft.lines, [one.id for one in draft.shadows])


def made(session: Session, cast: Cast, person: Person, *, given: bool = True) -> NewcomerPlan:
    carla = acting(session, cast.carla)
    plan = save_plan(carla, person, as_proposed(draft_of(carla, person)))
    return give_plan(carla, plan.id) if given else plan


def targets(draft: Draft, day: int) -> dict[str, Decimal]:
    return next(dict(goal.targets) for goal in draft.goals if goal.day == day)


def test_targets_follow_the_preset_and_the_ramp(session: Session, cast: Cast, noor: Person) -> None:
    """A field rep has 4 first meetings a week. With a ramp of three months that grow evenly from the first day, the first
    90 days come to about half of 90 / 7 × 4 = 51, and without a ramp to all of it (less holidays)."""
    with_ramp = targets(draft_of(acting(session, cast.carla), noor), 90)["first_meetings"]
    noor.ramp_months = 0
    without = targets(draft_of(acting(session, cast.carla), noor), 90)["first_meetings"]
    assert 45 <= without <= 52
    assert 22 <= with_ramp <= 28


def test_who_works_half_the_week_is_asked_half(session: Session, cast: Cast, noor: Person) -> None:
    """16 November to 15 December, no ramp: a preset of 4 a week holds for a week of the role; the calendar of who works
    on Monday and Tuesday has 10 of the 22 working days, and pace and target go by their own days."""
    noor.ramp_months = 0
    whole = targets(draft_of(acting(session, cast.carla), noor), 30)["first_meetings"]
    session.add(
        Leave(
            workspace_id="T1",
            person_id=noor.id,
            first_day=date(2026, 11, 30),
            last_day=date(2026, 12, 11),
            created_at=NOW,
        )
    )
    session.flush()
    away = targets(draft_of(acting(session, cast.carla), noor), 30)["first_meetings"]
    assert whole == 18  # 30 days / 7 × 4 = 17.1, read as whole meetings: 18
    assert away < whole


def test_without_a_role_or_a_target_it_says_why(session: Session, cast: Cast, noor: Person) -> None:
    noor.sales_role = None
    draft = draft_of(acting(session, cast.carla), noor)
    assert (draft.why_no_targets, [goal.targets for goal in draft.goals]) == ("no_role", [(), (), ()])
    noor.is_rep = False
    draft = draft_of(acting(session, cast.carla), noor)
    assert draft.why_no_targets == "manager"
    assert any(line.key == "each_person" for line in draft.lines)
    assert not any(line.key == "pitch" for line in draft.lines)


def test_what_is_over_is_not_proposed(session: Session, cast: Cast, noor: Person) -> None:
    noor.starts_on = date(2026, 10, 3)  # 40 days ago: day 30 was on 1 November
    assert [goal.day for goal in draft_of(acting(session, cast.carla), noor).goals] == [60, 90]
    noor.starts_on = date(2026, 8, 1)
    with pytest.raises(Refusal, match=r"newcomers\.too_late"):
        draft_of(acting(session, cast.carla), noor)
    noor.starts_on = None
    with pytest.raises(Refusal, match=r"newcomers\.no_first_day"):
        draft_of(acting(session, cast.carla), noor)


def test_only_who_leads_them_makes_it(session: Session, cast: Cast, noor: Person, joris: Person) -> None:
    for other in (cast.anna, noor, joris):
        with pytest.raises(Refusal, match=r"newcomers\.not_their_manager"):
            draft_of(acting(session, other), noor)


def test_newcomers_go_along_with_somebody_who_is_not_new(session: Session, cast: Cast, noor: Person) -> None:
    cast.bram.starts_on = FIRST
    session.flush()
    assert [one.name for one in draft_of(acting(session, cast.carla), noor).shadows] == ["Anna de Vries"]


def test_who_is_new(session: Session, cast: Cast, noor: Person) -> None:
    today = NOW.date()
    assert [one.name for one, _ in newcomers_of(session, "T1", today)] == ["Noor de Wit"]
    noor.starts_on = date(2026, 10, 13)  # 30 days ago
    assert newcomers_of(session, "T1", today)
    noor.starts_on = date(2026, 10, 3)  # 40 days ago
    assert not newcomers_of(session, "T1", today)
    noor.starts_on, noor.manager_id = FIRST, None
    assert not newcomers_of(session, "T1", today)


def test_who_joined_slack_is_new_once_they_have_a_manager(session: Session, cast: Cast) -> None:
    note_joined(session, "T1", Profile("UPIM", "Pim"), NOW)
    note_joined(session, "T1", Profile("UANNA", "Anna"), NOW)  # known already
    pim = Person(workspace_id="T1", name="Pim", slack_user_id="UPIM", created_at=NOW)
    session.add(pim)
    session.flush()
    assert newcomers_of(session, "T1", NOW.date()) == []
    pim.manager_id = cast.carla.id
    session.flush()
    assert newcomers_of(session, "T1", NOW.date()) == [(pim, date(2026, 11, 12))]
    assert first_day_of(session, cast.anna) is None


def test_a_moved_start_date_moves_the_plan(session: Session, cast: Cast, noor: Person) -> None:
    plan = made(session, cast, noor)
    noor.starts_on = date(2026, 11, 30)
    now = standing_of(session, cast.workspace, plan, noor, NOW.date(), NOW)
    assert now.first_day == date(2026, 11, 30)
    assert [goal.due_on for goal in now.goals] == [date(2026, 12, 29), date(2027, 1, 28), date(2027, 2, 27)]
    assert now.items[0].due_on == date(2026, 11, 30)


def test_the_newcomer_is_told_once_on_their_first_morning(session: Session, cast: Cast, noor: Person) -> None:
    plan = made(session, cast, noor)
    carla = acting(session, cast.carla)
    with pytest.raises(Refusal, match=r"newcomers\.given_already"):
        give_plan(carla, plan.id)
    stop_plan(carla, plan.id)
    resume_plan(carla, plan.id)
    [told] = session.exec(select(Delivery).where(Delivery.cadence == GIVEN)).all()
    assert (told.recipient, told.due_at) == (noor.id, datetime(2026, 11, 16, 8, 0, tzinfo=UTC))


def test_ticks_are_the_newcomers_and_turn_over(session: Session, cast: Cast, noor: Person) -> None:
    plan = made(session, cast, noor)
    first, second, *_ = items_of(session, plan)
    own = acting(session, noor)
    tick(own, plan.id, [first.id, second.id])
    tick(own, plan.id, [second.id])
    assert (first.done_on, first.done_by, second.done_on) == (NOW.date(), noor.id, None)
    with pytest.raises(Refusal, match=r"newcomers\.not_there"):
        tick(acting(session, cast.carla), plan.id, [first.id])
    stop_plan(acting(session, cast.carla), plan.id)
    with pytest.raises(Refusal, match=r"newcomers\.not_there"):
        tick(own, plan.id, [first.id])


def test_a_change_keeps_the_ticks_of_lines_that_stay(session: Session, cast: Cast, noor: Person) -> None:
    plan = made(session, cast, noor)
    first = items_of(session, plan)[0]
    tick(acting(session, noor), plan.id, [first.id])
    carla = acting(session, cast.carla)
    draft = draft_of(carla, noor)
    lines = [Line(5, "Something of our own"), Line(2, draft.lines[0].text), Line(5, "Something of our own")]
    save_plan(carla, noor, NewPlan(draft.goals, lines, ()))
    kept = items_of(session, plan)
    assert [(one.key, one.day, one.done_on is not None) for one in kept] == [
        ("", 5, False),
        (first.key, 2, True),
        ("", 5, False),
    ]


def test_nobody_reads_a_draft_but_who_leads_them(session: Session, cast: Cast, noor: Person) -> None:
    plan = made(session, cast, noor, given=False)
    for other in (noor, cast.anna):
        with pytest.raises(Refusal, match=r"newcomers\.not_there"):
            plan_to_read(acting(session, other), plan.id)
    with pytest.raises(Refusal, match=r"newcomers\.not_there"):
        plan_to_read(acting(session, cast.rival), plan.id)
    assert plan_to_read(acting(session, cast.carla), plan.id)[0] == plan


def test_a_plan_goes_along_to_the_next_manager(session: Session, cast: Cast, noor: Person, joris: Person) -> None:
    made(session, cast, noor)
    today = NOW.date()
    assert [one.name for one in progress_below(session, cast.workspace, cast.carla, today)] == ["Noor de Wit"]
    noor.manager_id = joris.id
    session.flush()
    assert progress_below(session, cast.workspace, cast.carla, today) == ()
    assert [one.name for one in progress_below(session, cast.workspace, joris, today)] == ["Noor de Wit"]
    noor.starts_on, noor.ends_on = date(2026, 11, 2), today - timedelta(days=1)
    assert progress_below(session, cast.workspace, joris, today) == ()


def test_each_look_back_is_sealed_until_both_are_in(session: Session, cast: Cast, noor: Person) -> None:
    plan = made(session, cast, noor)
    late = datetime(2027, 2, 15, 10, tzinfo=UTC)  # 13 February, a Saturday, is day 90
    own, carla = acting(session, noor, late), acting(session, cast.carla, late)
    with pytest.raises(Refusal, match=r"newcomers\.too_early"):
        answer(acting(session, noor), SECRETS, plan.id, Look("Going along", ""))
    answer(own, SECRETS, plan.id, Look("Going along with Anna", "A desk"))
    assert "Anna" not in plan.own_look
    for reader in (own, carla):
        with pytest.raises(Refusal, match=r"newcomers\.not_both_yet"):
            read_both(reader, SECRETS, plan.id)
    with pytest.raises(Refusal, match=r"newcomers\.not_there"):
        answer(acting(session, cast.anna, late), SECRETS, plan.id, Look("Me too", ""))
    answer(own, SECRETS, plan.id, Look("Going along with Bram", "A desk"))
    answer(carla, SECRETS, plan.id, Look("Listens well", ""))
    assert own_answers(SECRETS, plan, "own") == Look("Going along with Bram", "A desk")
    assert read_both(own, SECRETS, plan.id)[2:] == read_both(carla, SECRETS, plan.id)[2:]
    with pytest.raises(Refusal, match=r"newcomers\.both_are_in"):
        answer(own, SECRETS, plan.id, Look("Otherwise", ""))


def test_a_workspace_has_a_list_of_its_own_with_undo(session: Session, cast: Cast) -> None:
    author = preset_author(acting(session, cast.dirk))
    change = set_checklist(author, "nl", [Line(1, "Pasje gehaald")])
    assert change is not None
    assert [line.text for line in lines_of(cast.workspace, "rep", "nl")] == ["Pasje gehaald"]
    assert [line.text for line in lines_of(cast.workspace, "rep", "en")] == ["Pasje gehaald"]
    undo_checklist(author, change.id)
    assert len(lines_of(cast.workspace, "rep", "nl")) > 5
    for wrong in ([Line(0, "x")], [Line(91, "x")], [Line(1, "")], [Line(1, "x")] * 21):
        with pytest.raises(Refusal):
            set_checklist(author, "nl", wrong)
    with pytest.raises(Refusal):
        preset_author(acting(session, cast.anna))


def test_nothing_is_stored_of_a_plan_for_which_nobody_asked(session: Session, cast: Cast, noor: Person) -> None:
    draft_of(acting(session, cast.carla), noor)
    assert plan_of(session, noor) is None


def test_nothing_is_late_on_the_day_on_which_the_plan_is_given(session: Session, cast: Cast, noor: Person) -> None:
    noor.starts_on = date(2026, 11, 2)  # day 11 is today, Thursday 12 November
    plan = made(session, cast, noor)
    now = standing_of(session, cast.workspace, plan, noor, NOW.date(), NOW)
    assert [item.due_on for item in now.items[:2]] == [NOW.date()] * 2
    assert not any(item.is_late for item in now.items)
    tomorrow = standing_of(session, cast.workspace, plan, noor, NOW.date() + timedelta(days=1), NOW)
    assert tomorrow.items[0].is_late
