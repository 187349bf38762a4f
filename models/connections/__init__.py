"""Connections with CRMs: what they say becomes facts here, each once."""
