"""What comes by itself about reviews: the question, what waits for the manager, reminders, and what was missed."""

from collections.abc import Sequence
from datetime import date

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.delivery import snooze_row
from messages.month_figures import figures_section
from messages.reviews.overview import MOST_LINES, READ, REFLECT, TALK, WRITE, Line, more
from messages.reviews.text import month_name, promised_blocks
from messages.words import words
from models.reviews.figures import MonthFigures
from models.reviews.promised import Promised


def prompt(
    language: str,
    review_id: str,
    month: date,
    deadline: date,
    manager: str,
    figures: MonthFigures,
    promised: Promised | None = None,
    *,
    is_short: bool = False,
) -> Message:
    """The first working day: what was committed to, the month's numbers, and look back, now or later."""
    say = words(language)
    name = month_name(language, month)
    short = say("reviews.prompt_short", month_name=name, manager=manager) if is_short else ""
    text = short or say("reviews.prompt", month_name=name)
    start = button(say.bare("reviews.start"), REFLECT, review_id, style="primary")
    one_by_one = button(say.bare("reviews.one_by_one"), TALK, review_id)
    return Message(
        text,
        rendered(
            section(text),
            *promised_blocks(say, promised),
            figures_section(say, figures, name),
            buttons(start, one_by_one),
            small(say("reviews.prompt_deadline", deadline=deadline, manager=manager)),
            snooze_row(language, "review"),
        ),
    )


def to_write(language: str, waiting: Sequence[Line], *, again: bool = False) -> Message:
    """To the manager: these reviews wait for you. `again`: they have been waiting for some days."""
    say = words(language)
    text = say("reviews.remind_write" if again else "reviews.to_write", count=len(waiting))
    lines = [
        section(
            say(
                "reviews.to_write_line",
                rep=line.name,
                month_name=month_name(language, line.month),
                reflected=line.standing != "open",
            ),
            button=button(say.bare("reviews.write"), WRITE, line.review_id),
        )
        for line in waiting[:MOST_LINES]
    ]
    return Message(text, rendered(section(text), *lines, more(say, len(waiting))))


def remind_reflect(language: str, review_id: str, month: date, deadline: date) -> Message:
    """To the rep: the self-review is still open."""
    say = words(language)
    text = say("reviews.remind_reflect", month_name=month_name(language, month), deadline=deadline)
    start = button(say.bare("reviews.start"), REFLECT, review_id, style="primary")
    one_by_one = button(say.bare("reviews.one_by_one"), TALK, review_id)
    return Message(text, rendered(section(text), buttons(start, one_by_one)))


def remind_sign(language: str, review_id: str, month: date) -> Message:
    """To the rep: the review waits for a signature."""
    say = words(language)
    text = say("reviews.remind_sign", month_name=month_name(language, month))
    open_it = button(say.bare("reviews.read"), READ, review_id, style="primary")
    return Message(text, rendered(section(text, button=open_it)))


def missed(language: str, reviews: Sequence[tuple[str, str, date]]) -> Message:
    """To the manager's manager: reviews that were not written in time, as (rep, manager, month)."""
    say = words(language)
    text = say("reviews.missed", count=len(reviews))
    lines = "\n".join(
        "• " + say("reviews.missed_line", rep=rep, manager=manager, month_name=month_name(language, month))
        for rep, manager, month in reviews[:MOST_LINES]
    )
    hint = small(say("reviews.missed_hint"))
    return Message(text, rendered(section(text), section(lines), more(say, len(reviews)), hint))
