"""What Slack says of whoever installs Koers, as a first guess of the settings: shown as a guess until somebody confirms.

America/New_York and en-US: US dollars, United States, English. Europe/Amsterdam and nl-NL: euros, Netherlands, Dutch.
"""

from datetime import date

from babel.core import get_global
from babel.numbers import get_territory_currencies

from models.workspace.records import Workspace
from models.workspace.setting_values import LANGUAGES
from models.workspace.settings import CHOSEN, IS_GUESSED

NOWHERE = "ZZ"


def country_of(zone: str) -> str | None:
    """The country that a time zone is in; None for one of no country, such as UTC."""
    known = get_global("zone_aliases").get(zone, zone)
    country = get_global("zone_territories").get(known)
    return str(country) if country and country != NOWHERE else None


def guess_settings(
    workspace: Workspace, zone: str | None, locale: str | None, today: date, *, has_amounts: bool = False
) -> None:
    """Set what nobody has chosen: by the zone (country, currency) and the locale (language) of the installer.

    The currency is left alone once there are amounts: they were counted in the one that holds.
    """
    guesses: dict[str, str] = {}
    country = country_of(zone or "")
    if zone and country:
        guesses |= {"zone": zone, "country": country}
        currencies = get_territory_currencies(country, today)
        if currencies and not has_amounts:
            guesses["currency"] = currencies[0]
    language = (locale or "")[:2].lower()
    if language in LANGUAGES:
        guesses["language"] = language
    for key, value in guesses.items():
        if workspace.settled.get(key) != CHOSEN:
            setattr(workspace, key, value)
            workspace.settled = {**workspace.settled, key: IS_GUESSED}
