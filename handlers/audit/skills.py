"""Results of a survey on skills: one's own, those of the people below, and what a team should train first."""

from handlers.audit import views as shown
from handlers.door.answers import Answers, SendFile, Whisper
from handlers.door.request import OnPress, Press, Visit, reads
from messages.audit import pdf
from messages.audit import skills as messages
from messages.blocks import Message, shortened
from models.audit.custom_statements import questions_for
from models.audit.questions import SKILLS, Group, Part
from models.audit.records import AuditCampaign, CampaignStatus
from models.audit.results.skills import PersonSkills, SkillLine, TeamSkills, skills_of, team_skills
from models.exports.writing import as_csv
from models.refusal import Refusal
from models.team.records import Person


def page(visit: Visit, campaign: AuditCampaign) -> Message:
    """What this person sees: their own page, and for who has people in it what to train first."""
    team = _team(visit, campaign)
    own = next((one for one in team.people if one.person.id == visit.person.id), None)
    if all(one.person.id == visit.person.id for one in team.people):
        if own is None:
            raise Refusal("audit.not_your_skills")
        return messages.own_page(visit.language, campaign.number, _shown(visit, own, ""), campaign.id)
    return messages.team_page(visit.language, _team_shown(visit, campaign, team), None if own is None else _shown(visit, own, ""))  # fmt: skip


def show(visit: Visit, campaign: AuditCampaign, file: str) -> Answers:
    """`/audit results skills`, also as `pdf` or `csv`."""
    if not file:
        return Whisper(page(visit, campaign))
    team = _team(visit, campaign)
    if not team.people:
        raise Refusal("audit.not_your_skills")
    labels = _labels(visit)
    say = visit.words
    head = [
        say.bare(f"audit_results.column_{name}")
        for name in ("person", "skill", "self", "manager", "standard", "gap")
    ]
    rows = [
        [one.person.name, labels.get(line.skill, line.skill), *(_number(visit, value) for value in (line.own, line.manager, line.standard, line.gap))]
        for one in team.people
        for line in one.lines
    ]  # fmt: skip
    title = say.bare("audit_results.file_title", number=campaign.number)
    name = f"audit-{campaign.number}.{file}"
    if file == "csv":
        text = "".join(as_csv((dict(zip(head, row, strict=True)) for row in rows), head))
        return shown.sent(visit, SendFile(name, title, text.encode("utf-8-sig")))
    told = say.bare("audit_results.skills_told")
    content = pdf.table(visit.language, visit.workspace.name, title, head, rows, told)
    return shown.sent(visit, SendFile(name, title, content))


@reads
def whose(visit: Visit, press: Press) -> Answers:
    """Somebody chosen from the menu."""
    campaign_id, _, person_id = press.value.partition(":")
    campaign = shown.campaign_of(visit, campaign_id)
    person = visit.session.get(Person, (visit.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("audit.gone")
    found = skills_of(visit.session, campaign, visit.person, person)
    name = "" if person.id == visit.person.id else person.name
    return Whisper(
        messages.own_page(visit.language, campaign.number, _shown(visit, found, name), campaign.id)
    )


def _team(visit: Visit, campaign: AuditCampaign) -> TeamSkills:
    if campaign.status == CampaignStatus.OPEN:
        raise Refusal("audit.still_open", number=campaign.number)
    return team_skills(visit.session, campaign, visit.person)


def _shown(visit: Visit, found: PersonSkills, name: str) -> messages.Person:
    labels = _labels(visit)
    return messages.Person(name, [_line(visit, line, labels, found.person.name) for line in found.lines])


def _line(visit: Visit, line: SkillLine, labels: dict[str, str], name: str) -> messages.Line:
    label = labels.get(line.skill, line.skill)
    by_manager = visit.words.bare("audit_results.by_manager", label=label)
    comments = [(f"{name}, {label}", line.own_comment)] if line.own_comment else []
    comments += [(by_manager, text) for text in line.manager_comments]
    return messages.Line(label, line.own, line.manager, line.standard, line.gap, comments)


def _team_shown(visit: Visit, campaign: AuditCampaign, team: TeamSkills) -> messages.Team:
    labels = _labels(visit)
    return messages.Team(
        campaign.id, campaign.number, [(one.person.id, one.person.name) for one in team.people],
        [messages.Priority(labels.get(one.skill, one.skill), one.gap or 0, one.n) for one in team.priorities],
        [(labels.get(one.skill, one.skill), one.gap) for one in team.lines if one.gap is not None],
    )  # fmt: skip


def _labels(visit: Visit) -> dict[str, str]:
    """The names of the skills; of a statement of one's own its beginning."""
    labels = {key: area.label(visit.language) for key, area in SKILLS.items()}
    for group in Group:
        asked = questions_for(
            visit.session, visit.workspace.workspace_id, Part.SKILLS, group, with_retired=True
        )
        for question in asked:
            labels.setdefault(question.key, shortened(question.text(visit.language).statement, 60))
    return labels


def _number(visit: Visit, value: float | None) -> str:
    return "" if value is None else visit.words.number(value, 2)


PRESSES: dict[str, OnPress] = {messages.WHOSE: whose}
