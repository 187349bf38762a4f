"""`/koers settings`: everything that is set, in one line or in a form; nothing is overwritten unseen; Undo."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from handlers.door.answers import Answers, OpenModal, Options, Replace, Whisper
from handlers.door.request import Form, Press, Request
from handlers.settings import buttons, feature, forms
from handlers.settings.command import command
from messages.blocks import Message
from models.deals.actions import add_deal
from models.deals.terms import DealTerms
from models.money import Money
from models.refusal import Refusal
from models.team.calendar import Calendar
from models.workspace.guessing import guess_settings
from models.workspace.records import SettingChange
from models.workspace.setting_table import Kind
from tests.conftest import NOW, Cast, acting

AsRequest = Callable[..., Request]


def message(answer: Answers) -> Message:
    assert isinstance(answer, Whisper | Replace)
    return answer.message


def told(answer: Answers) -> str:
    return "\n".join(block["text"]["text"] for block in message(answer).blocks if block["type"] == "section")


def press(answer: Answers, action: str) -> Press:
    for block in message(answer).blocks:
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("action_id", "").partition(":")[0] == action:
                return Press(element["action_id"], element.get("value", ""))
    raise AssertionError(f"no {action}")


def the_form(request: Request, group: str) -> Form:
    opened = forms.open_group(request, Press("settings.change", group))
    assert isinstance(opened, OpenModal)
    fields = {}
    for block in opened.view.json["blocks"]:
        element = block["element"]
        chosen = element.get("initial_option") or {}
        fields[block["block_id"]] = chosen.get("value") or element.get("initial_value") or element.get("initial_time")
    return Form(fields, opened.view.json["private_metadata"])


def test_several_in_one_line(cast: Cast, request_of: AsRequest) -> None:
    answer = command(request_of(cast.dirk), "currency=usd fiscal_start=July zone=new_york country=US")
    workspace = cast.workspace
    assert (workspace.currency, workspace.fiscal_start_month, workspace.zone, workspace.country) == (
        "USD",
        7,
        "America/New_York",
        "US",
    )
    assert "Currency: EUR, Euro → *USD, US Dollar*" in told(answer)


def test_the_same_in_dutch(cast: Cast, request_of: AsRequest) -> None:
    cast.dirk.language = "nl"
    answer = command(request_of(cast.dirk), "valuta=pond boekjaar=juli land=duitsland taal=nederlands")
    assert (cast.workspace.currency, cast.workspace.fiscal_start_month) == ("GBP", 7)
    assert (cast.workspace.country, cast.workspace.language) == ("DE", "nl")
    assert "Land: Nederland → *Duitsland*" in told(answer)


def test_without_a_sign_the_first_word_is_the_key(cast: Cast, request_of: AsRequest) -> None:
    command(request_of(cast.dirk), "time zone Europe/London")
    assert cast.workspace.zone == "Europe/London"


@pytest.mark.parametrize(
    ("line", "reason", "near"),
    [
        ("fiscal_start=13", "wrong_month", None),
        ("zone=America/New_Yrok", "wrong_zone", ["America/New_York"]),
        ("currency=EURO5", "wrong_currency", None),
        ("currency=XQX", "wrong_currency", None),
        ("country=Narnia", "wrong_country", None),
        ("region=ZZ", "wrong_region", None),
        ("language=fr", "wrong_language", None),
        ("digest_time=25:00", "wrong_time", None),
        ("digest_day=someday", "wrong_weekday", None),
        ("days_off=christmas", "wrong_days", None),
        ("curency=USD", "unknown_key", ["currency"]),
    ],
)
def test_what_does_not_fit_is_refused_with_what_was_meant_and_nothing_is_stored(
    session: Session, cast: Cast, request_of: AsRequest, line: str, reason: str, near: list[str] | None
) -> None:
    with pytest.raises(Refusal, match=reason) as refused:
        command(request_of(cast.dirk), f"country=US {line}" if "country" not in line else line)
    if near:
        assert near[0] in refused.value.values["near"]
    assert cast.workspace.country == "NL"
    assert session.exec(select(SettingChange)).all() == []


def test_every_change_is_kept_with_who_when_old_and_new_and_undone_together(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    answer = command(request_of(cast.dirk), "country=US language=nl")
    changes = session.exec(select(SettingChange).order_by(SettingChange.id)).all()
    assert [(one.key, one.old, one.new, one.changed_by, one.changed_at) for one in changes] == [
        ("country", {"value": "NL", "settled": "default"}, {"value": "US"}, cast.dirk.id, NOW),
        ("language", {"value": "en", "settled": "default"}, {"value": "nl"}, cast.dirk.id, NOW),
    ]
    back = buttons.undo(request_of(cast.dirk), press(answer, "settings.undo"))
    assert (cast.workspace.country, cast.workspace.language) == ("NL", "en")
    assert message(back).text == "Undone. Country: *Netherlands*\nLanguage: *English*"
    with pytest.raises(Refusal, match="undone_already"):
        buttons.undo(request_of(cast.dirk), press(answer, "settings.undo"))


def test_what_was_changed_again_since_is_not_undone(cast: Cast, request_of: AsRequest) -> None:
    first = command(request_of(cast.dirk), "country=US")
    command(request_of(cast.dirk, NOW + timedelta(minutes=1)), "country=GB")
    with pytest.raises(Refusal, match="changed_since"):
        buttons.undo(request_of(cast.dirk), press(first, "settings.undo"))
    command(request_of(cast.dirk), "undo")
    assert cast.workspace.country == "US"


def test_a_region_goes_with_its_country(cast: Cast, request_of: AsRequest) -> None:
    command(request_of(cast.dirk), "country=DE region=BY")
    assert cast.workspace.region == "BY"
    command(request_of(cast.dirk), "country=NL")
    assert cast.workspace.region is None


def test_another_currency_is_asked_about_when_there_are_amounts(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    add_deal(acting(session, cast.anna), None, DealTerms(value=Money.of(Decimal(800), "EUR")))
    asked = command(request_of(cast.dirk), "currency=USD")
    assert "One amount is counted in EUR. In USD it is computed anew" in told(asked)
    assert cast.workspace.currency == "EUR"
    done = buttons.apply(request_of(cast.dirk), press(asked, "settings.apply"))
    assert cast.workspace.currency == "USD"
    assert "Still without a rate: one amount, in EUR." in told(done)


def test_the_form_changes_only_what_was_changed_in_it(session: Session, cast: Cast, request_of: AsRequest) -> None:
    form = the_form(request_of(cast.dirk), "place")
    command(request_of(cast.dirk), "language=nl")
    form.fields["country"] = "BE"
    forms.save_group(request_of(cast.dirk), form)
    assert (cast.workspace.country, cast.workspace.language) == ("BE", "nl")


def test_of_two_admins_the_second_sees_the_new_value_before_overwriting(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    cast.carla.is_admin = True
    of_carla = the_form(request_of(cast.carla), "money")
    command(request_of(cast.dirk), "fiscal_start=4")
    of_carla.fields["fiscal_start"] = "7"
    asked = forms.save_group(request_of(cast.carla), of_carla)
    assert cast.workspace.fiscal_start_month == 4
    assert told(asked) == (
        "*Dirk Visser* was first, so nothing of yours is saved yet. The year begins in: January → *April*\n"
        "You wanted: The year begins in: July."
    )
    buttons.apply(request_of(cast.carla), press(asked, "settings.apply"))
    assert cast.workspace.fiscal_start_month == 7


def test_and_a_third_change_in_between_is_seen_too(cast: Cast, request_of: AsRequest) -> None:
    cast.carla.is_admin = True
    of_carla = the_form(request_of(cast.carla), "money")
    command(request_of(cast.dirk), "fiscal_start=4")
    of_carla.fields["fiscal_start"] = "7"
    asked = forms.save_group(request_of(cast.carla), of_carla)
    command(request_of(cast.dirk), "fiscal_start=10")
    again = buttons.apply(request_of(cast.carla), press(asked, "settings.apply"))
    assert "April → *October*" in told(again)
    assert cast.workspace.fiscal_start_month == 10


def test_who_is_no_admin_sees_the_values_and_who_the_admins_are(cast: Cast, request_of: AsRequest) -> None:
    answer = command(request_of(cast.anna), "")
    assert "Settings are changed by an admin: Dirk Visser." in told(answer)
    assert not [block for block in message(answer).blocks if block.get("accessory") or block["type"] == "actions"]
    with pytest.raises(Refusal, match="admins_only"):
        command(request_of(cast.anna), "currency=USD")
    with pytest.raises(Refusal, match="admins_only"):
        forms.open_group(request_of(cast.anna), Press("settings.change", "money"))


def test_a_guess_is_shown_as_a_guess_until_somebody_says_it_is_right(cast: Cast, request_of: AsRequest) -> None:
    guess_settings(cast.workspace, "America/New_York", "en-US", date(2026, 11, 12))
    answer = command(request_of(cast.dirk), "")
    assert "Currency: *USD, US Dollar* _guessed_" in told(answer)
    confirmed = buttons.confirm(request_of(cast.dirk), press(answer, "settings.confirm"))
    assert message(confirmed).text == (
        "Noted, it is right: United States, America/New_York, English and USD, US Dollar."
    )
    assert "guessed" not in told(command(request_of(cast.dirk), ""))


@pytest.mark.parametrize(
    ("zone", "locale", "guessed"),
    [
        ("America/New_York", "en-US", ("USD", "US", "America/New_York", "en")),
        ("Europe/London", "en-GB", ("GBP", "GB", "Europe/London", "en")),
        ("Europe/Amsterdam", "nl-NL", ("EUR", "NL", "Europe/Amsterdam", "nl")),
        ("Europe/Brussels", "nl-BE", ("EUR", "BE", "Europe/Brussels", "nl")),
        ("Europe/Berlin", "de-DE", ("EUR", "DE", "Europe/Berlin", "en")),
        ("Asia/Calcutta", "en-IN", ("INR", "IN", "Asia/Calcutta", "en")),
        ("Etc/UTC", None, ("EUR", "NL", "Europe/Amsterdam", "en")),
        (None, None, ("EUR", "NL", "Europe/Amsterdam", "en")),
    ],
)
def test_what_slack_says_of_the_installer_is_a_first_guess(
    cast: Cast, zone: str | None, locale: str | None, guessed: tuple[str, ...]
) -> None:
    guess_settings(cast.workspace, zone, locale, date(2026, 11, 12))
    workspace = cast.workspace
    assert (workspace.currency, workspace.country, workspace.zone, workspace.language) == guessed


def test_what_somebody_chose_is_not_guessed_over(cast: Cast, request_of: AsRequest) -> None:
    command(request_of(cast.dirk), "currency=GBP")
    guess_settings(cast.workspace, "America/New_York", "en-US", date(2026, 11, 12))
    assert (cast.workspace.currency, cast.workspace.country) == ("GBP", "US")


def test_a_day_off_of_the_company_and_a_holiday_that_is_worked(
    session: Session, cast: Cast, request_of: AsRequest
) -> None:
    command(request_of(cast.dirk), "days_off=24 dec 2026, 2026-12-31 holidays_worked=2027-04-27")
    calendar = Calendar.of(session, cast.anna, cast.workspace)
    # Thursday 24 December is no public holiday; King's Day, Tuesday 27 April 2027, is one.
    assert [calendar.works_on(day) for day in (date(2026, 12, 24), date(2026, 12, 23), date(2027, 4, 27))] == [0, 1, 1]


def test_a_day_that_is_off_is_no_longer_worked_and_undo_gives_it_back(cast: Cast, request_of: AsRequest) -> None:
    command(request_of(cast.dirk), "holidays_worked=2027-04-27,2027-05-17")
    later = NOW + timedelta(minutes=1)
    answer = command(request_of(cast.dirk, later), "days_off=2027-04-27")
    workspace = cast.workspace
    assert workspace.own_days == {"2027-04-27": "off", "2027-05-17": "worked"}
    assert len(told(answer).splitlines()) == 2  # both lists changed, and the answer says so
    buttons.undo(request_of(cast.dirk, later), press(answer, "settings.undo"))
    assert workspace.own_days == {"2027-04-27": "worked", "2027-05-17": "worked"}


def test_a_day_cannot_be_off_and_worked_in_one_line(cast: Cast, request_of: AsRequest) -> None:
    with pytest.raises(Refusal, match="day_in_both"):
        command(request_of(cast.dirk), "days_off=2027-04-27 holidays_worked=2027-04-27")
    assert cast.workspace.own_days == {}


def test_undo_does_not_take_a_day_out_of_the_other_list(cast: Cast, request_of: AsRequest) -> None:
    command(request_of(cast.dirk), "days_off=2027-04-27")
    emptied = command(request_of(cast.dirk, NOW + timedelta(minutes=1)), "days_off=2026-12-24")
    command(request_of(cast.dirk, NOW + timedelta(minutes=2)), "holidays_worked=2027-04-27")
    with pytest.raises(Refusal, match="changed_since"):
        buttons.undo(request_of(cast.dirk), press(emptied, "settings.undo"))
    assert cast.workspace.own_days == {"2026-12-24": "off", "2027-04-27": "worked"}


def test_a_guess_that_was_changed_is_a_guess_again_after_undo(cast: Cast, request_of: AsRequest) -> None:
    guess_settings(cast.workspace, "America/New_York", "en-US", date(2026, 11, 12))
    answer = command(request_of(cast.dirk), "currency=GBP digest_day=friday")
    assert cast.workspace.settled["currency"] == "chosen"
    buttons.undo(request_of(cast.dirk), press(answer, "settings.undo"))
    assert cast.workspace.settled["currency"] == "guessed"
    assert "digest_day" not in cast.workspace.settled
    assert "Currency: *USD, US Dollar* _guessed_" in told(command(request_of(cast.dirk), ""))


@pytest.mark.parametrize(
    ("kind", "typed", "first"),
    [
        (Kind.COUNTRY, "unit", "AE"),
        (Kind.COUNTRY, "us", "US"),
        (Kind.CURRENCY, "us", "USD"),
        (Kind.ZONE, "new y", "America/New_York"),
    ],
)
def test_a_menu_finds_what_is_typed(cast: Cast, request_of: AsRequest, kind: Kind, typed: str, first: str) -> None:
    answer = forms.finder(kind)(request_of(cast.dirk), typed)
    assert isinstance(answer, Options)
    assert first in [option["value"] for option in answer.options]


def test_the_form_carries_what_was_seen(cast: Cast, request_of: AsRequest) -> None:
    assert json.loads(the_form(request_of(cast.dirk), "money").metadata) == {"currency": "EUR", "fiscal_start": 1}


def test_what_was_changed_is_told_to_everybody(cast: Cast, request_of: AsRequest) -> None:
    assert message(command(request_of(cast.anna), "history")).text == "Nothing was changed in the settings yet."
    command(request_of(cast.dirk), "country=US")
    assert "Thu 12 Nov, 11:00 · Dirk Visser · Country: Netherlands → *United States*" in told(
        command(request_of(cast.anna), "history")
    )


def test_the_feature_answers_to_its_dutch_name() -> None:
    assert "instellingen" in feature.commands[0].also
