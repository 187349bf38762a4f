"""The words typed in a survey's conversation: `4`, `don't know`, `back`, `comment: …`, `pause`, `continue`."""

from handlers.audit import conversation as steps
from handlers.audit import views as shown
from handlers.door.answers import Answers, Tell
from handlers.door.request import Visit
from handlers.phrases.audit_answer import Said, Step, is_beside_the_levels, read_answer
from messages.audit import conversation as talk
from models.audit import conversation as model
from models.audit.campaigns import open_campaigns_of
from models.audit.records import AuditCampaign
from models.refusal import Refusal


def reply(visit: Visit, text: str) -> Answers:
    """A word typed in the conversation; None when it is none, or when no survey is asking this person anything."""
    said = read_answer(text)
    if said is None:
        return _beside(visit, text)
    campaign = model.turn_of(visit.session, visit.secrets, visit.person)
    if campaign is None:
        return _taken_up(visit, said)
    return steps.closed(visit, campaign) or _said(visit, campaign, said)


def _said(visit: Visit, campaign: AuditCampaign, said: Said) -> Answers:
    conversation = model.conversation_of(
        visit.session, visit.secrets, campaign, visit.person, steps.today(visit)
    )
    key = conversation.key
    if key is None:
        return None
    match said.step:
        case Step.LEVEL | Step.DONT_KNOW:
            return steps.given(visit, campaign, key, said.level or talk.DONT_KNOW, by_word=True)
        case Step.SKIP:
            return steps.skipped(visit, campaign, key, by_word=True)
        case Step.BACK:
            leaves = steps.settled(campaign, key, talk.moved(visit.language))
            before = model.back(visit.session, visit.secrets, campaign, visit.person, steps.today(visit))
            return [leaves, *steps.ask(visit, before, again=True)]
        case Step.COMMENT:
            return steps.commented(visit, campaign, key, said.text)
        case Step.PAUSE:
            return [
                steps.settled(campaign, key, talk.paused_here(visit.language)),
                Tell(steps.paused(visit, campaign)),
            ]
        case Step.EXPLAIN:
            question = talk.question(
                visit.language, shown.asked(visit.language, conversation), explained=True
            )
            return [steps.settled(campaign, key, talk.moved(visit.language)), Tell(question)]
        case _:
            return steps.ask(visit, conversation, again=True)


def _beside(visit: Visit, text: str) -> Answers:
    """`6`, `3,5` or an emoji while a question is on screen: it goes from 1 to 5. Anything else is not for the survey."""
    if is_beside_the_levels(text) and model.turn_of(visit.session, visit.secrets, visit.person) is not None:
        raise Refusal("audit.choose_a_level")
    return None


def _taken_up(visit: Visit, said: Said) -> Answers:
    """A word without a conversation under way. “Continue”: the survey that was paused, or the first unfinished one. A
    number under an invitation: the first question is put, and the next number answers it; who paused has paused.
    """
    if said.step not in (Step.CONTINUE, Step.LEVEL):
        return None
    today = steps.today(visit)
    waiting = [
        conversation
        for campaign in open_campaigns_of(visit.session, visit.person, today)
        if not (
            conversation := model.conversation_of(visit.session, visit.secrets, campaign, visit.person, today)
        ).is_finished
        and (said.step is Step.CONTINUE or not conversation.has_begun)
    ]
    if not waiting:
        return None
    waiting.sort(key=lambda one: (not one.is_paused, not one.has_begun, one.campaign.deadline))
    return steps.go_on(visit, waiting[0].campaign)
