"""Maturity: how far the sales organisation is, and what it should take up next or leave for later."""
