"""Examples of what we say about people."""

from collections.abc import Iterator
from datetime import date

from messages import team
from messages.blocks import Message, View

ANNA = team.Member(
    "Anna de Vries", "UANNA", "account", "North", "Carla Mulder", ("rep",), "Europe/Amsterdam", "1111000"
)
CARLA = team.Member("Carla Mulder", "UCARLA", None, "North", "Dirk Visser", ("manager",), "Europe/Amsterdam")
DIRK = team.Member("Dirk Visser", "UDIRK", None, None, None, ("manager", "leader", "admin"))
NASTY = team.Member(
    "<!channel> *Zoë* _van_ ~der~ `Zee` 🌷 שלום", None, "field", "R&D <North>", "Carla Mulder", ("rep",)
)
LEAVER = team.Member("Bram Bakker", "UBRAM", "inside", "North", "Carla Mulder", ("rep",), ends_on=date(2026, 12, 31))


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message about people."""
    yield "added", team.added(language, ANNA)
    yield "changed", team.changed(language, NASTY)
    yield "ended", team.ended(language, LEAVER, [], None)
    yield "ended_manager", team.ended(language, CARLA, ["Anna de Vries", "Bram Bakker"], "Dirk Visser")
    yield "ended_top", team.ended(language, DIRK, ["Carla Mulder"], None)
    yield "roster", team.roster(language, [ANNA, LEAVER, CARLA, NASTY, DIRK], can_change=True)
    yield "roster_of_forty", team.roster(language, [ANNA] * 40)
    yield "roster_empty", team.roster(language, [])
    yield "help", team.help_text(language)
