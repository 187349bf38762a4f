"""Coaching talks (1-2-1): planned, prepared, held, and what the pair agreed on."""
