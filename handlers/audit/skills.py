"""Results of a survey on skills: one's own, those of the people below, and what a team should train first."""

from handlers.audit import skill_files, views
from handlers.audit.skill_pages import page, person_view
from handlers.door.answers import Answers, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from messages.audit import skills as messages
from messages.blocks import Message
from models.audit.records import AuditCampaign
from models.audit.results.skills import skills_of
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.team.records import Person


def show(request: Request, campaign: AuditCampaign, file: str) -> Answers:
    """`/audit results skills`, also as `pdf` or `csv`."""
    if not file:
        return Whisper(page(request, campaign))
    return skill_files.send(request, campaign, file)


@reads
def whose(request: Request, press: Press) -> Answers:
    """Somebody chosen from the menu."""
    campaign_id, _, person_id = press.value.partition(":")
    campaign = views.campaign_of(request, campaign_id)
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("audit.gone")
    return Whisper(page_of(request, campaign, person))


def page_of(request: Request, campaign: AuditCampaign, person: Person) -> Message:
    """One person's page. Refuses who may not see it."""
    found = skills_of(request.session, campaign, request.person, person, request.today)
    request.note_reading(Thing.SKILLS, [person])
    return messages.person_page(request.language, person_view(request, campaign, found))


PRESSES: dict[str, OnPress] = {messages.WHOSE: whose}
