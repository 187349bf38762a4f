"""What is typed in the DM while a question of the report is on screen: its answer, a line of the plan, or a word of the talk."""

from handlers.door.answers import Answer, Answers, Tell
from handlers.door.refusing import refused
from handlers.door.request import Request
from handlers.phrases.audit_answer import Step, read_answer
from handlers.phrases.kept import kept_said
from handlers.phrases.log.plainly import is_about_a_kind, is_plainly_to_log
from handlers.qbr import conversation as steps
from handlers.qbr.line import plan_lines
from messages.qbr import conversation as talk
from models.qbr import conversation as model
from models.qbr.conversation import KEPT, PLAN, Talk
from models.qbr.plan import add_line
from models.qbr.queries import quarter_of_qbr
from models.qbr.records import QbrState
from models.qbr.states import Step as At
from models.qbr.states import require_step
from models.refusal import Refusal

_DONE = frozenset({"done", "ready", "klaar"})


def reply(request: Request, text: str) -> Answers:
    """An answer, when a question was put to this person within the hour; None when the message is for something else."""
    listening = model.listening(request.session, request.person, request.now)
    if listening is None or listening.key is None:
        return None
    if listening.qbr.state != QbrState.OPEN:
        return _too_late(request, listening)
    said = read_answer(text)
    match said.step if said else None:
        case Step.SKIP:
            after = model.skip(request.acting, listening.qbr.id, listening.key)
            return steps.dealt_with(request, after, listening.key, by_word=False, by_form=True)
        case Step.BACK:
            leaves = steps.settled(listening.qbr, listening.key, talk.moved(request.language))
            return [leaves, *steps.ask(request, model.back(request.acting, listening.qbr.id), again=True)]
        case Step.PAUSE:
            return pause(request, listening)
    if listening.key.startswith(KEPT):
        return _kept(request, listening, text)
    if listening.key == PLAN:
        return _plan(request, listening, text)
    is_log = is_about_a_kind(text, request.today, request.language)
    return steps.given(request, listening.qbr.id, listening.key, text.strip(), by_word=is_log, by_form=True)


def _kept(request: Request, on_screen: Talk, text: str) -> Answers:
    """`yes`, `deels gelukt`: the first word says it. Anything else that is nothing to log is asked again."""
    assert on_screen.key is not None
    if kept := kept_said(text):
        return steps.given(request, on_screen.qbr.id, on_screen.key, kept, by_form=True)
    if is_plainly_to_log(text, request.today, request.language):
        return None
    raise Refusal("qbr.press_one")


def _too_late(request: Request, on_screen: Talk) -> Answers:
    """The manager has gone ahead without the report: say so once, and how to go on."""
    model.pause(request.acting, on_screen.qbr.id)
    qbr = on_screen.qbr
    try:
        require_step(At.ANSWER, qbr.state, qbr.name, is_in=qbr.reported_on is not None)
    except Refusal as refusal:
        return Tell(refused(refusal, request.language))
    return None


def pause(request: Request, on_screen: Talk) -> Answers:
    """Stop for now, and say how to go on."""
    model.pause(request.acting, on_screen.qbr.id)
    paused = talk.paused(request.language, on_screen.qbr.id, quarter_of_qbr(on_screen.qbr))
    answers: list[Answer] = [Tell(paused)]
    if on_screen.key:
        answers.insert(0, steps.settled(on_screen.qbr, on_screen.key, talk.paused_here(request.language)))
    return answers


def _plan(request: Request, on_screen: Talk, text: str) -> Answers:
    """Lines of the plan, or that it is done; anything else is no answer to this question."""
    if text.strip().lower() in _DONE:
        return steps.dealt_with(request, model.skip(request.acting, on_screen.qbr.id, PLAN), PLAN, by_form=True)
    try:
        lines = plan_lines(request, text)
    except Refusal:
        if is_plainly_to_log(text, request.today, request.language):
            return None
        raise
    for line in lines:
        add_line(request.acting, on_screen.qbr.id, line)
    return steps.ask(request, model.go_to(request.acting, on_screen.qbr.id, PLAN), again=True)
