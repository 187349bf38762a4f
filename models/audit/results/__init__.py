"""From answers to figures that may be shown."""
