"""What we say about people and teams."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import slackblocks as sb

from messages.blocks import Json, Message, button, buttons, divider, fields, rendered, section, small
from messages.words import Words, words
from models.team.compared import Question

MORE = "team.more"
SAME = "team.same"
TWO = "team.two"
UNDO = "team.undo"
QUESTIONS = "team.questions"
UNDO_MOVE = "team.undo_move"
UNDO_LEAVING = "team.undo_leaving"
LISTED = 15
ASKED_AT_ONCE = 5
"""Questions in one message; each takes up to four blocks."""


@dataclass(frozen=True)
class Member:
    """A person as the roster shows them."""

    name: str
    slack_user_id: str | None = None
    sales_role: str | None = None
    team: str | None = None
    manager: str | None = None
    access: Sequence[str] = field(default_factory=tuple)
    zone: str | None = None
    working_days: str = "1111100"
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class PlaceChange:
    """One thing that holds from a day on: `what` is its column, `was` and `now` what people call it."""

    what: str
    was: str | None
    now: str | None


@dataclass(frozen=True)
class Moved:
    """A change that holds from a day on."""

    id: str
    changes: Sequence[PlaceChange]
    from_day: date | None = None
    """None: since ever."""
    months: Sequence[date] = ()
    """The first days of the months that are over, or running, and have other figures now."""
    is_today: bool = False


def added(language: str, member: Member) -> Message:
    """Somebody is on the roster now."""
    return _about(language, "team.added", member)


def changed(language: str, member: Member, moved: Moved | None = None) -> Message:
    """What is known of somebody was changed; from when it holds, and one tap that takes it back."""
    message = _about(language, "team.changed", member)
    if moved is None or moved.from_day is None:
        return message
    say = words(language)
    text = say("team.moved", name=member.name, moved=moved)
    note = say("team.restates", months=moved.months) if moved.months else say("team.stays_until", moved=moved)
    undo = button(say.bare("team.undo_move"), UNDO_MOVE, moved.id)
    return Message(text, rendered(section(text, button=undo), small(note), section(say("team.member", member=member))))


def move_undone(language: str, member: Member, moved: Moved) -> Message:
    """The change was taken back."""
    say = words(language)
    text = say("team.move_taken_back", name=member.name, moved=moved)
    parts = [section(text), small(say("team.restates", months=moved.months)) if moved.months else None]
    return Message(text, rendered(*parts, section(say("team.member", member=member))))


def ended(
    language: str,
    member: Member,
    moved_up: Sequence[str],
    manager: str | None,
    later: date | None = None,
    undo: str | None = None,
) -> Message:
    """Somebody leaves; `moved_up` report to `manager` from now on, or from a `later` day. `undo`: what its button carries."""
    say = words(language)
    text = say("team.ended", member=member)
    moved = say("team.moved_up", names=moved_up, manager=manager, later=later) if moved_up else None
    take_back = button(say.bare("team.undo_move"), UNDO_LEAVING, undo) if undo else None
    told = say("team.told_what_is_open", manager=manager) if manager else None
    lines = [small(one) for one in (moved, told) if one]
    return Message(text, rendered(section(text, button=take_back), *lines))


def stays(language: str, member: Member) -> Message:
    """The last day was taken back."""
    text = words(language)("team.stays", member=member)
    return Message(text, rendered(section(text)))


def roster(
    language: str, members: Sequence[Member], first: int = 0, can_change: bool = False, questions: int = 0
) -> Message:
    """The people by team, from place `first` on; `questions`: how many wait for an answer, for who may give it."""
    say = words(language)
    if not members:
        text = say("team.nobody")
        return Message(text, rendered(section(text)))
    title = say("team.title", count=len(members))
    blocks: list[Json] = rendered(section(title))
    if questions:
        look = button(say.bare("team.look_at_questions"), QUESTIONS)
        blocks += rendered(section(say("team.questions_wait", count=questions), button=look))
    team: str | None = ""
    for member in members[first : first + LISTED]:
        if member.team != team:
            team = member.team
            blocks += rendered(divider(), section(say("team.team_line", team=team)))
        blocks += rendered(section(say("team.member", member=member)))
    left = len(members) - first - LISTED
    if left > 0:
        more = button(say.bare("team.more", count=left), MORE, str(first + LISTED))
        blocks += rendered(section(say("team.and_more", count=left), button=more))
    blocks += rendered(small(say("team.how_to_change" if can_change else "team.who_changes")))
    return Message(title, blocks)


def asked(language: str, questions: Sequence[Question]) -> Message:
    """For whoever may decide: are these two one person? With what each has."""
    say = words(language)
    if not questions:
        text = say("team.no_questions")
        return Message(text, rendered(section(text)))
    shown = questions[:ASKED_AT_ONCE]
    text = say("team.asked", question=shown[0])
    blocks = [block for question in shown for block in _question(say, question)]
    left = len(questions) - len(shown)
    return Message(text, rendered(*blocks, small(say("team.and_more", count=left)) if left else None))


def decided(language: str, proposal_id: str, is_same: bool, name: str, other: str, moved: tuple[int, int]) -> Message:
    """They are one, with how many entries and deals (`moved`) went along, or two; one tap takes it back."""
    say = words(language)
    entries, deals = moved
    key = "team.are_one" if is_same else "team.are_two"
    text = say(key, name=name, other=other, entries=entries, deals=deals)
    return Message(text, rendered(section(text, button=button(say.bare("team.undo_it"), UNDO, proposal_id))))


def asked_again(language: str, question: Question) -> Message:
    """What was decided is undone: the question stands again."""
    say = words(language)
    text = say("team.undone")
    return Message(text, rendered(section(text), *_question(say, question)))


def email_taken(language: str) -> Message:
    """For somebody new whose address is on the roster: the admins have been asked."""
    text = words(language)("team.email_taken")
    return Message(text, rendered(section(text)))


def help_text(language: str) -> Message:
    """How to use `/team`."""
    text = words(language)("team.help")
    return Message(text, rendered(section(text)))


def _about(language: str, key: str, member: Member) -> Message:
    say = words(language)
    text = say(key, member=member)
    return Message(text, rendered(section(text), section(say("team.member", member=member))))


def _question(say: Words, question: Question) -> list[sb.Block]:
    return [
        section(say("team.asked", question=question)),
        fields([say("team.side_new", side=question.person), say("team.side_known", side=question.other)]),
        buttons(
            button(say.bare("team.same_person"), f"{SAME}:{question.id}", question.id, style="primary"),
            button(say.bare("team.two_people"), f"{TWO}:{question.id}", question.id),
        ),
    ]
