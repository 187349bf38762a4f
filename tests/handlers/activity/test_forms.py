"""The form behind `/log`, and corrections through it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from handlers.activity import command as activity
from handlers.activity import forms
from handlers.door.answers import FormErrors, OpenModal, Options, UpdateModal, Whisper
from handlers.door.request import Form, Press, Request
from models.accounts.records import Account
from models.activity.records import Activity, OwnKind
from models.delivery.records import Delivery
from models.refusal import Refusal
from tests.conftest import Cast

AtTheDoor = Callable[..., Request]


def blocks(answer: object) -> dict[str, Any]:
    assert isinstance(answer, OpenModal | UpdateModal)
    return {block["block_id"]: block for block in answer.view.json["blocks"]}


def filled(**more: Any) -> dict[str, Any]:
    return {"kind": "meeting", "account": "new:Acme", "date": "2026-11-11", "order": "rule", **more}


def entry_of(request: Request) -> Activity:
    return request.session.exec(select(Activity).order_by(Activity.id)).all()[-1]


def test_the_form_opens_for_today(request_of: AtTheDoor, cast: Cast) -> None:
    fields = blocks(activity.command(request_of(cast.anna), ""))
    assert fields["date"]["element"]["initial_date"] == "2026-11-12"
    assert fields["kind"]["dispatch_action"] is True


def test_another_kind_asks_other_questions_and_keeps_what_was_filled_in(request_of: AtTheDoor, cast: Cast) -> None:
    press = Press("activity.kind", "proposal", fields=filled(note="sent it"))
    fields = blocks(forms.kind_chosen(request_of(cast.anna), press))
    assert "amount" in fields
    assert "order" not in fields
    assert fields["account"]["element"]["initial_option"]["value"] == "new:Acme"
    assert fields["note"]["element"]["initial_value"] == "sent it"


def test_every_kind_has_a_form_in_both_languages(request_of: AtTheDoor, cast: Cast) -> None:
    from models.activity.kinds import KINDS

    for person in (cast.anna, cast.bram):
        for kind in KINDS:
            assert blocks(forms.kind_chosen(request_of(person), Press("activity.kind", kind)))


def test_submitting_logs_and_answers_like_the_typed_line(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    answer = forms.submitted(at_the_door, Form(filled(duration="1h30", note="went well")))
    assert isinstance(answer, Whisper)
    assert "First meeting with Acme" in answer.message.text
    entry = entry_of(at_the_door)
    assert (entry.minutes, entry.note, entry.happened_on.isoformat()) == (90, "went well", "2026-11-11")


def test_a_bare_number_is_minutes(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    forms.submitted(at_the_door, Form(filled(duration="45")))
    assert entry_of(at_the_door).minutes == 45


def test_an_amount_is_read_in_both_notations(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    for text, minor, currency in (("12,5k", 1_250_000, "EUR"), ("$ 1,200.50", 120_050, "USD")):
        form = Form({"kind": "proposal", "account": "new:Acme", "date": "2026-11-11", "amount": text})
        answer = forms.submitted(at_the_door, form)
        if "twice" in answer.message.text:  # type: ignore[union-attr]
            button = next(b for b in answer.message.blocks if b["type"] == "actions")["elements"][0]  # type: ignore[union-attr]
            activity.log_twice(at_the_door, Press("activity.log_again", button["value"]))
        entry = entry_of(at_the_door)
        assert (entry.amount_minor, entry.currency) == (minor, currency)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("duration", "a while"),
        ("duration", "25h"),
        ("amount", "a lot"),
        ("amount", "-5"),
        ("amount", "1e99"),
        ("quantity", "many"),
        ("quantity", "1.5"),
    ],
)
def test_what_cannot_be_read_stands_under_its_field_and_nothing_is_stored(
    request_of: AtTheDoor, cast: Cast, field: str, text: str
) -> None:
    kind = {"duration": "meeting", "amount": "proposal", "quantity": "call"}[field]
    at_the_door = request_of(cast.bram)
    answer = forms.submitted(at_the_door, Form(filled(kind=kind, **{field: text})))
    assert isinstance(answer, FormErrors)
    assert list(answer.errors) == [field]
    assert answer.errors[field].isascii() or "“" in answer.errors[field]
    assert at_the_door.session.exec(select(Account)).all() == []


def test_a_rule_that_is_broken_names_its_field(request_of: AtTheDoor, cast: Cast) -> None:
    with pytest.raises(Refusal) as refusal:
        forms.submitted(request_of(cast.anna), Form(filled(date="2026-11-13")))
    assert refusal.value.values["field"] == "date"


def test_fields_of_another_kind_are_not_taken_along(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    forms.submitted(at_the_door, Form(filled(kind="note", amount="12k", score="4")))
    entry = entry_of(at_the_door)
    assert (entry.amount_minor, entry.score) == (None, None)


def test_while_typing_known_accounts_are_offered_and_a_new_one(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    activity.command(at_the_door, "call Acme")
    offered = forms.find_accounts(at_the_door, "acm")
    assert isinstance(offered, Options)
    assert [option["text"]["text"] for option in offered.options] == ["Acme", "New account: acm"]
    exact = forms.find_accounts(at_the_door, "ACME")
    assert [option["text"]["text"] for option in exact.options] == ["Acme"]  # type: ignore[union-attr]


def test_an_own_kind_of_the_workspace_is_logged_by_its_name(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.bram)
    at_the_door.session.add(
        OwnKind(workspace_id="T1", key="stand_talk", label_en="Stand talk", label_nl="Beursgesprek")
    )
    answer = activity.command(at_the_door, "2 beursgesprek Acme")
    assert "2 × Beursgesprek · Acme" in answer.message.text  # type: ignore[union-attr]
    assert "Beursgesprek" in str(blocks(activity.command(at_the_door, "")))


def test_edit_shows_the_entry_and_saves_the_change(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    activity.command(at_the_door, "meeting Acme 45m discussed pricing")
    entry = entry_of(at_the_door)
    opened = forms.edit(at_the_door, Press("activity.edit", entry.id))
    assert blocks(opened)["duration"]["element"]["initial_value"] == "45m"
    assert opened.view.json["private_metadata"] == entry.id  # type: ignore[union-attr]
    values = filled(account=entry.account_id, duration="1h", note="discussed pricing")
    answer = forms.submitted(at_the_door, Form(values, entry.id))
    assert "1 h" in answer.message.text  # type: ignore[union-attr]
    assert entry.minutes == 60


def test_saving_what_it_said_already_says_so(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    activity.command(at_the_door, "meeting Acme yesterday")
    entry = entry_of(at_the_door)
    answer = forms.submitted(at_the_door, Form(filled(account=entry.account_id), entry.id))
    assert answer.message.text == "Nothing was changed."  # type: ignore[union-attr]


def test_an_undone_entry_does_not_open(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    activity.command(at_the_door, "call Acme")
    activity.command(at_the_door, "undo")
    with pytest.raises(Refusal, match="not_there"):
        forms.open_entry(at_the_door, entry_of(at_the_door).id)


def test_a_manager_takes_back_with_a_reason_and_the_rep_is_told_in_their_language(
    request_of: AtTheDoor, cast: Cast
) -> None:
    activity.command(request_of(cast.bram), "afspraak Acme")
    manager = request_of(cast.carla)
    entry = entry_of(manager)
    opened = activity.more(manager, Press("activity.more", f"undo:{entry.id}"))
    assert "reason" in blocks(opened)
    form = Form({"reason": "the meeting was cancelled"}, entry.id)
    forms.taken_back(manager, form)
    [told] = manager.session.exec(select(Delivery)).all()
    assert told.recipient == cast.bram.id
    assert "Carla Mulder heeft een activiteit van je ongedaan gemaakt" in str(told.message)
    assert "the meeting was cancelled" in str(told.message)


def test_a_manager_edits_with_a_reason_and_the_rep_is_told(request_of: AtTheDoor, cast: Cast) -> None:
    activity.command(request_of(cast.anna), "meeting Acme")
    manager = request_of(cast.carla)
    entry = entry_of(manager)
    assert "reason" in blocks(forms.open_entry(manager, entry.id))
    forms.submitted(manager, Form(filled(account=entry.account_id, reason="it was yesterday"), entry.id))
    [told] = manager.session.exec(select(Delivery)).all()
    assert told.recipient == cast.anna.id
    assert "it was yesterday" in str(told.message)


def test_a_colleague_cannot_open_an_entry(request_of: AtTheDoor, cast: Cast) -> None:
    activity.command(request_of(cast.anna), "call Acme")
    with pytest.raises(Refusal, match="not_yours"):
        forms.edit(request_of(cast.bram), Press("activity.edit", entry_of(request_of(cast.bram)).id))


def test_the_history_of_an_entry_stands_in_its_form(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    activity.command(at_the_door, "meeting Acme")
    entry = entry_of(at_the_door)
    forms.submitted(at_the_door, Form(filled(account=entry.account_id), entry.id))
    view = forms.open_entry(at_the_door, entry.id).view.json  # type: ignore[union-attr]
    assert "changed by Anna de Vries" in str(view)


# --- a choice in the form of an entry is saved as it is made ------------------------------------------------


def edited(request: Request, line: str) -> tuple[Activity, dict[str, Any]]:
    """An entry, and the fields of its form as they open."""
    activity.command(request, line)
    entry = entry_of(request)
    day = {"date": entry.happened_on.isoformat(), "quantity": "1", "duration": "", "note": entry.note}
    return entry, {"kind": entry.kind, "account": entry.account_id, "order": "rule", **day}


def test_another_account_is_saved_at_once_with_what_is_typed_beside_it(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    entry, fields = edited(at_the_door, "meeting Acme")
    press = Press("activity.account", "new:Globex", fields={**fields, "note": "pricing"}, metadata=entry.id)
    answer = forms.account_chosen(at_the_door, press)
    assert isinstance(answer, UpdateModal)
    assert "It now says" in str(answer.view.json)
    assert entry.note == "pricing"
    assert [one.name for one in at_the_door.session.exec(select(Account).where(Account.removed_at == None))] == [  # noqa: E711
        "Globex"
    ]


def test_a_kind_that_asks_for_more_is_not_saved_before_it_is_said(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    entry, fields = edited(at_the_door, "meeting Acme")
    asked = blocks(forms.kind_chosen(at_the_door, Press("activity.kind", "csat", fields=fields, metadata=entry.id)))
    assert "score" in asked
    assert entry.kind == "meeting"


def test_what_cannot_be_read_keeps_the_form_open(request_of: AtTheDoor, cast: Cast) -> None:
    at_the_door = request_of(cast.anna)
    entry, fields = edited(at_the_door, "meeting Acme")
    press = Press("activity.account", "new:Globex", fields={**fields, "duration": "a while"}, metadata=entry.id)
    assert forms.account_chosen(at_the_door, press) is None
    assert forms.account_chosen(at_the_door, Press("activity.account", "new:Globex", fields=fields)) is None, (
        "a new one"
    )


def test_somebody_elses_entry_waits_for_the_reason(request_of: AtTheDoor, cast: Cast) -> None:
    entry, fields = edited(request_of(cast.anna), "meeting Acme")
    carla = request_of(cast.carla)
    form = blocks(forms.edit(carla, Press("activity.edit", entry.id)))
    assert "dispatch_action" not in form["account"] or not form["account"]["dispatch_action"]
    assert "hint" not in form["kind"]
    assert "reason" in blocks(
        forms.kind_chosen(carla, Press("activity.kind", "visit", fields=fields, metadata=entry.id))
    )
    assert entry.kind == "meeting"
