"""Surveys: the invitation, reminders at each person's own pace, open again, and the results when one has closed.

What is kept in the outbox never says how far somebody is. Whether somebody has finished is read from their own
ballot at the moment of sending.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta

from sqlmodel import select

from jobs.cadence import Cadence, Occasion, Window, nobody
from messages.audit import prompts as messages
from messages.audit.conversation import Standing
from messages.audit.report import in_words
from messages.audit.results import headline
from messages.blocks import Message
from models.audit.campaigns import about_campaign, form_seen_by
from models.audit.closing import may_be_reopened
from models.audit.conversation import Conversation, conversation_of
from models.audit.duration import minutes_of
from models.audit.news import CLOSED, INVITED, KEPT_FOR, OPEN_AGAIN
from models.audit.questions import Part
from models.audit.records import AuditCampaign, AuditInvitation, CampaignStatus
from models.audit.reminding import asked_of, is_asked_for, last_working_day, paces_left, preference_about, reminder_days
from models.audit.results.report import report_of
from models.audit.starting import audit_day
from models.delivery.occurrence import instant_of
from models.delivery.planning import Due
from models.delivery.quiet_hours import ASKED_FOR
from models.permissions import Right
from models.refusal import Refusal
from models.rights import rights_of
from models.team.calendar import Calendar
from models.team.records import Person

REMINDER = "audit.reminder"
MORNING = time(9)


def invitation(occasion: Occasion) -> Message | None:
    """Please take part; None when it has closed. It also goes to people who have begun: a missing message would give that away."""
    conversation = about_it(occasion)
    if conversation is None or conversation.total == 0:
        return None
    campaign = conversation.campaign
    by = occasion.session.get(Person, (campaign.workspace_id, campaign.started_by))
    own = sum(step.about is None for step in conversation.steps)
    forms = Counter(step.about.id for step in conversation.steps if step.about)
    return messages.invitation(
        occasion.language,
        messages.Invited(
            without_progress(conversation),
            by.name if by and by != occasion.person else "",
            minutes_of(campaign.part, own, forms.values()),
            [person.name for person in conversation.rates],
            own,
            paces_left(campaign, _calendar(occasion), occasion.today),
        ),
    )


def open_again(occasion: Occasion) -> Message | None:
    """There is more time: to everybody who was asked, so that nothing shows who has finished."""
    conversation = about_it(occasion)
    if conversation is None:
        return None
    return messages.open_again(occasion.language, without_progress(conversation))


def closed(occasion: Occasion) -> Message | None:
    """The results, in the form that this person gets; None when it was opened again, or they are not for them."""
    person, campaign = occasion.person, _campaign(occasion)
    assert person is not None
    if campaign is None or campaign.status != CampaignStatus.CLOSED:
        return None
    if campaign.part == Part.SKILLS:
        return messages.skills_closed(occasion.language, campaign.number, campaign.id)
    today = audit_day(occasion.session, campaign.workspace_id, occasion.now)
    form = form_seen_by(occasion.session, campaign, person, today)
    report = report_of(occasion.session, campaign)
    if form is None or report is None:
        return None
    rights = rights_of(occasion.session, person, today)
    leads = rights.may(Right.LEAD_SURVEY, about_campaign(campaign))
    view = in_words(
        occasion.language,
        report,
        form=form,
        leads=leads,
        has_plan=rights.may(Right.LEAD_COMPANY),
        may_reopen=may_be_reopened(occasion.session, campaign, today),
    )
    return messages.closed(
        occasion.language, headline(occasion.language, view), campaign.number, campaign.part, to_leader=leads
    )


def whom_to_remind(window: Window) -> Iterator[Due]:
    """Everybody who was asked, on their own days; whether they have finished is looked at when it is sent."""
    running = select(AuditCampaign).where(
        AuditCampaign.workspace_id == window.workspace.workspace_id, AuditCampaign.status == CampaignStatus.OPEN
    )
    for campaign in window.session.exec(running).all():
        preference = preference_about(campaign)
        asked = select(AuditInvitation.person_id).where(
            AuditInvitation.workspace_id == campaign.workspace_id, AuditInvitation.campaign_id == campaign.id
        )
        invited = set(window.session.exec(asked))
        for person in window.people:
            if person.id not in invited:
                continue
            wish = window.wish_of(person, preference)
            for day in reminder_days(campaign, window.calendars[person.id], wish):
                at = instant_of(day, MORNING, window.zone_of(person))
                if window.since < at <= window.now:
                    chosen = is_asked_for(window.calendars[person.id], wish, day)
                    yield Due(person.id, day.isoformat(), at, {ASKED_FOR: True} if chosen else {})


def reminder(occasion: Occasion) -> Message | None:
    """The surveys of which this is a day to remind this person; None when they have finished them all."""
    person = occasion.person
    assert person is not None
    slot = date.fromisoformat(occasion.slot)
    calendar = _calendar(occasion)
    running = select(AuditCampaign).where(
        AuditCampaign.workspace_id == person.workspace_id, AuditCampaign.status == CampaignStatus.OPEN
    )
    waiting: list[messages.Waiting] = []
    ways: tuple[str, ...] = ()
    for campaign in occasion.session.exec(running.order_by(AuditCampaign.deadline)).all():  # type: ignore[arg-type]
        days = reminder_days(campaign, calendar, asked_of(occasion.session, person, campaign))
        conversation = _conversation(occasion, campaign) if slot in days else None
        if conversation is not None and not (conversation.has_begun and conversation.is_finished):
            last = "day" if occasion.today >= campaign.deadline else ""
            if not last and occasion.today >= last_working_day(campaign, calendar):
                last = "own"
            ways = ways if waiting else paces_left(campaign, calendar, occasion.today)
            waiting.append(messages.Waiting(without_progress(conversation), last))
    return messages.reminder(occasion.language, waiting, ways) if waiting else None


def _calendar(occasion: Occasion) -> Calendar:
    assert occasion.person is not None
    return Calendar.of(occasion.session, occasion.person, occasion.workspace)


def about_it(occasion: Occasion) -> Conversation | None:
    """Where the recipient is in the survey that a message is about; None when it is over for them."""
    campaign = _campaign(occasion)
    return None if campaign is None else _conversation(occasion, campaign)


def _campaign(occasion: Occasion) -> AuditCampaign | None:
    campaign_id = str(occasion.about.get("campaign"))
    return occasion.session.get(AuditCampaign, (occasion.workspace.workspace_id, campaign_id))


def _conversation(occasion: Occasion, campaign: AuditCampaign) -> Conversation | None:
    """Where the person is; None when it is closed, or they are not asked (any more)."""
    assert occasion.person is not None
    if occasion.secrets is None:
        return None
    today = audit_day(occasion.session, campaign.workspace_id, occasion.now)
    try:
        return conversation_of(occasion.session, occasion.secrets, campaign, occasion.person, today)
    except Refusal:
        return None


def without_progress(conversation: Conversation) -> Standing:
    """The survey as anybody may see it: the outbox keeps nothing of how far somebody is."""
    campaign = conversation.campaign
    return Standing(
        campaign.id,
        campaign.number,
        campaign.part,
        0,
        conversation.total,
        campaign.deadline,
        campaign.anonymous,
        campaign.k,
    )


CADENCES = (
    Cadence(
        INVITED,
        nobody,
        invitation,
        useful_for=timedelta(days=120),
        when="when a survey starts, in own working hours",
        to="everybody who is asked",
    ),
    Cadence(
        OPEN_AGAIN,
        nobody,
        open_again,
        useful_for=timedelta(days=120),
        when="when a closed survey is opened again, in own working hours",
        to="everybody who was asked",
    ),
    Cadence(
        CLOSED,
        nobody,
        closed,
        useful_for=KEPT_FOR,
        when="when a survey has closed, in own working hours",
        to="who started it; who was asked, when the results are shared",
    ),
    Cadence(
        REMINDER,
        whom_to_remind,
        reminder,
        useful_for=timedelta(hours=20),
        when="09:00, halfway and on the last working day, or on the days that somebody chose",
        to="everybody who was asked and has not finished",
    ),
)
