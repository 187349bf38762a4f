"""What people did: an append-only log of facts from which every number is computed."""
