"""The local Slack's page in a real browser, with a real app behind it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from slack_sdk import WebClient

from handlers.local_slack import LocalSlack
from tests.journeys.conftest import Open

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=40)]


def say(page: Page, text: str) -> None:
    """Types in the conversation and sends with Enter."""
    field = page.locator(".talk .composer-field")
    field.fill(text)
    field.press("Escape")  # the list of suggestions, if one is open
    field.press("Enter")


def last_message(page: Page) -> Locator:
    return page.locator(".talk .message").last


def test_one_picks_who_one_is_and_the_page_speaks_their_language(open_page: Open) -> None:
    page = open_page("as=UANNA")
    expect(page.locator("#who")).to_contain_text("Anna de Vries")
    expect(page.locator("h1")).to_have_text("Koers")
    page.locator("#who").click()
    page.get_by_role("button", name="Bram Bakker").click()
    expect(page.locator("#who")).to_contain_text("Bram Bakker")
    expect(page.get_by_placeholder("Bericht aan Koers")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "nl"
    assert "as=UBRAM" in page.url


def test_another_workspace_shows_its_own_people_and_channels_only(open_page: Open) -> None:
    page = open_page("as=UANNA")
    page.get_by_role("combobox", name="Workspace").select_option("Zuiderzee")
    expect(page.locator("#who")).to_contain_text("Rita Rival")
    expect(page.locator("#sidebar")).to_contain_text("zuid")
    expect(page.locator("#sidebar")).not_to_contain_text("wins")
    page.reload()
    expect(page.locator("#who")).to_contain_text("Rita Rival")


def test_an_answer_for_whoever_looked_before_changes_nothing(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    expect(page.locator("#who")).to_contain_text("Anna de Vries")
    late: dict[str, Route] = {}

    def first_waits(of: str) -> Callable[[Route], None]:
        return lambda route: route.continue_() if of in late else late.update({of: route})

    page.route(re.compile(r"/control/state.*as=UANNA"), first_waits("Anna"))
    app = WebClient(token="xoxb-page", base_url=slack.api_url)
    app.chat_postMessage(channel="CGENERAL", text="Good morning")  # the page reads again for Anna, and waits
    page.wait_for_timeout(500)
    page.route(re.compile(r"/control/state.*team=T2"), first_waits("the other workspace"))
    page.get_by_role("combobox", name="Workspace").select_option("Zuiderzee")
    page.wait_for_timeout(500)
    for route in late.values():
        route.continue_()
        page.wait_for_timeout(500)
    expect(page.locator("#who")).to_contain_text("Rita Rival")
    # `open_page` sees to it that nothing was refused meanwhile.


def test_a_command_is_completed_and_answered_for_one_person_only(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    field = page.locator(".talk .composer-field")
    field.type("/lo")
    expect(page.locator(".suggestions").get_by_role("option")).to_contain_text("Log what you did")
    field.press("Tab")
    expect(page.locator(".talk .usage")).to_contain_text("meeting Acme 45m")
    field.type("meeting Acme")
    field.press("Enter")
    expect(last_message(page)).to_contain_text("Logged: meeting Acme")
    expect(last_message(page)).to_contain_text("Only visible to you")
    bram = open_page("as=UBRAM&channel=CGENERAL")
    expect(bram.locator(".talk")).to_contain_text("Hier is nog niets gezegd.")


def test_a_button_reaches_the_app_and_its_answer_replaces_the_message(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/log call Acme")
    last_message(page).get_by_role("button", name="Undo").click()
    expect(last_message(page)).to_contain_text("Taken back.")
    expect(page.locator(".talk .message")).to_have_count(1)


def test_a_button_that_asks_first_does_nothing_when_one_keeps_it(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/blocks")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".talk .message")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo it").click()
    expect(last_message(page)).to_contain_text("Undone.")


def test_an_overflow_menu_works_with_the_keyboard(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/blocks")
    page.get_by_role("button", name="More actions").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Last month")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(last_message(page)).to_contain_text("Chosen: this year")


def test_a_wrong_form_says_what_is_wrong_and_keeps_what_was_typed(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/form")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Log").click()
    expect(dialog.locator("[data-block=kind] .error")).to_have_text("Please complete this required field.")
    dialog.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="Call").click()
    dialog.get_by_role("button", name="When").click()
    page.get_by_role("gridcell", name=re.compile("20 October 2026")).click()
    note = dialog.get_by_role("textbox", name="Note")
    note.fill("ok")
    dialog.get_by_role("button", name="Log").click()
    expect(dialog.locator("[data-block=note] .error")).to_have_text("That is too short.")
    expect(note).to_have_value("ok")
    expect(dialog.get_by_role("combobox", name="Kind")).to_have_text("Call")
    expect(dialog.get_by_role("button", name="When")).to_have_text("20 Oct 2026")
    expect(note).to_be_focused()
    note.fill("spoke about pricing")
    note.press("Enter")
    expect(dialog).to_have_count(0)
    expect(last_message(page)).to_contain_text("call on 2026-10-20: spoke about pricing")


def test_what_is_entered_survives_a_form_that_the_app_changes(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/form")
    dialog = page.get_by_role("dialog")
    note = dialog.get_by_role("textbox", name="Note")
    note.fill("half a senten")
    dialog.get_by_role("button", name="Add a line").click()
    expect(dialog).to_contain_text("Line 0")
    expect(note).to_have_value("half a senten")


def test_a_list_of_the_app_is_searched_and_says_when_the_app_is_silent(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/form")
    account = page.get_by_role("combobox", name="Account")
    account.click()
    expect(page.get_by_text("Type at least 2 characters.")).to_be_visible()
    page.keyboard.type("ac")
    expect(page.locator(".options").get_by_role("option")).to_have_text(["Acme", "Acorn"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(account).to_have_text("Acorn")
    account.click()
    page.keyboard.type("nobody knows")
    expect(page.get_by_text("This list failed with the error “operation_timeout”")).to_be_visible()


def test_modals_stack_and_escape_closes_the_top_one_only(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/form")
    page.get_by_role("button", name="Go deeper").click()
    expect(page.locator("dialog.modal")).to_have_count(2)
    expect(page.get_by_role("heading", name="One deeper")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.modal")).to_have_count(1)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('dialog') !== null || document.activeElement === document.body"
        )
    page.keyboard.press("Escape")
    expect(page.locator("dialog.modal")).to_have_count(0)


def test_home_is_filled_by_the_app_for_each_person(open_page: Open) -> None:
    page = open_page("as=UANNA")
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_role("heading", name="Home of UANNA")).to_be_visible()
    page.locator("#who").click()
    page.get_by_role("button", name="Bram Bakker").click()
    expect(page.get_by_role("heading", name="Home of UBRAM")).to_be_visible()


def test_an_app_that_does_not_answer_gives_the_error_that_slack_gives(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/stuck")
    expect(page.locator(".talk .composer-failure")).to_contain_text("/stuck failed with the error “operation_timeout”")
    say(page, "/nonsense")
    expect(page.locator(".talk .composer-failure")).to_contain_text("/nonsense is not a command")


def test_charts_and_tables_can_be_read_sorted_and_turned(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/blocks")
    chart = page.get_by_role("img", name="Won value: North")
    expect(chart.locator("rect.bar")).to_have_count(2)
    assert tall(chart.locator("rect.bar").nth(1)) == pytest.approx(
        1.5 * tall(chart.locator("rect.bar").nth(0)), rel=0.02
    )
    table = page.locator(".data-table")
    expect(table.locator("tbody th")).to_have_text(["Acme", "Globex"])
    table.get_by_role("button", name="Value").click()
    expect(table.locator("tbody th")).to_have_text(["Globex", "Acme"])
    table.get_by_role("button", name="Next").click()
    expect(table.locator("tbody th")).to_have_text(["Initech"])


def test_what_comes_while_one_looks_at_home_is_counted_on_the_tab_of_messages(
    open_page: Open, slack: LocalSlack
) -> None:
    page = open_page("as=UANNA&tab=home")
    tab = page.get_by_role("tab", name="Messages")
    expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    expect(tab.locator(".badge")).to_have_count(0)
    app = WebClient(token="xoxb-page", base_url=slack.api_url)
    app.chat_postMessage(channel="UANNA", text="Your scorecard")
    expect(tab.locator(".badge")).to_have_text("1")
    app.chat_postMessage(channel="UANNA", text="Your goals")
    expect(tab.locator(".badge")).to_have_text("2")
    tab.click()
    expect(last_message(page)).to_contain_text("Your goals")
    expect(tab.locator(".badge")).to_have_count(0)
    page.get_by_role("tab", name="Home").click()
    expect(tab.locator(".badge")).to_have_count(0)


def test_below_a_message_with_a_chart_there_is_no_room_that_nothing_fills(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    months = [f"Month {number}" for number in range(1, 21)]
    series = [{"name": "Meetings", "data": [{"label": month, "value": 7} for month in months]}]
    chart = {"type": "line", "series": series, "axis_config": {"categories": months}}
    block = {"type": "data_visualization", "title": "Twenty months", "chart": chart}
    app = WebClient(token="xoxb-page", base_url=slack.api_url)
    app.chat_postMessage(channel="CGENERAL", text="Twenty months", blocks=[block])
    expect(page.get_by_role("img", name="Twenty months")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Month 20")).to_have_count(1)  # whoever listens has the figures too
    below = page.locator(".talk .messages").evaluate(
        """list => {
            const last = [...list.querySelectorAll(".message")].at(-1).getBoundingClientRect();
            return list.scrollHeight - (last.bottom - list.getBoundingClientRect().top + list.scrollTop);
        }"""
    )
    assert below < 40


def tall(bar: Locator) -> float:
    return float(bar.get_attribute("height") or 0)


def test_a_message_cannot_become_part_of_the_page(open_page: Open) -> None:
    page = open_page("as=UANNA")
    say(page, "/blocks")
    expect(last_message(page)).to_contain_text("<script>window.stolen = 1</script>")
    expect(last_message(page)).to_contain_text("@Bram Bakker")
    assert page.evaluate("window.stolen") is None
    assert last_message(page).locator("a").count() == 0
    say(page, '<img src=x onerror="window.stolen = 1">')
    expect(last_message(page)).to_contain_text('<img src=x onerror="window.stolen = 1">')
    assert page.evaluate("window.stolen") is None


def test_people_talk_to_each_other_and_unread_messages_are_counted(open_page: Open) -> None:
    anna = open_page("as=UANNA&channel=CWINS")
    bram = open_page("as=UBRAM&channel=CGENERAL")
    say(anna, "We won Acme :tada: thanks @bram")
    row = bram.locator(".conversation[data-channel=CWINS]")
    expect(row.locator(".badge")).to_have_text("1")
    row.click()
    expect(last_message(bram)).to_contain_text("We won Acme 🎉 thanks @Bram Bakker")
    expect(bram.locator(".new-line")).to_have_text("Nieuw")
    expect(row.locator(".badge")).to_have_count(0)


def test_ones_own_message_is_changed_where_it_stands(open_page: Open) -> None:
    page = open_page()
    say(page, "meeting <Acme> & bol.com")
    mine = page.locator(".talk .message", has_text="bol.com").last
    mine.hover()
    mine.get_by_role("button", name="Edit message").click()
    field = page.locator(".talk .editing textarea")
    expect(field).to_have_value("meeting <Acme> & bol.com")
    field.fill("call Globex")
    field.press("Enter")
    changed = page.locator(".talk .message", has_text="call Globex").last
    expect(changed).to_contain_text("(edited)")
    changed.hover()
    changed.get_by_role("button", name="Edit message").click()
    page.locator(".talk .editing textarea").press("Escape")
    expect(page.locator(".talk .editing")).to_be_hidden()
    expect(page.locator(".talk .message", has_text="call Globex").last).to_be_visible()


def test_a_thread_stands_beside_the_conversation(open_page: Open) -> None:
    page = open_page("as=UANNA&channel=CGENERAL")
    say(page, "Who joins at Acme?")
    last_message(page).hover()
    page.get_by_role("button", name="Reply in thread").click()
    field = page.locator(".thread .composer-field")
    field.fill("I do")
    field.press("Enter")
    expect(page.locator(".thread .message")).to_have_count(2)
    expect(page.locator(".talk .thread-link")).to_contain_text("1 reply")
    expect(page.locator(".talk .message")).to_have_count(1)
    field.press("Escape")
    expect(page.locator(".thread")).to_be_hidden()


def test_the_clock_moves_by_a_press(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA")
    expect(page.locator("#clock")).to_contain_text("Wed 14 Oct")
    page.locator("#clock").click()
    page.get_by_role("button", name="Next Monday 08:30").click()
    expect(page.locator("#clock")).to_contain_text("Mon 19 Oct")
    assert slack.now().strftime("%Y-%m-%d %H:%M") == "2026-10-19 06:30"


def test_the_inspector_shows_what_travelled(open_page: Open) -> None:
    page = open_page("as=UANNA")
    page.locator("#inspect").click()
    say(page, "/log meeting Acme")
    row = page.locator(".log-row", has_text="/log").first
    row.click()
    expect(row).to_contain_text('"command": "/log"')
    expect(row.locator(".log-ms")).to_have_text(re.compile(r"\d+ ms"))


def test_dark_mode_follows_the_system_and_a_choice_outlives_it(open_page: Open) -> None:
    page = open_page("as=UANNA", scheme="dark")
    assert darkness(page) < 60
    page.locator("#theme").click()
    assert darkness(page) > 200
    page.reload()
    page.wait_for_selector("#who")
    assert darkness(page) > 200


def darkness(page: Page) -> int:
    """The red of the page's background, 0 (dark) to 255."""
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    return int(re.findall(r"\d+", colour)[0])


def test_on_a_phone_conversations_are_a_drawer_and_nothing_is_wider_than_the_screen(open_page: Open) -> None:
    page = open_page("as=UANNA", width=390, height=844)
    expect(page.locator("#sidebar")).to_be_hidden()
    page.get_by_role("button", name="Open the list of conversations").click()
    page.locator(".conversation[data-channel=CGENERAL]").click()
    expect(page.locator("h1")).to_have_text("# general")
    expect(page.locator("#sidebar")).to_be_hidden()
    say(page, "/blocks")
    expect(page.locator(".chart svg")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".talk .messages").evaluate("list => list.scrollWidth <= list.clientWidth")


def test_nothing_is_fetched_from_another_address(open_page: Open, slack: LocalSlack) -> None:
    page = open_page("as=UANNA")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    say(page, "/blocks")
    expect(page.locator(".chart svg")).to_be_visible()
    assert [url for url in asked if not url.startswith(slack.url)] == []
