"""The words typed in a survey's conversation: `4`, `don't know`, `back`, `comment: …`, `pause`, `continue`."""

from handlers.audit import conversation as steps
from handlers.audit import views
from handlers.door.answers import Answers, Tell
from handlers.door.request import Request
from handlers.phrases.audit_answer import Said, Step, is_beside_the_levels, read_answer
from messages.audit import conversation as talk
from models.audit import conversation as model
from models.audit.campaigns import open_campaigns_of
from models.audit.records import AuditCampaign
from models.refusal import Refusal


def reply(request: Request, text: str) -> Answers:
    """A word typed in the conversation; None when it is none, or when no survey is asking this person anything."""
    said = read_answer(text)
    if said is None:
        return _beside(request, text)
    campaign = model.turn_of(request.session, request.secrets, request.person)
    if campaign is None:
        return _taken_up(request, said)
    return steps.closed(request, campaign) or _said(request, campaign, said)


def _said(request: Request, campaign: AuditCampaign, said: Said) -> Answers:
    conversation = model.conversation_of(
        request.session, request.secrets, campaign, request.person, steps.today(request)
    )
    key = conversation.key
    if key is None:
        return None
    match said.step:
        case Step.LEVEL | Step.DONT_KNOW:
            return steps.given(request, campaign, key, said.level or talk.DONT_KNOW, by_word=True)
        case Step.SKIP:
            return steps.skipped(request, campaign, key, by_word=True)
        case Step.BACK:
            leaves = steps.settled(campaign, key, talk.moved(request.language))
            before = model.back(request.session, request.secrets, campaign, request.person, steps.today(request))
            return [leaves, *steps.ask(request, before, again=True)]
        case Step.COMMENT:
            return steps.commented(request, campaign, key, said.text)
        case Step.PAUSE:
            return [
                steps.settled(campaign, key, talk.paused_here(request.language)),
                Tell(steps.paused(request, campaign)),
            ]
        case Step.EXPLAIN:
            question = talk.question(request.language, views.asked(request.language, conversation), explained=True)
            return [steps.settled(campaign, key, talk.moved(request.language)), Tell(question)]
        case _:
            return steps.ask(request, conversation, again=True)


def _beside(request: Request, text: str) -> Answers:
    """`6`, `3,5` or an emoji while a question is on screen: it goes from 1 to 5. Anything else is not for the survey."""
    if is_beside_the_levels(text) and model.turn_of(request.session, request.secrets, request.person) is not None:
        raise Refusal("audit.choose_a_level")
    return None


def _taken_up(request: Request, said: Said) -> Answers:
    """A word without a conversation under way. “Continue”: the survey that was paused, or the first unfinished one. A
    number under an invitation: the first question is put, and the next number answers it; who paused has paused.
    """
    if said.step not in (Step.CONTINUE, Step.LEVEL):
        return None
    today = steps.today(request)
    waiting = [
        conversation
        for campaign in open_campaigns_of(request.session, request.person, today)
        if not (
            conversation := model.conversation_of(request.session, request.secrets, campaign, request.person, today)
        ).is_finished
        and (said.step is Step.CONTINUE or not conversation.has_begun)
    ]
    if not waiting:
        return None
    waiting.sort(key=lambda one: (not one.is_paused, not one.has_begun, one.campaign.deadline))
    return steps.go_on(request, waiting[0].campaign)
