"""Results of a survey on skills: one's own, those of the people below, and what a team should train first."""

from handlers.audit import views
from handlers.audit.skill_pages import labels_of, page, person_view, team_seen
from handlers.door.answers import Answers, SendFile, Whisper
from handlers.door.request import OnPress, Press, Request, reads
from messages.audit import pdf
from messages.audit import skills as messages
from models.audit.records import AuditCampaign
from models.audit.results.skills import skills_of
from models.exports.writing import as_csv
from models.privacy.reading import Thing, Way
from models.refusal import Refusal
from models.team.records import Person


def show(request: Request, campaign: AuditCampaign, file: str) -> Answers:
    """`/audit results skills`, also as `pdf` or `csv`."""
    if not file:
        return Whisper(page(request, campaign))
    team = team_seen(request, campaign)
    if not team.people:
        raise Refusal("audit.not_your_skills")
    request.note_reading(Thing.SKILLS, [one.person for one in team.people], Way.FILE)
    labels = labels_of(request)
    say = request.words
    head = [
        say.bare(f"audit_results.column_{name}") for name in ("person", "skill", "self", "manager", "standard", "gap")
    ]
    rows = [
        [
            one.person.name,
            labels.get(line.skill, line.skill),
            *(_number(request, value) for value in (line.own, line.manager, line.standard, line.gap)),
        ]
        for one in team.people
        for line in one.lines
    ]
    title = say.bare("audit_results.file_title", number=campaign.number)
    name = f"audit-{campaign.number}.{file}"
    if file == "csv":
        text = "".join(as_csv((dict(zip(head, row, strict=True)) for row in rows), head))
        return views.sent(request, SendFile(name, title, text.encode("utf-8-sig")))
    told = say.bare("audit_results.skills_told")
    content = pdf.table(request.language, request.workspace.name, title, head, rows, told)
    return views.sent(request, SendFile(name, title, content))


@reads
def whose(request: Request, press: Press) -> Answers:
    """Somebody chosen from the menu."""
    campaign_id, _, person_id = press.value.partition(":")
    campaign = views.campaign_of(request, campaign_id)
    person = request.session.get(Person, (request.workspace.workspace_id, person_id))
    if person is None:
        raise Refusal("audit.gone")
    found = skills_of(request.session, campaign, request.person, person, request.today)
    request.note_reading(Thing.SKILLS, [person])
    return Whisper(messages.person_page(request.language, person_view(request, campaign, found)))


def _number(request: Request, value: float | None) -> str:
    return "" if value is None else request.words.number(value, 2)


PRESSES: dict[str, OnPress] = {messages.WHOSE: whose}
