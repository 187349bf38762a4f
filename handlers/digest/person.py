"""What is offered on a name in the digest: plan a 1-2-1, open the scorecard of the week, praise in the channel."""

from dataclasses import replace

from handlers.coaching import forms as coaching
from handlers.digest import praise
from handlers.door.answers import Answers
from handlers.door.request import Press, Request, reads
from handlers.scorecard import command as scorecard
from handlers.scorecard.subject import Subject
from messages.digest import people
from models.digest.reading import week_before
from models.refusal import Refusal
from models.scorecard.scope import ScopeKind


@reads
def offered(request: Request, press: Press) -> Answers:
    """What was chosen, of whom; whether they may is asked again by each."""
    what, _, person_id = press.value.partition(":")
    match what:
        case people.PLAN:
            return coaching.plan(request, replace(press, value=person_id))
        case people.OPEN:
            last_week = Subject(ScopeKind.PERSON, person_id, week_before(request.today))
            return scorecard.open_one(request, replace(press, value=str(last_week)))
        case people.PRAISE:
            return praise.open_form(request, replace(press, value=person_id))
    raise Refusal("scorecard.gone")
