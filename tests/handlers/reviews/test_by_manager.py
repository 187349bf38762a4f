"""`/review` of who leads managers: who held theirs, by manager."""

from collections.abc import Callable

from sqlmodel import Session

from handlers.door.answers import Whisper
from handlers.door.request import Request
from handlers.reviews.command import command
from models.reviews.records import ReviewState
from models.team.records import Person
from tests.conftest import LONG_AGO, NOW, Cast
from tests.models.scorecard.facts import review


def test_a_leader_reads_who_held_theirs(request_of: Callable[..., Request], cast: Cast, session: Session) -> None:
    # Carla shared one of her two reviews of October (Anna's); Frank, who manages Eva, none of his one: 1 of 3.
    # 8 of the 21 working days of November are over: 2 × 8/21 = 0.76 talks with each of Carla's two, 1.52 together: one.
    frank = Person(workspace_id="T1", name="Frank Mol", is_rep=False, manager_id=cast.dirk.id, created_at=NOW)
    session.add(frank)
    session.flush()
    eva = Person(workspace_id="T1", name="Eva Bos", sales_role="account", manager_id=frank.id, created_at=LONG_AGO)
    review(session, cast.anna, ReviewState.SHARED, reviewer_id=cast.carla.id, shared_at=NOW)
    session.add(eva)
    session.flush()
    answer = command(request_of(cast.dirk), "")
    assert isinstance(answer, Whisper)
    assert answer.message.text == "*Reviews of October shared: 1 of 3.*"
    text = str(answer.message.blocks)
    assert r"*Carla Mulder*\nNovember so far: 0 of 1 coaching talk\n1 of 2 reviews of October" in text
    assert text.index("Frank Mol") < text.index("Carla Mulder"), "who did least comes first"
