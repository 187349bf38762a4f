"""What we say about people and teams."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from messages.blocks import Json, Message, button, divider, rendered, section, small
from messages.words import words

MORE = "team.more"
LISTED = 15


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


def added(language: str, member: Member) -> Message:
    """Somebody is on the roster now."""
    return _about(language, "team.added", member)


def changed(language: str, member: Member) -> Message:
    """What is known of somebody was changed."""
    return _about(language, "team.changed", member)


def ended(language: str, member: Member, moved_up: Sequence[str], manager: str | None) -> Message:
    """Somebody leaves; `moved_up` report to `manager` from now on."""
    say = words(language)
    text = say("team.ended", member=member)
    moved = say("team.moved_up", names=moved_up, manager=manager) if moved_up else None
    return Message(text, rendered(section(text), small(moved) if moved else None))


def roster(language: str, members: Sequence[Member], first: int = 0, can_change: bool = False) -> Message:
    """The people by team, from place `first` on."""
    say = words(language)
    if not members:
        text = say("team.nobody")
        return Message(text, rendered(section(text)))
    title = say("team.title", count=len(members))
    blocks: list[Json] = rendered(section(title))
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


def help_text(language: str) -> Message:
    """How to use `/team`."""
    text = words(language)("team.help")
    return Message(text, rendered(section(text)))


def _about(language: str, key: str, member: Member) -> Message:
    say = words(language)
    text = say(key, member=member)
    return Message(text, rendered(section(text), section(say("team.member", member=member))))
