"""The amounts of a column, in either notation: `12.500,00` or `12,500.00`. The column settles it, or it is asked about."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from babel import Locale

from models.imports.cells import plain
from models.imports.csv_file import CsvFile
from models.imports.fields import FORMATTED
from models.imports.report import ImportRefused, SkipRow
from models.money import CURRENCY_SIGNS, LARGEST_AMOUNT, MULTIPLIERS, Money, known_currencies
from models.vocabulary import vocabulary

_NUMBER = re.compile(r"\d[\d.,' \u00a0\u202f’]*|[.,]\d+")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_NO_CENTS = re.compile(r"(?<=\d)\s*([.,])\s*(?:[-–—]{1,2}|=)$")
"""`12.000,-`: no cents."""
_CONVERTED = re.compile(r"(?<=\S)\s*\([^()\d]*[\d][^()]*\)$")
"""`EUR 1,000.00 (USD 1,100.00)`: the same in another currency."""
_MULTIPLIED = re.compile(
    rf"(?P<number>.*\d)\s*(?P<times>{'|'.join(sorted(map(re.escape, MULTIPLIERS), key=len, reverse=True))})\.?",
    re.IGNORECASE,
)


@cache
def _currency_names() -> Mapping[str, str]:
    """Codes by sign and by name in the languages that we read: `€`, `Euro`, `Amerikaanse dollar`."""
    names: dict[str, str] = {}
    for language in vocabulary().languages:
        for code, name in Locale(language).currencies.items():
            if code in known_currencies():
                names.setdefault(name.casefold(), code)
    return names | vocabulary().table("currencies") | {sign.casefold(): code for sign, code in CURRENCY_SIGNS.items()}


def currency_meant(text: str) -> str:
    """The code of `EUR`, `€`, `euro`, `Euro (EUR)`; what means none in capitals, for somebody else to refuse."""
    bare = text.strip()
    if match := re.fullmatch(r".*\(([A-Za-z]{3})\)|([A-Za-z]{3})\s*[-–:].*", bare):
        bare = match[1] or match[2]
    return _currency_names().get(bare.casefold(), bare.upper())


class AmountColumn:
    """Reads the texts of one column of amounts; each different text once."""

    def __init__(self, file: CsvFile, field: str) -> None:
        self._heading = file.columns.get(field, field)
        self._known: dict[str, tuple[Decimal | None, str | None]] = {}
        self._decimal_sign = _decimal_sign(file, field, self._heading)
        self._parts_of = 100 if _is_in_cents(file, field) else 1

    def __call__(self, text: str, currency: str) -> Money | None:
        """The amount, in `currency` unless it carries a sign of its own; None for an empty cell.

        Raises SkipRow for what is not an amount, is negative, or above 10^12.
        """
        if not text:
            return None
        if text not in self._known:
            self._known[text] = self._read(text)
        value, sign = self._known[text]
        currency = currency_meant(sign or currency)
        if value is None:
            return None
        if currency not in known_currencies():
            raise SkipRow("unknown_currency", value=currency[:10])
        if value < 0:
            raise SkipRow("negative_amount", value=text[:40])
        if value > LARGEST_AMOUNT:
            raise SkipRow("absurd_amount", value=text[:40])
        return Money.of(value, currency)

    def number(self, text: str) -> Decimal | None:
        """A plain number (a target, a count) in the notation of the column; None for an empty cell."""
        if not text:
            return None
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text][0]

    def written(self, number: Decimal, like: str) -> str:
        """A number as this column writes them, with the currency that stands beside `like`: what it reads as itself."""
        currency = _without_currency(_CONVERTED.sub("", like.strip()))[1]
        places = 2 if self._parts_of == 1 else 0
        return f"{currency or ''} {f'{number * self._parts_of:.{places}f}'.replace('.', self._decimal_sign)}".strip()

    def _read(self, text: str) -> tuple[Decimal | None, str | None]:
        bare, times, currency = _parts(text)
        is_negative = bare.startswith(("-", "−", "(")) or bare.endswith("-")
        bare = bare.strip("-−() ")
        if not plain(bare):
            return None, currency
        match = _NUMBER.fullmatch(bare)
        if match is None:
            raise SkipRow("not_an_amount", value=text[:40], column=self._heading)
        grouping = "," if self._decimal_sign == "." else "."
        figure = re.sub(r"[' \u00a0\u202f’]", "", bare).replace(grouping, "").replace(self._decimal_sign, ".")
        if figure.count(".") > 1:
            raise SkipRow("not_an_amount", value=text[:40], column=self._heading)
        return (-Decimal(figure) if is_negative else Decimal(figure)) * times / self._parts_of, currency


def _parts(text: str) -> tuple[str, int, str | None]:
    """The figure, what it is multiplied by, and the currency that stands beside it."""
    bare, currency = _without_currency(_CONVERTED.sub("", text.strip()))
    bare = _NO_CENTS.sub("", bare)
    if match := _MULTIPLIED.fullmatch(bare):
        return match["number"].strip(), MULTIPLIERS[match["times"].casefold()], currency
    return bare, 1, currency


def _without_currency(text: str) -> tuple[str, str | None]:
    bare = text.strip()
    for sign, currency in CURRENCY_SIGNS.items():
        if bare.startswith(sign) or bare.endswith(sign):
            return bare.removeprefix(sign).removesuffix(sign).strip(), currency
        if bare.startswith(("-" + sign, "−" + sign, "(" + sign)):
            return (bare[0] + bare[1 + len(sign) :]).strip(), currency
    if match := re.fullmatch(r"([A-Za-z]{3,})\s*([\d(.,−-].*)|(.*[\d).,-])\s*([A-Za-z]{3,})", bare):
        word = match[1] or match[4]
        if word.casefold() not in MULTIPLIERS and (len(word) == 3 or word.casefold() in _currency_names()):
            return (match[2] or match[3]).strip(), currency_meant(word)
    return bare, None


def _decimal_sign(file: CsvFile, field: str, heading: str) -> str:
    """What separates the decimals in this column. Raises ImportRefused when its values contradict, or nothing settles it."""
    if notation := file.notations.get(field):
        return _sign_of_sample(notation, heading, field)
    settled: dict[str, tuple[int, str]] = {}
    unclear: tuple[int, str] | None = None
    for line, text in file.column(field):
        if cents := _NO_CENTS.search(_without_currency(text)[0]):
            settled.setdefault(cents[1], (line, text))
            continue
        number = _parts(text)[0].strip("-−() ").replace(" ", "")
        if number.isdigit():
            continue
        if sign := _sign_in(number):
            settled.setdefault(sign, (line, text))
        elif _GROUPS.fullmatch(number):
            unclear = unclear or (line, text)
    if len(settled) == 2:
        (one_line, one), (other_line, other) = settled["."], settled[","]
        raise ImportRefused(
            "imports.amounts_contradict", column=heading, one=one, one_line=one_line, other=other, other_line=other_line
        )
    if unclear and not settled:
        raise ImportRefused("imports.amounts_unclear", column=heading, name=field, value=unclear[1], line=unclear[0])
    return next(iter(settled), ".")


def _sign_in(number: str) -> str | None:
    """The decimal sign that this number gives away: by both signs, by repeated groups, or by its decimals."""
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return "." if number.rindex(".") > number.rindex(",") else ","
    if points > 1 or commas > 1:
        return "," if points > 1 else "."
    sign = "." if points else "," if commas else None
    if sign is None or _GROUPS.fullmatch(number):
        return None
    return sign


def _is_in_cents(file: CsvFile, field: str) -> bool:
    """Whether the column counts cents, as a column beside it tells: `value` 1250000 is `value_formatted` €12,500."""
    pairs = [(row[field], _cents(text)) for row in file.rows if row[field] and (text := row[field + FORMATTED])]
    return any(text.strip("0") for text, _ in pairs) and all(text == cents for text, cents in pairs)


def _cents(shown: str) -> str:
    """The digits of an amount in cents, whether it shows them or not."""
    number = re.sub(r"[^\d.,]", "", shown)
    digits = re.sub(r"\D", "", number)
    return digits if re.search(r"[.,]\d\d$", number) else digits + "00"


def _sign_of_sample(notation: str, heading: str, field: str) -> str:
    sign = notation if notation in {".", ","} else _sign_in(notation)
    if sign is None:
        raise ImportRefused("imports.notation_unclear", notation=notation, column=heading, name=field)
    return sign
