"""How other systems call the stages of a deal, and what they are here."""

from models.deals.records import Outcome
from models.deals.stages import Stages
from models.imports.fields import folded
from models.vocabulary import vocabulary

# fmt: off
ELSEWHERE: dict[str, tuple[str, ...]] = {
    "qualified": ("prospecting", "qualification", "qualified", "lead", "new", "open", "appointment scheduled", "lead in",
                  "gekwalificeerd", "prospect", "nieuw"),
    "discovery": ("engaging", "discovery", "needs analysis", "qualified to buy", "contact made", "perception analysis", "demo scheduled",
                  "id. decision makers", "verkenning", "behoefteanalyse"),
    "proposal": ("proposal", "proposal/price quote", "value proposition", "presentation scheduled", "proposal made", "quote",
                 "voorstel", "offerte"),
    "negotiation": ("negotiation", "negotiation/review", "negotiations started", "decision maker bought-in", "contract sent", "commit",
                    "onderhandeling"),
    Outcome.WON: ("won", "closed won", "gewonnen", "order"),
    Outcome.LOST: ("lost", "closed lost", "verloren"),
    Outcome.RETURNED: ("returned", "returned to marketing", "recycled", "teruggegeven"),
}
# fmt: on
_OURS = {folded(name): stage for stage, names in vocabulary().section("stages").items() for name in names}
_OURS |= {folded(name): stage for stage, names in ELSEWHERE.items() for name in names}


def stage_meant(text: str, stages: Stages) -> tuple[str, bool]:
    """The stage or outcome that `text` stands for, and whether we know it; an unknown one is kept as it is spelled.

    A workspace's own stage of that name goes before the table.
    """
    key = folded(text)
    own = next((stage for stage in stages.keys if folded(stage) == key), None)
    if own:
        return own, True
    meant = _OURS.get(key)
    if meant is not None and (meant in stages or meant in set(Outcome)):
        return str(meant), True
    return text.strip().lower()[:40], False
