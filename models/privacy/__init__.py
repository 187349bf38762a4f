"""Erasure: what a person may ask to be forgotten."""
