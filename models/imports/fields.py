"""The table of headings: for each kind of file its fields, and how the columns are called elsewhere.

Case and punctuation do not matter. A sales manager can add a heading here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A thing that a column can say."""

    name: str
    headings: str
    """Separated by `|`; the first one is ours."""
    is_required: bool = False


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
        Field("owner", "sales_agent|owner|rep|opportunity owner|deal owner|deal - owner|eigenaar|verkoper", is_required=True),
        Field("title", "title|deal name|opportunity name|deal - title|titel|omschrijving"),
        Field("product", "product|product name|productnaam"),
        Field("account", "account|company|customer|account name|organization|deal - organization|klant|bedrijf"),
        Field("stage", "deal_stage|stage|deal - stage|fase", is_required=True),
        Field("opened", "engage_date|created|open date|opened|create date|created date|deal created|aangemaakt|geopend"),
        Field("closed", "close_date|closed|closed date|close date|won time|gesloten|sluitdatum"),
        Field("expected", "expected close|expected close date|expected_close|verwachte sluitdatum"),
        Field("contract", "contract end|contract end date|contract_end|contract until|contract_ends_on|end of contract|renewal date|contracteinde|einddatum contract|contract tot|einde contract"),
        Field("value", "close_value|amount|value|deal - value|bedrag|waarde"),
        Field("currency", "currency|amount currency|currency code|deal - currency of value|valuta"),
        Field("channel", "channel|kanaal"),
        Field("type", "type|deal type|opportunity type|soort"),
        Field("probability", "probability|probability (%)|kans"),
        Field("shares", "shares|split|credit|credit split|verdeling"),
        Field("reason", "reason|lost reason|loss reason|closed lost reason|deal - lost reason|reden"),
    ),
    "people": (
        Field("name", "sales_agent|name|full name|naam", is_required=True),
        Field("email", "email|e-mail address|email address|e-mailadres"),
        Field("slack_id", "slack_id|slack user id|member id"),
        Field("role", "role|sales role|rol"),
        Field("manager", "manager|reports to|leidinggevende"),
        Field("team", "team|regional_office|office|region|kantoor"),
        Field("start", "start|start date|starts|in dienst|startdatum"),
        Field("end", "end|end date|ends|uit dienst|einddatum"),
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
        Field("person", "person|owner|rep|sales_agent|assigned to|verkoper|persoon", is_required=True),
        Field("kind", "kind|type|activity type|soort", is_required=True),
        Field("account", "account|company|customer|account name|klant|bedrijf"),
        Field("date", "date|happened on|activity date|datum", is_required=True),
        Field("due", "due|due date|due on|vervaldatum|vervalt op"),
        Field("quantity", "quantity|count|aantal"),
        Field("amount", "amount|value|bedrag"),
        Field("currency", "currency|valuta"),
        Field("minutes", "minutes|duration|duration (minutes)|minuten|duur"),
        Field("score", "score|rating|cijfer"),
        Field("order", "order|first|volgorde"),
        Field("deal", "deal|deal id|deal number|opportunity|opportunity id|opportunity_id"),
        Field("shares", "shares|split|credit|credit split|verdeling"),
        Field("contact", "contact|contact name|contactpersoon"),
        Field("topic", "topic|subject|onderwerp"),
        Field("note", "note|notes|description|comments|notitie|opmerking"),
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
        Field("person", "person|name|employee|sales_agent|persoon|naam|medewerker", is_required=True),
        Field("first", "first|first day|start|start date|from|van|eerste dag", is_required=True),
        Field("last", "last|last day|end|end date|until|to|tot|laatste dag"),
        Field("part", "part|day part|dagdeel"),
    ),
}
# fmt: on


def folded(heading: str) -> str:
    """A heading without case, spaces and punctuation."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def recognised(kind: str, headings: list[str]) -> dict[str, int]:
    """For each field of this kind the place of its column; a name higher in the table goes before a lower one."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(folded(heading), place)
    found: dict[str, int] = {}
    taken: set[int] = set()
    for field in FIELDS[kind]:
        for name in field.headings.split("|"):
            place_ = places.get(folded(name))
            if place_ is not None and place_ not in taken:
                found[field.name] = place_
                taken.add(place_)
                break
    return found
