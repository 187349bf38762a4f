"""Leading a campaign: close, stop, open again, and what participants get to see."""

from datetime import timedelta

from handlers.audit import views as shown
from handlers.audit.results import headline
from handlers.door.answers import Answers, Replace, Whisper
from handlers.door.request import OnPress, Press, Visit
from handlers.phrases.audit import AuditPhrase
from messages.audit import leading as messages
from messages.blocks import Message
from models.audit.campaigns import (
    campaigns_seen_by,
    close_campaign,
    reopen_campaign,
    share_results,
    stop_campaign,
)
from models.audit.news import tell_results_to_participants, tell_that_it_is_open_again
from models.audit.permission import may_manage
from models.audit.questions import Part
from models.audit.records import AuditCampaign, CampaignStatus, ShareForm
from models.audit.starting import may_start
from models.refusal import Refusal

OPEN_FOR = timedelta(days=7)
"""How long a campaign is opened again when no day was said."""
OF_STATUS = {
    "close": CampaignStatus.OPEN,
    "stop": CampaignStatus.OPEN,
    "reopen": CampaignStatus.CLOSED,
    "share": CampaignStatus.CLOSED,
}


def lead(visit: Visit, phrase: AuditPhrase) -> Answers:
    """`/audit close`, `stop`, `reopen 3 until 12 dec`, `share summary`."""
    campaigns = _meant(visit, phrase)
    if len(campaigns) > 1:
        lines = [shown.shown(visit, campaign) for campaign in campaigns]
        return Whisper(messages.which(visit.language, lines, phrase.action))
    campaign = campaigns[0]
    match phrase.action:
        case "close":
            return Whisper(_closed(visit, campaign))
        case "stop":
            may_manage(visit.person, campaign)
            return Whisper(messages.ask_to_stop(visit.language, shown.shown(visit, campaign)))
        case "reopen":
            return Whisper(_reopened(visit, campaign, phrase))
        case _:
            return Whisper(_shared(visit, campaign, ShareForm(phrase.form or ShareForm.SUMMARY)))


def close(visit: Visit, press: Press) -> Answers:
    """“Close now”: the results."""
    return Whisper(_closed(visit, shown.campaign_of(visit, press.value)))


def stop(visit: Visit, press: Press) -> Answers:
    """“Stop it”, after it was asked."""
    campaign = shown.campaign_of(visit, press.value)
    stop_campaign(visit.session, visit.secrets, visit.person, campaign, visit.now)
    return Replace(messages.stopped(visit.language, shown.shown(visit, campaign)))


def reopen(visit: Visit, press: Press) -> Answers:
    """“Open again for a week”: the results make place."""
    return Replace(_reopened(visit, shown.campaign_of(visit, press.value), AuditPhrase("reopen")))


def share(visit: Visit, press: Press) -> Answers:
    """“Share the summary” and its like."""
    form = press.action_id.partition(":")[2]
    if form not in set(ShareForm):
        raise Refusal("audit.gone")
    return Whisper(_shared(visit, shown.campaign_of(visit, press.value), ShareForm(form)))


def _closed(visit: Visit, campaign: AuditCampaign) -> Message:
    close_campaign(visit.session, visit.secrets, visit.person, campaign, visit.now)
    tell_results_to_participants(visit.session, campaign, visit.now)
    return headline(visit, campaign)


def _reopened(visit: Visit, campaign: AuditCampaign, phrase: AuditPhrase) -> Message:
    deadline = phrase.deadline or shown.workspace_day(visit) + OPEN_FOR
    reopen_campaign(visit.session, visit.secrets, visit.person, campaign, deadline, visit.now)
    tell_that_it_is_open_again(visit.session, campaign, visit.now)
    return messages.reopened(visit.language, shown.shown(visit, campaign))


def _shared(visit: Visit, campaign: AuditCampaign, form: ShareForm) -> Message:
    share_results(visit.session, visit.person, campaign, form, shown.workspace_day(visit))
    told = tell_results_to_participants(visit.session, campaign, visit.now)
    return messages.shared(visit.language, shown.shown(visit, campaign), form, told)


def _meant(visit: Visit, phrase: AuditPhrase) -> list[AuditCampaign]:
    """The campaign with the number, else those of the person that it can be about; of the closed ones the newest."""
    if phrase.number is not None:
        return [shown.numbered(visit, phrase.number)]
    status = OF_STATUS[phrase.action]
    found = [
        campaign
        for campaign in campaigns_seen_by(visit.session, visit.person)
        if campaign.status == status
        and phrase.part in (None, campaign.part)
        and (visit.person.is_leader or campaign.started_by == visit.person.id)
    ]
    if not found:
        if not may_start(visit.session, visit.person, Part.FUNCTIONS):
            raise Refusal("audit.not_allowed")
        raise Refusal("audit.none_open" if status is CampaignStatus.OPEN else "audit.none_led_closed")
    return found if status is CampaignStatus.OPEN else found[:1]


PRESSES: dict[str, OnPress] = {
    messages.CLOSE: close,
    messages.STOP: stop,
    messages.REOPEN: reopen,
    messages.SHARE: share,
}
