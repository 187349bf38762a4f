"""What a survey sends on behalf of who leads it, and to them: a reminder that they press, and that the invitations are out."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlmodel import select

from jobs.cadence import Cadence, Occasion, Window, nobody
from jobs.prompts.audit import about_it, without_progress
from messages.audit import prompts as messages
from messages.audit.timing import Later, Outgoing
from messages.blocks import Message
from models.audit.news import CHASED, INVITED
from models.audit.records import AuditCampaign, CampaignStatus
from models.delivery.expecting import Waits
from models.delivery.occurrence import instant_of
from models.delivery.planning import Due
from models.delivery.queries import deliveries_about, delivery_with
from models.delivery.quiet_hours import ENOUGH
from models.delivery.records import IN_SLACK, Delivery, DeliveryState
from models.team.records import Person
from models.team.reporting_line import people_with_ids
from models.zones import zone_named

ALL_OUT = "audit.all_out"
AT_ONCE = timedelta(minutes=15)
"""Invitations that were all out so soon after the start: its answer said so already."""
MORNING = time(9)
ON_THE_WAY = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.TOGETHER)


def chase(occasion: Occasion) -> Message | None:
    """“Remind” was pressed; None when they have finished meanwhile, or it is over."""
    conversation = about_it(occasion)
    by = occasion.session.get(Person, (occasion.workspace.workspace_id, str(occasion.about.get("by"))))
    if conversation is None or by is None or (conversation.has_begun and conversation.is_finished):
        return None
    return messages.chase(occasion.language, by.name, without_progress(conversation))


def whose_invitations_are_out(window: Window) -> Iterator[Due]:
    """Who started a survey: when all invitations are out, else on their working day after the first ones went."""
    running = select(AuditCampaign).where(
        AuditCampaign.workspace_id == window.workspace.workspace_id, AuditCampaign.status == CampaignStatus.OPEN
    )
    people = {person.id: person for person in window.people}
    for campaign in window.session.exec(running).all():
        by = people.get(campaign.started_by)
        if by is None or delivery_with(window.session, campaign.workspace_id, by.id, ALL_OUT, campaign.id):
            continue
        at = _told_at(window, campaign, by)
        if at is not None and at <= window.now:
            yield Due(by.id, campaign.id, at, {"campaign": campaign.id}, at_own_time=False)


def _told_at(window: Window, campaign: AuditCampaign, by: Person) -> datetime | None:
    rows = deliveries_about(window.session, campaign.workspace_id, INVITED, campaign.id)
    out = [row.finished_at for row in rows if row.state in IN_SLACK and row.finished_at]
    if not out:
        return None
    if any(row.state in ON_THE_WAY for row in rows):
        zone = window.zone_of(by)
        first = min(out).astimezone(zone).date()
        return instant_of(window.calendars[by.id].working_days_after(first, 1), MORNING, zone)
    return max(out) if max(out) - campaign.created_at > AT_ONCE else None


def all_out(occasion: Occasion) -> Message | None:
    """The invitations are out; who is still to get theirs, and why. None when it is over."""
    session, workspace = occasion.session, occasion.workspace
    campaign = session.get(AuditCampaign, (workspace.workspace_id, str(occasion.about.get("campaign"))))
    if campaign is None or campaign.status != CampaignStatus.OPEN:
        return None
    rows = deliveries_about(session, workspace.workspace_id, INVITED, campaign.id)
    out = sum(row.state in IN_SLACK for row in rows)
    missing = [row for row in rows if row.state not in IN_SLACK]
    found = people_with_ids(session, workspace.workspace_id, [row.recipient for row in missing])
    people = {person.id: person for person in found}
    later, never, failed = [], [], []
    for row in missing:
        person = people.get(row.recipient)
        if person is None:
            continue
        if row.state in (DeliveryState.FAILED, DeliveryState.MISSED):
            failed.append(person.name)
        elif row.state in ON_THE_WAY:
            one = _later(row, person, workspace.zone)
            if one.day > campaign.deadline:
                never.append(person.name)
            else:
                later.append(one)
    later.sort(key=lambda one: (one.day, one.name))
    sending = Outgoing(now=0, later=later, never=sorted(never))
    return messages.all_out(occasion.language, campaign.number, campaign.part, out, sending, sorted(failed))


def _later(row: Delivery, person: Person, zone: str) -> Later:
    day = row.due_at.astimezone(zone_named(person.zone, zone)).date()
    return Later(person.name, day, Waits.ENOUGH if row.error == ENOUGH else Waits.AWAY)


CADENCES = (
    Cadence(
        CHASED,
        nobody,
        chase,
        useful_for=timedelta(days=120),
        when="when somebody presses “Remind” in a survey on skills, once a day, in own working hours",
        to="everybody who has not finished",
    ),
    Cadence(
        ALL_OUT,
        whose_invitations_are_out,
        all_out,
        useful_for=timedelta(days=5),
        when="when all invitations of a survey are out that did not go at once, at the latest at 09:00 on the working day after the first",
        to="who started it",
    ),
)
