"""`/log` as people type it, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from handlers.phrases import (
    LOG_SUBCOMMANDS,
    MYSELF,
    AccountRef,
    Amount,
    Label,
    OwnKind,
    PersonForm,
    PersonRef,
    Reason,
    Unreadable,
    example_of,
    possible_names,
    read_log,
)
from tests.handlers.phrases.known import MONDAY, known
from tests.spoken import examples_of

SUNDAY, FRIDAY = date(2026, 11, 22), date(2026, 11, 20)


def euro(value: str) -> Amount:
    return Amount(Decimal(value), "EUR")


def plain(value: str) -> Amount:
    return Amount(Decimal(value))


LINES: list[tuple[str, dict[str, object]]] = [
    # the examples that are promised
    ("meeting Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    (
        "meeting Acme follow-up yesterday 45m discussed pricing",
        {
            "kind": "meeting",
            "accounts": ["Acme"],
            "is_first": False,
            "day": SUNDAY,
            "minutes": 45,
            "note": "discussed pricing",
        },
    ),
    ("proposal Acme 12.5k", {"kind": "proposal", "accounts": ["Acme"], "amount": plain("12500")}),
    ("3 calls", {"kind": "call", "quantity": 3}),
    ("training 2h negotiation", {"kind": "training", "minutes": 120, "topic": "negotiation"}),
    ("csat Acme 5", {"kind": "csat", "accounts": ["Acme"], "score": 5}),
    ("afspraak Acme gisteren", {"kind": "meeting", "accounts": ["Acme"], "day": SUNDAY}),
    ("3 meetings Acme, Globex, Initech", {"kind": "meeting", "accounts": ["Acme", "Globex", "Initech"]}),
    # days, lengths and amounts in words
    ("Monday's call with Acme", {"kind": "call", "accounts": ["Acme"], "day": MONDAY}),
    ("gebeld Acme zat", {"kind": "call", "accounts": ["Acme"], "day": date(2026, 11, 21)}),
    ("call with Don at Acme", {"kind": "call", "accounts": ["Acme"], "contact": "Don"}),
    ("meeting Acme 1 hr 15", {"kind": "meeting", "accounts": ["Acme"], "minutes": 75}),
    ("afspraak Acme vijf kwartier", {"kind": "meeting", "accounts": ["Acme"], "minutes": 75}),
    ("afspraak Acme een uur of twee", {"kind": "meeting", "accounts": ["Acme"], "minutes": 120}),
    ("meeting Acme, 1/2 hour", {"kind": "meeting", "accounts": ["Acme"], "minutes": 30}),
    ("quoted Acme six grand", {"kind": "proposal", "accounts": ["Acme"], "amount": plain("6000")}),
    ("mail Acme met verslag", {"kind": "email", "accounts": ["Acme"], "note": "met verslag"}),
    ("two demos, one for Acme and one for Globex", {"kind": "demo", "accounts": ["Acme", "Globex"]}),
    # kinds, their plurals and inflections
    ("Meeting acme", {"kind": "meeting", "accounts": ["Acme"]}),
    ("MEETING ACME", {"kind": "meeting", "accounts": ["Acme"]}),
    ("appointment Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    ("gesprek Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    ("bespreking Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    ("2 afspraken", {"kind": "meeting", "quantity": 2}),
    ("visit Acme", {"kind": "visit", "accounts": ["Acme"]}),
    ("bezoek Acme", {"kind": "visit", "accounts": ["Acme"]}),
    ("klantbezoek Acme", {"kind": "visit", "accounts": ["Acme"]}),
    ("visited Acme yesterday", {"kind": "visit", "accounts": ["Acme"], "day": SUNDAY}),
    ("Acme bezocht", {"kind": "visit", "accounts": ["Acme"]}),
    ("call Acme", {"kind": "call", "accounts": ["Acme"]}),
    ("phone call Acme", {"kind": "call", "accounts": ["Acme"]}),
    ("called Acme", {"kind": "call", "accounts": ["Acme"]}),
    ("gebeld Acme", {"kind": "call", "accounts": ["Acme"]}),
    ("belletje Acme", {"kind": "call", "accounts": ["Acme"]}),
    ("5 telefoontjes", {"kind": "call", "quantity": 5}),
    ("drie calls", {"kind": "call", "quantity": 3}),
    ("email Acme", {"kind": "email", "accounts": ["Acme"]}),
    ("e-mail Acme", {"kind": "email", "accounts": ["Acme"]}),
    ("mailtje Acme", {"kind": "email", "accounts": ["Acme"]}),
    ("12 mails", {"kind": "email", "quantity": 12}),
    ("demo Acme", {"kind": "demo", "accounts": ["Acme"]}),
    ("twee demo's", {"kind": "demo", "quantity": 2}),
    ("lead Acme", {"kind": "lead", "accounts": ["Acme"]}),
    ("4 qualified leads", {"kind": "lead", "quantity": 4}),
    ("returned lead Acme", {"kind": "returned", "accounts": ["Acme"]}),
    ("lead teruggegeven Acme", {"kind": "returned", "accounts": ["Acme"]}),
    ("teruggegeven Acme geen budget", {"kind": "returned", "accounts": ["Acme"], "note": "geen budget"}),
    ("offerte Acme 12.500", {"kind": "proposal", "accounts": ["Acme"], "amount": plain("12500")}),
    ("voorstel Acme € 12.500,-", {"kind": "proposal", "accounts": ["Acme"], "amount": euro("12500")}),
    ("quote Acme $5k", {"kind": "proposal", "accounts": ["Acme"], "amount": Amount(Decimal(5000), "USD")}),
    ("renewal Acme 18k", {"kind": "renewal", "accounts": ["Acme"], "amount": plain("18000")}),
    ("contractverlenging Acme 18k", {"kind": "renewal", "accounts": ["Acme"], "amount": plain("18000")}),
    ("klanttevredenheid Acme 4", {"kind": "csat", "accounts": ["Acme"], "score": 4}),
    ("cursus 3 uur onderhandelen", {"kind": "training", "minutes": 180, "topic": "onderhandelen"}),
    ("note Acme call back", {"kind": "note", "accounts": ["Acme"], "note": "call back"}),
    ("notitie Acme terugbellen", {"kind": "note", "accounts": ["Acme"], "note": "terugbellen"}),
    ("note remember to send the slides", {"kind": "note", "note": "remember to send the slides"}),
    # first and follow-up
    ("first meeting Acme", {"kind": "meeting", "accounts": ["Acme"], "is_first": True}),
    ("eerste gesprek Acme", {"kind": "meeting", "accounts": ["Acme"], "is_first": True}),
    ("meeting Acme first", {"kind": "meeting", "accounts": ["Acme"], "is_first": True}),
    ("kennismaking Acme", {"kind": "meeting", "accounts": ["Acme"], "is_first": True}),
    ("intro meeting Acme", {"kind": "meeting", "accounts": ["Acme"], "is_first": True}),
    ("vervolggesprek Acme", {"kind": "meeting", "accounts": ["Acme"], "is_first": False}),
    ("vervolg afspraak Acme", {"kind": "meeting", "accounts": ["Acme"], "is_first": False}),
    ("meeting Acme follow up", {"kind": "meeting", "accounts": ["Acme"], "is_first": False}),
    ("follow-up meeting Acme", {"kind": "meeting", "accounts": ["Acme"], "is_first": False}),
    ("follow-up Acme", {"kind": "meeting", "accounts": ["Acme"], "is_first": False}),
    ("follow up Acme yesterday", {"kind": "meeting", "accounts": ["Acme"], "is_first": False, "day": SUNDAY}),
    ("opvolggesprek Acme", {"kind": "meeting", "accounts": ["Acme"], "is_first": False}),
    ("eerste bezoek Acme", {"kind": "visit", "accounts": ["Acme"], "is_first": True}),
    ("3 first meetings", {"kind": "meeting", "quantity": 3, "is_first": True}),
    ("follow-up call Acme", {"kind": "call", "accounts": ["Acme"]}),
    # any order
    ("Acme meeting", {"kind": "meeting", "accounts": ["Acme"]}),
    ("Acme meeting yesterday", {"kind": "meeting", "accounts": ["Acme"], "day": SUNDAY}),
    ("yesterday meeting Acme", {"kind": "meeting", "accounts": ["Acme"], "day": SUNDAY}),
    ("gisteren Acme gebeld", {"kind": "call", "accounts": ["Acme"], "day": SUNDAY}),
    ("45m meeting Acme", {"kind": "meeting", "accounts": ["Acme"], "minutes": 45}),
    ("2h training negotiation", {"kind": "training", "minutes": 120, "topic": "negotiation"}),
    ("12.5k proposal Acme", {"kind": "proposal", "accounts": ["Acme"], "amount": plain("12500")}),
    ("Acme proposal € 12.500", {"kind": "proposal", "accounts": ["Acme"], "amount": euro("12500")}),
    ("5 csat Acme", {"kind": "csat", "accounts": ["Acme"], "score": 5}),
    ("a meeting with Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    ("een afspraak bij Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    ("3 belletjes en een offerte", {"kind": "call", "quantity": 3, "note": "en een offerte"}),
    ("mtg Globex 30m", {"kind": "meeting", "accounts": ["Globex"], "minutes": 30}),
    ("bezoek aan De Jong", {"kind": "visit", "accounts": ["De Jong"]}),
    ("meeting with De Jong", {"kind": "meeting", "contact": "De Jong"}),
    ("meeting شركة النور", {"kind": "meeting", "accounts": ["شركة النور"]}),
    ("meeting at Acme on friday", {"kind": "meeting", "accounts": ["Acme"], "day": FRIDAY}),
    ("vrijdag op bezoek bij Acme", {"kind": "visit", "accounts": ["Acme"], "day": FRIDAY}),
    # dates
    ("meeting Acme 2026-11-12", {"kind": "meeting", "accounts": ["Acme"], "day": date(2026, 11, 12)}),
    ("meeting Acme 12 nov", {"kind": "meeting", "accounts": ["Acme"], "day": date(2026, 11, 12)}),
    ("meeting 12 nov Acme", {"kind": "meeting", "accounts": ["Acme"], "day": date(2026, 11, 12)}),
    ("meeting Acme last friday", {"kind": "meeting", "accounts": ["Acme"], "day": FRIDAY}),
    ("afspraak Acme vrijdag", {"kind": "meeting", "accounts": ["Acme"], "day": FRIDAY}),
    ("afspraak Acme vorige week vrijdag", {"kind": "meeting", "accounts": ["Acme"], "day": FRIDAY}),
    ("afspraak Acme vr", {"kind": "meeting", "accounts": ["Acme"], "day": FRIDAY}),
    ("call Acme 3 days ago", {"kind": "call", "accounts": ["Acme"], "day": FRIDAY}),
    ("call Acme 2 dagen geleden", {"kind": "call", "accounts": ["Acme"], "day": date(2026, 11, 21)}),
    ("call Acme 11/11/2026", {"kind": "call", "accounts": ["Acme"], "day": date(2026, 11, 11)}),
    ("visit Acme tomorrow", {"kind": "visit", "accounts": ["Acme"], "day": date(2026, 11, 24)}),
    ("10 calls gisteren", {"kind": "call", "quantity": 10, "day": SUNDAY}),
    ("meeting Acme yesterday afternoon", {"kind": "meeting", "accounts": ["Acme"], "day": SUNDAY}),
    # quantities
    ("3x call", {"kind": "call", "quantity": 3}),
    ("calls 12", {"kind": "call", "quantity": 12}),
    ("call x3 Acme", {"kind": "call", "quantity": 3, "accounts": ["Acme"]}),
    ("3 calls Acme", {"kind": "call", "quantity": 3, "accounts": ["Acme"]}),
    ("one call Acme", {"kind": "call", "accounts": ["Acme"]}),
    ("twintig mailtjes", {"kind": "email", "quantity": 20}),
    ("2 proposals Acme 25k", {"kind": "proposal", "quantity": 2, "accounts": ["Acme"], "amount": plain("25000")}),
    # several accounts
    ("meetings acme, globex, initech", {"kind": "meeting", "accounts": ["Acme", "Globex", "Initech"]}),
    ("meetings acme,globex,initech", {"kind": "meeting", "accounts": ["Acme", "Globex", "Initech"]}),
    ("3 meetings Acme, Globex and Initech", {"kind": "meeting", "accounts": ["Acme", "Globex", "Initech"]}),
    ("afspraken Acme en Globex gisteren", {"kind": "meeting", "accounts": ["Acme", "Globex"], "day": SUNDAY}),
    ("visit acme & globex", {"kind": "visit", "accounts": ["Acme", "Globex"]}),
    ("3 visits Foo, Bar, Baz", {"kind": "visit", "accounts": ["Foo", "Bar", "Baz"]}),
    ("3 visits foo, bar, baz", {"kind": "visit", "accounts": ["foo", "bar", "baz"]}),
    ('calls "Smith, Jones & Co", Acme', {"kind": "call", "accounts": ["Smith, Jones & Co", "Acme"]}),
    ("meeting Acme, discussed pricing", {"kind": "meeting", "accounts": ["Acme"], "note": "discussed pricing"}),
    # where the name ends
    (
        "meeting Acme North discussed pricing",
        {"kind": "meeting", "accounts": ["Acme North"], "note": "discussed pricing"},
    ),
    ("meeting acme north", {"kind": "meeting", "accounts": ["Acme North"]}),
    ("meeting Acme Discussed pricing", {"kind": "meeting", "accounts": ["Acme"], "note": "Discussed pricing"}),
    ('meeting "Smith, Jones & Co" yesterday', {"kind": "meeting", "accounts": ["Smith, Jones & Co"], "day": SUNDAY}),
    ("meeting “Smith, Jones & Co”", {"kind": "meeting", "accounts": ["Smith, Jones & Co"]}),
    ("meeting „Acme“", {"kind": "meeting", "accounts": ["Acme"]}),
    ("meeting 'New Co' yesterday", {"kind": "meeting", "accounts": ["New Co"], "day": SUNDAY}),
    ("meeting Smith, Jones &amp; Co yesterday", {"kind": "meeting", "accounts": ["Smith, Jones & Co"], "day": SUNDAY}),
    ("meeting Marks and Spencer", {"kind": "meeting", "accounts": ["Marks and Spencer"]}),
    ("meeting Van der Berg BV gisteren", {"kind": "meeting", "accounts": ["Van der Berg BV"], "day": SUNDAY}),
    (
        "meeting De Groot & Zonen b.v. prijs besproken",
        {"kind": "meeting", "accounts": ["De Groot & Zonen b.v."], "note": "prijs besproken"},
    ),
    (
        "meeting New Company discussed pricing",
        {"kind": "meeting", "accounts": ["New Company"], "note": "discussed pricing"},
    ),
    ("meeting newco discussed pricing", {"kind": "meeting", "accounts": ["newco"], "note": "discussed pricing"}),
    ("meeting van oord", {"kind": "meeting", "accounts": ["Van Oord"]}),
    ("call 3M", {"kind": "call", "accounts": ["3M"]}),
    ("call 3M 20 min", {"kind": "call", "accounts": ["3M"], "minutes": 20}),
    ("meeting 9292 OV", {"kind": "meeting", "accounts": ["9292 OV"]}),
    ("meeting Demo Corp", {"kind": "meeting", "accounts": ["Demo Corp"]}),
    ("Demo Corp meeting", {"kind": "meeting", "accounts": ["Demo Corp"]}),
    ("Call Center Noord demo", {"kind": "demo", "accounts": ["Call Center Noord"]}),
    ("meeting First Solar", {"kind": "meeting", "accounts": ["First Solar"]}),
    ("meeting Sun yesterday", {"kind": "meeting", "accounts": ["Sun"], "day": SUNDAY}),
    ("meeting cafe\u0301 de flore", {"kind": "meeting", "accounts": ["Café de Flore"]}),
    ('meeting account="New Co" date=yesterday', {"kind": "meeting", "accounts": ["New Co"], "day": SUNDAY}),
    ("call about the demo", {"kind": "call", "note": "about the demo"}),
    # contacts
    ("meeting Acme with Jan", {"kind": "meeting", "accounts": ["Acme"], "contact": "Jan"}),
    ("meeting with Jan at Acme", {"kind": "meeting", "accounts": ["Acme"], "contact": "Jan"}),
    ("gebeld met Jan de Vries van Acme", {"kind": "call", "accounts": ["Acme"], "contact": "Jan de Vries"}),
    (
        "meeting Acme met Jan en Piet gisteren",
        {"kind": "meeting", "accounts": ["Acme"], "contact": "Jan en Piet", "day": SUNDAY},
    ),
    ("meeting Acme with the CFO", {"kind": "meeting", "accounts": ["Acme"], "contact": "the CFO"}),
    (
        "meeting Acme with Jan discussed pricing",
        {"kind": "meeting", "accounts": ["Acme"], "contact": "Jan", "note": "discussed pricing"},
    ),
    ("email Acme with jan@acme.com", {"kind": "email", "accounts": ["Acme"], "contact": "jan@acme.com"}),
    # notes
    ("meeting Acme: discussed pricing", {"kind": "meeting", "accounts": ["Acme"], "note": "discussed pricing"}),
    ("meeting Acme - discussed pricing", {"kind": "meeting", "accounts": ["Acme"], "note": "discussed pricing"}),
    (
        "meeting Acme yesterday — vroeg om korting van 5%",
        {"kind": "meeting", "accounts": ["Acme"], "day": SUNDAY, "note": "vroeg om korting van 5%"},
    ),
    (
        "meeting Acme\ndiscussed pricing\nand more",
        {"kind": "meeting", "accounts": ["Acme"], "note": "discussed pricing\nand more"},
    ),
    (
        'meeting Acme "discussed pricing" yesterday',
        {"kind": "meeting", "accounts": ["Acme"], "note": "discussed pricing", "day": SUNDAY},
    ),
    ("meeting Acme note=discussed pricing", {"kind": "meeting", "accounts": ["Acme"], "note": "discussed pricing"}),
    ("meeting Acme 3 people joined", {"kind": "meeting", "accounts": ["Acme"], "note": "3 people joined"}),
    (
        "meeting Acme discussed, at length, pricing",
        {"kind": "meeting", "accounts": ["Acme"], "note": "discussed, at length, pricing"},
    ),
    ("meeting Acme asked &lt;b&gt; &amp; more", {"kind": "meeting", "accounts": ["Acme"], "note": "asked <b> & more"}),
    ("meeting Acme went well 🎉", {"kind": "meeting", "accounts": ["Acme"], "note": "went well 🎉"}),
    ("🎉 meeting Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    (
        "meeting Acme liked *bold* _and_ ~this~",
        {"kind": "meeting", "accounts": ["Acme"], "note": "liked *bold* _and_ ~this~"},
    ),
    ("meeting Acme ask <@U9|carla> to call", {"kind": "meeting", "accounts": ["Acme"], "note": "ask @carla to call"}),
    (
        "meeting Acme told <!channel> about it",
        {"kind": "meeting", "accounts": ["Acme"], "note": "told @channel about it"},
    ),
    (
        "meeting Acme see <https://x.nl/a?b=c|the page>",
        {"kind": "meeting", "accounts": ["Acme"], "note": "see the page"},
    ),
    ("meeting Acme shared the deck", {"kind": "meeting", "accounts": ["Acme"], "note": "shared the deck"}),
    ("meeting Acme they do the rest", {"kind": "meeting", "accounts": ["Acme"], "note": "they do the rest"}),
    ("meeting Acme price = 5", {"kind": "meeting", "accounts": ["Acme"], "note": "price = 5"}),
    # what is certain at the end of a note
    (
        "meeting Acme discussed pricing yesterday",
        {"kind": "meeting", "accounts": ["Acme"], "note": "discussed pricing", "day": SUNDAY},
    ),
    (
        "afspraak Acme prijs besproken gisteren 45m",
        {"kind": "meeting", "accounts": ["Acme"], "note": "prijs besproken", "day": SUNDAY, "minutes": 45},
    ),
    (
        "meeting Acme discussed pricing last friday",
        {"kind": "meeting", "accounts": ["Acme"], "note": "discussed pricing", "day": FRIDAY},
    ),
    (
        "meeting Acme discussed pricing 3 days ago",
        {"kind": "meeting", "accounts": ["Acme"], "note": "discussed pricing", "day": FRIDAY},
    ),
    ("meeting Acme they decide tomorrow", {"kind": "meeting", "accounts": ["Acme"], "note": "they decide tomorrow"}),
    ("meeting Acme they decide friday", {"kind": "meeting", "accounts": ["Acme"], "note": "they decide friday"}),
    (
        "meeting Acme customer since 2020-01-01",
        {"kind": "meeting", "accounts": ["Acme"], "note": "customer since 2020-01-01"},
    ),
    (
        "proposal Acme new line 12.5k",
        {"kind": "proposal", "accounts": ["Acme"], "note": "new line", "amount": plain("12500")},
    ),
    ("meeting Acme wants 5k discount", {"kind": "meeting", "accounts": ["Acme"], "note": "wants 5k discount"}),
    # durations, amounts, scores
    ("meeting Acme 1,5 uur", {"kind": "meeting", "accounts": ["Acme"], "minutes": 90}),
    ("call Acme half uur", {"kind": "call", "accounts": ["Acme"], "minutes": 30}),
    ("call Acme half an hour", {"kind": "call", "accounts": ["Acme"], "minutes": 30}),
    ("meeting Acme een uur", {"kind": "meeting", "accounts": ["Acme"], "minutes": 60}),
    ("meeting Acme an hour yesterday", {"kind": "meeting", "accounts": ["Acme"], "minutes": 60, "day": SUNDAY}),
    ("proposal Acme 1.2m", {"kind": "proposal", "accounts": ["Acme"], "amount": plain("1200000")}),
    ("proposal Acme € 1,2 mln", {"kind": "proposal", "accounts": ["Acme"], "amount": euro("1200000")}),
    ("proposal Acme 5k USD", {"kind": "proposal", "accounts": ["Acme"], "amount": Amount(Decimal(5000), "USD")}),
    ("proposal Acme EUR 300", {"kind": "proposal", "accounts": ["Acme"], "amount": euro("300")}),
    ("proposal 12500 Acme", {"kind": "proposal", "accounts": ["Acme"], "amount": plain("12500")}),
    ("proposal Acme", {"kind": "proposal", "accounts": ["Acme"]}),
    ("proposal Acme 12.5k 45 min", {"kind": "proposal", "accounts": ["Acme"], "amount": plain("12500"), "minutes": 45}),
    ("proposal Acme 12.5k deal=12", {"kind": "proposal", "accounts": ["Acme"], "amount": plain("12500"), "deal": 12}),
    (
        "renewal Acme 18k due 2026-12-31",
        {"kind": "renewal", "accounts": ["Acme"], "amount": plain("18000"), "due_on": date(2026, 12, 31)},
    ),
    (
        "verlenging Acme 18k verloopt 31 dec",
        {"kind": "renewal", "accounts": ["Acme"], "amount": plain("18000"), "due_on": date(2026, 12, 31)},
    ),
    (
        "verlenging Acme verloopt op 31 dec gisteren",
        {"kind": "renewal", "accounts": ["Acme"], "due_on": date(2026, 12, 31), "day": SUNDAY},
    ),
    ("csat Acme 4/5", {"kind": "csat", "accounts": ["Acme"], "score": 4}),
    ("csat 3 Acme", {"kind": "csat", "accounts": ["Acme"], "score": 3}),
    (
        "csat Acme yesterday 5 very happy",
        {"kind": "csat", "accounts": ["Acme"], "score": 5, "day": SUNDAY, "note": "very happy"},
    ),
    ("tevredenheid Acme vijf", {"kind": "csat", "accounts": ["Acme"], "score": 5}),
    ("csat Acme 12 nov 4", {"kind": "csat", "accounts": ["Acme"], "score": 4, "day": date(2026, 11, 12)}),
    # training
    ("training 2 uur over onderhandelen", {"kind": "training", "minutes": 120, "topic": "onderhandelen"}),
    (
        "training 90 min objection handling yesterday",
        {"kind": "training", "minutes": 90, "topic": "objection handling", "day": SUNDAY},
    ),
    ("training negotiation 2h", {"kind": "training", "minutes": 120, "topic": "negotiation"}),
    ('workshop 3h "Closing deals"', {"kind": "training", "minutes": 180, "topic": "Closing deals"}),
    (
        "training 2h Negotiation - with an external trainer",
        {"kind": "training", "minutes": 120, "topic": "Negotiation - with an external trainer"},
    ),
    ("training 2h", {"kind": "training", "minutes": 120}),
    # all that is left is the topic, also what would say something of a meeting
    ("training 2h first aid", {"kind": "training", "minutes": 120, "topic": "first aid"}),
    ("training: first aid 2h", {"kind": "training", "minutes": 120, "topic": "first aid"}),
    ("training - first aid - 2h", {"kind": "training", "minutes": 120, "topic": "first aid"}),
    ("training 2 hours of follow-up emails", {"kind": "training", "minutes": 120, "topic": "follow-up emails"}),
    ("training 2h first meeting technique", {"kind": "training", "minutes": 120, "topic": "first meeting technique"}),
    ("workshop first meetings 3h", {"kind": "training", "minutes": 180, "topic": "first meetings"}),
    ("workshop meeting at Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    ("opleiding 2u eerste hulp", {"kind": "training", "minutes": 120, "topic": "eerste hulp"}),
    ("training 2u vervolggesprek voeren", {"kind": "training", "minutes": 120, "topic": "vervolggesprek voeren"}),
    ("cursus eerste hulp gevolgd, 2 uur", {"kind": "training", "minutes": 120, "topic": "eerste hulp"}),
    # before the kind it is one too
    ("2h first aid training", {"kind": "training", "minutes": 120, "topic": "first aid"}),
    ("EHBO training 2u", {"kind": "training", "minutes": 120, "topic": "EHBO"}),
    ("first training 2h negotiation", {"kind": "training", "minutes": 120, "topic": "negotiation"}),
    # a weekday behind it is the day; it cannot be one to come
    ("training 2h first aid on friday", {"kind": "training", "minutes": 120, "topic": "first aid", "day": FRIDAY}),
    ("training 2u eerste hulp vrijdag", {"kind": "training", "minutes": 120, "topic": "eerste hulp", "day": FRIDAY}),
    # how long it takes until then
    ("visit Acme in 3 weeks", {"kind": "visit", "accounts": ["Acme"], "day": date(2026, 12, 14)}),
    ("visit Acme in 2 days", {"kind": "visit", "accounts": ["Acme"], "day": date(2026, 11, 25)}),
    ("call Acme, call back in 2 weeks", {"kind": "call", "accounts": ["Acme"], "note": "call back in 2 weeks"}),
    ("call Acme decision in two weeks", {"kind": "call", "accounts": ["Acme"], "note": "decision in two weeks"}),
    # invisible characters and no-break spaces
    ("meeting\u00a0Acme\u200b yesterday", {"kind": "meeting", "accounts": ["Acme"], "day": SUNDAY}),
    ("\u200emeeting \u202bAcme\u202c", {"kind": "meeting", "accounts": ["Acme"]}),
    ("\ufeffmeeting Acme", {"kind": "meeting", "accounts": ["Acme"]}),
    ("meeting النور", {"kind": "meeting", "accounts": ["النور"]}),
    ("  meeting   Acme  ", {"kind": "meeting", "accounts": ["Acme"]}),
]

UNSAID: dict[str, object] = {
    "day": MONDAY,
    "is_first": None,
    "quantity": 1,
    "accounts": [],
    "contact": None,
    "minutes": None,
    "amount": None,
    "score": None,
    "topic": None,
    "note": "",
    "due_on": None,
    "deal": None,
    "shares": (),
}


@pytest.mark.parametrize(("text", "meaning"), LINES, ids=[text for text, _ in LINES])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_line_is_read_as_meant(text: str, meaning: dict[str, object], language: str) -> None:
    phrase = read_log(text, MONDAY, language=language, known_accounts=known)
    read = {key: getattr(phrase, key) for key in ("kind", *UNSAID)}
    read["accounts"] = [account.name for account in phrase.accounts]
    assert read == {**UNSAID, **meaning}


BRAM = PersonRef(PersonForm.NAME, "bram")
CARLA = PersonRef(PersonForm.NAME, "carla")

SPLITS: list[tuple[str, list[tuple[PersonRef, int]], str]] = [
    ("call Acme split @bram 50%", [(MYSELF, 50), (BRAM, 50)], ""),
    ("call Acme split @bram 40%", [(MYSELF, 60), (BRAM, 40)], ""),
    ("call Acme split @bram 40", [(MYSELF, 60), (BRAM, 40)], ""),
    ("call Acme 50% @bram", [(MYSELF, 50), (BRAM, 50)], ""),
    ("call Acme @bram 50%", [(MYSELF, 50), (BRAM, 50)], ""),
    ("call Acme 60/40 @bram", [(MYSELF, 60), (BRAM, 40)], ""),
    ("call Acme split 60/40 @bram", [(MYSELF, 60), (BRAM, 40)], ""),
    ("call Acme split 60/40 with @bram", [(MYSELF, 60), (BRAM, 40)], ""),
    ("call Acme 50/30/20 @bram @carla", [(MYSELF, 50), (BRAM, 30), (CARLA, 20)], ""),
    ("call Acme split @bram 30% @carla 20%", [(MYSELF, 50), (BRAM, 30), (CARLA, 20)], ""),
    ("call Acme split @bram @carla", [(MYSELF, 34), (BRAM, 33), (CARLA, 33)], ""),
    ("call Acme split with @bram", [(MYSELF, 50), (BRAM, 50)], ""),
    ("call Acme verdeeld met @bram", [(MYSELF, 50), (BRAM, 50)], ""),
    ("call Acme gedeeld @bram 30 procent", [(MYSELF, 70), (BRAM, 30)], ""),
    ("call Acme split me 70% @bram 30%", [(MYSELF, 70), (BRAM, 30)], ""),
    ("call Acme split ik 70% @bram 30%", [(MYSELF, 70), (BRAM, 30)], ""),
    ("call Acme split @bram 100%", [(BRAM, 100)], ""),
    ("call Acme with @bram 50%", [(MYSELF, 50), (BRAM, 50)], ""),
    ("call Acme <@U123|bram> 50%", [(MYSELF, 50), (PersonRef(PersonForm.SLACK_ID, "U123", "bram"), 50)], ""),
    ("call Acme 50% <@U123>", [(MYSELF, 50), (PersonRef(PersonForm.SLACK_ID, "U123"), 50)], ""),
    ("call Acme split @bram 50% good talk", [(MYSELF, 50), (BRAM, 50)], "good talk"),
    ("call Acme good talk split @bram 50%", [(MYSELF, 50), (BRAM, 50)], "good talk"),
]


@pytest.mark.parametrize(("text", "shares", "note"), SPLITS, ids=[text for text, _, _ in SPLITS])
def test_credit_is_split_and_sums_to_100(text: str, shares: list[tuple[PersonRef, int]], note: str) -> None:
    phrase = read_log(text, MONDAY, known_accounts=known)
    assert [(share.person, share.percent) for share in phrase.shares] == shares
    assert (phrase.kind, phrase.accounts, phrase.note) == ("call", (AccountRef("Acme", True),), note)


REFUSED: list[tuple[str, Reason, str]] = [
    ("", Reason.NOTHING_TYPED, ""),
    ("   ", Reason.NOTHING_TYPED, ""),
    ("foobar Acme", Reason.UNKNOWN_KIND, "foobar"),
    ("Acme", Reason.KIND_MISSING, ""),
    ("Acme yesterday", Reason.KIND_MISSING, ""),
    ("3", Reason.KIND_MISSING, ""),
    ("Acme discussed the demo", Reason.UNKNOWN_WORD, "discussed"),
    ("csat Acme", Reason.SCORE_MISSING, ""),
    ("csat Acme 0", Reason.SCORE_OUT_OF_RANGE, "0"),
    ("csat Acme 6", Reason.SCORE_OUT_OF_RANGE, "6"),
    ("csat Acme 9/10", Reason.SCORE_OUT_OF_RANGE, "9/10"),
    ("csat Acme 4,5", Reason.SCORE_OUT_OF_RANGE, "4,5"),
    ("csat Acme score=7", Reason.SCORE_OUT_OF_RANGE, "7"),
    ("training negotiation", Reason.DURATION_MISSING, ""),
    ("training 30h negotiation", Reason.DURATION_OUT_OF_RANGE, "30h"),
    ("meeting Acme 0m", Reason.DURATION_OUT_OF_RANGE, "0m"),
    ("proposal Acme -5", Reason.AMOUNT_NEGATIVE, "-5"),
    ("proposal Acme € -5k", Reason.AMOUNT_NEGATIVE, "€ -5k"),
    ("proposal Acme 2000 mld", Reason.AMOUNT_TOO_LARGE, "2000 mld"),
    ("proposal Acme 1.234k", Reason.AMOUNT_UNCLEAR, "1.234k"),
    ("proposal Acme 5000 XYZ", Reason.UNKNOWN_CURRENCY, "XYZ"),
    ("meeting Acme 45", Reason.NUMBER_UNCLEAR, "45"),
    ("meeting Acme 5k", Reason.NUMBER_UNCLEAR, "5k"),
    ("0 calls", Reason.QUANTITY_OUT_OF_RANGE, "0"),
    ("5000 calls", Reason.QUANTITY_OUT_OF_RANGE, "5000"),
    ("2 meetings Acme, Globex, Initech", Reason.QUANTITY_DIFFERS, "2 × Acme, Globex, Initech"),
    ("call Acme last week", Reason.DATE_IS_A_PERIOD, "last week"),
    ("call Acme vorige maand", Reason.DATE_IS_A_PERIOD, "vorige maand"),
    ("call Acme 31 feb", Reason.DATE_IMPOSSIBLE, "31 feb"),
    ("call Acme 03/04/2026", Reason.DATE_AMBIGUOUS, "03/04/2026"),
    ("call Acme tuesday 20 nov", Reason.DATE_CONTRADICTS, "tuesday 20 nov"),
    ("call Acme date=soon", Reason.NOT_A_DATE, "soon"),
    ("call Acme split @bram 120%", Reason.SPLIT_NOT_100, "120%"),
    ("call Acme split @bram 60% @carla 60%", Reason.SPLIT_NOT_100, "split @bram 60% @carla 60%"),
    ("call Acme split me 50% @bram 40%", Reason.SPLIT_NOT_100, "split me 50% @bram 40%"),
    ("call Acme 60/30 @bram", Reason.SPLIT_NOT_100, "60/30 @bram"),
    ("call Acme 50/50 @bram @carla", Reason.SPLIT_NOT_100, "50/50 @bram @carla"),
    ("call Acme split 12,5% @bram", Reason.SPLIT_NOT_100, "12,5%"),
    ("call Acme split 60/40", Reason.SPLIT_WITHOUT_PERSON, "split 60/40"),
    ("call Acme 50%", Reason.SPLIT_WITHOUT_PERSON, "50%"),
    ("call Acme @bram", Reason.PERSON_WITHOUT_SHARE, "@bram"),
    ("call Acme with @bram", Reason.PERSON_WITHOUT_SHARE, "@bram"),
    ("call acount=Acme", Reason.UNKNOWN_KEY, "acount"),
    ("call account=", Reason.VALUE_MISSING, "account"),
    (f"meeting {'A' * 161}", Reason.NAME_TOO_LONG, "A" * 60),
    (f"meeting Acme with {'J' * 121}", Reason.NAME_TOO_LONG, "J" * 60),
    (f"meeting Acme - {'x' * 2001}", Reason.NOTE_TOO_LONG, "x" * 60),
    (f"meeting Acme {'lang ' * 600}", Reason.NOTE_TOO_LONG, ("lang " * 12)),
    (f"meeting Acme {'x' * 7000}", Reason.TEXT_TOO_LONG, ("meeting Acme " + "x" * 47)),
]


@pytest.mark.parametrize(("text", "reason", "rest"), REFUSED, ids=[text[:60] for text, _, _ in REFUSED])
def test_what_cannot_be_read_is_said(text: str, reason: Reason, rest: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_log(text, MONDAY, known_accounts=known)
    assert (caught.value.reason, caught.value.rest) == (reason, rest)


def test_a_note_of_2000_characters_is_taken_as_it_is() -> None:
    note = "prijs " * 333 + "ok"
    assert read_log(f"meeting Acme {note}", MONDAY, known_accounts=known).note == note


def test_what_was_understood_is_handed_back_with_an_example_in_the_persons_language() -> None:
    with pytest.raises(Unreadable) as caught:
        read_log("csat Acme gisteren 9", MONDAY, language="nl", known_accounts=known)
    assert caught.value.understood == [(Label.KIND, "csat"), (Label.ACCOUNT, "Acme"), (Label.DATE, SUNDAY)]
    assert (caught.value.rest, caught.value.example) == ("9", "tevredenheid Acme 4")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("meting Acme", "meeting"),
        ("afspaak Acme", "meeting"),
        ("proposl Acme 5k", "proposal"),
        ("trainng 2h", "training"),
        ("vistit Acme", "visit"),
        ("belltje Acme", "call"),
    ],
)
def test_a_misspelled_kind_is_mended_when_only_one_is_near_and_said(typed: str, meant: str) -> None:
    phrase = read_log(typed, MONDAY, known_accounts=known)
    assert (phrase.kind, phrase.mended) == (meant, ((typed.split()[0], meant),))


def test_a_kind_that_is_like_nothing_gives_no_suggestion() -> None:
    with pytest.raises(Unreadable) as caught:
        read_log("xyzzy Acme", MONDAY, known_accounts=known)
    assert caught.value.suggestions == ()


def test_an_unknown_account_is_marked_so_that_it_can_be_asked_about() -> None:
    assert read_log("meeting Newco", MONDAY, known_accounts=known).accounts == (AccountRef("Newco", False),)
    assert read_log("meeting acme", MONDAY, known_accounts=known).accounts == (AccountRef("Acme", True),)


def test_without_a_list_of_accounts_the_name_ends_where_the_capitals_end() -> None:
    phrase = read_log("meeting Van der Berg BV discussed pricing", MONDAY)
    assert ([account.name for account in phrase.accounts], phrase.note) == (["Van der Berg BV"], "discussed pricing")
    assert read_log("meeting with Acme Corporation", MONDAY).accounts == (AccountRef("Acme Corporation"),)


def test_a_day_that_was_not_said_is_today_and_said_to_be_so() -> None:
    assert read_log("3 calls", MONDAY).day_is_said is False
    assert read_log("3 calls today", MONDAY).day_is_said is True
    assert read_log("3 calls today", MONDAY).day == MONDAY


OWN = (
    OwnKind("social_post", ("Social post", "Bericht op social media"), "count"),
    OwnKind("cold_visits", ("cold visit", "koud bezoek"), "quantity"),
    OwnKind("upsell_idea", ("upsell idea", "upsell-idee"), "amount"),
)


@pytest.mark.parametrize(
    ("text", "kind", "quantity", "amount"),
    [
        ("social post Acme", "social_post", 1, None),
        ("social_post Acme", "social_post", 1, None),
        ("3 bericht op social media", "social_post", 3, None),
        ("koud bezoek 12", "cold_visits", 12, None),
        ("cold visit 25", "cold_visits", 25, None),
        ("upsell idea Acme 5k", "upsell_idea", 1, Amount(Decimal(5000))),
        ("upsell-idee Acme € 5.000", "upsell_idea", 1, Amount(Decimal(5000), "EUR")),
        ("meeting Acme", "meeting", 1, None),
    ],
)
def test_a_workspaces_own_kinds_are_understood_by_key_and_label(
    text: str, kind: str, quantity: int, amount: Amount | None
) -> None:
    phrase = read_log(text, MONDAY, kinds=OWN, known_accounts=known)
    assert (phrase.kind, phrase.quantity, phrase.amount) == (kind, quantity, amount)


def test_own_kinds_of_one_workspace_are_unknown_to_another() -> None:
    with pytest.raises(Unreadable) as caught:
        read_log("upsell-idee Acme 5k", MONDAY, known_accounts=known)
    assert caught.value.reason is Reason.UNKNOWN_KIND


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", examples_of("activity"))
def test_every_example_that_is_shown_can_be_typed(name: str, language: str) -> None:
    assert read_log(example_of(name, language), MONDAY, language=language).kind


def test_the_subcommands_are_understood_in_both_languages() -> None:
    assert {LOG_SUBCOMMANDS[word] for word in ("list", "lijst")} == {"list"}
    assert {LOG_SUBCOMMANDS[word] for word in ("undo", "ongedaan")} == {"undo"}


def test_one_query_can_look_up_every_name_in_a_line() -> None:
    names = possible_names('meeting Acme North yesterday "Smith, Jones & Co"')
    assert {"Acme", "Acme North", "Smith, Jones & Co"} <= set(names)
    assert len(names) < 20


@pytest.mark.parametrize(
    "text", ["lead Acme aangemeld", "call Acme, shipped the samples", "bij Acme aangebeld, gesprek 20 min"]
)
def test_a_word_that_is_only_like_one_for_cancelled_is_none(text: str) -> None:
    from handlers.phrases.log.phrase import read_message
    from handlers.phrases.log.spans import Reader
    from handlers.phrases.typist import Typist

    reading = read_message(text, Reader(Typist(date(2026, 11, 23), "nl")))
    assert [part.not_held for part in reading.parts] == [None]


@pytest.mark.parametrize("text", ["meeting Acme cancled", "afspraak Acme geanuleerd"])
def test_a_slip_in_cancelled_is_mended(text: str) -> None:
    from handlers.phrases.log.phrase import read_message
    from handlers.phrases.log.spans import Reader
    from handlers.phrases.typist import Typist

    [part] = read_message(text, Reader(Typist(date(2026, 11, 23), "nl"))).parts
    assert part.not_held is not None


def test_hours_of_a_training_are_no_time_of_the_day() -> None:
    assert read_log("cursus onderhandelen 16u", date(2026, 11, 23)).minutes == 960
