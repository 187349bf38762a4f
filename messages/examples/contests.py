"""Examples of what we say about competitions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from messages import contests
from messages.blocks import Message, View
from models.contests.view import ContestView
from models.scorecard.kpis import KPIS

NASTY = "Zoë *_~`<!channel>` 🚀 " + "van den Bergh-" * 4
SHARE = ContestView(
    "0192f0c1a2b3c4d5e6f708192a3b4c5d",
    "North",
    KPIS["first_meetings"],
    "share",
    date(2026, 11, 16),
    date(2026, 11, 29),
    number=6,
)


def examples(language: str) -> Iterator[tuple[str, Message | View]]:
    """The invitation, the list for everybody, and the results."""
    runs = replace(
        SHARE,
        has_begun=True,
        takes_part=True,
        top=[(1, NASTY, 1.25), (2, "Anna de Vries", 0.9), (2, "Bram Bakker", 0.9)],
        own=(4, 0.4),
    )
    improved = replace(runs, kind="improved", own=(6, -0.25), may_stop=True)
    record = replace(SHARE, kind="record", record=31, total=28, has_begun=True, number=0)
    for kind, view in (("share", SHARE), ("improved", replace(SHARE, kind="improved")), ("record", record)):
        yield f"invited_{kind}", contests.invited(language, replace(view, team=NASTY), NASTY)
    yield "started", contests.started(language, SHARE, "C0123ABC")
    yield "joined", contests.joined(language, SHARE)
    yield "left", contests.left(language, replace(SHARE, may_join=True))
    yield "left_for_good", contests.left(language, SHARE)
    yield "stopped", contests.stopped(language, SHARE)
    coming = [replace(SHARE, may_join=True, number=0), replace(SHARE, number=1, team=NASTY)]
    yield "listed", contests.listed(language, [*coming, runs, improved, record], may_start=True)
    yield "listed_none", contests.listed(language, [], may_start=False)
    yield "listed_none_for_a_manager", contests.listed(language, [], may_start=True)
    yield "result", contests.result(language, runs)
    yield "result_improved", contests.result(language, improved)
    yield "result_record", contests.result(language, record)
    yield "result_new_record", contests.result(language, replace(record, total=34))
    yield "own_result", contests.own_result(language, runs)
    yield "own_result_improved", contests.own_result(language, improved)
    yield "own_result_without_a_place", contests.own_result(language, replace(runs, number=5, own=(None, 0.4)))
    yield "help", contests.help_text(language)
