"""One file a feature: an example of everything it says."""
