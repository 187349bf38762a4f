"""One line to type instead, per command and language, without the command's name (which may have a prefix)."""

EXAMPLES: dict[str, dict[str, str]] = {
    "log": {"en": "meeting Acme yesterday 45m discussed pricing", "nl": "afspraak Acme gisteren 45m prijs besproken"},
    "log.proposal": {"en": "proposal Acme 12.5k", "nl": "voorstel Acme 12,5k"},
    "log.csat": {"en": "csat Acme 4", "nl": "tevredenheid Acme 4"},
    "log.training": {"en": "training 2h negotiation", "nl": "training 2u onderhandelen"},
    "log.split": {"en": "meeting Acme split @bram 40%", "nl": "afspraak Acme verdeeld @bram 40%"},
    "log.quantity": {"en": "3 calls", "nl": "3 belletjes"},
    "log.date": {"en": "meeting Acme 2026-11-12", "nl": "afspraak Acme 12 nov"},
    "log.renewal": {"en": "renewal Acme 18k due 2026-12-31", "nl": "verlenging Acme 18k verloopt 31 dec"},
    "deal": {"en": 'add Acme 25k "New line" stage=proposal', "nl": 'toevoegen Acme 25k "Nieuwe lijn" fase=voorstel'},
    "deal.add": {
        "en": 'add Acme 25k "New line" stage=proposal',
        "nl": 'toevoegen Acme 25k "Nieuwe lijn" fase=voorstel',
    },
    "deal.move": {"en": "move Acme negotiation", "nl": "verplaats Acme onderhandeling"},
    "deal.won": {"en": "won Acme 18k", "nl": "gewonnen Acme 18k"},
    "deal.lost": {"en": "lost Acme price", "nl": "verloren Acme prijs"},
    "deal.returned": {"en": "returned Acme no budget", "nl": "teruggegeven Acme geen budget"},
    "scorecard": {"en": "team last month close_rate", "nl": "team vorige maand slagingspercentage"},
    "goal": {
        "en": '"Grow new business" 60d new_customers=5 first_meetings=30',
        "nl": '"Meer nieuwe klanten" 60d nieuwe_klanten=5 eerste_gesprekken=30',
    },
    "plan": {
        "en": 'add "Call all A customers" 60d @anna follow_ups=40',
        "nl": 'nieuw "Alle A-klanten bellen" 60d @anna vervolggesprekken=40',
    },
    "plan.done": {"en": "done 3", "nl": "klaar 3"},
    "plan.objective": {"en": 'objective "Grow in Germany" 24m', "nl": 'doelstelling "Groeien in Duitsland" 24m'},
    "target": {"en": "first_meetings 8/week @anna", "nl": "eerste_gesprekken 8/week @anna"},
    "team": {"en": "add @anna role=account manager=@carla", "nl": "toevoegen @anna rol=account manager=@carla"},
    "audit": {"en": "start functions everybody until 12 dec", "nl": "start functies iedereen tot 12 dec"},
    "audit.remind": {"en": "remind me tomorrow", "nl": "herinner me morgen"},
    "audit.share": {"en": "share summary", "nl": "deel samenvatting"},
    "audit.reopen": {"en": "reopen 3 until 12 dec", "nl": "heropen 3 tot 12 dec"},
    "audit.results": {"en": "results 3 pdf", "nl": "resultaten 3 pdf"},
    "audit.k": {"en": "k 7", "nl": "k 7"},
    "audit.close": {"en": "close 3", "nl": "sluit 3"},
    "audit.stop": {"en": "stop 3", "nl": "stop 3"},
    "leave": {"en": "2026-12-24..2027-01-02", "nl": "24 dec t/m 2 jan"},
}


def example_of(name: str, language: str) -> str:
    """The example of a command (or of one form of it) in the person's language; English for other languages."""
    texts = EXAMPLES.get(name) or EXAMPLES[name.partition(".")[0]]
    return texts.get(language, texts["en"])
