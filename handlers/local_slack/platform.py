"""Everything that one local Slack consists of, in one place, for those who act on it."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from handlers.local_slack.clock import Clock
from handlers.local_slack.config import AppConfig, Config
from handlers.local_slack.delivery import Delivery
from handlers.local_slack.faults import Faults
from handlers.local_slack.files import Files
from handlers.local_slack.http_delivery import HttpDelivery
from handlers.local_slack.inspector import Inspector
from handlers.local_slack.installs import Installs
from handlers.local_slack.rate_limits import RateLimits
from handlers.local_slack.response_urls import ResponseUrls
from handlers.local_slack.socket_mode import SocketMode
from handlers.local_slack.stream import Stream
from handlers.local_slack.triggers import Triggers
from handlers.local_slack.workspace import Workspace


async def nothing_else() -> None:
    """A local Slack by itself has nothing that comes to its time."""


class Platform:
    """The workspaces, the clock, the doors to the app, and what was handed out."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.url = ""
        self.calendar_of: Callable[[str, datetime], bytes | None] = lambda name, now: None
        """A calendar that can be linked, at `/calendars/<name>.ics`; None: there is none of that name."""
        self.catch_up: Callable[[], Awaitable[object]] = nothing_else
        """What else has to come to the time: awaited before anybody does something, and before a move of the clock is answered."""
        self.tour_is_put_away = False
        """Whether somebody has taken the offer of the tour, or put it away: it is made once."""
        self.clock = Clock(config.start_instant())
        self.stream = Stream()
        self.inspector = Inspector(self.clock, self.stream.tell)
        self.faults = Faults(self.stream.tell, lambda: self.clock.now().isoformat(timespec="milliseconds"))
        self.rate_limits = RateLimits(config.rate_limits)
        self.triggers = Triggers()
        self.response_urls = ResponseUrls(self.clock)
        self.files = Files()
        self.socket_mode = SocketMode(config.ack_seconds, self.inspector, self.stream)
        self.http_delivery = HttpDelivery(config.ack_seconds)
        self.delivery = Delivery(config, self.clock, self.inspector, self.faults, self.socket_mode, self.http_delivery)
        now = self.clock.now()
        self.workspaces = {w.id: Workspace(w, now) for w in config.workspaces}
        self.installs = Installs(self.workspaces, self.clock)

    def now(self) -> datetime:
        """What time it is in this Slack: aware, in UTC."""
        return self.clock.now()

    def workspace(self, team: str | None) -> Workspace | None:
        """The workspace with this id; the first one when none is named."""
        if not team:
            return next(iter(self.workspaces.values()))
        return self.workspaces.get(team)

    def is_connected(self, app: AppConfig) -> bool:
        """Whether the app can be reached: by its address, or by a socket that is open."""
        return bool(app.request_url) or self.socket_mode.is_connected(app.id)
