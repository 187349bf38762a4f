"""Examples of what we say about connections with CRMs."""

from collections.abc import Iterator

from messages.blocks import Message, View
from messages.connections import told

NASTY = "<!channel> *HubSpot* _~ שלום 🚀 `x` " + "N" * 20


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message about connections."""
    for reason in ("refused", "budget", "broken"):
        yield f"trouble_{reason}", told.trouble(language, "HubSpot", "HubSpot", reason)
    yield "trouble_of_a_long_name", told.trouble(language, NASTY, "Pipedrive", "refused")
