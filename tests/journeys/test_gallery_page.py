"""Everything the bot can say, on the local Slack's page: nothing unknown, nothing cut, nothing wider than the screen.

The gallery goes through the Web API, as the bot's own messages do.
"""

import json
import urllib.request
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from slack_sdk import WebClient

from handlers.local_slack import LocalSlack
from messages.gallery import Example
from messages.gallery import gallery as made
from messages.words import LANGUAGES
from tests.journeys.browser import PATIENCE

pytestmark = [pytest.mark.chromium, pytest.mark.long(seconds=60)]
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
PEOPLE = {"en": "UANNA", "nl": "UBRAM"}
A_CHANNEL = 100  # messages; a list shows its last 120 at first

# Elements that scroll sideways by themselves may hold something wider; what only screen readers meet has no width.
FAULTS = """(root) => {
    const place = document.querySelector(root);
    const scrolls = (node) => ["auto", "scroll"].includes(getComputedStyle(node).overflowX) && node !== place;
    const named = (node) => `${node.tagName.toLowerCase()}.${node.getAttribute('class')} “${node.textContent.trim().slice(0, 60)}”`;
    const example = (node) => node.closest("[data-ts]")?.dataset.ts ?? "";
    const faults = [];
    for (const node of place.querySelectorAll(".unsupported")) faults.push([example(node), "unknown: " + named(node)]);
    const edge = place.getBoundingClientRect();
    for (const node of place.querySelectorAll("*")) {
        if (node.closest(".unseen, .message-tools") || node.hidden) continue;
        const box = node.getBoundingClientRect();
        if (!box.width) continue;
        let scroller = node.parentElement;
        while (scroller !== place && !scrolls(scroller)) scroller = scroller.parentElement;
        if (scroller === place && (box.right > edge.right + 1 || box.left < edge.left - 1))
            faults.push([example(node), "too wide: " + named(node)]);
        const hides = ["hidden", "clip"].includes(getComputedStyle(node).overflowX);
        // A value that is too long for its field is told in full by its title.
        const isTold = node.closest("[title]")?.title.includes(node.textContent);
        if (hides && !isTold && node.scrollWidth > node.clientWidth + 1) faults.push([example(node), "cut: " + named(node)]);
    }
    for (const label of place.querySelectorAll(".chart svg text")) {
        const [picture, box] = [label.ownerSVGElement.getBoundingClientRect(), label.getBoundingClientRect()];
        if (box.left < picture.left || box.right > picture.right + 1) faults.push([example(label), "cut: " + named(label)]);
    }
    if (document.documentElement.scrollWidth > innerWidth) faults.push(["", "the page is wider than the screen"]);
    if (edge.right > innerWidth + 1 || edge.bottom > innerHeight + 1) faults.push(["", "it leaves the screen"]);
    return faults;
}"""


DRAWN = """async (root) => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return document.querySelector(root).innerText.trim().length;
}"""
SHOWS = """([first, count]) => {
    const shown = document.querySelectorAll(".talk .message");
    const canvases = [...document.querySelectorAll(".talk .chart-canvas")];
    return shown.length === count && shown[0].dataset.ts === first && canvases.every((each) => each.firstChild);
}"""
UNPAINTED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html, dialog { opacity: 0 }");
    document.adoptedStyleSheets = [sheet];
}"""
"""Where everything stands is asked of the page; to put colours on it would take a third of the time, for nobody."""
HAS_CHILDREN = "([root, count]) => document.querySelector(root)?.childElementCount === count"

Json = dict[str, Any]


class Gallery:
    """A workspace in which the bot has said everything, in both languages: a channel for each feature."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack
        self.client = WebClient("xoxb-gallery", base_url=slack.api_url)
        self.names: dict[str, str] = {}  # timestamp → example
        self.channels: dict[str, dict[str, list[str]]] = {language: {} for language in LANGUAGES}

    def say_everything(self) -> None:
        for language in LANGUAGES:
            said = [one for one in gallery(language) if one.surface == "message"]
            for feature, examples in groupby(said, key=feature_of):
                for number, one in enumerate(examples):
                    channel = channel_of(language, feature, number)
                    sent = self.client.chat_postMessage(channel=channel, text=one.text, blocks=one.blocks)
                    self.names[sent["ts"]] = one.name
                    self.channels[language].setdefault(channel, []).append(sent["ts"])

    def opens(self, user: str, view: Json) -> str:
        """Opens a modal on somebody's screen, as after a press of theirs. Gives its id."""
        trigger = self.slack.platform.triggers.issue("T1", "A1", user)
        return self.client.views_open(trigger_id=trigger, view=view)["view"]["id"]

    def closes(self, user: str, view_id: str) -> None:
        body = json.dumps({"as": user, "view_id": view_id}).encode()
        urllib.request.urlopen(urllib.request.Request(f"{self.slack.url}/control/close", data=body)).close()


@cache
def gallery(language: str) -> list[Example]:
    """Every example, made once."""
    return list(made(language))


def feature_of(example: Example) -> str:
    return example.name.partition(".")[0]


def channel_of(language: str, feature: str, number: int) -> str:
    return f"C{feature}{number // A_CHANNEL}{language}".upper()


def config() -> Json:
    """One colleague for each language, and the channels that the gallery needs."""
    channels = {
        channel_of(language, feature, number)
        for language in LANGUAGES
        for feature, examples in groupby(gallery(language), key=feature_of)
        for number, _ in enumerate(examples)
    }
    people = [
        {"id": "UANNA", "name": "anna", "real_name": "Anna de Vries", "locale": "en-GB"},
        {"id": "UBRAM", "name": "bram", "real_name": "Bram Bakker", "locale": "nl-NL"},
    ]
    app = {"id": "A1", "name": "Koers", "bot_token": "xoxb-gallery", "app_token": "xapp-gallery"}
    named = [{"id": channel, "name": channel[1:].lower()} for channel in sorted(channels)]
    return {
        "start": "2026-11-12T10:00:00+00:00",
        "workspaces": [{"id": "T1", "name": "Noordzee", "users": people, "channels": named, "app": app}],
    }


@pytest.fixture(scope="module")
def said() -> Iterator[Gallery]:
    with LocalSlack(config()).in_thread() as slack:
        gallery = Gallery(slack)
        gallery.say_everything()
        yield gallery


@pytest.fixture(scope="module", params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def page(browser: Browser, said: Gallery, size: str, language: str) -> Iterator[Page]:
    """The page of somebody who reads this language. At the end it must have written no error to the console."""
    width, height = SIZES[size]
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{said.slack.url}/#as={PEOPLE[language]}")
    page.wait_for_selector("#who", state="attached")
    page.evaluate(UNPAINTED)
    yield page
    context.close()
    assert complaints == []


def faults(page: Page, root: str, names: dict[str, str]) -> list[str]:
    """What is unknown, cut or too wide in this part, with the example in which it stands."""
    drawn = page.evaluate(DRAWN, root)
    assert drawn, "there is something to look at"
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{names.get(ts, '')}: {fault}" for ts, fault in page.evaluate(FAULTS, root)]
    return found


def test_every_message_is_there_as_a_whole(page: Page, said: Gallery, language: str) -> None:
    found = []
    for channel, stamps in said.channels[language].items():
        page.evaluate("place => { location.hash = place }", f"#as={PEOPLE[language]}&channel={channel}")
        page.wait_for_function(SHOWS, arg=[stamps[0], len(stamps)])
        found += faults(page, ".talk .messages", said.names)
    assert found == []


def test_every_modal_is_there_as_a_whole(page: Page, said: Gallery, language: str) -> None:
    found = []
    for example in gallery(language):
        if example.surface != "modal":
            continue
        view_id = said.opens(PEOPLE[language], example.view.json)
        dialog = f'dialog[data-view="{view_id}"]'
        page.wait_for_selector(dialog)
        found += faults(page, dialog, {"": example.name})
        said.closes(PEOPLE[language], view_id)
    assert found == []


def test_every_home_is_there_as_a_whole(page: Page, said: Gallery, language: str) -> None:
    found = []
    app = said.client.conversations_open(users=PEOPLE[language])["channel"]["id"]
    page.evaluate("place => { location.hash = place }", f"#as={PEOPLE[language]}&channel={app}&tab=home")
    for example in gallery(language):
        if example.surface != "home":
            continue
        said.client.views_publish(user_id=PEOPLE[language], view=example.view.json)
        page.wait_for_function(HAS_CHILDREN, arg=[".home-body", len(example.blocks)])
        found += faults(page, ".home", {"": example.name})
    assert found == []
