"""A slow line: requests of a page that wait until the test lets them go, so that a race has the same end each time."""

import re
from typing import Any

from playwright.sync_api import Page, Route

MOMENT = 300  # ms in which a page that would go on does so


class Held:
    """Requests whose address fits are held, in the order in which they were made, until `lets_go`."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.waiting: list[Route] = []
        self.count = 0  # of all that were made
        self._is_held = True
        page.route(re.compile(address), self._hold)

    def _hold(self, route: Route) -> None:
        self.count += 1
        if self._is_held:
            self.waiting.append(route)
        else:
            route.continue_()

    def until(self, count: int) -> None:
        """Waits until so many were made, and a moment longer for any that should not be."""
        for _ in range(200):
            if self.count >= count:
                break
            self.page.wait_for_timeout(50)
        self.page.wait_for_timeout(MOMENT)

    def answers(self, answer: dict[str, Any]) -> None:
        """Gives all that wait this answer, and lets later ones pass."""
        self._is_held = False
        for route in self.waiting:
            route.fulfill(json=answer)

    def lets_go(self) -> None:
        """Lets all that wait go on, one after another, and later ones pass."""
        self._is_held = False
        for route in self.waiting:
            route.continue_()
            self.page.wait_for_timeout(MOMENT / 3)
