"""The weekly digest: Monday 08:30 for each manager, 09:00 in each team's channel, and a note when it changed."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from jobs.cadence import Cadence, Occasion, Window, to_people, to_team_channels
from jobs.prompts.deputy import FOR, said_so, slot_for, stand_in, whose
from messages.blocks import Message
from messages.digest import channel
from messages.digest.weekly import restated
from messages.style import digest as messages
from models.delivery.occurrence import occurrences
from models.delivery.planning import Due
from models.delivery.preferences import comes_on
from models.delivery.records import IN_SLACK, Delivery
from models.delivery.recurrence import Recurrence
from models.digest.celebrating import news_of_team
from models.digest.changes import Published, changes
from models.digest.company_reading import company_week, reads_by_team
from models.digest.reading import trend_of_team, week_before, week_of_manager, week_of_team
from models.digest.recurrence import for_channels, for_managers, weekday_in_week_of
from models.digest.restating import latest_change
from models.digest.week import TeamWeek
from models.period import Period, week_of
from models.style.preference import Style, style_for
from models.team.records import Person, Team
from models.zones import zone_named

PREFERENCE = "digest"
MANAGER, CHANNEL, RESTATED = "digest.manager", "digest.team", "digest.restated"
CHANGES_ARE_TOLD_AT = time(16, 0)
CHANGES_ARE_TOLD_FOR = timedelta(days=13)


def managers(window: Window) -> list[Person]:
    """Everybody to whom somebody reports."""
    bosses = select(Person.manager_id).where(Person.workspace_id == window.workspace.workspace_id).distinct()
    ids = set(window.session.exec(bosses))
    return [person for person in window.people if person.id in ids]


def when_managers_get_it(window: Window) -> Recurrence:
    """On the day and at the time that an admin set; another day holds from the next week on."""
    return for_managers(window.workspace, _weekday(window))


def when_channels_get_it(window: Window) -> Recurrence:
    """The same day, half an hour later."""
    return for_channels(window.workspace, _weekday(window))


def _weekday(window: Window) -> int:
    today = window.now.astimezone(zone_named(window.workspace.zone)).date()
    return weekday_in_week_of(window.session, window.workspace, today)


def to_managers(window: Window) -> Iterator[Due]:
    """Each manager; for who is away on the day, whoever stands in, and then not the manager as well."""
    by_id = {person.id: person for person in managers(window)}
    for due in to_people(when_managers_get_it, lambda _: by_id.values(), PREFERENCE)(window):
        if stand_in(window, by_id[due.recipient], _day_of(due.slot)) is None:
            yield due
    its = when_managers_get_it(window)
    for manager in by_id.values():
        wish = window.wish_of(manager, PREFERENCE)
        if wish.is_off if wish else PREFERENCE in window.switched_off:
            continue
        for day, instant in occurrences(its.at, window.zone_of(manager), window.since, window.now):
            deputy = stand_in(window, manager, day) if comes_on(wish, its, lambda _: True, day) else None
            if deputy is not None:
                yield Due(deputy.id, slot_for(day.isoformat(), manager), instant, {FOR: manager.id})


def to_manager(occasion: Occasion) -> Message | None:
    """The week of the people below this manager, by team for who leads managers; None when nobody below them sells."""
    period = week_before(_day_of(occasion.slot))
    session, workspace, person, now = occasion.session, occasion.workspace, whose(occasion), occasion.now
    style = _style_of_reader(occasion, person)
    if reads_by_team(session, workspace, person, period, now):
        company = company_week(session, workspace, person, period, now)
        _remember(occasion, company.week)
        return said_so(occasion, messages.to_leader(occasion.language, company, style))
    week = week_of_manager(session, workspace, person, period, now)
    if not week.reps:
        return None
    _remember(occasion, week)
    return said_so(occasion, messages.to_manager(occasion.language, week, style))


def _style_of_reader(occasion: Occasion, manager: Person) -> Style | None:
    """Who stands in reads the digest of another one as everybody: the rest of it is behind no button of theirs."""
    return style_for(manager) if occasion.person is not None and occasion.person.id == manager.id else None


def to_channel(occasion: Occasion) -> Message | None:
    """The week of the team, for everybody in its channel; None when nobody in it sells, or nothing was logged or won."""
    team = _team(occasion)
    if team is None:
        return None
    period = week_before(_day_of(occasion.slot))
    week = week_of_team(occasion.session, occasion.workspace, team, period, occasion.now)
    if not week.has_anything:
        return None  # a row of zeros for everybody to see shames, and helps nobody
    _remember(occasion, week)
    trend = trend_of_team(occasion.session, occasion.workspace, team, period, occasion.now)
    news = news_of_team(occasion.session, occasion.workspace, team, week, occasion.now)
    return channel.to_channel(team.language or occasion.language, team.name, week, trend, news)


def changed_digests(window: Window) -> Iterator[Due]:
    """Published digests whose week was logged for, corrected or asked for anew: one note a day at most, in the thread."""
    changed_at: dict[Period, datetime | None] = {}
    for digest in _published(window):
        zone = _zone_of(window, digest)
        for day, instant in occurrences(CHANGES_ARE_TOLD_AT, zone, window.since, window.now):
            assert digest.finished_at is not None
            if not digest.finished_at < instant <= digest.finished_at + CHANGES_ARE_TOLD_FOR:
                continue
            if window.is_ahead:  # until then anything may change
                yield Due(digest.recipient, f"{digest.id[-12:]}@{day}", instant, {"of": digest.id}, thread_of=digest.id)
                continue
            week = week_of(date.fromisoformat(str(digest.about["week"])))
            if week not in changed_at:
                changed_at[week] = latest_change(window.session, window.workspace, week)
            latest = changed_at[week]
            if latest is not None and latest > digest.finished_at:
                yield Due(digest.recipient, f"{digest.id[-12:]}@{day}", instant, {"of": digest.id}, thread_of=digest.id)


def what_changed(occasion: Occasion) -> Message | None:
    """The published figures that are different now; None when they came out the same."""
    digest = occasion.session.get(Delivery, (occasion.workspace.workspace_id, str(occasion.about["of"])))
    if digest is None:
        return None
    period = week_of(date.fromisoformat(str(digest.about["week"])))
    week = _again(occasion, digest, period)
    if week is None or not _tells_the_same_month(digest, week):
        return None
    different = changes(_published_in(digest), Published(week.figures(), week.targets()))
    if not different:
        return None
    digest.about = {**digest.about, "restated": week.figures(), "restated_targets": week.targets()}
    return restated(_language(occasion, digest), period, different, occasion.workspace.currency)


def _tells_the_same_month(digest: Delivery, week: TeamWeek) -> bool:
    """Of a week over two months, digests told the later one before they kept which: those are not compared."""
    told = digest.about.get("month")
    return told == week.month.start.isoformat() if told else week.period.last_day in week.month


def _published_in(digest: Delivery) -> Published:
    """What the digest said, or its latest note."""
    figures = digest.about.get("restated") or digest.about["figures"]
    return Published(figures, digest.about.get("restated_targets", digest.about.get("targets")))  # type: ignore[arg-type]


def _again(occasion: Occasion, digest: Delivery, period: Period) -> TeamWeek | None:
    session, workspace, now = occasion.session, occasion.workspace, occasion.now
    if occasion.person is not None:
        absent = digest.about.get(FOR)
        manager = session.get(Person, (workspace.workspace_id, str(absent))) if absent else occasion.person
        return None if manager is None else week_of_manager(session, workspace, manager, period, now)
    team = session.get(Team, (workspace.workspace_id, str(digest.about["team_id"])))
    return None if team is None else week_of_team(session, workspace, team, period, now)


def _language(occasion: Occasion, digest: Delivery) -> str:
    """That of the digest in whose thread it stands."""
    if occasion.person is not None:
        return occasion.language
    team = occasion.session.get(Team, (occasion.workspace.workspace_id, str(digest.about["team_id"])))
    return (team and team.language) or occasion.language


def _published(window: Window) -> list[Delivery]:
    recent = select(Delivery).where(
        Delivery.workspace_id == window.workspace.workspace_id,
        col(Delivery.cadence).in_((MANAGER, CHANNEL)),
        col(Delivery.state).in_(IN_SLACK),
        col(Delivery.finished_at) > window.now - CHANGES_ARE_TOLD_FOR - timedelta(days=1),
    )
    return list(window.session.exec(recent))


def _zone_of(window: Window, digest: Delivery) -> ZoneInfo:
    person = window.session.get(Person, (window.workspace.workspace_id, digest.recipient))
    return zone_named(person.zone if person else None, window.workspace.zone)


def _remember(occasion: Occasion, week: TeamWeek) -> None:
    occasion.remember(
        week=week.period.start.isoformat(),
        month=week.month.start.isoformat(),
        figures=week.figures(),
        targets=week.targets(),
    )


def _team(occasion: Occasion) -> Team | None:
    return occasion.session.get(Team, (occasion.workspace.workspace_id, str(occasion.about["team_id"])))


def _day_of(slot: str) -> date:
    return date.fromisoformat(slot.partition(":")[0])


CADENCES = (
    Cadence(
        MANAGER,
        to_managers,
        to_manager,
        useful_for=timedelta(days=3),
        only_reads=True,
        when="Monday 08:30 or as an admin set, own zone",
        to="everybody below whom somebody sells; while they are away, who stands in",
    ),
    Cadence(
        CHANNEL,
        to_team_channels(when_channels_get_it, PREFERENCE),
        to_channel,
        useful_for=timedelta(days=2),
        only_reads=True,
        when="Monday 09:00 or half an hour after that of managers, the team's zone",
        to="the channel of each team that has one, when somebody in it logged or won something in the week",
    ),
    Cadence(
        RESTATED,
        changed_digests,
        what_changed,
        useful_for=timedelta(hours=20),
        when="16:00, when a published digest would say something else by now",
        to="the thread of that digest",
    ),
)
