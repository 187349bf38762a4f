"""What is typed in the DM while a question of the self-review is on screen: its answer, or a word of the talk."""

from handlers.door.answers import Answers, Tell
from handlers.door.refusing import refused
from handlers.door.request import Request
from handlers.phrases.audit_answer import Step, read_answer
from handlers.phrases.dates import read_date
from handlers.phrases.kept import kept_said
from handlers.phrases.kpis import kpi_at, with_own
from handlers.phrases.log.plainly import is_about_a_kind, is_plainly_to_log
from handlers.phrases.typist import Direction
from handlers.phrases.unreadable import Unreadable
from handlers.reviews import conversation as steps
from messages.qbr import conversation as shared
from models.qbr import conversation as quarterly
from models.refusal import Refusal
from models.reviews import conversation as model
from models.reviews.conversation import BY, KEPT, KPI, RATING, Talk
from models.reviews.queries import is_shared
from models.scorecard.own_kpis import own_kpis_on

_ASKED_AGAIN = {KEPT: "qbr.press_one", RATING: "reviews.rating_out_of_range", KPI: "reviews.no_kpi"}
"""What is said to what is no answer, by question."""


def reply(request: Request, text: str) -> Answers:
    """An answer, when a question was put to this person within the hour; None when the message is for something else."""
    talk = _listening(request)
    if talk is None or talk.key is None:
        return None
    review_id, key = talk.review.id, talk.key
    if is_shared(talk.review):
        model.pause(request.acting, review_id)
        return Tell(refused(Refusal("reviews.already_shared", month=talk.review.month), request.language))
    said = read_answer(text)
    match said.step if said else None:
        case Step.SKIP:
            return steps.dealt_with(request, model.skip(request.acting, review_id, key), key, by_form=True)
        case Step.BACK:
            leaves = steps.settled(talk.review, key, shared.moved(request.language))
            return [leaves, *steps.ask(request, model.back(request.acting, review_id), again=True)]
        case Step.PAUSE:
            return steps.pause(request, talk)
    answer = _read(request, key, text.strip())
    if answer:
        is_log = is_about_a_kind(text, request.today, request.language)
        return steps.given(request, review_id, key, answer, by_word=is_log, by_form=True)
    return _no_answer(request, key, text)


def _no_answer(request: Request, key: str, text: str) -> Answers:
    """None for what is plainly something to log; anything else is asked again."""
    if is_plainly_to_log(text, request.today, request.language):
        return None
    if key == BY:
        raise Refusal("reviews.commitment_date", today=request.today)
    raise Refusal(_ASKED_AGAIN[key])


def _listening(request: Request) -> Talk | None:
    """The question that was put last, when it is one of a monthly review."""
    talk = model.listening(request.session, request.person, request.now)
    other = quarterly.listening(request.session, request.person, request.now)
    asked = talk.review.asked_at if talk else None
    later = other.qbr.asked_at if other else None
    return None if asked is not None and later is not None and later > asked else talk


def _read(request: Request, key: str, text: str) -> str:
    """The answer as it is kept; empty for what is no answer to a question of one press."""
    match key:
        case _ if key == RATING:
            said = read_answer(text)
            return str(said.level) if said and said.level else ""
        case _ if key == KEPT:
            return kept_said(text) or ""
        case _ if key == KPI:
            return _kpi(request, text)
        case _ if key == BY:
            try:
                return read_date(text, request.today, Direction.FUTURE, language=request.language).isoformat()
            except Unreadable:
                return ""
    return text


def _kpi(request: Request, text: str) -> str:
    try:
        words = with_own(text, own_kpis_on(request.workspace, request.today).values())
        found = kpi_at(words, 0)
    except Unreadable:
        return ""
    return found[0] if found and found[1] == len(words.tokens) else ""
