"""What an eye finds on the pages of one of our PDFs: each text, its colour, and the colour of what it stands on.

By the drawing operators themselves, so that no other program is needed: `re` with `f` fills, `rg` gives the colour,
`Td` and `cm` say where, and each font tells which letters its signs are.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

WHITE = (1.0, 1.0, 1.0)
Colour = tuple[float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|/\w+|-?\d*\.?\d+|[A-Za-z*]+|\[|\]", re.DOTALL)
_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)


@dataclass(frozen=True)
class Drawn:
    """A piece of text on a page."""

    page: int
    """From 1."""
    text: str
    colour: Colour
    background: Colour
    x: float
    """Points from the left, as `y` from the bottom."""
    y: float
    size: float

    @property
    def contrast(self) -> float:
        """Of the text with what it stands on: 1 to 21, by WCAG 2."""
        light, dark = sorted((_luminance(self.colour), _luminance(self.background)), reverse=True)
        return (light + 0.05) / (dark + 0.05)


def texts_of(pdf: bytes) -> list[Drawn]:
    """Every piece of text, in the order in which it was drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    found: list[Drawn] = []
    pages = (body for body in objects.values() if b"/Type /Page\n" in body)
    for page, body in enumerate(pages, start=1):
        fonts = _fonts(objects, objects[_reference(rb"/Resources", body)])
        found += _drawn(page, _stream(objects[_reference(rb"/Contents", body)]), fonts)
    return found


def lines_of(pdf: bytes, page: int | None = None) -> str:
    """The text of a page (or of all), a piece a line."""
    return "\n".join(one.text for one in texts_of(pdf) if page in (None, one.page))


def _drawn(page: int, content: bytes, fonts: dict[str, dict[int, str]]) -> Iterator[Drawn]:
    fill: Colour = (0.0, 0.0, 0.0)
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    font, size, at = "", 0.0, (0.0, 0.0)
    filled: list[tuple[float, float, float, float, Colour]] = []
    boxes: list[tuple[float, float, float, float]] = []
    kept: list[tuple[Colour, Matrix]] = []
    stack: list[bytes] = []
    for token in _TOKEN.findall(content):
        if not token.isalpha() and token != b"f*":
            stack.append(token)
            continue
        match token:
            case b"q":
                kept.append((fill, matrix))
            case b"Q":
                fill, matrix = kept.pop()
            case b"cm":
                matrix = _times(tuple(map(float, stack[-6:])), matrix)  # type: ignore[arg-type]
            case b"rg":
                fill = tuple(map(float, stack[-3:]))  # type: ignore[assignment]
            case b"g":
                fill = (float(stack[-1]),) * 3
            case b"re":
                x, y, width, height = map(float, stack[-4:])
                boxes.append((min(x, x + width), min(y, y + height), max(x, x + width), max(y, y + height)))
            case b"f" | b"B":
                filled += [(*box, fill) for box in boxes]
                boxes = []
            case b"S" | b"n":
                boxes = []
            case b"Tf":
                font, size = stack[-2].decode(), float(stack[-1])
            case b"Td":
                at = (float(stack[-2]), float(stack[-1]))
            case b"Tj" | b"TJ":
                signs = b"".join(_unescaped(one[1:-1]) for one in stack if one.startswith(b"("))
                text = "".join(fonts[font][int.from_bytes(signs[n : n + 2])] for n in range(0, len(signs), 2))
                x, y = _applied(matrix, *at)
                under = _applied(matrix, at[0] + 0.5, at[1] + size * 0.3)  # within the first letter
                if text.strip():
                    yield Drawn(page, text, fill, _background(filled, *under), x, y, size)
        stack = []


def _background(filled: list[tuple[float, float, float, float, Colour]], x: float, y: float) -> Colour:
    on_it = [colour for left, low, right, high, colour in filled if left <= x <= right and low <= y <= high]
    return on_it[-1] if on_it else WHITE


def _fonts(objects: dict[int, bytes], resources: bytes) -> dict[str, dict[int, str]]:
    fonts = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", resources):
        letters = _stream(objects[_reference(rb"/ToUnicode", objects[int(number)])])
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", letters.partition(b"endcodespacerange")[2])
        fonts[f"/{name.decode()}"] = {
            int(sign, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for sign, letter in pairs
        }
    return fonts


def _reference(name: bytes, body: bytes) -> int:
    found = re.search(name + rb" (\d+) 0 R", body)
    assert found is not None
    return int(found[1])


def _stream(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream\n")
    data = rest.rpartition(b"\nendstream")[0]
    return zlib.decompress(data) if b"FlateDecode" in head else data


def _unescaped(text: bytes) -> bytes:
    known = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    return re.sub(rb"\\(.)", lambda one: known.get(one[1], one[1]), text, flags=re.DOTALL)


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _applied(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _luminance(colour: Colour) -> float:
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
