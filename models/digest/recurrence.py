"""At which wall times the weekly digest comes."""

from datetime import time

from models.delivery.preferences import USUAL_TIMES
from models.delivery.recurrence import weekly

MONDAY = 0
FOR_MANAGERS = weekly(MONDAY, USUAL_TIMES["digest"])
"""In the manager's own zone."""
FOR_CHANNELS = weekly(MONDAY, time(9, 0))
"""In the team's zone."""
