"""Results of a survey on skills: one's own, those of the people below, and what a team should train first."""

from handlers.audit import skill_files, views
from handlers.door.answers import Answers, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from messages.audit import skills as messages
from messages.blocks import Message, shortened
from models.audit.custom_statements import questions_for
from models.audit.questions import SKILLS, Group, Part
from models.audit.ready_made import READY_MADE, area_named
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.results.skills import PersonSkills, SkillLine, TeamSkills, skills_of, team_skills
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.team.records import Person


def page(request: Request, campaign: AuditCampaign) -> Message:
    """What this person sees: their own page, and what to train first when they have people in it."""
    team = _team(request, campaign)
    request.note_reading(Thing.SKILLS, [one.person for one in team.people])
    own = next((one for one in team.people if one.person.id == request.person.id), None)
    if all(one.person.id == request.person.id for one in team.people):
        if own is None:
            raise Refusal("audit.not_your_skills")
        return messages.own_page(request.language, campaign.number, _person_view(request, own, ""), campaign.id)
    return messages.team_page(
        request.language, _team_view(request, campaign, team), None if own is None else _person_view(request, own, "")
    )


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
    name = "" if person.id == request.person.id else person.name
    own = f"{campaign.id}:{person.id}"
    return messages.own_page(request.language, campaign.number, _person_view(request, found, name), own)


def _team(request: Request, campaign: AuditCampaign) -> TeamSkills:
    if campaign.status == CampaignStatus.OPEN:
        raise Refusal("audit.still_open", number=campaign.number)
    return team_skills(request.session, campaign, request.person, request.today)


def _person_view(request: Request, found: PersonSkills, name: str) -> messages.Person:
    labels = labels_of(request)
    lines = [_line(request, line, labels, found.person.name) for line in found.lines]
    return messages.Person(name, lines, found.remarks, found.person.id)


def _line(request: Request, line: SkillLine, labels: dict[str, str], name: str) -> messages.Line:
    label = labels.get(line.skill, line.skill)
    by_manager = request.words.bare("audit_results.by_manager", label=label)
    comments = [(f"{name}, {label}", line.own_comment)] if line.own_comment else []
    comments += [(by_manager, text) for text in line.manager_comments]
    return messages.Line(label, line.own, line.manager, line.standard, line.gap, comments, line.is_no_part)


def _team_view(request: Request, campaign: AuditCampaign, team: TeamSkills) -> messages.Team:
    labels = labels_of(request)
    return messages.Team(
        campaign.id,
        campaign.number,
        [(one.person.id, one.person.name) for one in team.people],
        [messages.Priority(labels.get(one.skill, one.skill), one.gap or 0, one.n) for one in team.priorities],
        [(labels.get(one.skill, one.skill), one.gap) for one in team.lines if one.gap is not None],
        [(labels.get(one.skill, one.skill), one.no_part) for one in team.lines if one.no_part],
    )


def labels_of(request: Request) -> dict[str, str]:
    """The names of the skills; of a statement of one's own its beginning."""
    labels = {key: area.label(request.language) for key, area in SKILLS.items()}
    for group in Group:
        asked = questions_for(request.session, request.workspace.workspace_id, Part.SKILLS, group, with_retired=True)
        for question in asked:
            name = shortened(question.text(request.language).statement, 60)
            if question.key in READY_MADE:
                name = area_named(question.area).label(request.language)
            labels.setdefault(question.key, name)
    return labels


PRESSES: dict[str, OnPress] = {messages.WHOSE: whose}
