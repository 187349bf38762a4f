"""The cast of the phrase tests: a Monday in November and a handful of known accounts."""

from datetime import date

MONDAY = date(2026, 11, 23)

_ACCOUNTS = (
    "Acme",
    "Acme North",
    "Globex",
    "Initech",
    "Smith, Jones & Co",
    "3M",
    "Demo Corp",
    "First Solar",
    "Van Oord",
    "Marks and Spencer",
    "Sun",
    "9292 OV",
    "Call Center Noord",
    "Café de Flore",
)
_BY_NAME = {name.lower(): name for name in _ACCOUNTS}


def known(name: str) -> str | None:
    """The accounts that the workspace has."""
    return _BY_NAME.get(name.lower())
