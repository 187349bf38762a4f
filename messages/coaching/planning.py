"""The plan of a month: with whom talks are missing, when the two could, and what was planned."""

from collections.abc import Sequence
from datetime import date, datetime

import slackblocks as sb

from messages.blocks import Message, button, buttons, rendered, section, small
from messages.coaching.parts import CALL_OFF_ALL, ICS, PLAN, TalkView, more
from messages.delivery import snooze_row
from messages.words import Words, words
from models.coaching.month_plan import RepToPlan
from models.zones import zone_named

MONTH = "coaching.month"
PLAN_AT = "coaching.plan_at"
PLAN_ALL = "coaching.plan_all"
OTHERS = "coaching.others"
IN_PLAN = ":month"
"""Behind `PLAN_AT` where it stands in the plan of the month, which is then shown anew."""

MOST_REPS = 10
MOST_LISTED = 8


def month_plan(
    language: str, month: date, reps: Sequence[RepToPlan], zone: str, *, done: str = "", by_itself: bool = False
) -> Message:
    """The talks that are missing, each with a moment to plan by one press. `done`: what was planned just now.

    `by_itself`: it comes unasked, and can be put off.
    """
    say = words(language)
    title = say("coaching.plan_prompt" if reps else "coaching.all_planned", month_name=_name(say, month))
    blocks: list[sb.Block | dict[str, object] | None] = [section(f"{done}\n{title}" if done else title)]
    for rep in reps[:MOST_REPS]:
        blocks += _rep(say, rep, zone)
    in_all = sum(rep.missing for rep in reps if rep.suggested)
    if in_all > 1:
        everything = button(say.bare("coaching.plan_all", count=in_all), PLAN_ALL, month.isoformat(), style="primary")
        blocks.append(buttons(everything))
    blocks += [more(say, len(reps), MOST_REPS), small(say("coaching.plan_hint")) if reps else None]
    blocks.append(snooze_row(language, "coaching") if by_itself else None)
    return Message(done or title, rendered(*blocks))


def others(language: str, rep: RepToPlan, moments: Sequence[datetime], zone: str) -> Message:
    """Other moments for a talk with one rep."""
    say = words(language)
    text = say("coaching.other_times", rep=rep.rep)
    offered = [
        button(say("coaching.plan_at", at=moment, zone=zone), f"{PLAN_AT}:{place}", value_of(rep, moment))
        for place, moment in enumerate(moments)
    ]
    still = button(say.bare("coaching.still_others"), OTHERS, value_of(rep, moments[-1])) if moments else None
    own = button(say.bare("coaching.own_time"), PLAN, rep.rep_id)
    return Message(text, rendered(section(text), buttons(*offered, still, own)))


def planned_several(
    language: str, other: str, talks: Sequence[TalkView], *, put_off: int = 0, left_out: int = 0
) -> Message:
    """To who planned several talks at once with one other."""
    say = words(language)
    text = say("coaching.planned_several", other=other, count=len(talks))
    notes = [say("coaching.put_off", count=put_off)] if put_off else []
    notes += [say("coaching.left_out", count=left_out)] if left_out else []
    return Message(text, rendered(*_several(say, text, talks), small(" ".join(notes)) if notes else None))


def planned_several_for_you(language: str, other: str, talks: Sequence[TalkView]) -> Message:
    """To the other one."""
    say = words(language)
    text = say("coaching.planned_several_for_you", other=other, count=len(talks))
    return Message(text, rendered(*_several(say, text, talks)))


def series_called_off(language: str, other: str, talks: Sequence[TalkView], *, for_you: bool = False) -> Message:
    """The rest of a series does not take place."""
    say = words(language)
    key = "coaching.series_called_off_for_you" if for_you else "coaching.series_called_off"
    text = say(key, other=other, count=len(talks), at=talks[0].at, zone=talks[0].zone)
    return Message(text, rendered(section(text), buttons(calendar_button(say, talks))))


def planned_all(language: str, count: int, people: int) -> str:
    """What one press planned."""
    return words(language)("coaching.planned_all", count=count, people=people)


def calendar_button(say: Words, talks: Sequence[TalkView]) -> sb.Element:
    """For the file with these talks, which calendars read."""
    return button(say.bare("coaching.to_calendar"), ICS, ",".join(talk.id for talk in talks))


def value_of(rep: RepToPlan, moment: datetime) -> str:
    """With whom and when, as a button has it."""
    return f"{rep.rep_id}|{moment.isoformat()}"


def _rep(say: Words, rep: RepToPlan, zone: str) -> list[sb.Block]:
    coming = say("coaching.next_at", at=rep.next_at, zone=zone) if rep.next_at else ""
    text = say("coaching.team_line", rep=rep.rep, arranged=rep.arranged, usual=rep.usual, held=rep.held, next_at=coming)
    if rep.suggested is None:
        none = say("coaching.no_common_hour", rep=rep.rep)
        return [section(f"{text}\n{none}", button=button(say.bare("coaching.own_time"), PLAN, rep.rep_id))]
    if rep.zone != zone and _clock(rep.suggested, rep.zone) != _clock(rep.suggested, zone):
        text += "\n" + say("coaching.where_they_are", rep=rep.rep, at=rep.suggested, zone=rep.zone)
    value = value_of(rep, rep.suggested)
    plan = button(say("coaching.plan_at", at=rep.suggested, zone=zone), f"{PLAN_AT}{IN_PLAN}", value)
    return [section(text), buttons(plan, button(say.bare("coaching.others"), OTHERS, value))]


def _several(say: Words, text: str, talks: Sequence[TalkView]) -> list[sb.Block]:
    days = [say("coaching.talk_line", at=talk.at, zone=talk.zone) for talk in talks[:MOST_LISTED]]
    if len(talks) > MOST_LISTED:
        days.append(say("coaching.and_more", count=len(talks) - MOST_LISTED))
    stop = button(say.bare("coaching.call_off_all"), CALL_OFF_ALL, talks[0].id) if talks[0].in_series else None
    return [section("\n".join([text, *days])), buttons(calendar_button(say, talks), stop)]


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(zone_named(zone)):%d %H:%M}"


def _name(say: Words, month: date) -> str:
    return say.bare("reviews.month", value=month)
