"""Reading what a CRM answers. A wrong shape is VendorBroken; a single value that makes no sense is None, and costs no more."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from urllib.parse import quote

from jobs.crm.adapter import VendorBroken
from models.connections.remote import RemoteAccount, RemoteActivity, RemoteDeal, RemoteRecord

Row = Mapping[str, object]


def row(value: object, vendor: str) -> Row:
    """An object."""
    if not isinstance(value, dict):
        raise VendorBroken(f"{vendor} answers something else than was asked.")
    return value


def rows(value: object, vendor: str) -> list[Row]:
    """A list of objects; nothing where it says null."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise VendorBroken(f"{vendor} answers something else than was asked.")
    return [row(item, vendor) for item in value]


def inner(value: object, *names: str) -> object:
    """What is found by these names, one inside the other; None where one of them is not there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def needed_id(value: object, vendor: str) -> str:
    """An id: without it a record is nothing."""
    if (found := text(value)) is None:
        raise VendorBroken(f"{vendor} answers a record without an id.")
    return found


def text(value: object) -> str | None:
    """Words, or a whole number as words; None for nothing."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def flag(value: object) -> bool:
    """True for true and "true"."""
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def amount(value: object) -> Decimal | None:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    with suppress(InvalidOperation):
        found = Decimal(value.strip() if isinstance(value, str) else value)
        return found if found.is_finite() else None
    return None


def whole(value: object) -> int | None:
    """A number without what is behind the point."""
    found = amount(value)
    return None if found is None or abs(found) > 10**12 else int(found)


def percent(value: object) -> int | None:
    """From 0 to 100."""
    found = whole(value)
    return found if found is not None and 0 <= found <= 100 else None


def instant(value: object) -> datetime | None:
    """ISO 8601, with or without a zone (then UTC), or milliseconds since 1970."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    said = value.strip()
    with suppress(ValueError, OverflowError):
        if re.fullmatch(r"-?\d{9,15}", said):
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(said))
        if not re.match(r"\d{4}-\d\d-\d\d[T ]\d", said):
            return None
        found = datetime.fromisoformat(said)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return None


def day(value: object) -> date | None:
    """A day that is the same in every zone: what is written, or the day in UTC of what is an instant."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        with suppress(ValueError):
            return date.fromisoformat(value.strip())
        return None
    found = instant(value)
    return found.date() if found else None


def minutes_between(start: datetime | None, end: datetime | None) -> int | None:
    """Whole minutes, None where one of the two is missing or they are the wrong way round."""
    return int((end - start).total_seconds() // 60) if start and end and end >= start else None


def host_of(value: object) -> str | None:
    """`acme.nl` of `https://www.acme.nl/contact`."""
    said = (text(value) or "").lower()
    found = re.sub(r"^[a-z+]+://", "", said).split("/")[0].split("?")[0].rpartition("@")[2].split(":")[0]
    return found.removeprefix("www.") or None


def iso(at: datetime) -> str:
    """To the millisecond, in UTC, as all three vendors take it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def said_by(record: RemoteRecord, fields: Mapping[str, object]) -> dict[str, object]:
    """What the record says of the fields that were written, to know it again."""
    assert isinstance(record, RemoteAccount | RemoteDeal | RemoteActivity)
    return {name: getattr(record, name) for name in fields if hasattr(record, name)}


def chunks(ids: Sequence[str], size: int) -> list[Sequence[str]]:
    """In parts of at most `size`, each id once."""
    once = list(dict.fromkeys(ids))
    return [once[start : start + size] for start in range(0, len(once), size)]


def in_path(record_id: str) -> str:
    """An id as a part of an address."""
    return quote(record_id, safe="")
