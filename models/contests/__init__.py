"""Competitions that people opt into: by lead KPI, time-boxed, with rules that stand still."""
