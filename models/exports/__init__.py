"""Everything that a workspace can take with it: as JSON or CSV."""
