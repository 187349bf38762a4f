"""The clock door: what happens by itself starts here."""
