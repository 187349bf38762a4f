"""Goals: an end with a horizon, and the KPI milestones on the way to it."""
