"""The page for the board: one page, whatever stands on it, and nothing that the screen would not show."""

from dataclasses import replace
from datetime import date

import pytest

from messages.audit import board, pdf
from messages.audit.board import BoardFacts
from messages.audit.results import StageView
from messages.audit.results_examples import EMPTY, FULL, MEANS, PARTLY, view_in
from messages.pdf import Page
from messages.words import LANGUAGES
from models.audit.results.functions import Before, Results
from tests.messages.pdf_reading import lines_of, texts_of

pytestmark = pytest.mark.once

FACTS = BoardFacts(date(2026, 5, 30), 3, 5, date(2027, 6, 12))
MOVED = replace(FULL, before=Before(1, {**MEANS, "process": 2.0, "leadership": 4.1}))


def said(language: str, results: Results, facts: BoardFacts = FACTS) -> str:
    content = board.one_page(language, "Noorderlicht & Zonen", view_in(language, results), facts)
    assert {one.page for one in texts_of(content)} == {1}
    return " ".join(lines_of(content).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("results", [MOVED, PARTLY, replace(FULL, before=None), EMPTY])
def test_it_is_one_page_that_can_be_read(language: str, results: Results) -> None:
    for content in (
        board.one_page(language, "Noorderlicht", view_in(language, results), FACTS),
        pdf.results(language, "Noorderlicht", view_in(language, results), FACTS),
    ):
        assert [one for one in texts_of(content) if one.contrast < 4.5] == []
    said(language, results)


def test_even_with_advice_of_three_times_the_length_it_is_one_page() -> None:
    view = view_in("nl", MOVED)
    view = replace(view, advice={key: text * 3 for key, text in view.advice.items()})
    assert {one.page for one in texts_of(board.one_page("nl", "Noorderlicht", view, FACTS))} == {1}


def test_it_says_what_rose_and_fell_how_far_the_plan_is_and_when_the_next_one_comes() -> None:
    told = said("en", MOVED)
    assert "Noorderlicht & Zonen · 12 December 2026 · survey 2 · Everybody · 11 of 12 answered" in told
    assert "how they are done differs from person to person." in told, "what the stage means"
    assert "some keep to them and others do not" not in told, "and it is said once"
    assert "Largest rise since May 2026: Process, from 2.0 to 2.4." in told
    assert "Largest fall since May 2026: Leadership, from 4.1 to 3.8." in told
    assert "41% of the monthly reviews were held (12 of 29); people gave it a 4.2" in told
    assert "Improvement plan, actions done: 3 of 5. Next survey: from 12 June 2027." in told
    told = said("nl", MOVED)
    assert "Grootste stijger sinds mei 2026: Proces, van 2,0 naar 2,4." in told
    assert "Verbeterplan, acties klaar: 3 van 5. Volgende vragenlijst: vanaf 12 juni 2027." in told


def test_what_was_asked_in_other_words_neither_rose_nor_fell_and_has_no_outline() -> None:
    """Process went from 2.0 to 2.4 and Leadership from 4.1 to 3.8, in other words; only Strategy is compared: 3.4 both times."""
    others = frozenset(MEANS) - {"strategy"}
    before = Before(1, {**MEANS, "process": 2.0, "leadership": 4.1}, others)
    told = said("en", replace(FULL, before=before))
    assert "Largest" not in told
    assert "No function moved since last time. Reworded since last time, and so not compared:" in told
    assert "The outline is survey 1" in told
    told = said("en", replace(FULL, before=replace(before, reworded=frozenset(MEANS))))
    assert "No function moved" not in told, "nothing is compared, so nothing is said of it"
    assert "The outline is survey 1" not in told


def test_functions_that_had_no_figure_last_time_did_not_stay_the_same() -> None:
    before = Before(1, {}, frozenset())  # of no function enough people answered then
    assert "No function moved" not in said("en", replace(FULL, before=before))
    before = Before(1, {"strategy": 3.4}, frozenset(MEANS) - {"strategy"})
    assert "No function moved since last time." in said("en", replace(FULL, before=before))


def test_what_was_asked_in_other_words_has_no_outline(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[float] = []
    monkeypatch.setattr(Page, "outline", lambda _page, _x, _y, width, *_: drawn.append(width))
    said("en", replace(FULL, before=Before(1, MEANS, frozenset(MEANS) - {"strategy"})))
    assert len(set(drawn)) == 1, "of Strategy alone, however often the page is written to be one"
    drawn.clear()
    said("en", replace(FULL, before=Before(1, MEANS, frozenset(MEANS))))
    assert drawn == []


def test_what_is_suppressed_stays_so_and_is_said() -> None:
    view = replace(view_in("en", PARTLY), stage=StageView(None, reason="function_missing"))
    told = " ".join(lines_of(board.one_page("en", "Noorderlicht", view, FACTS)).split())
    assert "People Not shown: fewer than 5 answers." in told
    assert "No stage yet: not every function has a figure." in told
    assert "A figure is shown from 5 answers on" in told
    assert "Largest" not in told, "People was 2.9 and is not shown now: it can neither rise nor fall"
    assert "3.4" not in said("en", EMPTY)


def test_comments_are_not_for_the_board() -> None:
    assert "look back" not in said("en", FULL)
