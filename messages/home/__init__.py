"""A person's Home tab: where they stand, what is open, and the things they do most."""
