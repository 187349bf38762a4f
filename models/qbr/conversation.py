"""The report by conversation: one question at a time, every answer saved at once, resumed where it stopped.

The questions: what became of each commitment of the quarter (a press), what was achieved, what was in the way, what help
is needed, and the plan of the next 90 days. A question is on screen until it is answered or left; what is typed within
an hour of it is its answer.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.acting import Acting
from models.qbr.actions import REPORT, check_length
from models.qbr.kept import commitments_of
from models.qbr.queries import to_answer
from models.qbr.records import Qbr, QbrState
from models.qbr.states import Step, require_step
from models.refusal import Refusal
from models.reviews.questions import LISTENS_FOR, Kept, before, next_open, position
from models.reviews.records import Review
from models.team.records import Person

KEPT, PLAN = "kept:", "plan"


@dataclass(frozen=True)
class Talk:
    """Where somebody is in their report."""

    qbr: Qbr
    keys: tuple[str, ...]
    """Of the questions, in order: what their buttons carry."""
    key: str | None
    """Of the one on screen; None when none is left."""
    commitment: Review | None
    """That the question is about."""

    @property
    def position(self) -> int:
        """1 for the first question; the number of questions when there is none left."""
        return position(self.keys, self.key)


def talk_of(session: Session, qbr: Qbr) -> Talk:
    """Where the report is."""
    commitments = {f"{KEPT}{review.id}": review for review in commitments_of(session, qbr)}
    keys = (*commitments, *REPORT, PLAN)
    key = qbr.at if qbr.at in keys else None
    return Talk(qbr, keys, key, commitments.get(key or ""))


def begin(acting: Acting, qbr_id: str) -> Talk:
    """Start, or go on where it stopped; when everything is said, the end. Refuses what was handed in."""
    qbr = _to_answer(acting, qbr_id)
    talk = talk_of(acting.session, qbr)
    return _put(acting, talk, talk.key or _next_open(talk, None))


def go_to(acting: Acting, qbr_id: str, key: str) -> Talk:
    """Put this question on screen, answered or not."""
    talk = _known(acting, qbr_id, key)
    return _put(acting, talk, key)


def give(acting: Acting, qbr_id: str, key: str, text: str) -> Talk:
    """Keep the answer to a question, in place of an earlier one; the one on screen makes place for the next that is open.

    Refuses an answer that is too long, and what is no answer to a question of one press.
    """
    talk = _known(acting, qbr_id, key)
    check_length(text, "text")
    if key.startswith(KEPT) and text not in ("", *Kept):
        raise Refusal("qbr.press_one")
    qbr = talk.qbr
    qbr.answers = {**qbr.answers, key: text}
    on_screen = qbr.at if qbr.at in talk.keys else None
    return _put(acting, talk, _next_open(talk, key) if on_screen in (None, key) else on_screen)


def skip(acting: Acting, qbr_id: str, key: str) -> Talk:
    """Leave a question out; an answer that is there already stays."""
    talk = _known(acting, qbr_id, key)
    return give(acting, qbr_id, key, talk.qbr.answers.get(key, ""))


def take_out(acting: Acting, qbr_id: str, key: str) -> Talk:
    """What was kept as an answer was none: the question is open again, and on screen."""
    talk = _known(acting, qbr_id, key)
    talk.qbr.answers = {name: text for name, text in talk.qbr.answers.items() if name != key}
    return _put(acting, talk, key)


def back(acting: Acting, qbr_id: str) -> Talk:
    """The question before the one on screen; from the end the last one."""
    talk = talk_of(acting.session, _to_answer(acting, qbr_id))
    return _put(acting, talk, before(talk.keys, talk.key))


def rest(acting: Acting, qbr_id: str) -> Talk:
    """No question is on screen any more: what there is was told as a whole."""
    return _put(acting, talk_of(acting.session, _to_answer(acting, qbr_id)), None)


def pause(acting: Acting, qbr_id: str) -> Talk:
    """Stop for now: what is typed is about the report no more, until they go on. Also when it was shared meanwhile."""
    qbr = to_answer(acting.session, acting.by, qbr_id)
    qbr.asked_at = None
    acting.session.flush()
    return talk_of(acting.session, qbr)


def listening(session: Session, person: Person, now: datetime) -> Talk | None:
    """The report of which a question is on screen and was put within the hour; None: what they type is not for it.

    The manager may have gone ahead without it meanwhile: what is typed is still meant for it, and is no entry of the log.
    """
    asked = select(Qbr).where(
        Qbr.workspace_id == person.workspace_id,
        Qbr.person_id == person.id,
        col(Qbr.state).in_([QbrState.OPEN.value, QbrState.DRAFTED.value, QbrState.SHARED.value]),
        col(Qbr.asked_at) > now - LISTENS_FOR,
    )
    qbr = session.exec(asked.order_by(col(Qbr.asked_at).desc())).first()
    talk = talk_of(session, qbr) if qbr else None
    return talk if talk is not None and talk.key is not None else None


def _to_answer(acting: Acting, qbr_id: str) -> Qbr:
    qbr = to_answer(acting.session, acting.by, qbr_id)
    require_step(Step.ANSWER, qbr.state, qbr.name, is_in=qbr.reported_on is not None)
    return qbr


def _known(acting: Acting, qbr_id: str, key: str) -> Talk:
    talk = talk_of(acting.session, _to_answer(acting, qbr_id))
    if key not in talk.keys:
        raise Refusal("qbr.unknown_question")
    return talk


def _put(acting: Acting, talk: Talk, key: str | None) -> Talk:
    """This question is on screen from now on; None: the end."""
    talk.qbr.at, talk.qbr.asked_at = key, acting.now if key else None
    acting.session.flush()
    return talk_of(acting.session, talk.qbr)


def _next_open(talk: Talk, after: str | None) -> str | None:
    return next_open(talk.keys, after, lambda key: _is_dealt_with(talk.qbr, key))


def _is_dealt_with(qbr: Qbr, key: str) -> bool:
    return key in qbr.answers or (key == PLAN and bool(qbr.plan))
