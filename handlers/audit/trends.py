"""The button “Trend” under results: how the functions, a team's skills or one person's went over the surveys."""

from handlers.audit import views
from handlers.audit.skill_pages import labels_of
from handlers.door.answers import Answers, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from messages.audit import trends as messages
from messages.audit.trends import TREND
from models.audit.campaigns import form_seen_by
from models.audit.closed_campaigns import require_closed
from models.audit.questions import FUNCTIONS, Part
from models.audit.records import AuditCampaign, ShareForm
from models.audit.results.skills import skills_of, team_skills
from models.audit.results.trends import teams_beside_company, trend_of_functions, trend_of_skills
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.team.records import Person


@reads
def trend(request: Request, press: Press) -> Answers:
    """All surveys that may be compared, for whoever sees the newest whole."""
    campaign_id, _, person_id = press.value.partition(":")
    campaign = views.campaign_of(request, campaign_id)
    require_closed(campaign)
    if campaign.part == Part.SKILLS:
        return _of_person(request, campaign, person_id) if person_id else _of_team(request, campaign)
    if form_seen_by(request.session, campaign, request.person, request.today) is not ShareForm.FULL:
        raise Refusal("audit.not_shared", number=campaign.number)
    points = trend_of_functions(request.session, campaign, request.person, request.today)
    labels = {key: area.label(request.language) for key, area in FUNCTIONS.items()}
    return Whisper(messages.trend(request.language, campaign.number, points, labels))


def _of_person(request: Request, campaign: AuditCampaign, person_id: str) -> Answers:
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("audit.gone")
    skills_of(request.session, campaign, request.person, person, request.today)
    request.note_reading(Thing.SKILLS, [person])
    points = trend_of_skills(request.session, campaign, request.person, request.today, person)
    name = "" if person.id == request.person.id else person.name
    return Whisper(messages.trend(request.language, campaign.number, points, labels_of(request), name=name))


def _of_team(request: Request, campaign: AuditCampaign) -> Answers:
    session, person, today = request.session, request.person, request.today
    people = [one.person for one in team_skills(session, campaign, person, today).people]
    if not people:
        raise Refusal("audit.not_your_skills")
    request.note_reading(Thing.SKILLS, people)
    points = trend_of_skills(session, campaign, person, today)
    beside = teams_beside_company(session, campaign, person, today)
    return Whisper(messages.trend(request.language, campaign.number, points, labels_of(request), beside))


PRESSES: dict[str, OnPress] = {TREND: trend}
