"""What we say about connections with CRMs."""

from messages.connections.told import trouble

__all__ = ["trouble"]
