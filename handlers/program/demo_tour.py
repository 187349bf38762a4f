"""Three minutes through Koers for somebody who sees it for the first time: what the page of the demo leads them through.

The words stand beside each other in both languages, and so do the people: in English one is Priya, her manager
Grace and Femke, in Dutch Bram, Carla and Marijke. A step ends when its button or text has come, never by itself.
"""

from handlers.local_slack.tour import ByLanguage, Deed, Seen, Step, Tour

REP = ByLanguage(en="U0PRIYA", nl="U0BRAM")
MANAGER = ByLanguage(en="U0GRACE", nl="U0CARLA")

LOG = Step(
    title=ByLanguage("Log a meeting", "Log een gesprek"),
    person=REP,
    say=ByLanguage(
        "You have just met a customer. One line will do: who, how long, what about.",
        "Je komt net bij een klant vandaan. Eén regel is genoeg: wie, hoe lang, waarover.",
    ),
    why=ByLanguage(
        "What takes ten seconds gets logged, and figures that are logged can be trusted.",
        "Wat tien seconden kost, doe je ook echt. En dan kun je op je cijfers bouwen.",
    ),
    do=Deed(type=ByLanguage("/log meeting Acme 45m discussed pricing", "/log gesprek Globex 45m prijs besproken")),
    seen=Seen(action_ids=["activity.undo", "activity.log_again"]),
    then=ByLanguage(
        "Koers knew the account, saw whether this is a first meeting or a follow-up, and says where this week stands.",
        "Koers kende de klant, zag of dit een eerste of een vervolggesprek was en zegt hoe je week ervoor staat.",
    ),
)

UNDO = Step(
    title=ByLanguage("Take it back", "Maak het ongedaan"),
    person=REP,
    say=ByLanguage("Suppose that was a slip: press Undo.", "Stel dat het een foutje was: klik op Ongedaan maken."),
    why=ByLanguage(
        "Nobody is afraid of a log in which every slip can be taken back.",
        "Wie elk foutje ongedaan kan maken, is niet bang om te loggen.",
    ),
    do=Deed(press="activity.undo"),
    seen=Seen(action_ids=["activity.put_back"]),
    then=ByLanguage(
        "It counts nowhere any more; one press puts it back. So it is with whatever Koers keeps.",
        "Het telt nergens meer mee; met één klik zet je het terug. Zo gaat het met alles wat Koers bewaart.",
    ),
)

SCORECARD = Step(
    title=ByLanguage("See your scorecard", "Bekijk je scorecard"),
    person=REP,
    say=ByLanguage("Now ask how your month is going.", "Vraag nu hoe je maand ervoor staat."),
    why=ByLanguage(
        "A rep who sees the gap in week two can still close it; at the end of the quarter nobody can.",
        "Wie in week twee ziet wat er ontbreekt, kan het nog inhalen; aan het eind van het kwartaal lukt dat niet meer.",
    ),
    do=Deed(type=ByLanguage.of_text("/scorecard")),
    seen=Seen(action_ids=["scorecard.why"]),
    then=ByLanguage(
        "Each figure against a pace that knows your leave and holidays.",
        "Bij elk cijfer zie je of je op koers ligt; verlof en feestdagen tellen niet mee.",
    ),
)

WHY = Step(
    title=ByLanguage("Why this number?", "Waarom dit cijfer?"),
    person=REP,
    say=ByLanguage(
        "Do not take a figure’s word for it: choose one under “Why this number?”.",
        "Geloof een cijfer niet op zijn woord: kies er een bij “Waarom dit cijfer?”.",
    ),
    why=ByLanguage(
        "A figure that shows its records ends the quarrel about the figure.",
        "Een cijfer dat laat zien waaruit het bestaat, maakt een eind aan het gesteggel erover.",
    ),
    do=Deed(press="scorecard.why", choose=1),
    seen=Seen(action_ids=["scorecard.dispute"], modal=True),
    then=ByLanguage(
        "The formula, the records behind it, and a button for when one of them is wrong.",
        "De formule, de activiteiten erachter en een knop voor als er een niet klopt.",
    ),
)

DIGEST = Step(
    title=ByLanguage("Monday morning, the digest", "Maandagochtend: het weekoverzicht"),
    person=MANAGER,
    say=ByLanguage(
        "You are the manager now. Move the clock to next Monday and read the message that comes.",
        "Je bent nu de manager. Zet de klok op volgende maandag en lees het bericht dat dan komt.",
    ),
    why=ByLanguage(
        "The week starts with whom to help first, instead of an hour of adding up spreadsheets.",
        "De week begint met wie als eerste hulp kan gebruiken, in plaats van met een uur spreadsheets optellen.",
    ),
    do=Deed(clock="next monday 08:30", again=["next monday 08:30"]),
    seen=Seen(action_ids=["digest.scorecard"]),
    then=ByLanguage(
        "At 08:30 in the manager's own time zone, never on a day off, never twice.",
        "Om 08:30 in de tijdzone van de manager, nooit op een vrije dag en nooit dubbel.",
    ),
)

REVIEW = Step(
    title=ByLanguage("The first of the month, the review", "Een nieuwe maand: het maandgesprek"),
    person=REP,
    say=ByLanguage(
        "Back to the rep. Move the clock to the first weekday of the month.",
        "Terug naar de verkoper. Zet de klok op de eerste werkdag van de maand.",
    ),
    why=ByLanguage(
        "A review that is never forgotten and starts from the facts is a conversation, not a verdict.",
        "Een maandgesprek dat nooit vergeten wordt en bij de feiten begint, voelt als een gesprek en niet als een vonnis.",
    ),
    do=Deed(
        clock="first weekday of the month 09:00",
        again=["tomorrow 09:00", "tomorrow 09:00", "tomorrow 09:00", "first weekday of the month 09:00"],
    ),
    seen=Seen(action_ids=["reviews.reflect"]),
    then=ByLanguage(
        "The rep looks back first; only then does the manager write the other half.",
        "Eerst kijkt de verkoper terug, pas daarna schrijft de manager de andere helft.",
    ),
)

LOOK_BACK = Step(
    title=ByLanguage("Look back", "Kijk terug"),
    person=REP,
    say=ByLanguage(
        "Five short questions with the month's numbers beside them. Answer them, or have them answered.",
        "Vijf korte vragen, met de cijfers van de maand ernaast. Beantwoord ze, of laat ze beantwoorden.",
    ),
    why=ByLanguage(
        "One small promise a month, tied to a KPI, moves more than a long list of good intentions.",
        "Eén klein voornemen per maand, gekoppeld aan een KPI, doet meer dan een lange lijst goede bedoelingen.",
    ),
    do=Deed(
        press="reviews.reflect",
        fill={
            "went_well": ByLanguage("Two customers renewed early.", "Twee klanten hebben eerder verlengd."),
            "self_rating": ByLanguage.of_text("4"),
            "commitment": ByLanguage("Five first meetings in the north.", "Vijf eerste gesprekken in het noorden."),
        },
    ),
    seen=Seen(text=ByLanguage("writes the other half; you see it", "de andere helft; die zie je")),
    then=ByLanguage(
        "Your manager gets a message. When both have signed, nobody can change a word.",
        "Je manager krijgt bericht. Zodra jullie allebei hebben ondertekend, verandert er geen woord meer.",
    ),
)

LEADER = ByLanguage(en="U0FEMKE", nl="U0MARIJKE")

ASK = Step(
    title=ByLanguage("Ask the whole team", "Vraag het hele team"),
    person=LEADER,
    say=ByLanguage(
        "You are the sales leader now. Ask everybody how the organisation works: strategy, process, people and four functions more.",
        "Je bent nu salesdirecteur. Vraag iedereen hoe de organisatie werkt: strategie, proces, mensen en nog vier functies.",
    ),
    why=ByLanguage(
        "The team knows what holds sales back; asked anonymously, they say so.",
        "Het team weet wat de verkoop tegenhoudt; anoniem gevraagd zeggen ze het ook.",
    ),
    do=Deed(type=ByLanguage("/audit start functions", "/audit start functies")),
    # "Started: survey 2 …", or that survey 2 is open already.
    seen=Seen(text=ByLanguage("urvey ", "ragenlijst ")),
    then=ByLanguage(
        "A score appears only when enough people have answered; nobody can see who said what.",
        "Een cijfer zie je pas als genoeg mensen hebben geantwoord; wie wat zei, ziet niemand.",
    ),
)

BEGIN = Step(
    title=ByLanguage("The invitation", "De uitnodiging"),
    person=REP,
    say=ByLanguage(
        "The invitation reached you too. Start, or have it come at a better moment.",
        "De uitnodiging kwam ook bij jou. Begin meteen, of laat je later herinneren.",
    ),
    why=ByLanguage(
        "One question at a time, between two meetings, gets answered; a form of forty does not.",
        "Eén vraag tussen twee gesprekken door beantwoord je wel; een formulier met veertig vragen niet.",
    ),
    do=Deed(press="audit.begin"),
    seen=Seen(action_ids=["audit.give:4"]),
    then=ByLanguage(
        "A button, or a number typed: both are an answer.", "Kies een knop of typ een cijfer; allebei is goed."
    ),
)

ANSWER = Step(
    title=ByLanguage("Press a number", "Klik op een cijfer"),
    person=REP,
    say=ByLanguage("How far do you agree?", "In hoeverre ben je het ermee eens?"),
    why=ByLanguage(
        "From the answers come the stage you are in, and a plan that begins with the quick wins.",
        "Uit de antwoorden volgen het niveau van jullie verkoop en een plan dat met de snelle winst begint.",
    ),
    do=Deed(press="audit.give:4"),
    seen=Seen(action_ids=["audit.back"]),
    then=ByLanguage(
        "Kept at once, and yours to change until the last day.",
        "Meteen opgeslagen, en aan te passen tot en met de laatste dag.",
    ),
)

KOERS = Tour(
    title=ByLanguage("Koers in three minutes", "Koers in drie minuten"),
    about=ByLanguage(
        "Log a meeting, read a scorecard, get Monday's digest, look back on a month, ask the team. You press, Koers answers.",
        "Log een gesprek, lees een scorecard, krijg het weekoverzicht, kijk terug op een maand, vraag het team. Jij klikt, Koers antwoordt.",
    ),
    end=ByLanguage(
        "That was a month of a rep, a manager and a leader. Look around: be anybody at the top left, and type / to see what else there is.",
        "Zo ziet een maand eruit voor een verkoper, een manager en een salesdirecteur. Kijk rond: kies linksboven wie je bent en typ / om te zien wat er nog meer is.",
    ),
    steps=[LOG, UNDO, SCORECARD, WHY, DIGEST, REVIEW, LOOK_BACK, ASK, BEGIN, ANSWER],
)
