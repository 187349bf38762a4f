"""Tests of `/koers customers`."""
