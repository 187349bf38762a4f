"""The skills on paper: everything can be read, and what matters stands first."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from messages.audit import skill_paper as paper
from messages.audit import skill_table
from messages.audit.heat_map import band_of, heat_map, short_label
from messages.audit.skill_sheets import PaperView, SheetView, SkillView
from messages.pdf import Page
from messages.words import LANGUAGES, words
from models.audit.questions import SKILLS, Group, Part, questions_of
from models.audit.ready_made import READY_MADE, skill_named
from models.audit.results.skills import PersonSkills, SkillLine
from models.team.records import Person
from tests.messages.pdf_reading import lines_of, texts_of

pytestmark = pytest.mark.once

READABLE = 4.5
"""WCAG 2, level AA."""
DAY = date(2026, 12, 12)


def sheet_of(name: str, language: str, group: Group = Group.REP, *, second: bool = False) -> SheetView:
    """Self 4; the manager gives 1, 2, 3, 4, 5, nothing, and so on."""
    lines = []
    for place, question in enumerate(questions_of(Part.SKILLS, group)):
        manager = place % 6 + 1 if place % 6 < 5 else None
        gap = max(0.0, 4.5 - (4 if manager is None else manager))
        lines.append(
            SkillView(
                question.key,
                SKILLS[question.area].label(language),
                4,
                manager,
                4.5,
                gap,
                question.text(language).recommendation,
                [f"{name}: “I want to call more, and the days are full of other things 🚀”"],
                then=2 if second else None,
                now=manager if second else None,
            )
        )
    gaps = sorted((line for line in lines if line.gap), key=lambda line: -(line.gap or 0))[:3]
    strong = [line for line in lines if line.manager == 5]
    return SheetView(
        name,
        "Noord",
        lines,
        gaps,
        gaps[:1],
        strong,
        gaps,
        lines if second else [],
        before=1 if second else None,
        before_on=date(2026, 5, 30) if second else None,
        is_manager=group is Group.MANAGER,
    )


def people(language: str, count: int, *, second: bool = False) -> PaperView:
    names = [
        "Zoë van ’t Wout-Łukasiewicz 🚀",
        "Ştefan Ørsted-Çelik",
        *(f"Persoon {number}" for number in range(3, count + 1)),
    ]
    sheets = [sheet_of(name, language, second=second) for name in names[:count]]
    if count > 3:
        sheets[-1] = sheet_of("Milo Manager", language, Group.MANAGER, second=second)
    return PaperView("Noorderlicht & Zonen", 3, DAY, sheets)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("count", "pages", "second"), [(3, 3, False), (9, 6, True), (40, 22, True)])
def test_every_word_stands_out_from_what_it_stands_on(language: str, count: int, pages: int, second: bool) -> None:
    """A page (from 26 reps on two) for the map and half a page a person: 3 → 1 + 2, 9 → 1 + 5, 40 → 2 + 20."""
    pdf = paper.team(language, people(language, count, second=second))
    found = texts_of(pdf)
    assert [one for one in found if one.contrast < READABLE] == []
    assert max(one.page for one in found) == pages
    assert all(50 < one.x < 595 - 20 for one in found if one.size < 20), "nothing runs off the paper"


def test_the_map_has_the_managers_rating_with_ones_own_in_small_and_the_widest_gap_first() -> None:
    view = people("en", 3)
    first = replace(view.sheets[2], lines=[replace(line, manager=1.0, gap=3.5) for line in view.sheets[2].lines])
    drawn = [
        one for one in texts_of(paper.team("en", replace(view, sheets=[*view.sheets[:2], first]))) if one.page == 1
    ]
    names = [one.text for one in drawn if one.x < 60 and one.size == 8.5]
    assert names == ["Persoon 3", "Zoë van ’t Wout-Łuka…", "Ştefan Ørsted-Çelik", "Average"]
    row = [one for one in drawn if abs(one.y - next(own.y for own in drawn if own.text == "Persoon 3")) < 2][1:]
    assert [(one.text, one.size) for one in row[:2]] == [("1", 9.0), ("4", 6.5)]
    assert row[0].background == pytest.approx((158 / 255, 42 / 255, 43 / 255), abs=0.001)


def test_with_two_raters_every_rating_of_the_map_has_its_decimal() -> None:
    view = people("en", 3)
    lines = [replace(line, manager=3.5) if place == 0 else line for place, line in enumerate(view.sheets[0].lines)]
    told = lines_of(paper.team("en", replace(view, sheets=[replace(view.sheets[0], lines=lines), *view.sheets[1:]])), 1)
    assert {"3.5", "1.0", "5.0"} <= set(told.split("\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_skill_that_was_switched_on_is_nowhere_cut(language: str) -> None:
    say, view = words(language), people(language, 3)
    added = [(key, area) for key in READY_MADE if (area := skill_named(key))]
    assert len(added) == 8
    lines = [replace(view.sheets[0].lines[0], key=key, label=area.label(language)) for key, area in added]
    told = lines_of(paper.team(language, replace(view, sheets=[replace(view.sheets[0], lines=lines)])), 1).split("\n")
    for line in lines:
        short = short_label(say, line.key, line.label)
        assert "…" not in short
        assert {line.label, short} & set(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_opens_with_what_stands_out_and_has_room_to_write(language: str) -> None:
    view = people(language, 3, second=True)
    pdf = paper.sheet(language, replace(view, sheets=view.sheets[:1]))
    told = " ".join(lines_of(pdf).split())
    company = "Noorderlicht & Zonen · Noord · "
    if language == "en":
        assert company + "survey 3 on skills · 12 December 2026" in told
        assert "Furthest from best in class: Prospecting (3.5 below)." in told
        assert "Largest difference: Prospecting (self 4, manager 1)." in told
        assert "Since survey 1 of 30 May 2026: ▼ Prospecting 2 → 1" in told
        assert "What we agree" in told
    else:
        assert company + "vragenlijst 3 over vaardigheden · 12 december 2026" in told
        assert "Verst van de top: Acquisitie (3,5 eronder)." in told
    assert view.sheets[0].gaps[0].advice[:40] in told
    assert [one for one in texts_of(pdf) if one.contrast < READABLE] == []


def test_what_is_all_alike_or_not_rated_is_said_so() -> None:
    one = people("en", 3).sheets[0]
    alike = replace(one, alike=4, differ=[])
    none = replace(
        one, lines=[replace(line, own=None, manager=None, gap=None) for line in one.lines], gaps=[], differ=[]
    )
    view = PaperView("Noord", 3, DAY, [alike])
    assert "Every skill got the same: 4." in lines_of(paper.sheet("en", view))
    assert "Nothing was rated." in lines_of(paper.sheet("en", replace(view, sheets=[none])))


def test_a_name_written_with_loose_accents_is_drawn_with_whole_letters() -> None:
    assert Page(words("en"), "").drawable("Zoe\u0308") == "Zoë"


def test_the_table_has_numbers_as_numbers_and_says_which_survey() -> None:
    view = people("en", 3)
    above = replace(
        view.sheets[0].lines[0], own=5, manager=5.0, gap=-0.5, own_comment="=1+1", manager_comment="Well done"
    )
    view = replace(view, sheets=[replace(view.sheets[0], lines=[above])])
    [row] = csv.DictReader(skill_table.skills("en", view).decode("utf-8-sig").splitlines())
    assert row == {
        "Survey": "3",
        "Date": "2026-12-12",
        "Person": "Zoë van ’t Wout-Łukasiewicz 🚀",
        "Team": "Noord",
        "Skill": "Prospecting",
        "Self": "5.0",
        "Manager": "5.0",
        "Best in class": "4.5",
        "Gap": "-0.5",
        "Own comment": "'=1+1",
        "Manager's comment": "Well done",
        "Why empty": "",
    }


@pytest.mark.parametrize(
    ("language", "general", "no_part"),
    [("en", "In general", "Not part of the job"), ("nl", "In het algemeen", "Hoort niet bij het werk")],
)
def test_the_table_says_what_is_no_part_of_the_job_and_what_was_said_in_general(
    language: str, general: str, no_part: str
) -> None:
    view = people(language, 3)
    apart = replace(view.sheets[0].lines[0], own=None, manager=None, gap=None, is_no_part=True)
    one = replace(view.sheets[0], lines=[apart], own_remark="A busy year", manager_remark="More room")
    table = skill_table.skills(language, replace(view, sheets=[one])).decode("utf-8-sig").splitlines()
    first, second = [row.split(",")[4:] for row in table[1:]]
    assert first == [apart.label, "", "", "4.5", "", "", "", no_part]
    assert second == [general, "", "", "", "", "A busy year", "More room", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_part_of_the_job_is_told_beneath_and_stands_in_no_table(language: str) -> None:
    view = people(language, 3)
    apart = replace(view.sheets[0].lines[3], own=None, manager=None, gap=None, is_no_part=True, label="Tightrope")
    one = replace(view.sheets[0], lines=[*view.sheets[0].lines[:3], apart])
    told = " ".join(lines_of(paper.sheet(language, replace(view, sheets=[one]))).split())
    assert words(language).bare("audit_results.no_part", labels=["Tightrope"]) in told
    assert told.count("Tightrope") == 1


def test_gaps_that_are_as_wide_and_too_many_are_named_as_on_the_page() -> None:
    view = people("en", 3)
    one = replace(view.sheets[0], gaps=[], next_alike=view.sheets[0].lines[:4])
    told = " ".join(lines_of(paper.sheet("en", replace(view, sheets=[one]))).split())
    labels = [line.label for line in one.next_alike]
    assert (
        f"Next, equally much to gain: {', '.join(labels[:3])} and {labels[3]}. Choose together which comes first."
        in told
    )


def test_a_gap_has_the_same_colour_on_paper_as_in_slack() -> None:
    """As it is written, 0.53 is 0.5: green (0.5 at most), and 0.55 is 0.6: yellow. Who rated themself alone is in it too."""
    assert [band_of(gap) for gap in (0.0, 0.5, 0.53, 0.55, 1.54, 1.55, 2.5, 2.55, 3.5, None)] == [
        *(0, 0, 0, 1, 1, 2, 2, 3, 3, 4)
    ]
    view = people("en", 3)
    alone = replace(view.sheets[0].lines[0], own=2, manager=None, gap=2.5)
    rest = [replace(one, lines=[]) for one in view.sheets[1:]]
    drawn = texts_of(paper.team("en", replace(view, sheets=[replace(view.sheets[0], lines=[alone]), *rest])))
    [own] = [one for one in drawn if one.page == 1 and one.text == "2" and one.size == 6.5]
    assert own.background == pytest.approx((243 / 255, 178 / 255, 122 / 255), abs=0.001), "two points below"


def test_the_names_over_the_map_are_whole_or_short_and_none_is_cut() -> None:
    found = texts_of(paper.team("en", people("en", 3)))
    over = {one.text for one in found if one.page == 1 and one.size == 7.5}
    assert {"Product", "Pipeline discipline", "Territory and time planning"} <= over
    assert not [text for text in over if text.endswith("…")]


def test_without_tables_gaps_that_are_as_wide_are_told_together_too() -> None:
    """Four skills 1.5 below best in class, where three fit; with one of 2.5 that one first, and the others together."""
    person = Person(id="p1", workspace_id="T1", name="Anna", created_at=datetime(2026, 1, 1, tzinfo=UTC))
    labels = {key: SKILLS[key].label("en") for key in ("closing", "discovery", "negotiation", "objections")}
    lines = tuple(SkillLine(key, None, 3.0, 4.5) for key in labels)
    for found, wanted in (
        (lines, "· furthest: 4 skills alike (1.5 below best in class)"),
        (
            (SkillLine("prospecting", None, 2.0, 4.5), *lines),
            "Prospecting 🟧 2.0 · Next, equally much to gain: 4 skills",
        ),
    ):
        one = PersonSkills(person, found, "rep")
        _, plain = heat_map(
            words("en"), [one], [line.skill for line in found], {**labels, "prospecting": "Prospecting"}
        )
        assert wanted in str(plain)
