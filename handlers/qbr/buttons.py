"""Everything that can be pressed about quarterly reviews; what is filled in stands in `forms.py`."""

from handlers.activity.command import log
from handlers.door.answers import Answers, Replace, Whisper, listed
from handlers.door.request import OnPress, Press, Request, reads
from handlers.qbr import command, news
from handlers.qbr import conversation as steps
from handlers.qbr import forms as modals
from handlers.qbr.replies import pause as pause_talk
from handlers.qbr.subject import opened, quarter_from
from handlers.qbr.views import as_both_see, as_the_rep_sees
from messages.qbr import conversation as talk
from messages.qbr import overview as overviews
from messages.qbr import steps as messages
from models.qbr import actions, decisions
from models.qbr import conversation as model
from models.qbr.drafting import pack_of
from models.qbr.plan import goals_of, proposal_for, remove_line, set_plan
from models.qbr.queries import is_alone, to_answer, to_write
from models.qbr.records import DecisionState
from models.qbr.subjects import scope_of
from models.refusal import Refusal


def begin(request: Request, press: Press) -> Answers:
    """Start the report, or go on where it stopped."""
    return steps.go_on(request, opened(request, press.value))


def kept(request: Request, press: Press) -> Answers:
    """What became of a commitment."""
    qbr_id, key = ref_of(press)
    return steps.given(request, qbr_id, key, press.action_id.partition(":")[2])


def skip(request: Request, press: Press) -> Answers:
    """On to the next question; what was said stays."""
    return steps.skipped(request, *ref_of(press))


def back(request: Request, press: Press) -> Answers:
    """The question before."""
    qbr_id, _ = ref_of(press)
    before = model.back(request.acting, qbr_id)
    return [Replace(talk.moved(request.language)), *steps.ask(request, before, again=False)]


def change(request: Request, press: Press) -> Answers:
    """A question that was answered is put again, with its answer."""
    after = model.go_to(request.acting, *ref_of(press))
    return steps.ask(request, after, again=True)


def pause(request: Request, press: Press) -> Answers:
    """Stop for now."""
    qbr_id, _ = ref_of(press)
    return pause_talk(request, model.talk_of(request.session, to_answer(request.session, request.person, qbr_id)))


def was_log(request: Request, press: Press) -> Answers:
    """What was kept as an answer was something to log: the question is open again, and the words go to the log."""
    qbr_id, key = ref_of(press)
    text = to_answer(request.session, request.person, qbr_id).answers.get(key, "")
    if not text:
        raise Refusal("qbr.unknown_question")
    after = model.take_out(request.acting, qbr_id, key)
    told = listed(log(request, text))
    return [Replace(talk.moved(request.language)), *told, *steps.ask(request, after, again=True)]


def take_over(request: Request, press: Press) -> Answers:
    """The proposal is the plan, to go on from."""
    qbr_id, key = ref_of(press)
    qbr = to_answer(request.session, request.person, qbr_id)
    scope = scope_of(request.session, request.workspace, qbr)
    proposed = proposal_for(request.session, request.workspace, scope, request.now)
    if qbr.plan or not proposed:
        return _plan_again(request, qbr_id, key)
    set_plan(request.acting, qbr_id, proposed)
    return _plan_again(request, qbr_id, key)


def take_out(request: Request, press: Press) -> Answers:
    """One line of the plan fewer."""
    ref, _, kpi = press.value.rpartition(" ")
    qbr_id, _, key = ref.partition("|")
    remove_line(request.acting, qbr_id, kpi)
    return _plan_again(request, qbr_id, key)


def _plan_again(request: Request, qbr_id: str, key: str) -> Answers:
    """The plan as it stands now, where it was pressed."""
    return Replace(steps.question_of(request, model.go_to(request.acting, qbr_id, key)))


def hand_in(request: Request, press: Press) -> Answers:
    """The manager may read it, and the plan becomes goals."""
    qbr = actions.hand_in(request.acting, press.value)
    alone = is_alone(request.session, qbr, request.today)
    news.tell_that_it_is_in(request, qbr)
    numbers = [goal.number for goal in goals_of(request.session, qbr)]
    view = as_the_rep_sees(request, qbr, with_pack=False)
    return Replace(talk.handed_in(request.language, view, numbers, alone=alone))


def take_back(request: Request, press: Press) -> Answers:
    """Change what was handed in: it is one's own again, with everything on one page."""
    qbr = actions.take_back(request.acting, press.value)
    told = Replace(talk.taken_back(request.language, as_the_rep_sees(request, qbr, with_pack=False)))
    return [told, *steps.ask(request, model.begin(request.acting, qbr.id), again=False)]


def close(request: Request, press: Press) -> Answers:
    """Who has nobody above them closes their own."""
    qbr = to_answer(request.session, request.person, press.value)
    actions.close_alone(request.acting, qbr.id, pack_of(request.session, request.workspace, qbr, request.now))
    view = as_both_see(request, qbr)
    return [
        Replace(messages.read(request.language, view, by_rep=True)),
        Whisper(messages.signed_now(request.language, view, alone=True)),
    ]


def leave_out(request: Request, press: Press) -> Answers:
    """A decision out of the draft; the preview is shown anew."""
    qbr_id = decisions.leave_out(request.acting, press.value)
    return Replace(modals.preview(request, to_write(request.session, request.person, qbr_id, request.today)))


def share(request: Request, press: Press) -> Answers:
    """Show it to who reports."""
    qbr = actions.share(request.acting, press.value)
    news.tell_that_it_is_shared(request, qbr)
    return Replace(messages.shared_now(request.language, as_both_see(request, qbr)))


def sign(request: Request, press: Press) -> Answers:
    """Who reports signs; the manager hears it."""
    qbr = actions.sign(request.acting, press.value)
    news.tell_that_it_is_answered(request, qbr)
    view = as_both_see(request, qbr)
    signed = messages.read(request.language, view, by_rep=True)
    return [Replace(signed), Whisper(messages.signed_now(request.language, view))]


def settle(request: Request, press: Press) -> Answers:
    """What became of a decision."""
    state = press.action_id.partition(":")[2]
    if state not in list(DecisionState):
        raise Refusal("qbr.not_your_decision")
    decision = decisions.settle(request.acting, press.value, DecisionState(state))
    return Replace(messages.settled(request.language, decision.id, decision.text, decision.state))


@reads
def by_manager(request: Request, press: Press) -> Answers:
    """Held, late and missed by manager."""
    return command.by_manager(request, quarter_from(request, press.value))


def ref_of(press: Press) -> tuple[str, str]:
    """The review and the question that a button names."""
    qbr_id, _, key = press.value.partition("|")
    return qbr_id, key


PRESSES: dict[str, OnPress] = {
    talk.BEGIN: begin,
    talk.KEPT: kept,
    talk.SKIP: skip,
    talk.BACK: back,
    talk.CHANGE: change,
    talk.CHOOSE: change,
    talk.PAUSE: pause,
    talk.WAS_LOG: was_log,
    talk.TAKE_OVER: take_over,
    talk.REMOVE: take_out,
    talk.HAND_IN: hand_in,
    talk.TAKE_BACK: take_back,
    talk.CLOSE: close,
    messages.LEAVE_OUT: leave_out,
    messages.SHARE: share,
    messages.SIGN: sign,
    messages.SETTLE: settle,
    messages.READ: command.read,
    messages.PDF: command.pdf,
    overviews.BY_MANAGER: by_manager,
    **modals.PRESSES,
}
