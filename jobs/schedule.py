"""The one table of everything that happens by itself. A new prompt is one line here."""

from jobs.cadence import Cadence

SCHEDULE: tuple[Cadence, ...] = ()
