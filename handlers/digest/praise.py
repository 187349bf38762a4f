"""Praise in the channel of somebody's team, by who leads them: whom and in what words; the rest is `handlers/praise.py`."""

from handlers.door.answers import Answers, OpenModal, Tell
from handlers.door.request import Form, Press, Request, reads
from handlers.praise import said
from messages.digest import praise as messages
from models.digest.praising import who_can_be_praised
from models.permissions import Right
from models.praise.actions import Compliment
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
    """It goes to the channel, and who wrote it can undo it."""
    person = request.session.get(Person, (request.workspace.workspace_id, form.text(messages.WHO)))
    if person is None:
        raise Refusal("digest.nobody_to_praise", field=messages.WHO)
    request.rights.require(Right.PRAISE, person, person=person.name)
    return Tell(said(request, Compliment(person, form.text(messages.WORDS)), is_public=True))
