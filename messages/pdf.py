"""A PDF in our type and colours: what every report is written on."""

import logging
import re
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category, normalize

from messages.words import Words, straight

FONTS = Path(__file__).parent / "fonts"
Colour = tuple[int, int, int]
INK, SOFT, ACCENT, PALE, THEN = (33, 37, 41), (98, 105, 112), (11, 79, 74), (222, 230, 229), (158, 186, 183)
WHITE: Colour = (255, 255, 255)
LEFT, WIDE, TOP, BOTTOM = 18.0, 174.0, 18.0, 277.0
"""Millimetres on A4."""
EMOJI = ("So", "Sk", "Cf")
"""Kinds of signs of which emoji are made: a picture, the colour of its skin, and what joins two of them."""
AS_PICTURE = "\ufe0f"
"""After a sign: that it is drawn as an emoji."""
BAR, GAP, HEADED = 6.0, 11.0, 24.0


class Page:
    """A document in our type and colours."""

    def __init__(self, say: Words, footer: str) -> None:
        from fpdf import FPDF  # loads Pillow and fontTools: only who asks for a PDF waits for them

        class Document(FPDF):
            def footer(self) -> None:
                self.set_y(-14)
                self.set_font("Text", size=8)
                self.set_text_color(*SOFT)
                self.cell(0, 5, drawable(footer))
                self.set_x(LEFT)
                self.cell(0, 5, f"{self.page_no()}", align="R")

        logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells at length how it embeds a font
        drawable = self.drawable
        self.say = say
        self.pdf: FPDF = Document(format="A4")
        self.pdf.add_font("Text", "", FONTS / "DejaVuSans.ttf")
        self.pdf.add_font("Text", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.pdf.set_margins(LEFT, 18, LEFT)
        self.pdf.set_auto_page_break(True, margin=20)
        self.pdf.set_creator("Koers")
        self.pdf.set_title(footer)
        self.new()

    def new(self) -> None:
        """Go on at the top of a new page."""
        self.pdf.add_page()

    def title(self, text: str, under: str) -> None:
        """The title of the report with a line under it."""
        self.pdf.set_fill_color(*ACCENT)
        self.pdf.rect(0, 0, 210, 4, style="F")
        self.text(text, size=20, bold=True)
        self.text(under, soft=True)
        self.space(3)

    def heading(self, text: str) -> None:
        """A heading in the accent colour; with room for a line or two under it on the same page."""
        if self.pdf.will_page_break(HEADED):
            self.new()
        self.space(4)
        self.pdf.set_text_color(*ACCENT)
        self.pdf.set_font("Text", "B", 12)
        self.pdf.multi_cell(WIDE, 7, self.drawable(text), new_x="LMARGIN", new_y="NEXT")
        self.space(1)

    def text(
        self, text: str, *, size: float = 10, bold: bool = False, soft: bool = False, colour: Colour = INK
    ) -> None:
        """A paragraph; nothing for an empty text."""
        if not text:
            return
        self.pdf.set_text_color(*(SOFT if soft else colour))
        self.pdf.set_font("Text", "B" if bold else "", size)
        self.pdf.multi_cell(WIDE, size * 0.52, self.drawable(text), align="L", new_x="LMARGIN", new_y="NEXT")
        self.space(0.8)

    def bar(self, label: str, mean: float | None, then: float | None, reason: str) -> None:
        """One function: its bar, last time's under it, and the figure."""
        if self.pdf.will_page_break(GAP):
            self.new()
        top, start, full = self.pdf.get_y(), LEFT + 40, WIDE - 56
        self._at(LEFT, top + 0.6, label, 10, INK)
        if mean is None:
            self._at(start, top + 0.6, reason, 9, SOFT)
        else:
            self._rect(start, top, full, BAR, PALE)
            self._rect(start, top, full * mean / 5, BAR, ACCENT)
            self._at(start + full + 3, top + 0.6, self.say.rating(mean), 10, INK)
            if then is not None:
                self._rect(start, top + BAR + 0.6, full * then / 5, 1.8, THEN)
        self.pdf.set_xy(LEFT, top + GAP)

    def measure(self, label: str, share: float, text: str, then: float | None = None) -> None:
        """A bar of a chart: what it is, how long it is (0 to 1), how it is written, and the one before under it."""
        if self.pdf.will_page_break(GAP):
            self.new()
        top, start, full = self.pdf.get_y(), LEFT + 44, WIDE - 78
        self._at(LEFT, top + 0.6, label, 9, INK)
        self._rect(start, top, full, BAR, PALE)
        self._rect(start, top, full * min(1.0, share), BAR, ACCENT)
        self._at(start + full + 3, top + 0.6, text, 9, INK)
        if then is not None:
            self._rect(start, top + BAR + 0.6, full * min(1.0, then), 1.8, THEN)
        self.pdf.set_xy(LEFT, top + (GAP if then is not None else BAR + 2))

    def legend(self, now: str, then: str) -> None:
        """What the two bars are."""
        top = self.pdf.get_y()
        self._rect(LEFT + 40, top + 1, 6, 3, ACCENT)
        self._at(LEFT + 48, top, now, 9, SOFT)
        self._rect(LEFT + 80, top + 1.6, 6, 1.8, THEN)
        self._at(LEFT + 88, top, then, 9, SOFT)
        self.pdf.set_xy(LEFT, top + 7)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] | None = None) -> None:
        """A table with a heading row on each page; `widths` of its columns, in parts of each other."""
        from fpdf.fonts import FontFace

        self.pdf.set_font("Text", "", 9)
        self.pdf.set_text_color(*INK)
        self.pdf.set_draw_color(*PALE)
        self.pdf.set_fill_color(255, 255, 255)  # else the cells are as dark as the bar that was drawn last
        style = FontFace(emphasis="BOLD", color=(255, 255, 255), fill_color=ACCENT)
        with self.pdf.table(headings_style=style, line_height=6, text_align="LEFT", col_widths=widths) as drawn:
            for cells in (head, *rows):
                row = drawn.row()
                for cell in cells:
                    row.cell(self.drawable(cell))

    @property
    def top(self) -> float:
        """How far down the page is, in millimetres."""
        return float(self.pdf.get_y())

    def go_to(self, top: float) -> None:
        """Go on so many millimetres from the top."""
        self.pdf.set_xy(LEFT, top)

    def ruled(self, until: float, between: float = 7.5) -> None:
        """Lines to write on, down to `until`."""
        self.pdf.set_draw_color(*PALE)
        top = self.top + between
        while top <= until:
            self.pdf.line(LEFT, top, LEFT + WIDE, top)
            top += between
        self.go_to(min(until, top))

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, *, framed: bool = False) -> None:
        """A filled rectangle; `framed`: with a dark edge."""
        self._rect(x, y, width, height, colour)
        if framed:
            self.outline(x + 0.2, y + 0.2, width - 0.4, height - 0.4, INK)

    def outline(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """The edge of a rectangle."""
        self.pdf.set_draw_color(*colour)
        self.pdf.rect(x, y, width, height, style="D")

    def write_at(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 9,
        bold: bool = False,
        colour: Colour = INK,
        width: float = 0,
        turned: bool = False,
    ) -> None:
        """One line at a place, cut where it would be wider than `width`; `turned`: it reads upwards from there."""
        self.pdf.set_font("Text", "B" if bold else "", size)
        self.pdf.set_text_color(*colour)
        text = self.drawable(text)
        if width and self.pdf.get_string_width(text) > width:
            while text and self.pdf.get_string_width(f"{text}…") > width:
                text = text[:-1]
            text = f"{text.rstrip()}…"
        if turned:
            with self.pdf.rotation(90, x, y):
                self.pdf.text(x, y, text)
        else:
            self.pdf.text(x, y, text)

    def width_of(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a line is, in millimetres."""
        self.pdf.set_font("Text", "B" if bold else "", size)
        return float(self.pdf.get_string_width(self.drawable(text)))

    def space(self, height: float) -> None:
        """Leave `height` millimetres free."""
        self.pdf.ln(height)

    def as_bytes(self) -> bytes:
        """The finished document as bytes."""
        return bytes(self.pdf.output())

    def drawable(self, text: str) -> str:
        """What can be drawn of a text: no emoji, and with a box for other signs that the font does not have."""
        known = self.pdf.fonts["text"].cmap  # type: ignore[union-attr]  # ours are TrueType
        plain = "".join(
            one
            for one in normalize("NFC", straight(text))
            if ord(one) in known or not (category(one) in EMOJI or one == AS_PICTURE)
        )
        return "".join(one if ord(one) in known or one == "\n" else "□" for one in re.sub(r"(?<=\S)  +", " ", plain))

    def _at(self, x: float, y: float, text: str, size: float, colour: tuple[int, int, int]) -> None:
        self.pdf.set_xy(x, y)
        self.pdf.set_text_color(*colour)
        self.pdf.set_font("Text", "", size)
        self.pdf.cell(0, 5, self.drawable(text))

    def _rect(self, x: float, y: float, width: float, height: float, colour: tuple[int, int, int]) -> None:
        self.pdf.set_fill_color(*colour)
        self.pdf.rect(x, y, width, height, style="F")
