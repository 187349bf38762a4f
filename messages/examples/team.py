"""Examples of what we say about people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages import team
from messages.blocks import Message, View
from models.team.compared import Question, Side

ANNA = team.Member(
    "Anna de Vries", "UANNA", "account", "North", "Carla Mulder", ("rep",), "Europe/Amsterdam", "1111000"
)
CARLA = team.Member("Carla Mulder", "UCARLA", None, "North", "Dirk Visser", ("manager",), "Europe/Amsterdam")
DIRK = team.Member("Dirk Visser", "UDIRK", None, None, None, ("manager", "leader", "admin"))
NASTY = team.Member(
    "<!channel> *Zoë* _van_ ~der~ `Zee` 🌷 שלום", None, "field", "R&D <North>", "Carla Mulder", ("rep",)
)
CAME = Side("Carla Smit", "UNEW", "carla@example.com", entries=1)
THERE = Side("Smit, Carla", None, None, "North", "Dirk Visser", 412, 38, ("leader",), date(2026, 12, 31))
NASTY_SIDE = Side("<!channel> *Zoë* _van_ ~der~ `Zee` 🌷 שלום", None, "zoe&co@example.com", "R&D <North>", None, 0, 1)
MOVED = team.Moved("m1", [team.PlaceChange("team_id", "North", "South")], date(2026, 12, 1))
EVERYTHING_MOVED = team.Moved(
    "m2",
    [
        team.PlaceChange("team_id", None, "R&D <North>"),
        team.PlaceChange("manager_id", "Carla Mulder", "<!channel> *Zoë*"),
        team.PlaceChange("sales_role", "inside", "field"),
        team.PlaceChange("working_days", "1111100", "1111000"),
        team.PlaceChange("country", "NL", "BE"),
        team.PlaceChange("region", None, "VLG"),
        team.PlaceChange("is_rep", "True", None),
    ],
    date(2026, 10, 15),
    (date(2026, 10, 1), date(2026, 11, 1)),
)
LEAVER = team.Member("Bram Bakker", "UBRAM", "inside", "North", "Carla Mulder", ("rep",), ends_on=date(2026, 12, 31))


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """Every message about people."""
    yield "added", team.added(language, ANNA)
    yield "changed", team.changed(language, NASTY)
    yield "moved", team.changed(language, ANNA, MOVED)
    yield "moved_today", team.changed(language, ANNA, replace(MOVED, is_today=True))
    yield "moved_back_in_time", team.changed(language, NASTY, EVERYTHING_MOVED)
    yield "move_undone", team.move_undone(language, ANNA, MOVED)
    yield "move_back_in_time_undone", team.move_undone(language, NASTY, EVERYTHING_MOVED)
    yield "ended", team.ended(language, LEAVER, [], "Carla Mulder", undo="p1|")
    yield "stays", team.stays(language, replace(LEAVER, ends_on=None))
    yield "stays_until", team.stays(language, LEAVER)
    yield "ended_manager", team.ended(language, CARLA, ["Anna de Vries", "Bram Bakker"], "Dirk Visser")
    yield "ended_later", team.ended(language, CARLA, ["Anna de Vries"], "Dirk Visser", date(2027, 2, 1))
    yield "ended_top", team.ended(language, DIRK, ["Carla Mulder"], None)
    yield "roster", team.roster(language, [ANNA, LEAVER, CARLA, NASTY, DIRK], can_change=True)
    yield "roster_of_forty", team.roster(language, [ANNA] * 40)
    yield "roster_empty", team.roster(language, [])
    yield "help", team.help_text(language)
    yield "roster_with_questions", team.roster(language, [ANNA, DIRK], can_change=True, questions=2)
    yield "asked", team.asked(language, [Question("q1", CAME, THERE)])
    yield "asked_about_an_address", team.asked(language, [Question("q1", CAME, NASTY_SIDE, "email")] * 8)
    yield "nothing_asked", team.asked(language, [])
    yield "one_person", team.decided(language, "q1", True, CAME.name, THERE.name, (412, 1))
    yield "one_person_with_nothing", team.decided(language, "q1", True, CAME.name, THERE.name, (0, 0))
    yield "two_people", team.decided(language, "q1", False, CAME.name, NASTY_SIDE.name, (0, 0))
    yield "asked_again", team.asked_again(language, Question("q1", CAME, THERE))
    yield "email_taken", team.email_taken(language)
