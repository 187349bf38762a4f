"""The pages of a survey on skills as values for the messages: of one person, and of everybody whom the reader sees."""

from collections.abc import Mapping, Sequence

from handlers.door.request import Request
from messages.audit import skills as messages
from messages.audit import team_skills as team_messages
from messages.audit.skill_sheets import skill_labels
from messages.blocks import Message
from models.audit.custom_statements import skill_questions
from models.audit.questions import Group
from models.audit.records import AuditCampaign
from models.audit.results.company_means import company_means
from models.audit.results.earlier import Earlier, earlier_of, together
from models.audit.results.skills import PersonSkills, SkillLine, TeamSkills, team_skills
from models.audit.results.summary import summary_of, widest_first
from models.coaching.pair import Pair, own_pair, pair_with
from models.privacy.reading import Thing
from models.refusal import Refusal
from models.team.records import Person
from models.training.skill_steps import steps_since


def page(request: Request, campaign: AuditCampaign) -> Message:
    """What this person sees: their own page, or what to train first when they see other people in it."""
    team = team_seen(request, campaign)
    request.note_reading(Thing.SKILLS, [one.person for one in team.people])
    own = next((one for one in team.people if one.person.id == request.person.id), None)
    if all(one.person.id == request.person.id for one in team.people):
        if own is None:
            raise Refusal("audit.not_your_skills")
        return messages.person_page(request.language, person_view(request, campaign, own))
    return team_messages.team_page(request.language, team_view(request, campaign, team, own))


def team_seen(request: Request, campaign: AuditCampaign) -> TeamSkills:
    """Everybody whom the reader sees in it. Refuses a survey that is not closed."""
    return team_skills(request.session, campaign, request.person, request.today)


def person_view(request: Request, campaign: AuditCampaign, found: PersonSkills) -> messages.Person:
    """One person's page for this reader, who was found to be allowed to see it."""
    session, person = request.session, found.person
    questions = skill_questions(session, request.workspace.workspace_id)
    labels = skill_labels(request.language, questions)
    since = campaign.closed_on or campaign.deadline
    raters = [session.get_one(Person, (person.workspace_id, id_)) for id_ in found.raters]
    is_own = person.id == request.person.id
    reader = "own" if is_own else "rater" if request.person.id in found.raters else "other"
    return messages.Person(
        campaign=campaign.id,
        number=campaign.number,
        id=person.id,
        name=person.name,
        reader=reader,
        raters=[one.name for one in raters],
        lines=widest_first(found, questions),
        labels=labels,
        summary=summary_of(found, questions),
        advice={key: one.text(request.language).recommendation for key, one in questions.items()},
        comments=[said for line in found.lines for said in comments_on(request, line, labels, person.name)],
        earlier=earlier_of(session, campaign, [found]).get(person.id),
        steps=steps_since(session, request.person, person, since, request.today),
        may_coach=pair_about(request, person) is not None,
        remarks=found.remarks,
    )


def pair_about(request: Request, person: Person) -> Pair | None:
    """The pair in which the reader talks about this person's skills: their own manager, or the reader and the person."""
    if person.id == request.person.id:
        return own_pair(request.session, person, request.today)
    try:
        return pair_with(request.session, request.person, person, request.today)
    except Refusal:
        return None


def team_view(
    request: Request, campaign: AuditCampaign, team: TeamSkills, own: PersonSkills | None
) -> team_messages.Team:
    """The people whom the reader sees, reps and managers apart; the reader's own ratings have a page of their own."""
    labels = labels_of(request)
    others = [one for one in team.people if own is None or one.person.id != own.person.id]
    earlier = earlier_of(request.session, campaign, others)
    company = company_means(request.session, campaign, team, request.person)
    groups = [_group(request, team, group.value, earlier, company[group]) for group in Group]
    return team_messages.Team(
        campaign.id, campaign.number, labels, [one for one in groups if one.people], own.person.id if own else ""
    )


def _group(
    request: Request, team: TeamSkills, group: str, earlier: Mapping[str, Earlier], company: dict[str, float]
) -> team_messages.Group:
    people = [one for one in team.people_of(group) if one.person.id != request.person.id]
    lines = sorted(team.together(people), key=lambda line: (-line.weight, -(line.gap or 0)))
    before = [earlier[one.person.id] for one in people if one.person.id in earlier]
    surveys = {one.survey for one in before}
    return team_messages.Group(
        group,
        people,
        lines,
        team.first_of(lines),
        company,
        together(before, [line.skill for line in lines]),
        surveys.pop() if len(surveys) == 1 else None,
        sorted({skill for one in before for skill in one.reworded}),
    )


def labels_of(request: Request, language: str = "") -> dict[str, str]:
    """The names of the skills, in the reader's language or in another."""
    questions = skill_questions(request.session, request.workspace.workspace_id)
    return skill_labels(language or request.language, questions)


def comments_on(request: Request, line: SkillLine, labels: Mapping[str, str], name: str) -> Sequence[tuple[str, str]]:
    """Who wrote what about a skill of the person with that name."""
    label = labels[line.skill]
    by_manager = request.words.bare("audit_results.by_manager", label=label)
    comments = [(f"{name}, {label}", line.own_comment)] if line.own_comment else []
    return [*comments, *((by_manager, text) for text in line.manager_comments)]
