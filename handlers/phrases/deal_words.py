"""The words of `/deal`: what is done, stages, channels, types and the keys of `key=value`."""

from handlers.phrases.names import names_of
from handlers.phrases.words import each_of

ACTIONS: dict[str, str] = {
    **dict.fromkeys(each_of("add new create open toevoegen voeg nieuw nieuwe maak"), "add"),
    **dict.fromkeys(each_of("move moved stage verplaats verplaatst verzet zet schuif"), "move"),
    **dict.fromkeys(each_of("won win closed gewonnen gescoord binnen"), "won"),
    **dict.fromkeys(each_of("lost lose verloren kwijt"), "lost"),
    **dict.fromkeys(each_of("returned return teruggegeven terug"), "returned"),
    **dict.fromkeys(each_of("list show lijst toon overzicht deals"), "list"),
    **dict.fromkeys(each_of("edit change wijzig wijzigen aanpassen verander update"), "edit"),
    **dict.fromkeys(each_of("undo ongedaan herroep"), "undo"),
}

STAGES: dict[str, str] = {
    "qualified": "qualified, qualification, gekwalificeerd, kwalificatie",
    "discovery": "discovery, verkenning, behoefte, inventarisatie, ontdekking",
    "proposal": "proposal, quote, voorstel, offerte, proposition",
    "negotiation": "negotiation, negotiating, onderhandeling, onderhandelen, onderhandelingen",
}
CHANNELS: dict[str, str] = {
    "direct": "direct, rechtstreeks",
    "partner": "partner, partners, reseller, via partner",
    "online": "online, web, webshop, website",
    "inside": "inside, inside sales, binnendienst",
}
TYPES: dict[str, str] = {
    "new": "new, nieuw, new business, nieuwe klant",
    "renewal": "renewal, verlenging, renew",
    "upsell": "upsell, upselling, up-sell, uitbreiding",
    "crosssell": "crosssell, cross-sell, crossell, cross-selling, cross sell, crossselling",
}

KEYS: dict[str, str] = {
    **dict.fromkeys(each_of("stage fase stadium"), "stage"),
    **dict.fromkeys(each_of("close closes sluit sluiting sluitdatum closing expected verwacht"), "close"),
    **dict.fromkeys(each_of("channel kanaal via"), "channel"),
    **dict.fromkeys(each_of("type soort"), "type"),
    **dict.fromkeys(each_of("product"), "product"),
    **dict.fromkeys(each_of("probability kans prob"), "probability"),
    **dict.fromkeys(each_of("owner eigenaar rep verkoper"), "owner"),
    **dict.fromkeys(each_of("account customer klant company bedrijf"), "account"),
    **dict.fromkeys(each_of("title titel name naam"), "title"),
    **dict.fromkeys(each_of("amount bedrag value waarde"), "amount"),
    **dict.fromkeys(each_of("reason reden"), "reason"),
    **dict.fromkeys(each_of("date datum on op"), "date"),
    **dict.fromkeys(each_of("opened geopend open"), "opened"),
    **dict.fromkeys(each_of("deal nr number nummer"), "number"),
    **dict.fromkeys(each_of("split verdeling"), "split"),
}

TYPE_NAMES = names_of(TYPES)
