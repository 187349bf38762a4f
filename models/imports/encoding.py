"""Bytes of a file as text: UTF-8, UTF-16 or Windows' Western encoding; anything else is refused, never garbled."""

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from models.imports.report import ImportRefused

LARGEST_FILE = 200 * 1024 * 1024
MOSTLY_WESTERN = 0.2
"""Share of letters beyond ASCII up to which a file that is not UTF-8 is taken to be Western (cp1252)."""

_WESTERN = ("ascii", "cp1252", "latin_1", "iso8859_15", "cp850", "cp858", "mac_roman", "cp437")
_PAGE = re.compile(rb"\s*<(?:!doctype|html|head|meta|table|style|div|\?xml|!--)", re.IGNORECASE)
"""How a table that is saved as a web page begins: many systems call that `.xls`."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def text_of(data: bytes) -> str:
    """The text. Raises ImportRefused for workbooks and other binaries, and for bytes that are no text."""
    if data[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        raise ImportRefused("imports.is_a_workbook")
    if _PAGE.match(
        data[:400].lstrip(codecs.BOM_UTF8).replace(b"\x00", b"").lstrip(codecs.BOM_UTF16_LE + codecs.BOM_UTF16_BE)
    ):
        raise ImportRefused("imports.is_a_page")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    if data.startswith(codecs.BOM_UTF8):
        return _decoded(data, "utf-8-sig")
    if b"\x00" in data[:4000]:
        return _without_mark(data)
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _is_utf8_with_a_flaw(data):
            raise _refused(data, error.start, "UTF-8") from None
    return _western(data)


def _western(data: bytes) -> str:
    """Windows' Western encoding, unless so much of it is beyond ASCII that it must be another alphabet."""
    text = _decoded(data, "cp1252", "UTF-8 or Windows-1252")
    letters = [letter for letter in text if letter.isalpha()]
    foreign = sum(letter > "\x7f" for letter in letters)
    if letters and foreign / len(letters) > MOSTLY_WESTERN:
        guess = from_bytes(data[:100_000], cp_exclusion=list(_WESTERN)).best()
        raise ImportRefused("imports.other_encoding", encoding=guess.encoding if guess else "?")
    return text


def _without_mark(data: bytes) -> str:
    """UTF-16 without its byte-order mark: in text, one of each pair of bytes is mostly zero."""
    zeros_first = data[0:4000:2].count(0)
    zeros_second = data[1:4000:2].count(0)
    if max(zeros_first, zeros_second) < len(data[:4000]) / 4:
        raise ImportRefused("imports.not_text", line=data[: data.index(b"\x00")].count(b"\n") + 1)
    return _decoded(data, "utf-16-be" if zeros_first > zeros_second else "utf-16-le")


def _decoded(data: bytes, encoding: str, called: str = "") -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise _refused(data, error.start, called or encoding.upper().removesuffix("-SIG")) from None


def _checked(text: str) -> str:
    if found := _CONTROL.search(text):
        raise ImportRefused("imports.not_text", line=text.count("\n", 0, found.start()) + 1)
    return text


def _is_utf8_with_a_flaw(data: bytes) -> bool:
    """Whether most sequences beyond ASCII are good UTF-8: then the rest is damage, not another encoding."""
    lenient = data.decode("utf-8", errors="replace")
    bad = lenient.count("\ufffd")
    good = sum(letter > "\x7f" for letter in lenient) - bad
    return good > bad


def _refused(data: bytes, at: int, encoding: str) -> ImportRefused:
    line = data.count(b"\n", 0, at) + 1
    return ImportRefused(
        "imports.not_decodable", byte=f"0x{data[at]:02X}", position=at + 1, line=line, encoding=encoding
    )


def data_of(path: Path) -> bytes:
    """The bytes of a file. Raises ImportRefused when it is not there, or too large."""
    if path.is_dir() or not path.exists():
        raise ImportRefused("imports.no_such_file", file=str(path))
    if path.stat().st_size > LARGEST_FILE:
        raise ImportRefused("imports.too_large", megabytes=LARGEST_FILE // 1024**2)
    return path.read_bytes()
