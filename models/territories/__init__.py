"""Territories and named accounts: whose an account is, how often it is visited, and which are due."""
