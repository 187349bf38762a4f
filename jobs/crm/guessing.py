"""What a kind of activity of a CRM looks like here, by the words in its name. An admin confirms it; None is asked."""

import re

GUESSES: tuple[tuple[str, str], ...] = (
    (r"demo|presentation|presentatie", "demo"),
    (r"visit|bezoek|on.?site", "visit"),
    (r"call|phone|bel|telefoon", "call"),
    (r"e.?mail", "email"),
    (r"training|onboarding", "training"),
    (r"proposal|quote|offerte", "proposal"),
    (r"renewal|verlenging", "renewal"),
    (r"meeting|lunch|appointment|afspraak|gesprek|event|kennismaking|intake|discovery", "meeting"),
)


def guess_kind(label: str, otherwise: str | None = None) -> str | None:
    """A kind of ours, or `otherwise`."""
    words = label.lower()
    return next((kind for pattern, kind in GUESSES if re.search(rf"\b({pattern})", words)), otherwise)
