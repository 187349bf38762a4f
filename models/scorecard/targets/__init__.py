"""Targets: set, held in a period, and the defaults of each role."""
