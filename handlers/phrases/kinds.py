"""What may be logged, in the words of both languages. A sales manager can read and correct these tables."""

from dataclasses import dataclass
from functools import lru_cache

from handlers.phrases.tokens import Typed, folded
from handlers.phrases.words import HELP
from models.activity.kinds import rules_of

WORDS: dict[str, str] = {
    "meeting": "meeting, meetings, mtg, mtgs, meet, met with, appointment, appointments, conversation, conversations, "
    "sales meeting, sales meetings, afspraak, afspraken, gesprek, gesprekken, bespreking, besprekingen, overleg, "
    "vergadering, verkoopgesprek, verkoopgesprekken, salesgesprek, klantgesprek, klantgesprekken",
    "visit": "visit, visits, visited, site visit, site visits, customer visit, customer visits, on-site, onsite, "
    "bezoek, bezoeken, bezocht, op bezoek, klantbezoek, klantbezoeken, locatiebezoek, langs geweest, langsgeweest",
    "call": "call, calls, called, phone call, phone calls, phoned, cold call, cold calls, video call, video calls, "
    "gebeld, bel, bellen, belletje, belletjes, telefoontje, telefoontjes, telefoongesprek, telefoongesprekken, "
    "telefonisch, koude acquisitie, videogesprek",
    "email": "email, emails, e-mail, e-mails, mail, mails, mailed, emailed, mailtje, mailtjes, gemaild, mailen",
    "demo": "demo, demos, demo's, demonstration, demonstrations, demonstratie, demonstraties, product demo, "
    "productdemo, productdemo's",
    "lead": "lead, leads, qualified lead, qualified leads, gekwalificeerde lead, gekwalificeerde leads, new lead, "
    "new leads, nieuwe lead, nieuwe leads",
    "returned": "returned, returned lead, returned leads, lead returned, leads returned, teruggegeven, "
    "lead teruggegeven, leads teruggegeven, teruggegeven lead, teruggegeven leads, terug naar marketing, "
    "back to marketing, retour",
    "proposal": "proposal, proposals, qualified proposal, qualified proposals, quote, quotes, quoted, quotation, "
    "quotations, voorstel, voorstellen, gekwalificeerd voorstel, gekwalificeerde voorstellen, offerte, offertes, "
    "proposition, tender, geoffreerd, aanbieding, aanbiedingen",
    "renewal": "renewal, renewals, renewed, contract renewal, contract renewals, verlenging, verlengingen, verlengd, "
    "contractverlenging, contractverlengingen, hernieuwing",
    "csat": "csat, satisfaction, customer satisfaction, satisfaction score, klanttevredenheid, tevredenheid, "
    "tevredenheidsscore, klantscore",
    "training": "training, trainings, trained, sales training, course, courses, workshop, workshops, opleiding, "
    "opleidingen, cursus, cursussen, trainingen, getraind, bijscholing, e-learning, verkooptraining, salestraining",
    "note": "note, notes, notitie, notities, memo, aantekening, aantekeningen",
}

WORDS_FIRST = (
    "kennismaking, kennismakingsgesprek, kennismakingsgesprekken, kennismakingsafspraak, intro meeting, "
    "introductiegesprek, intake, intakegesprek, first_meeting, first_meetings"
)
"""Words for a first meeting."""

WORDS_FOLLOW_UP = (
    "vervolggesprek, vervolggesprekken, vervolgafspraak, vervolgafspraken, opvolggesprek, "
    "opvolggesprekken, opvolgafspraak, opvolgafspraken, follow_up, follow_ups"
)
"""Words for a follow-up meeting."""

ORDER: dict[str, bool] = {
    **dict.fromkeys(("first", "1st", "eerste", "1e", "initial", "nieuw"), True),
    **dict.fromkeys(
        (
            "follow-up",
            "follow-ups",
            "followup",
            "followups",
            "vervolg",
            "opvolg",
            "opvolging",
            "second",
            "2nd",
            "tweede",
            "2e",
        ),
        False,
    ),
}
"""True for a first meeting, False for a follow-up."""

ALONE_A_MEETING = frozenset({"follow-up", "follow-ups", "followup", "followups", "opvolging"})
"""Order words that mean a meeting when no kind is said: `follow-up Acme`."""

LOG_SUBCOMMANDS: dict[str, str] = {
    **dict.fromkeys(("list", "lijst", "show", "toon", "overzicht", "recent"), "list"),
    **dict.fromkeys(("undo", "ongedaan", "herroep", "terugdraaien"), "undo"),
    **dict.fromkeys(("edit", "wijzig", "bewerk", "aanpassen", "pas"), "edit"),
    **dict.fromkeys(HELP, "help"),
}
"""First words of `/log` that are not an entry; the handler acts on them before it reads a phrase."""


@dataclass(frozen=True, slots=True)
class OwnKind:
    """A workspace's own kind as the reader needs it: its key, the names people type, what it sums."""

    key: str
    names: tuple[str, ...]
    sums: str = "count"
    """`count`, `quantity` or `amount`."""


@dataclass(frozen=True, slots=True)
class KindWord:
    """What a typed kind means."""

    kind: str
    sums: str = "count"
    is_first: bool | None = None


_Table = dict[str, list[tuple[tuple[str, ...], KindWord]]]


@lru_cache(maxsize=256)
def kind_table(own: tuple[OwnKind, ...] = ()) -> _Table:
    """All kinds by the first word of their phrases, longest phrase first; a workspace's own go before ours."""
    phrases: dict[tuple[str, ...], KindWord] = {}
    for kind, names in WORDS.items():
        for name in names.split(", "):
            phrases[tuple(name.split())] = KindWord(kind, rules_of(kind).sums)
    for names, is_first in ((WORDS_FIRST, True), (WORDS_FOLLOW_UP, False)):
        for name in names.split(", "):
            phrases[tuple(name.split())] = KindWord("meeting", "count", is_first)
    for kind_of_own in own:
        for name in (kind_of_own.key, kind_of_own.key.replace("_", " "), *kind_of_own.names):
            if words := tuple(folded(name).split()):
                phrases[words] = KindWord(kind_of_own.key, kind_of_own.sums)
    table: _Table = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        table.setdefault(phrase[0], []).append((phrase, phrases[phrase]))
    return table


@lru_cache(maxsize=256)
def kind_names(own: tuple[OwnKind, ...] = ()) -> tuple[str, ...]:
    """Every phrase for a kind, for suggestions."""
    return tuple(" ".join(phrase) for entries in kind_table(own).values() for phrase, _ in entries)


def kind_at(words: Typed, at: int, table: _Table) -> tuple[KindWord, int] | None:
    """The kind that starts at a token, and the position after it."""
    for phrase, meaning in table.get(words.low(at), ()):
        if len(phrase) == 1 or all(words.low(at + n) == word for n, word in enumerate(phrase)):
            return meaning, at + len(phrase)
    return None


def order_at(words: Typed, at: int) -> tuple[bool, int] | None:
    """`first`, `eerste`, `follow-up`, `follow up`: whether it is a first meeting, and the position after it."""
    low = words.low(at)
    if low in ORDER:
        return ORDER[low], at + 1
    if low in {"follow", "follow-"} and words.low(at + 1) in {"up", "ups"}:
        return False, at + 2
    return None
