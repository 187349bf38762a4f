"""What the leader of a survey can do: close it, stop it, open it again, choose what participants get to see."""

from datetime import timedelta

from handlers.audit import views
from handlers.audit.results import headline
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import OnPress, Press, Request
from handlers.phrases.audit import AuditPhrase
from messages.audit import leading as messages
from messages.blocks import Message
from models.audit.campaigns import (
    about_campaign,
    campaigns_seen_by,
    close_campaign,
    reopen_campaign,
    share_results,
    stop_campaign,
)
from models.audit.news import remind_those_missing, tell_results_to_participants, tell_that_it_is_open_again
from models.audit.questions import Part
from models.audit.records import AuditCampaign, CampaignStatus, ShareForm
from models.audit.results.counting import still_missing
from models.permissions import Right
from models.refusal import Refusal

OPEN_FOR = timedelta(days=7)
"""How long a campaign is opened again when no day was said."""
OF_STATUS = {
    "close": CampaignStatus.OPEN,
    "stop": CampaignStatus.OPEN,
    "reopen": CampaignStatus.CLOSED,
    "share": CampaignStatus.CLOSED,
}


def lead(request: Request, phrase: AuditPhrase) -> Answers:
    """`/audit close`, `stop`, `reopen 3 until 12 dec`, `share summary`."""
    campaigns = _meant(request, phrase)
    if len(campaigns) > 1:
        lines = [views.campaign_view(request, campaign) for campaign in campaigns]
        return Whisper(messages.which(request.language, lines, phrase.action))
    campaign = campaigns[0]
    match phrase.action:
        case "close":
            return Whisper(_closed(request, campaign))
        case "stop":
            request.rights.require(Right.LEAD_SURVEY, about_campaign(campaign), number=campaign.number)
            return Whisper(messages.ask_to_stop(request.language, views.campaign_view(request, campaign)))
        case "reopen":
            return Whisper(_reopened(request, campaign, phrase))
        case _:
            return Whisper(_shared(request, campaign, ShareForm(phrase.form or ShareForm.SUMMARY)))


def close(request: Request, press: Press) -> Answers:
    """“Close now”: the results."""
    return Whisper(_closed(request, views.campaign_of(request, press.value)))


def stop(request: Request, press: Press) -> Answers:
    """“Stop it”, after it was asked."""
    campaign = views.campaign_of(request, press.value)
    stop_campaign(request.acting, request.secrets, campaign)
    return Replace(messages.stopped(request.language, views.campaign_view(request, campaign)))


def reopen(request: Request, press: Press) -> Answers:
    """“Open again for a week”: the results make place."""
    return Replace(_reopened(request, views.campaign_of(request, press.value), AuditPhrase("reopen")))


def share(request: Request, press: Press) -> Answers:
    """“Share the summary” and its like."""
    form = press.action_id.partition(":")[2]
    if form not in set(ShareForm):
        raise Refusal("audit.gone")
    return Whisper(_shared(request, views.campaign_of(request, press.value), ShareForm(form)))


def remind(request: Request, press: Press) -> Answers:
    """“Remind” beside who has not finished a survey on skills."""
    campaign = views.campaign_of(request, press.value)
    request.rights.require(Right.LEAD_SURVEY, about_campaign(campaign), number=campaign.number)
    if campaign.part != Part.SKILLS or campaign.status != CampaignStatus.OPEN:
        raise Refusal("audit.not_open", number=campaign.number)
    missing = still_missing(request.session, campaign, request.now)
    today = views.workspace_day(request)
    told = remind_those_missing(request.session, campaign, missing, request.person, today, request.now)
    return Whisper(messages.reminded(request.language, len(missing), views.outgoing(request, told)))


def _closed(request: Request, campaign: AuditCampaign) -> Message:
    close_campaign(request.acting, request.secrets, campaign)
    tell_results_to_participants(request.session, campaign, request.now)
    return headline(request, campaign)


def _reopened(request: Request, campaign: AuditCampaign, phrase: AuditPhrase) -> Message:
    deadline = phrase.deadline or views.workspace_day(request) + OPEN_FOR
    reopen_campaign(request.acting, campaign, deadline)
    told = tell_that_it_is_open_again(request.session, campaign, request.now)
    clock = views.clock(request, told, deadline, campaign.deadline, campaign.started_by)
    return messages.reopened(request.language, views.campaign_view(request, campaign), clock)


def _shared(request: Request, campaign: AuditCampaign, form: ShareForm) -> Message:
    share_results(request.acting, campaign, form)
    told = tell_results_to_participants(request.session, campaign, request.now)
    return messages.shared(
        request.language, views.campaign_view(request, campaign), form, views.outgoing(request, told)
    )


def _meant(request: Request, phrase: AuditPhrase) -> list[AuditCampaign]:
    """The campaign with the number, else those of the person that it can be about; of the closed ones the newest."""
    if phrase.number is not None:
        return [views.numbered(request, phrase.number)]
    status = OF_STATUS[phrase.action]
    found = [
        campaign
        for campaign in campaigns_seen_by(request.session, request.person, request.today)
        if campaign.status == status
        and phrase.part in (None, campaign.part)
        and request.rights.may(Right.LEAD_SURVEY, about_campaign(campaign))
    ]
    if not found:
        request.rights.require(Right.START_SURVEY)
        raise Refusal("audit.none_open" if status is CampaignStatus.OPEN else "audit.none_led_closed")
    return found if status is CampaignStatus.OPEN else found[:1]


PRESSES: dict[str, OnPress] = {
    messages.CLOSE: close,
    messages.STOP: stop,
    messages.REOPEN: reopen,
    messages.SHARE: share,
    messages.REMIND: remind,
}
