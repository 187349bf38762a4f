"""Do not disturb: a person's quiet hours, every night, and the hour that they snooze."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.local_slack.wire import Payload

NEVER = 1  # what Slack writes for a moment that does not come


@dataclass
class Quiet:
    """`start` and `end` are hours such as "22:00" in the person's zone, "" without quiet hours."""

    start: str = ""
    end: str = ""
    snoozed_from: datetime | None = None
    snoozed_until: datetime | None = None

    def snooze(self, now: datetime, minutes: int) -> None:
        """No notices for so many minutes; 0 ends it."""
        self.snoozed_from, self.snoozed_until = now, now + timedelta(minutes=minutes)

    def status(self, now: datetime, zone: str) -> Payload:
        """What others see: the stretch of quiet that is going on, or else the next one."""
        stretch = self._stretch(now, zone)
        start, end = (int(one.timestamp()) for one in stretch) if stretch else (NEVER, NEVER)
        return {"dnd_enabled": bool(stretch), "next_dnd_start_ts": start, "next_dnd_end_ts": end}

    def _stretch(self, now: datetime, zone: str) -> tuple[datetime, datetime] | None:
        if self.snoozed_from and self.snoozed_until and now < self.snoozed_until:
            return self.snoozed_from, self.snoozed_until
        if not self.start or not self.end:
            return None
        today = now.astimezone(ZoneInfo(zone)).date()
        start, end = time.fromisoformat(self.start), time.fromisoformat(self.end)
        for days in (-1, 0, 1):
            day = today + timedelta(days=days)
            begins = datetime.combine(day, start, ZoneInfo(zone))
            ends = datetime.combine(day + timedelta(days=int(end <= start)), end, ZoneInfo(zone))
            if now < ends:
                return begins, ends
        return None
