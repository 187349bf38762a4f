"""How other systems call the stages of a deal, and what they are here."""

import re
from enum import StrEnum

from models.deals.records import Outcome
from models.deals.stages import Stages
from models.imports.fields import folded
from models.vocabulary import vocabulary

# fmt: off
ELSEWHERE: dict[str, tuple[str, ...]] = {
    "qualified": ("prospecting", "qualification", "qualified", "qualify", "lead", "new", "open", "appointment scheduled", "lead in",
                  "prospect", "ongoing", "replied", "active", "contacted", "in progress",
                  "gekwalificeerd", "nieuw", "kwalificatie", "prospectie", "afspraak gepland", "afspraak ingepland", "lopend", "kwalificeren"),
    "discovery": ("engaging", "discovery", "needs analysis", "qualified to buy", "contact made", "perception analysis", "demo scheduled",
                  "demo/making", "demo", "demo completed", "id. decision makers", "identify decision makers", "identifying decision makers",
                  "develop", "meeting scheduled",
                  "verkenning", "behoefteanalyse", "analyse behoefte", "perceptie analyse", "id. beslissiers", "contact gelegd", "contact gemaakt",
                  "demo gepland", "demo ingepland", "gekwalificeerd om te kopen", "gekwalificeerd voor aankoop", "ontwikkelen", "besluitvormers identificeren"),
    "proposal": ("proposal", "proposal/price quote", "value proposition", "presentation scheduled", "proposal made", "proposal sent", "quote",
                 "quotation", "quotation sent", "quote sent", "proposal/quotation", "proposition", "propose",
                 "voorstel", "offerte", "voorstel gedaan", "voorstel/offerte", "offerte verstuurd", "offerte verzonden", "offerte gemaakt",
                 "waarde voorstel", "waardevoorstel", "presentatie gepland", "voorstellen"),
    "negotiation": ("negotiation", "negotiation/review", "negotiations started", "decision maker bought-in", "contract sent", "commit",
                    "ready to close", "close", "closing",
                    "onderhandeling", "onderhandelingen", "onderhandeling/beoordeling", "onderhandelingen gestart", "onderhandeling gestart",
                    "contract verzonden", "contract verstuurd", "beslisser overtuigd", "besluitvormer overtuigd", "klaar om te sluiten", "afsluiten"),
    Outcome.WON: ("won", "closed won", "gewonnen", "gesloten gewonnen", "order", "accepted", "aanvaard", "geaccepteerd", "converted"),
    Outcome.LOST: ("lost", "closed lost", "verloren", "gesloten verloren", "refused", "geweigerd"),
    Outcome.RETURNED: ("returned", "returned to marketing", "recycled", "teruggegeven"),
}
# fmt: on
_OURS = {folded(name): stage for stage, names in vocabulary().section("stages").items() for name in names}
_OURS |= {folded(name): stage for stage, names in ELSEWHERE.items() for name in names}
_SAYS = {key: vocabulary().words("imports.stage_words", key) for key in ("closed", "won", "lost", "doubt")}
_PIPELINE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
"""What stands in brackets behind a stage: the pipeline, or a percentage."""
_PLACE = re.compile(r"^\s*(?:\d{1,2}\s*[-–.):]+|\d{1,3}\s*%\s*[-–:]?)\s*(?=\S)|\s*[-–]?\s*\d{1,3}\s*%$")
"""The place of a stage in its row, or its probability: `1-Qualify`, `Proposal 50%`."""
MOST_WORDS = 3
"""A longer stage that begins or ends with `won` or `lost` may be about something else."""


class Known(StrEnum):
    """How well a stage is known."""

    YES = "yes"
    BY_SPELLING = "by_spelling"
    """It is decided, by how it is spelled: `Verloren aan concurrent`."""
    UNCLEAR = "unclear"
    """It seems decided, but how is not clear: `Closed`, `Not won yet`."""
    NO = "no"


def stage_meant(text: str, stages: Stages) -> tuple[str, Known]:
    """The stage or outcome that `text` stands for, and how well we know it; an unknown one is kept as it is spelled.

    A workspace's own stage of that name goes before the table. What begins or ends with a word for decided is never open.
    """
    for spelled in (text, _PIPELINE.sub("", text), _PLACE.sub("", _PIPELINE.sub("", text))):
        key = folded(spelled)
        own = next((stage for stage in stages.keys if folded(stage) == key), None)
        if own:
            return own, Known.YES
        meant = _OURS.get(key)
        if meant is not None and (meant in stages or meant in set(Outcome)):
            return str(meant), Known.YES
    return _spelled(text)


def _spelled(text: str) -> tuple[str, Known]:
    kept = text.strip().lower()[:40]
    said = re.findall(r"[^\W\d_]+", _PIPELINE.sub("", text).casefold())
    if not said or not (_SAYS["closed"] | _SAYS["won"] | _SAYS["lost"]).intersection((said[0], said[-1])):
        return kept, Known.NO
    outcomes = {
        outcome for outcome, key in ((Outcome.WON, "won"), (Outcome.LOST, "lost")) if _SAYS[key].intersection(said)
    }
    is_closed = not _SAYS["closed"].isdisjoint(said)
    if len(outcomes) != 1 or _SAYS["doubt"].intersection(said) - ({"to"} if is_closed else set()):
        return kept, Known.UNCLEAR
    if is_closed:
        return str(outcomes.pop()), Known.YES
    return (str(outcomes.pop()), Known.BY_SPELLING) if len(said) <= MOST_WORDS else (kept, Known.UNCLEAR)
