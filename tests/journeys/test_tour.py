"""The guided tour on the page, with a small app and a tour of its own: offered once, left, resumed, never in the way."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from handlers.local_slack import LocalSlack
from handlers.local_slack.tour import ByLanguage, Deed, Seen
from tests.journeys.conftest import Open
from tests.journeys.held import MOMENT, Held
from tests.journeys.page_app import CONFIG, TOUR, Json

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=40)]


@pytest.fixture
def slack_config() -> Json:
    """The page's app with a tour of four steps, and Chris, who is nobody in it and reads English."""
    first, *others = CONFIG["workspaces"]
    chris = {"id": "UCHRIS", "name": "chris", "real_name": "Chris Cole", "locale": "en-GB"}
    return CONFIG | {"tour": TOUR, "workspaces": [first | {"users": [*first["users"], chris]}, *others]}


def press(page: Page, name: str) -> None:
    """One of the tour's own buttons."""
    page.locator(f".tour-{name}").click()


def title(page: Page):
    return page.locator(".tour-title")


def test_it_is_offered_once_and_who_does_not_want_it_is_not_asked_again(open_page: Open) -> None:
    page = open_page("as=UANNA")
    expect(title(page)).to_have_text("Three minutes")
    press(page, "not-now")
    expect(page.locator(".tour")).to_be_hidden()
    page.reload()
    page.wait_for_selector("#tour")
    expect(page.locator(".tour")).to_be_hidden()
    page.get_by_role("button", name="Guided tour").click()
    expect(title(page)).to_have_text("Three minutes")
    expect(title(page)).to_be_focused()
    elsewhere = open_page("as=UCHRIS")
    elsewhere.wait_for_selector("#tour")
    expect(elsewhere.locator(".tour")).to_be_hidden()


def test_without_a_tour_there_is_no_button_for_it(open_page: Open, slack: LocalSlack) -> None:
    slack.platform.config.tour = None
    page = open_page("as=UANNA")
    expect(page.locator("#theme")).to_be_visible()
    expect(page.locator("#tour")).to_be_hidden()
    expect(page.locator(".tour")).to_be_hidden()


def test_the_visitor_acts_and_next_is_offered_when_what_must_be_seen_is_there(open_page: Open) -> None:
    page = open_page("as=UCHRIS")
    press(page, "start")
    expect(page.locator(".tour-hint")).to_have_text("For this you are Anna de Vries.")
    page.locator("#who.tour-here").click()
    page.locator(".person.tour-here").click()
    field = page.locator(".talk .composer-field")
    expect(field).to_have_value("/log meeting Acme")
    expect(page.locator(".tour-next")).to_have_count(0)
    field.press("Enter")
    expect(page.locator(".tour-done")).to_have_text("There it stands.")
    expect(page.locator(".tour-here")).to_have_count(0)
    press(page, "next")
    expect(title(page)).to_have_text("Take it back")
    page.locator(".talk .button.tour-here").click()
    expect(page.locator(".tour-next")).to_be_visible()


def test_a_step_is_not_done_by_what_stood_there_before(open_page: Open) -> None:
    page = open_page("as=UANNA")
    field = page.locator(".talk .composer-field")
    field.fill("/log call Acme")
    field.press("Enter")
    expect(page.locator(".talk .message")).to_have_count(1)
    press(page, "start")
    expect(page.locator(".tour-hint")).to_contain_text("press Enter")
    page.wait_for_timeout(500)
    expect(page.locator(".tour-next")).to_have_count(0)
    field.press("Enter")
    expect(page.locator(".tour-next")).to_be_visible()


def test_a_step_can_be_done_only_once_it_is_known_what_stood_there_before(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    expect(page.locator(".talk .composer-field")).to_have_value("/log meeting Acme")
    page.locator(".talk .composer-field").press("Enter")
    expect(page.locator(".tour-next")).to_be_visible()
    late: list[Route] = []
    is_held = True

    def hold(route: Route) -> None:
        if is_held:
            late.append(route)
        else:
            route.continue_()

    page.route(re.compile("/control/messages"), hold)
    press(page, "next")
    page.wait_for_timeout(500)
    expect(title(page)).to_have_text("Log")
    is_held = False
    for route in late:
        route.continue_()
    expect(title(page)).to_have_text("Take it back")


def test_it_goes_on_after_a_reload_and_after_it_was_left(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    press(page, "skip")
    press(page, "skip")
    expect(title(page)).to_have_text("Tell the others")
    page.reload()
    expect(title(page)).to_have_text("Tell the others")
    page.get_by_role("button", name="Leave the tour").click()
    expect(page.locator("#tour")).to_be_focused()
    expect(page.locator(".tour-here")).to_have_count(0)
    page.reload()
    page.wait_for_selector("#tour")
    expect(page.locator(".tour")).to_be_hidden()
    page.locator("#tour").click()
    expect(page.locator(".tour-say")).to_have_text("You left at step 3 of 4.")
    page.get_by_role("button", name="Go on with step 3").click()
    expect(title(page)).to_have_text("Tell the others")
    page.locator("#tour").click()
    page.locator("#tour").click()
    page.get_by_role("button", name="Start again").click()
    expect(title(page)).to_have_text("Log")


def test_a_command_that_brought_nothing_stands_there_for_another_try(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    field = page.locator(".talk .composer-field")
    expect(field).to_have_value("/log meeting Acme")
    field.fill("something else")
    field.press("Enter")
    expect(field).to_have_value("")
    expect(field).to_have_value("/log meeting Acme")
    expect(page.locator(".tour-next")).to_have_count(0)


def test_what_is_seen_outlives_a_reload(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    expect(page.locator(".talk .composer-field")).to_have_value("/log meeting Acme")
    page.locator(".talk .composer-field").press("Enter")
    expect(page.locator(".tour-next")).to_be_visible()
    page.reload()
    expect(page.locator(".tour-next")).to_be_visible()


def test_do_it_for_me_becomes_the_person_opens_the_place_writes_presses_and_fills_in(open_page: Open) -> None:
    page = open_page("as=UCHRIS&channel=CGENERAL")
    press(page, "start")
    for step in ("Log", "Take it back", "Tell the others", "Fill in a form"):
        expect(title(page)).to_have_text(step)
        press(page, "do")
        press(page, "next")
    expect(page.locator(".tour-say")).to_have_text("That was it.")
    press(page, "close")
    expect(page.locator(".tour")).to_be_hidden()
    expect(page.locator(".talk .message").last).to_contain_text("meeting on 2026-10-14: spoke about pricing")
    wins = open_page("as=UANNA&channel=CWINS")
    expect(wins.locator(".talk .message")).to_contain_text("We won Acme")


def test_inside_a_form_the_card_can_be_reached_and_points_at_what_sends_it(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    for _ in range(3):
        press(page, "skip")
    expect(page.locator(".talk .composer-field")).to_have_value("/form")
    page.locator(".talk .composer-field").press("Enter")
    form = page.locator("dialog.modal")
    expect(form.locator(".tour-hint")).to_have_text("Fill in the form and send it.")
    expect(form.locator("[data-submit].tour-here")).to_be_visible()
    card, foot = form.locator(".tour").bounding_box(), form.locator(".dialog-foot").bounding_box()
    assert card is not None
    assert foot is not None
    assert card["y"] >= foot["y"] + foot["height"] - 1, "at the foot of the form, which keeps its place"
    form.get_by_role("button", name="Do it for me").press("Enter")
    expect(form).to_have_count(0)
    expect(page.locator(".main > .tour .tour-next")).to_be_visible()


def test_it_puts_nothing_over_what_somebody_was_writing(open_page: Open) -> None:
    page = open_page("as=UANNA")
    field = page.locator(".talk .composer-field")
    field.fill("half a sentence")
    press(page, "start")
    expect(page.locator(".tour-command")).to_have_text("/log meeting Acme")
    expect(field).to_have_value("half a sentence")


def test_it_is_told_in_dutch_to_whoever_reads_dutch_or_asks_for_it(open_page: Open) -> None:
    page = open_page("as=UBRAM", locale="en-GB")  # what counts is who one is, not the browser
    expect(page.locator(".tour-start")).to_have_text("Ja, laat maar zien")
    assert page.locator(".tour").get_attribute("lang") == "nl"
    page.reload()  # looking is no answer
    press(page, "start")
    expect(page.locator(".talk .composer-field")).to_have_value("/log afspraak Acme")
    other = open_page("as=UANNA", locale="nl-NL")
    other.locator("#tour").click()
    other.get_by_role("button", name="Liever in het Nederlands").click()
    other.get_by_role("button", name="Ja, laat maar zien").click()
    expect(other.locator(".tour-say")).to_have_text("Log een gesprek.")


def test_the_whole_of_it_can_be_done_with_the_keyboard(open_page: Open) -> None:
    page = open_page("as=UCHRIS")
    expect(title(page)).to_have_text("Three minutes")
    page.locator("#tour").press("Enter")  # leaves the offer
    expect(page.locator(".tour")).to_be_hidden()
    page.keyboard.press("Enter")  # asks for it again: the focus has stayed on the button
    expect(title(page)).to_be_focused()
    tab_to(page, "Show me round")
    expect(title(page)).to_have_text("Log")
    expect(title(page)).to_be_focused()
    tab_to(page, "Become Anna de Vries")
    expect(page.locator(".talk .composer-field")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".tour-next")).to_be_visible()
    expect(page.locator(".tour-words")).to_have_attribute("aria-live", "polite")
    page.locator(".tour-next").press("Enter")
    expect(title(page)).to_have_text("Take it back")


def tab_to(page: Page, name: str) -> None:
    """Goes on with the Tab key until this button has the focus, and presses it."""
    for _ in range(6):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.textContent"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} is not within six tabs")


def test_on_a_phone_the_ring_leads_through_the_drawer_and_nothing_is_covered(open_page: Open) -> None:
    page = open_page("as=UCHRIS", width=390, height=844)
    press(page, "start")
    page.locator(".menu-button.tour-here").click()
    page.locator("#who.tour-here").click()
    page.locator(".person.tour-here").click()
    field = page.locator(".talk .composer-box.tour-here .composer-field")
    expect(field).to_have_value("/log meeting Acme")
    card, box = page.locator(".tour").bounding_box(), page.locator(".talk").bounding_box()
    assert card is not None
    assert box is not None
    assert card["y"] + card["height"] <= box["y"] + 1, "the card stands above the conversation, not over it"
    assert box["y"] + box["height"] <= 845
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".tour-next")).to_be_visible()


def test_a_step_that_plays_in_another_workspace_leads_there(open_page: Open) -> None:
    page = open_page("team=T2&as=URITA")
    press(page, "start")
    expect(page.locator(".workspace-menu.tour-here")).to_be_visible()
    page.get_by_role("button", name=re.compile("Go to Noordzee")).click()
    expect(page.locator("#who")).to_contain_text("Anna de Vries")
    expect(page.locator(".talk .composer-field")).to_have_value("/log meeting Acme")


def test_next_pressed_before_the_tour_has_let_go_waits_and_the_step_after_it_can_be_done(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    expect(page.locator(".talk .composer-field")).to_have_value("/log meeting Acme")
    state = Held(page, "/control/state")  # what the tour waits for after it has sent
    press(page, "do")
    press(page, "next")
    expect(page.locator(".tour-next")).to_have_attribute("aria-busy", "true")
    state.lets_go()
    expect(title(page)).to_have_text("Take it back")
    press(page, "do")
    expect(page.locator(".tour-done")).to_have_text("There it stands.")
    expect(page.locator(".talk .message").last).to_contain_text("Taken back.")


def test_a_second_press_on_next_skips_nothing_and_a_second_press_on_skip_does(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    press(page, "do")
    page.locator(".tour-next").evaluate("next => { next.click(); next.click(); }")
    expect(title(page)).to_have_text("Take it back")
    page.wait_for_timeout(MOMENT)
    expect(title(page)).to_have_text("Take it back")
    page.locator(".tour-skip").evaluate("skip => { skip.click(); skip.click(); }")
    expect(title(page)).to_have_text("Fill in a form")


def test_it_does_nothing_in_the_name_of_a_visitor_who_goes_elsewhere_meanwhile(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    expect(page.locator(".talk .composer-field")).to_have_value("/log meeting Acme")
    press(page, "do")
    page.locator(".conversation[data-channel=CGENERAL]").click()
    expect(page.locator(".tour-be")).to_have_text("Go to Koers")
    page.wait_for_timeout(1000)  # longer than the visitor is shown what will be sent
    expect(page.locator(".talk .message")).to_have_count(0)
    press(page, "do")
    expect(page.locator(".tour-next")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Koers")


def test_it_can_be_left_while_it_still_looks_at_what_stands_there(open_page: Open) -> None:
    page = open_page("as=UCHRIS")
    state = Held(page, "/control/state.*as=UANNA")
    press(page, "start")
    state.until(1)
    page.locator("#tour").click()
    state.lets_go()
    expect(page.locator(".tour")).to_be_hidden()
    page.wait_for_timeout(MOMENT)  # `open_page` sees to it that no error is written meanwhile


def test_whoever_begins_to_write_while_the_next_step_comes_keeps_the_focus(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    field = page.locator(".talk .composer-field")
    expect(field).to_have_value("/log meeting Acme")
    messages = Held(page, "/control/messages")
    press(page, "skip")
    field.fill("half a sentence")
    messages.lets_go()
    expect(title(page)).to_have_text("Take it back")
    expect(field).to_be_focused()
    expect(field).to_have_value("half a sentence")


def test_inside_a_form_it_asks_for_no_second_form(open_page: Open) -> None:
    page = open_page("as=UANNA")
    press(page, "start")
    for _ in range(3):
        press(page, "skip")
    expect(page.locator(".talk .composer-field")).to_have_value("/form")
    page.locator(".talk .composer-field").press("Enter")
    form = page.locator("dialog.modal")
    expect(form).to_be_visible()
    asked = Held(page, "/control/type")
    form.get_by_role("button", name="Do it for me").press("Enter")
    expect(form).to_have_count(0)
    assert asked.count == 0


def test_an_offer_that_nobody_asked_for_is_away_while_a_form_is_open(open_page: Open) -> None:
    page = open_page("as=UANNA")
    expect(page.locator(".tour-start")).to_be_visible()
    page.locator(".talk .composer-field").fill("/form")
    page.locator(".talk .composer-field").press("Enter")
    expect(page.locator("dialog.modal")).to_be_visible()
    expect(page.locator(".tour")).to_be_hidden()
    page.locator("dialog.modal .dialog-foot .button").first.click()
    expect(page.locator(".tour-start")).to_be_visible()


def test_after_the_clock_it_says_that_it_waits_and_points_at_nothing(open_page: Open, slack: LocalSlack) -> None:
    assert slack.platform.config.tour is not None
    first = slack.platform.config.tour.steps[0]
    first.do, first.seen = Deed(clock="next monday 08:30"), Seen(text=ByLanguage.of_text("never"))
    page = open_page("as=UANNA")
    press(page, "start")
    page.locator("#clock").click()
    page.locator(".clock-panel .tour-here").click()
    expect(page.locator(".tour-wait")).to_contain_text("the message comes in a few seconds")
    expect(page.locator(".tour-here")).to_have_count(0)


def test_what_came_is_read_from_its_top(open_page: Open, slack: LocalSlack) -> None:
    assert slack.platform.config.tour is not None
    slack.platform.config.tour.steps[0].seen = Seen(text=ByLanguage.of_text("The last line"))
    page = open_page("as=UANNA", width=390, height=844)
    press(page, "start")
    expect(page.locator(".talk .composer-field")).to_have_value("/log meeting Acme")
    say = {"as": "UANNA", "text": "The headline" + "\n more" * 80 + "\nThe last line"}
    channel = page.evaluate("location.hash").split("channel=")[1].split("&")[0]
    page.request.post(f"{slack.url}/control/type", data=say | {"channel": channel})
    expect(page.locator(".tour-next")).to_be_visible()
    page.wait_for_timeout(300)
    message, talk = page.locator(".message").last.bounding_box(), page.locator(".talk .messages").bounding_box()
    assert message is not None
    assert talk is not None
    assert 0 <= message["y"] - talk["y"] < 20
