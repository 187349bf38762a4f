"""The table of headings: for each kind of file its fields, and how the columns are called elsewhere.

Case and punctuation do not matter. A sales manager can add a heading here.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Field:
    """A thing that a column can say."""

    name: str
    headings: str
    """Separated by `|`; the first one is ours."""
    is_required: bool = False


FORMATTED = "_formatted"
"""Ends what a row has of a field besides: how the CRM writes it for people."""
UNREAD = "-"
"""A field that is none: its columns are left unread."""

_CODES = """
    AUD BGN BRL CAD CHF CNY CYP CZK DKK EEK GBP HKD HRK HUF IDR ILS INR ISK JPY KRW LTL LVL MTL MXN MYR NOK NZD PHP PLN
    ROL RON RUB SEK SGD SIT SKK THB TRL TRY USD ZAR
"""
QUOTED = tuple(_CODES.split())
"""The columns of the European Central Bank's file of rates: what one euro cost."""

# fmt: off
FIELDS: dict[str, tuple[Field, ...]] = {
    "deals": (
        Field("id", "opportunity_id|deal id|id|record id|deal - id|opportunity number"),
        Field("owner", "sales_agent|owner|rep|opportunity owner|deal owner|deal - owner|owner name|sales rep|salesperson|sales person|account manager|assigned to|responsible|eigenaar|verkoper|verantwoordelijke|toegewezen aan|accountmanager", is_required=True),
        Field("title", "title|deal name|opportunity name|deal - title|name|deal title|opportunity|deal|topic|subject|titel|omschrijving|naam|onderwerp"),
        Field("product", "product|product name|productnaam|deal - product name"),
        Field("account", "account|company|customer|account name|organization|deal - organization|company name|customer name|organisation|client|associated company|klant|bedrijf|organisatie|klantnaam|bedrijfsnaam|relatie"),
        Field("stage", "deal_stage|stage|deal - stage|sales stage|pipeline stage|stage name|deal phase|phase|fase|stadium|verkoopfase|dealfase", is_required=True),
        Field("status", "status|deal status|deal - status|opportunity status|state|outcome|result|won/lost|uitkomst|resultaat|dealstatus"),
        Field("opened", "engage_date|created|open date|opened|create date|created date|deal created|created on|created at|created time|creation date|date created|date entered|opened on|aangemaakt|geopend|aangemaakt op|aanmaakdatum|gemaakt op|datum aangemaakt|openingsdatum"),
        Field("won", "won time|won date|date won|won on|won at|gewonnen op|datum gewonnen"),
        Field("lost", "lost time|lost date|date lost|lost on|lost at|verloren op|datum verloren"),
        Field("closed", "close_date|closed|closed date|close date|closing date|actual close date|close time|closed on|closed at|date closed|closed time|decided on|gesloten|sluitdatum|sluitingsdatum|gesloten op|afgesloten op|afsluitdatum|datum gesloten|werkelijke sluitingsdatum"),
        Field("expected", "expected close|expected close date|expected_close|expected closing|expected closing date|expected closure date|estimated close date|est. close date|forecast close date|verwachte sluitdatum|verwachte sluitingsdatum|verwachte afsluitdatum|verwachte afsluiting|verwachte sluiting|geschatte sluitingsdatum|geschatte sluitdatum"),
        Field("contract", "contract end|contract end date|contract_end|contract until|contract_ends_on|end of contract|renewal date|contracteinde|einddatum contract|contract tot|einde contract"),
        Field("value", "close_value|amount|value|deal - value|deal value|deal amount|opportunity amount|estimated revenue|est. revenue|estimated value|total amount|bedrag|waarde|dealwaarde|totaalbedrag|geschatte omzet|omzet|orderwaarde|revenue|price|prijs"),
        Field("actual", "actual revenue|actual value|won value|werkelijke omzet|werkelijke waarde"),
        Field("currency", "currency|amount currency|currency code|deal - currency of value|deal currency|valuta|munt|munteenheid"),
        Field("channel", "channel|kanaal"),
        Field("type", "type|deal type|opportunity type|soort"),
        Field("probability", "probability|probability (%)|deal probability|deal - probability|win probability|confidence|kans|waarschijnlijkheid|slaagkans|slagingskans|kanspercentage"),
        Field("shares", "shares|split|credit|credit split|verdeling"),
        Field("part", "split percentage|split percent|opportunity split percent|opportunity split percentage|percentage|percent|split percent credit|credit percentage|allocated percentage|verdeling in procenten|aandeel|aandeel in procenten"),
        Field("credited", "split owner|split owner name|team member|team member name|credited to|teamlid"),
        Field("merged", "merged deal ids|merged ids|merged record ids|merged opportunity ids|merged into this|merged from|samengevoegde ids|samengevoegde deals"),
        Field("is_won", "is won|is closed won|is gewonnen"),
        Field("is_lost", "is lost|is closed lost|is verloren"),
        Field("is_closed", "is closed|is deal closed|is gesloten"),
        Field("is_active", "is active"),
        Field("reason", "reason|lost reason|loss reason|closed lost reason|deal - lost reason|reden|verliesreden|reden verlies|reden van verlies"),
    ),
    "people": (
        Field("name", "sales_agent|name|full name|employee name|employee|display name|naam|volledige naam|medewerker|gebruiker", is_required=True),
        Field("given_name", "first name|given name|voornaam"),
        Field("infix", "infix|middle name|tussenvoegsel|voorvoegsel"),
        Field("family_name", "last name|surname|family name|achternaam"),
        Field("email", "email|e-mail address|email address|work email|user email|e-mailadres|zakelijk e-mailadres"),
        Field("slack_id", "slack_id|slack user id|member id"),
        Field("role", "role|sales role|rol"),
        Field("manager", "manager|reports to|reporting to|supervisor|manager name|leidinggevende"),
        Field("team", "team|regional_office|office|region|department|sales team|kantoor|afdeling|verkoopteam"),
        Field("start", "start|start date|starts|hire date|date of joining|in dienst|startdatum|datum in dienst"),
        Field("end", "end|end date|ends|termination date|relieving date|uit dienst|einddatum|datum uit dienst"),
        Field("from", "from|valid from|effective from|vanaf|ingangsdatum"),
    ),
    "accounts": (
        Field("account", "account|name|account name|company|company name|customer|customer name|klant|klantnaam|bedrijf|bedrijfsnaam|relatie|naam", is_required=True),
        Field("sector", "sector|industry|branche|bedrijfstak"),
        Field("tier", "tier|account tier|customer tier|class|klasse|klantklasse"),
        Field("territory", "territory|territory name|sales territory|gebied|regio|rayon"),
        Field("owner", "owner|account owner|account manager|sales_agent|rep|eigenaar|verkoper|relatiebeheerder"),
        Field("opened", "opened|opened on|open date|created|created date|geopend"),
        Field("channel", "channel|kanaal"),
        Field("size", "size|company size|employees|number of employees|grootte|omvang|medewerkers|aantal medewerkers"),
        Field("segment", "segment|account segment|customer segment|klantsegment"),
        Field("postcode", "postcode|postal code|zip|zip code|billing zip|billing postal code"),
        Field("from", "from|valid from|effective from|vanaf|ingangsdatum"),
    ),
    "territories": (
        Field("territory", "territory|name|territory name|sales territory|gebied|regio|rayon|naam", is_required=True),
        Field("region", "region|area|streek|landsdeel"),
        Field("team", "team"),
        Field("owner", "owner|rep|territory owner|account manager|sales_agent|eigenaar|verkoper"),
        Field("from", "from|start|valid from|effective from|vanaf|ingangsdatum"),
        Field("until", "until|end|valid until|tot|t/m|einddatum"),
    ),
    "activities": (
        Field("id", "id|activity id|record id"),
        Field("person", "person|owner|rep|sales_agent|assigned to|assigned to user|activity owner|user|verkoper|persoon|eigenaar|toegewezen aan|verantwoordelijke|gebruiker", is_required=True),
        Field("kind", "kind|type|activity type|event type|activity|soort|soort activiteit|type activiteit|activiteitstype", is_required=True),
        Field("status", "status|activity status|meeting outcome|done|state|is done|held|was held|took place|completed|afgerond|voltooid|gedaan|gehouden|doorgegaan"),
        Field("account", "account|company|customer|account name|organization|organisation|company name|customer name|klant|bedrijf|organisatie|klantnaam|bedrijfsnaam"),
        Field("date", "date|happened on|activity date|start|start date|start time|started at|date and time|completed on|completed time|datum|begindatum|startdatum|starttijd|datum en tijd|uitgevoerd op", is_required=True),
        Field("due", "due|due date|due on|vervaldatum|vervalt op"),
        Field("quantity", "quantity|count|aantal"),
        Field("amount", "amount|value|bedrag"),
        Field("currency", "currency|valuta"),
        Field("minutes", "minutes|duration|duration (minutes)|duration (hh:mm:ss)|call duration (hh:mm:ss)|call duration|length|minuten|duur|duur (minuten)|tijdsduur"),
        Field("score", "score|rating|cijfer"),
        Field("order", "order|first|volgorde"),
        Field("deal", "deal|deal id|deal number|opportunity|opportunity id|opportunity_id"),
        Field("shares", "shares|split|credit|credit split|verdeling"),
        Field("contact", "contact|contact name|contact person|contactpersoon"),
        Field("topic", "topic|subject|title|onderwerp|titel"),
        Field("note", "note|notes|description|comments|notitie|opmerking|notities|beschrijving"),
    ),
    "costs": (
        Field("id", "id|cost id|record id"),
        Field("date", "date|day|datum", is_required=True),
        Field("kind", "kind|type|category|soort", is_required=True),
        Field("amount", "amount|value|cost|bedrag|kosten", is_required=True),
        Field("currency", "currency|valuta"),
        Field("channel", "channel|kanaal"),
        Field("note", "note|description|omschrijving"),
    ),
    "training": (
        Field("id", "id|training id|course id|record id"),
        Field("date", "date|day|training date|datum", is_required=True),
        Field("topic", "topic|subject|skill|onderwerp"),
        Field("title", "title|course|training|name|titel|cursus"),
        Field("hours", "hours|duration (hours)|duration|uren|duur", is_required=True),
        Field("provider", "provider|trainer|given by|vendor|aanbieder"),
        Field("cost", "cost|costs|amount|price|kosten|bedrag"),
        Field("currency", "currency|valuta"),
        Field("person", "person|name of person|participant|employee|attendee|rep|persoon|deelnemer|medewerker"),
        Field("attended", "attended|present|attendance|aanwezig"),
    ),
    "targets": (
        Field("kpi", "kpi|metric|measure", is_required=True),
        Field("target", "target|value|amount|doel", is_required=True),
        Field("period", "period|per|period type|periode", is_required=True),
        Field("person", "person|rep|owner|sales_agent|persoon"),
        Field("team", "team"),
        Field("role", "role|sales role|rol"),
        Field("from", "from|effective from|start|start date|vanaf"),
    ),
    "rates": (
        Field("day", "day|date|from|datum|vanaf", is_required=True),
        Field("currency", "currency|code|valuta"),
        Field("rate", "rate|exchange rate|value|koers|wisselkoers"),
        Field("into", "into|in|base|base currency|reporting currency"),
        *(Field(code, code) for code in QUOTED),
    ),
    "leave": (
        Field("person", "person|name|employee|employee name|sales_agent|display name|persoon|naam|medewerker|werknemer|naam medewerker", is_required=True),
        Field("first", "first|first day|start|start date|from|from date|date from|leave from|begin|begin date|van|eerste dag|begindatum|startdatum|van datum|datum van", is_required=True),
        Field("last", "last|last day|end|end date|until|to|to date|date to|leave to|tot|laatste dag|einddatum|tot en met|t/m|tot datum|datum tot|einde"),
        Field("status", "status|leave status|request status|approval status|approval|state|verlofstatus|aanvraagstatus|goedkeuring"),
        Field("part", "part|day part|dagdeel"),
    ),
}
# fmt: on


@lru_cache(maxsize=20_000)
def folded(heading: str) -> str:
    """A heading without case, spaces and punctuation."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


ONE_OF: dict[str, dict[str, tuple[str, ...]]] = {
    "deals": {"stage": ("stage", "status")},
    "people": {"name": ("name", "family_name")},
}
"""What a required field may be told by instead."""


_STANDS_IN = {"deals": {"owner": "credited"}}
"""What tells a required field too, where no column of its own does: of a report of splits, who has the part."""


def standing_in(kind: str, found: Mapping[str, int]) -> dict[str, int]:
    """The places of a file's fields, with those that another column tells as well."""
    also = {name: found[by] for name, by in _STANDS_IN.get(kind, {}).items() if name not in found and by in found}
    return {**found, **also}


def missing(kind: str, found: Container[str]) -> list[Field]:
    """The required fields that no column of a file tells."""
    instead = ONE_OF.get(kind, {})
    return [
        field
        for field in FIELDS[kind]
        if field.is_required and not any(name in found for name in instead.get(field.name, (field.name,)))
    ]


def recognised(kind: str, headings: Sequence[str], *before: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each field of this kind the place of its column; a name higher in the table goes before a lower one.

    What a CRM calls its fields (`before`) goes before the table. Names under `-` are of columns that say nothing.
    """
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(folded(heading), place)
    for names in before:
        for name in names.get(UNREAD, ()):
            places.pop(folded(name), None)
    table: Mapping[str, Sequence[str]] = {field.name: field.headings.split("|") for field in FIELDS[kind]}
    found: dict[str, int] = {}
    taken: set[int] = set()
    for names_of in (*before, table):
        for field, spelled in names_of.items():
            for name in spelled:
                place_ = places.get(folded(name))
                if field not in found and field in table and place_ is not None and place_ not in taken:
                    found[field] = place_
                    taken.add(place_)
    return found


def formatted_beside(headings: Sequence[str], places: Mapping[str, int]) -> dict[str, int]:
    """Where what a field says stands once more as people read it: `value_formatted` beside `value`."""
    at_heading = {folded(heading): at for at, heading in reversed(list(enumerate(headings)))}
    beside = {name: at_heading.get(f"{folded(headings[at])}formatted") for name, at in places.items()}
    return {name + FORMATTED: at for name, at in beside.items() if at is not None}
