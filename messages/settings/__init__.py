"""What we say about the settings of the workspace."""
