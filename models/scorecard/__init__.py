"""The Sales Scorecard: 21 KPIs in four quadrants, their targets, pace and status."""
