"""Somebody who presses quickly: while the page is still busy with one press, the next is neither lost nor doubled."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from handlers.local_slack import LocalSlack
from tests.journeys.conftest import Open
from tests.journeys.held import MOMENT, Held
from tests.journeys.page_app import button, form, option, plain, section

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=30)]


DRAWN_AFTER = """() => {
    addEventListener("pointerup", () => (window.liftedAt = performance.now()), { capture: true, once: true });
    new MutationObserver((_, watch) => {
        if (!window.liftedAt) return;
        window.drawnAfter = performance.now() - window.liftedAt;
        watch.disconnect();
    }).observe(document.querySelector(".talk .messages"), { childList: true });
}"""
"""How long after the lifted finger, in milliseconds, the list of messages changed."""


def say(page: Page, text: str) -> None:
    """Types in the conversation and sends with Enter."""
    field = page.locator(".talk .composer-field")
    field.fill(text)
    field.press("Escape")  # the list of suggestions, if one is open
    field.press("Enter")


def row(page: Page, channel: str) -> Locator:
    return page.locator(f".conversation[data-channel={channel}]")


def open_clock(page: Page) -> None:
    expect(page.locator("#clock")).to_contain_text("Wed 14 Oct")
    page.locator("#clock").click()


class Koers:
    """The app's hand, apart from what it does when somebody presses."""

    def __init__(self, slack: LocalSlack) -> None:
        self.client = WebClient(token="xoxb-page", base_url=slack.api_url)

    def posts(self, *elements: dict[str, Any]) -> str:
        """A message in #general with these elements; its timestamp."""
        text = section("What now?")
        blocks = [text, {"type": "actions", "block_id": "row", "elements": list(elements)}]
        return self.client.chat_postMessage(channel="CGENERAL", text="What now?", blocks=blocks)["ts"]

    def changes(self, ts: str, *elements: dict[str, Any]) -> None:
        """Writes that message anew, with other words and these elements."""
        text = section("And now?")
        blocks = [text, {"type": "actions", "block_id": "row", "elements": list(elements)}]
        self.client.chat_update(channel="CGENERAL", ts=ts, text="And now?", blocks=blocks)


@pytest.fixture
def koers(slack: LocalSlack) -> Koers:
    return Koers(slack)


# --- the clock ----------------------------------------------------------------------------------------


def test_a_second_press_on_next_monday_skips_no_week_and_another_press_waits_its_turn(
    open_page: Open, slack: LocalSlack
) -> None:
    page = open_page("as=UANNA")
    open_clock(page)
    moves = Held(page, "/control/clock")
    page.get_by_role("button", name="Next Monday 08:30").press("Enter")
    page.get_by_role("button", name="Next Monday 08:30").press("Enter")
    page.get_by_role("button", name="+ 1 hour").press("Enter")
    expect(page.locator(".clock-panel")).to_have_attribute("aria-busy", "true")
    moves.until(1)
    assert moves.count == 1
    moves.lets_go()
    expect(page.locator("#clock")).to_contain_text("Mon 19 Oct 09:30")
    expect(page.locator(".clock-panel")).not_to_have_attribute("aria-busy", "true")
    assert slack.now().strftime("%Y-%m-%d %H:%M") == "2026-10-19 07:30"


def test_a_double_click_on_next_monday_skips_no_week(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA")
    open_clock(page)
    at = page.get_by_role("button", name="Next Monday 08:30").bounding_box()
    assert at is not None
    page.mouse.click(at["x"] + 10, at["y"] + 10)
    expect(page.locator("#clock")).to_contain_text("Mon 19 Oct")  # the first half is over before the second comes
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    page.wait_for_timeout(MOMENT)
    assert slack.now().strftime("%Y-%m-%d %H:%M") == "2026-10-19 06:30"


def test_an_hour_pressed_twice_is_two_hours_and_a_key_held_down_is_one(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA")
    open_clock(page)
    page.get_by_role("button", name="+ 1 hour").dblclick()
    expect(page.locator("#clock")).to_contain_text("11:00")
    page.get_by_role("button", name="+ 1 hour").focus()
    for _ in range(3):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.locator("#clock")).to_contain_text("12:00")
    page.wait_for_timeout(MOMENT)
    assert slack.now().strftime("%H:%M") == "10:00"


# --- another person, another conversation -------------------------------------------------------------------


def test_the_conversation_that_was_pressed_last_is_the_one_that_opens(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    opened = Held(page, "/control/open_dm")
    page.get_by_role("button", name="Message somebody").click()
    page.get_by_role("button", name="Bram Bakker").click()
    row(page, "CWINS").click()
    opened.until(1)
    opened.lets_go()
    page.wait_for_timeout(MOMENT)
    expect(page.locator("#app")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("h1")).to_have_text("# wins")
    assert "channel=CWINS" in page.url


def test_the_app_pressed_while_somebody_else_comes_in_is_opened_for_them(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    state = Held(page, "/control/state.*as=UBRAM")
    page.locator("#who").click()
    page.get_by_role("button", name="Bram Bakker").click()
    page.locator(".conversation", has_text="Koers").click()
    expect(page.locator("#app")).to_have_attribute("aria-busy", "true")
    state.until(1)
    state.lets_go()
    expect(page.locator("#who")).to_contain_text("Bram Bakker")
    expect(page.locator("h1")).to_have_text("Koers")


def test_a_double_click_on_a_person_presses_nothing_that_stood_behind_the_list(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    page.locator("#who").click()
    bram = page.get_by_role("button", name="Bram Bakker")
    box = bram.bounding_box()
    assert box is not None
    page.keyboard.press("Escape")
    behind = row(page, "CWINS")
    behind.evaluate(
        "(node, at) => Object.assign(node.style, {position: 'fixed', left: `${at.x}px`, top: `${at.y}px`, "
        "width: `${at.width}px`, height: `${at.height}px`})",
        box,
    )
    page.locator("#who").click()
    bram.dblclick()
    expect(page.locator("#who")).to_contain_text("Bram Bakker")
    page.wait_for_timeout(MOMENT)
    expect(page.locator("h1")).to_have_text("# general")


def test_a_thread_pressed_while_another_conversation_opens_is_the_one_of_its_message(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    say(page, "Who joins at Acme?")
    expect(page.locator(".talk .message")).to_have_count(1)
    other = Held(page, "/control/messages.*CWINS")
    row(page, "CWINS").click()
    page.locator(".talk .message-tools button[aria-label='Reply in thread']").evaluate("node => node.click()")
    expect(page.locator(".thread .message")).to_contain_text("Who joins at Acme?")
    other.until(1)
    other.lets_go()
    expect(page.locator(".talk .empty")).to_be_visible()


def test_a_thread_pressed_after_a_conversation_that_still_waits_its_turn_stays_open(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    say(page, "Who joins at Acme?")
    expect(page.locator(".talk .message")).to_have_count(1)
    first = Held(page, "/control/messages.*CWINS")
    row(page, "CWINS").click()
    first.until(1)
    page.get_by_role("button", name="Koers", exact=True).click()
    page.locator(".talk .message-tools button[aria-label='Reply in thread']").evaluate("node => node.click()")
    first.lets_go()
    expect(page.locator("h1")).to_have_text("Koers")
    page.wait_for_timeout(MOMENT)
    expect(page.locator(".thread .message", has_text="Who joins at Acme?")).to_be_visible()


def test_a_press_on_a_conversation_is_not_lost_when_the_list_is_drawn_anew_under_the_finger(
    open_page: Open, koers: Koers
) -> None:
    page = open_page("as=UANNA&channel=CWINS")
    at = row(page, "CGENERAL").bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 20, at["y"] + 8)
    page.mouse.down()
    koers.posts(button("Undo", "undo"))  # and so #general has something unread
    page.wait_for_timeout(MOMENT)
    page.mouse.up()
    expect(page.locator("h1")).to_have_text("# general")


# --- what is written ----------------------------------------------------------------------------------------


def test_what_is_sent_while_the_app_still_answers_goes_after_it_in_order(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    typed = Held(page, "/control/type")
    say(page, "first")
    say(page, "second")
    expect(page.locator(".talk .composer-field")).to_have_value("")
    typed.until(1)
    assert typed.count == 1
    typed.lets_go()
    expect(page.locator(".talk .message .text")).to_have_text(["first", "second"])


def test_what_did_not_arrive_comes_back_where_it_was_sent_and_over_nothing_else(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    field = page.locator(".talk .composer-field")
    typed = Held(page, "/control/type")
    say(page, "for everyone")
    row(page, "CWINS").click()
    expect(field).to_have_attribute("placeholder", "Message #wins")
    field.fill("half a sentence")
    typed.until(1)
    typed.answers({"ok": False, "error": "unreachable"})
    expect(page.locator("#notices")).to_contain_text("The local Slack does not answer.")
    expect(field).to_have_value("half a sentence")
    row(page, "CGENERAL").click()
    expect(field).to_have_value("for everyone")


def test_suggestions_that_were_put_away_do_not_come_back_with_an_answer(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    field = page.locator(".talk .composer-field")
    typed = Held(page, "/control/type")
    say(page, "/log meeting Acme")
    field.fill("/fo")
    expect(page.locator(".talk .suggestions")).to_be_visible()
    field.press("Escape")
    typed.until(1)
    typed.lets_go()
    expect(page.locator(".talk .message")).to_contain_text("Logged: meeting Acme")
    expect(page.locator(".talk .suggestions")).to_be_hidden()


# --- buttons in messages ------------------------------------------------------------------------------------


def test_a_button_drawn_anew_while_it_is_under_way_is_busy_and_does_it_once(open_page: Open, koers: Koers) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    ts = koers.posts(button("Undo", "undo"))
    undo = page.locator(".talk").get_by_role("button", name="Undo")
    clicks = Held(page, "/control/click")
    undo.click()
    koers.changes(ts, button("Undo", "undo"))
    expect(page.locator(".talk .message")).to_contain_text("And now?")
    expect(undo).to_have_attribute("aria-busy", "true")
    undo.click()
    clicks.until(1)
    assert clicks.count == 1
    clicks.lets_go()
    expect(page.locator(".talk .message", has_text="Undone.")).to_have_count(1)
    expect(undo).not_to_have_attribute("aria-busy", "true")
    undo.click()
    expect(page.locator(".talk .message", has_text="Undone.")).to_have_count(2)


def test_a_press_is_not_lost_when_its_message_is_replaced_under_the_finger(open_page: Open, koers: Koers) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    ts = koers.posts(button("Undo", "undo"))
    at = page.locator(".talk").get_by_role("button", name="Undo").bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 10, at["y"] + 10)
    page.mouse.down()
    koers.changes(ts, button("Undo", "undo"))
    page.wait_for_timeout(MOMENT)
    expect(page.locator(".talk .message")).to_contain_text("What now?")
    page.mouse.up()
    expect(page.locator(".talk .message", has_text="Undone.")).to_have_count(1)
    expect(page.locator(".talk .message").first).to_contain_text("And now?")


def test_a_press_is_not_lost_when_its_click_comes_late(open_page: Open, koers: Koers) -> None:
    """A busy browser lets the click follow on the lifted finger a good while later."""
    page = open_page("as=UANNA&channel=CGENERAL")
    ts = koers.posts(button("Undo", "undo"))
    undo = page.locator(".talk").get_by_role("button", name="Undo")
    pressed = undo.element_handle()
    for kind in ("pointerdown", "pointerup"):
        pressed.dispatch_event(kind)
    koers.changes(ts, button("Undo", "undo"))
    page.wait_for_timeout(MOMENT)
    assert pressed.evaluate("node => node.isConnected"), "it was drawn anew before the click"
    pressed.dispatch_event("click")
    expect(page.locator(".talk .message", has_text="Undone.")).to_have_count(1)
    expect(page.locator(".talk .message").first).to_contain_text("And now?")


def test_what_came_meanwhile_is_drawn_when_no_click_follows(open_page: Open, koers: Koers) -> None:
    """A finger that slid off the button: sooner than for one that never lets go (2 s)."""
    page = open_page("as=UANNA&channel=CGENERAL")
    ts = koers.posts(button("Undo", "undo"))
    expect(page.locator(".talk .message")).to_contain_text("What now?")
    page.evaluate(DRAWN_AFTER)
    undo = page.locator(".talk").get_by_role("button", name="Undo").element_handle()
    for kind in ("pointerdown", "pointerup"):
        undo.dispatch_event(kind)
    koers.changes(ts, button("Undo", "undo"))
    expect(page.locator(".talk .message")).to_contain_text("And now?")
    assert page.evaluate("drawnAfter") < 1900


def test_choices_made_quickly_reach_the_app_one_after_another(open_page: Open, koers: Koers) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    koers.posts({"type": "checkboxes", "action_id": "undo", "options": [option("Calls"), option("Deals")]})
    clicks = Held(page, "/control/click")
    page.get_by_role("checkbox", name="Calls").check()
    page.get_by_role("checkbox", name="Deals").check()
    clicks.until(1)
    assert clicks.count == 1
    clicks.lets_go()
    clicks.until(2)
    assert clicks.count == 2
    expect(page.locator(".talk .message", has_text="Undone.")).to_have_count(2)


def test_what_was_asked_of_one_person_is_not_answered_by_the_next(open_page: Open, koers: Koers) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    asks = {"title": plain("Undo this?"), "text": plain("Yes?"), "confirm": plain("Undo it"), "deny": plain("No")}
    koers.posts(button("Undo", "undo", confirm=asks))
    state = Held(page, "/control/state.*as=UBRAM")
    page.locator("#who").click()
    page.get_by_role("button", name="Bram Bakker").click()
    page.locator(".talk").get_by_role("button", name="Undo").click()
    state.until(1)
    state.lets_go()
    expect(page.locator("#who")).to_contain_text("Bram Bakker")
    with page.expect_request(re.compile("/control/click")) as pressed:
        page.get_by_role("button", name="Undo it").click()
    assert pressed.value.post_data_json["as"] == "UANNA"


# --- forms --------------------------------------------------------------------------------------------------


def test_a_form_drawn_anew_while_it_is_being_sent_is_sent_once(open_page: Open, koers: Koers) -> None:
    page = open_page("as=UANNA")
    say(page, "/form")
    dialog = page.locator("dialog.modal")
    dialog.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="Call").click()
    dialog.get_by_role("textbox", name="Note").fill("spoke about pricing")
    sent = Held(page, "/control/submit")
    dialog.locator("[data-submit]").click()
    sent.until(1)
    koers.client.views_update(view_id=dialog.get_attribute("data-view"), view=form(1))
    expect(dialog).to_contain_text("Line 0")
    expect(dialog.locator("[data-submit]")).to_have_attribute("aria-busy", "true")
    dialog.locator("[data-submit]").click()
    page.wait_for_timeout(MOMENT)
    assert sent.count == 1
    sent.lets_go()
    expect(dialog).to_have_count(0)
    expect(page.locator(".talk .message")).to_have_count(1)


def test_a_form_is_sent_only_when_what_was_typed_in_it_is_kept(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/form")
    dialog = page.locator("dialog.modal")
    dialog.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="Call").click()
    page.wait_for_timeout(MOMENT)
    kept = Held(page, "/control/fill")
    dialog.get_by_role("textbox", name="Note").fill("spoke about pricing")
    kept.until(1)
    dialog.locator("[data-submit]").click()
    page.wait_for_timeout(MOMENT)
    expect(dialog.locator(".error")).to_have_count(0)
    kept.lets_go()
    expect(dialog).to_have_count(0)
    expect(page.locator(".talk .message")).to_contain_text("spoke about pricing")


def test_what_one_person_was_typing_in_a_form_is_kept_for_them_when_another_looks(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/form")
    note = page.locator("dialog.modal").get_by_role("textbox", name="Note")
    note.fill("half a sentence")
    page.evaluate("location.hash = '#as=UBRAM'")
    expect(page.locator("#who")).to_contain_text("Bram Bakker")
    expect(page.locator("dialog.modal")).to_have_count(0)
    page.wait_for_timeout(MOMENT * 2)
    page.evaluate("location.hash = '#as=UANNA'")
    expect(note).to_have_value("half a sentence")


# --- breaking something --------------------------------------------------------------------------------------


def test_two_switches_turned_at_once_are_both_turned(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA")
    page.locator("#break").click()
    expect(page.locator("#break-charts")).to_be_visible()
    turned = Held(page, "/control/refused_blocks")
    page.locator("#break-tables").check()
    page.locator("#break-charts").check()
    turned.until(1)
    turned.lets_go()
    turned.until(2)
    expect(page.locator("#break-tables")).to_be_checked()
    expect(page.locator("#break-charts")).to_be_checked()
    assert slack.platform.workspaces["T1"].refused_blocks == {"data_table", "data_visualization"}


def test_a_double_click_breaks_one_thing_and_mends_it_once(open_page: Open) -> None:
    page = open_page("as=UANNA")
    page.locator("#break").click()
    panel = page.locator(".breaking")
    panel.get_by_role("button", name=re.compile("Error 500")).dblclick()
    expect(panel.locator("[data-fault]")).to_have_count(1)
    page.wait_for_timeout(MOMENT)
    expect(panel.locator("[data-fault]")).to_have_count(1)
    mended = Held(page, "/control/faults.*id=")
    mend = panel.get_by_role("button", name=re.compile("Mend: "))
    mend.click()
    mend.click()
    mended.until(1)
    mended.lets_go()
    expect(panel).to_contain_text("All is well.")  # and no refusal is written to the console
