"""Examples of what comes out of a survey on skills."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from messages.audit import skills, team_skills
from messages.audit.team_skills import Group as GroupView
from messages.audit.team_skills import Team
from messages.blocks import Message, View
from messages.words import words
from models.audit.questions import QUESTIONS, SKILLS, SKILLS_OF, Group
from models.audit.results.earlier import Earlier, SkillChange, TeamChange
from models.audit.results.ranking import Ranked
from models.audit.results.skills import PersonSkills, SkillLine, TeamSkills
from models.audit.results.summary import summary_of, widest_first
from models.team.records import Person
from models.training.skill_steps import SkillSteps

NASTY = "Bo *the_closer* ~`<!channel>` 🚀 \u202eמכירות"
REP_SKILLS = tuple(SKILLS_OF[Group.REP])
LEVELS = (2, 4, 5, 3, 1, 4, 2, 3, 5, 4, 3, 4, 4)
"""What the manager gave, in the order of the skills."""


def _person(id_: str, name: str) -> Person:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Person(id=id_, workspace_id="T1", name=name, sales_role="account", created_at=at)


def _skills(person: Person, levels: tuple[int, ...] = LEVELS, group: Group = Group.REP) -> PersonSkills:
    lines = [
        SkillLine(skill, min(5, level + place % 3), level, 4.5)
        for place, (skill, level) in enumerate(zip(SKILLS_OF[group], levels, strict=False))
    ]
    lines[0] = replace(lines[0], own=4, own_comment=f"I want to call more. {NASTY}", manager_comments=("Plan it",))
    lines[1] = SkillLine(lines[1].skill, None, None, 4.5)
    return PersonSkills(person, tuple(lines), group.value, ("m1",))


def _view(language: str, found: PersonSkills, reader: str = "own", **more: object) -> skills.Person:
    values: dict[str, object] = {
        "raters": ["Milo Manager"],
        "labels": {key: area.label(language) for key, area in SKILLS.items()},
        "advice": {key: one.text(language).recommendation for key, one in QUESTIONS.items()},
        "comments": [(f"{NASTY}, Proposals", f"I want to call more. {NASTY}")],
    }
    return skills.Person(
        campaign="c3",
        number=3,
        id="p1",
        name=NASTY,
        reader=reader,
        lines=widest_first(found, QUESTIONS),
        summary=summary_of(found, QUESTIONS),
        **{**values, **more},  # type: ignore[arg-type]
    )


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message of it."""
    found = _skills(_person("p1", NASTY))
    changes = (
        SkillChange("discovery", 3, 5),
        SkillChange("closing", 4, 3),
        SkillChange("proposal_writing", 1, 1),
        SkillChange("crm_tools", 4, 4),
    )
    earlier = Earlier(1, changes, ("objections",), other_raters=True)
    steps = {
        "proposal_writing": SkillSteps(on_agenda=True, goal=3, training=4, training_on=date(2026, 12, 3)),
        "prospecting": SkillSteps(on_agenda=True, talked=True),
    }
    yield "own", skills.person_page(language, _view(language, found, earlier=earlier, steps=steps))
    apart = replace(found, lines=(*found.lines[:-1], replace(found.lines[-1], own=None, manager=None, is_no_part=True)))
    yield "not_all_of_the_job", skills.person_page(language, _view(language, apart, remarks=[NASTY]))
    yield "of_somebody", skills.person_page(language, _view(language, found, "rater", earlier=Earlier(1, ())))
    yield (
        "of_somebody_further_down",
        skills.person_page(language, _view(language, found, "other", raters=["Milo", "Grace"])),
    )
    same = tuple(SkillLine(skill, 4, 4, 4.5) for skill in REP_SKILLS)
    alike = replace(found, lines=same)
    yield "all_alike", skills.person_page(language, _view(language, alike, may_coach=False))
    yield (
        "all_at_the_top",
        skills.person_page(
            language,
            _view(language, replace(found, lines=tuple(replace(one, own=5, manager=5) for one in same)), "rater"),
        ),
    )
    many = tuple(replace(one, manager=2 if place < 5 else 4) for place, one in enumerate(same))
    yield "many_alike", skills.person_page(language, _view(language, replace(found, lines=many), "other"))
    alone = replace(found, lines=tuple(replace(one, manager=None) for one in found.lines), raters=())
    yield "no_manager", skills.person_page(language, _view(language, alone, raters=[]))
    yield "no_manager_other", skills.person_page(language, _view(language, alone, "other", raters=[]))
    silent = replace(found, lines=tuple(replace(one, own=None) for one in found.lines))
    yield "no_self", skills.person_page(language, _view(language, silent))
    yield "no_self_other", skills.person_page(language, _view(language, silent, "rater"))
    two = _view(language, found, raters=["Milo", "Grace"])
    yield "two_managers", skills.person_page(language, two)
    kinder = replace(found, lines=tuple(replace(one, own=3, manager=4) for one in same))
    yield "managers_see_more", skills.person_page(language, _view(language, kinder))
    yield "managers_see_more_other", skills.person_page(language, _view(language, kinder, "rater"))
    agreed = tuple(replace(one, own=level, manager=level) for one, level in zip(same, LEVELS, strict=True))
    for reader in ("own", "rater", "other"):
        view = _view(language, replace(found, lines=agreed), reader)
        yield f"agree_{reader}", skills.person_page(language, view)
    yield (
        "none",
        skills.person_page(language, _view(language, replace(found, lines=(SkillLine("closing", None, None, 4.5),)))),
    )
    say = words(language)
    news = say("audit_results.topic_on", label="Closing", other=NASTY)
    yield "topic_added", skills.person_page(language, _view(language, found), news, "topic:c3:p1:closing:t1")
    for who, name in (("own", ""), ("other", NASTY)):
        seat = say("audit_results.seat_on", label="Closing", name=name, number=4, day=date(2026, 12, 3))
        yield f"training_{who}", skills.person_page(language, _view(language, found), seat, "seat:c3:p1:closing:t1")
    undone = say("audit_results.step_undone")
    yield "undone", skills.person_page(language, _view(language, found), undone)
    view = _view(language, found)
    yield "one_skill", skills.one_skill(language, view, view.lines[5])
    yield from _teams(language)


def _teams(language: str) -> Iterator[tuple[str, Message | View]]:
    labels = {key: area.label(language) for key, area in SKILLS.items()}
    team_of = TeamSkills((), ())
    reps = [_skills(_person(f"p{place}", name)) for place, name in enumerate(("Anna de Vries", NASTY, "Bram Bakker"))]
    chiefs = [
        _skills(_person(f"m{place}", name), LEVELS[:6], Group.MANAGER) for place, name in enumerate(("Milo", "Grace"))
    ]
    together = sorted(team_of.together(reps), key=lambda line: -line.weight)
    changes = (TeamChange("closing", 3, 2.6, 3.4), TeamChange("discovery", 1, 4, 3))
    rep_group = GroupView(
        "rep", reps, together, team_of.first_of(together), {"prospecting": 3.1, "closing": 3.0}, changes, 1, ["closing"]
    )
    above = team_of.together(chiefs)
    manager_group = GroupView("manager", chiefs, above, team_of.first_of(above), changes=changes[1:])
    team = Team("c3", 3, labels, [rep_group, manager_group], "m1")
    yield "team", team_skills.team_page(language, team)
    one = GroupView("rep", reps[:1], team_of.together(reps[:1]), team_of.first_of(team_of.together(reps[:1])))
    yield "team_of_one", team_skills.team_page(language, replace(team, groups=[one], own=""))
    unmoved = replace(rep_group, changes=(TeamChange("closing", 3, 3, 3),), first=Ranked((), tuple(together[:4])))
    yield "team_alike", team_skills.team_page(language, replace(team, groups=[unmoved]))
    much = replace(rep_group, first=Ranked((), tuple(together)), changes=())
    yield "team_all_alike", team_skills.team_page(language, replace(team, groups=[much]))
    nexts = replace(rep_group, first=Ranked(tuple(together[:1]), tuple(together[1:9])), changes=())
    yield "team_next_alike", team_skills.team_page(language, replace(team, groups=[nexts]))
    few = replace(rep_group, first=Ranked(tuple(together[:1]), tuple(together[1:4])), changes=())
    yield "team_next_few", team_skills.team_page(language, replace(team, groups=[few]))
    top = replace(rep_group, first=Ranked(), changes=())
    yield "team_nothing_below", team_skills.team_page(language, replace(team, groups=[top]))
    crowd = [_skills(_person(f"p{place}", f"Person {place}")) for place in range(40)]
    yield "team_of_forty", team_skills.team_page(language, replace(team, groups=[replace(rep_group, people=crowd)]))
    nobody = replace(rep_group, lines=[])
    yield "team_nothing", team_skills.team_page(language, replace(team, groups=[nobody]))
