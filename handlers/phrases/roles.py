"""Sales roles, access levels, countries and weekdays in the words of both languages."""

from handlers.phrases.names import name_at, names_of
from handlers.phrases.tokens import Typed

ROLES: dict[str, str] = {
    "sdr": "sdr, sales development, sales development rep, sales development representative",
    "presales": "presales, pre-sales, pre-sales engineer, presales engineer, technische pre-sales, technical presales",
    "bdr": "bdr, business development, business development rep, business development representative",
    "inside": "inside, inside sales, binnendienst, verkoop binnendienst",
    "account": "account, account manager, accountmanager, account management, am",
    "field": "field, field sales, buitendienst, verkoop buitendienst",
    "channel": "channel, channel sales, channel manager, channelmanager, channel sales manager, partner manager, partnermanager",
}

ACCESS: dict[str, str] = {
    "rep": "rep, seller, sales rep, verkoper, sales",
    "manager": "manager, lead, teamlead, teamleider, leidinggevende, sales manager, salesmanager",
    "leader": "leader, director, vp, head of sales, salesleiding, leiding, directie, directeur, verkoopleider, salesdirecteur",
    "admin": "admin, administrator, beheerder, beheer",
}

COUNTRIES: dict[str, str] = {
    "NL": "nl, netherlands, the netherlands, holland, nederland",
    "BE": "be, belgium, belgie",
    "DE": "de, germany, duitsland",
    "FR": "fr, france, frankrijk",
    "LU": "lu, luxembourg, luxemburg",
    "GB": "gb, uk, united kingdom, great britain, england, verenigd koninkrijk, engeland",
    "IE": "ie, ireland, ierland",
    "US": "us, usa, united states, verenigde staten, amerika",
    "ES": "es, spain, spanje",
    "PT": "pt, portugal",
    "IT": "it, italy, italie",
    "CH": "ch, switzerland, zwitserland",
    "AT": "at, austria, oostenrijk",
    "DK": "dk, denmark, denemarken",
    "SE": "se, sweden, zweden",
    "NO": "no, norway, noorwegen",
    "FI": "fi, finland",
    "PL": "pl, poland, polen",
    "CZ": "cz, czechia, tsjechie",
    "CA": "ca, canada",
    "AU": "au, australia, australie",
    "IN": "in, india",
    "ZA": "za, south africa, zuid-afrika",
}
"""Countries by name; any other ISO 3166 code of two letters may be typed as well."""


_ROLE_PHRASES = names_of(ROLES)
_ACCESS_PHRASES = names_of(ACCESS)
_COUNTRY_PHRASES = names_of(COUNTRIES)
ROLE_NAMES = tuple(" ".join(phrase) for phrase in _ROLE_PHRASES)
ACCESS_NAMES = tuple(" ".join(phrase) for phrase in _ACCESS_PHRASES)


def role_at(words: Typed, at: int) -> tuple[str, int] | None:
    """The sales role at a token (quoted or not) and the position after it; the longest name wins."""
    return name_at(words, at, _ROLE_PHRASES)


def access_at(words: Typed, at: int) -> tuple[str, int] | None:
    """The access level at a token, and the position after it."""
    return name_at(words, at, _ACCESS_PHRASES)


def country_at(words: Typed, at: int) -> tuple[str, int] | None:
    """The ISO 3166 code of the country at a token, and the position after it."""
    if found := name_at(words, at, _COUNTRY_PHRASES):
        return found
    text = words.tokens[at].text if at < len(words.tokens) else ""
    return (text.upper(), at + 1) if len(text) == 2 and text.isascii() and text.isalpha() else None
