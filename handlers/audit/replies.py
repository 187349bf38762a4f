"""What is typed while a survey asks something: `4`, `3 but it depends`, `don't know`, `back`, `help`, a remark.

A question that was put or answered today owns the words: nothing that is typed under it is stored anywhere else unasked.
One of an earlier day still hears its plain answers; anything else is what it is without a survey.
"""

from handlers.audit import asking, people, views
from handlers.audit import conversation as steps
from handlers.door.answers import Answer, Answers, Tell
from handlers.door.request import Request
from handlers.phrases.audit_answer import Said, Step, read_answer, read_under_question
from messages.audit import conversation as talk
from messages.audit import questions
from messages.audit import rating as rating_messages
from messages.blocks import Message
from models.audit import conversation as model
from models.audit.ballots.ballot import DONT_KNOW, NOT_MY_JOB
from models.audit.campaigns import open_campaigns_of
from models.audit.conversation import Conversation
from models.audit.questions import Part
from models.audit.records import AuditCampaign


def reply(request: Request, text: str) -> Answers:
    """The answer to what is typed under a question; None when no survey is asking this person anything."""
    said = read_answer(text)
    campaign = model.turn_of(request.session, request.secrets, request.person)
    if campaign is None:
        return None if said is None else _taken_up(request, said)
    if closed := steps.closed(request, campaign):
        return None if said is None else closed
    conversation = _conversation(request, campaign)
    if _is_on_screen(request):
        said = _read(request, conversation, text)
    return None if said is None else _said(request, conversation, said, text)


def stands(request: Request, text: str) -> Answers:
    """After something else was typed and answered: the question still waits, where one was put today."""
    if text.strip().lower().removeprefix("/").removeprefix("koers ").startswith("audit"):
        return None
    campaign = model.turn_of(request.session, request.secrets, request.person)
    if campaign is None or not _is_on_screen(request) or steps.closed(request, campaign):
        return None
    return asking.still_waits(request, _conversation(request, campaign))


def _is_on_screen(request: Request) -> bool:
    return model.asked_on(request.session, request.secrets, request.person) == steps.today(request)


def _conversation(request: Request, campaign: AuditCampaign) -> Conversation:
    return model.conversation_of(request.session, request.secrets, campaign, request.person, steps.today(request))


def _read(request: Request, conversation: Conversation, text: str) -> Said | None:
    """The words as an answer to the question on screen, in both languages whatever the person's own."""
    if conversation.question is None:
        return None
    labels = talk.level_labels(conversation.campaign.part)
    about = conversation.about.name if conversation.about else ""
    return read_under_question(text, labels, views.area(conversation.question, request.language), about)


def _said(request: Request, conversation: Conversation, said: Said, text: str) -> Answers:
    campaign, key = conversation.campaign, conversation.key
    if key is None:
        return _whose(request, said, [conversation])
    match said.step:
        case Step.LEVEL | Step.DONT_KNOW | Step.NOT_MY_JOB:
            level = said.level or (DONT_KNOW if said.step is Step.DONT_KNOW else _no_part(campaign))
            return steps.given(request, campaign, key, level, by_word=True, comment=said.text)
        case Step.SKIP:
            return steps.skipped(request, campaign, key, by_word=True)
        case Step.BACK:
            before = model.back(request.session, request.secrets, campaign, request.person, steps.today(request))
            return _put_again(request, conversation, before)
        case Step.CHANGE | Step.UNDO:
            return _last_answer(request, conversation, is_undone=said.step is Step.UNDO)
        case Step.COMMENT:
            return steps.commented(request, campaign, key, said.text)
        case Step.PAUSE:
            here = steps.settled(campaign, key, talk.paused_here(request.language))
            return [here, Tell(steps.paused(request, campaign))]
        case Step.EXPLAIN:
            question = talk.question(request.language, views.asked(request.language, conversation), explained=True)
            return [steps.settled(campaign, key, talk.moved(request.language)), Tell(question)]
        case Step.NEAR | Step.REMARK:
            return asking.ask_back(request, conversation, said, text.strip())
        case Step.HELP | Step.WHO:
            return [Tell(_about(request, conversation, said.step)), *steps.ask(request, conversation, again=True)]
        case _:
            return steps.ask(request, conversation, again=True)


def _no_part(campaign: AuditCampaign) -> int:
    """How the organisation works is nobody's own job: there it is a don't know."""
    return NOT_MY_JOB if campaign.part == Part.SKILLS else DONT_KNOW


def _about(request: Request, conversation: Conversation, step: Step) -> Message:
    """What can be typed, or who sees the answers."""
    if step is Step.HELP:
        return questions.help_text(request.language, views.asked(request.language, conversation))
    return questions.who_sees(talk.anonymity(request.words, views.standing(conversation)))


def _last_answer(request: Request, conversation: Conversation, *, is_undone: bool) -> Answers:
    """`change`: the last answer again, as it stands; `undo`: without it."""
    who = (request.session, request.secrets, conversation.campaign, request.person, steps.today(request))
    if conversation.answered == 0 or conversation.position == 1:
        return [Tell(questions.nothing_before(request.language)), *steps.ask(request, conversation, again=True)]
    before = model.undo(*who) if is_undone else model.back(*who)
    if before is None:
        return [Tell(questions.nothing_before(request.language)), *steps.ask(request, conversation, again=True)]
    leaves, *asked = _put_again(request, conversation, before)
    return [leaves, Tell(questions.put_again(request.language, is_undone=is_undone)), *asked]


def _put_again(request: Request, conversation: Conversation, before: Conversation) -> list[Answer]:
    assert conversation.key is not None
    leaves = steps.settled(conversation.campaign, conversation.key, talk.moved(request.language))
    return [leaves, *steps.ask(request, before, again=True)]


def _taken_up(request: Request, said: Said) -> Answers:
    """A word without a conversation under way. “Continue”: the survey that was paused, or the first unfinished one. A
    number under an invitation: the first question is put, and the next number answers it; who paused has paused.
    """
    if said.step not in (Step.CONTINUE, Step.LEVEL):
        return None
    today = steps.today(request)
    conversations = [_conversation(request, one) for one in open_campaigns_of(request.session, request.person, today)]
    open_ = [conversation for conversation in conversations if not conversation.is_finished]
    waiting = [one for one in open_ if said.step is Step.CONTINUE or not one.has_begun]
    if not waiting:
        return _whose(request, said, open_)
    waiting.sort(key=lambda one: (not one.is_paused, not one.has_begun, one.campaign.deadline))
    return steps.go_on(request, waiting[0].campaign)


def _whose(request: Request, said: Said, conversations: list[Conversation]) -> Answers:
    """A number under the list of people: it says of nobody whom it rates, so the list is put again."""
    rating = [one for one in conversations if one.rates and not one.is_finished and not one.is_paused]
    if said.step is not Step.LEVEL or not rating:
        return None
    return [Tell(rating_messages.whose(request.language)), *people.put(request, rating[0])]
