"""One person's skills: what it comes down to, the widest gaps with what to do about them, where the two ratings differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import slackblocks as sb

from messages.audit.results import PDF
from messages.audit.trends import TREND
from messages.blocks import Json, Message, button, buttons, choice, progress, rendered, section, small
from messages.long_text import sections
from messages.words import Markup, Words, words
from models.audit.results.earlier import Earlier, SkillChange
from models.audit.results.skills import SkillLine
from models.audit.results.summary import Summary
from models.training.skill_steps import SkillSteps

WHOSE = "audit.whose"
SKILL, TOPIC, GOAL, TRAINING = "audit.skill_chosen", "audit.skill_topic", "audit.skill_goal", "audit.skill_training"
UNDO = "audit.skill_undo"
BAR = 5
MOST_NAMED = 3


@dataclass(frozen=True)
class Person:
    """One person's results of a survey on skills, for one reader."""

    campaign: str
    number: int
    id: str
    name: str
    reader: str
    """`own`: it is about the reader; `rater`: the reader gave the manager's rating; `other`: neither."""
    raters: Sequence[str]
    """Names of those above who rated; empty: nobody did."""
    lines: Sequence[SkillLine]
    """The widest gap first."""
    labels: Mapping[str, str]
    summary: Summary
    advice: Mapping[str, str] = field(default_factory=dict)
    """By skill: what to do about it."""
    comments: Sequence[tuple[str, str]] = ()
    """Who wrote it, and what."""
    earlier: Earlier | None = None
    steps: Mapping[str, SkillSteps] = field(default_factory=dict)
    may_coach: bool = True
    """Whether there is a pair on whose agenda a topic can be put."""
    remarks: Sequence[str] = ()
    """What was said of no single skill."""

    @property
    def rater(self) -> str:
        """Who gave the manager's rating, where it was one person."""
        return self.raters[0] if len(self.raters) == 1 else ""


def person_page(language: str, person: Person, news: str = "", undo: str = "") -> Message:
    """The page of one person. `news`: what was just done about a gap, with the value of the button that undoes it."""
    say = words(language)
    title = say("audit_results.skills_title", name=_named(person), number=person.number)
    if all(line.level is None for line in person.lines):
        return Message(title, rendered(section(title), section(say("audit_results.skills_none"))))
    first = [
        block for place, line in enumerate(person.summary.gaps.first, 1) for block in _gap(say, person, line, place)
    ]
    alike = [person.labels[line.skill] for line in person.summary.gaps.alike]
    rated = [line for line in person.lines if not line.is_no_part]
    apart = [person.labels[line.skill] for line in person.lines if line.is_no_part]
    remarks = [say("audit_results.skills_remark", text=text) for text in person.remarks]
    whose = f"{person.campaign}:{person.id}"
    said = [say("audit_results.skills_comment", by=by, text=text) for by, text in person.comments]
    blocks = rendered(
        *_news(say, news, undo),
        section(f"{title}\n{headline(say, person)}"),
        *_who_rated(say, person),
        *first,
        section(say("audit_results.alike", labels=alike)) if alike and not person.summary.is_all_alike else None,
        _another(say, person),
        *_differences(say, person),
        *_since(say, person),
        *sections("\n".join([say("audit_results.all_skills"), *(_line(say, person, line) for line in rated)])),
        *(sections("\n".join(said)) if said else []),
        *(sections("\n".join(remarks)) if remarks else []),
        small(say("audit_results.no_part", labels=apart)) if apart else None,
        buttons(
            button(say.bare("audit_results.trend"), TREND, whose), button(say.bare("audit_results.pdf"), PDF, whose)
        ),
        small(say("audit_results.skills_told")),
    )
    return Message(f"{title} {headline(say, person)}", blocks)


def one_skill(language: str, person: Person, line: SkillLine) -> Message:
    """One skill chosen from the menu, with the same that can be done about it."""
    say = words(language)
    title = say("audit_results.skills_title", name=_named(person), number=person.number)
    return Message(title, rendered(small(title), *_gap(say, person, line, 0)))


def headline(say: Words, person: Person) -> str:
    """“Furthest: Proposals (2 below best in class); strongest: Discovery (4); you and Milo differ most on Closing.”"""
    summary = person.summary
    if summary.is_all_alike:
        line = summary.strongest[0]
        return say("audit_results.all_alike", level=line.level, gap=line.gap)
    parts = []
    for name, lines in (("furthest", summary.furthest), ("strongest", summary.strongest)):
        if lines:
            labels = [Markup(f"*{say('audit_results.label', text=person.labels[line.skill])}*") for line in lines]
            parts.append(say(f"audit_results.{name}", labels=labels, count=len(labels), line=lines[0], most=MOST_NAMED))
    if summary.differ:
        line = summary.differ[0]
        parts.append(say("audit_results.differ_most", person=person, label=person.labels[line.skill], line=line))
    elif summary.both >= MOST_NAMED:
        parts.append(say("audit_results.agree", person=person))
    text = "; ".join(parts) + "."
    return text[:1].upper() + text[1:]


def direction(since: float | None) -> str:
    """How a change is marked: `risen`, `fallen`, or nothing."""
    if not since:
        return ""
    return "risen" if since > 0 else "fallen"


def _named(person: Person) -> str:
    return "" if person.reader == "own" else person.name


def _news(say: Words, news: str, undo: str) -> list[sb.Block | Json]:
    if not news:
        return []
    return [section(news, button=button(say.bare("audit_results.undo"), UNDO, undo) if undo else None)]


def _who_rated(say: Words, person: Person) -> list[sb.Block]:
    notes = []
    if not any(line.manager is not None for line in person.lines):
        notes.append(say("audit_results.no_manager", person=person))
    elif all(line.own is None for line in person.lines):
        notes.append(say("audit_results.no_self", person=person))
    if person.summary.unrated:
        notes.append(say("audit_results.unrated", labels=[person.labels[one.skill] for one in person.summary.unrated]))
    return [small(" ".join(notes))] if notes else []


def _gap(say: Words, person: Person, line: SkillLine, place: int) -> list[sb.Block]:
    """A skill with its ratings, the advice and what can be done about it, or was."""
    label = person.labels[line.skill]
    text = say("audit_results.gap", place=place, label=label, line=line, bar=progress((line.level or 0) / 5, BAR))
    advice, steps = person.advice.get(line.skill, ""), person.steps.get(line.skill, SkillSteps())
    done = say("audit_results.steps_done", steps=steps)
    ref = f"{person.campaign}:{person.id}:{line.skill}"
    row = [
        button(say.bare("audit_results.step_topic"), f"{TOPIC}:{place}", ref)
        if person.may_coach and (steps.talked or not steps.on_agenda)
        else None,
        button(say.bare("audit_results.step_goal"), f"{GOAL}:{place}", ref) if steps.goal is None else None,
        button(say.bare("audit_results.step_training"), f"{TRAINING}:{place}", ref)
        if steps.training_on is None
        else None,
    ]
    body = "\n".join(part for part in (text, say("audit_results.advice", text=advice) if advice else "", done) if part)
    return [*sections(body), *([buttons(*row)] if any(row) else [])]


def _another(say: Words, person: Person) -> sb.Block | None:
    """The menu of the skills that are not among the first."""
    first = {line.skill for line in person.summary.gaps.first}
    options = [
        choice(person.labels[line.skill], f"{person.campaign}:{person.id}:{line.skill}")
        for line in person.lines
        if line.skill not in first and not line.is_no_part
    ]
    if not options:
        return None
    menu = sb.StaticSelectMenu(
        placeholder=sb.PlainText(say.bare("audit_results.choose_skill")), action_id=SKILL, options=options[:100]
    )
    return section(say("audit_results.another_skill", all_alike=person.summary.is_all_alike), button=menu)


def _differences(say: Words, person: Person) -> list[sb.Block]:
    lines = [
        say("audit_results.difference", person=person, label=person.labels[line.skill], line=line)
        for line in person.summary.differ
    ]
    return sections("\n".join([say("audit_results.differences"), *lines])) if lines else []


def _since(say: Words, person: Person) -> list[sb.Block]:
    earlier = person.earlier
    if earlier is None:
        return [small(say("audit_results.first_time"))]
    lines = [say("audit_results.since_survey", number=earlier.survey)]
    risen = [one for one in earlier.changes if one.since > 0]
    fallen = [one for one in earlier.changes if one.since < 0]
    for name, changes in (("risen", risen), ("fallen", fallen)):
        told = [_change(say, person, one) for one in sorted(changes, key=lambda one: -abs(one.since))]
        if told:
            lines.append(say(f"audit_results.{name}", changes=told))
    if same := len(earlier.changes) - len(risen) - len(fallen):
        lines.append(say("audit_results.same", count=same))
    if not earlier.changes and not earlier.reworded:
        lines.append(say("audit_results.other_skills"))
    if earlier.reworded:
        lines.append(say("audit_results.reworded", labels=[person.labels[skill] for skill in earlier.reworded]))
    if earlier.other_raters:
        lines.append(say("audit_results.other_raters"))
    return sections("\n".join(lines))


def _change(say: Words, person: Person, change: SkillChange) -> Markup:
    return Markup(say("audit_results.skill_change", label=person.labels[change.skill], change=change))


def _line(say: Words, person: Person, line: SkillLine) -> str:
    earlier = {one.skill: one.since for one in person.earlier.changes} if person.earlier else {}
    is_first = line in person.summary.gaps.first
    bar = progress((line.level or 0) / 5, BAR)
    label = say("audit_results.label", text=person.labels[line.skill])
    since = earlier.get(line.skill)
    return say(
        "audit_results.skill_line",
        bar=bar,
        label=Markup(f"*{label}*" if is_first else label),
        line=line,
        since=since,
        moved=direction(since),
    )
