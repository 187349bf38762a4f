"""Praise in the channel of somebody's team, in the words of who leads them; and taken back."""

from handlers.door.answers import Answers, OpenModal, Replace, Tell, WithdrawMessage
from handlers.door.request import Form, Press, Request, reads
from messages.blocks import Message
from messages.digest import praise as messages
from models.digest.praising import Praise, praise, take_back, who_can_be_praised
from models.refusal import Refusal
from models.team.records import Person


@reads
def open_form(request: Request, press: Press) -> Answers:
    """Whom, and in what words; who did best stands first."""
    people = who_can_be_praised(request.session, request.person, request.today)
    if not people:
        raise Refusal("digest.nobody_to_praise")
    known = {person.id: (person.name, team.channel_id or "") for person, team in people}
    first = press.value if press.value in known else next(iter(known))
    return OpenModal(messages.form(request.language, known, first))


def send(request: Request, form: Form) -> Answers:
    """It goes to the channel, and who wrote it can take it back."""
    person = request.session.get(Person, (request.workspace.workspace_id, form.text(messages.WHO)))
    if person is None:
        raise Refusal("digest.nobody_to_praise", field=messages.WHO)
    sent = praise(request.acting, person, form.text(messages.WORDS), _message, form.view_id)
    told = messages.sent(request.language, person.name, sent.channel_id, form.text(messages.WORDS), sent.delivery_id)
    return Tell(told)


def undo(request: Request, press: Press) -> Answers:
    """Out of the channel again."""
    where = take_back(request.acting, press.value)
    undone = Replace(messages.undone(request.language))
    return undone if where is None else [WithdrawMessage(*where), undone]


def _message(one: Praise) -> Message:
    return messages.in_channel(one.language, one.by, one.slack_user_id, one.name, one.words)
