"""`/koers kind`: an admin adds a kind, everybody logs it; it goes again as long as nothing was logged of it."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from handlers import kinds
from handlers.activity.command import command as log
from handlers.door.answers import Replace, Whisper
from handlers.door.request import Press, Request
from models.activity.records import Activity, OwnKind
from models.refusal import Refusal
from models.workspace.settings import latest_changes
from tests.conftest import Cast

AsRequest = Callable[..., Request]


def test_a_kind_is_added_and_everybody_can_log_it(session: Session, cast: Cast, request_of: AsRequest) -> None:
    answer = kinds.command(request_of(cast.dirk), "add site_survey count")
    assert isinstance(answer, Whisper)
    assert answer.message.text == "Added: `site_survey`, counted."
    log(request_of(cast.anna), "site survey Acme")
    assert [entry.kind for entry in session.exec(select(Activity))] == ["site_survey"]


def test_a_word_of_another_kind_in_its_name_does_not_take_it_over(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    kinds.command(request_of(cast.dirk), 'add intake_call count "Intake call" "Intake bellen"')
    log(request_of(cast.anna), "intake call Acme")
    log(request_of(cast.anna), "intake bellen Globex")
    log(request_of(cast.anna), "call Initech")
    found = session.exec(select(Activity).order_by(Activity.id))
    assert [entry.kind for entry in found] == ["intake_call", "intake_call", "call"]


def test_undo_as_long_as_nothing_was_logged(session: Session, cast: Cast, request_of: AsRequest) -> None:
    answer = kinds.command(request_of(cast.dirk), "add site_survey")
    assert isinstance(answer, Whisper)
    button = answer.message.blocks[0]["accessory"]
    assert isinstance(kinds.undo(request_of(cast.dirk), Press(button["action_id"], button["value"])), Replace)
    assert session.exec(select(OwnKind)).all() == []
    kinds.command(request_of(cast.dirk), "add site_survey")
    log(request_of(cast.anna), "site survey Acme")
    with pytest.raises(Refusal, match="is_used"):
        kinds.command(request_of(cast.dirk), "remove site_survey")


def test_a_kind_that_was_removed_is_told_and_comes_back_with_its_names(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    kinds.command(request_of(cast.dirk), 'add samples quantity "Samples given" "Monsters"')
    answer = kinds.command(request_of(cast.dirk), "remove samples")
    assert isinstance(answer, Whisper)
    removed = next(iter(latest_changes(session, "T1")))
    assert (removed.key, removed.about, removed.new) == ("kind", "samples", {"value": None})
    button = answer.message.blocks[0]["accessory"]
    back = kinds.undo(request_of(cast.dirk), Press(button["action_id"], button["value"]))
    assert isinstance(back, Replace)
    assert back.message.text == "Undone. `samples` can be logged again."
    kind = session.exec(select(OwnKind)).one()
    assert (kind.label("en"), kind.label("nl"), kind.sums) == ("Samples given", "Monsters", "quantity")
    with pytest.raises(Refusal, match="undone_already"):
        kinds.undo(request_of(cast.dirk), Press(button["action_id"], button["value"]))


def test_names_in_both_languages(session: Session, cast: Cast, request_of: AsRequest) -> None:
    kinds.command(request_of(cast.dirk), 'toevoegen samples hoeveelheid "Samples given" "Monsters"')
    kind = session.exec(select(OwnKind)).one()
    assert (kind.label("en"), kind.label("nl"), kind.sums) == ("Samples given", "Monsters", "quantity")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("add meeting", "means_already"),
        ("add zoom count", "means_already"),
        ('add talk count "Meeting" "Gesprek"', "means_already"),
        ('add talk count "Talk" "Belletje "', "means_already"),
        ('add talk count "Talk" "Kennismakingsgesprek"', "means_already"),
        ("add 3d", "not_a_key"),
        ("add site_survey often", "unknown_sum"),
        ("add", "what_to_do"),
        ("cheer site_survey", "what_to_do"),
        ("remove zork", "not_there"),
    ],
)
def test_what_cannot_be_is_refused(session: Session, cast: Cast, request_of: AsRequest, line: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        kinds.command(request_of(cast.dirk), line)
    assert session.exec(select(OwnKind)).all() == []


def test_only_an_admin_adds_and_everybody_sees(cast: Cast, request_of: AsRequest) -> None:
    with pytest.raises(Refusal, match="admins_only"):
        kinds.command(request_of(cast.anna), "add site_survey")
    assert isinstance(kinds.command(request_of(cast.anna), ""), Whisper)
