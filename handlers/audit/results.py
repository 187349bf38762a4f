"""What came out of a survey: the headline, each function, comments, a PDF and a CSV; of skills, people and priorities."""

from handlers.audit import skills
from handlers.audit import views as shown
from handlers.audit.views import results_shown
from handlers.door.answers import Answers, SendFile, Whisper
from handlers.door.request import OnPress, Press, Visit, reads
from handlers.phrases.audit import AuditPhrase
from messages.audit import overview as messages
from messages.audit import pdf as audit_pdf
from messages.audit import results as words
from messages.audit import table
from messages.blocks import Message
from models.audit.campaigns import campaigns_seen_by, form_seen_by
from models.audit.questions import Part
from models.audit.records import AuditCampaign, CampaignStatus, ShareForm
from models.refusal import Refusal


def show(visit: Visit, phrase: AuditPhrase) -> Answers:
    """`/audit results`, `results 2`, `results skills`, `results pdf`."""
    campaign = _meant(visit, phrase)
    if campaign.part == Part.SKILLS:
        return skills.show(visit, campaign, phrase.file)
    if not phrase.file:
        return Whisper(headline(visit, campaign))
    _sees_all(visit, campaign)
    return _pdf(visit, campaign) if phrase.file == "pdf" else _csv(visit, campaign)


def headline(visit: Visit, campaign: AuditCampaign) -> Message:
    """The results as this person may see them. Refuses who may not."""
    if campaign.part == Part.SKILLS:
        return skills.page(visit, campaign)
    form = _form(visit, campaign)
    return words.headline(visit.language, results_shown(visit, campaign, form))


def may_know_of(visit: Visit, campaign: AuditCampaign) -> bool:
    """Whether it stands in the person's overview: leading it, or its results are to be seen."""
    if visit.person.is_leader or campaign.started_by == visit.person.id:
        return True
    if campaign.status != CampaignStatus.CLOSED:
        return False
    return campaign.part == Part.SKILLS or form_seen_by(visit.session, campaign, visit.person) is not None


@reads
def open_results(visit: Visit, press: Press) -> Answers:
    """“Results”."""
    return Whisper(headline(visit, shown.campaign_of(visit, press.value)))


@reads
def details(visit: Visit, press: Press) -> Answers:
    """“Each function”."""
    campaign = _whole(visit, press)
    return Whisper(words.details(visit.language, results_shown(visit, campaign, ShareForm.FULL)))


@reads
def comments(visit: Visit, press: Press) -> Answers:
    """A page of comments."""
    campaign = _whole(visit, press)
    page = press.action_id.partition(":")[2]
    results = results_shown(visit, campaign, ShareForm.FULL)
    return Whisper(words.comments(visit.language, results, int(page) if page.isdigit() else 1))


@reads
def pdf(visit: Visit, press: Press) -> Answers:
    """“PDF”."""
    campaign = shown.campaign_of(visit, press.value)
    if campaign.part == Part.SKILLS:
        return skills.show(visit, campaign, "pdf")
    return _pdf(visit, _whole(visit, press))


@reads
def csv(visit: Visit, press: Press) -> Answers:
    """“CSV”."""
    campaign = shown.campaign_of(visit, press.value)
    if campaign.part == Part.SKILLS:
        return skills.show(visit, campaign, "csv")
    return _csv(visit, _whole(visit, press))


def _pdf(visit: Visit, campaign: AuditCampaign) -> Answers:
    results = results_shown(visit, campaign, ShareForm.FULL)
    title = visit.words.bare("audit_results.file_title", number=campaign.number)
    content = audit_pdf.results(visit.language, visit.workspace.name, results)
    return shown.sent(visit, SendFile(f"audit-{campaign.number}.pdf", title, content))


def _csv(visit: Visit, campaign: AuditCampaign) -> Answers:
    results = results_shown(visit, campaign, ShareForm.FULL)
    title = visit.words.bare("audit_results.file_title", number=campaign.number)
    content = table.results(visit.language, results)
    return shown.sent(visit, SendFile(f"audit-{campaign.number}.csv", title, content))


def _whole(visit: Visit, press: Press) -> AuditCampaign:
    campaign = shown.campaign_of(visit, press.value)
    _sees_all(visit, campaign)
    return campaign


def _sees_all(visit: Visit, campaign: AuditCampaign) -> None:
    if _form(visit, campaign) is not ShareForm.FULL:
        raise Refusal("audit.not_shared", number=campaign.number)


def _form(visit: Visit, campaign: AuditCampaign) -> ShareForm:
    if campaign.status == CampaignStatus.OPEN:
        raise Refusal("audit.still_open", number=campaign.number)
    form = form_seen_by(visit.session, campaign, visit.person)
    if form is None:
        raise Refusal("audit.not_shared", number=campaign.number)
    return form


def _meant(visit: Visit, phrase: AuditPhrase) -> AuditCampaign:
    """The campaign with the number, else the newest with results that the person may see."""
    if phrase.number is not None:
        return shown.numbered(visit, phrase.number)
    for campaign in campaigns_seen_by(visit.session, visit.person):
        if (
            campaign.status == CampaignStatus.CLOSED
            and phrase.part in (None, campaign.part)
            and may_know_of(visit, campaign)
        ):
            return campaign
    raise Refusal("audit.none_closed")


PRESSES: dict[str, OnPress] = {
    messages.RESULTS: open_results,
    words.DETAILS: details,
    words.COMMENTS: comments,
    words.PDF: pdf,
    words.CSV: csv,
    **skills.PRESSES,
}
