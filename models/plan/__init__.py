"""The improvement plan: what an audit showed, turned into actions with an owner, a date and a KPI."""
