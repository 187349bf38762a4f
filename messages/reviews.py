"""What we say about monthly reviews: the prompt, what both see, reminders and the overview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import slackblocks as sb

from messages.blocks import Message, button, buttons, choice, divider, header, rendered, section, small
from messages.delivery import snooze_row
from messages.long_text import sections
from messages.month_figures import figures_section, kpi_name
from messages.words import Words, words
from models.reviews.figures import MonthFigures

REFLECT = "reviews.reflect"
WRITE = "reviews.write"
SHARE = "reviews.share"
SIGN = "reviews.sign"
DISAGREE = "reviews.disagree"
READ = "reviews.read"

MOST_LINES = 20


@dataclass(frozen=True)
class Shown:
    """A review as both see it. It has no place for private notes."""

    id: str
    rep: str
    month: date
    state: str
    went_well: str = ""
    in_the_way: str = ""
    self_rating: int | None = None
    help_needed: str = ""
    commitment: str = ""
    commitment_kpi: str | None = None
    commitment_by: date | None = None
    manager: str = ""
    rating: int | None = None
    comment: str = ""
    strengths: str = ""
    focus: str = ""
    agreed: str = ""
    figures: MonthFigures | None = None
    answer: str = ""
    closed_on: date | None = None


@dataclass(frozen=True)
class Line:
    """A review as one line of an overview: whose, how it stands, and what one can do with it."""

    name: str
    month: date
    standing: str
    """`none`, `not_due`, a review's state, or `drafted_by_you`."""
    review_id: str = ""
    action: str = ""
    """`REFLECT`, `WRITE` or `READ`; empty: nothing to do."""
    is_missed: bool = False


def month_name(language: str, month: date) -> str:
    """`October 2026`."""
    return words(language).bare("reviews.month", value=month)


def prompt(
    language: str,
    review_id: str,
    month: date,
    deadline: date,
    manager: str,
    figures: MonthFigures,
) -> Message:
    """The first working day: look back, now or later."""
    say = words(language)
    name = month_name(language, month)
    text = say("reviews.prompt", month_name=name)
    start = button(say.bare("reviews.start"), REFLECT, review_id, style="primary")
    return Message(
        text,
        rendered(
            section(text),
            figures_section(say, figures, name),
            buttons(start),
            small(say("reviews.prompt_deadline", deadline=deadline, manager=manager)),
            snooze_row(language, "review"),
        ),
    )


def handed_in(language: str, review: Shown, manager: str) -> Message:
    """The self-review is stored."""
    say = words(language)
    text = say("reviews.handed_in", month_name=month_name(language, review.month), manager=manager)
    change = button(say.bare("reviews.change"), REFLECT, review.id)
    committed = say("reviews.you_committed", commitment=review.commitment, by=review.commitment_by)
    return Message(text, rendered(section(text, button=change), *sections(committed)))


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
    return Message(text, rendered(section(text), *lines, _more(say, len(waiting))))


def preview(language: str, review: Shown, rep_language: str) -> Message:
    """To the manager alone: exactly what the rep will see, in the rep's language, and the button that shows it."""
    say = words(language)
    text = say("reviews.preview", rep=review.rep)
    return Message(
        text,
        rendered(
            section(text),
            divider(),
            *what_both_see(rep_language, review),
            divider(),
            buttons(
                button(say.bare("reviews.share", rep=review.rep), SHARE, review.id, style="primary"),
                button(say.bare("reviews.change"), WRITE, review.id),
            ),
        ),
    )


def shared_now(language: str, review: Shown) -> Message:
    """To the manager: the rep can read it now."""
    text = words(language)(
        "reviews.shared_now", rep=review.rep, month_name=month_name(language, review.month)
    )
    return Message(text, rendered(section(text)))


def shared(language: str, review: Shown) -> Message:
    """To the rep: the whole review, to sign or to disagree with."""
    say = words(language)
    text = say("reviews.shared", manager=review.manager, month_name=month_name(language, review.month))
    return Message(text, rendered(section(text), *what_both_see(language, review), *_to_sign(say, review)))


def read(language: str, review: Shown, *, by_rep: bool) -> Message:
    """A review, read again; a rep who has not signed yet can do so here."""
    say = words(language)
    name = month_name(language, review.month)
    text = say.bare("reviews.title", rep=review.rep, month_name=name)
    standing = say("reviews.state_line", state=review.state, day=review.closed_on)
    foot = (
        _to_sign(say, review)
        if by_rep and review.state == "shared"
        else [small(standing)]
        if standing
        else []
    )
    return Message(text, rendered(*what_both_see(language, review), *foot))


def what_both_see(language: str, review: Shown) -> list[sb.Block]:
    """The review itself: the same blocks in the preview, for the rep, and whenever it is read again."""
    say = words(language)
    name = month_name(language, review.month)
    blocks = [header(say.bare("reviews.title", rep=review.rep, month_name=name))]
    if review.figures is not None:
        blocks.append(figures_section(say, review.figures, name))
    blocks += what_the_rep_wrote(say, review)
    if review.rating is not None:
        blocks.append(section(say("reviews.by_manager", manager=review.manager)))
        blocks += _said(say, "rating", say.bare("reviews.rating_word", rating=review.rating))
        for part in ("comment", "strengths", "focus", "agreed"):
            blocks += _said(say, part, getattr(review, part))
    if review.answer:
        label = say.bare("reviews.said_answer", rep=review.rep)
        blocks += sections(say("reviews.said", label=label, text=review.answer))
    return blocks


def what_the_rep_wrote(say: Words, review: Shown) -> list[sb.Block]:
    """The self-review, or that there is none."""
    blocks = [section(say("reviews.by_self", rep=review.rep))]
    if review.self_rating is None:
        return [*blocks, section(say("reviews.no_self_review"))]
    blocks += _said(say, "went_well", review.went_well)
    blocks += _said(say, "in_the_way", review.in_the_way)
    blocks += _said(say, "self_rating", say.bare("reviews.rating_word", rating=review.self_rating))
    blocks += _said(say, "help", review.help_needed)
    blocks += _said(say, "commitment", review.commitment)
    kpi = kpi_name(say, review.commitment_kpi) if review.commitment_kpi else ""
    return [*blocks, small(say("reviews.commitment_details", kpi=kpi, by=review.commitment_by))]


def signed_now(language: str, review: Shown) -> Message:
    """To the rep: signed, and frozen."""
    text = words(language)("reviews.signed_now", month_name=month_name(language, review.month))
    return Message(text, rendered(section(text)))


def disagreed_now(language: str, review: Shown) -> Message:
    """To the rep: their view stands beside the review."""
    name = month_name(language, review.month)
    text = words(language)("reviews.disagreed_now", month_name=name, manager=review.manager)
    return Message(text, rendered(section(text)))


def was_answered(language: str, review: Shown) -> Message:
    """To the manager: the rep signed, or sees it differently."""
    say = words(language)
    key = "reviews.was_signed" if review.state == "signed" else "reviews.was_disagreed"
    text = say(key, rep=review.rep, month_name=month_name(language, review.month))
    label = say.bare("reviews.said_answer", rep=review.rep)
    answer = sections(say("reviews.said", label=label, text=review.answer)) if review.answer else []
    again = buttons(button(say.bare("reviews.read"), READ, review.id))
    return Message(text, rendered(section(text), *answer, again))


def remind_reflect(language: str, review_id: str, month: date, deadline: date) -> Message:
    """To the rep: the self-review is still open."""
    say = words(language)
    text = say("reviews.remind_reflect", month_name=month_name(language, month), deadline=deadline)
    start = button(say.bare("reviews.start"), REFLECT, review_id, style="primary")
    return Message(text, rendered(section(text, button=start)))


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
    return Message(text, rendered(section(text), section(lines), _more(say, len(reviews)), hint))


def overview(
    language: str,
    own: Sequence[Line],
    team: Sequence[Line],
    month: date,
    *,
    is_rep: bool,
    is_manager: bool,
    next_on: date | None,
) -> Message:
    """`/review`: one's own reviews, and those one writes."""
    say = words(language)
    blocks: list[sb.Block | None] = []
    if is_rep or not is_manager:
        title = say("reviews.own_title") if own else say("reviews.none_yet", day=next_on)
        blocks += [section(title), *(_own_line(say, line) for line in own)]
    if is_manager:
        blocks.append(section(say("reviews.team_title", month_name=month_name(language, month))))
        blocks += [_team_line(say, line) for line in team[:MOST_LINES]]
        blocks.append(_more(say, len(team)) if team else section(say("reviews.no_team")))
    text = say("reviews.own_title") if own or is_manager else say("reviews.none_yet", day=next_on)
    return Message(text, rendered(*blocks, small(say("reviews.help_how"))))


def reviews_of(language: str, rep: str, lines: Sequence[Line]) -> Message:
    """`/review @anna`: somebody's reviews, for who may read them."""
    say = words(language)
    if not lines:
        text = say("reviews.none_of", rep=rep)
        return Message(text, rendered(section(text)))
    text = say("reviews.person_title", rep=rep)
    return Message(text, rendered(section(text), *(_own_line(say, line) for line in lines)))


def help_text(language: str) -> Message:
    """`/review help`."""
    say = words(language)
    text = say("reviews.help")
    return Message(text, rendered(section(text), small(say("reviews.help_how"))))


def ratings(say: Words) -> list[sb.Option]:
    """The five ratings as options of a menu."""
    return [choice(say.bare("reviews.rating_word", rating=rating), str(rating)) for rating in range(1, 6)]


def _own_line(say: Words, line: Line) -> sb.Block:
    name = say.bare("reviews.month", value=line.month)
    standing = say("reviews.standing", state=line.standing)
    return section(say("reviews.own_line", month_name=name, standing=standing), button=_button(say, line))


def _team_line(say: Words, line: Line) -> sb.Block:
    standing = say("reviews.standing", state=line.standing)
    text = say("reviews.line", name=line.name, standing=standing, is_missed=line.is_missed)
    return section(text, button=_button(say, line))


def _button(say: Words, line: Line) -> sb.Element | None:
    texts = {REFLECT: "reviews.start", WRITE: "reviews.write", READ: "reviews.read"}
    return button(say.bare(texts[line.action]), line.action, line.review_id) if line.action else None


def _said(say: Words, part: str, text: str) -> list[sb.Block]:
    if not text:
        return []
    return sections(say("reviews.said", label=say.bare(f"reviews.said_{part}"), text=text))


def _to_sign(say: Words, review: Shown) -> list[sb.Block]:
    return [
        buttons(
            button(say.bare("reviews.sign"), SIGN, review.id, style="primary"),
            button(say.bare("reviews.disagree"), DISAGREE, review.id),
        ),
        small(say("reviews.sign_hint")),
    ]


def _more(say: Words, count: int) -> sb.Block | None:
    return small(say("reviews.more", count=count - MOST_LINES)) if count > MOST_LINES else None
