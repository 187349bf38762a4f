"""The PDF of a survey: every letter that people use, in a font of its own, and nothing that was suppressed."""

import logging
import re
import threading

import pytest
from fpdf import FPDF

from messages.audit import pdf as audit_pdf
from messages.audit import table
from messages.audit.results_examples import EMPTY, FULL, PARTLY, view_in
from messages.pdf import FONTS, Page
from messages.words import LANGUAGES, words
from tests.messages.pdf_reading import texts_of

DUTCH = "ëïéèüöçÉ€–—‘’“”…•·▲▼→≥½ĳ"


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("results", "pages"), [(FULL, 3), (PARTLY, 3), (EMPTY, 1)])
def test_it_is_a_short_report_in_either_language(
    language: str, results: object, pages: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        pdf = audit_pdf.results(language, "Noorderlicht & Zonen", view_in(language, results))  # type: ignore[arg-type]
    assert pdf.startswith(b"%PDF")
    assert pages_of(pdf) == pages
    told = [record for record in caplog.records if record.thread == threading.get_ident()]
    assert told == [], "no letter is missing, and no comment's letters are in the log"
    assert len(pdf) < 100_000


@pytest.mark.parametrize("font", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
def test_the_font_knows_dutch_and_the_signs_that_we_use(font: str) -> None:
    document = FPDF()
    document.add_font("Text", "", FONTS / font)
    known = document.fonts["text"].cmap
    assert [sign for sign in DUTCH if ord(sign) not in known] == []


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Good 🎉 work, 👍🏽!", "Good work, !"),
        ("❤️ Acme 👩‍💻", " Acme "),
        ("Café, 日本", "Café, □□"),
        ("two  spaces\n  of mine", "two spaces\n  of mine"),
    ],
)
def test_emoji_are_left_out_and_what_else_is_unknown_is_a_box(text: str, drawn: str) -> None:
    assert Page(words("en"), "footer").drawable(text) == drawn


def test_the_fonts_licence_comes_along() -> None:
    assert "Bitstream Vera" in (FONTS / "LICENSE").read_text()


def test_what_is_suppressed_has_no_figure_in_the_table() -> None:
    lines = table.results("en", view_in("en", PARTLY)).decode("utf-8-sig").splitlines()
    people = [line for line in lines if line.startswith("People,")]
    assert len(people) == 5
    assert all(re.search(r",(all|reps|managers),,,,", line) for line in people)


def test_a_comment_never_reaches_the_table() -> None:
    assert "look back" not in table.results("en", view_in("en", FULL)).decode()


def test_every_part_of_a_page_can_be_read_after_every_other() -> None:
    """A colour that one part leaves behind once filled the table of the next: dark letters on dark green."""
    page = Page(words("en"), "footer")

    def table() -> None:
        page.table(["head", "other"], [["cell", "5"]])

    def box() -> None:
        page.box(18, page.top, 10, 5, (158, 42, 43), framed=True)
        page.space(8)

    parts = [
        lambda: page.title("title", "under"),
        lambda: page.heading("heading"),
        lambda: page.text("text", soft=True),
        lambda: page.bar("bar", 3.0, 2.0, ""),
        lambda: page.measure("measure", 0.5, "half", 0.2),
        lambda: page.legend("now", "then"),
        box,
        lambda: page.ruled(page.top + 10),
        table,
    ]
    for one in parts:
        for other in parts:
            one()
            other()
    assert [drawn for drawn in texts_of(page.as_bytes()) if drawn.contrast < 4.5] == []
