"""Somebody without a mouse: keys only, and what has the focus."""

import re

from playwright.sync_api import Page, expect

MOST_STEPS = 80
MOST_SEARCHES = 3
NO_ANSWER = re.compile("did not answer|gaf niet")
NAME = """() => {
    const node = document.activeElement;
    const words = (ids) => ids.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const said = node.getAttribute("aria-labelledby");
    return (said ? words(said) : node.getAttribute("aria-label"))
        || node.labels?.[0]?.textContent || node.placeholder || node.textContent.trim().slice(0, 80);
}"""


class Keyboard:
    """The keys of one page. Nothing here clicks, or focuses by itself."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focused(self) -> str:
        """What a screen reader would call the element that has the focus."""
        return self.page.evaluate(NAME)

    def goes_to(self, name: str, backwards: bool = False) -> None:
        """Tab (or Shift+Tab) until something with this name has the focus; a regular expression."""
        passed = []
        for _ in range(MOST_STEPS):
            passed.append(self.focused())
            if re.search(name, passed[-1], re.IGNORECASE):
                return
            self.press("Shift+Tab" if backwards else "Tab")
        raise AssertionError(f"no “{name}” in reach of Tab, only {passed}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def sends(self, text: str) -> None:
        """Goes to where one writes, writes and sends; Escape puts away the suggestions."""
        self.goes_to("^(Message|Bericht aan) ")
        self.types(text)
        self.press("Escape", "Enter")

    def chooses(self, field: str, search: str, option: str) -> None:
        """In a list that can be searched: opens it, types, and takes the first option, which must be this one.

        Of an app that does not answer in time the list says so: then one types again, as one would.
        """
        self.goes_to(field)
        self.press("Enter")
        self.types(search)
        found = self.page.get_by_role("option").first.filter(has_text=re.compile(option))
        empty = self.page.locator(".options-note").filter(has_text=NO_ANSWER)
        for _ in range(MOST_SEARCHES):
            expect(found.or_(empty).first).to_be_visible()
            if found.is_visible():
                break
            self.press("Backspace")
            self.types(search[-1])
            self.page.wait_for_timeout(1000)  # the page asks the app a quarter of a second after the last key
        expect(found).to_be_visible()
        self.press("Enter")
