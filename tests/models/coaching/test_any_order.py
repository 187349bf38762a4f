"""Talks and actions walked at random through the tables of `states.py`, on whichever database the run is on."""

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlmodel import Session, select

from models.acting import Acting
from models.coaching.open_items import add_action, drop_action, finish_action, reopen_action
from models.coaching.outcomes import Outcome, confirm_talk, not_held, record_talk, take_answer_back, take_record_back
from models.coaching.pair import Pair
from models.coaching.records import ActionState, PairAction, Talk, TalkState
from models.coaching.states import ACTION_STEPS, TALK_STEPS, Side
from models.coaching.talks import cancel_talk, move_talk, plan_talk, restore_talk
from models.period import month_of
from models.refusal import Refusal
from models.scorecard.scope import scope_of_person
from models.scorecard.scorecard import scorecard_of
from tests.conftest import IN_FULL, NOW, SECRETS, Cast, acting

HOUR = timedelta(hours=1)
DEEDS = sorted({step.does for step in TALK_STEPS} - {"plan", "note"})
TO_ACTIONS = {"finish": finish_action, "drop": drop_action, "reopen": reopen_action}


class Talks(RuleBasedStateMachine):
    """One talk and one action at a time, done with by either of the two and by strangers, while time passes."""

    session: ClassVar[Session]
    cast: ClassVar[Cast]

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        pair = Pair(self.cast.carla, self.cast.anna)
        by = self.by(Side.COACH)
        self.talk: Talk = plan_talk(by, pair, self.now + 30 * HOUR)
        self.action: PairAction = add_action(by, pair, "Two demos a week", talk=self.talk)
        self.state, self.action_state = str(TalkState.PLANNED), str(ActionState.OPEN)
        self.sequence = 0

    def teardown(self) -> None:
        self.session.rollback()

    def by(self, side: Side) -> Acting:
        person = self.cast.carla if side is Side.COACH else self.cast.anna
        return acting(self.session, person, self.now)

    def do(self, does: str, by: Acting) -> Any:
        match does:
            case "move":
                return move_talk(by, self.talk.id, self.now + 5 * HOUR)
            case "call_off":
                return cancel_talk(by, self.talk.id)
            case "restore":
                return restore_talk(by, self.talk.id)
            case "not_held":
                return not_held(by, self.talk.id)
            case "record":
                return record_talk(by, SECRETS, self.talk.id, Outcome(by.today, "Budget first", ""))
            case "take_back":
                return take_record_back(by, self.talk.id)
            case "undo":
                return take_answer_back(by, self.talk.id)
        return confirm_talk(by, self.talk.id, does == "confirm")

    @rule(does=st.sampled_from(DEEDS), side=st.sampled_from(Side))
    def somebody_does(self, does: str, side: Side) -> None:
        step = next(
            (one for one in TALK_STEPS if (one.before, one.does) == (self.state, does) and side in one.who), None
        )
        passed, answered = self.talk.planned_at <= self.now, self.talk.confirmed_at
        too_late = (does == "not_held" and not passed) or (does == "restore" and self.state == "cancelled" and passed)
        too_late |= does == "undo" and answered is not None and self.now - answered > 24 * HOUR
        if step is None or too_late:
            with pytest.raises(Refusal):
                self.do(does, self.by(side))
        else:
            self.do(does, self.by(side))
            self.state = step.after

    @rule(does=st.sampled_from(DEEDS), who=st.sampled_from(["bram", "dirk", "rival"]))
    def a_stranger_tries(self, does: str, who: str) -> None:
        with pytest.raises(Refusal):
            self.do(does, acting(self.session, getattr(self.cast, who), self.now))

    @rule(does=st.sampled_from(sorted(TO_ACTIONS)), side=st.sampled_from(Side))
    def something_is_done_with_the_action(self, does: str, side: Side) -> None:
        step = next((one for one in ACTION_STEPS if (one.before, one.does) == (self.action_state, does)), None)
        already = self.action_state in {one.after for one in ACTION_STEPS if one.does == does}
        if step is None and not already:
            with pytest.raises(Refusal):
                TO_ACTIONS[does](self.by(side), self.action.id)
        else:
            TO_ACTIONS[does](self.by(side), self.action.id)
            self.action_state = step.after if step else self.action_state

    @precondition(lambda self: self.now < NOW + 400 * HOUR)
    @rule(hours=st.integers(1, 40))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR

    @invariant()
    def the_database_says_the_same(self) -> None:
        self.session.flush()
        self.session.expire(self.talk)
        self.session.expire(self.action)
        assert self.talk.state == self.state
        assert self.action.state == self.action_state
        assert (self.action.done_on is not None) == (self.action_state == "done")
        assert (self.talk.confirmed_at is not None) == (self.state in ("held", "denied"))
        assert bool(self.talk.outcome) == (self.state in ("recorded", "held", "denied"))
        assert self.talk.sequence >= self.sequence, "calendars would not take it"
        self.sequence = self.talk.sequence

    @invariant()
    def nothing_counts_before_the_rep_confirms(self) -> None:
        held = self.session.exec(select(Talk).where(Talk.workspace_id == "T1", Talk.state == TalkState.HELD)).all()
        assert len(held) == (self.state == "held")
        if self.state == "held" and self.talk.held_on is not None:
            scope = scope_of_person(self.session, self.cast.workspace, self.cast.anna)
            month = month_of(self.talk.held_on)
            card = scorecard_of(self.session, self.cast.workspace, scope, month, self.now, kpis=["coaching"])
            assert card.lines["coaching"].figure.value == 1


def test_whatever_happens_in_whatever_order(session: Session, cast: Cast) -> None:
    Talks.session, Talks.cast = session, cast
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    chosen = settings(
        max_examples=100 if IN_FULL else 20,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=quiet,
        database=None,
    )
    run_state_machine_as_test(Talks, settings=chosen)  # type: ignore[no-untyped-call]
