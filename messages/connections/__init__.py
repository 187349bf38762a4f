"""What we say about connections with CRMs."""

from messages.connections.told import not_written, trouble

__all__ = ["not_written", "trouble"]
