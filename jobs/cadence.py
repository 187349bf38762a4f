"""A cadence: what comes by itself, to whom, when, and with what words.

    REVIEW_PROMPT = Cadence(
        key="review.prompt",
        due=to_people(monthly(1, time(9)), audience=reps_who_review, preference="review"),
        compose=review_prompt,
        when="09:00 on the first working day of the month",
        to="each rep who worked in the month before",
    )

`due` names who should get one; the ledger sees to it that each gets it once. `compose` is called at the moment of
sending: None means there is nothing to say after all. Both run inside a short transaction, and send nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from messages.blocks import Message
from models.delivery.planning import Due, due_by_recurrence
from models.delivery.preferences import all_preferences
from models.delivery.records import Delivery, DeliveryPreference
from models.delivery.recurrence import Recurrence, WorksOn
from models.maturity.practice import chosen_of
from models.maturity.recommended import PROMPTS
from models.team.calendar import Calendar, calendar_of_team, calendars_of
from models.team.enrolment import comes_in
from models.team.records import Person, Team
from models.workspace.records import Workspace
from models.workspace.secrets import Secrets
from models.zones import zone_named


@dataclass(frozen=True)
class Window:
    """A stretch of time in one workspace: who is due after `since` and not after `now`?"""

    session: Session
    workspace: Workspace
    since: datetime
    now: datetime
    left_out: frozenset[str] = frozenset()
    """Ids of people with whom something is wrong: as if Slack could not reach them."""
    is_ahead: bool = False
    """It is not over yet: who will be due in it, as far as can be known at its start. Too many may be named, never too few."""

    def without(self, people: Iterable[str]) -> "Window":
        """The same stretch of time without these people."""
        return replace(self, left_out=frozenset(people))

    def ahead_to(self, until: datetime) -> "Window":
        """From its end to just before `until`, which is not past a midnight: with the same people and wishes."""
        ahead = replace(self, since=self.now, now=until - timedelta(microseconds=1), is_ahead=True)
        vars(ahead).update({name: vars(self)[name] for name in _KEPT if name in vars(self)})
        return ahead

    @property
    def moment(self) -> datetime:
        """The instant at which something has not begun yet, or is not too long ago: the start of one that looks ahead."""
        return self.since if self.is_ahead else self.now

    @cached_property
    def today(self) -> date:
        """The day where the workspace is: by it is decided who is at work, and who is whose manager."""
        return self.now.astimezone(zone_named(self.workspace.zone)).date()

    @cached_property
    def people(self) -> list[Person]:
        """Everybody whom Slack can reach, by id."""
        reachable = select(Person).where(
            Person.workspace_id == self.workspace.workspace_id, col(Person.slack_user_id).is_not(None)
        )
        found = self.session.exec(reachable.order_by(col(Person.id)))
        here = [person for person in found if comes_in(self.workspace, person.standing)]
        return [person for person in here if person.id not in self.left_out]

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        """Their working calendars, by person id."""
        return calendars_of(self.session, self.workspace, self.people)

    @cached_property
    def switched_off(self) -> frozenset[str]:
        """What a leader does not want to come by itself; a person with a wish of their own gets it all the same."""
        return frozenset(PROMPTS) - set(chosen_of(self.session, self.workspace.workspace_id).prompts)

    @cached_property
    def wishes(self) -> dict[tuple[str, str], DeliveryPreference]:
        """Every wish about a message, by (person id, cadence)."""
        return all_preferences(self.session, self.workspace.workspace_id)

    def wish_of(self, person: Person, cadence: str) -> DeliveryPreference | None:
        """What the person asked about this cadence; None: nothing."""
        return self.wishes.get((person.id, cadence))

    def zone_of(self, person: Person) -> ZoneInfo:
        """The person's time zone; the workspace's when theirs is unknown."""
        return zone_named(person.zone, self.workspace.zone)

    def works_on(self, person: Person) -> WorksOn:
        """Whether the person works (also half) on a day."""
        return lambda day: self.calendars[person.id].works_on(day) > 0

    def team_works_on(self, team: Team) -> WorksOn:
        """Whether a day is a working one where the team is. Looked up when a day comes into question, which is seldom."""
        calendar = cache(lambda: calendar_of_team(self.session, self.workspace, team.id))
        return lambda day: calendar().works_on(day) > 0


@dataclass(frozen=True)
class Occasion:
    """One delivery, at the moment of sending: for whom, for which slot, about what."""

    session: Session
    workspace: Workspace
    delivery: Delivery
    now: datetime
    person: Person | None = None
    """None for a message to a channel."""
    secrets: Secrets | None = None
    """Opens what is sealed; None where the clock runs without a key."""

    @property
    def slot(self) -> str:
        """The slot of the delivery; with a rhythm, the local date it is for (ISO 8601)."""
        return self.delivery.slot

    @property
    def about(self) -> dict[str, Any]:
        """What `due` gave with it, and what `compose` wants to remember (it is stored with the delivery)."""
        return self.delivery.about

    @property
    def language(self) -> str:
        """The recipient's language."""
        return (self.person and self.person.language) or self.workspace.language

    @property
    def zone(self) -> ZoneInfo:
        """The recipient's time zone."""
        return zone_named(self.person.zone if self.person else None, self.workspace.zone)

    @property
    def today(self) -> date:
        """The date where the recipient is."""
        return self.now.astimezone(self.zone).date()

    def remember(self, **facts: Any) -> None:
        """Keep facts (JSON) with the delivery, for instance the figures that were published."""
        self.delivery.about = {**self.delivery.about, **facts}


_KEPT = ("people", "calendars", "switched_off", "wishes")
"""What a window has asked the database, and is the same at each instant of a day."""
WhoIsDue: TypeAlias = Callable[[Window], Iterable[Due]]
Audience: TypeAlias = Callable[[Window], Iterable[Person]]
RecurrenceOf: TypeAlias = Callable[[Window], Recurrence]
"""For what comes on a day and at a time that an admin sets."""


def nobody(_: Window) -> Iterable[Due]:
    """For what comes from the outbox alone."""
    return ()


@dataclass(frozen=True)
class Cadence:
    """One row of the schedule."""

    key: str
    due: WhoIsDue
    compose: Callable[[Occasion], Message | None]
    useful_for: timedelta = timedelta(days=2)
    """What could not go out within this long after it was due is recorded as missed or expired."""
    only_reads: bool = field(default=False, kw_only=True)
    """`compose` only remembers: its words are found before the claim, while others may write."""
    when: str = field(default="", kw_only=True)
    """In words, for the table in `docs/how-it-works.md`: at what wall time of the recipient, on which days."""
    to: str = field(default="", kw_only=True)
    """In words, for the same table: who gets it."""


def to_people(recurrence: Recurrence | RecurrenceOf, audience: Audience, preference: str) -> WhoIsDue:
    """Everybody in the audience at the rhythm's wall time in their own zone.

    Days off, joining and leaving, and the person's wishes about the cadence named `preference` are seen to.
    """

    def due(window: Window) -> Iterator[Due]:
        its = recurrence if isinstance(recurrence, Recurrence) else recurrence(window)
        for person in audience(window):
            wish = window.wish_of(person, preference)
            if wish is None and preference in window.switched_off:
                continue
            yield from due_by_recurrence(
                person.id,
                its,
                window.zone_of(person),
                window.works_on(person),
                max(window.since, person.created_at),
                window.now,
                wish,
            )

    return due


def to_team_channels(recurrence: Recurrence | RecurrenceOf, preference: str) -> WhoIsDue:
    """Every team that has a channel, at the rhythm's wall time in the team's zone, on the working days of its own country.

    None when a leader switched off what is named `preference`.
    """

    def due(window: Window) -> Iterator[Due]:
        if preference in window.switched_off:
            return
        workspace = window.workspace
        with_channel = select(Team).where(
            Team.workspace_id == workspace.workspace_id, col(Team.channel_id).is_not(None)
        )
        its = recurrence if isinstance(recurrence, Recurrence) else recurrence(window)
        for team in window.session.exec(with_channel.order_by(col(Team.id))):
            zone = zone_named(team.zone, workspace.zone)
            for found in due_by_recurrence(
                f"channel:{team.channel_id}", its, zone, window.team_works_on(team), window.since, window.now
            ):
                yield Due(
                    found.recipient, f"{found.slot}:{team.id[-12:]}", found.at, {"team_id": team.id, "day": found.slot}
                )

    return due


def at_instants(
    occasions: Callable[[Window], Iterable[tuple[Person, str, datetime, dict[str, Any]]]], preference: str
) -> WhoIsDue:
    """What is due at instants of its own (a day before a talk): (person, slot, instant, about).

    `occasions` may name more than is due; only what lies in the window counts. The slot names what it is
    about, for instance `session id@2026-11-26T14:00`, so that a moved talk gets a new message. Quiet hours apply.
    """

    def due(window: Window) -> Iterator[Due]:
        for person, slot, at, about in occasions(window):
            asked = window.wish_of(person, preference)
            is_off = asked.is_off if asked is not None else preference in window.switched_off
            if (
                window.since < at <= window.now
                and not is_off
                and window.calendars[person.id].is_with_us(at.astimezone(window.zone_of(person)).date())
            ):
                yield Due(person.id, slot, at, about, at_own_time=False)

    return due
