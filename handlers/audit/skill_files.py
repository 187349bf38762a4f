"""The skills of a survey as a file: a team's map with a sheet for each, one person's talk sheet, and the table."""

from collections.abc import Mapping, Sequence

from handlers.audit import views
from handlers.audit.skill_pages import comments_on
from handlers.door.answers import Answers, SendFile
from handlers.door.request import Request
from messages.audit import skill_paper as paper
from messages.audit import skill_table
from messages.audit.skill_sheets import PaperView, SheetView, SkillView, skill_labels
from models.audit.closed_campaigns import require_closed
from models.audit.custom_statements import skill_questions
from models.audit.questions import Group, Question
from models.audit.records import AuditCampaign
from models.audit.results.skills import PersonSkills, SkillLine, skills_of, team_skills
from models.audit.results.talk import Talk, talks_of
from models.privacy.reading import Thing, Way
from models.refusal import Refusal
from models.team.queries import teams_of
from models.team.records import Person


def send(request: Request, campaign: AuditCampaign, file: str, person: Person | None = None) -> Answers:
    """`/audit results 3 pdf`, also with a person: whoever sees nobody else gets their own sheet."""
    require_closed(campaign)
    if person is not None:
        people: Sequence[PersonSkills] = [skills_of(request.session, campaign, request.person, person, request.today)]
    else:
        people = team_skills(request.session, campaign, request.person, request.today).people
    if not any(one.lines for one in people):
        raise Refusal("audit.not_your_skills")
    request.note_reading(Thing.SKILLS, [one.person for one in people], Way.FILE)
    title = request.words.bare("audit_results.file_title", number=campaign.number)
    view = paper_view(request, campaign, people)
    file = "csv" if file == "csv" else "pdf"
    if file == "csv":
        content = skill_table.skills(request.language, view)
    else:
        content = (paper.sheet if len(people) == 1 else paper.team)(request.language, view)
    return views.sent(request, SendFile(f"audit-{campaign.number}.{file}", title, content))


def paper_view(request: Request, campaign: AuditCampaign, people: Sequence[PersonSkills]) -> PaperView:
    """These people, for paper and table."""
    questions = skill_questions(request.session, request.workspace.workspace_id)
    labels = skill_labels(request.language, questions)
    teams = {team.id: team.name for team in teams_of(request.session, request.workspace.workspace_id)}
    sheets = [
        _sheet(request, talk, questions, labels, teams.get(talk.found.person.team_id or "", ""))
        for talk in talks_of(request.session, campaign, people)
    ]
    return PaperView(request.workspace.name, campaign.number, campaign.closed_on or campaign.deadline, sheets)


def _sheet(
    request: Request, talk: Talk, questions: Mapping[str, Question], labels: Mapping[str, str], team: str
) -> SheetView:
    person = talk.found.person
    views_of = {line.skill: _line(request, talk, line, questions, labels) for line in talk.found.lines}

    def those(lines: Sequence[SkillLine]) -> list[SkillView]:
        return [views_of[line.skill] for line in lines]

    return SheetView(
        name=person.name,
        team=team,
        lines=list(views_of.values()),
        gaps=those(talk.gaps),
        next_alike=those(talk.next_alike),
        furthest=those(talk.furthest),
        strongest=those(talk.strongest),
        differ=those(talk.differ),
        moves=[views_of[skill] for skill, _, _ in talk.moves],
        alike=talk.rated[0].level if talk.is_all_alike else None,
        before=talk.then.survey if talk.then and talk.changes else None,
        before_on=talk.then.closed_on if talk.then and talk.changes else None,
        is_manager=talk.found.group == Group.MANAGER,
        remarks=[request.words.bare("audit_results.skills_remark", text=text) for text in talk.found.remarks],
        own_remark=talk.found.own_remark,
        manager_remark="\n".join(talk.found.manager_remarks),
    )


def _line(
    request: Request, talk: Talk, line: SkillLine, questions: Mapping[str, Question], labels: Mapping[str, str]
) -> SkillView:
    then, now = talk.changes.get(line.skill, (None, None))
    said = comments_on(request, line, labels, talk.found.person.name)
    return SkillView(
        key=line.skill,
        label=labels[line.skill],
        own=line.own,
        manager=line.manager,
        standard=line.standard,
        gap=line.gap,
        advice=questions[line.skill].text(request.language).recommendation,
        said=[request.words.bare("audit_results.skills_comment", by=by, text=comment) for by, comment in said],
        own_comment=line.own_comment,
        manager_comment="\n".join(line.manager_comments),
        then=then,
        now=now,
        is_no_part=line.is_no_part,
    )
