"""Monthly reviews: the prompt on the first working day, what waits for the manager, reminders, and what was missed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from jobs.cadence import Cadence, Occasion, Window, to_people
from jobs.prompts.deputy import FOR, said_so, slot_for, stand_in, whose
from jobs.prompts.review_turns import manager_above, named_before, reviewer, waiting_reviews, whose_turn
from messages.blocks import Message
from messages.reviews import prompts as messages
from messages.reviews.overview import WRITE, Line
from models.delivery.occurrence import instant_of
from models.delivery.planning import Due
from models.delivery.preferences import preference_of
from models.delivery.queries import delivery_with
from models.delivery.records import DeliveryState
from models.delivery.recurrence import monthly
from models.maturity.practice import chosen_of
from models.maturity.recommended import Depth
from models.reviews.actions import open_review
from models.reviews.due import has_month_to_review
from models.reviews.month import figures_of_month
from models.reviews.promised import promised_of
from models.reviews.queries import month_to_review, rep_of, self_review_until
from models.reviews.records import Asks, ReviewState
from models.reviews.turns import MISSED_AFTER, REMINDERS_AFTER, Turn, is_missed, reminder_due
from models.team.deputy import will_write
from models.team.records import Person

PREFERENCE = "review"
PROMPT, TO_WRITE, REMINDER, MISSED = "review.prompt", "review.write", "review.reminder", "review.missed"
MORNING = time(9)
FIRST_OF_MONTH = monthly(1, MORNING)


def reps_to_ask(window: Window) -> Iterator[Due]:
    """Every rep who worked in the month before, on their first working day of this one."""
    people = {person.id: person for person in window.people if person.is_rep}
    for due in to_people(FIRST_OF_MONTH, lambda _: people.values(), PREFERENCE)(window):
        month = month_to_review(date.fromisoformat(due.slot))
        if has_month_to_review(people[due.recipient], window.calendars[due.recipient], month):
            yield due


def prompt(occasion: Occasion) -> Message | None:
    """Opens the review; None when it was handed in already."""
    session, workspace, person = occasion.session, occasion.workspace, occasion.person
    assert person is not None
    month = month_to_review(date.fromisoformat(occasion.slot))
    depth = chosen_of(session, workspace.workspace_id).depth
    asks = Asks.SHORT if depth is Depth.SHORT else Asks.FULL
    review = open_review(session, person, month.start, occasion.today, asks)
    if review.state != ReviewState.OPEN:
        return None
    until = self_review_until(session, review)
    writer = will_write(session, workspace, person, occasion.today, until)
    figures = figures_of_month(session, workspace, person, review.month, occasion.now)
    return messages.prompt(
        occasion.language,
        review.id,
        review.month,
        until,
        writer.name if writer else "",
        figures,
        promised_of(session, review, figures),
        is_short=review.asks == Asks.ONE,
    )


def managers_to_tell(window: Window) -> Iterator[Due]:
    """Each manager on the morning after a self-review came in, or on the morning of the deadline without one."""
    for review, waiting in waiting_reviews(window, Turn.WRITE):
        manager = reviewer(window, review)
        if manager is not None:
            own = window.calendars[manager.id]
            after = 0 if review.state == ReviewState.OPEN else 1
            day = waiting.since + timedelta(days=after)
            deputy = stand_in(window, manager, day)
            if deputy is None:
                yield from _morning(window, manager, own.next_working_day(day))
            else:
                yield from _for_absent(window, manager, deputy, day)


def to_write(occasion: Occasion) -> Message | None:
    """The reviews that wait for this manager; None when all of them were named in an earlier message."""
    lines = _lines_to_write(occasion, reminding=False)
    if not {line.review_id for line in lines} - named_before(occasion, TO_WRITE):
        return None
    occasion.remember(reviews=[line.review_id for line in lines])
    return said_so(occasion, messages.to_write(occasion.language, lines))


def whom_to_remind(window: Window) -> Iterator[Due]:
    """Whoever's turn it is, two and four working days after it began; one message a day for all that waits."""
    for review, waiting in waiting_reviews(window):
        person = whose_turn(window, review, waiting)
        if person is not None:
            for days in REMINDERS_AFTER:
                day = window.calendars[person.id].working_days_after(waiting.since, days)
                yield from _morning(window, person, day)


def reminder(occasion: Occasion) -> Message | None:
    """What still waits for this person; None when they have done it all."""
    person = occasion.person
    assert person is not None
    own = next(_own_reminders(occasion), None)
    lines = _lines_to_write(occasion, reminding=True)
    if not lines or _all_told_today(occasion):
        return own
    write = messages.to_write(occasion.language, lines, again=True)
    return Message(own.text, [*own.blocks, *write.blocks]) if own else write


def managers_above(window: Window) -> Iterator[Due]:
    """The manager of a manager who has not shared a review five working days after their turn began."""
    for review, waiting in waiting_reviews(window, Turn.WRITE):
        manager = reviewer(window, review)
        above = manager_above(window, review, manager) if manager and review.missed_on is None else None
        if manager is not None and above is not None:
            day = window.calendars[manager.id].working_days_after(waiting.since, MISSED_AFTER)
            yield from _morning(window, above, window.calendars[above.id].next_working_day(day))


def missed(occasion: Occasion) -> Message | None:
    """The reviews below this person that were not written in time; each is told once."""
    window = Window(occasion.session, occasion.workspace, occasion.now, occasion.now)
    told = []
    for review, waiting in waiting_reviews(window, Turn.WRITE):
        manager = reviewer(window, review)
        if manager is None or review.missed_on is not None or manager_above(window, review, manager) != occasion.person:
            continue
        if is_missed(waiting, occasion.today, window.calendars[manager.id].working_days_after):
            review.missed_on = occasion.today
            told.append((rep_of(occasion.session, review).name, manager.name, review.month))
    return messages.missed(occasion.language, told) if told else None


def _morning(window: Window, person: Person, day: date) -> Iterator[Due]:
    """A delivery at 09:00 of the person's day, when that lies in the window; the day is its slot."""
    at = instant_of(day, MORNING, window.zone_of(person))
    if window.since < at <= window.now:
        yield Due(person.id, day.isoformat(), at)


def _for_absent(window: Window, manager: Person, deputy: Person, day: date) -> Iterator[Due]:
    """The same for who stands in on that day."""
    for due in _morning(window, deputy, day):
        yield replace(due, slot=slot_for(due.slot, manager), about={FOR: manager.id})


def _lines_to_write(occasion: Occasion, *, reminding: bool) -> list[Line]:
    window = Window(occasion.session, occasion.workspace, occasion.now, occasion.now)
    lines = []
    for review, waiting in waiting_reviews(window, Turn.WRITE):
        manager = reviewer(window, review)
        if manager is None or manager != whose(occasion):
            continue
        own_days = window.calendars[manager.id].working_days_after
        if reminding and reminder_due(waiting, occasion.today, own_days) is None:
            continue
        standing = "open" if review.reflected_on is None else ReviewState.REFLECTED.value
        name = rep_of(occasion.session, review).name
        lines.append(Line(name, review.month, standing, review.id, WRITE))
    return lines


def _own_reminders(occasion: Occasion) -> Iterator[Message]:
    window = Window(occasion.session, occasion.workspace, occasion.now, occasion.now)
    for review, waiting in waiting_reviews(window):
        if occasion.person is None or review.person_id != occasion.person.id:
            continue
        own_days = window.calendars[review.person_id].working_days_after
        if reminder_due(waiting, occasion.today, own_days) is None:
            continue
        if waiting.turn is Turn.REFLECT:
            preference = preference_of(occasion.session, occasion.person, PREFERENCE)
            if preference.snoozed_until is not None and preference.snoozed_until > occasion.today:
                continue
            deadline = self_review_until(occasion.session, review)
            yield messages.remind_reflect(occasion.language, review.id, review.month, deadline)
        elif waiting.turn is Turn.SIGN:
            yield messages.remind_sign(occasion.language, review.id, review.month)


def _all_told_today(occasion: Occasion) -> bool:
    """Whether the message that names all that wait went out today, or is about to: no second one a second later."""
    workspace_id, recipient = occasion.workspace.workspace_id, occasion.delivery.recipient
    other = delivery_with(occasion.session, workspace_id, recipient, TO_WRITE, occasion.slot)
    if other is None or other.state in (DeliveryState.EXPIRED, DeliveryState.FAILED, DeliveryState.MISSED):
        return False
    if other.state != DeliveryState.PENDING:
        return True
    waiting = {line.review_id for line in _lines_to_write(occasion, reminding=False)}
    return bool(waiting - named_before(occasion, TO_WRITE))


CADENCES = (
    Cadence(
        PROMPT,
        reps_to_ask,
        prompt,
        useful_for=timedelta(days=14),
        when="09:00 on the first working day of the month",
        to="each rep who worked in the month before",
    ),
    Cadence(
        TO_WRITE,
        managers_to_tell,
        to_write,
        useful_for=timedelta(days=7),
        when="when a self-review came in, or at 09:00 on its deadline without one",
        to="the manager who writes the other half; while they are away, who stands in",
    ),
    Cadence(
        REMINDER,
        whom_to_remind,
        reminder,
        useful_for=timedelta(days=2),
        when="09:00, two and four working days after a turn began",
        to="whoever's turn the review is",
    ),
    Cadence(
        MISSED,
        managers_above,
        missed,
        useful_for=timedelta(days=14),
        when="09:00, five working days after the manager's turn began",
        to="the manager's manager",
    ),
)
